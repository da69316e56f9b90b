! ValueError: operands could not be broadcast together with shapes (3,) (4,) 
