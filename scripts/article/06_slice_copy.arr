import numpy as np
data = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
data[2:7].copy()
