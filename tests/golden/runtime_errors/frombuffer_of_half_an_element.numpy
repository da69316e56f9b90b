! ValueError: buffer size must be a multiple of element size
