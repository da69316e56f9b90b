! ValueError: floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal"
