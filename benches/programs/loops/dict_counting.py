def count(n):
    counts = {}
    seed = 12345
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        key = seed % 1000
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    return counts


counts = count(600000)
words = {}
for word in ("the quick brown fox jumps over the lazy dog " * 20000).split():
    words[word] = words.get(word, 0) + 1
print(len(counts), max(counts.values()), words["the"])
