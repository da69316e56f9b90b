seterr(all='raise')
array([1.0]) / 0
