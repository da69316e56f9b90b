frombuffer(b'abc', dtype=int16)
