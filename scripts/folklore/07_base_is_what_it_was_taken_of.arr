# "A view of a view has the view as its base." The base is the owner of the memory.
a = np.arange(10)
v = a[2:8]
w = v[1:3]
assert w.base is a
assert w.base is not v
assert_view(w, of=v)
assert_view(w, of=a)
w
