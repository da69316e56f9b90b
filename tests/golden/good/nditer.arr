a = arange(6).reshape(2, 3)
[int(x) for x in nditer(a)]
[int(x) for x in nditer(a.T)]
[int(x) for x in nditer(a, order='F')]
[int(x) for x in nditer(a[::-1])]
[int(x) for x in nditer(a[::-1], order='C')]
[int(x) for x in nditer(arange(24).reshape(2, 3, 4).transpose(1, 0, 2)[:, ::2])]
list(nditer(a[:, :2], flags=['external_loop']))
list(nditer(a, flags=['external_loop'], order='F'))
list(nditer(a, flags=['external_loop', 'buffered'], order='F'))
it = nditer(a, flags=['multi_index'])
[(int(x), it.multi_index) for x in it]
it.finished
it.reset()
next(it)
x = next(it)
it.multi_index, it.iterindex, it.itersize, it.nop, it.ndim, it.shape
shares_memory(x, a)
x.flags.writeable
it.multi_index = (1, 1)
it[0]
it = nditer(a, flags=['f_index'])
[(int(x), it.index) for x in it]
[(int(x), int(y)) for x, y in nditer([a, arange(3)])]
with nditer(a, op_flags=['readwrite']) as it: done = [multiply(x, 2, out=x) for x in it]
a
it = nditer([a, None])
done = [copyto(y, x + 1) for x, y in it]
it.operands[1]
it = nditer([a.T, None])
it.operands[1].strides
list(nditer(a, op_dtypes=['float64'], flags=['buffered']))[1]
list(nditer(zeros(0), flags=['zerosize_ok']))
b = broadcast([1, 2], [[3], [4]])
[(int(x * y), b.index) for x, y in b]
it = nditer([arange(2), arange(3), None], op_axes=[[0, -1], [-1, 0], None])
done = [multiply(x, y + 1, out=z) for x, y, z in it]
it.operands[2]
[int(x) for x in nditer(arange(3), itershape=(2, 3))]
c = arange(6, dtype='i4')[::-2]
with nditer(c, [], [['writeonly', 'updateifcopy']], casting='unsafe', op_dtypes=[dtype('f4')]) as i: d = i.operands[0]; d[:] = [-1, -2, -3]
c, d
