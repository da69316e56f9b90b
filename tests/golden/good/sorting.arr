# Sorting in place, sorted copies, and searching.
a = np.array([3, 1, 2, 3, 0])
np.sort(a), a
a.argsort(), np.argsort(-a, kind='stable')
v = a[::2]
v.sort()
a, v
m = np.array([[3, 1], [2, 0]])
np.sort(m, axis=0), np.sort(m), np.sort(m, axis=None)
m.sort(axis=0)
m
np.sort([2.0, np.nan, 1.0]), np.sort([True, False, True])
np.sort([1 + 2j, 1 + 1j, 0 + 5j])
np.unique([3, 1, 3, 2]), np.unique([3, 1, 3], return_counts=True), np.unique([3, 1, 3], return_inverse=True)
np.searchsorted([1, 3, 5], [0, 3, 6]), np.searchsorted([1, 3, 5], 3, side='right')
np.lexsort(([1, 0, 1], [2, 2, 1]))
np.digitize([0.5, 1.5], [0, 1, 2])
np.clip(a, 1, 2), a.clip(min=1)
