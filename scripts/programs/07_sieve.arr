"""Primes by three sieves: by a list, by a mask that is written through slices, by indices."""
import numpy as np


def by_list(n):
    sieve = [True] * n
    sieve[0] = sieve[1] = False
    for i in range(2, int(n**0.5) + 1):
        if sieve[i]:
            for j in range(i * i, n, i):
                sieve[j] = False
    return [i for i in range(n) if sieve[i]]


def by_slices(n):
    sieve = np.ones(n, dtype=bool)
    sieve[:2] = False
    for i in range(2, int(n**0.5) + 1):
        if sieve[i]:
            multiples = sieve[i * i::i]
            assert_view(multiples, of=sieve)
            multiples[...] = False
    return np.flatnonzero(sieve)


def by_removal(n):
    numbers = np.arange(2, n)
    found = []
    while numbers.size:
        prime = numbers[0]
        found.append(int(prime))
        # A mask copies what is left each time.
        rest = numbers[numbers % prime != 0]
        assert_apart(rest, numbers)
        numbers = rest
    return found


first = by_list(200)
assert first == by_slices(200).tolist() == by_removal(200)
print(len(first), first[-5:])
print(by_slices(10**5)[-3:])
