# "`a[:]` is a copy, as with lists." Of a list it is; of an array it is a view.
items = [1, 2, 3, 'x']
part = items[:]
part[0] = 99
assert items[0] == 1

a = np.array([1, 2, 3])
v = a[:]
v[0] = 99
assert a[0] == 99
assert_view(v, of=a)
a
