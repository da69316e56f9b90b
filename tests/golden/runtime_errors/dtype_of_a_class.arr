dtype(number)
