array([  1,   0,   0,   1, 255, 255], dtype=uint8)
array([257, 256,  -1], dtype=int16)
array([1., 2.])
array([1.+0.j, 3.+0.j])
