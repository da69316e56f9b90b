number(3)
