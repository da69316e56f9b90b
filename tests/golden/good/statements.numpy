True
(2, 1)
(1, 2, 3)
(1, [2, 3])
12
3
1
0.5
'ab'
['x', 1, 'y']
6
3
2
(False, 0, 'x', True, True, True, True)
(2, True, np.int64(3))
(1, 'two', 2)
([1, [2, 'x']], ((),), (1,), ())
array([0, 1])
(array([0, 1]), array([0.]))

ab
