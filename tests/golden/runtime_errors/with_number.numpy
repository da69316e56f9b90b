! TypeError: 'int' object does not support the context manager protocol
