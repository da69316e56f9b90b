isin([1, 2], [2], kind='sort')
isin([1.5, 2], [2], kind='table')
