import numpy as np
original = np.array([1.63, 7.92, 5.46, 66.8, 7.89,
3.33, 6.56, 50.60, 100.11])
print("Original array:")
print(original)
copied = np.copy(original)
copied[0] = 0.0
print("\nCopied array after modification:")
print(copied)
print("\nOriginal array (unchanged):")
print(original)
