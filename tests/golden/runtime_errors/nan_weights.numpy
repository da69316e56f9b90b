array([1.])
! IndexError: index 1 is out of bounds for axis 0 with size 1
