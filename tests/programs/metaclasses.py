from __future__ import annotations
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
try: A()
except TypeError as e: print(e)
class B(A):
    def f(self): return super().__init__ is not None
print(B().f(), isinstance(B(), A), issubclass(B, A), issubclass(int, A))
A.register(int)
print(isinstance(3, A), issubclass(int, A), isinstance('s', A))
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns['tag'] = name.lower()
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.inited = True
    def __call__(cls, *a, **k):
        print('calling', cls.__name__)
        return super().__call__(*a, **k)
    def __iter__(cls): return iter([1,2])
    def __len__(cls): return 2
    def __repr__(cls): return f'<meta {cls.__name__}>'
    def __getattr__(cls, n): return 'dyn ' + n
class M(metaclass=Meta):
    def __init__(self, x): self.x = x
m = M(5)
print(m.x, M.tag, M.inited, list(M), len(M), M, repr(M), M.zzz, type(M))
class M2(M): pass
print(M2.tag, M2(1).x, [M2])
T = type('T', (object,), {'a': 1, 'f': lambda self: self.a})
print(T, T().f(), T.__name__, T.__bases__)
class Singleton(type):
    _i = {}
    def __call__(cls, *args, **kw):
        if cls not in cls._i: cls._i[cls] = super().__call__(*args, **kw)
        return cls._i[cls]
class S(metaclass=Singleton):
    def __init__(self): self.v = 1
print(S() is S())
class D:
    def __set_name__(self, owner, name): self.name = name; print('set', owner.__name__, name)
    def __get__(self, obj, t): return self if obj is None else obj.__dict__.get('_'+self.name, 0)
    def __set__(self, obj, v): setattr(obj, "_"+self.name, v)
class U:
    x = D()
u = U(); u.x = 4; print(u.x, u.__dict__)
class P:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw); P.subs.append((cls.__name__, tag))
    def __class_getitem__(cls, item): return f'{cls.__name__}[{item}]'
class Q(P, tag='t'): pass
print(P.subs, P[3])
def f(x: list[int], y: Undefined) -> dict[str, int]: ...
print(f.__annotations__)
print(list[int], dict[str, list[float]], int | None, int | str | None, tuple[int, ...], list[A], A | None)
print(isinstance(3, int | str), isinstance(None, int | None), list[int] == list[int], list[int](range(2)))
print(D.__name__, A.__module__, f.__module__, f.__qualname__)
print(vars(u), dir(u)[-2:], 'f' in dir(B))
print(issubclass(bool, int), type(3).__mro__)
