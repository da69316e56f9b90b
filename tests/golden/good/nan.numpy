np.float64(2.5)
array([1.5, 0. , 1. ])
array([[ 4.5],
       [-2. ]])
array([ 1.5, -2. ])
np.float64(3.0)
np.int64(5)
np.int64(5)
array([2, 2])
array([[ 1.5,  1.5,  4.5],
       [ 0. ,  0. , -2. ]])
array([ 1.5,  1.5,  4.5,  4.5,  4.5, -9. ])
array([ 2.25, -2.  ])
np.float32(0.8333333)
array([0.5625, 0.    ])
np.float64(2.565800719723442)
np.float64(0.7071067811865476)
np.float64(1.5)
array([ 2.25, -2.  ])
array([[ 1.875, -2.   ],
       [ 2.25 , -2.   ]])
array([[0.8]])
array(2.)
array([1, 3, 6])
array([0, 1, 3, 6])
array([[ 1,  1,  2],
       [ 1,  3, 12]])
np.float64(nan)
np.float64(nan)
(3, 2, 2, 1)
np.int64(8)
np.float64(1.5)
np.float64(1.0)
np.int64(0)
! nan.arr:26: RuntimeWarning: Degrees of freedom <= 0 for slice.
! nan.arr:27: RuntimeWarning: Mean of empty slice
! nan.arr:31: ComplexWarning: Casting complex values to real discards the imaginary part
