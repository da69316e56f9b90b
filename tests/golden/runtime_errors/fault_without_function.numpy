{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
! NameError: python callback specified for divide by zero (in  divide) but no function found.
