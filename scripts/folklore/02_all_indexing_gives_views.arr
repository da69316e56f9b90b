# "Slicing, masking and fancy indexing are just views." Slices are; masks and lists copy.
x = np.arange(5)
assert_view(x[1:4], of=x)
assert_copy(x[x > 2], of=x)
assert_copy(x[[1, 2, 3]], of=x)
x[x > 2][0] = 99
assert 99 not in x
x
