nditer(arange(3), flags=['multi'])
