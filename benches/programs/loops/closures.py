def counter(step):
    count = 0

    def advance(by=1):
        nonlocal count
        count += by * step
        return count

    return advance


def compose(f, g):
    return lambda x: f(g(x))


one, three = counter(1), counter(3)
for i in range(400000):
    one()
    three(2)
both = compose(lambda x: x + 1, lambda x: x * 2)
total = 0
for i in range(300000):
    total += both(i)
print(one(), three(), total)
