# reshape gives a view where the strides allow the new shape, else a copy. ravel gives a view only if the result is contiguous.
a = np.arange(12).reshape(3, 4)
assert_view(a.reshape(4, 3), of=a)
assert_view(a.reshape(2, 6).T, of=a)
assert_view(a.ravel(), of=a)
assert_view(a.reshape(a.shape), of=a)

# A transposed array has its elements in another order in memory: one stride cannot walk them in C order.
assert_copy(a.T.reshape(12), of=a)
assert_copy(a.T.ravel(), of=a)
a.T.reshape(12)

# In the order in which they stand they can be walked.
assert_view(a.T.reshape(12, order='F'), of=a)
assert_view(a.T.ravel('K'), of=a)

# Axes that merge evenly need no copy, gaps or not: only the axes that are joined matter.
s = np.arange(48).reshape(4, 12)[:, ::2]
assert_view(s.reshape(2, 2, 6), of=s)
assert_view(s.reshape(4, 3, 2), of=s)
assert_view(s.reshape(24), of=s)
assert_copy(s[:, :5].reshape(20), of=s)

# So every second element reshapes as a view, and ravels as a copy: ravel promises neighbours.
v = np.arange(12)[::2]
assert_view(v.reshape(-1), of=v)
assert_copy(v.ravel(), of=v)
v.reshape(2, 3)

# flatten always copies. Assigning to the shape never does: it raises if it would have to.
assert_copy(a.flatten(), of=a)
b = a
b.shape = (2, 6)
assert_alias(a, b)
a

# copy=False asks reshape for a view or an error.
assert_view(a.reshape(12, copy=False), of=a)
