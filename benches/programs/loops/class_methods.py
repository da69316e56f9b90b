class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def norm2(self):
        return self.x * self.x + self.y * self.y


class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount
        return self.balance


position, step = Vector(0.0, 0.0), Vector(1.0, 0.5)
for i in range(150000):
    position = position + step.scaled(0.5)
account = Account()
for i in range(500000):
    account.deposit(i)
print(position.norm2(), account.balance)
