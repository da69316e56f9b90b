# The three things that a name can be: the same array, a view of it, a copy of it.
a = np.arange(6)
b = a
b is a, b[0]
b[0] = 90
a
v = a[1:4]
v is a, np.shares_memory(v, a)
v[:] = 7
a
c = a.copy()
c[0] = -1
a, c
d = np.copy(v)
d += 1
v, d
b.shape = (2, 3)
a
a.shape = (6,)
w = a.view()
w.shape = (3, 2)
a, w
e = np.empty_like(a)
e[:] = a
e[0] = 5
a[0], e[0]
r = a.reshape(2, 3)
r[1, 2] = 66
a
t = r.T
t[0, 0] = 11
a, r
f = t.ravel()
f[0] = 12
a[0], f[0]
np.shares_memory(a, r), np.shares_memory(a, t), np.shares_memory(a, f)
np.asarray(a) is a, np.array(a) is a, np.array(a, copy=None) is a
a.astype(int) is a, a.astype(int, copy=False) is a
a.base is None, v.base is a, t.base is a
