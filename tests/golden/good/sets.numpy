array([False, False,  True, False,  True])
array([ True,  True, False,  True, False])
array([[ True],
       [False],
       [False],
       [ True],
       [False]])
array(False)
array([ True, False])
array([False, False,  True])
array([], dtype=bool)
array([1, 2, 3, 5, 7])
array([1. , 2. , 2.5, 3. , 4. ])
array([ 1., nan])
array([2, 5])
(array([2, 5]), array([2, 4]), array([1, 0]))
(array([5, 9]), array([0, 2]), array([1, 0]))
array([1.])
array([2.], dtype=float32)
array([1, 3])
array([5, 4])
array([0.+1.j, 0.+3.j])
array([1, 3, 7])
array([], dtype=float64)
array([1, 3])
array([1.+0.j, 2.+0.j, 3.+0.j, 3.+0.j, 5.+0.j])
array([1.+0.j, 3.+0.j], dtype=complex64)
array([[0.+2.j, 1.+0.j],
       [1.-1.j, 1.+0.j]])
