import numpy as np


def product(a, b):
    n, m = a.shape
    p = b.shape[1]
    c = np.zeros((n, p))
    for i in range(n):
        for j in range(p):
            for k in range(m):
                c[i, j] += a[i, k] * b[k, j]
    return c


a = np.arange(3600.0).reshape(60, 60) / 3600
print(product(a, a.T).trace())
