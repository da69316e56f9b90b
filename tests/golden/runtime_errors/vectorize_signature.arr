vectorize(lambda a: a, signature='n->n')(arange(3))
