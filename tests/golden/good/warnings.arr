# What NumPy computes all the same, with a warning.
a = np.array([1.0, -1.0, 0.0])
a / 0
np.log(a)
np.sqrt(a)
np.array([1, 2]) // 0
np.array([1, 2]) % 0
np.array([1e308]) * 10
np.float64(1) / 0
np.mean([])
np.array([1e300]).astype(np.float32)
np.array([np.nan]).astype(int)
np.int8(100) + np.int8(100)
np.array([1 + 2j]).astype(float)
