{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
! FloatingPointError: divide by zero encountered in divide
