# "`a += 1` is `a = a + 1`." The first writes into the array, the second binds the name to a new one.
a = np.arange(3)
b = a
a += 1
assert_alias(a, b)
assert np.array_equal(b, [1, 2, 3])

a = a + 1
assert_apart(a, b)
assert np.array_equal(b, [1, 2, 3])
a, b

# So the dtype stays: whole numbers take no halves, where `a = a + 0.5` has floats.
c = b + 0.5
assert c.dtype == float and b.dtype == int
b += 0.5
