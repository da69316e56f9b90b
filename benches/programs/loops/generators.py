def integers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for x in source:
        yield x * x


def flatten(depth):
    if depth == 0:
        yield 1
    else:
        yield from flatten(depth - 1)
        yield from flatten(depth - 1)


total = 0
for x in squares(integers(400000)):
    total += x
print(total, sum(x for x in range(600000) if x % 3 == 0), sum(flatten(13)))
