! IndentationError: unindent does not match any outer indentation level
