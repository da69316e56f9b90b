a = frombuffer(b'abc', uint8)
a[0] = 1
