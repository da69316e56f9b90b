! TypeError: float expected at most 1 argument, got 2
