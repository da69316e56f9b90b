! AttributeError: 'int' object has no attribute 'splitlines'
