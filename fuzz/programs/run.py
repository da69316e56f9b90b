"""Runs random programs in Python and in arr: what they print, and the traceback of the error that ends them, must be the same.

    python fuzz/programs/run.py [--arr PATH] [--programs N] [--seed N] [--at-most PERCENT] [--examples N] [--keep FOLDER] [--show SEED]

The programs come from `generate.py`, the same ones for the same seed. Standard output must agree to the byte; of the traceback all lines,
with the frames, the source lines and the marks under them, and the error's last line. Only the file's name and addresses may differ. A
program that differs is cut down to the fewest lines that still differ in the same way, and the differences are counted by their families.
Status 1 for a crash, or if more programs differ than may. Needs Python 3.11.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import resource
import select
import subprocess
import sys
import tempfile
import time
import warnings

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))
from generate import program  # noqa: E402

warnings.simplefilter("ignore", SyntaxWarning)
SECONDS = 10
GIB = 1 << 30

# What runs programs in Python: one after another in one process, each in a module of its own.
CHILD = r'''
import gc, io, json, linecache, signal, sys, traceback, contextlib, warnings
warnings.simplefilter("ignore")
class Late(BaseException): pass
def late(*_): raise Late
signal.signal(signal.SIGALRM, late)
hook = sys.unraisablehook = lambda _: None
for line in sys.stdin:
    text = json.loads(line)
    out, err = io.StringIO(), ""
    linecache.cache["p.py"] = (len(text), None, text.splitlines(True), "p.py")
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(text, "p.py", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
    except Late:
        err = "late"
    except BaseException as e:
        told = e
        # The frame that runs the program is not the program's.
        seen = set()
        while told is not None and id(told) not in seen:
            seen.add(id(told))
            trace = told.__traceback__
            while trace is not None and trace.tb_frame.f_code.co_filename != "p.py":
                trace = trace.tb_next
            told.__traceback__ = trace
            told = told.__cause__ or told.__context__
        err = "".join(traceback.TracebackException.from_exception(e).format())
    signal.setitimer(signal.ITIMER_REAL, 0)
    # What a program leaves behind prints nothing into the next.
    told = trace = None
    with contextlib.redirect_stdout(io.StringIO()):
        gc.collect()
    json.dump([out.getvalue(), err], sys.__stdout__)
    sys.__stdout__.write("\n")
    sys.__stdout__.flush()
'''


class Python:
    """Runs programs in Python."""

    def __init__(self):
        self.begin()

    def begin(self):
        self.child = subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=limits)

    def run(self, text):
        try:
            self.child.stdin.write(json.dumps(text) + "\n")
            self.child.stdin.flush()
            if select.select([self.child.stdout], [], [], 3)[0]:
                return tuple(json.loads(self.child.stdout.readline()))
        except (ValueError, OSError):
            pass
        # The program ended its process, or does not end.
        self.child.kill()
        self.child.wait()
        self.begin()
        return "", "late"

    def close(self):
        self.child.stdin.close()
        self.child.wait()


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (6 * GIB, 6 * GIB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_arr(binary, text, folder):
    """What a program prints in arr, its report, and whether it crashed."""
    path = pathlib.Path(folder, "p.py")
    path.write_text(text, "utf-8")
    try:
        done = subprocess.run([binary, "--tags", "off", "--color", "never", "p.py"], cwd=folder, capture_output=True, timeout=SECONDS, preexec_fn=limits, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "", "", f"it runs for more than {SECONDS} s"
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    crashed = f"status {done.returncode}" if done.returncode not in (0, 1) or "SystemError" in err else ""
    return out, err, crashed


def plain(text):
    """A text without what may differ: addresses, the file's name, the head of a traceback (arr leaves it out where the error is at the top
    level), and names that are proposed (arr has those of NumPy too), and the order of texts in a set."""
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    text = re.sub(r"\{[^{}]*'[^{}]*\}", lambda m: m[0] if ": " in m[0] else ", ".join(sorted(m[0][1:-1].split(", "))), text)
    text = re.sub(r"\. Did you mean: '[^']*'\?$", "", text, flags=re.M)
    text = re.sub(r"^Traceback \(most recent call last\):\n", "", text, flags=re.M)
    return re.sub(r'File "[^"]*", line (\d+)(, in <module>)?', r'File "p.py", line \1', text)


def difference(python, arr):
    """The family of a difference, with the two lines that differ; `None` if there is none."""
    (out, err), (other_out, other_err, crashed) = python, arr
    if crashed:
        return "crash", crashed, other_err.strip()[-300:]
    a, b = plain(out).splitlines(), plain(other_out).splitlines()
    c, d = plain(err).splitlines(), plain(other_err).splitlines()
    last = (c or [""])[-1], (d or [""])[-1]
    for x, y in zip(a, b):
        if x != y:
            return "output", x, y
    if len(a) != len(b) or out.endswith("\n") != other_out.endswith("\n"):
        if last[0] != last[1]:
            return "error", *last
        longer = a if len(a) > len(b) else b
        return "output", *(("", longer[len(a)]) if longer is b and len(a) < len(b) else (longer[len(b)] if len(b) < len(a) else "end", ""))
    if last[0] != last[1]:
        return ("error" if last[0].split(":")[0] != last[1].split(":")[0] else "words"), *last
    c, d = lines_and_marks(c), lines_and_marks(d)
    for (x, marked), (y, own) in zip(c, d):
        if x != y:
            return "frames", x, y
        # Python marks the operator, and leaves the mark out where it is the whole line; arr marks what is at fault, and may be more exact.
        # What Python marks of an `assert` depends on how its test was compiled.
        whole = len(x) - len(x.lstrip()), len(x)
        start, end = marked or whole
        if own and not x.lstrip().startswith("assert ") and not (start <= own[0] and own[1] <= end):
            return "marks", f"{x}   {marked}", f"{y}   {own}"
    if len(c) != len(d):
        return "frames", f"{len(c)} lines", f"{len(d)} lines"
    return None


def lines_and_marks(lines):
    """The lines of a traceback, each with the places of the marks that stand under it."""
    told = []
    for line in lines:
        if told and line.startswith("    ") and line.strip() and set(line.strip()) <= set("^~"):
            told[-1] = told[-1][0], (len(line) - len(line.lstrip()), len(line))
        else:
            told.append((line, None))
    return told


def same_family(a, b):
    return a is not None and b is not None and a[0] == b[0]


def cut_down(text, found, try_text):
    """The fewest lines that differ in the same way: blocks are taken out, then lines."""
    lines = text.splitlines()
    tries = 0

    def differs(candidate):
        nonlocal tries
        tries += 1
        source = "\n".join(candidate) + "\n"
        try:
            compile(source, "p.py", "exec")
        except (SyntaxError, ValueError):
            return False
        return same_family(try_text(source), found)

    changed = True
    while changed and tries < 80:
        changed = False
        i = 0
        while i < len(lines) and tries < 80:
            indent = len(lines[i]) - len(lines[i].lstrip())
            end = i + 1
            while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > indent:
                end += 1
            if differs(lines[:i] + lines[end:]):
                del lines[i:end]
                changed = True
                continue
            # A block in the place of its head.
            if end > i + 1:
                inner = [line[4:] if line.startswith(" " * (indent + 4)) else line for line in lines[i + 1:end]]
                if differs(lines[:i] + inner + lines[end:]):
                    lines[i:end] = inner
                    changed = True
                    continue
            if differs(lines[:i] + [" " * indent + "pass"] + lines[end:]) and lines[i].strip() != "pass":
                lines[i:end] = [" " * indent + "pass"]
                changed = True
            i += 1
    return "\n".join(lines) + "\n"


def work(part):
    """The differences among some programs."""
    binary, seeds, cut = part
    python, found, counts = Python(), [], collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            text = program(seed)
            expected = python.run(text)
            if expected[1] == "late":
                counts["late"] += 1
                continue
            counts["raising"] += bool(expected[1])
            counts["lines"] += text.count("\n")
            how = difference(expected, run_arr(binary, text, folder))
            if how is None:
                continue
            if cut:
                def again(source):
                    shown = python.run(source)
                    return None if shown[1] == "late" else difference(shown, run_arr(binary, source, folder))
                text = cut_down(text, how, again)
                how = again(text) or how
            found.append((seed, how, text))
    python.close()
    return found, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arr", default=str(ROOT / "target/debug/arr"))
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-most", type=float, default=0.0, help="how many of a hundred programs may differ")
    parser.add_argument("--examples", type=int, default=5, help="how many differences of a family are shown")
    parser.add_argument("--cut", type=int, default=6, help="how many programs are cut down")
    parser.add_argument("--keep", help="a folder for the programs that differ")
    parser.add_argument("--show", help="shows the program of a seed, such as 1.17, and what it prints")
    args = parser.parse_args()
    binary = os.path.abspath(args.arr)
    if args.show:
        text = program(args.show)
        python = Python()
        print(text, "---- Python", *python.run(text), "---- arr", sep="\n")
        with tempfile.TemporaryDirectory() as folder:
            print(*run_arr(binary, text, folder), sep="\n")
        python.close()
        return 0
    begun = time.monotonic()
    seeds = [f"{args.seed}.{i}" for i in range(args.programs)]
    size = 50
    parts = [(binary, seeds[i:i + size], False) for i in range(0, len(seeds), size)]
    found, counts = [], collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for part, more in pool.map(work, parts):
            found += part
            counts += more
        # Only some are cut down, a few of each family.
        taken, chosen = collections.Counter(), []
        for seed, how, _ in found:
            if len(chosen) < args.cut and taken[how[0]] < args.cut // 2 + 1:
                taken[how[0]] += 1
                chosen.append(seed)
        small = {seed: (how, text) for part, _ in pool.map(work, [(binary, [seed], True) for seed in chosen]) for seed, how, text in part}
    families = collections.defaultdict(list)
    for seed, how, text in found:
        families[how[0]].append((seed, *small.get(seed, (how, None))))
    percent = 100 * len(found) / max(1, args.programs)
    print(f"{args.programs} programs, {counts['lines']} lines, {counts['raising']} end in an error, {counts['late']} take too long: "
          f"{len(found)} differ ({percent:.2f} %), {time.monotonic() - begun:.0f} s")
    for family, cases in sorted(families.items(), key=lambda item: -len(item[1])):
        print(f"\n{family}: {len(cases)}")
        cases.sort(key=lambda case: case[2] is None)
        for seed, how, text in cases[:args.examples]:
            print(f"  {seed}\n    Python {how[1]}\n    arr    {how[2]}")
            if text:
                print("".join(f"      | {line}\n" for line in text.splitlines()), end="")
    if args.keep:
        folder = pathlib.Path(args.keep)
        folder.mkdir(parents=True, exist_ok=True)
        for seed, _, text in found:
            (folder / f"{seed}.py").write_text(text, "utf-8")
    return int(percent > args.at_most or "crash" in families)


if __name__ == "__main__":
    sys.exit(main())
