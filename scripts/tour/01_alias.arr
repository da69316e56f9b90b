# Alias: `=` binds another name to the same array object. Nothing is copied, and no view is made.
a = np.arange(6)
b = a
assert_alias(b, a)
b is a

# There is one array, so whatever is done under one name is seen under the other: elements, shape, flags.
b[0] = 99
a
b.shape = (2, 3)
assert a.shape == (2, 3)
a.flags.writeable = False
assert not b.flags.writeable
a.flags.writeable = True

# In-place operators keep the object. An operator with a result makes a new array, and `=` gives the name to it.
b += 1
assert_alias(b, a)
b = b + 1
assert_apart(b, a)
a, b

# Many functions hand back the array that they were given where there is nothing to do.
assert_alias(np.asarray(a), a)
assert_alias(np.ascontiguousarray(a), a)
assert_alias(np.squeeze(a), a)
assert_alias(np.atleast_2d(a), a)
assert_alias(a.astype(a.dtype, copy=False), a)
assert_alias(np.add(a, 1, out=a), a)
assert_alias(a.real, a)
