"""Holds arr's warnings of lost writes against NumPy: random writes through chains of indices and methods.

    python tests/lost_writes.py --arr target/debug/arr --programs 1000 --seed 1

What a statement writes to is evaluated in NumPy: the write is lost if it shares no memory with any array that has a name. arr must warn of exactly
these. Where arr suggests another form, that form is run in NumPy too, and must leave the array as the write would have left it had it arrived: each
element that the chain picked has the value that was to be written there. Status 1 if anything differs. Needs numpy 2.4.6.
"""

import argparse
import concurrent.futures
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import warnings

import numpy as np

STATEMENTS = 12


class Generator:
    def __init__(self, rng):
        self.rng, self.names, self.statements, self.writes = rng, {"np": np}, [], {}

    def run(self, statement):
        exec(statement, self.names)  # noqa: S102
        self.statements.append(statement)

    def begin(self):
        r = self.rng
        for name in "abc"[:r.randint(1, 3)]:
            shape = r.choice(["6", "2, 3", "3, 4", "2, 2, 3", "8"])
            dtype = r.choice(["int64", "int64", "float64", "complex128", "int16"])
            order = ".T" if r.random() < 0.2 else ""
            # Distinct elements, so that each knows where it came from; negative ones, so that masks have work.
            size = int(np.prod([int(n) for n in shape.split(",")]))
            self.run(f"{name} = (np.arange({size}) * 3 - {r.randint(0, size)}).astype({dtype!r}).reshape({shape}){order}")
        if r.random() < 0.3:
            self.run("v = a[1:]")
        self.run("m = a > 2" if self.names["a"].dtype.kind != "c" else "m = a.real > 2")

    def arrays(self):
        return [n for n, v in self.names.items() if isinstance(v, np.ndarray) and n != "m"]

    def index(self, a, name):
        """A subscript for an array."""
        r, n = self.rng, a.shape[0] if a.ndim else 0
        if not n:
            return r.choice(["...", "()"]) if not a.ndim else ":"
        choices = [
            str(r.randrange(-n, n)), str(r.randrange(n)), ":", "...", "1:", "::2", "::-1", f":{n}", f"[{r.randrange(n)}, {r.randrange(-n, 0)}]",
            f"np.array([{r.randrange(n)}])", f"[{r.randrange(n)}]", str([r.random() < 0.7 for _ in range(n)]), "None", "..., 0",
        ]
        if a.shape == self.names["m"].shape:
            choices += ["m", "m", "~m"]
        if name and a.dtype.kind != "c":
            choices += [f"{name} > {r.randint(-3, 9)}", f"{name} % 2 == 0"]
        if a.ndim > 1:
            last = a.shape[1]
            choices += [f":, {r.randrange(last)}", f":, [{r.randrange(last)}]", f"[0, -1], [{r.randrange(last)}, 0]", f"0, {r.randrange(last)}:", "..., ::2",
                        f"np.ix_([0], [{r.randrange(last)}])" if a.ndim == 2 else ":, ::-1", "1:, [0, 1]"]
        return r.choice(choices)

    def link(self, text, a):
        """One more step of a chain."""
        r = self.rng
        name = text if text.isidentifier() else None
        if r.random() < 0.5:
            return f"{text}[{self.index(a, name)}]"
        methods = [".T", ".ravel()", ".reshape(-1)", ".flatten()", ".copy()", ".astype(float)", ".view()", ".real", f".reshape({a.size})", ".squeeze()",
                   ".transpose()", ".ravel('F')", ".ravel('K')", ".reshape(-1, order='F')", ".swapaxes(0, -1)", f".astype({str(a.dtype)!r}, copy=False)",
                   f".reshape({a.size}, 1)", f".reshape(1, -1)", ".mT", ".take([0])", ".repeat(2)", ".clip(0, 5)"]
        functions = ["np.ravel", "np.copy", "np.array", "np.asarray", "np.sort", "np.flip", "np.ascontiguousarray", "np.squeeze", "np.transpose", "np.atleast_2d",
                     "np.roll", "np.abs", "np.asfortranarray", "np.diagonal"]
        if r.random() < 0.7:
            return text + r.choice(methods)
        function = r.choice(functions)
        return f"{function}({text}, 1)" if function == "np.roll" else f"{function}({text})"

    def write(self):
        """A write through a chain; what it writes to, and with which subscript if any."""
        r = self.rng
        text = r.choice(self.arrays())
        for _ in range(r.choice([1, 1, 1, 2, 2, 3])):
            text = self.link(text, eval(text, self.names))  # noqa: S307
            if not isinstance(eval(text, self.names), np.ndarray):  # noqa: S307
                return None
        a = eval(text, self.names)  # noqa: S307
        v = r.randint(100, 120)
        kind = r.random()
        if kind < 0.6:
            j = self.index(a, None)
            return text, j, f"{text}[{j}] {r.choice(['=', '=', '=', '+=', '*='])} {v}"
        if kind < 0.9:
            return text, None, text + r.choice([f".fill({v})", ".sort()", f".put([0], [{v}])"])
        return text, None, r.choice([f"np.add({text}, {v}, out={text})", f"np.copyto({text}, {v})", f"np.negative({text}, out={text})",
                                     f"np.put({text}, [0], {v})", f"np.fill_diagonal({text}, {v})", f"np.place({text}, {text} == {text}, [{v}])"])

    def step(self):
        try:
            made = self.write()
            if made is None:
                return
            target, subscript, statement = made
            # A function that copies only if it must may give the array itself: a chain says the same twice.
            temporary = eval(target, self.names)  # noqa: S307
            named = [v for v in self.names.values() if isinstance(v, np.ndarray)]
            # What a call with out= gives back is shown, which counts for something if it was computed and no copy was taken.
            computed = "out=" in statement and re.search(r"abs|clip", target)
            if computed:
                return
            lost = not any(np.shares_memory(temporary, v) or root(temporary) is root(v) for v in named)
            before = {n: v.copy("K") for n, v in self.names.items() if isinstance(v, np.ndarray)}
            self.run(statement)
        except (ValueError, IndexError, TypeError, AttributeError):
            return
        unchanged = all(np.array_equal(v, self.names[n]) for n, v in before.items())
        assert unchanged or not lost, statement
        self.writes[len(self.statements)] = (statement, target, subscript, lost, before)


