# Views of one array may overlap, or lie side by side in it and share nothing. Their bounds do not tell; shares_memory does.
a = np.arange(8)
even, odd = a[::2], a[1::2]
assert_apart(even, odd)
assert np.may_share_memory(even, odd)
assert_shares(a[:5], a[4:])
assert_apart(a[:4], a[4:])
assert not np.may_share_memory(a[:4], a[4:])

# What reads and writes the same memory counts as if all were read before anything is written.
a[1:] = a[:-1]
a
assert np.array_equal(a, [0, 0, 1, 2, 3, 4, 5, 6])
a[::-1] = a
assert np.array_equal(a, [6, 5, 4, 3, 2, 1, 0, 0])

# All but one: a mask on the left goes from one stretch of True to the next, and may read what it wrote. Copy the right side there.
q = np.arange(6)
q[q > -1] = q[::-1]
assert np.array_equal(q, [5, 4, 3, 3, 4, 5])
q = np.arange(6)
q[q > -1] = q[::-1].copy()
assert np.array_equal(q, [5, 4, 3, 2, 1, 0])

# A write that goes into a passing copy is lost, without an error. arr warns of it.
before = a.copy()
a[[0, 1]][:] = 99
a[a > 2][0] = 99
a.copy().sort()
assert (a == before).all()

# One index on the left of `=` writes to the array.
a[[0, 1]] = 99
a[np.flatnonzero(a < 3)[0]] = -1
assert np.array_equal(a, [99, 99, 4, 3, -1, 1, 0, 0])
a

# So does a chain of views.
m = np.zeros((3, 4), dtype=int)
m.T[1][::2] = 5
m.reshape(-1)[0] = 7
m.ravel()[3] = 8
m

# Whether reshape gave a view decides whether the write arrives.
m.T.reshape(12)[11] = 1
assert m[2, 3] == 0
m.T.reshape(12, order='F')[11] = 1
assert m[2, 3] == 1
