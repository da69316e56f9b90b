with errstate():
    print(1)
  print(2)
