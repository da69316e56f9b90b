! TypeError: cannot create 'numpy.number' instances
