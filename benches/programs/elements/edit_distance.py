import numpy as np


def distance(first, second):
    table = np.zeros((len(first) + 1, len(second) + 1), dtype=int)
    for i in range(len(first) + 1):
        table[i, 0] = i
    for j in range(len(second) + 1):
        table[0, j] = j
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            cost = 0 if first[i - 1] == second[j - 1] else 1
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + cost)
    return table[len(first), len(second)]


print(distance("kitten sitting on the mat " * 12, "sitting kitten at the mall " * 12))
