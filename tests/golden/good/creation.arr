# Arrays from nothing, from numbers, and from other arrays.
np.array([1, 2, 3]), np.array([1, 2.5]), np.array([1, 2j]), np.array([True, False]), np.array([1, True])
np.array([[1, 2], [3, 4]], dtype=np.float32), np.array(5), np.array([])
np.array([1, 2, 3], dtype='u1'), np.array([1.9, -1.9], dtype=int), np.array([0, 2], dtype=bool)
np.zeros(3), np.zeros((2, 2), dtype=int), np.ones(2), np.full((2, 2), 7), np.full(2, 1.5)
np.zeros_like([1, 2]), np.ones_like([1.5]), np.full_like([1, 2], 3.7)
np.arange(5), np.arange(2, 5), np.arange(0, 1, 0.25), np.arange(5, 0, -2), np.arange(3.0), np.arange(0)
np.linspace(0, 1, 5), np.linspace(0, 10, 3, dtype=int), np.linspace(0, 1, 4, endpoint=False)
np.logspace(0, 2, 3), np.geomspace(1, 8, 4)
np.empty((0, 3)), np.empty(0).shape
np.eye(3, k=1), np.identity(2), np.tri(3)
np.array([[1, 2], [3, 4]], order='F').flags.f_contiguous
np.array(np.arange(3), ndmin=2)
np.asarray([1, 2]), np.ascontiguousarray(np.arange(6).reshape(2, 3).T)
np.indices((2, 2))
[1, 2, 3], (1, 2), {'a': 1}, 'text', 1_000, 0xff, 0b101, 1e3, 2j
np.float32(1.5), np.int8(-3), np.uint64(2**63), np.bool_(True), np.complex64(1+2j)
np.pi, np.e, np.inf, np.nan, -np.inf
