import numpy as np
with np.errstate():
    with np.errstate():
            print(1)
        print(2)
