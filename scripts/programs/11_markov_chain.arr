"""A Markov chain: the long run by powers, by a walk of probabilities, and by counting."""
import numpy as np

STATES = {"sunny": 0, "cloudy": 1, "rainy": 2}
matrix = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.4, 0.4]])
assert np.allclose(matrix.sum(axis=1), 1)


def power(m, n):
    """By squaring; n = 0 gives what no argument shares memory with."""
    result = np.eye(len(m))
    while n:
        if n % 2:
            result = result @ m
        m = m @ m
        n //= 2
    return result


def spread(start, m):
    """Yields the probabilities of each day; one array is written again and again."""
    now = np.zeros(len(m))
    now[STATES[start]] = 1
    while True:
        yield now
        now[...] = now @ m


def walk(m, days, seed):
    """A pseudo-random walk with numbers of its own."""
    state, totals = 0, np.cumsum(m, axis=1)
    for _ in range(days):
        seed = (seed * 1103515245 + 12345) % 2**31
        state = int(np.searchsorted(totals[state], seed / 2**31, side="right"))
        yield state


long_run = power(matrix, 64)
print(long_run[0].round(6))
days = spread("rainy", matrix)
first = next(days)
second = next(days)
# What a generator yields is no copy: yesterday's array holds today's numbers.
assert_alias(first, second)
for _, now in zip(range(60), days):
    pass
assert np.allclose(now, long_run[0])
counts = np.bincount(list(walk(matrix, 2000, 7)), minlength=3)
names = sorted(STATES, key=STATES.get)
print({name: int(count) for name, count in zip(names, counts)})
print("close to the long run:", bool(np.abs(counts / 2000 - long_run[0]).max() < 0.05))
