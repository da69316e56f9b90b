'Linear regression by gradient descent; the weights are changed in place.'
step   0: loss 1.881206
step 100: loss 0.000000
step 200: loss 0.000000
step 300: loss 0.000000
w: [ 1.5 -2.   0.5]
