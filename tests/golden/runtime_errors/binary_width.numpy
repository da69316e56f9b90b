! ValueError: Insufficient bit width=2 provided for binwidth=3
