! TypeError: threshold must be numeric
