"""`id` agrees with `is`, for every kind of value; names bound where a `match` or a set begins."""
import collections
import math


class Thing:
    def method(self):
        pass


kinds = [
    [1], (1, 2), {1: 2}, {3}, frozenset([4]), collections.deque([5]), bytearray(b"six"), b"seven", "eight", 9.5, 10**40, 3 + 4j,
    property(len), Thing, Thing(), Thing().method, len, math, range(3), slice(1, 2), 11, 1 << 24, 0, None, True, ..., int, iter([1]),
    (n for n in ()), lambda: 0, math.inf, collections.Counter("a"), memoryview, ValueError("x"),
]
numbers = [id(kind) for kind in kinds]
print(len(kinds) == len(set(numbers)))
print(numbers == [id(kind) for kind in kinds])
print(all(kind is kinds[place] for place, kind in enumerate(kinds) if not isinstance(kind, complex)))
endless = float("inf")
best = [endless, endless]
print(best[0] is endless, best[1] is not endless)
seen = {id(kind): kind for kind in kinds}
print(len(seen) == len(kinds))


def sort(pair):
    match size := len(pair):
        case 2 if size > 1:
            return "two", size
        case _:
            return "other", size


print(sort((1, 2)), sort(()))
match first := 4, second := 5:
    case (4, n):
        print(first, second, n)
match 1,:
    case (n,):
        print(n)
print({n := 2, n + 1}, {(m := 7): m}, n)
