# "The same data pointer means shared memory." A view that runs backwards starts elsewhere, and shares everything.
x = np.arange(6)
back = x[::-1]
assert_view(back, of=x)
assert_shares(back, x)

# "`may_share_memory` proves it." It compares bounds: these two lie between each other, and share nothing.
even, odd = x[::2], x[1::2]
assert np.may_share_memory(even, odd)
assert not np.shares_memory(even, odd)
assert_apart(even, odd)

# And an empty view shares no element with anything, not even with itself.
nothing = x[3:3]
assert not np.shares_memory(nothing, nothing)
assert_view(nothing, of=x)
