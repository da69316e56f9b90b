(np.int64(21), array([9, 6, 6]), array([ 6, 15]), array([[ 6],
       [15]]))
(np.int64(21), np.int64(21), np.float64(21.0), np.int64(121), np.int64(18))
(np.int64(720), np.float64(3.5), array([4.5, 3. , 3. ]), np.float64(1.707825127659933), array([1., 1.]))
(np.int64(1), array([6, 5, 4]), np.int64(1), array([0, 0]), np.int64(5), array([2, 2]))
(np.True_, np.True_, array([ True,  True,  True]), array([False,  True]), np.int64(4))
(array([ 3,  4,  6, 12, 17, 21]), array([[3, 1, 2],
       [9, 6, 6]]), array([[  3,   3,   6],
       [  6,  30, 120]]))
(np.float64(3.5), array([4.5, 3. , 3. ]), np.float64(4.0))
(np.float64(3.5), array([2.25, 4.75]))
(array([[-2,  1],
       [-1, -1]]), array([[3, 4, 2]]), array([3, 5]))
(array([6, 5, 4]), array([1, 3, 6]), array([ 6, 15]), np.int64(6))
(np.float64(0.0), np.float64(1.0), np.float64(nan), np.float64(1.0), np.float64(1.0))
(dtype('int64'), dtype('float32'), np.int64(2))
(np.float64(1.0), np.float32(0.3), 0.30000000000000004)
(np.int64(499999500000), np.float64(1.0))
(np.int64(11), np.int64(11), array([[3, 4],
       [6, 8]]), np.int64(11))
np.float64(5.0)
(np.int64(1), np.int64(1), array([ 1,  3,  6, 10]))
