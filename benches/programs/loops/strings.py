def caesar(text, shift):
    out = []
    for char in text:
        if "a" <= char <= "z":
            out.append(chr((ord(char) - 97 + shift) % 26 + 97))
        else:
            out.append(char)
    return "".join(out)


text = "it was the best of times, it was the worst of times. " * 3000
coded = caesar(text, 13)
words = [word.strip(".,").upper() for word in coded.split(" ")]
lines = [f"{i:5d} {word:<10}|" for i, word in enumerate(words)]
longest = ""
for line in lines:
    if len(line) > len(longest):
        longest = line
print(len(coded), len(words), longest, caesar(coded, 13) == text)
