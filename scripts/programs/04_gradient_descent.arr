"""Linear regression by gradient descent; the weights are changed in place."""
import numpy as np


def gradient(x, y, w):
    return 2 / len(y) * (x.T @ (x @ w - y))


def descend(x, y, w, rate, steps):
    """Changes w: the caller's array, which w is another name for."""
    for step in range(steps):
        w -= rate * gradient(x, y, w)
        if step % 100 == 0:
            yield step, float(((x @ w - y) ** 2).mean())


t = np.linspace(-1, 1, 40)
x = np.stack([np.ones_like(t), t, t**2], axis=1)
y = 1.5 - 2.0 * t + 0.5 * t**2
w = np.zeros(3)
same = w
for step, loss in descend(x, y, w, 0.2, 400):
    print(f"step {step:3d}: loss {loss:.6f}")
assert_alias(w, same)
print("w:", w.round(3))

# Without "in place" the function's w would be another array, and the caller's would stay as it was.
def descend_apart(x, y, w, rate):
    w = w - rate * gradient(x, y, w)
    return w


other = descend_apart(x, y, w, 0.2)
assert_apart(other, w)
