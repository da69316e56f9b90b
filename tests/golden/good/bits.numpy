array([172], dtype=uint8)
array([[128,  64, 192]], dtype=uint8)
array([[160],
       [ 96]], dtype=uint8)
array([[5],
       [6]], dtype=uint8)
array([146,  73,  32], dtype=uint8)
array([128], dtype=uint8)
array([], dtype=uint8)
array([], shape=(0, 1), dtype=uint8)
(1, 2, 4)
array([1, 0, 1, 0, 1, 1, 0, 0], dtype=uint8)
array([[1, 0, 1],
       [0, 1, 1]], dtype=uint8)
array([1, 0, 1, 0, 1, 1], dtype=uint8)
array([1, 0, 1, 0, 1, 1, 0, 0, 0, 0], dtype=uint8)
array([[0, 1, 0, 0, 0, 0, 0, 0],
       [1, 1, 1, 0, 0, 0, 0, 0]], dtype=uint8)
array([[0],
       [0],
       [0]], dtype=uint8)
array([0, 0, 0, 0, 0, 1, 1, 1], dtype=uint8)
(array([0, 0, 0, 1, 1, 2]), array([0, 1, 2, 1, 2, 2]))
(array([1, 2, 2]), array([0, 0, 1]))
(array([], dtype=int64), array([], dtype=int64))
array([1, 2, 5])
((2, 3), 6, 2, 2, 2, 0)
(np.int64(1), np.int64(4))
np.int64(8)
2
2
0
array([[5., 6., 7.],
       [6., 7., 8.]])
[(np.float64(1.5),), (np.float64(2.0),)]
3
()
<class 'numpy.broadcast'>
True
[]
