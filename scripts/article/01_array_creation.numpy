Array: [1 2 3 4 5]
Type: <class 'numpy.ndarray'>
Dtype: int64
