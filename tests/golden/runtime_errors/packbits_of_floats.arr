packbits([1.5, 0])