def root(a):
    while getattr(a, "base", None) is not None:
        a = a.base
    return a


def works(form, statement, target, subscript, before):
    """Whether the suggested form does what was meant."""
    names = {"np": np} | {n: v.copy("K") for n, v in before.items()}
    if "v" in names and "a" in names:
        names["v"] = names["a"][1:]
    name = re.search(r"(?<!\.)\b[abcv]\b", target)[0]
    old = names[name].copy()
    exec(form, names)  # noqa: S102
    new = names[name]
    # The numbers of the elements that the chain picks say where the values belong.
    numbers = np.arange(old.size).reshape(old.shape)
    chain = re.sub(rf"(?<!\.)\b{name}\b", "numbers", target, count=1)
    numbered = {"np": np, "numbers": numbers} | before
    plain = not re.search(r"abs|clip|sort|astype", target)
    if plain:
        picked = np.ravel(eval(chain, numbered))  # noqa: S307
        if len(set(picked.tolist())) < picked.size:
            # What was picked twice may be written once and put back once.
            return True
    if np.array_equal(old, new):
        # Nothing was picked, or it was so already.
        picked = eval(target, {"np": np} | before)  # noqa: S307
        copy = picked.copy()
        exec(statement.replace(target, "t"), {"np": np, "t": picked} | before)  # noqa: S102
        return np.array_equal(copy, picked)
    if subscript is None or not plain:
        return True
    want, chosen = old.copy().reshape(-1), eval(f"({chain})[{subscript}]", numbered)  # noqa: S307
    scope = {"x": want[np.ravel(chosen)]}
    exec("x " + statement[len(f"{target}[{subscript}] "):], {"np": np}, scope)  # noqa: S102
    want[np.ravel(chosen)] = scope["x"]
    return np.array_equal(want.reshape(old.shape), new)


def examine(binary, seed):
    warnings.simplefilter("ignore")
    made = Generator(random.Random(seed))
    made.begin()
    for _ in range(STATEMENTS):
        made.step()
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place) / "x.arr"
        path.write_text("\n".join(made.statements) + "\n", encoding="utf-8")
        done = subprocess.run([binary, "explain", "--format", "json", str(path)], capture_output=True, text=True, check=False)
    told = {o["line"]: o for o in map(json.loads, filter(lambda line: line.startswith("{"), done.stdout.splitlines()))}
    last = len(made.statements) if done.returncode == 0 else max(told, default=1) - 1
    missed, false, bad, lost_writes, forms = [], [], [], 0, 0
    for line, (statement, target, subscript, lost, before) in made.writes.items():
        if line > last:
            continue
        warned = [w["message"] for w in told[line]["warnings"] if w["kind"] == "lost-write"]
        lost_writes += lost
        where = f"seed {seed}, line {line}: {statement}   [{'; '.join(made.statements[:3])}]"
        if lost and not warned:
            missed.append(where)
        elif warned and not lost:
            false.append(f"{where}\n    {warned[0]}")
        elif warned and (form := re.search(r"the write is lost; (.*) writes to the array$", warned[0])):
            forms += 1
            try:
                right = works(form[1], statement, target, subscript, before)
            except Exception as error:  # noqa: BLE001
                right, where = False, f"{where}\n    {type(error).__name__}: {error}"
            if not right:
                bad.append(f"{where}\n    {form[1]}")
    failure = [f"{made.statements[last]}: {done.stderr.strip().splitlines()[-1]}"] if done.returncode else []
    return lost_writes, sum(line <= last for line in made.writes), forms, missed, false, bad, failure


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--arr", default="target/debug/arr")
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=5)
    given = parser.parse_args()
    seeds = range(given.seed * 1_000_000, given.seed * 1_000_000 + given.programs)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        results = list(pool.map(examine, [given.arr] * given.programs, seeds, chunksize=16))
    lost, writes, forms = (sum(result[i] for result in results) for i in range(3))
    kinds = {"missed": 3, "false alarms": 4, "forms that do not work": 5, "programs ended early in arr": 6}
    found = {kind: [text for result in results for text in result[i]] for kind, i in kinds.items()}
    for kind, texts in found.items():
        for text in texts[:given.examples]:
            print(f"{kind}: {text}")
    print(f"{given.programs} programs, {writes} writes, {lost} of them lost, {forms} suggested forms: "
          + ", ".join(f"{len(texts)} {kind}" for kind, texts in found.items()))
    sys.exit(any(found[kind] for kind in list(kinds)[:3]))


if __name__ == "__main__":
    main()
