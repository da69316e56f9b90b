seterr(divide='call')
array([1.0]) / 0
