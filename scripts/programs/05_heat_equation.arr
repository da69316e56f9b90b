"""Heat in a rod, explicit steps: the slices of the right side are read whole before the left side is written."""
import numpy as np


def step(u, c):
    inner = u[1:-1]
    left, right = u[:-2], u[2:]
    for part in (inner, left, right):
        assert_view(part, of=u)
    # A new array of the size of the slice, then one write through the view.
    inner += c * (left - 2 * inner + right)


def step_into(u, c, scratch):
    """The same without a new array at each step."""
    np.subtract(u[:-2], u[1:-1], out=scratch)
    np.add(scratch, u[2:], out=scratch)
    np.subtract(scratch, u[1:-1], out=scratch)
    scratch *= c
    u[1:-1] += scratch


u = np.zeros(21)
u[0], u[-1] = 100.0, 50.0
v = u.copy()
scratch = np.empty(19)
for _ in range(200):
    step(u, 0.25)
    step_into(v, 0.25, scratch)
assert np.allclose(u, v)
assert_apart(u, v)
print(u[::4].round(2))
print("middle:", u[10].round(3))
