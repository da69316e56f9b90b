# How values are shown.
np.array([1.0, 2.5, 1e10]), np.array([1e-10, 1.0]), np.array([1e20, 1.0]), np.array([0.1, 100.25])
np.array([np.nan, np.inf, -np.inf, 1.0]), np.array([-0.0, 0.0])
np.array([1, -10, 100]), np.array([[1, 2], [3, -4]])
np.array([1 + 2j, -1.5j]), np.array([True, False])
np.arange(2000), np.arange(1200).reshape(30, 40)
np.arange(30) * 1.5
np.zeros((2, 2, 2)), np.zeros((0,)), np.zeros((2, 0)), np.array(3.5)
np.array([1, 2], dtype=np.int8), np.array([1.5], dtype=np.float16), np.zeros(2, dtype=bool), np.array([], dtype=int)
print(np.array([1.0, 2.5]), np.array([[1, 2], [3, 4]]))
print(np.float64(1.5), np.int64(3), True, None, 'x', [1, 'a', 2.5], (1,), sep='|', end='!\n')
print([np.float64(1.5), np.int8(3)], {'k': np.arange(2)})
np.float64(1.5), np.int8(3), np.bool_(False), np.float32(0.1), np.complex128(1 - 1j)
x = 1.25
name = 'arr'
f'{x} {x!r} {x:.3f} {x:>8} {x=} {name!r:>8} {1 + 1}'
f'{np.arange(3)} {np.float64(2)} {np.arange(2)!r}'
'a' + 'b', 'ab' * 2, 'abc'[1], 'abc'[::-1], 'b' in 'abc', len('abc')
'{} {:.2f}'.format(1, 2.0)
repr('it\'s'), repr("q\"'"), r'a\n', 'a\tb', '''x
y'''
1e16, 1e15, 123456789.0, 1e-5, 0.0001, float('nan'), -float('inf'), 5e-324, 1.7976931348623157e308
type(1), type(1.0), type('x'), type(np.arange(3)), type(np.float64(1)), type(None), type([]), type(True)
np.arange(3).dtype, np.dtype('f4'), np.float64, np.int8
a = np.arange(4)
a.flags.writeable, a.flags.c_contiguous, a.flags.owndata, a.itemsize, a.nbytes
str(a), repr(a)
