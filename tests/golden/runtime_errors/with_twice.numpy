! TypeError: Cannot enter `np.errstate` twice.
