a = np.zeros(3)
b = np.zeros(4)
a + b
