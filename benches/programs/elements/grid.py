import numpy as np


def relax(grid, sweeps):
    rows, columns = grid.shape
    for _ in range(sweeps):
        for i in range(1, rows - 1):
            for j in range(1, columns - 1):
                grid[i, j] = 0.25 * (grid[i - 1, j] + grid[i + 1, j] + grid[i, j - 1] + grid[i, j + 1])
    return grid


grid = np.zeros((60, 60))
grid[0, :] = 100.0
print(relax(grid, 20).sum())
