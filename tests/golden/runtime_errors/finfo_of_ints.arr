finfo(int)
