array([2, 4, 6, 5, 3, 1, 0])
array([1, 0])
array([2, 1, 0])
np.int64(0)
np.int64(0)
array([[1, 0],
       [1, 0]])
array([[1, 1],
       [0, 0]])
np.int64(0)
array([2, 1, 0])
array([], dtype=int64)
np.int64(0)
array([[1, 0, 0],
       [2, 3, 4]])
array([[0, 0, 1],
       [0, 0, 1],
       [3, 4, 2]])
(array([[1, 0, 0],
       [2, 3, 4]]), array([0, 2]), array([0, 0, 1]), array([2, 1]))
(array([[0, 0, 1],
       [0, 0, 1],
       [3, 4, 2]]), array([1, 2, 0]), array([2, 0, 1]), array([1, 1, 1]))
array([], shape=(1, 0), dtype=float64)
array([], shape=(0, 2), dtype=float64)
(array([], shape=(0, 2), dtype=float64), array([], dtype=int64))
(array([1, 3]), array([1, 0, 1]))
array([[nan,  1.],
       [nan,  1.]])
array([[[0, 1],
        [2, 0]],

       [[1, 2],
        [0, 1]]])
array([[0.]])
array([[ True, False]])
array([[1.+0.j, 0.+0.j],
       [1.+1.j, 0.+0.j]])
! ValueError: all keys need to be the same shape
