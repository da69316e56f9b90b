# dtypes, their limits, and what scalars of them can do.
finfo(float16)
finfo(float32)
finfo(float64)
print(finfo(float16))
print(finfo(float32))
print(finfo('f8'))
str(finfo(complex64))
finfo(float)
finfo(complex128).dtype
finfo(float16).eps
finfo(float32).eps
finfo(float).eps
finfo(float32).max
finfo(float32).min
finfo(float16).max
finfo(float32).tiny
finfo(float).tiny
finfo(float).smallest_normal
finfo(float).smallest_subnormal
finfo(float32).smallest_subnormal
finfo(float16).smallest_subnormal
finfo(float16).resolution
finfo(float32).resolution
finfo(float).resolution
finfo(float16).epsneg
finfo(float32).epsneg
finfo(float).bits
finfo(float32).iexp
finfo(float).machep
finfo(float16).maxexp
finfo(float16).minexp
finfo(float16).negep
finfo(float16).nexp
finfo(float16).nmant
finfo(float16).precision
finfo(float32(3)).dtype
finfo(3.0).max
finfo(1j).max
finfo(float) == finfo(float64)
finfo(float) == finfo(float32)
type(finfo(float))
iinfo(int8)
iinfo('u8')
print(iinfo(int16))
print(iinfo(uint64))
iinfo(int).max
iinfo(int32).min
iinfo(uint64).max
iinfo(int16).bits
iinfo(int16).dtype
iinfo(int16).kind
iinfo(int16).key
iinfo(3)
iinfo(int8(3)).max
type(iinfo(int))
iinfo(int_type=int)
[finfo(d).eps for d in (float16, float32, float64)]
iinfo(int).max + 1
min_scalar_type(10)
min_scalar_type(-260)
min_scalar_type(3.1)
min_scalar_type(1e50)
min_scalar_type(arange(4, dtype='f8'))
min_scalar_type(1j)
min_scalar_type(True)
min_scalar_type(float32(1e10))
min_scalar_type(float64(65504))
min_scalar_type(65520.)
min_scalar_type(inf)
min_scalar_type(nan)
min_scalar_type(int64(-1))
min_scalar_type(array(300))
min_scalar_type([1, 2])
min_scalar_type(1e50 + 1j)
min_scalar_type(-129)
min_scalar_type(2**63)
min_scalar_type(uint8(200))
min_scalar_type(int8(100))
min_scalar_type(complex128(1))
min_scalar_type(3.4e38)
min_scalar_type(inf + 1j)
min_scalar_type(-70000.)
min_scalar_type(65000.)
min_scalar_type(float16(3))
min_scalar_type(complex64(3e38))
common_type(arange(3))
common_type(arange(3, dtype='f4'))
common_type(arange(3), array([1j], dtype='F'))
common_type()
common_type(array([1], dtype=float16), array([1j], dtype='F'))
common_type(float32(1))
common_type(float16(1), int8(3))
mintypecode('dF')
mintypecode(['d', 'f', 'S'])
mintypecode('abceh', default='G')
mintypecode(array([1.1, 2-3j]))
mintypecode('ab')
mintypecode('f')
mintypecode('F', 'GDFgdf')
mintypecode('i', typeset='ildf')
mintypecode([1, 2])
mintypecode([arange(3.)])
mintypecode('fF')
mintypecode('il', 'il')
isdtype(float32, 'real floating')
isdtype(int8, ('integral', 'bool'))
isdtype(uint8, 'signed integer')
isdtype(uint8, 'unsigned integer')
isdtype(complex64, 'complex floating')
isdtype(complex64, 'numeric')
isdtype(bool_, 'numeric')
isdtype(dtype('f4'), float32)
isdtype(float32, integer)
isdtype(bool_, 'bool')
isdtype(int64, (int64, float32))
isdtype(integer, 'integral')
isdtype(arange(3).dtype, 'integral')
issubdtype('f4', floating)
issubdtype(float32, float)
issubdtype(float64, float)
issubdtype(int8, int)
issubdtype(int64, int)
issubdtype(integer, number)
issubdtype(floating, inexact)
issubdtype(floating, integer)
issubdtype(signedinteger, integer)
issubdtype(signedinteger, inexact)
issubdtype(int, integer)
issubdtype(float, complex)
issubdtype(generic, generic)
issubdtype(generic, number)
issubdtype(floating, float)
issubdtype(float, floating)
issubdtype(dtype('i4'), signedinteger)
issubdtype(bool_, integer)
issubdtype(bool_, generic)
issubdtype(number, float64)
issubdtype(int, 'i8')
issubdtype(int, dtype('i8'))
issubdtype(int32, 'i8')
issubdtype(complex64, complexfloating)
issubdtype(uint8, unsignedinteger)
complex64(1, 2)
complex128(1, 2)
int64(-2**63)
bool_('False')
float64('1_0')
bool_(None)
complex64(None)
float64(nan).is_integer()
float64(-0.0).hex()
float64(5e-324).hex()
float64(inf).hex()
float64(nan).hex()
float64(1e300).hex()
float64(-2.5).as_integer_ratio()
float64(0).as_integer_ratio()
float64(5e-324).as_integer_ratio()[1] == 2**1074
float32(1e30).as_integer_ratio()
(0.0).hex()
(0.1).as_integer_ratio()
(3).as_integer_ratio()
True.as_integer_ratio()
uint8(255).bit_count()
int64(-2**63).bit_count()
dtype('f8').newbyteorder('I')
dtype('f8').newbyteorder('native')
dtype('u1').newbyteorder()
dtype('f8') < dtype('F')
dtype('f8') <= dtype('D')
dtype('f8') > 'f4'
dtype('f8') >= float
float64(3).reshape(())
float64(3).squeeze()
float64(3).ravel()
float64(3.5).round()
float64(3).flags.writeable
float32(2).T
int8(-3).bit_count()
dtype('f8').descr
dtype('f8').isalignedstruct
int8(3).numerator
int8(3).denominator
float64(2.5).conjugate()
int8(5).astype(float)
int8(-5).view('u1')
float32(1).view(int32)
int16(1).byteswap()
int8(5).copy()
int32(3)
float32(0.1)
int8(3.7)
int64('12')
complex64('1+2j')
result_type(int8, 3)
promote_types(int8, float16)
can_cast('u4', 'i4', 'same_kind')
can_cast('i4', 'u4', 'same_kind')
