common_type(array([True]))
