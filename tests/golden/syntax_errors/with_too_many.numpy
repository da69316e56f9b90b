! SyntaxError: too many statically nested blocks
