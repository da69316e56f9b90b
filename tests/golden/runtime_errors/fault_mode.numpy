! ValueError: invalid error mode 'foo'
