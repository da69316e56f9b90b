! ValueError: unsupported keyword arguments for mode 'edge': {'constant_values'}
