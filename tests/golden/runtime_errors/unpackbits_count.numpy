! ValueError: -count larger than number of elements
