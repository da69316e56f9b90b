import numpy as np

steps = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]])
place = np.zeros(2, dtype=int)
furthest = 0
seed = 1
for _ in range(60000):
    seed = (seed * 1103515245 + 12345) % 2147483648
    place = place + steps[seed // 65536 % 4]
    furthest = max(furthest, int(np.abs(place).sum()))
print(place, furthest)
