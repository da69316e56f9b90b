def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
print(fib(20))
x = 0
for i in range(10):
    x += i
    if x > 20:
        break
else:
    print("no")
print(x, i)
class A:
    n = 3
    def __init__(self, v):
        self.v = v
    def get(self, k=2, *args, **kw):
        return self.v * k, args, kw
    @property
    def double(self):
        return self.v * 2
    @staticmethod
    def s(x): return x + 1
    @classmethod
    def make(cls, v): return cls(v)
    def __repr__(self): return f"A({self.v!r})"
    def __add__(self, o): return A(self.v + o.v)
    def __eq__(self, o): return self.v == o.v
class B(A):
    def __init__(self, v, w):
        super().__init__(v)
        self.w = w
    def get(self): return super().get() + (self.w,)
a = A(4)
print(a, a.get(), a.get(3, 4, 5, z=1), a.double, A.s(2), A.make(9), a + A(1), a == A(4), [a, a])
b = B(1, 2)
print(b.get(), isinstance(b, A), B.__mro__)
def gen(n):
    for i in range(n):
        got = yield i * i
        if got: print('got', got)
g = gen(4)
print(next(g), g.send('hi'), list(g))
print(sum(i for i in range(10) if i % 2), [i * j for i in range(3) for j in range(i)], {k: v for k, v in zip('ab', [1, 2])}, {x % 3 for x in range(10)})
def outer():
    c = 0
    def inc():
        nonlocal c
        c += 1
        return c
    return inc
f = outer(); f(); print(f())
try:
    1 / 0
except ZeroDivisionError as e:
    print('caught', e, type(e))
finally:
    print('fin')
def h():
    try:
        raise ValueError('boom')
    except (KeyError, ValueError) as e:
        return 'ok ' + str(e)
    finally:
        print('done')
print(h())
class E(Exception): pass
try:
    raise E('x', 1)
except Exception as e:
    print(repr(e), e.args)
while True:
    x -= 1
    if x < 0: continue
    if x == 0: break
print(x)
def fy():
    yield from [1, 2]
    r = yield from gen(2)
    return 5
print(list(fy()))
def m(p):
    match p:
        case [a, b]: return 'two', a, b
        case {'k': v, **rest}: return 'map', v, rest
        case A(v=3): return 'A3'
        case int() | float(): return 'num'
        case _: return 'other'
print(m([1, 2]), m({'k': 1, 'z': 2}), m(A(3)), m(5), m('s'))
import numpy as np
def addone(arr):
    arr += 1
z = np.zeros(3)
addone(z)
print(z)
with np.errstate(all='ignore'):
    print(np.float64(1) / 0)
print([lambda: i for i in range(3)][0]())
f = lambda x, *a, k=3: (x, a, k)
print(f(1), f(1, 2, k=4))
def bad(n):
    return n.foo
bad(3)
