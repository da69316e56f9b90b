# The statements of the language.
a = b = np.zeros(2)
a is b
x, y = 1, 2
x, y = y, x
x, y
(p, q), r = (1, 2), 3
p, q, r
first, *rest = [1, 2, 3]
first, rest
i = 5; i += 1; i -= 2; i *= 3; i
i //= 5; i **= 3; i %= 5; i
i <<= 2; i |= 1; i &= 5; i ^= 7; i >>= 1; i
f = 1; f /= 2; f
s = 'a'; s += 'b'; s
l = ['x', 1]; l += ['y']; l
del x
pass
assert 1 + 1 == 2
assert a is b, 'not the same'
long_one = (1 +
    2 +
    3)
long_one
other = 1 + \
    2
other
None
_ = 3
2 if long_one else 3
not True, True and 0, 0 or 'x', None is None, [] is not None, 2 in [1, 2], 3 not in (1, 2)
len([1, 2]), isinstance(1, int), abs(-3)
d = {'one': 1, 2: 'two'}
d['one'], d[2], len(d)
[1, [2, 'x']], ((),), (1,), ()
import numpy as n
n.arange(2)
from numpy import arange as ar, zeros
ar(2), zeros(1)
print()
print('a', 'b', sep='')
