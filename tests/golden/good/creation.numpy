(array([1, 2, 3]), array([1. , 2.5]), array([1.+0.j, 0.+2.j]), array([ True, False]), array([1, 1]))
(array([[1., 2.],
       [3., 4.]], dtype=float32), array(5), array([], dtype=float64))
(array([1, 2, 3], dtype=uint8), array([ 1, -1]), array([False,  True]))
(array([0., 0., 0.]), array([[0, 0],
       [0, 0]]), array([1., 1.]), array([[7, 7],
       [7, 7]]), array([1.5, 1.5]))
(array([0, 0]), array([1.]), array([3, 3]))
(array([0, 1, 2, 3, 4]), array([2, 3, 4]), array([0.  , 0.25, 0.5 , 0.75]), array([5, 3, 1]), array([0., 1., 2.]), array([], dtype=int64))
(array([0.  , 0.25, 0.5 , 0.75, 1.  ]), array([ 0,  5, 10]), array([0.  , 0.25, 0.5 , 0.75]))
(array([  1.,  10., 100.]), array([1., 2., 4., 8.]))
(array([], shape=(0, 3), dtype=float64), (0,))
(array([[0., 1., 0.],
       [0., 0., 1.],
       [0., 0., 0.]]), array([[1., 0.],
       [0., 1.]]), array([[1., 0., 0.],
       [1., 1., 0.],
       [1., 1., 1.]]))
True
array([[0, 1, 2]])
(array([1, 2]), array([[0, 3],
       [1, 4],
       [2, 5]]))
array([[[0, 0],
        [1, 1]],

       [[0, 1],
        [0, 1]]])
([1, 2, 3], (1, 2), {'a': 1}, 'text', 1000, 255, 5, 1000.0, 2j)
(np.float32(1.5), np.int8(-3), np.uint64(9223372036854775808), np.True_, np.complex64(1+2j))
(3.141592653589793, 2.718281828459045, inf, nan, -inf)
