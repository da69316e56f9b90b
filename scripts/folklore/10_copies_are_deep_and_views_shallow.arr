# "A view is a shallow copy." Python's shallow copy of an array copies its buffer; a view copies nothing.
import copy as python_copy
a = np.arange(4)
shallow = python_copy.copy(a)
assert_copy(shallow, of=a)
shallow[0] = 99
assert a[0] == 0
assert_view(a.view(), of=a)

# "np.copy is a deep copy." It copies one array: a list of arrays, copied as a list, holds the same arrays.
rows = [a, a[1:]]
other = rows.copy()
assert_alias(other[0], a)
assert_alias(other[1], rows[1])
