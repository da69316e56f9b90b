# "`copy=False` avoids the copy." Since NumPy 2 it forbids it: where one is needed, that is an error.
a = np.arange(3)
assert_alias(np.array(a, copy=False), a)
assert_alias(np.asarray(a, copy=False), a)

# "Only if needed" is copy=None; for astype, copy=False still means that.
assert_alias(np.array(a, copy=None), a)
assert_copy(np.array(a, dtype=float, copy=None), of=a)
assert_copy(a.astype(float, copy=False), of=a)
np.array(a, dtype=float, copy=False)
