a = np.arange(3)
print(a)
a[3]
print("not reached")
