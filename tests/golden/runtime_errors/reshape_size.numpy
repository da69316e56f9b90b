! ValueError: cannot reshape array of size 6 into shape (4,2)
