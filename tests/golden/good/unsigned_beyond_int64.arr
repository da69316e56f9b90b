# uint64 beyond int64 stands for itself where Python takes an integer.
n = np.uint64(2**64 - 1)
bin(n), hex(n), oct(n)
base_repr(n, 36), binary_repr(n)
hex(np.array(255)), bin(np.array(2**63, dtype=np.uint64))
np.arange(3)[0:n]
np.arange(3)[n:]
[1, 2, 3][0:n]
int(n), n.bit_count()
n == 2**64 - 1, n == -1
sorted([n, 1, -1])
