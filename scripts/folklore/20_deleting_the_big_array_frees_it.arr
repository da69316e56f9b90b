# "Deleting the big array frees its memory." It unbinds a name. A view of 24 bytes keeps 80,000,000 bytes.
big = np.zeros(10000000)
small = big[:3]
del big
assert small.nbytes == 24
assert small.base.nbytes == 80000000

# A copy lets go of them.
small = small.copy()
assert small.base is None
small
