# "reshape usually copies." "reshape always gives a view." It depends on the strides.
a = np.arange(12).reshape(3, 4)
assert_view(a.reshape(4, 3), of=a)
assert_view(a[:, ::2].reshape(3, 2, 1), of=a)
assert_view(a[::2].reshape(2, 2, 2), of=a)
assert_copy(a[:, :3].reshape(9), of=a)
assert_copy(a.T.reshape(12), of=a)
assert_view(a.T.reshape(12, order='F'), of=a)
a.T.reshape(12), a.T.reshape(12, order='F')
