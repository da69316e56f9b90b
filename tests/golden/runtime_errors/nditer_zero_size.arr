nditer(zeros((2, 0)))
