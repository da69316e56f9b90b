finfo(resolution=0.001, min=-6.55040e+04, max=6.55040e+04, dtype=float16)
finfo(resolution=1e-06, min=-3.4028235e+38, max=3.4028235e+38, dtype=float32)
finfo(resolution=1e-15, min=-1.7976931348623157e+308, max=1.7976931348623157e+308, dtype=float64)
Machine parameters for float16
---------------------------------------------------------------
precision = 3   resolution = 0.001
machep = -10   eps =        0.000977
negep =  -11   epsneg =     0.0004883
minexp = -14   tiny =       6.104e-05
maxexp = 16   max =        6.55e+04
nexp =   5   min =        -max
smallest_normal = 6.104e-05   smallest_subnormal = 6e-08
---------------------------------------------------------------

Machine parameters for float32
---------------------------------------------------------------
precision = 6   resolution = 1e-06
machep = -23   eps =        1.1920929e-07
negep =  -24   epsneg =     5.9604645e-08
minexp = -126   tiny =       1.1754944e-38
maxexp = 128   max =        3.4028235e+38
nexp =   8   min =        -max
smallest_normal = 1.1754944e-38   smallest_subnormal = 1e-45
---------------------------------------------------------------

Machine parameters for float64
---------------------------------------------------------------
precision = 15   resolution = 1e-15
machep = -52   eps =        2.220446049250313e-16
negep =  -53   epsneg =     1.1102230246251565e-16
minexp = -1022   tiny =       2.2250738585072014e-308
maxexp = 1024   max =        1.7976931348623157e+308
nexp =   11   min =        -max
smallest_normal = 2.2250738585072014e-308   smallest_subnormal = 5e-324
---------------------------------------------------------------

'Machine parameters for float32\n---------------------------------------------------------------\nprecision = 6   resolution = 1e-06\nmachep = -23   eps =        1.1920929e-07\nnegep =  -24   epsneg =     5.9604645e-08\nminexp = -126   tiny =       1.1754944e-38\nmaxexp = 128   max =        3.4028235e+38\nnexp =   8   min =        -max\nsmallest_normal = 1.1754944e-38   smallest_subnormal = 1e-45\n---------------------------------------------------------------\n'
finfo(resolution=1e-15, min=-1.7976931348623157e+308, max=1.7976931348623157e+308, dtype=float64)
dtype('float64')
np.float16(0.000977)
np.float32(1.1920929e-07)
np.float64(2.220446049250313e-16)
np.float32(3.4028235e+38)
np.float32(-3.4028235e+38)
np.float16(6.55e+04)
np.float32(1.1754944e-38)
np.float64(2.2250738585072014e-308)
np.float64(2.2250738585072014e-308)
np.float64(5e-324)
np.float32(1e-45)
np.float16(6e-08)
np.float16(0.001)
np.float32(1e-06)
np.float64(1e-15)
np.float16(0.0004883)
np.float32(5.9604645e-08)
64
8
-52
16
-14
-11
5
10
3
dtype('float32')
np.float64(1.7976931348623157e+308)
np.float64(1.7976931348623157e+308)
True
False
<class 'numpy.finfo'>
iinfo(min=-128, max=127, dtype=int8)
iinfo(min=0, max=18446744073709551615, dtype=uint64)
Machine parameters for int16
---------------------------------------------------------------
min = -32768
max = 32767
---------------------------------------------------------------

Machine parameters for uint64
---------------------------------------------------------------
min = 0
max = 18446744073709551615
---------------------------------------------------------------

9223372036854775807
-2147483648
18446744073709551615
16
dtype('int16')
'i'
'i16'
iinfo(min=-9223372036854775808, max=9223372036854775807, dtype=int64)
127
<class 'numpy.iinfo'>
iinfo(min=-9223372036854775808, max=9223372036854775807, dtype=int64)
[np.float16(0.000977), np.float32(1.1920929e-07), np.float64(2.220446049250313e-16)]
9223372036854775808
dtype('uint8')
dtype('int16')
dtype('float16')
dtype('float64')
dtype('float64')
dtype('complex64')
dtype('bool')
dtype('float32')
dtype('float32')
dtype('float32')
dtype('float16')
dtype('float16')
dtype('int8')
dtype('uint16')
dtype('int64')
dtype('complex128')
dtype('int16')
dtype('uint64')
dtype('uint8')
dtype('uint8')
dtype('complex64')
dtype('float64')
dtype('complex128')
dtype('float32')
dtype('float32')
dtype('float16')
dtype('complex64')
<class 'numpy.float64'>
<class 'numpy.float32'>
<class 'numpy.complex128'>
<class 'numpy.float16'>
<class 'numpy.complex64'>
<class 'numpy.float32'>
<class 'numpy.float64'>
'D'
'd'
'G'
'D'
'd'
'f'
'F'
'i'
'd'
'd'
'F'
'l'
True
True
False
True
True
True
False
True
False
True
True
False
True
True
False
True
False
True
True
True
False
True
False
True
False
True
False
False
True
True
False
True
False
True
True
False
True
True
np.complex64(1+2j)
np.complex128(1+2j)
np.int64(-9223372036854775808)
np.True_
np.float64(10.0)
np.False_
np.complex64(nan+nanj)
False
'-0x0.0p+0'
'0x0.0000000000001p-1022'
'inf'
'nan'
'0x1.7e43c8800759cp+996'
(-5, 2)
(0, 1)
True
(1000000015047466219876688855040, 1)
'0x0.0p+0'
(3602879701896397, 36028797018963968)
(3, 1)
(1, 1)
8
1
dtype('float64')
dtype('float64')
dtype('uint8')
False
True
True
True
np.float64(3.0)
np.float64(3.0)
array([3.])
np.float64(4.0)
False
np.float32(2.0)
2
[('', '<f8')]
False
np.int8(3)
1
np.float64(2.5)
np.float64(5.0)
np.uint8(251)
np.int32(1065353216)
np.int16(256)
np.int8(5)
np.int32(3)
np.float32(0.1)
np.int8(3)
np.int64(12)
np.complex64(1+2j)
dtype('int8')
dtype('float16')
True
False
