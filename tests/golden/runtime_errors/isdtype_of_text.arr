isdtype('f4', 'numeric')
