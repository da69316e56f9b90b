# Writing to arrays that overlap themselves, and from an array to itself.
from numpy.lib.stride_tricks import as_strided
a = np.arange(6) * 10
w = as_strided(a, (3, 2), (8, 8))
# put, putmask and place write to a copy, and assign all of it back.
np.put(w, [1], 99)
a
np.put(w, [2], 99)
a
w.put([3, 4], [77, 88], mode='clip')
a
np.putmask(w, [[False, True], [False, False], [False, True]], [500])
a
np.place(w, [[True, False], [True, False], [False, False]], [1, 2])
a
# A mask on the left, and copyto, write straight away.
w[np.array([[False, True], [False, False], [True, False]])] = 42
a
np.copyto(w, 43, where=[[True, False], [False, False], [False, True]])
a
z = as_strided(a, (2, 3), (8, 0))
z[np.array([[True, False, False], [False, False, False]])] = 5
a
# From front to back, whichever way the view runs.
w[::-1] = np.array([[1, 2], [3, 4], [5, 6]])
a
w[:, ::-1] = np.array([[11, 12], [13, 14], [15, 16]])
a
# Slices and lists read all before they write; a mask goes from one stretch of True to the next.
b = np.arange(8)
b[::-1] = b
b
b = np.arange(8)
b[list(range(8))] = b[::-1]
b
b = np.arange(8)
b[b > -1] = b[::-1]
b
b = np.arange(8)
b[1:][np.array([True, True, False, True, True, False, True])] = b[:5]
b
b = np.arange(8)
b[1:][np.array([True, True, True, True, True, True, True])] = b[:-1]
b
c = np.arange(12).reshape(3, 4)
c[c % 3 > 0] = c.ravel()[2:10]
c
# A Python number suits any dtype that it fits.
d = np.zeros(3, dtype=np.uint8)
np.copyto(d, 200)
d
np.copyto(d, 7, where=[True, False, True])
d
d.flags.writeable = False
np.copyto(d, d)
np.flip(np.array(7)), np.flip(np.array(2.5), axis=())
