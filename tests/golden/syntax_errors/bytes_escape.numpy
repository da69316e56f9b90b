! SyntaxError: (value error) invalid \x escape at position 0
