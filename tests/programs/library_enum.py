from enum import *
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, list(Color), len(Color), Color(2), Color['BLUE'], Color)
print(Color.CRIMSON is Color.RED, Color.__members__, Color.RED == 1, Color.RED is Color(1), Color.RED in Color, type(Color.RED), isinstance(Color.RED, Color))
for bad in (lambda: Color(9), lambda: Color['NO'], lambda: setattr(Color, 'RED', 3), lambda: Color.NOPE, lambda: setattr(Color.RED, 'value', 2), lambda: Color.RED < Color.BLUE):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print({Color.RED: 1}[Color.RED], f'{Color.RED}', '%s' % Color.RED, sorted(Color, key=lambda c: -c.value))
class A(Enum):
    X = auto(); Y = auto()
    def describe(self): return self.name.lower() + str(self.value)
    @property
    def double(self): return self.value * 2
    @classmethod
    def default(cls): return cls.Y
    def __str__(self): return 'A:' + self.name
print(A.X.value, A.Y, A.Y.describe(), A.Y.double, A.default(), [A.X], A.X.Y if False else '')
class N(IntEnum):
    ONE = 1; TWO = 2
print(N.ONE + 1, N.ONE < N.TWO, N.TWO == 2, N.ONE, repr(N.ONE), f'{N.ONE}', [10, 20][N.ONE], int(N.TWO), isinstance(N.ONE, int), max(N), sorted([N.TWO, N.ONE]), N(2), N.ONE == Color.RED, {1: 'a'}[N.ONE], sum(N))
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.RW, list(Perm), Perm.R in Perm.RW, Perm(3), ~Perm.R, Perm.R & Perm.W, bool(Perm.R & Perm.W), list(Perm.RW), Perm.RW.value, Perm(0), Perm)
class IP(IntFlag):
    A = 1; B = 2; C = 4
print(IP.A | IP.B, repr(IP.A | IP.B), IP.A | 8, IP(7), IP.A + 1, IP.B == 2, ~IP.A, repr(IP(0)))
class S(StrEnum):
    FOO = auto(); BAR = 'bar!'
print(S.FOO, repr(S.FOO), S.FOO == 'foo', S.BAR.upper(), 'x' + S.BAR, isinstance(S.FOO, str), f'{S.BAR}')
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.39e6)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def g(self): return 6.67e-11 * self.mass / self.radius ** 2
print(Planet.EARTH.g, Planet.MARS.value, Planet((5.97e24, 6.37e6)), Planet.EARTH)
class StrM(str, Enum):
    A = 'a'; B = 'b'
print(StrM.A, StrM.A == 'a', StrM.A.upper(), StrM('b'), repr(StrM.A), StrM.A.value)
try:
    @unique
    class U(Enum):
        A = 1; B = 1
except ValueError as e: print(e)
F = Enum('F', 'P Q'); print(F.P, list(F), F.Q.value)
try:
    class Sub(Color): Z = 3
except TypeError as e: print(e)
class Op(Enum):
    ADD = '+'
    @staticmethod
    def helper(): return 3
    def __call__(self, a, b): return a + b
print(Op.ADD(1, 2), Op.helper(), Op('+'))
class Mood(Enum):
    HAPPY = 'h'
    @classmethod
    def _missing_(cls, value): return cls.HAPPY
print(Mood('zzz'), Color.RED.__class__, Color.RED.__class__.__name__, [c.name for c in Color], Color.__name__, {c.name: c.value for c in Color})
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
class T2(tuple, Enum):
    P = (1, 2)
print(T2.P, T2.P[0])
class G(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    NORTH = auto(); SOUTH = auto()
print(list(G))
try: Perm(100)
except ValueError as e: print(e)
