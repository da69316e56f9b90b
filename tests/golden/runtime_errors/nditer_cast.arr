nditer(array([1.5]), op_dtypes=['int64'], flags=['buffered'])
