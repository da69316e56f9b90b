! ValueError: kind argument is a string, but 'foo' is not a known kind name.
