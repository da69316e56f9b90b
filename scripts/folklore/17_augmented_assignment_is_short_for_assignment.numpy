(array([2, 3, 4]), array([1, 2, 3]))
! UFuncTypeError: Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'
