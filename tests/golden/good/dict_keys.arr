d = {(0, 1): 'x', 1.5: 'y', None: 'z', int64(7): 'seven'}
d[0, 1], d[1.5], d[None], d[7], d[7.0]
d
[k for k in d]
(0, 1) in d, 2.5 in d, 7 in d
d[True] = 'one'
d[1], d[1.0]
d[b'k'] = 2
d[2**70] = 3
d[uint64(2**63)] = 4
d[2**63], d[2**70], len(d)
{float: 'f', int: 'i'}[int]
{dtype('f4'): 1}[dtype(float32)]
hash(uint64(2**63)), hash(2**61 - 1), hash(-1), hash(1.5), hash(0.1), hash(float32(0.1)), hash(inf)
hash((1, 2)), hash(()), hash(1j), hash(2**100), hash(True), hash((1, (2.5, int8(3))))
range(uint64(2**63), 2**63 + 3)
list(range(2**63 - 1, 2**63 + 1))
range(2**63)[-1], range(2**64)[1:4], 2**70 in range(2**71), 3.0 in range(5)
'{0.shape[1]} {0.dtype} {1[1]} {x[k]}'.format(zeros((2, 3)), [1, 2], x={'k': 5})
'{:>{w}}|{:{}.{}f}'.format(float32(2.5), 3.14159, 8, 2, w=6)
d.pop(2**70), d.pop('missing', 0), len(d)
d.setdefault('list', []).append(3)
d.update({0.5: 'half'}, x=1)
d['list'], d[0.5], d['x']
c = d.copy()
d.clear()
d, len(c)
