a = np.zeros((2, 2))
np.swapaxes(a, np.uint64(2**64 - 1), 0)
