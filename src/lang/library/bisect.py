"""Places in sorted lists."""

from _arr import bisect, bisect_left, bisect_right, insort, insort_left, insort_right
