float64(1, 2)
