a = np.arange(6)
a[1:np.array([2, 3])]
