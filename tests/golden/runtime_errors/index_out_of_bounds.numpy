[0 1 2]
! IndexError: index 3 is out of bounds for axis 0 with size 3
