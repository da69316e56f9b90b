"""Compares what `arr explain` says was changed with what changed in NumPy: after each statement of random programs, the bytes of every name.

    python tests/changed.py --arr target/debug/arr --writes 10000 --seed 1

A statement changes a name if the name still means the same array object, and the array has other bytes, another shape or another dtype than before.
Exactly these names, and exactly these elements, must be listed. Status 1 if more statements differ than may (`--at-most`). Needs numpy 2.4.6.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import numpy as np

from crosscheck import Generator, Numpy, hangs_on_registers, mentions, missing_names

ATTRIBUTES = ("shape", "dtype", "strides")


class Writer(Generator):
    """Programs that mostly write, many of them to views that overlap themselves."""

    FAMILIES = {"create": 2, "alias": 1, "view": 8, "overlap": 3, "write": 10, "augmented": 5, "inplace": 6, "flat": 6}

    def make_overlap(self):
        r, a = self.rng, self.array()
        v = self.value(a)
        if v.ndim == 0 or v.shape[-1] < 2:
            return f"{self.fresh()} = np.arange({r.randint(4, 12)})"
        n, last = v.shape[-1], "0, " * (v.ndim - 1)
        line = f"{a}[{last}:]" if last else a
        step = v.strides[-1]
        shape = tuple(r.randint(1, 3) for _ in range(r.randint(1, 3)))
        steps = [r.choice([0, 1, 1, 2]) for _ in shape]
        if sum((m - 1) * s for m, s in zip(shape, steps)) < n and r.random() < 0.7:
            return f"{self.fresh()} = np.lib.stride_tricks.as_strided({line}, {shape}, {tuple(s * step for s in steps)})"
        return f"{self.fresh()} = np.lib.stride_tricks.sliding_window_view({line}, {r.randint(1, n)}, writeable=True)"

    def make_flat(self):
        r, a = self.rng, self.array()
        size = max(self.value(a).size, 1)
        places = [r.randrange(-size, size) for _ in range(r.randint(1, 3))]
        values = [r.randint(20, 90) for _ in range(r.randint(1, 3))]
        mask = f"np.array({self.nested(self.value(a).shape, lambda: self.number('b'))})" if size <= 24 else f"{a} > {self.integer()}"
        return r.choice([
            f"np.put({a}, {places}, {values})", f"{a}.put({places}, {values}, mode='clip')", f"np.putmask({a}, {mask}, {values})",
            f"np.place({a}, {mask}, {values})", f"{a}.flat[{places}] = {values[0]}", f"np.copyto({a}, {values[0]}, where={mask})",
            f"{a}[{mask}] = {values[0]}", f"{a}.itemset({values[0]})" if size == 1 else f"{a}.fill({values[0]})",
        ])


def snapshot(names):
    """Of every array: the object, its attributes, and its elements as bytes."""
    return {
        name: (value, {k: getattr(value, k) for k in ATTRIBUTES}, elements(value))
        for name, value in names.items() if isinstance(value, np.ndarray)
    }


def elements(a):
    data = a.tobytes()
    return [data[i:i + a.itemsize] for i in range(0, len(data), a.itemsize)]


def differences(before, after):
    """Name to the flat numbers of the elements that changed, or to the attribute that did."""
    found = {}
    for name, (value, attributes, old) in before.items():
        if name not in after or after[name][0] is not value:
            continue
        _, now, new = after[name]
        if now["shape"] != attributes["shape"] or now["dtype"] != attributes["dtype"]:
            found[name] = next(k for k in ATTRIBUTES if now[k] != attributes[k])
        else:
            places = {i for i, (x, y) in enumerate(zip(old, new)) if x != y}
            if places:
                found[name] = places
    return found


def agree(want, got, before, after):
    """Whether they are the same, but for elements that were and are NaN, or zeros of either sign: whose sign it is differs between processors."""
    if want == got:
        return True
    for name in want.keys() | got.keys():
        said = want.get(name, set()), got.get(name, set())
        if said[0] == said[1]:
            continue
        if not (isinstance(said[0], set) and isinstance(said[1], set) and name in before):
            return False
        old, new = (np.frombuffer(b"".join(side[name][2]), side[name][1]["dtype"]) for side in (before, after))
        for i in said[0] ^ said[1]:
            if not (old[i] == new[i] == 0 or (old[i] != old[i] and new[i] != new[i])):
                return False
    return True


def listed(changed, after):
    """The same as arr lists it."""
    found = {}
    for text in changed:
        name, part = re.match(r"(\w+)(.*)$", text, re.S).groups()
        if name not in after:
            found[name] = "no array in NumPy"
        elif part.startswith("."):
            found[name] = part[1:]
        elif name not in found:
            # The shape as it was then: the object may have another one by now.
            shape = after[name][1]["shape"]
            numbers = np.arange(np.prod(shape, dtype=int)).reshape(shape)
            found[name] = set(np.ravel(eval("numbers" + part)).tolist())  # noqa: S307
    return found


def holds_odd_nans(value):
    """Whether a value is an array with a NaN of other bits than np.nan."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
        return False
    parts = np.ravel(value).view(value.real.dtype)
    nans = parts[np.isnan(parts)]
    return nans.tobytes() != np.full_like(nans, np.nan).tobytes()


