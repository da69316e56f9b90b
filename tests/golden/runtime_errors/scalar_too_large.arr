uint8(2**64)
