# view(dtype) reads the same bytes as other numbers. astype converts the numbers, into other memory.
a = np.array([1, 256, -1], dtype=np.int16)
b = a.view(np.uint8)
assert_view(b, of=a)
b
assert b.shape == (6,)

# A byte written here is half of a number there.
b[1] = 1
assert a[0] == 257
a

# The same size keeps the shape: the bits of a float are an integer.
x = np.array([1.0, -2.0])
bits = x.view(np.int64)
assert_view(bits, of=x)
bits[1] &= 0x7fffffffffffffff
assert x[1] == 2.0
x

# astype copies even if the dtype is the same, unless copy=False is given and there is nothing to convert.
assert_copy(a.astype(np.int32), of=a)
assert_copy(a.astype(np.int16), of=a)
assert_alias(a.astype(np.int16, copy=False), a)
assert_copy(a.astype(float, copy=False), of=a)

# The parts of complex numbers are views on every other float.
z = np.array([1 + 2j, 3 + 4j])
assert_view(z.real, of=z)
assert_view(z.imag, of=z)
z.imag = 0
assert z.imag.strides == (16,)
z

# Of real numbers the real part is the array itself; the imaginary part are zeros that nobody can write.
assert_alias(x.real, x)
assert_copy(x.imag, of=x)
assert not x.imag.flags.writeable
