"""Conway's game of life, cell by cell into a second board; the two boards change places."""
import numpy as np


class Life:
    def __init__(self, rows, columns):
        self.board = np.zeros((rows, columns), dtype=int)
        self.next = np.zeros_like(self.board)

    def put(self, pattern, row, column):
        height, width = pattern.shape
        self.board[row:row + height, column:column + width] = pattern

    def alive_around(self, row, column):
        rows, columns = self.board.shape
        count = 0
        for i in (row - 1, row, row + 1):
            for j in (column - 1, column, column + 1):
                if (i, j) != (row, column):
                    count += self.board[i % rows, j % columns]
        return count

    def step(self):
        rows, columns = self.board.shape
        for row in range(rows):
            for column in range(columns):
                around = self.alive_around(row, column)
                lives = around == 3 or (around == 2 and self.board[row, column])
                self.next[row, column] = 1 if lives else 0
        # The names change places; no cell is copied.
        self.board, self.next = self.next, self.board

    def __str__(self):
        return "\n".join("".join(".#"[cell] for cell in row) for row in self.board)


life = Life(6, 6)
life.put(np.array([[0, 1, 0], [0, 0, 1], [1, 1, 1]]), 0, 0)
even, odd = life.board, life.next
for generation in range(4):
    life.step()
assert_alias(life.board, even)
assert_alias(life.next, odd)
assert_apart(life.board, life.next)
print(life)
print("generation 4 has", life.board.sum(), "cells")
