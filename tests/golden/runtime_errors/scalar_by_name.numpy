! TypeError: 'real' is an invalid keyword argument for this function
