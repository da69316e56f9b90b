! ValueError: Iteration of zero-sized operands is not enabled
