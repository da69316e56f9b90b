'Bodies that attract each other: positions and velocities are columns of one table.'
[[-6.000e-03  1.400e-02 -2.000e-03  1.000e-03]
 [-8.300e-01 -5.590e-01  5.590e-01 -8.220e-01]
 [ 1.000e+00 -1.623e+00  6.250e-01  3.720e-01]]
energy changed by less than 1 %: True
