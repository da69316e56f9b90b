'Primes by three sieves: by a list, by a mask that is written through slices, by indices.'
46 [181, 191, 193, 197, 199]
[99971 99989 99991]
