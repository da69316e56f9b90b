# Claims often read about views and copies, put to the test.
a = np.arange(12).reshape(3, 4)
np.shares_memory(a, a[1:]), np.shares_memory(a, a[[1, 2]]), np.shares_memory(a, a[a > 2])
d = np.zeros(3, dtype=int)
np.add.at(d, [0, 0, 1], 1)
d
r = np.resize(a, (2, 2))
np.shares_memory(r, a), r.base is None
q = a.T.reshape(12)
q.base is None, np.shares_memory(q, a)
x = np.arange(10)
s = x[::2]
np.shares_memory(s.reshape(-1), x), np.shares_memory(s.ravel(), x)
a.T.ravel()[0] = 77
a[0, 0]
np.copy(a.T).flags.f_contiguous, a.T.copy().flags.f_contiguous
f = np.full_like(np.arange(3), 1.9)
f
np.may_share_memory(x[::2], x[1::2]), np.shares_memory(x[::2], x[1::2]), np.shares_memory(x, x[::-1])
z = x[:]
z[0] = 100
x[0]
y = np.arange(3)
k = y
y += 1
k
y = y + 1
k, y
m = np.arange(9).reshape(3, 3)
m += m.T
m
p = np.arange(3)
p[[2, 1, 0]] = p
p
n = np.arange(4)
n[1:] = n[:-1]
n
n[:-1] = n[1:]
n
e = np.arange(5)[3:3]
np.shares_memory(e, e)
