set_printoptions(threshold='a')
