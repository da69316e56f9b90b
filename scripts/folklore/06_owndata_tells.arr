# "`flags.owndata` tells whether it is a copy." A fresh array may not own its data, and a copy may not either.
fresh = np.arange(12).reshape(3, 4)
assert not fresh.flags.owndata

picked = fresh[:, [0, 2]]
assert not picked.flags.owndata
assert_copy(picked, of=fresh)

rolled = np.roll(fresh, 1)
assert not rolled.flags.owndata
assert_copy(rolled, of=fresh)
rolled
