! TypeError: can't concat str to bytes
