"""Operators of views, deques and bytes, limits of calls, contexts that are none, and what a `match` may hold."""

import sys
from collections import deque

a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(sorted(a.keys() & b.keys()), sorted(a.keys() | b), sorted(a.keys() - b.keys()), sorted(a.keys() ^ b.keys()))
print(a.keys() == {"x", "y"}, a.items() & {("x", 1)}, a.keys() & ["x"], a.items() == {("x", 1), ("y", 2)}, a.keys() == {"x"})
for make in (lambda: a.values() & b.values(), lambda: a.keys() & 5, lambda: a.keys() + b.keys()):
    try:
        print(make())
    except TypeError as error:
        print(error)

d = deque([1, 2])
print(d + deque([3]), d * 2, 2 * d, deque([1], maxlen=2) + deque([2, 3]), deque([1, 2], 3) * 2, d * -1)
for make in (lambda: d + [3], lambda: d * 1.5, lambda: d - d):
    try:
        print(make())
    except TypeError as error:
        print(error)

print(b"%d-%s" % (1, b"ab"), b"%x" % 255, b"%b" % b"q", b"%5s|%-5b|%%" % (b"a", b"\xff"), b"%s" % bytearray(b"z"), b"%r" % ("a",))
for make in (lambda: b"%s" % "a", lambda: b"%d" % "a", lambda: b"%d" % (1, 2)):
    try:
        print(make())
    except TypeError as error:
        print(error)

try:
    import no_such_module
except ImportError as error:
    print(error, error.name)


class Entered:
    def __enter__(self):
        return self


class Left:
    def __exit__(self, *how):
        return True


for context in (Entered(), Left(), 1):
    try:
        with context:
            print("inside")
    except TypeError as error:
        print(error)


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


sys.setrecursionlimit(100)
print(deep(50), sys.getrecursionlimit())
try:
    deep(200)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(1000)
print(deep(500))


def kind(x):
    match x:
        case [1 | 2 as first, *_] | (first, 9):
            return "list", first
        case {"k": [first, *rest], **others}:
            return "dict", first, rest, others
        case -1 - 2j | 3.5:
            return "number"
        case int(n) | str(n) if n:
            return "true", n
    return None


print([kind(x) for x in ([2, 5], (0, 9), {"k": "ab", "j": 1}, {"k": [1, 2], "j": 3}, -1 - 2j, 3.5, 7, 0, "s", None)])
