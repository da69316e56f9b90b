unique_counts([1, 1]).values = 3
