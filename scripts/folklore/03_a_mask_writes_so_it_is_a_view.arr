# "`a[mask] = 7` works, so `a[mask]` is a view." That statement never takes `a[mask]`: it writes to `a` (__setitem__).
a = np.arange(5)
a[a > 2] = 7
assert np.array_equal(a, [0, 1, 2, 7, 7])
assert_copy(a[a > 2], of=a)
taken = a[a > 2]
taken[:] = 0
assert np.array_equal(a, [0, 1, 2, 7, 7])

# Augmented assignment takes, computes and writes back: a place that is named twice is written twice, with the same number.
d = np.zeros(3, dtype=int)
d[[0, 0, 1]] += 1
assert np.array_equal(d, [1, 1, 0])
d = np.zeros(3, dtype=int)
np.add.at(d, [0, 0, 1], 1)
assert np.array_equal(d, [2, 1, 0])
