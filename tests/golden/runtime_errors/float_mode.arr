set_printoptions(floatmode='x')
