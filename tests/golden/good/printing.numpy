(array([1.0e+00, 2.5e+00, 1.0e+10]), array([1.e-10, 1.e+00]), array([1.e+20, 1.e+00]), array([1.0000e-01, 1.0025e+02]))
(array([ nan,  inf, -inf,   1.]), array([-0.,  0.]))
(array([  1, -10, 100]), array([[ 1,  2],
       [ 3, -4]]))
(array([ 1.+2.j , -0.-1.5j]), array([ True, False]))
(array([   0,    1,    2, ..., 1997, 1998, 1999], shape=(2000,)), array([[   0,    1,    2, ...,   37,   38,   39],
       [  40,   41,   42, ...,   77,   78,   79],
       [  80,   81,   82, ...,  117,  118,  119],
       ...,
       [1080, 1081, 1082, ..., 1117, 1118, 1119],
       [1120, 1121, 1122, ..., 1157, 1158, 1159],
       [1160, 1161, 1162, ..., 1197, 1198, 1199]], shape=(30, 40)))
array([ 0. ,  1.5,  3. ,  4.5,  6. ,  7.5,  9. , 10.5, 12. , 13.5, 15. ,
       16.5, 18. , 19.5, 21. , 22.5, 24. , 25.5, 27. , 28.5, 30. , 31.5,
       33. , 34.5, 36. , 37.5, 39. , 40.5, 42. , 43.5])
(array([[[0., 0.],
        [0., 0.]],

       [[0., 0.],
        [0., 0.]]]), array([], dtype=float64), array([], shape=(2, 0), dtype=float64), array(3.5))
(array([1, 2], dtype=int8), array([1.5], dtype=float16), array([False, False]), array([], dtype=int64))
[1.  2.5] [[1 2]
 [3 4]]
1.5|3|True|None|x|[1, 'a', 2.5]|(1,)!
[np.float64(1.5), np.int8(3)] {'k': array([0, 1])}
(np.float64(1.5), np.int8(3), np.False_, np.float32(0.1), np.complex128(1-1j))
"1.25 1.25 1.250     1.25 x=1.25    'arr' 2"
'[0 1 2] 2.0 array([0, 1])'
('ab', 'abab', 'b', 'cba', True, 3)
'1 2.00'
('"it\'s"', '\'q"\\\'\'', 'a\\n', 'a\tb', 'x\ny')
(1e+16, 1000000000000000.0, 123456789.0, 1e-05, 0.0001, nan, -inf, 5e-324, 1.7976931348623157e+308)
(<class 'int'>, <class 'float'>, <class 'str'>, <class 'numpy.ndarray'>, <class 'numpy.float64'>, <class 'NoneType'>, <class 'list'>, <class 'bool'>)
(dtype('int64'), dtype('float32'), <class 'numpy.float64'>, <class 'numpy.int8'>)
(True, True, True, 8, 32)
('[0 1 2 3]', 'array([0, 1, 2, 3])')
