"""Runs random programs in NumPy and in arr, statement by statement, and compares what each shows.

    python tests/crosscheck.py [--arr PATH] [--programs N] [--seed N] [--statements N] [--families a,b] [--at-most PERCENT]

    python tests/crosscheck.py [--arr PATH] --files tests/data/statements/*.txt

A program is some twenty statements about a few arrays that alias, view and copy each other. For every statement the text that goes to
standard output, the warnings, and the last line of an error must agree. A program that differs is cut down to the fewest statements that
still differ at the same statement. With `--files` the programs are those files, a statement a line, and all their statements must agree.
Status 1 if more programs differ than may. Needs numpy 2.4.6 and Python 3.11.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import io
import pathlib
import random
import re
import subprocess
import sys
import warnings

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRIVATE = {
    "_ArrayMemoryError": "MemoryError",
    "_UFuncOutputCastingError": "UFuncTypeError",
    "_UFuncInputCastingError": "UFuncTypeError",
    "_UFuncNoLoopError": "UFuncTypeError",
    "_UFuncBinaryResolutionError": "UFuncTypeError",
}
INTS = ["int8", "uint8", "int16", "int32", "uint32", "int64", "uint64"]
FLOATS = ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
DTYPES = ["bool", *INTS, *FLOATS, *COMPLEX]
LIKELY = ["int64"] * 6 + ["float64"] * 4 + ["bool", "int8", "uint8", "float32", "complex128", "int32"]


# --- what a statement shows -------------------------------------------------------------------------------------------

class Numpy:
    """A Python session with NumPy."""

    def __init__(self):
        self.names = {}
        exec("import numpy as np", self.names)
        # Written bare, these are NumPy's in arr.
        self.names.update((name, getattr(np, name)) for name in "abs round min max sum any all divmod pow".split())
        self.names["__show__"] = lambda v: print(repr(v)) if v is not None else None

    def run(self, statement):
        """What a statement shows: its output, its warnings, its error. One that fails leaves all arrays as they were, which is arr's rule."""
        out, told, error = io.StringIO(), [], ""
        with warnings.catch_warnings(action="ignore"):  # asking broadcast_arrays' results for the flag warns
            before = [(v, v.copy()) for v in self.names.values() if isinstance(v, np.ndarray) and v.flags.writeable]
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = lambda m, c, *_a, **_k: told.append(f"{c.__name__}: {str(m)}".replace("\n", " "))
            try:
                try:
                    code = compile(f"__show__((\n{statement}\n))", "<statement>", "exec")
                    compile(statement, "<statement>", "eval")
                except SyntaxError:
                    code = compile(statement, "<statement>", "exec")
                exec(code, self.names)
            except Exception as e:  # noqa: BLE001
                name = type(e).__name__
                name = PRIVATE.get(name, name)
                message = e.msg if isinstance(e, SyntaxError) else str(e)
                error = f"{name}: {message}" if message else name
                # Of arr's report the lines that are not indented are looked at.
                error = [line for line in error.split("\n") if line and not line.startswith(" ")][-1]
                for array, was in before:
                    if array.shape == was.shape and array.tobytes() != was.tobytes():
                        array[...] = was
        return out.getvalue(), told, error


