# Moving axes about changes strides, not memory: always a view.
a = np.arange(6).reshape(2, 3)
t = a.T
assert_view(t, of=a)
assert a.strides == (24, 8) and t.strides == (8, 24)
t[2, 0] = 99
a

c = np.arange(24).reshape(2, 3, 4)
assert_view(c.transpose(2, 0, 1), of=c)
assert_view(np.swapaxes(c, 0, 2), of=c)
assert_view(np.moveaxis(c, 0, -1), of=c)
assert_view(c.mT, of=c)
assert_view(np.expand_dims(c, 1), of=c)
np.moveaxis(c, 0, -1)[:2, :2]

# Also where nothing moves: a new array object all the same.
assert_view(np.swapaxes(c, 0, 0), of=c)
assert_view(a.ravel().T, of=a)

# Turning and mirroring is done with strides that count backwards.
assert_view(np.flip(a), of=a)
assert_view(np.rot90(a), of=a)
assert np.flip(a).strides == (-24, -8)

# Shifting around the end cannot be said with strides: roll copies.
assert_copy(np.roll(a, 1), of=a)

# A result takes over the order of what it is computed from; the method copy writes in C order.
assert (t + 0).strides == t.strides
assert t.copy().strides == (16, 8)

# Reading and writing one array through its transpose is safe: the right side counts as read first.
q = np.arange(9).reshape(3, 3)
q += q.T
assert (q == q.T).all()
q
