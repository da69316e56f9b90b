a = array([[1.0, nan, 3.0], [4.0, 5.0, nan]])
nanquantile(a[:1], 0.5, axis=1, weights=[1, 1, 1], method='inverted_cdf')
nanquantile(a, 0.5, axis=1, weights=[1, 1, 1], method='inverted_cdf')
