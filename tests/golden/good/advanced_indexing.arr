# Integer arrays and masks: always copies when read, always in place when written.
a = np.arange(12).reshape(3, 4)
a[[0, 2]]
a[[0, 2], [1, 3]]
a[:, [3, 0]]
a[[2, 0], 1:3]
a[[[0, 1], [2, 0]]]
a[np.array([1, -1])]
a[np.ix_([0, 2], [1, 3])]
a[a % 2 == 0]
a[[True, False, True]]
a[:, np.array([True, False, False, True])]
a[a > 100]
a[np.array(1)], a[True].shape, a[False].shape
a[None, [0, 1]].shape, a[[0, 1], None].shape
t = np.arange(24).reshape(2, 3, 4)
t[0, :, [0, 1]].shape, t[:, 0, [0, 1]].shape, t[[0], :, [1]].shape
t[:, [0, 1], [1, 2]]
t[[1, 0], ..., 0]
b = a[[0, 1]]
b[:] = 0
a[0]
a[[0, 2]] = 9
a
a[a == 9] = [1, 2, 3, 4, 5, 6, 7, 8]
a
a[[0, 0, 1], [0, 0, 1]] += 10
a
a[:, [0, 1]] = [[1, 2]]
a
a[a > 5] = 0
a
np.take(a, [0, 5]), a.take([1, 2], axis=1)
np.where(a > 2, a, -1)
np.nonzero(a), np.argwhere(a)[:2], np.flatnonzero(a)
np.choose([0, 1, 1], [[1, 2, 3], [4, 5, 6]])
np.compress([True, False, True], a, axis=0), np.extract(a > 2, a)
np.put(a, [0, 1], [70, 80])
a[0]
np.place(a, a == 70, [6])
a[0]
a.flat[2:5], a.flat[7]
a.flat[3] = 33
a[0]
np.take_along_axis(a, np.argsort(a, axis=1), axis=1)
