b'ab\x00\xff\n\'"'
(7, 97, 34, b'b\x00', b'"\'\n\xff\x00ba')
[97, 98, 99]
b'ab\\n'
(b'abc', b'abab', b'aaa')
(True, False, True)
(True, True, True)
"b'abc'"
b'abc' b'x'
<class 'bytes'>
True
(b'\x00\x00\x00', b'\x01\x02\xff', b'abc', b'')
('01ff', '6162:6364')
('abc', b'ab\xc3\xa9', b'\xe9')
(2, 2, True)
b'\x01\x00\x02\x00\x03\x00\x04\x00'
b'\x01\x00\x03\x00\x02\x00\x04\x00'
b'\x01\x00\x02\x00\x03\x00\x04\x00'
'02000400'
b'\x01\x00\x03\x00\x02\x00\x04\x00'
b'\x02\x01'
b'\x00\x00\x80?\x00\x00\x00@'
b'\x01\x00'
array([1, 2, 3, 4], dtype=int16)
(False, False)
array([1.], dtype=float32)
array([ 98,   0, 255], dtype=uint8)
True
b'ab\x00\xff\n\'"'
array([], dtype=uint8)
array([97, 98, 99], dtype=uint8)
120
(b'a-b', b'\x01\xff')
(513, b'\x01\x02')
('ab', 12)
