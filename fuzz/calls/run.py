"""Runs generated calls in arr, and beside it in NumPy: no statement may crash arr, hang it, or find an internal error.

    cargo build --release --example calls && cargo build --release
    python fuzz/calls/run.py --arr target/release/arr --calls target/release/examples/calls [--seconds N | --count N] [--seed N] [--numpy]

The statements come from `calls` (fuzz/calls/main.rs), the same ones for the same seed. A batch of them goes through one `arr -i`. A fault is

    crash      the process ends, or ends with another status than 0
    internal   a SystemError: a panic that was caught
    deaf       a statement that goes on for a second after Ctrl-C

and is told with the fewest statements that show it, a statement that is slow but ends at Ctrl-C is only counted. With `--numpy` the same
statements run in NumPy too, and differences are counted by family: `value` (something else is shown), `answers` (where NumPy refuses),
`refuses` (where NumPy answers), `type` and `words` (of an error), `warning`. `--at-most value=1.5,type=3` says how many of a hundred
compared statements may differ. Status 1 for a fault, or for more differences than may be.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import io
import json
import os
import pathlib
import random
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
import warnings

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS_TO_RUN = 3.0
SECONDS_TO_STOP = 1.0
MOST_SHOWN = 20_000
GIB = 1 << 30
MARK = re.compile(rb"@@(\d+)\n")
FAMILIES = ("value", "answers", "refuses", "type", "words", "warning")


# --- arr --------------------------------------------------------------------------------------------------------------

Shown = collections.namedtuple("Shown", "out warned error")
Fault = collections.namedtuple("Fault", "kind at detail")


class Reader:
    """The answers of an `arr -i` as they come: one for each mark."""

    def __init__(self, pipe):
        self.pipe, self.pending, self.answers = pipe, b"", []
        self.is_open = True

    def read(self, seconds):
        """Waits for output; false if there was none in time."""
        if not select.select([self.pipe], [], [], seconds)[0]:
            return False
        data = os.read(self.pipe, 1 << 20)
        self.is_open = bool(data)
        self.pending += data
        while m := MARK.search(self.pending):
            if int(m[1]) == len(self.answers):
                self.answers.append(self.pending[:m.start()][:MOST_SHOWN].decode("utf-8", "replace"))
            self.pending = self.pending[m.end():]
        # Output without end is read, not kept: only its start is compared.
        if len(self.pending) > 4 * MOST_SHOWN:
            self.pending = self.pending[:MOST_SHOWN] + self.pending[-MOST_SHOWN:]
        return True


# What is set for the whole session is set back, so that statements do not depend on each other.
SETS = re.compile(r"set_printoptions|seterr|setbufsize|printoptions|errstate")
BACK = ("_ = np.set_printoptions(edgeitems=3, threshold=1000, floatmode='maxprec', precision=8, suppress=False, linewidth=75, "
        "nanstr='nan', infstr='inf', sign='-', formatter=None, legacy=False, override_repr=None); "
        "_ = np.seterr(divide='warn', over='warn', under='ignore', invalid='warn'); _ = np.setbufsize(8192)")


def run_part(binary, statements, folder):
    """What statements show in one `arr -i`, up to the first fault that ends it; the numbers of slow ones; the fault."""
    script = pathlib.Path(folder, "statements")
    lines, number_of = ["import numpy as np, math, copy"], {}
    for i, statement in enumerate(statements):
        lines.append(statement)
        number_of[len(lines)] = i
        if SETS.search(statement):
            lines.append(BACK)
        lines.append(f"print('@@{i}')")
    script.write_text("\n".join(lines) + "\n", "utf-8")
    complaints = pathlib.Path(folder, "complaints")
    slow, fault = [], None

    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (6 * GIB, 6 * GIB))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (GIB, GIB))

    with script.open("rb") as stdin, complaints.open("wb") as stderr, subprocess.Popen(
            [binary, "--tags", "off", "--notes", "off", "--max-memory", "256M", "-i", "-"],
            stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, cwd=folder, preexec_fn=limits) as process:
        reader = Reader(process.stdout.fileno())
        reached, since, interrupted = 0, time.monotonic(), False
        while reader.is_open:
            left = since + (SECONDS_TO_STOP if interrupted else SECONDS_TO_RUN) - time.monotonic()
            if left <= 0 and interrupted:
                fault = Fault("deaf", reached, f"{SECONDS_TO_STOP} s after Ctrl-C it still runs")
                process.kill()
                break
            if left <= 0:
                slow.append(reached)
                process.send_signal(signal.SIGINT)
                since, interrupted = time.monotonic(), True
                continue
            reader.read(left)
            if len(reader.answers) > reached:
                reached, since, interrupted = len(reader.answers), time.monotonic(), False
        status = process.wait()
    told = complaints.read_text("utf-8", "replace")
    # A Ctrl-C that comes just as a slow statement ends takes the mark after it instead.
    if fault is None and (reached + len(slow) < len(statements) or status != 0):
        fault = Fault("crash", min(reached, len(statements) - 1), f"status {status}: {told.strip()[-300:]}")
    warned, errors, line = collections.defaultdict(list), {}, 0
    for text in told.splitlines():
        if m := re.match(r'  File "<stdin>", line (\d+)$', text):
            line = number_of.get(int(m[1]))
        elif m := re.match(r"<stdin>:(\d+): (.*)", text):
            warned[number_of.get(int(m[1]))].append(m[2])
        elif re.match(r"[A-Za-z.]*(?:Error|Warning|Exception|Interrupt|StopIteration)\b", text) and not OWN.match(text):
            errors[line] = text
    shown = [Shown(out, warned[i], errors.get(i, "")) for i, out in enumerate(reader.answers)]
    return shown, slow, fault


# Warnings that are arr's own have no counterpart.
OWN = re.compile(r"(?!RuntimeWarning|ComplexWarning|DeprecationWarning|SyntaxWarning)\w+Warning: ")


def run_arr(binary, statements, folder):
    """What all statements show, `None` for those that were slow or at fault; the faults, and how many were slow."""
    shown, faults, slow = [], [], 0
    while len(shown) < len(statements):
        start = len(shown)
        part, interrupted, fault = run_part(binary, statements[start:], folder)
        faults += [Fault("internal", start + i, s.error) for i, s in enumerate(part) if s.error.startswith("SystemError")]
        slow += len(interrupted)
        shown += [None if i in interrupted else s for i, s in enumerate(part)]
        if fault:
            faults.append(Fault(fault.kind, start + fault.at, fault.detail))
            shown += [None] * (start + fault.at + 1 - len(shown))
    return shown, faults, slow


def least(binary, statements, fault, folder):
    """The fewest of the statements, in order, that show the fault; all of them if it does not come again."""
    def shows(fewer):
        _, found, _ = run_arr(binary, fewer, folder)
        return any(f.kind == fault.kind and f.at == len(fewer) - 1 for f in found)

    statements = statements[:fault.at + 1]
    if shows(statements[-1:]):
        return statements[-1:]
    if not shows(statements):
        return None
    # Ever smaller pieces of what stands before it are left out.
    size = len(statements) // 2
    while size:
        at = 0
        while at < len(statements) - 1:
            fewer = statements[:at] + statements[min(at + size, len(statements) - 1):]
            if shows(fewer):
                statements = fewer
            else:
                at += size
        size //= 2
    return statements


# --- NumPy ------------------------------------------------------------------------------------------------------------

PRIVATE = {
    "_ArrayMemoryError": "MemoryError",
    "_UFuncOutputCastingError": "UFuncTypeError",
    "_UFuncInputCastingError": "UFuncTypeError",
    "_UFuncNoLoopError": "UFuncTypeError",
    "_UFuncBinaryResolutionError": "UFuncTypeError",
}


def answer():
    """The NumPy process: a line of JSON with a statement in, a line with what it shows out."""
    import numpy as np
    resource.setrlimit(resource.RLIMIT_AS, (3 * GIB, 3 * GIB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (GIB, GIB))
    answers, questions = os.fdopen(os.dup(1), "w"), os.fdopen(os.dup(0))
    # The statements get streams of their own.
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    names = {}
    exec("import numpy as np, math, copy", names)
    sys.displayhook = lambda value: None if value is None else print(repr(value))
    for line in questions:
        out, warned, error, statement = io.StringIO(), [], "", json.loads(line)
        try:
            with contextlib.redirect_stdout(out), warnings.catch_warnings():
                warnings.simplefilter("always")
                warnings.showwarning = lambda m, c, *_a, **_k: warned.append(f"{c.__name__}: {m}".replace("\n", " "))
                exec(compile(statement, "<statement>", "single"), names)
        except BaseException as e:  # noqa: BLE001
            name = PRIVATE.get(type(e).__name__, type(e).__name__)
            try:
                message = e.msg if isinstance(e, SyntaxError) else str(e)
            except Exception:  # noqa: BLE001
                message = ""
            error = (f"{name}: {message}" if message else name).rstrip("\n").split("\n")[-1]
        if SETS.search(statement):
            exec(BACK, names)
        answers.write(json.dumps([out.getvalue()[:MOST_SHOWN], warned, error]) + "\n")
        answers.flush()


class Numpy:
    """NumPy in a process of its own, which is started again where a statement was its end."""

    def __init__(self, folder):
        self.folder, self.process = folder, None

    def ask(self, statement):
        """What a statement shows; `None` if it took too long, too much memory, or the process."""
        if self.process is None:
            self.process = subprocess.Popen([sys.executable, __file__, "--answer"], cwd=self.folder, text=True, bufsize=1,
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            self.process.stdin.write(json.dumps(statement) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline() if select.select([self.process.stdout], [], [], 5)[0] else ""
        except OSError:
            line = ""
        if not line:
            self.close()
            return None
        shown = Shown(*json.loads(line))
        return None if shown.error.startswith("MemoryError") else shown

    def close(self):
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None


# --- what differs -----------------------------------------------------------------------------------------------------

# What no two processes have in common, and what arr has and NumPy has not.
UNSTABLE = re.compile(r"\b(empty|empty_like|hash|id|ctypes|data|mem|why|relation|resize|_from_|__doc__|get_include|show_config)\b|assert_|\bset\(")
# Values of dtypes that arr does not have (yet).
LACKED = re.compile(r"dtype=object|dtype=\[|'[<>|]?[USOVmM]\d*'|dtype\('O'\)|np\.str_|np\.bytes_|datetime64|timedelta64|np\.void|longdouble|longlong")


def plain(text):
    """A text without addresses, which arr does not show."""
    return re.sub(r" (?:object )?at 0x[0-9a-f]+", "", text).replace(" object>", ">")


def family(statement, want, got):
    """The kind of difference between NumPy and arr; empty if there is none, `None` if they cannot be compared."""
    if want is None or got is None or UNSTABLE.search(statement) or got.error.startswith(("MemoryError", "SystemError", "KeyboardInterrupt")):
        return None
    # Elements that no condition selects are whatever lay there.
    if any("'where' used without 'out'" in w for w in want.warned):
        return None
    if want.error.startswith("NameError") or LACKED.search(want.out + want.error) or "arr has no" in got.error or "no dtype" in got.error:
        return None
    if want.error or got.error:
        if not got.error:
            return "answers"
        if not want.error:
            return "refuses"
        if want.error.split(":")[0] != got.error.split(":")[0]:
            return "type"
        if plain(want.error) != plain(got.error):
            return "words"
    if plain(want.out) != plain(got.out):
        return "value"
    kept = [list(dict.fromkeys(w for w in s.warned if w.startswith(("RuntimeWarning", "ComplexWarning", "DeprecationWarning")))) for s in (want, got)]
    return "" if kept[0] == kept[1] else "warning"


def batch(options, seed, size):
    """One batch: how many were slow, the faults with their statements, the differences."""
    drawn = subprocess.run([options.calls, "--seed", str(seed), "--count", str(size)], capture_output=True, text=True, check=True)
    statements = drawn.stdout.splitlines()
    with tempfile.TemporaryDirectory() as folder:
        shown, faults, slow = run_arr(options.arr, statements, folder)
        told = [(f, least(options.arr, statements, f, folder)) for f in faults]
        differences, compared = [], 0
        if options.numpy:
            numpy = Numpy(folder)
            for statement, got in zip(statements, shown):
                want = numpy.ask(statement) if got is not None else None
                kind = family(statement, want, got)
                compared += kind is not None
                if kind:
                    differences.append((kind, statement, want, got))
            numpy.close()
    return len(statements), slow, told, compared, differences


def called(statement):
    """What a difference is filed under: the first name that is called, or the whole without its numbers."""
    m = re.search(r"(?:np\.|\.)?[A-Za-z_][\w.]*\(", statement.split("; ", 1)[-1])
    return m[0] if m else "operators"


def tell(shown):
    parts = [repr(shown.out[:300])] if shown.out else []
    return " | ".join(parts + list(shown.warned)[:2] + ([shown.error[:300]] if shown.error else [])) or "(nothing)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arr", default=str(ROOT / "target/release/arr"))
    parser.add_argument("--calls", default=str(ROOT / "target/release/examples/calls"))
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 40), help="a fresh one if it is not given; the report says which")
    parser.add_argument("--count", type=int, default=10_000, help="how many statements to run")
    parser.add_argument("--seconds", type=float, help="run for so long instead")
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--numpy", action="store_true", help="compare with NumPy (2.4.6, with Python 3.11)")
    parser.add_argument("--at-most", default="", help="the most differences of each family, in percent: value=1.5,type=3")
    parser.add_argument("--examples", type=int, default=0, help="how many differences to show for each family and callee")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.answer:
        return answer()
    options.arr, options.calls = (str(pathlib.Path(p).resolve()) for p in (options.arr, options.calls))
    started, total, slow, faults, compared = time.monotonic(), 0, 0, [], 0
    differing = collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
        def wanted():
            number = 0
            while time.monotonic() - started < options.seconds if options.seconds else number * options.batch < options.count:
                left = options.batch if options.seconds else min(options.batch, options.count - number * options.batch)
                yield options.seed * 1_000_003 + number, left
                number += 1

        source, running = wanted(), set()
        while True:
            running |= {pool.submit(batch, options, *job) for _, job in zip(range(options.workers - len(running)), source)}
            if not running:
                break
            done, running = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for count, waited, told, both, differences in (future.result() for future in done):
                total, slow, compared = total + count, slow + waited, compared + both
                for fault, statements in told:
                    faults.append(fault)
                    again = "" if statements else " (not seen again alone)"
                    print(f"--- {fault.kind}{again}: {fault.detail}", *(f"    {s}" for s in statements or []), sep="\n", flush=True)
                for kind, statement, want, got in differences:
                    differing[kind].append((statement, want, got))
    seconds = time.monotonic() - started
    for kind in FAMILIES:
        by_callee = collections.defaultdict(list)
        for found in differing[kind]:
            by_callee[called(found[0])].append(found)
        for callee, found in sorted(by_callee.items(), key=lambda item: -len(item[1])):
            for statement, want, got in sorted(found, key=lambda f: len(f[0]))[:options.examples]:
                print(f"--- {kind}, {callee} {len(found)}", f"    {statement}", f"  NumPy {tell(want)}", f"  arr   {tell(got)}", sep="\n")
    kinds = collections.Counter(f.kind for f in faults)
    print(f"seed {options.seed}: {total} statements in {seconds:.0f} s ({total / seconds:.0f} a second), {slow} slow; "
          + ", ".join(f"{kinds[kind]} {kind}" for kind in ("crash", "internal", "deaf")))
    too_many = False
    if options.numpy:
        percent = {kind: 100 * len(differing[kind]) / max(compared, 1) for kind in FAMILIES}
        print(f"{compared} compared with NumPy, " + ", ".join(f"{kind} {percent[kind]:.2f} %" for kind in FAMILIES))
        limits = dict(limit.split("=") for limit in options.at_most.split(",") if limit)
        for kind, limit in limits.items():
            if percent[kind] > float(limit):
                too_many = True
                print(f"{kind}: more than the {limit} % that may differ")
    return int(bool(faults) or too_many)


if __name__ == "__main__":
    sys.exit(main())
