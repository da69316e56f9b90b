# Functions of elements, with where, out and broadcasting.
x = np.array([0.0, 0.25, 1.0, 4.0])
np.sqrt(x), np.square(x), np.negative(x), np.sign([-2, 0, 3]), np.floor([1.5, -1.5]), np.ceil([1.5, -1.5])
np.round([0.5, 1.5, 2.675], 2), np.trunc([1.9, -1.9]), np.rint([0.5, 1.5])
np.maximum([1, 5], [3, 2]), np.minimum([1, 5], 3), np.fmax([1.0, np.nan], 0.5)
np.logical_and([True, False], True), np.logical_not([0, 1]), np.logical_xor([0, 1], 1)
np.isfinite([1.0, np.inf]), np.isinf([1.0, -np.inf]), np.signbit([-0.0, 1.0])
np.hypot(3.0, 4.0), np.power(2, [1, 2, 3]), np.mod([5, -5], 3), np.fmod([5, -5], 3), np.gcd(12, 18), np.lcm(4, 6)
out = np.zeros(4)
np.add(x, 1, out=out) is out
out
np.multiply(x, 2, out=out, where=x > 0.5)
out
np.add([[1], [2]], [10, 20])
a = np.arange(3)
a += np.array([10, 20, 30])
a
a[1:] *= 2
a
np.floor_divide(7, [2, -2]), np.divmod([7, -7], 2), np.remainder(-7, 2)
np.bitwise_and(6, 3), np.left_shift(1, [1, 2]), np.invert([0, 1])
np.exp(0.0), np.log(1.0), np.log2(8.0), np.log10(1000.0), np.sin(0.0), np.cos(0.0), np.arctan2(0.0, -1.0)
np.heaviside([-1.0, 0.0, 1.0], 0.5), np.copysign(1.0, -0.0), np.nextafter(1.0, 2.0), np.modf(1.5), np.frexp(8.0)
np.add.reduce([1, 2, 3]), np.subtract.outer([1, 2], [1, 2]), np.add.reduceat(np.arange(6), [0, 3])
np.clip([1, 5, 9], 2, 6), np.conj([1 + 1j]), np.real([1 + 1j])
