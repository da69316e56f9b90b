import math
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self):
        if not self.items: raise IndexError("pop from empty stack")
        return self.items.pop()
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __contains__(self, x): return x in self.items
    def __getitem__(self, i): return self.items[i]
    def __bool__(self): return bool(self.items)
s = Stack()
s.push(1); s.push(2)
print(len(s), list(s), 1 in s, s[0], bool(s), [x for x in s])
try:
    s.pop(); s.pop(); s.pop()
except IndexError as e:
    print('err', e)
class Node:
    def __init__(self, v, nxt=None):
        self.v, self.nxt = v, nxt
n = None
for i in range(5): n = Node(i, n)
t = 0
while n:
    t += n.v; n = n.nxt
print(t)
class Ctx:
    def __enter__(self): print('in'); return self
    def __exit__(self, t, v, tb): print('out', t.__name__ if t else None, v); return True
with Ctx() as c:
    raise KeyError('k')
def deco(f):
    def w(*a, **k):
        print('call', f.__name__, a, k)
        return f(*a, **k)
    return w
@deco
def add(a, b=2): return a + b
print(add(1), add(1, b=5))
x = [3, 1, 2]
print(sorted(x, key=lambda v: -v), max(x), min(x), sum(x), abs(-3), round(2.5), round(2.567, 1), any(x), all(x))
print(x * 2, x + [1], [0] * 3, [1, 2] == [1, 2], divmod(17, 5), pow(2, 10))
words = "the cat the dog".split()
d = {}
for w in words: d[w] = d.get(w, 0) + 1
print(d, sorted(d.items(), key=lambda kv: (-kv[1], kv[0])))
a, (b, *c) = 1, (2, 3, 4)
print(a, b, c)
print(f"{3.14159:.2f} {'x':>5}|{a!r:<4}|", "%d %s" % (3, 'z'), "{:05.1f}".format(2.5))
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
print(fact(30))
try:
    def rec(n): return rec(n + 1)
    rec(0)
except RecursionError as e:
    print('rec', e)
def g():
    try:
        yield 1
        yield 2
    finally:
        print('cleanup')
for v in g():
    if v == 1: break
print('after')
it = iter([1, 2, 3])
print(next(it), next(it), next(it, 'd'), next(it, 'd'))
class P:
    x = 0
    def __init__(self): P.x += 1
P(); P(); print(P.x)
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('bad') from e
except ValueError as e:
    print(repr(e.__cause__))
print({1, 2, 3} & {2, 3, 4}, {1, 2} | {5}, set('a'), frozenset([1]))
lst = [[1, 2], [3, 4]]
print([[row[i] for row in lst] for i in range(2)])
print(list(map(lambda v: v * 2, [1, 2])), list(filter(lambda v: v > 1, [1, 2])), list(zip([1, 2], 'ab')), list(enumerate('ab', 1)))
global_n = 0
def inc():
    global global_n
    global_n += 1
inc(); inc(); print(global_n)
print(isinstance(3, int), isinstance('a', (int, str)), type(3), type(s).__name__)
if __name__ == '__main__':
    print('main')
x: int = 5
print(x if x > 3 else 0, not x, x and 0, 0 or x)
del x
try:
    x
except NameError as e: print(e)
for i in range(3):
    for j in range(3):
        if j == 1: continue
        if i == 2: break
        print(i, j, end=' ')
print()
print(math.pi)
def kw(*, a, b=3): return a, b
print(kw(a=1))
try: kw(1)
except TypeError as e: print(e)
try: kw()
except TypeError as e: print(e)
try: fact()
except TypeError as e: print(e)
assert x_undefined if False else True, "msg"
i = 10
while i:
    i -= 3
    if i < 0: break
else:
    print('never')
print(i)
print("%s" % [1, 'a'], str([1.0, None]), repr('q'))
e1 = ValueError(1, 2)
print(e1, repr(e1), e1.args)
lam = [lambda k=k: k for k in range(3)]
print([f() for f in lam])
print(hasattr(s, 'push'), getattr(s, 'nope', 7))
raise Exception("final")
