# Settings for the statements in a with, on its line or below it.
a = array([1/3, 2/3])
with np.printoptions(precision=3): print(a)
print(a)
with np.printoptions(precision=3): print(a); b = a * 2; print(b)
print(b)
with errstate(all='ignore'):
    c = a / 0
    print(c)
    # comment

    print('more')

print(c)
with errstate(divide='raise'), printoptions(precision=2) as o:
    print(o['precision'], geterr()['divide'])
    print(a)
print(geterr()['divide'])
with (errstate(over='raise'), printoptions(sign='+')):
  print(a,
     b)
  x = 3; print(x)
print(a)
with printoptions(threshold=3, edgeitems=1): print(arange(10)); print(f'{arange(10)}')
p = printoptions(precision=1)
q = printoptions(precision=1)
with q: print(a)
with p:
    within = 1
    pass
within
e = errstate(divide='ignore')
with e as nothing: print(nothing)
with printoptions(formatter=None, precision=(lambda: 4)()): print(a)
print('end')
