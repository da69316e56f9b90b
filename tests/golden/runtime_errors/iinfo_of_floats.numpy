! ValueError: Invalid integer data type 'f'.
