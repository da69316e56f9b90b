from collections import *
import collections
d = defaultdict(list); d['a'].append(1); d['b']; print(d, dict(d), d['c'], len(d), 'zz' in d)
d2 = defaultdict(int)
for w in 'the cat the dog'.split(): d2[w] += 1
print(d2, sorted(d2.items()), d2.default_factory)
print(defaultdict(lambda: 0, {'a': 1})['q'])
c = Counter('mississippi'); print(c, c.most_common(2), c['zz'], list(c.elements())[:3], c.total())
print(c + Counter('miss'), c - Counter('miss'), c & Counter('ms'), c | Counter('mmmmm'))
c.update('mm'); c.subtract('i'); print(c); del c['m']; del c['nope']; print(c)
print(Counter(a=3, b=1) == Counter({'a': 3, 'b': 1, 'c': 0}), Counter(), isinstance(c, dict))
print(Counter({'a': 2}).most_common(1), sum(Counter(a=2,b=3).values()), +Counter(a=1,b=-1))
o = OrderedDict([('a', 1), ('b', 2)]); o.move_to_end('a'); print(o, list(o), o.popitem(last=False), o)
print(OrderedDict(a=1,b=2) == OrderedDict(b=2,a=1), OrderedDict(a=1,b=2) == dict(b=2,a=1), list(reversed(OrderedDict(a=1,b=2))))
q = deque([1,2,3], maxlen=3); q.append(4); print(q, q[0], q[-1], len(q), 3 in q, list(q)); q.appendleft(0); print(q)
q.rotate(1); print(q, q.popleft(), q.pop(), q); q.extend([7,8]); q.extendleft([9]); print(q, q.maxlen, q.count(7), q == deque([9, 4, 7]))
print(isinstance(q, deque), type(q), deque('abc'), deque(), bool(deque()), list(reversed(q)))
for bad in (lambda: deque().pop(), lambda: deque([1])[5], lambda: q.remove(77), lambda: deque([1], -1)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
try:
    for x in q: q.append(1)
except RuntimeError as e: print(e)
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._make([3,4]), P.__doc__)
a, b = p; print(a, b, p == (1, 2), hash(p) == hash((1, 2)), len(p), P.x.__doc__, p < P(2, 0), isinstance(p, tuple))
for bad in (lambda: P(1), lambda: P(1,2,3), lambda: P(1, z=2), lambda: p._replace(q=1), lambda: namedtuple('A', 'x x'), lambda: namedtuple('A', 'class'), lambda: setattr(p, 'x', 3)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[1, 2]); print(Q(0), Q._field_defaults)
class PP(namedtuple('PP', 'x y')):
    @property
    def norm(self): return (self.x**2 + self.y**2) ** .5
    def __add__(self, o): return PP(self.x+o.x, self.y+o.y)
print(PP(3,4).norm, PP(1,2)+PP(3,4), PP)
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], len(cm), cm.new_child({'z': 0}), cm)
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v*2)
u = UD(a=1); u['b'] = 5; print(u, u.data, 'a' in u, dict(u), u.get('zz'), list(u.items()))
ul = UserList([3,1]); ul.append(2); ul.sort(); print(ul, ul[0], len(ul), ul + [9])
class LC(Counter): pass
print(LC('aa'))
class DD(dict):
    def __missing__(self, k): return k * 2
print(DD()['x'], d.get('none'), d.copy(), defaultdict(int, a=1) | {'b': 2})
from collections.abc import *
print(isinstance([], Sequence), isinstance({}, Mapping), isinstance((), MutableSequence), isinstance(iter([]), Iterator), isinstance(3, Iterable), isinstance('s', Iterable), callable(len), isinstance(len, Callable), isinstance(3, Hashable), isinstance([], Hashable))
class It:
    def __iter__(self): return iter([1])
print(isinstance(It(), Iterable), issubclass(It, Iterable), isinstance(It(), Sized))
class Seq(Sequence):
    def __getitem__(self, i): return [1,2,3][i]
    def __len__(self): return 3
s = Seq(); print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s)))
try:
    class Bad(Sequence):
        def __len__(self): return 1
    Bad()
except TypeError as e: print(e)
