# "`np.resize` returns a view: see its `.base`." The base is a hidden temporary with equal elements; it is a copy.
x = np.arange(6)
r = np.resize(x, (2, 3))
assert r.base is not None
assert r.base is not x
assert_copy(r, of=x)
r[0, 0] = 99
assert x[0] == 0
r
