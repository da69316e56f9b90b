packbits([1, 0], bitorder='middle')
