from typing import *
import typing
T = TypeVar('T'); K = TypeVar('K')
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int, None], Callable[[int, str], bool], Callable[..., int], Tuple[int, ...], Any, Set[int], Type[int], List, Literal['a', 1], ClassVar[int], Final, Annotated[int, 'x'], T, Sequence[int], Iterable[T], Optional['A'], Union[int, int], Deque[int], NoReturn, Iterator[Tuple[int, str]])
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(3); print(s.pop(), Stack[int], type(s).__name__, Stack.__mro__[1])
class P(NamedTuple):
    x: int
    y: str = 'd'
    def both(self): return (self.x, self.y)
p = P(1); print(p, p.both(), P._fields, p._replace(x=3), P.__annotations__, isinstance(p, tuple), P._field_defaults)
Q = NamedTuple('Q', [('a', int)]); print(Q(3))
class TD(TypedDict, total=False):
    a: int
t = TD(a=1); print(t, type(t), TD.__annotations__, TD.__total__)
class Shape(Protocol):
    def area(self) -> float: ...
class Sq:
    def area(self): return 4.0
def f(s: Shape) -> float: return s.area()
print(f(Sq()))
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(3, HasLen))
class Impl(Shape):
    def area(self): return 1.0
print(Impl().area())
U = NewType('U', int); print(U(5), U)
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(1), cast(int, 'a'), TYPE_CHECKING, get_type_hints(f), get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, str]), get_args(Optional[int]))
x: int = 3
Vector = List[float]
def scale(v: Vector, k: float = 2.0, *, cb: Optional[Callable[[float], float]] = None) -> Vector: return [k * a for a in v]
print(scale([1.0]), scale.__annotations__)
print(List[int] == List[int], hash(List[int]) == hash(List[int]), Optional[int] | str, isinstance([], List), issubclass(list, List))
print(Dict[K, T][str, int], List[T][int])
try: List[int]()
except TypeError as e: print(e)
try: Union()
except TypeError as e: print(e)
def h(a: 'np.ndarray', b: "int | None" = None) -> 'x': ...
print(h.__annotations__)
class Pair(Generic[K, T]):
    def __init__(self, k: K, v: T): self.k, self.v = k, v
print(Pair(1, 2).k, Pair[int, str], Pair.__parameters__)
