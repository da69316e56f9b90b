(True, np.int64(0))
array([90,  1,  2,  3,  4,  5])
(False, True)
array([90,  7,  7,  7,  4,  5])
(array([90,  7,  7,  7,  4,  5]), array([-1,  7,  7,  7,  4,  5]))
(array([7, 7, 7]), array([8, 8, 8]))
array([[90,  7,  7],
       [ 7,  4,  5]])
(array([90,  7,  7,  7,  4,  5]), array([[90,  7],
       [ 7,  7],
       [ 4,  5]]))
(np.int64(90), np.int64(5))
array([90,  7,  7,  7,  4, 66])
(array([11,  7,  7,  7,  4, 66]), array([[11,  7,  7],
       [ 7,  4, 66]]))
(np.int64(11), np.int64(12))
(True, True, False)
(True, False, True)
(False, True)
(True, True, True)
