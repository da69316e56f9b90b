with errstate():
print(2)
