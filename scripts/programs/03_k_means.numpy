'k-means: points to their nearest centre, centres to the mean of their points.'
3 rounds
[[ 2.988  0.032]
 [-0.685  6.868]
 [ 0.569  7.195]]
[60 14 16]
