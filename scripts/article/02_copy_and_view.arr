import numpy as np
original = np.array([10, 20, 30, 40, 50])
print("Original:", original)
# Assignment creates a VIEW - same memory
copy_view = original
copy_view[0] = 999
print("After modifying copy_view:")
print("original:", original)
print("copy_view:", copy_view)
