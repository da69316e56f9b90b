import csv
import glob
import io
import os
import sys
from pathlib import Path, PurePath


def tell(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


os.mkdir("scratch_of_files")
os.chdir("scratch_of_files")
with open("a.txt", "w") as file:
    print(file, file.name, file.mode, file.closed, file.readable(), file.writable())
    print(file.write("h\u00e9llo\n"), file.tell())
    file.writelines(["one\n", "two\n"])
    print("three", 3, [3], sep="-", file=file)
print(file.closed)
for line in open("a.txt"):
    print(repr(line))
with open("a.txt") as file:
    print(file.read(3), repr(file.readline()), file.readlines())
    print(file.seek(0), file.readline(2), next(file), repr(file.read()), repr(file.read()))
with open("a.txt", "a") as file:
    print(file.tell(), file.write("more"))
with open("a.txt", "r+") as file:
    file.write("X")
    file.seek(0)
    print(repr(file.read()))
with open("b.bin", "wb") as file:
    print(file, file.write(b"\x00\xff\r\n12"))
with open("b.bin", "rb") as file:
    print(file.read(2), file.tell(), file.seek(-2, 2), file.read(), file)
with open("newlines.txt", "wb") as file:
    file.write(b"a\r\nb\rc\n")
print(open("newlines.txt").readlines(), repr(open("newlines.txt", newline="").read()))
with open("l.txt", "w", encoding="latin-1") as file:
    file.write("\u00e9")
print(open("l.txt", "rb").read(), open("l.txt", encoding="latin-1").read())
text = io.StringIO()
print("to memory", file=text)
print(repr(text.getvalue()), text.write("abc"), text.tell(), text.seek(3), text.read(4))
memory = io.BytesIO(b"abc")
print(memory.read(1), memory.getvalue(), memory.seek(5), memory.write(b"z"), memory.getvalue())
kept, sys.stdout = sys.stdout, io.StringIO()
print("hidden")
kept, sys.stdout = sys.stdout, kept
print(repr(kept.getvalue()))
Path("d/e").mkdir(parents=True)
print(Path("d/p.txt").write_text("path"), Path("d/p.txt").read_text(), Path("d") / "p.txt", Path("d/p.txt").exists())
print(sorted(os.listdir(".")), sorted(os.listdir("d")), sorted(Path("d").iterdir()))
print(sorted(glob.glob("*.txt")), sorted(glob.glob("d/**", recursive=True)), sorted(Path(".").rglob("*.txt")))
print([(top, sorted(inner), sorted(names)) for top, inner, names in os.walk("d")])
print(sorted((entry.name, entry.is_file(), entry.is_dir()) for entry in os.scandir(".")))
with open("t.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["name", "x,y", 'q"'])
    writer.writerows([[1, 2.5, None], ["", "l\nm", True]])
print(open("t.csv", newline="").read().encode(), list(csv.reader(open("t.csv", newline=""))))
print(list(csv.DictReader(["x,y", "1,2", "3"])))
tell(
    lambda: open("nothing"),
    lambda: open("a.txt", "q"),
    lambda: open("a.txt", "rw"),
    lambda: open("a.txt", "x"),
    lambda: open("d"),
    lambda: open(3.5),
    lambda: open("a.txt").write("a"),
    lambda: open("b.bin").read(),
    lambda: open("a.txt", "rb").write("a"),
    lambda: file.read(),
    lambda: io.StringIO(5),
    lambda: io.BytesIO().write("a"),
    lambda: os.mkdir("d"),
    lambda: os.rmdir("nothing"),
    lambda: os.remove("nothing"),
    lambda: os.rename("nothing", "else"),
    lambda: os.listdir("nothing"),
    lambda: os.environ["NO_SUCH_VARIABLE"],
    lambda: Path("nothing").read_text(),
    lambda: Path("a.txt").with_suffix("x"),
    lambda: Path("a") / 5,
    lambda: PurePath("a") < 5,
    lambda: csv.reader(["a"], delimiter="ab"),
    lambda: list(csv.reader([5])),
)
try:
    open("nothing")
except OSError as error:
    print(error.errno, error.strerror, error.filename, error.args, repr(error))
for name in ["a.txt", "b.bin", "newlines.txt", "l.txt", "t.csv", "d/p.txt"]:
    os.remove(name)
os.rmdir("d/e")
os.rmdir("d")
os.chdir("..")
os.rmdir("scratch_of_files")
print(sys.maxsize, sys.byteorder, sys.float_info.max, sys.version_info >= (3, 8))
sys.stderr.write("told\n")
sys.exit("the end")
