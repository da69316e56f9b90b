a = array([1.0])
array2string(a, sign='q')
