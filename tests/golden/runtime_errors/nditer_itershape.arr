nditer(arange(3), itershape=(2, 2))
