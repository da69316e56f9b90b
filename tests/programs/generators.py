# Generators: send, throw, close, delegation, and what is left behind.
def counter(limit):
    total = 0
    try:
        while total < limit:
            step = yield total
            total += step if step is not None else 1
    except ValueError as e:
        yield "caught " + str(e)
    finally:
        print("closed at", total)
    return total


def outer():
    result = yield from counter(3)
    print("inner gave", result)
    yield "end"


print(list(outer()))
c = counter(10)
print(next(c), c.send(4), c.throw(ValueError("x")))
try:
    next(c)
except StopIteration as e:
    print("stop", e.value)
d = counter(5)
next(d)
d.close()
try:
    d.send(1)
except StopIteration as e:
    print("ended", e.value)


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


for i, p in enumerate(primes()):
    if i == 10:
        break
    print(p, end=" ")
print()


def bad():
    raise StopIteration("no")
    yield


try:
    next(bad())
except RuntimeError as e:
    print(e)
g = (x * y for x in range(3) for y in range(x))
print(sum(g), sum(g))


def tree(n):
    if n:
        yield from tree(n // 2)
        yield n


print(list(tree(20)))
