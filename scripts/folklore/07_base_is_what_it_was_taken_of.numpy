array([3, 4])
