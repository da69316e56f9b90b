Slice: [3 4 5 6 7]
Original after modifying slice: [  1   2 100   4   5   6   7   8   9  10]
