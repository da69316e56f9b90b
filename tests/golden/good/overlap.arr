# Reading and writing the same memory: as if the right side were read first.
a = np.arange(6)
a[1:] = a[:-1]
a
a = np.arange(6)
a[:-1] = a[1:]
a
a = np.arange(6)
a[::-1] = a
a
a = np.arange(6)
a[1:] += a[:-1]
a
a = np.arange(6)
a += a[::-1]
a
m = np.arange(9).reshape(3, 3)
m[:] = m.T
m
m -= m.T
m
m = np.arange(9).reshape(3, 3)
m[1:, 1:] = m[:-1, :-1]
m
m += m[0]
m
m *= m[:, :1]
m
np.add(m, m.T, out=m)
a = np.arange(5)
np.add(a[:-1], a[1:], out=a[1:])
a
a = np.arange(4)
a[[0, 1]] = a[[1, 0]]
a
a[a > 1] = a[a > 1][::-1]
a
np.copyto(a[1:], a[:-1])
a
b = np.arange(3.0)
b[...] = b[::-1]
b
b.view(np.int64)[0] = 0
b
c = np.arange(4)
np.cumsum(c, out=c)
c
