# Integers, slices, Ellipsis and newaxis: always views.
a = np.arange(24).reshape(2, 3, 4)
a[0]
a[1, 2], a[1, 2, 3], a[-1, -1, -1]
a[:, 1]
a[..., 0]
a[0, ..., 1]
a[:, ::-1, ::2]
a[::-1, ::-1, ::-1]
a[1:, 1:, 1:]
a[:, None, 0]
a[None].shape, a[..., None].shape, a[:, np.newaxis, :, None].shape
a[0, 1, 2, ...], a[0, 1, 2]
a[5:], a[2:1].shape, a[:, 3:].shape
a[0:100, -100:2, 3:-100:-1]
v = np.arange(10)
v[2:7], v[7:2:-1], v[::-3], v[-3:], v[:-3], v[8:100], v[slice(1, 4)]
v[3], v[-1], v[np.int64(2)]
v[()].shape, np.array(5)[()], np.array(5)[...]
v[2:7][1:3][0]
for_tuple = (1, 2)
a[for_tuple]
v[True is True:].shape
b = a[0].T[1:, ::2]
b
b[...] = 0
a[0]
a[1, :, 1] = [7, 8, 9]
a[1]
a[1, 1:, 2:] = -1
a[1]
a[0, 0] = 5.9
a[0, 0]
len(a), a.shape, a.ndim, a.size, a.strides, b.strides
