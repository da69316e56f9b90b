# Operators on numbers and arrays, and what promotion makes of them.
a = np.array([7, -7, 0, 3])
b = np.array([2, 2, 5, -2])
a + b, a - b, a * b
a / b
a // b
a % b
divmod(a, b)
a ** 2
-a, +a, ~a, abs(a)
a << 1, a >> 1
a & b, a | b, a ^ b
a < b, a <= b, a == b, a != b, a > b, a >= b
2 ** 10, 2 ** -1, 7 // 2, -7 // 2, 7 % -3, 7 / 2
1 + 2.5, 3 * 2j, (1 + 2j) * (3 - 1j), abs(3 + 4j)
10 ** 30, -10 ** 20 // 3
x = np.array([1.5, -0.0, 2.25], dtype=np.float32)
x + 1, x * a[:3], (x * 2.0).dtype, (x + np.float64(1)).dtype
i8 = np.array([100, 100, -100], dtype=np.int8)
i8 + i8, i8 * np.int8(2)
np.array([200, 255], dtype=np.uint8) + np.uint8(100)
(i8 + 1).dtype, (i8 + 1.0).dtype, (i8 + np.int32(1)).dtype, (i8 + True).dtype
np.array([True, False]) + np.array([True, True])
np.array([True, False]) * 3, np.array([True, False]) | False
np.add(a, b, dtype=float), np.multiply.outer(a[:2], b)
np.array([1, 2, 3]) @ np.array([4, 5, 6])
np.array([[1, 2], [3, 4]]) @ np.array([[5, 6], [7, 8]])
1 < 2 < 3, 1 < 3 < 2, 1 if a[0] > 0 else 2, not a[2], a[0] and b[0], a[2] or b[2]
round(2.5), round(3.14159, 2), round(np.array([1.25, 2.35]), 1)
