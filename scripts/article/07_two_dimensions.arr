import numpy as np
matrix = np.array([[100, 55, 66, 44, 77],
[22, 88, 11, 33, 99]])
print("Matrix:")
print(matrix)
# Assignment creates a VIEW
view_copy = matrix
view_copy[0, 0] = 0
# True copy with np.copy()
true_copy = np.copy(matrix)
true_copy[0, 0] = -1
print("\nMatrix after both modifications:")
print("view_copy (shares memory):", view_copy[0, 0])
print("true_copy (independent):", true_copy[0, 0])
print("Original matrix:", matrix[0, 0])
