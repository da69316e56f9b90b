# Classes within classes, and the constants.
issubclass(int32, integer)
issubclass(float64, float)
issubclass(float32, float)
issubclass(float64, (int, floating))
issubclass(integer, number)
issubclass(number, integer)
issubclass(complex128, complex)
issubclass(int64, int)
issubclass(bool_, integer)
issubclass(type(dtype(int)), dtype)
issubclass(ndarray, ndarray)
issubclass(int, float)
issubclass(list, (tuple, list))
pi
e
euler_gamma
inf
nan
newaxis
little_endian
True_
False_
np.pi
-inf
