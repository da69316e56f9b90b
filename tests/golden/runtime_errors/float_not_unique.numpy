! TypeError: in non-unique mode `precision` must be supplied
