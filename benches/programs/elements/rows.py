import numpy as np

table = np.arange(60000.0).reshape(20000, 3)
total = 0.0
for row in table:
    total += row[0] - row[2]
for i in range(len(table)):
    row = table[i]
    row[1] = row[0] + row[2]
print(total, table[:, 1].sum())
