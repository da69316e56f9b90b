(array([0, 1, 2, 3, 3]), array([3, 1, 2, 3, 0]))
(array([4, 1, 2, 0, 3]), array([0, 3, 2, 1, 4]))
(array([0, 1, 2, 3, 3]), array([0, 2, 3]))
(array([[2, 0],
       [3, 1]]), array([[1, 3],
       [0, 2]]), array([0, 1, 2, 3]))
array([[2, 0],
       [3, 1]])
(array([ 1.,  2., nan]), array([False,  True,  True]))
array([0.+5.j, 1.+1.j, 1.+2.j])
(array([1, 2, 3]), (array([1, 3]), array([1, 2])), (array([1, 3]), array([1, 0, 1])))
(array([0, 1, 3]), np.int64(2))
array([2, 1, 0])
array([1, 2])
(array([1, 1, 2, 2, 2]), array([1, 1, 2, 3, 3]))
