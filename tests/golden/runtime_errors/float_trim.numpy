! TypeError: if supplied, trim must be 'k', '.', '0' or '-' found `                                                                                                   x`
