# View: another array object on the same memory. It has a shape, strides and flags of its own; the elements are shared.
a = np.arange(10)
v = a[2:7]
assert_view(v, of=a)
v

# A write goes both ways.
v[0] = -1
assert a[2] == -1
a[6] = -2
assert v[4] == -2
a, v

# The shape does not: a view has its own.
whole = a[:]
whole.shape = (2, 5)
assert a.shape == (10,)
assert_view(whole, of=a)

# Integers, slices, `...` and None always give views, steps backwards and all.
m = np.arange(12).reshape(3, 4)
assert_view(m[1], of=m)
assert_view(m[:, 1], of=m)
assert_view(m[::-1, ::2], of=m)
assert_view(m[None], of=m)
assert_view(m[1, 2, ...], of=m)
m[::-1, ::2]

# All integers give a scalar, which shares nothing. With `...` it is an array without axes, and a view.
x, y = m[1, 2], m[1, 2, ...]
m[1, 2] = 70
assert x == 6 and y == 70

# A view of a view sees the same memory.
inner = v[1:][1:]
inner[0] = 5
assert a[4] == 5
assert_view(inner, of=a)
