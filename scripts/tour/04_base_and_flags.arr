# base and flags tell something about an array object. They do not tell who shares memory: ask np.shares_memory.
a = np.arange(12)
v = a[2:8]
assert v.base is a and not v.flags.owndata
assert a.base is None and a.flags.owndata

# base is the owner of the memory, not the array that the view was taken of.
inner = v[1:]
assert inner.base is a

# A copy may have a base, too: here it is a temporary that nobody else can reach.
m = a.reshape(3, 4)
c = m.T.reshape(12)
assert c.base is not None and not c.flags.owndata
assert_copy(c, of=m)
assert m.base is a

# An alias has the base of its array, because it is that array.
b = a
assert b.base is None
assert_alias(b, a)

# A read-only view refuses writes. It does not keep others from writing.
r = a[:3]
r.flags.writeable = False
a[0] = 42
r
assert r[0] == 42
assert_view(r, of=a)

# Diagonals and broadcast arrays are read-only views by themselves.
d = m.diagonal()
w = np.broadcast_to(a[:2], (3, 2))
assert not d.flags.writeable and not w.flags.writeable
assert_view(d, of=m)
assert_view(w, of=a)
d

# Contiguity is about the layout: a row is contiguous, a column is not.
assert m[1].flags.c_contiguous and not m[:, 1].flags.c_contiguous
assert m.T.flags.f_contiguous
m.T.flags
