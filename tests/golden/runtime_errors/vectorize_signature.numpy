! ValueError: not a valid gufunc signature: n->n
