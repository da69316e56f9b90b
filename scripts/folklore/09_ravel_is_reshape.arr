# "`ravel()` is `reshape(-1)`." ravel promises neighbours in memory, and copies where reshape needs not.
x = np.arange(10)[::2]
assert_view(x.reshape(-1), of=x)
assert_copy(x.ravel(), of=x)

# A write through ravel may therefore be lost.
a = np.arange(12).reshape(3, 4)
a.T.ravel()[0] = 77
assert 77 not in a
a.ravel()[0] = 77
assert a[0, 0] == 77
