raise
! FloatingPointError: divide by zero encountered in divide
