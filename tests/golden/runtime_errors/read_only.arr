a = np.broadcast_to(np.arange(2), (2, 2))
print(a)
a[0, 0] = 1
