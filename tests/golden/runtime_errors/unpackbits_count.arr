unpackbits(array([2, 7], dtype=uint8), count=-20)
