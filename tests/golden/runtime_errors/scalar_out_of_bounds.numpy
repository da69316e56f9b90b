! OverflowError: Python integer 300 out of bounds for uint8
