! TypeError: only integer scalar arrays can be converted to a scalar index
