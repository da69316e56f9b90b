unpackbits([2, 7])
