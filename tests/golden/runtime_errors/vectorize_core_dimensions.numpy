! ValueError: inconsistent size for core dimension 'n': 4 vs 3
