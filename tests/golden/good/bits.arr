m = array([[1, 0, 1], [0, 1, 1]])
p = packbits(m)
p
packbits(m, axis=0)
packbits(m, axis=-1)
packbits(m, axis=1, bitorder='little')
packbits(arange(20) % 3 == 0)
packbits(True)
packbits(zeros((0, 3), dtype=bool))
packbits(zeros((0, 3), dtype=bool), axis=1)
packbits(zeros((2, 9, 3), dtype=bool, order='F'), axis=1).strides
unpackbits(p)
unpackbits(p, count=6).reshape(2, 3)
unpackbits(p, count=-2)
unpackbits(p, count=10)
unpackbits(array([[2], [7]], dtype=uint8), axis=1, bitorder='little')
unpackbits(array([[2], [7]], dtype=uint8), axis=0, count=3)
unpackbits(uint8(7))
assert_copy(p, m)
mask_indices(3, triu)
mask_indices(3, tril, -1)
mask_indices(3, lambda a, k: a > 5)
arange(9).reshape(3, 3)[mask_indices(3, triu, 1)]
b = broadcast([1, 2, 3], [[4], [5]])
b.shape, b.size, b.nd, b.ndim, b.numiter, b.index
next(b)
x, y = next(b)
x * y
b.index
b.iters[0].index
b.reset()
b.index
out = empty(b.shape)
out.flat = [u + v for u, v in b]
out
list(broadcast([1.5, 2]))
broadcast(b, [[[1]]]).numiter
broadcast(1, 2).shape
type(b)
isinstance(b, broadcast)
list(broadcast([]))
