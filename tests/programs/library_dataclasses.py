from dataclasses import *
from typing import ClassVar, List, Optional
import dataclasses
@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    n: ClassVar[int] = 7
p = P(1); q = P(1, 2); print(p, p == q, p != P(2), p.tags is q.tags, P.n, P.__match_args__, P.__doc__)
for bad in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, z=2)):
    try: bad()
    except TypeError as e: print(e)
print(asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(p)], is_dataclass(P), is_dataclass(p), is_dataclass(3))
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'z'
f = F(1); print(f, hash(f) == hash(F(1)), f < F(2), sorted([F(3), F(1)]), {f: 1}[F(1)])
for bad in (lambda: setattr(f, 'a', 5), lambda: delattr(f, 'a'), lambda: setattr(f, 'new', 1)):
    try: bad()
    except FrozenInstanceError as e: print(type(e).__name__, e, isinstance(e, AttributeError))
try: f < 3
except TypeError as e: print(e)
try: hash(p)
except TypeError as e: print(e)
@dataclass
class Base:
    i: int = 0
    def __post_init__(self): self.j = self.i * 2
@dataclass
class D(Base):
    k: str = field(default='k', repr=False)
    l: int = field(init=False, default=5)
d = D(3, 'v'); print(d, d.j, d.k, d.l, D.__mro__[1].__name__)
@dataclass
class I:
    v: int
    scale: InitVar[int] = 2
    def __post_init__(self, scale): self.v *= scale
print(I(4), I(4, 5).v)
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 3
print(K(a=1))
try: K(1)
except TypeError as e: print(e)
@dataclass(slots=True)
class S:
    a: int
    b: int = 4
s = S(1); print(s, S.__slots__)
try: s.c = 3
except AttributeError as e: print(e)
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e: print(e)
@dataclass
class Node:
    value: int
    next: Optional['Node'] = None
n = Node(1, Node(2)); print(n, asdict(n)); n.next.next = n; print(n)
@dataclass(eq=False)
class E: x: int = 0
print(E() == E())
@dataclass(unsafe_hash=True)
class H: x: int = 0
print(hash(H()) == hash(H()))
M = make_dataclass('M', [('x', int), ('y', int, 3)]); print(M(1), M(1) == M(1))
match p:
    case P(x, y): print('matched', x, y)
@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 1
print(Mixed(1, b=2), fields(Mixed)[1].kw_only, fields(P)[0].name, fields(P)[0].type, fields(P)[1].default)
import copy
print(copy.copy(p) == p, copy.deepcopy(n).value, copy.replace if hasattr(copy, 'replace') else None)
class R:
    def __init__(self): self.a = [1]; self.b = self
    def __repr__(self): return 'R'
r = R(); r2 = copy.copy(r); r3 = copy.deepcopy(r); print(r2.a is r.a, r3.a is r.a, r3.b is r3, copy.deepcopy([r, r])[0] is not r)
class C2:
    def __deepcopy__(self, memo): return 'dc'
    def __copy__(self): return 'c'
print(copy.copy(C2()), copy.deepcopy([C2()]), copy.deepcopy({'a': [1, (2, [3])]}), copy.copy([1]), copy.deepcopy((1, 2)))
import numpy as np
a = np.arange(3); l = [a, a]; m = copy.deepcopy(l); print(m[0] is m[1], m[0] is a, np.shares_memory(m[0], a), copy.copy(a))
@dataclass
class Arr:
    w: np.ndarray
    name: str = 'n'
print(Arr(np.zeros(2)), asdict(Arr(np.ones(2))))
