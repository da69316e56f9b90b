np.float64(3.0)
! ValueError: cannot convert float NaN to integer
