array([99,  2,  3])
