! ValueError: data type <class 'numpy.int64'> not inexact
