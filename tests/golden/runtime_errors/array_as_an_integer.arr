a = np.array([2])
binary_repr(a)
