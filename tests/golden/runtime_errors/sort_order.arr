sort([3, 1], order='f')
