a = np.arange(3)
a[np.uint64(2**64 - 1)]
