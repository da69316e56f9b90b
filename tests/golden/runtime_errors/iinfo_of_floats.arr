iinfo(1.0)
