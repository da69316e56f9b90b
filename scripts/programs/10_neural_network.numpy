'A small neural network as classes: layers hold their weights, and an optimiser changes them in place.'
epoch    0: loss 1.5614
epoch  500: loss 0.0000
epoch 1000: loss 0.0000
epoch 1500: loss 0.0000
epoch 2000: loss 0.0000
[0. 1. 1. 0.]
TypeError: Can't instantiate abstract class Layer with abstract methods backward, forward
