with errstate(divide='raise'):
    print(geterr()['divide'])
    array([1.0]) / 0
