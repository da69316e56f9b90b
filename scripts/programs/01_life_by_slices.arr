"""Conway's game of life, a generation by slices: eight views of one padded board, added up."""
import numpy as np


def neighbours(board):
    """How many of the eight cells around each are alive."""
    padded = np.pad(board, 1)
    rows, columns = board.shape
    windows = [
        padded[i:i + rows, j:j + columns] for i in range(3) for j in range(3) if (i, j) != (1, 1)
    ]
    # Nothing was copied for the windows: all of them look at the one padded board.
    for window in windows:
        assert_view(window, of=padded)
    return sum(windows)


def step(board):
    count = neighbours(board)
    return ((count == 3) | (board == 1) & (count == 2)).astype(int)


def show(board):
    for row in board:
        print("".join("#" if cell else "." for cell in row))


board = np.zeros((8, 8), dtype=int)
board[1:4, 1:4] = [[0, 1, 0], [0, 0, 1], [1, 1, 1]]
first = board
for generation in range(8):
    board = step(board)

# Each generation is an array of its own: the first one is still what it was.
assert_apart(board, first)
print(first.sum(), "cells at the start")
show(board)
