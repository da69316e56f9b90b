! TypeError: can't get common type for non-numeric array
