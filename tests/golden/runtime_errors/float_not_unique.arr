format_float_positional(1.5, unique=False)
