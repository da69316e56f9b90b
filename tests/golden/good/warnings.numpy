array([ inf, -inf,  nan])
array([  0.,  nan, -inf])
array([ 1., nan,  0.])
array([0, 0])
array([0, 0])
array([inf])
np.float64(inf)
np.float64(nan)
array([inf], dtype=float32)
array([-9223372036854775808])
np.int8(-56)
array([1.])
! warnings.arr:3: RuntimeWarning: divide by zero encountered in divide
! warnings.arr:3: RuntimeWarning: invalid value encountered in divide
! warnings.arr:4: RuntimeWarning: divide by zero encountered in log
! warnings.arr:4: RuntimeWarning: invalid value encountered in log
! warnings.arr:5: RuntimeWarning: invalid value encountered in sqrt
! warnings.arr:6: RuntimeWarning: divide by zero encountered in floor_divide
! warnings.arr:7: RuntimeWarning: divide by zero encountered in remainder
! warnings.arr:8: RuntimeWarning: overflow encountered in multiply
! warnings.arr:9: RuntimeWarning: divide by zero encountered in scalar divide
! warnings.arr:10: RuntimeWarning: Mean of empty slice
! warnings.arr:10: RuntimeWarning: invalid value encountered in scalar divide
! warnings.arr:11: RuntimeWarning: overflow encountered in cast
! warnings.arr:12: RuntimeWarning: invalid value encountered in cast
! warnings.arr:13: RuntimeWarning: overflow encountered in scalar add
! warnings.arr:14: ComplexWarning: Casting complex values to real discards the imaginary part
