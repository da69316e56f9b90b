# Memory lives as long as any array on it. A view keeps all of it, however little it shows.
big = np.zeros(1000000)
small = big[:3]
assert_view(small, of=big)
owner = small.base
assert_alias(owner, big)

# Deleting names does not free what another array still needs: three numbers keep eight million bytes.
del big, owner
assert small.nbytes == 24 and small.base.nbytes == 8000000
small

# A copy lets go.
small = small.copy()
assert small.base is None

# The same with a column, a diagonal, a part of complex numbers.
table = np.zeros((500, 500))
column = table[:, 0]
kept = column.base
assert kept.nbytes == 2000000
column = column.copy()
assert column.base is None
assert_apart(column, table)

# What is seen more often than once is there once: a broadcast array is as large as what it was made of.
one = np.ones(1)
wide = np.broadcast_to(one, (1000, 1000))
assert_view(wide, of=one)
assert wide.nbytes == 8000000 and wide.base.nbytes == 8
assert wide.strides == (0, 0)
