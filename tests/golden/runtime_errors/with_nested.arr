import numpy as np
with np.errstate(divide='raise'):
    with np.printoptions(precision=2):
        print(np.array([1.234]))
        np.array([1]) / 0
