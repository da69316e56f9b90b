(True, False, False)
array([2, 1, 0])
(False, False)
(False, False)
(True, False)
np.int64(0)
(True, False)
array([1, 1, 1])
(True, False, True)
np.int64(100)
array([1, 2, 3])
(array([1, 2, 3]), array([2, 3, 4]))
array([[ 0,  4,  8],
       [ 4,  8, 12],
       [ 8, 12, 16]])
array([2, 1, 0])
array([0, 0, 1, 2])
array([0, 1, 2, 2])
False
