a = np.zeros((2, 3))
a.sum(axis=2)
