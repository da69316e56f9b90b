! SyntaxError: '(' was never closed
