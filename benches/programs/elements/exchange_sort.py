import numpy as np


def bubble(a):
    n = len(a)
    for i in range(n):
        for j in range(0, n - i - 1):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a


a = np.array([(i * 7919) % 1009 for i in range(400)])
print(bubble(a)[::40])
