{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'raise', 'over': 'raise', 'under': 'raise', 'invalid': 'raise'}
{'divide': 'raise', 'over': 'raise', 'under': 'raise', 'invalid': 'raise'}
{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'call', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'log', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
array([inf])
{'divide': 'ignore', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
array([ inf, -inf,  nan])
np.float64(nan)
array([-inf,  nan])
{'divide': 'ignore', 'over': 'ignore', 'under': 'ignore', 'invalid': 'ignore'}
{'divide': 'ignore', 'over': 'ignore', 'under': 'ignore', 'invalid': 'ignore'}
{'divide': 'raise', 'over': 'ignore', 'under': 'ignore', 'invalid': 'ignore'}
array([nan])
{'divide': 'raise', 'over': 'ignore', 'under': 'ignore', 'invalid': 'ignore'}
{'divide': 'ignore', 'over': 'ignore', 'under': 'ignore', 'invalid': 'ignore'}
{'divide': 'raise', 'over': 'ignore', 'under': 'ignore', 'invalid': 'ignore'}
{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'warn', 'over': 'raise', 'under': 'ignore', 'invalid': 'warn'}
{'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'raise'}
