Matrix:
[[100  55  66  44  77]
 [ 22  88  11  33  99]]

Matrix after both modifications:
view_copy (shares memory): 0
true_copy (independent): -1
Original matrix: 0