def run_arr(binary, statements):
    """What arr shows for each statement; the last may be a crash."""
    lines = []
    for i, statement in enumerate(statements):
        assert "\n" not in statement
        lines += [statement, f"print('@@{i}')"]
    try:
        done = subprocess.run([binary, "--tags", "off", "--notes", "off", "-i", "-"], input="\n".join(lines) + "\n",
                              capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return [("", [], "arr hangs")] * len(statements)
    outs = re.split(r"@@\d+\n", done.stdout)
    told, errors, line = collections.defaultdict(list), {}, 0
    for text in done.stderr.splitlines():
        if m := re.match(r'  File "<stdin>", line (\d+)(, in <module>)?$', text):
            line = int(m[1])
        elif m := re.match(r"<stdin>:(\d+): (.*)", text):
            told[int(m[1])].append(m[2])
        elif text.startswith("Traceback ("):
            # Of the error that led to another none of the frames need be the statement's.
            line = None
        elif text and not text.startswith((" ", "The above exception ", "During handling of ")) and not OWN.match(text):
            errors[line] = text
    result = []
    for i in range(len(statements)):
        at = 2 * i + 1
        if i >= len(outs) - 1 or done.returncode != 0:
            crash = f"arr ended with status {done.returncode}: {done.stderr.strip()[-300:]}"
            result.append((outs[i] if i < len(outs) else "", told[at], crash if i >= len(outs) - 1 else errors.get(at, "")))
        else:
            result.append((outs[i], told[at], errors.get(at, "")))
    return result


# Warnings that are arr's own have no counterpart.
OWN = re.compile(r"(?!RuntimeWarning|ComplexWarning|DeprecationWarning|FutureWarning|SyntaxWarning)\w+Warning: ")
NUMPYS = ("RuntimeWarning", "ComplexWarning", "DeprecationWarning", "FutureWarning")


def same(want, got):
    # arr says the same warning once a statement; NumPy's steps may each say it.
    told = list(dict.fromkeys(w for w in got[1] if w.startswith(NUMPYS)))
    # What Python says of the spelling of a line is not about arrays.
    wanted = list(dict.fromkeys(w for w in want[1] if not w.startswith("SyntaxWarning")))
    return want[0] == got[0] and want[2] == got[2] and wanted == told


def missing_names(binary):
    """The functions and methods of the programs here that arr does not have (yet), as they are written before the bracket."""
    text = pathlib.Path(__file__).read_text(encoding="utf-8")
    functions = sorted(set(re.findall(r"\bnp\.([a-z_]\w*)|\"([a-z_]\w*)\"", text)))
    functions = sorted({a or b for a, b in functions})
    methods = sorted(set(re.findall(r"\{a\}\.([a-z_]\w*)", text)))
    asked = [("np." + f, f"np.{f}") for f in functions if hasattr(np, f)]
    asked += [("." + m, f"np.zeros(1).{m}") for m in methods if hasattr(np.ndarray, m)]
    shown = run_arr(binary, [f"_ = {expression}" for _, expression in asked])
    return {name for (name, _), (_, _, error) in zip(asked, shown) if "has no attribute" in error or error.startswith("AttributeError: arr has no ")}


def mentions(statement, missing):
    return any(re.search(re.escape(name) + r"\b", statement) for name in missing)


# --- programs ---------------------------------------------------------------------------------------------------------

class Generator:
    """Makes statements that suit the arrays that a session holds."""

    def __init__(self, rng, session):
        self.rng, self.session = rng, session
        self.count = 0

    # The arrays at hand.

    def arrays(self, test=lambda a: True):
        return [n for n, v in self.session.names.items() if isinstance(v, np.ndarray) and test(v)]

    def value(self, name):
        return self.session.names[name]

    def array(self):
        names = self.arrays()
        return self.rng.choice(names[-6:] if self.rng.random() < 0.7 else names)

    def fresh(self):
        """A name to bind: mostly a new one."""
        if self.rng.random() < 0.1 and self.arrays():
            return self.array()
        self.count += 1
        return "abcdefghijklmnopqrstuvwxyz"[(self.count - 1) % 26] + ("" if self.count <= 26 else str(self.count))

    # Parts.

    def integer(self, low=-3, high=6):
        return self.rng.randint(low, high)

    def dtype(self):
        return self.rng.choice(LIKELY if self.rng.random() < 0.7 else DTYPES)

    def spelled(self):
        d = self.dtype()
        return self.rng.choice([f"np.{d}" if d != "bool" else "bool", repr(d)])

    def number(self, kind=None):
        r = self.rng
        kind = kind or r.choice("iiiiffcbnI")
        if kind == "i":
            return str(r.choice([0, 1, 2, 3, 5, 7, -1, -2, 10, 100, r.randint(-20, 200)]))
        if kind == "f":
            return repr(r.choice([0.5, 1.5, -2.5, 0.0, 3.0, 1e10, 1e-3, 0.1, -0.0]))
        if kind == "c":
            return r.choice(["2j", "(1+2j)", "-1j", "(0.5-1j)"])
        if kind == "b":
            return r.choice(["True", "False"])
        if kind == "I":
            return str(r.choice([127, 128, 255, 256, -128, -129, 32768, 2**31, 2**32, 2**63 - 1, 2**63, 2**64, -(2**63)]))
        d = r.choice(DTYPES)
        text = "1" if d == "bool" else str(r.randint(0, 100)) if d in INTS else r.choice(["1.5", "-2.0", "0.1"])
        return f"np.{d}({text})" if d != "bool" else "np.bool_(True)"

    def nested(self, shape, one):
        if not shape:
            return one()
        return "[" + ", ".join(self.nested(shape[1:], one) for _ in range(shape[0])) + "]"

    def literal(self, shape):
        kind = self.rng.choice("iiiifb")
        one = {"i": lambda: str(self.rng.randint(-9, 30)), "f": lambda: self.number("f"), "b": lambda: self.number("b")}[kind]
        return self.nested(shape, one)

    def shape(self, most=24, ndim=None):
        r = self.rng
        while True:
            n = ndim if ndim is not None else r.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4])
            shape = tuple(r.choice([1, 2, 3, 4, 5, 6] if r.random() < 0.93 else [0, 1]) for _ in range(n))
            if np.prod(shape) <= most:
                return shape

    def factored(self, n):
        """A shape of n elements, now and then a wrong one or one with -1."""
        r, shape = self.rng, []
        m = n
        while m > 1 and len(shape) < 3 and r.random() < 0.75:
            d = r.choice([d for d in range(1, m + 1) if m % d == 0])
            shape.append(d)
            m //= d
        shape.append(m)
        if r.random() < 0.15:
            shape.insert(r.randint(0, len(shape)), 1)
        if r.random() < 0.2:
            shape[r.randrange(len(shape))] = -1
        if r.random() < 0.07:
            shape[r.randrange(len(shape))] += 1
        return ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")

    def slice(self, n):
        r = self.rng
        def bound():
            return "" if r.random() < 0.45 else str(r.randint(-n - 2, n + 2) if r.random() < 0.2 else r.randint(-n, n) if n else 0)
        step = r.choice(["", "", "", ":", ":2", ":-1", ":-1", ":-2", ":3", ":1"])
        if r.random() < 0.01:
            step = ":0"
        return f"{bound()}:{bound()}{step}"

    def basic(self, shape, full=False):
        r, items = self.rng, []
        for n in shape:
            if r.random() < 0.06:
                items.append(r.choice(["None", "np.newaxis"]))
            if r.random() < 0.1:
                items.append("...")
                break
            if r.random() < 0.2:
                break
            if r.random() < 0.35 and n:
                items.append(str(r.randint(-n, n - 1) if r.random() < 0.97 else r.choice([n, -n - 1])))
            else:
                items.append(self.slice(n))
        if r.random() < 0.01:
            items.append("0")
        return ", ".join(items) or r.choice([":", "...", "()", "None"])

    def advanced(self, name):
        r, a = self.rng, self.value(name)
        shape = a.shape
        if r.random() < 0.3 and a.ndim:
            return r.choice([f"{name} > {self.integer()}", f"{name} == {name}", f"{name} % 2 == 0", f"~({name} < {self.integer()})"])
        if r.random() < 0.2 and a.ndim:
            return f"np.array({self.nested(shape[:r.randint(1, a.ndim)], lambda: self.number('b'))})"
        items, length = [], r.choice([1, 2, 2, 3])
        for n in shape:
            roll = r.random()
            if roll < 0.15:
                break
            if roll < 0.6:
                def one(n=n):
                    return str(r.randint(-n, n - 1) if n and r.random() < 0.985 else n)
                form = self.nested(r.choice([(length,), (length,), (1,), (2, length)]), one)
                items.append(form if r.random() < 0.6 else f"np.array({form})")
            elif roll < 0.8:
                items.append(self.slice(n))
            elif roll < 0.85:
                items.append(r.choice(["None", "..."]) if "..." not in items else "None")
            else:
                items.append(str(r.randint(-n, n - 1)) if n else "0")
        if not items:
            items.append(r.choice(["[0]", "[]", "True", "False", "np.array(0)", "[0, 0]"]))
        return ", ".join(items)

    def index(self, name):
        return self.basic(self.value(name).shape) if self.rng.random() < 0.6 else self.advanced(name)

    def axis(self, a, none=True):
        r = self.rng
        if a.ndim == 0 or (none and r.random() < 0.3):
            return r.choice(["None", "0"]) if a.ndim == 0 else "None"
        if r.random() < 0.03:
            return str(a.ndim)
        return str(r.randint(-a.ndim, a.ndim - 1))

    def operand(self, like=None):
        """Something to compute with: a number, an array that fits, or any array."""
        r = self.rng
        roll = r.random()
        if roll < 0.3:
            return self.number()
        if like is not None and roll < 0.65:
            shape = self.value(like).shape
            fitting = self.arrays(lambda a: a.shape == shape or (a.ndim <= len(shape) and a.shape == shape[len(shape) - a.ndim:]))
            if fitting:
                return r.choice(fitting)
        if like is not None and roll < 0.75:
            return f"{like}[::-1]" if self.value(like).ndim else like
        if like is not None and roll < 0.85:
            shape = tuple(n if r.random() < 0.7 else 1 for n in self.value(like).shape)
            if np.prod(shape) <= 24:
                return self.literal(shape[r.choice([0, 0, 1]):]) if r.random() < 0.4 else f"np.array({self.literal(shape)})"
        return self.array()

    def array_operand(self, like=None):
        text = self.operand(like)
        return f"np.array({text})" if text.startswith("[") else text

    # Statements: one method a family.

    def make_create(self):
        r = self.rng
        shape = self.shape()
        n = int(np.prod(shape))
        dt = f", dtype={self.spelled()}" if r.random() < 0.45 else ""
        size = repr(shape) if len(shape) != 1 or r.random() < 0.3 else str(shape[0])
        return f"{self.fresh()} = " + r.choice([
            f"np.arange({n}).reshape({size})" if shape else "np.array(7)",
            f"np.arange({n}{dt})" if "bool" not in dt else "np.arange(2)",
            f"np.arange({n}).reshape({size})" if shape else "np.arange(6)",
            f"np.arange({r.randint(-5, 5)}, {r.randint(-5, 20)}, {r.choice(['1', '2', '-1', '0.5', '3'])})",
            f"np.zeros({size}{dt})", f"np.ones({size}{dt})", f"np.full({size}, {self.number()}{dt})",
            f"np.array({self.literal(shape)}{dt})", f"np.array({self.literal(shape)}{dt})", f"np.array({self.literal(shape)}{dt})",
            f"np.linspace({r.randint(-3, 3)}, {r.randint(-3, 9)}, {r.randint(0, 7)})",
            f"np.eye({r.randint(1, 4)}{r.choice(['', ', k=1', ', 3'])}{dt})",
            f"np.array({self.literal(shape)}, order='F'{dt})" if len(shape) > 1 else "np.identity(2)",
        ])

    def make_alias(self):
        a = self.array()
        return self.rng.choice([f"{self.fresh()} = {a}", f"{self.fresh()} = np.asarray({a})", f"{self.fresh()} = {self.fresh()} = {a}"])

    def make_view(self):
        r, a = self.rng, self.array()
        v = self.value(a)
        n = v.ndim
        axes = list(range(n))
        r.shuffle(axes)
        said = ", ".join(map(str, axes))
        views = [
            f"{a}[{self.basic(v.shape)}]", f"{a}[{self.basic(v.shape)}]", f"{a}[{self.basic(v.shape)}]", f"{a}[{self.basic(v.shape)}]",
            f"{a}.T", f"{a}.reshape({self.factored(v.size)})", f"{a}.reshape({self.factored(v.size)})", f"{a}.ravel()", f"{a}.view()",
            f"{a}.reshape(({self.factored(v.size)}), order={r.choice(['C', 'F', 'A'])!r})", f"{a}.ravel({r.choice('CFAK')!r})",
            f"np.transpose({a})", f"{a}.transpose({said})", f"np.squeeze({a})", f"np.flip({a}{r.choice(['', ', 0'])})",
            f"np.expand_dims({a}, {r.randint(-n - 1, n)})", f"np.atleast_{r.randint(1, 3)}d({a})", f"{a}.real", f"{a}.imag",
            f"np.broadcast_to({a}, {(2, *v.shape)})", f"{a}.view(np.{r.choice(DTYPES)})".replace("np.bool)", "bool)"),
        ]
        if n >= 2:
            views += [f"{a}.diagonal({r.choice(['', '1', '-1'])})", f"np.swapaxes({a}, {r.randrange(n)}, {r.randrange(n)})", f"{a}.mT",
                      f"np.moveaxis({a}, {r.randrange(n)}, {r.randrange(n)})", f"np.rot90({a}{r.choice(['', ', 2', ', -1'])})", f"np.fliplr({a})"]
        return f"{self.fresh()} = {r.choice(views)}"

    def make_copy(self):
        r, a = self.rng, self.array()
        v = self.value(a)
        return f"{self.fresh()} = " + r.choice([
            f"{a}.copy()", f"np.copy({a})", f"{a}.copy(order={r.choice('CFAK')!r})", f"{a}.flatten()", f"np.array({a})",
            f"{a}.astype({self.spelled()})", f"np.array({a}, dtype={self.spelled()})", f"{a}[{self.advanced(a)}]", f"{a}[{self.advanced(a)}]",
            f"np.concatenate([{a}, {self.array()}])", f"np.stack([{a}, {a}])", f"np.tile({a}, 2)" if v.size < 10 else f"{a}.copy()",
            f"np.repeat({a}, 2)" if v.size < 12 else f"+{a}", f"np.roll({a}, {self.integer()})", f"np.zeros_like({a})", f"np.full_like({a}, {self.number()})",
            f"np.ascontiguousarray({a})", f"np.asfortranarray({a})", f"np.where({a} > {self.integer()}, {a}, {self.operand(a)})",
            f"np.take({a}, [{self.integer(0, 3)}, 0])", f"np.append({a}, {self.number('i')})", f"np.vstack([{a}, {a}])", f"np.hstack([{a}, {a}])",
            f"{a}.astype({a}.dtype, copy=False)", f"np.delete({a}, 0)", f"np.insert({a}, 0, {self.number('i')})",
            f"np.resize({a}, ({self.factored(v.size)}))",
        ])

    def make_write(self):
        r, a = self.rng, self.array()
        i = self.index(a)
        try:
            part = self.value(a)[eval(i, {**self.session.names})]  # noqa: S307
            shape = np.shape(part)
        except Exception:  # noqa: BLE001
            shape = self.shape(6)
        shape = tuple(n if r.random() < 0.8 else 1 for n in shape)
        value = r.choice([
            self.number(), self.number("i"), self.number("i"), self.operand(a), self.array(),
            self.literal(shape) if np.prod(shape) <= 24 else "0", self.literal(shape[1:]) if np.prod(shape) <= 24 else "1",
            f"{a}[{i}][::-1]" if len(shape) else "3",
        ])
        return f"{a}[{i}] = {value}"

    def make_augmented(self):
        r, a = self.rng, self.array()
        op = r.choice(["+", "+", "-", "*", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>"])
        target = a if r.random() < 0.5 else f"{a}[{self.index(a)}]"
        # A bracketed literal is an array in arithmetic in arr, which shows beside an element.
        value = self.array_operand(a) if op not in ("**", "<<", ">>") else str(r.randint(0, 3))
        return f"{target} {op}= {value}"

    def make_inplace(self):
        r, a = self.rng, self.array()
        v = self.value(a)
        return r.choice([
            f"{a}.fill({self.number()})", f"{a}.sort()", f"{a}.sort(axis={self.axis(v, False)})", f"np.copyto({a}, {self.operand(a)})",
            f"{a}.flat[{self.integer(0, 5)}] = {self.number('i')}", f"{a}.flat[:] = {self.number('i')}", f"np.put({a}, [0, 1], [{self.number('i')}])",
            f"np.add({a}, {self.operand(a)}, out={a})", f"np.multiply({self.operand(a)}, 2, out={a})", f"{a}.shape = ({self.factored(v.size)})",
            f"np.place({a}, {a} > {self.integer()}, [{self.number('i')}, 2])", f"np.putmask({a}, {a} > 2, {self.number('i')})",
            f"np.fill_diagonal({a}, {self.number('i')})", f"{a}.flags.writeable = {r.choice(['True', 'True', 'True', 'False'])}",
            f"np.add.at({a}, [0, 0], 1)" if v.flags.writeable else f"{a}.flags.writeable", f"np.cumsum({a}, axis=0, out={a})", f"np.negative({a}, out={a})", f"{a}.sort(axis=-1)",
            f"np.copyto({a}, {self.number('i')}, where={a} > 1)", f"np.clip({a}, 0, 5, out={a})",
        ])

    def make_binary(self):
        r, a = self.rng, self.array()
        op = r.choice(["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", ">", ">=", "@"])
        other = self.operand(a) if op not in ("**", "<<", ">>") else str(r.randint(0, 4))
        text = f"{a} {op} {other}" if r.random() < 0.8 else f"{other} {op} {a}"
        return f"{self.fresh()} = {text}" if r.random() < 0.4 else text

    def make_scalars(self):
        r = self.rng
        op = r.choice(["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", ">", ">=", "and", "or"])
        x, y = self.number(), self.number() if op not in ("**", "<<", ">>") else str(r.randint(-1, 5))
        return r.choice([f"{x} {op} {y}", f"{x} {op} {y}", f"{x} {op} {y}", f"-{x}", f"~{x}", f"abs({x})", f"not {x}", f"{x} if {y} else 3", f"type({x} {op} {y})",
                         f"round({x}, 1)", f"int({x})", f"float({x})", f"bool({x})", f"complex({x})", f"divmod({x}, {y})", f"str({x})", f"repr({x})", f"f'{{{x}}}'",
                         f"np.int8({x})", f"np.uint8({x})", f"np.float32({x})", f"np.int64({x})", f"np.array({x})", f"np.asarray({x}).dtype"])

    def make_reduce(self):
        r, a = self.rng, self.array()
        v = self.value(a)
        f = r.choice(["sum", "prod", "min", "max", "mean", "any", "all", "argmin", "argmax", "cumsum", "cumprod", "std", "var", "ptp", "count_nonzero",
                      "median", "nansum", "nanmax", "average"])
        args = "" if r.random() < 0.4 else f", axis={self.axis(v)}"
        if f not in ("cumsum", "cumprod", "count_nonzero", "average") and r.random() < 0.2:
            args += ", keepdims=True"
        if f in ("sum", "prod", "cumsum", "mean") and r.random() < 0.15:
            args += f", dtype={self.spelled()}"
        if f in ("sum", "prod", "min", "max") and r.random() < 0.1:
            args += f", initial={self.number('i')}"
        if f in ("sum", "any", "all", "max") and r.random() < 0.08:
            args += f", where={a} > 1"
        if f in ("ptp", "median", "nansum", "nanmax", "count_nonzero", "average") or r.random() < 0.4:
            text = f"np.{f}({a}{args})"
        else:
            text = f"{a}.{f}({args[2:]})"
        return f"{self.fresh()} = {text}" if r.random() < 0.3 else text

    def make_function(self):
        r, a = self.rng, self.array()
        v = self.value(a)
        text = r.choice([
            f"np.sort({a}, axis={self.axis(v)})", f"np.argsort({a}, kind='stable')", f"np.unique({a})", f"np.nonzero({a})", f"np.argwhere({a})",
            f"np.flatnonzero({a})", f"np.diff({a})", f"np.clip({a}, {self.integer(-2, 2)}, {self.integer(2, 5)})", f"np.abs({a})", f"np.sqrt({a})", f"np.square({a})",
            f"np.floor({a})", f"np.ceil({a})", f"np.round({a}, {self.integer(-1, 2)})", f"np.sign({a})", f"np.maximum({a}, {self.operand(a)})", f"np.minimum({a}, {self.operand(a)})",
            f"np.logical_and({a}, {self.operand(a)})", f"np.logical_not({a})", f"np.isnan({a})", f"np.isfinite({a})", f"np.dot({a}, {self.operand(a)})",
            f"np.outer({a}, [1, 2])", f"np.trace({a})", f"np.diag({a})", f"np.tril({a})", f"np.triu({a})", f"np.split({a}, 2)", f"np.array_split({a}, 3)",
            f"np.broadcast_arrays({a}, {self.operand(a)})", f"np.searchsorted(np.sort({a}, axis=None), {self.number('i')})", f"np.pad({a}, 1)", f"np.ediff1d({a})",
            f"np.divmod({a}, {self.number('i')})", f"np.power({a}, 2)", f"np.mod({a}, 3)", f"np.isclose({a}, 1)", f"np.allclose({a}, {a})", f"np.array_equal({a}, {self.array()})",
            f"np.where({a})", f"np.add.reduce({a})", f"np.add.outer({a}, [1, 2])", f"np.take({a}, 0, axis={self.axis(v)})", f"np.ravel({a})", f"np.inner({a}, {a})",
            f"np.choose(np.clip({a}, 0, 1), [10, 20])", f"np.compress([True, False], {a}, axis={self.axis(v)})", f"np.extract({a} > 1, {a})",
            # NumPy writes outside its memory for a number whose successor does not fit.
            f"np.bincount({a})" if v.size == 0 or float(np.max(np.abs(v))) < 1e6 else f"np.abs({a})",
            f"np.meshgrid([1, 2], {a})", f"np.select([{a} > 2, {a} > 0], [{a}, 5])", f"np.percentile({a}, 50)", f"np.quantile({a}, [0.25, 0.5])", f"np.maximum.accumulate({a})",
        ])
        return f"{self.fresh()} = {text}" if r.random() < 0.25 and not text.startswith(("np.split", "np.array_split", "np.where", "np.nonzero")) else text

    def make_relation(self):
        r, a, b = self.rng, self.array(), self.array()
        return r.choice([
            f"np.shares_memory({a}, {b})", f"np.may_share_memory({a}, {b})", f"{a} is {b}", f"{a}.base is {b}", f"{a}.base is None", f"{a}.shape, {a}.strides, {a}.dtype",
            f"{a}.flags.owndata, {a}.flags.writeable", f"{a}.flags.c_contiguous, {a}.flags.f_contiguous", f"{a}.size, {a}.nbytes, {a}.itemsize, {a}.ndim", f"len({a})",
            f"np.result_type({a}, {self.operand(a)})", f"np.can_cast({a}.dtype, {self.spelled()})", f"np.shares_memory({a}[::2], {b}[1::2])",
        ])

    def make_show(self):
        r, a = self.rng, self.array()
        return r.choice([
            a, a, a, a, f"print({a})", f"print({a}, {self.array()})", f"str({a})", f"{a}.tolist()", f"f'{{{a}}}'", f"[{a}, 1]", f"({a}, 'x')", f"{a}[{self.index(a)}]",
            f"{a}[{self.index(a)}]", f"{a}[{self.basic(self.value(a).shape)}]", f"print({a}[{self.basic(self.value(a).shape)}])", f"{a}.item({self.integer(0, 2)})", f"{a}.dtype",
            f"{a}.flat[{self.slice(self.value(a).size)}]", f"bool({a})", f"float({a})", f"int({a})", f"{self.number('i')} in {a}", f"repr({a}.T)", f"{a}.flags",
            f"list({a})", f"tuple({a})", f"type({a}[{self.basic(self.value(a).shape)}])", f"{a}.sum().dtype, {a}.mean()",
        ])

    def make_wrong(self):
        r, a = self.rng, self.array()
        return r.choice([
            f"{a}.nothing", f"{a}[{a}.ndim * (0,) + (0,)]", f"{a}['x']", f"{a}[1.5]", f"{a}()", f"{a}.reshape(7, 7)", f"{a}.sum(axis=9)", "nobody", f"{a}.shape = 3, 3, 3",
            f"np.zeros(-1)", f"np.zeros('x')", f"np.arange()", f"{a}.copy(1, 2)", f"{a}.sum(nothing=1)", f"np.concatenate({a})", f"np.concatenate([])", f"del nobody", f"x, y = {a}",
            f"x, y, z = {a}", f"np.array([1, [2, 3]])", f"{a}.astype('nonsense')", f"np.nonsense({a})", f"{a}.T.T.nothing", f"1 / 0", f"1 // 0", f"1 % 0", f"1.0 / 0", f"'a' + 1", f"{a}[0] = 'text'",
            f"{a} @ 3", f"np.dot({a}, [1, 2, 3, 4, 5, 6, 7])", f"{a}[:, :, :, :, :]", f"{a}[..., ...]", f"np.stack([{a}, 1])", f"{a}.transpose(0, 0)", f"np.swapaxes({a}, 0, 9)", f"{a} and 1", f"not {a}",
            f"assert {a}.size > 100", f"assert False, 'why'", f"int('x')", f"float('x')", f"len(3)", f"(1, 2)[5]", f"[1, 'a'][9]", f"{{'a': 1}}['b']", f"np.squeeze({a}, axis=0)", f"np.expand_dims({a}, 9)",
            f"np.split({a}, 7)", f"{a}.view('f2')", f"np.broadcast_to({a}, (3, 7))", f"min()", f"np.max([])", f"np.argmin([])", f"np.ones(3) + np.ones(4)", f"np.ones((2, 3)) @ np.ones((2, 3))", f"{a}.item()",
            f"{a}.item(99)", f"-'x'", f"~1.5", f"2 << -1", f"None + 1", f"3[0]", f"None[0]", f"np.int8(200)", f"np.uint8(-1)", f"np.array([300], dtype=np.uint8)", f"np.array([1]) << 1.5", f"{a} = 3 = 4",
        ])

    FAMILIES = {"create": 3, "alias": 2, "view": 5, "copy": 4, "write": 5, "augmented": 4, "inplace": 3, "binary": 4, "scalars": 3, "reduce": 4,
                "function": 4, "relation": 3, "show": 5, "wrong": 2}

    def statement(self, families):
        if not self.arrays():
            return "create", self.make_create()
        names = [f for f in families or self.FAMILIES]
        family = self.rng.choices(names, [self.FAMILIES[f] for f in names])[0]
        return family, getattr(self, f"make_{family}")()


# Which of two zeros comes first or is the largest, and which NaN is written for a NaN, depends on the width of the processor's registers.
ORDERED = re.compile(r"sort|max|min|clip|median|unique|percentile|quantile|ptp")


def hangs_on_registers(statement, names):
    """Whether a statement orders elements of an array that holds zeros of both signs, or NaNs with other bits than np.nan."""
    if not ORDERED.search(statement):
        return False
    for name in set(re.findall(r"[A-Za-z_]\w*", statement)):
        value = names.get(name)
        if isinstance(value, np.ndarray) and value.dtype.kind in "fc":
            parts = value.reshape(-1) if value.dtype.kind == "f" else np.concatenate([value.real.reshape(-1), value.imag.reshape(-1)])
            zeros = np.signbit(parts[parts == 0])
            if zeros.any() and (not zeros.all() or "min" in statement or "max" in statement):
                return True
            nans = parts[np.isnan(parts)]
            if nans.size and nans.tobytes() != np.full_like(nans, np.nan).tobytes():
                return True
    return False


def is_object(result, names):
    """Whether a statement showed or bound an array of objects."""
    def holds(value):
        return isinstance(value, np.ndarray) and value.dtype == object or isinstance(value, (list, tuple)) and any(map(holds, value))
    return "dtype=object" in result[0] or "dtype('O')" in result[0] + result[2] or any(map(holds, names.values()))


def program(seed, length, families, missing=frozenset()):
    """The statements of a program, their families, and what NumPy shows for each; none with a name that is missing."""
    rng, session = random.Random(seed), Numpy()
    generator = Generator(rng, session)
    statements, kinds, shown = [], [], []
    while len(statements) < length:
        family, statement = generator.statement(families) if len(statements) > 2 else ("create", generator.make_create())
        if mentions(statement, missing) or hangs_on_registers(statement, session.names):
            continue
        names = dict(session.names)
        result = session.run(statement)
        if is_object(result, session.names):
            # Python ints beyond 64 bits make arrays of objects, which arr does not have; its refusal is tested elsewhere.
            session.names = names
            continue
        statements.append(statement)
        kinds.append(family)
        shown.append(result)
        for name, value in list(session.names.items()):
            if isinstance(value, np.ndarray) and (value.size > 400 or value.ndim > 6 or value.dtype.kind not in "biufc"):
                # Too large to read: forget it, in both sessions.
                statements.append(f"del {name}")
                kinds.append("del")
                shown.append(session.run(f"del {name}"))
    return statements, kinds, shown


def numpy_shows(statements):
    session = Numpy()
    return [session.run(s) for s in statements]


def first_difference(binary, statements, shown, errors=None):
    """The first statement that shows something else. Counts in `errors` how many errors there were up to it, of the same type, with the same message."""
    for i, (want, got) in enumerate(zip(shown, run_arr(binary, statements))):
        if errors is not None and want[2]:
            errors += [(want[2].split(":")[0] == got[2].split(":")[0], want[2] == got[2])]
        if not same(want, got):
            return i, want, got
    return None


def cut_down(binary, statements):
    """The fewest statements that still differ, and differ at the last."""
    found = first_difference(binary, statements, numpy_shows(statements))
    if found is None:
        return None
    kind = shape_of(found)
    statements = statements[:found[0] + 1]
    i = len(statements) - 2
    while i >= 0:
        fewer = statements[:i] + statements[i + 1:]
        difference = first_difference(binary, fewer, numpy_shows(fewer))
        if difference is not None and difference[0] == len(fewer) - 1 and shape_of(difference) == kind:
            statements, found = fewer, difference
        i -= 1
    return statements, found[1], found[2]


def shape_of(difference):
    """What kind of difference it is, whatever the numbers."""
    def plain(text):
        return re.sub(r"'[^']*'|\d+", "#", text)
    _, want, got = difference
    if want[2] != got[2]:
        return "error", plain(want[2])[:60], plain(got[2])[:60]
    if want[0] != got[0]:
        return "output", "", ""
    return "warning", plain(" ".join(want[1]))[:60], plain(" ".join(got[1]))[:60]


def examine(binary, seed, length, families, missing):
    statements, kinds, shown = program(seed, length, families, missing)
    errors = []
    difference = first_difference(binary, statements, shown, errors)
    if difference is None:
        return len(statements), errors, None
    # A program whose second run shows no difference is kept whole: something in it is not the same from run to run.
    least, want, got = cut_down(binary, statements) or (statements[:difference[0] + 1], difference[1], difference[2])
    return difference[0], errors, (seed, kinds[difference[0]], shape_of((0, want, got)), least, want, got)


def tell(shown):
    parts = [repr(shown[0])] if shown[0] else []
    return " | ".join(parts + shown[1] + ([shown[2]] if shown[2] else [])) or "(nothing)"


def compare_files(binary, files):
    """The number of statements of the files that show something else; each is told."""
    differ = 0
    for path in files:
        statements = [line for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() if line]
        for statement, want, got in zip(statements, numpy_shows(statements), run_arr(binary, statements)):
            if not same(want, got):
                differ += 1
                print(f"{path}: {statement}", f"  NumPy {tell(want)}", f"  arr   {tell(got)}", sep="\n")
    return differ


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--arr", default=str(ROOT / "target/debug/arr"))
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--statements", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families")
    parser.add_argument("--at-most", type=float, default=0, metavar="PERCENT", help="how many programs may differ: those with faults that are known")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--examples", type=int, default=2, help="how many programs to show of each kind of difference")
    parser.add_argument("--files", nargs="+", help="compare the statements in these files, and no random programs")
    options = parser.parse_args()
    assert np.__version__ == "2.4.6", np.__version__
    if options.files:
        sys.exit(compare_files(options.arr, options.files) > 0)
    families = options.families.split(",") if options.families else None
    seeds = range(options.seed * 1_000_000, options.seed * 1_000_000 + options.programs)
    missing = missing_names(options.arr)
    if missing:
        print("arr lacks", *sorted(missing))
    compared, raised, differing = 0, [], collections.defaultdict(list)
    with concurrent.futures.ProcessPoolExecutor(options.workers) as pool:
        n = len(seeds)
        for count, errors, found in pool.map(examine, [options.arr] * n, seeds, [options.statements] * n, [families] * n, [missing] * n, chunksize=8):
            compared += count
            raised += errors
            if found:
                differing[found[1], found[2]].append(found)
    for (family, kind), found in sorted(differing.items(), key=lambda item: -len(item[1])):
        print(f"--- {family}, {kind[0]}: {len(found)}")
        for seed, _, _, statements, want, got in sorted(found, key=lambda f: len(f[3]))[:options.examples]:
            print(*(f"    {s}" for s in statements), f"  NumPy {tell(want)}", f"  arr   {tell(got)}", f"  (seed {seed})", sep="\n")
    total = sum(map(len, differing.values()))
    print(f"{options.programs} programs, {compared} statements agree, {total} programs differ")
    print(f"{len(raised)} errors: type equal {sum(t for t, _ in raised) / max(len(raised), 1):.2%}, message equal {sum(m for _, m in raised) / max(len(raised), 1):.2%}")
    sys.exit(total * 100 > options.at_most * options.programs)


if __name__ == "__main__":
    main()
