# "`.base is None` means a copy, and a base means a view." Neither.
a = np.arange(12).reshape(3, 4).copy()
c = a.T.reshape(12)
assert c.base is not None
assert_copy(c, of=a)

# The alias, the owner and a copy all have no base.
b = a
assert a.base is None and b.base is None and a.copy().base is None
assert_alias(b, a)
assert_copy(a.copy(), of=a)
