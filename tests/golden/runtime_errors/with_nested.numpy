[1.23]
! FloatingPointError: divide by zero encountered in divide
