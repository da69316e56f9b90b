# "`id(x[0]) == id(x[1])` shows that they share." These are passing scalars; the first is gone when the second takes its place.
x = np.arange(4)
first, second = x[0], x[1]
assert first is not second

# A scalar is a copy of an element: it shares nothing with the array.
x[0] = 50
assert first == 0

# What compares memory is shares_memory, on views.
assert_shares(x[0:1], x)
assert_apart(x[0:1], x[1:2])
