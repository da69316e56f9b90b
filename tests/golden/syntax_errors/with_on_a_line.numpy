! SyntaxError: invalid syntax
