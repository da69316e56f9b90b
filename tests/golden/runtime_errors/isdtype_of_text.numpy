! TypeError: dtype argument must be a NumPy dtype, but it is a <class 'str'>.
