# "Assignment creates a view." It creates nothing: both names mean one array object.
a = np.arange(12)
b = a
assert_alias(b, a)
b.shape = (4, 3)
assert a.shape == (4, 3)

# A view is an array object of its own: its shape is nobody else's.
v = a[:]
assert_view(v, of=a)
v.shape = (12,)
assert a.shape == (4, 3)
a
