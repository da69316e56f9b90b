# "`np.copy(a)` and `a.copy()` are the same." The function keeps the layout (order K), the method writes in C order.
f = np.arange(6).reshape(2, 3).T
assert np.copy(f).strides == (8, 24)
assert f.copy().strides == (16, 8)
assert f.copy('K').strides == (8, 24)
assert_copy(np.copy(f), of=f)
assert (np.copy(f) == f.copy()).all()
np.copy(f).flags.f_contiguous, f.copy().flags.f_contiguous
