a = array([[3, 1, 2], [1, 500, -1]])
unique_values(a)
unique_values(array([3, 1, 2, 1], dtype=uint8))
unique_values([2.5, 1.0, 2.5])
unique_values([1j, 1, 1j, 2])
unique(a, sorted=False)
unique(a, sorted=False, return_counts=True)
unique([nan, 1j, nan], sorted=False)
unique([nan, 1j, nan], sorted=False, equal_nan=False)
unique([3, 1, 1, 2], axis=0, sorted=False)
u = unique_all(a)
u.values, u.indices
u[3]
u[1:3]
u._fields
len(u)
values, indices, inverse, counts = u
values[inverse]
unique_counts([nan, nan, 1])
c = unique_counts([2, 1, 2])
print(c)
isinstance(c, tuple)
tuple(c)
unique_inverse([[2, 1], [1, 2]])
unique_all(3)
unique_counts([])
z = array([0.0, -0.0, 1, -0.0, nan, -1, 0.0])
sort(z, kind='stable')
sort(z, stable=True)
argsort(z, kind='stable')
z.sort(kind='mergesort')
z
w = array([complex(0, -0.0), complex(-0.0, 0), 0j, complex(-0.0, -0.0)])
sort(w, kind='stable')
unique_counts(3) == unique_counts(3), unique_counts(3) == (array([3]), array([1])), unique_counts(3) == unique_counts(4)
