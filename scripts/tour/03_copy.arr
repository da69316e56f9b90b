# Copy: the same elements in other memory. Neither side sees what is written to the other.
a = np.arange(6)
c = a.copy()
assert_copy(c, of=a)
c[0] = 99
assert a[0] == 0
a, c

# A slice that is to live its own life is copied.
part = a[1:4].copy()
part[:] = 0
a
assert_apart(part, a)

# np.copy and the method copy alike, but lay out alike only for C order: the function keeps the layout, the method writes in C order.
f = np.arange(6).reshape(2, 3).T
assert np.copy(f).strides == f.strides
assert f.copy().strides == (16, 8)

# np.array copies, np.asarray only if it must; copy=None means the same to np.array, and copy=False refuses.
assert_copy(np.array(a), of=a)
assert_alias(np.asarray(a), a)
assert_alias(np.array(a, copy=None), a)
assert_copy(np.asarray(a, dtype=float), of=a)

# To write into memory that is there already, assign to its elements.
target = np.zeros(6, dtype=int)
same = target
target[:] = a
assert_alias(same, target)
assert_apart(target, a)
target

# Joining and repeating copies, even where there is but one array to join.
assert_copy(np.concatenate([a]), of=a)
assert_copy(np.repeat(a, 1), of=a)
assert_copy(np.roll(a, 0), of=a)
