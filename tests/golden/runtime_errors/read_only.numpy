[[0 1]
 [0 1]]
! ValueError: assignment destination is read-only