def program(seed, length, missing):
    """Statements that succeed in NumPy, and for each what it changed, and the arrays before and after it."""
    rng, session = random.Random(seed), Numpy()
    generator = Writer(rng, session)
    statements, truth = [], []
    while len(statements) < length:
        statement = generator.statement(None)[1] if len(statements) > 2 else generator.make_create()
        # Bytes that are no bools sort in ways of their own.
        if any(v.dtype == bool and (np.ascontiguousarray(v).view("u1") > 1).any() for v in session.names.values() if isinstance(v, np.ndarray)):
            break
        # Which of two NaNs an operation gives differs between processors.
        if any(map(holds_odd_nans, session.names.values())):
            break
        if mentions(statement, missing) or hangs_on_registers(statement, session.names):
            continue
        before = snapshot(session.names)
        error = session.run(statement)[2]
        after = snapshot(session.names)
        if error:
            if differences(before, after):
                break
            continue
        statements.append(statement)
        truth.append((differences(before, after), before, after))
        large = [n for n, (v, _, _) in after.items() if v.size > 200 or v.ndim > 5 or v.dtype.kind not in "biufc"]
        if large:
            statements.append("del " + ", ".join(large))
            truth.append(({}, after, after))
            session.run(statements[-1])
    return statements, truth


def examine(binary, seed, length, missing):
    """How many statements wrote, how many arr reached, and the differences."""
    statements, truth = program(seed, length, missing)
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place) / "x.arr"
        path.write_text("\n".join(statements) + "\n", encoding="utf-8")
        done = subprocess.run([binary, "explain", "--format", "json", str(path)], capture_output=True, text=True, check=False)
    told = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            found = json.loads(line)
            told[found["line"]] = found
    writes, wrong, reached = 0, [], 0
    # The statement that fails is told too.
    last = len(statements) if done.returncode == 0 else max(told, default=1) - 1
    for i, (want, before, after) in enumerate(truth[:last]):
        reached += 1
        writes += bool(want)
        got = listed(told[i + 1]["changed"], after) if i + 1 in told else {}
        if not agree(want, got, before, after):
            wrong.append((seed, i, statements[:i + 1], want, got))
            # Values may be others from here on.
            break
    failure = [f"{statements[last]}: {done.stderr.strip().splitlines()[-1]}"] if done.returncode else []
    return writes, reached, wrong, failure


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--arr", default="target/debug/arr")
    parser.add_argument("--writes", type=int, default=10000)
    parser.add_argument("--length", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-most", type=int, default=0)
    parser.add_argument("--examples", type=int, default=3)
    given = parser.parse_args()
    missing = missing_names(given.arr)
    writes, reached, wrong, failures, seed = 0, 0, [], collections.Counter(), given.seed * 1_000_000
    with concurrent.futures.ProcessPoolExecutor() as pool:
        while writes < given.writes:
            seeds = range(seed, seed + 64)
            seed += 64
            for w, r, differ, failure in pool.map(examine, [given.arr] * 64, seeds, [given.length] * 64, [missing] * 64):
                writes, reached = writes + w, reached + r
                wrong += differ
                failures.update(failure)
    for seed, i, statements, want, got in wrong[:given.examples]:
        print(f"seed {seed}, statement {i + 1}:\n  " + "\n  ".join(statements) + f"\n  changed in NumPy: {want}\n  arr says:         {got}")
    if failures:
        print(f"{sum(failures.values())} programs ended early in arr:", failures.most_common(given.examples))
    print(f"{reached} statements, {writes} of them wrote; {len(wrong)} differ")
    sys.exit(len(wrong) > given.at_most)


if __name__ == "__main__":
    main()
