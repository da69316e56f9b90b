format_float_positional(1.5, precision=0, fractional=False)
