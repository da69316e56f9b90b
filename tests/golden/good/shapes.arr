# Other shapes of the same elements.
a = np.arange(12)
m = a.reshape(3, 4)
m
m.T, m.T.shape, m.T.strides
a.reshape(2, -1), a.reshape((2, 2, 3)).shape
a.reshape(3, 4, order='F')
m.ravel(), m.T.ravel(), m.ravel(order='F'), m.flatten()
np.transpose(m).shape, np.swapaxes(m, 0, 1).shape, np.moveaxis(a.reshape(2, 2, 3), 0, -1).shape
np.squeeze(m[None, :, None]).shape, np.expand_dims(a, 1).shape
np.flip(m), np.flipud(m), np.fliplr(m)
np.rot90(m), np.rot90(m, 2)
np.roll(a, 3), np.roll(m, 1, axis=0)
np.broadcast_to([1, 2, 3], (2, 3)), np.broadcast_arrays([1, 2], [[1], [2]])
np.concatenate([a[:2], a[3:5]]), np.stack([a[:2], a[2:4]]), np.vstack([a[:2], a[2:4]]), np.hstack([a[:2], a[2:4]])
np.concatenate([m, m], axis=1).shape, np.column_stack([a[:2], a[2:4]])
np.split(a, 3), np.array_split(a, 5), np.hsplit(m, 2)
np.tile([1, 2], 2), np.tile([1, 2], (2, 2)), np.repeat([1, 2], 2), np.repeat([1, 2], [1, 3])
np.append(a[:2], [9]), np.insert(a[:3], 1, 50), np.delete(a[:4], 2)
np.pad([1, 2], 1), np.pad([1, 2, 3], (2, 1), mode='edge')
np.diag([1, 2]), np.diag(m), m.diagonal(1), np.trace(m)
np.tril(m), np.triu(m), np.eye(2), np.identity(2, dtype=int)
np.atleast_2d([1, 2]), np.atleast_1d(5), np.atleast_3d([1, 2]).shape
m.shape = 4, 3
m, a.shape
x, y, z, w = m
x[0] = 100
a[0], y
u, *_ = (1, 2, 3)
u
np.meshgrid([1, 2], [3, 4, 5])
np.unravel_index(7, (3, 4)), np.ravel_multi_index((1, 3), (3, 4))
