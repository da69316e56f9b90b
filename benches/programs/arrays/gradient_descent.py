import numpy as np

x = np.sin(np.arange(2000.0)).reshape(200, 10)
w = np.arange(10.0)
y = x @ w
theta = np.zeros(10)
for _ in range(10000):
    gradient = x.T @ (x @ theta - y) / len(y)
    theta -= 0.1 * gradient
print(theta.round(6))
