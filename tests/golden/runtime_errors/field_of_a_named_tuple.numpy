! AttributeError: can't set attribute
