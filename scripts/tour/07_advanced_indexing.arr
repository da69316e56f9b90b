# A list, an integer array or a mask as an index picks elements one by one: always a copy.
a = np.arange(10, 16)
assert_copy(a[[1, 2, 3]], of=a)
assert_copy(a[a > 12], of=a)
assert_copy(a[np.ones(6, dtype=bool)], of=a)

# A slice that says the same is a view.
assert_view(a[1:4], of=a)

# So is one that is mixed with an integer; one list makes the whole index advanced.
m = np.arange(12).reshape(3, 4)
assert_view(m[1, 1:3], of=m)
assert_copy(m[1:, [0, 2]], of=m)
assert_copy(m[np.ix_([0, 2], [1, 3])], of=m)
m[1:, [0, 2]]

# An array without axes and a bool count as advanced; plain integers do not.
assert_view(m[1], of=m)
assert_copy(m[np.array(1)], of=m)
assert_copy(m[True], of=m)

# On the left of `=` the same index writes to the array itself: nothing is taken out.
a[a > 12] = 0
a[[0, 1]] += 100
a
assert a[0] == 110 and a[5] == 0

# An index that names an element twice changes it once. add.at changes it every time.
counts = np.zeros(3, dtype=int)
np.add.at(counts, [0, 0, 2], 1)
assert np.array_equal(counts, [2, 0, 1])
counts[[0, 0, 2]] += 1
assert np.array_equal(counts, [3, 0, 2])

# take, compress and where with three arguments pick too, and copy too.
assert_copy(np.take(a, [0, 1]), of=a)
assert_copy(np.compress(a > 0, a), of=a)
assert_copy(np.where(a > 0, a, -1), of=a)
