import numpy as np
source = np.array([34, 65, 11, 66, 80, 630, 50])
print("Source array:")
print(source)
# Pre-allocate a new array with same shape and dtype
destination = np.empty_like(source)
# Copy data into the pre-allocated array
destination[:] = source
print("Destination array:")
print(destination)
