set_printoptions(formatter={'float': lambda x: 3})
array([1.5])
