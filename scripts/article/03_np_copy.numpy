Original array:
[  1.63   7.92   5.46  66.8    7.89   3.33   6.56  50.6  100.11]

Copied array after modification:
[  0.     7.92   5.46  66.8    7.89   3.33   6.56  50.6  100.11]

Original array (unchanged):
[  1.63   7.92   5.46  66.8    7.89   3.33   6.56  50.6  100.11]
