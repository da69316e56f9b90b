! OverflowError: Python integer 256 out of bounds for uint8
