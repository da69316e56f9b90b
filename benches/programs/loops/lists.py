def build(n):
    items = []
    value = 7
    for i in range(n):
        value = (value * 31 + i) % 100003
        items.append(value)
    return items


items = build(400000)
items.sort()
pairs = [(a, b) for a, b in zip(items, items[1:]) if a != b]
pairs.sort(key=lambda pair: pair[0] - 2 * pair[1])
total = 0
for a, b in pairs:
    total += a - b
print(len(pairs), total, items[::50000])
