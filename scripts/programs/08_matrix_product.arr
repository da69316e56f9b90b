"""The product of two matrices three ways: by loops, by rows, by the library; and what each copies."""
import numpy as np


def by_loops(a, b):
    rows, inner = a.shape
    columns = b.shape[1]
    c = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            total = 0.0
            for k in range(inner):
                total += a[i, k] * b[k, j]
            c[i, j] = total
    return c


def by_rows(a, b):
    c = np.empty((a.shape[0], b.shape[1]))
    for row, out in zip(a, c):
        # A row that a loop gives is a view: what is written to it stands in the matrix.
        assert_view(out, of=c)
        np.dot(row, b, out=out)
    return c


a = np.arange(12.0).reshape(3, 4)
b = np.arange(20.0).reshape(4, 5)[:, ::-1]
c = by_loops(a, b)
assert np.array_equal(c, by_rows(a, b))
assert np.array_equal(c, a @ b)
print(c)

# A transposed matrix is a view, and so is the product's transpose; the product itself never is.
assert_view(a.T, of=a)
product = b.T @ a.T
assert_apart(product, b)
assert np.array_equal(product.T, c)
print(product.flags.c_contiguous, product.T.flags.c_contiguous)
