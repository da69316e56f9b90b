bytes([1, 256])
