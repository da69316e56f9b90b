! ValueError: bytes must be in range(0, 256)
