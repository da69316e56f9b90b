# "`x += x.T` gives garbage." It did before NumPy 1.13. What overlaps counts as read before anything is written.
x = np.arange(9).reshape(3, 3)
x += x.T
assert (x == x.T).all()
x

a = np.arange(6)
a[1:] = a[:-1]
assert np.array_equal(a, [0, 0, 1, 2, 3, 4])
a[::-1] = a
assert np.array_equal(a, [4, 3, 2, 1, 0, 0])

r = np.arange(3)
r[[2, 1, 0]] = r
assert np.array_equal(r, [2, 1, 0])
