! TypeError: Converting `np.inexact` or `np.floating` to a dtype not allowed
