# Partitions: the element at kth stands where it would stand sorted, smaller ones before it.
a = array([7, 1, 5, 3, 9, 2])
p = partition(a, 2)
p[2], sorted(p[:2]), sorted(p[3:])
a
p = partition(a, (1, 4))
p[1], p[4]
i = argpartition(a, 3)
a[i][3]
a.partition(-1)
a[-1]
m = array([[3, 1, 2], [9, 7, 8]])
partition(m, 1)
partition(m, 0, axis=0)
partition(m, 0, axis=None)[0]
partition([3.5, nan, 1.5], 0)
partition(a, 6)
