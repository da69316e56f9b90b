# "A read-only view protects the data." It only refuses writes that go through itself.
a = np.arange(4)
r = a.view()
r.flags.writeable = False
a[0] = 99
assert r[0] == 99

# The flag can be set back, because the owner may be written.
r.flags.writeable = True
r[1] = 98
assert a[1] == 98

# A locked owner is still written through views that were there before.
old = a[:]
a.flags.writeable = False
old[2] = 97
assert a[2] == 97
assert_view(old, of=a)
a
