import functools
from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 9, 2], 0))
try: reduce(max, [])
except TypeError as e: print(e)
@lru_cache(maxsize=None)
def fib(n):
    "doc"
    return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info(), fib.__name__, fib.__doc__, fib.__wrapped__(1)); fib.cache_clear(); print(fib.cache_info())
@lru_cache
def sq(x, y=1): return x * x * y
print(sq(3), sq(3), sq(3, y=2), sq.cache_info(), sq.cache_parameters())
@lru_cache(maxsize=2)
def g(x): return x
[g(i) for i in (1, 2, 1, 3, 2)]; print(g.cache_info())
@cache
def h(a): print('computing', a); return a
h(1); h(1); h(2)
p = partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, partial(p, base=8)('17'))
def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k) + 1
    return inner
@deco
def k(x: int) -> int:
    "k doc"
    return x
print(k(1), k.__name__, k.__doc__, k.__wrapped__(1), k.__annotations__, k.__qualname__, k.__module__)
class A:
    def __init__(self): self.n = 0
    @cached_property
    def v(self): self.n += 1; return self.n * 10
    @lru_cache
    def m(self, x): return x + 1
    def pm(self, a, b): return a, b
    half = partialmethod(pm, 1)
a = A(); print(a.v, a.v, a.n, a.m(3), a.half(2))
@total_ordering
class T:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
    def __lt__(self, o): return self.x < o.x
print(T(1) <= T(2), T(1) >= T(2), T(2) > T(1), max(T(1), T(3)).x)
@singledispatch
def show(x): return 'obj'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list'
@show.register(float)
@show.register(str)
def _(x): return 'fs'
print(show(1), show([]), show(2.0), show('a'), show(None), show(True), show.dispatch(int)(1))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
class B:
    @singledispatchmethod
    def f(self, x): return 'any'
    @f.register
    def _(self, x: int): return 'int'
print(B().f(1), B().f('s'))
import operator, heapq, bisect
from operator import itemgetter, attrgetter, methodcaller
print(sorted([(1, 'b'), (2, 'a')], key=itemgetter(1)), itemgetter(0, 2)('abc'), attrgetter('real', 'imag')(3+4j), methodcaller('upper')('a'), itemgetter(1), attrgetter('a.b'))
print(operator.add(1, 2), reduce(operator.mul, range(1, 6)), operator.contains([1], 1), operator.itruediv(3, 2))
h = [5, 3, 8, 1]; heapq.heapify(h); print(h, heapq.heappop(h), h); heapq.heappush(h, 0); print(h, heapq.heapreplace(h, 9), heapq.heappushpop(h, 2), h)
print(heapq.nlargest(2, h), heapq.nsmallest(2, h, key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])), list(heapq.merge([4, 1], [3, 2], reverse=True)))
hh = []
for i, w in enumerate(['c', 'a', 'b']): heapq.heappush(hh, (w, i))
print([heapq.heappop(hh) for _ in range(3)])
l = [1, 3, 3, 5]; print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 9), bisect.bisect_left(l, 3, key=lambda v: v)); bisect.insort(l, 4); print(l)
try: heapq.heappop([])
except IndexError as e: print(e)
