isdtype(float32, 'foo')
