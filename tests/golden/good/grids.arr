# Arrays from brackets, functions, iterators and buffers.
np.mgrid[0:3, 0:2]
np.mgrid[-1:1:5j]
np.mgrid[0:1:3j, 0:2]
np.mgrid[3:0]
np.ogrid[0:3, 0:2]
np.ogrid[0:3.5, 0:2]
np.ogrid[0:5]
np.r_[1:4, 0, 4]
np.r_[-1:1:6j, 5, 6]
np.r_['0,2', [1, 2], [3, 4]]
np.r_['1,2,0', [1, 2], [3, 4]]
np.r_[array([1], dtype='int8'), 2]
np.c_[array([1, 2, 3]), array([4, 5, 6])]
np.c_[array([[1, 2, 3]]), 0, 0, array([[4, 5, 6]])]
np.c_[0:1:3j]
np.s_[1:2, ...]
np.index_exp[1]
arange(10)[np.s_[2:5]]
fromfunction(lambda i, j: i == j, (3, 3), dtype=int)
fromfunction(lambda i: i, (3,))
fromiter(range(3), float)
fromiter((x * x for x in range(4)), int, 3)
a = arange(3)
b = frombuffer(a, dtype='uint8')
b[0] = 7
a
b.base is a
frombuffer(a, dtype='int64', offset=8)
asarray_chkfinite([1.0, 2.0])
pad([1, 2], 1, constant_values=(4, 6))
pad([[1, 2], [3, 4]], {0: 1, 1: (0, 2)})
pad([1, 2], (2, 3), 'linear_ramp', end_values=(5, -4))
pad([1, 2, 3], (2, 3), 'reflect', reflect_type='odd')
pad([1, 2, 3], (2, 3), 'wrap')
pad([1, 2, 3], (2, 3), 'symmetric')
pad([1, 2, 3], (2, 3), 'mean', stat_length=2)
pad([[1, 2], [3, 4]], ((1, 0), (0, 1)), 'maximum')
i = iter([1, 2])
next(i)
next(i)
next(i, 'none left')
f = arange(6).reshape(2, 3).T.flat
next(f), f.index, f.coords
f.copy()
z = array([1 + 2j])
z.conj()
a.conj() is a
array([2.0, 3.0]).astype(int, casting='same_value')
logspace(2, 3, 4, base=[2, 3])
frombuffer(a, dtype='int64', offset=1)
