! ValueError: 'order' must be either 'little' or 'big'
