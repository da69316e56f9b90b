b = b'ab\x00\xff\n\'"'
b
len(b), b[0], b[-1], b[1:3], b[::-1]
list(b'abc')
b'a' b'b' rb'\n'
b'ab' + b'c', 2 * b'ab', b'a' * 3
b'a' == b'a', b'a' == 'a', b'a' < b'b'
97 in b'abc', b'bc' in b'abc', not b''
str(b'abc')
print(b'abc', f'{b"x"}')
type(b)
isinstance(b, bytes)
bytes(3), bytes([1, 2, 255]), bytes('abc', 'ascii'), bytes()
b'\x01\xff'.hex(), b'abcd'.hex(':', 2)
b'abc'.decode(), 'abé'.encode(), 'é'.encode('latin-1')
b'abab'.count(b'a'), b'abc'.find(b'c'), b'abc'.startswith(b'a')
a = array([[1, 2], [3, 4]], dtype=int16)
a.tobytes()
a.tobytes('F')
a.T.tobytes(order='A')
a[:, 1].tobytes().hex()
bytes(a.T)
int16(258).tobytes()
array([1 + 2j], dtype=complex64).tobytes()
array([True, False]).tobytes()
c = frombuffer(a.tobytes(), dtype=a.dtype)
c
c.flags.writeable, c.flags.owndata
assert_copy(c, a)
frombuffer(b'\x00\x00\x80?', float32)
d = frombuffer(b, uint8, count=3, offset=1)
d
e = frombuffer(b, uint8)
shares_memory(d, e)
d.base
frombuffer(b'', uint8)
array(list(b'abc'), dtype=uint8)
x, y = b'xy'
x
b'-'.join([b'a', b'b']), bytes.fromhex('01 ff')
int.from_bytes(array([1, 2], dtype=uint8).tobytes(), 'little'), (258).to_bytes(2, 'big')
str(b'ab', 'ascii'), int(b'12')
