array([[[0, 0],
        [1, 1],
        [2, 2]],

       [[0, 1],
        [0, 1],
        [0, 1]]])
array([-1. , -0.5,  0. ,  0.5,  1. ])
array([[[0. , 0. ],
        [0.5, 0.5],
        [1. , 1. ]],

       [[0. , 1. ],
        [0. , 1. ],
        [0. , 1. ]]])
array([], dtype=int64)
(array([[0],
       [1],
       [2]]), array([[0, 1]]))
(array([[0.],
       [1.],
       [2.],
       [3.]]), array([[0., 1.]]))
array([0, 1, 2, 3, 4])
array([1, 2, 3, 0, 4])
array([-1. , -0.6, -0.2,  0.2,  0.6,  1. ,  5. ,  6. ])
array([[1, 2],
       [3, 4]])
array([[1, 3],
       [2, 4]])
array([1, 2], dtype=int8)
array([[1, 4],
       [2, 5],
       [3, 6]])
array([[1, 2, 3, 0, 0, 4, 5, 6]])
array([[0. ],
       [0.5],
       [1. ]])
(slice(1, 2, None), Ellipsis)
(1,)
array([2, 3, 4])
array([[ True, False, False],
       [False,  True, False],
       [False, False,  True]])
array([0., 1., 2.])
array([0., 1., 2.])
array([0, 1, 4])
array([7, 1, 2])
True
array([1, 2])
array([1., 2.])
array([4, 1, 2, 6])
array([[0, 0, 0, 0],
       [1, 2, 0, 0],
       [3, 4, 0, 0],
       [0, 0, 0, 0]])
array([ 5,  3,  1,  2,  0, -2, -4])
array([-1,  0,  1,  2,  3,  4,  5,  6])
array([2, 3, 1, 2, 3, 1, 2, 3])
array([2, 1, 1, 2, 3, 3, 2, 1])
array([2, 2, 1, 2, 3, 2, 2, 2])
array([[3, 4, 4],
       [1, 2, 2],
       [3, 4, 4]])
1
2
'none left'
(np.int64(0), 1, (0, 1))
array([0, 3, 1, 4, 2, 5])
array([1.-2.j])
True
array([2, 3])
array([[ 4.        ,  9.        ],
       [ 5.0396842 , 12.98024613],
       [ 6.34960421, 18.72075441],
       [ 8.        , 27.        ]])
! ValueError: buffer size must be a multiple of element size
