! IndentationError: expected an indented block after 'with' statement on line 3
