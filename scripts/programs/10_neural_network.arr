"""A small neural network as classes: layers hold their weights, and an optimiser changes them in place."""
from abc import ABC, abstractmethod

import numpy as np


class Layer(ABC):
    weights = ()
    slopes = ()

    @abstractmethod
    def forward(self, x):
        ...

    @abstractmethod
    def backward(self, slope):
        ...


class Linear(Layer):
    def __init__(self, inputs, outputs):
        # Any fixed numbers will do.
        self.w = np.sin(np.arange(1.0, inputs * outputs + 1)).reshape(inputs, outputs)
        self.b = np.zeros(outputs)
        self.weights = (self.w, self.b)

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, slope):
        self.slopes = (self.x.T @ slope, slope.sum(axis=0))
        return slope @ self.w.T


class Tanh(Layer):
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, slope):
        return slope * (1 - self.y**2)


class Network:
    def __init__(self, *layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def train(self, x, y, rate):
        error = self(x) - y
        slope = 2 * error / len(x)
        for layer in reversed(self.layers):
            slope = layer.backward(slope)
        for layer in self.layers:
            for weight, own in zip(layer.weights, layer.slopes):
                weight -= rate * own
        return float((error**2).mean())


x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[0.0], [1.0], [1.0], [0.0]])
network = Network(Linear(2, 4), Tanh(), Linear(4, 1))
first = network.layers[0]
w = first.w
for epoch in range(2001):
    loss = network.train(x, y, 0.2)
    if epoch % 500 == 0:
        print(f"epoch {epoch:4d}: loss {loss:.4f}")

# The optimiser wrote into the arrays that the layers hold: nobody had to put anything back.
assert_alias(first.w, w)
assert_alias(first.weights[0], w)
print(np.abs(network(x).round()).ravel())
try:
    Layer()
except TypeError as error:
    print("TypeError:", error)
