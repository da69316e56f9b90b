import numpy as np

n = 300000
a = np.zeros(n)
for i in range(n):
    a[i] = i * 0.5
total = 0.0
for i in range(n):
    total += a[i]
for i in range(1, n):
    a[i] = a[i] + a[i - 1] * 0.5
print(total, a[-1])
