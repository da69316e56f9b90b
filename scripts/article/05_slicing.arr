import numpy as np
data = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
# Slicing creates a VIEW
subset = data[2:7]
print("Slice:", subset)
subset[0] = 100
print("Original after modifying slice:", data)
