# Arrays that may not be written, and arrays of every layout.
a = np.arange(6).reshape(2, 3)
r = np.broadcast_to(a, (2, 2, 3))
r.flags.writeable, r.strides
d = a.diagonal()
d.flags.writeable
d.flags.writeable = True
d[0] = 9
a
a.flags.writeable = False
v = a[0]
v.flags.writeable
a.flags.writeable = True
v.flags.writeable
a.setflags(write=False)
a.flags.writeable
a.copy().flags.writeable
f = np.asfortranarray(a)
f.flags.f_contiguous, f.flags.c_contiguous, f.strides
np.ascontiguousarray(f).strides
a.T.flags.f_contiguous, a[:, ::2].flags.c_contiguous, a[:0].flags.c_contiguous, a[:1].flags.f_contiguous
f.copy().strides, np.copy(f).strides, f.copy(order='F').strides, (f + 1).strides
a.flags
