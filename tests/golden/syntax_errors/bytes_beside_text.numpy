! SyntaxError: cannot mix bytes and nonbytes literals
