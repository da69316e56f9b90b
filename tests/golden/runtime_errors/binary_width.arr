binary_repr(-3, 2)
