import numpy as np
a = np.array([1, 2, 3])
b = a # view - same memory
c = np.copy(a) # true copy - different memory
print("shares_memory(a, b):", np.shares_memory(a, b))
print("shares_memory(a, c):", np.shares_memory(a, c))
