vectorize(lambda a, b: a, signature='(n),(n)->(n)')(arange(3), arange(4))
