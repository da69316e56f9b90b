# "`empty_like` gives zeros", "… copies the array." It gives memory as it comes: only shape, dtype and layout are taken over.
a = np.array([1, 2, 3])
e = np.empty_like(a)
assert_copy(e, of=a)
assert e.shape == a.shape and e.dtype == a.dtype

# The dtype too: what is not whole is cut.
e[:] = 1.9
assert np.array_equal(e, [1, 1, 1])
assert np.empty_like(a, dtype=float).dtype == float

# Who wants zeros asks for them.
np.zeros_like(a)
