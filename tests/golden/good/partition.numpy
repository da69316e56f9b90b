(np.int64(3), [np.int64(1), np.int64(2)], [np.int64(5), np.int64(7), np.int64(9)])
array([7, 1, 5, 3, 9, 2])
(np.int64(2), np.int64(7))
np.int64(5)
np.int64(9)
array([[1, 2, 3],
       [7, 8, 9]])
array([[3, 1, 2],
       [9, 7, 8]])
np.int64(1)
array([1.5, 3.5, nan])
! ValueError: kth(=6) out of bounds (6)
