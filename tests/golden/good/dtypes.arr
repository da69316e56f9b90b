# Conversions between dtypes.
a = np.array([1.7, -1.7, 300.5])
a.astype(int), a.astype(np.float32), a.astype(bool), a.astype(complex), a.astype('i2')
np.array([300, -1]).astype(np.uint8), np.array([True]).astype(int)
np.array([1, 2]).dtype, np.array([1, 2.0]).dtype, np.array([1, 2j]).dtype
np.result_type(np.int8, np.uint8), np.promote_types('i4', 'f4'), np.can_cast('i8', 'i4'), np.can_cast('i4', 'i8')
b = np.arange(3, dtype=np.int16)
b.view(np.uint8), b.view('i1').shape, b.astype('>i2' if False else 'i2').dtype
f = np.array([1.0, 2.0], dtype=np.float32)
f.view(np.int32)
f.view(np.int32)[0] = 0
f
z = np.array([1 + 2j, 3 - 4j])
z.real, z.imag, z.conj(), np.abs(z), np.angle([1j])
z.real[0] = 10
z.imag = 0
z
i = np.arange(3)
i += 1
i *= 2
i -= 1
i //= 2
i **= 2
i
i[:] = 1.9
i
i.real is i, i.dtype.name, i.dtype.itemsize, i.dtype.kind, i.dtype == int, i.dtype == 'int64'
np.float32(1) + 1, np.float32(1) + np.float64(1), np.uint8(255) + np.uint8(0), np.int8(1) + 1
int(np.int64(3)), float(np.float32(0.5)), bool(np.array([1])), complex(2)
np.array([1, 2]).item(0), np.array([[1, 2]]).tolist(), np.array([1.5]).tolist()
np.isnan([1.0, np.nan]), np.isclose(0.1 + 0.2, 0.3), np.allclose([1.0], [1.0 + 1e-9]), np.array_equal([1, 2], [1, 2])
