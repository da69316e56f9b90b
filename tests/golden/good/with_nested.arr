import numpy as np
# Contexts in contexts: each is left where its block ends.
with np.errstate(divide='ignore'):
    with np.printoptions(precision=2) as p:
        x = np.array([1.234])
        print(x / 0); print(x)
        with np.printoptions(precision=1):
            y = 2
            print(x, y)

        # The block goes on after a comment.
        print(x)
    print(x)
    with np.printoptions(precision=3): print(x); z = 3
    print(x, z)
print(x, p['precision'])

with np.errstate(all='raise'):
  with np.errstate(over='ignore'):
    print(np.array([1e300]) * 1e300)
  print([n for n in
range(2)])
