"""Writes syntax_trees.tsv: random statements, and their trees as Python's own `ast` sees them.

Usage: python3.11 syntax_trees.py [COUNT [SEED]] > syntax_trees.tsv
A row is the statement (as a JSON string), a tab, and the tree in the form of src/syntax/dump.rs.
"""

import ast
import json
import random
import struct
import sys
import warnings

warnings.simplefilter("ignore")

BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitXor: "^", ast.BitOr: "|",
}
COMPARE = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is",
    ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}
UNARY = {ast.USub: "Negative", ast.UAdd: "Positive", ast.Invert: "Invert", ast.Not: "Not"}


class Dump:
    def __init__(self, text):
        self.starts = [0]
        for line in text.encode().split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.spans = True

    def span(self, first, last):
        start = self.starts[first.lineno - 1] + first.col_offset
        end = self.starts[last.end_lineno - 1] + last.end_col_offset
        return f"@{start}-{end}"

    def statement(self, s):
        e, many = self.expr, self.many
        match s:
            case ast.Expr():
                return f"(expr {e(s.value)})"
            case ast.Assign():
                return f"(assign {many(s.targets)} {e(s.value)})"
            case ast.AugAssign():
                return f"(aug {BINARY[type(s.op)]} {e(s.target)} {e(s.value)})"
            case ast.Delete():
                return f"(del {many(s.targets)})"
            case ast.Assert():
                return f"(assert {e(s.test)} {self.option(s.msg)})"
            case ast.Pass():
                return "(pass)"
            case ast.Import():
                return f"(import {self.names(s.names)})"
            case ast.ImportFrom():
                return f"(from {s.module} {self.names(s.names)})"
        raise ValueError(s)

    def names(self, names):
        return " ".join(n.name + (":" + n.asname if n.asname else "") for n in names)

    def many(self, nodes):
        return "[" + " ".join(self.expr(n) for n in nodes) + "]"

    def option(self, node):
        return "-" if node is None else self.expr(node)

    def parts(self, values):
        out = []
        for value in values:
            if isinstance(value, ast.Constant):
                out.append(hexed(value.value))
            else:
                spec = value.format_spec.values if value.format_spec else []
                conversion = "-" if value.conversion == -1 else chr(value.conversion)
                out.append(f"(field {self.expr(value.value)} {conversion} {self.parts(spec)})")
        return "[" + " ".join(out) + "]"

    def clause(self, c):
        tests = "".join(f" (if {self.expr(test)})" for test in c.ifs)
        return f" (for {self.expr(c.target)} {self.expr(c.iter)}){tests}"

    def expr(self, n):
        e, many = self.expr, self.many
        first = last = n
        match n:
            case ast.Constant(value=bool() | None):
                return repr(n.value)
            case ast.Constant(value=v) if v is ...:
                return "..."
            case ast.Constant(value=int()):
                return f"int:{n.value}"
            case ast.Constant(value=float()):
                return f"float:{bits(n.value)}"
            case ast.Constant(value=complex()):
                return f"imag:{bits(n.value.imag)}"
            case ast.Constant(value=str()):
                return hexed(n.value)
            case ast.Name():
                return n.id
            case ast.JoinedStr():
                # Python 3.11 places the nodes inside an f-string wrongly.
                before, self.spans = self.spans, False
                text = f"fstring {self.parts(n.values)}"
                self.spans = before
            case ast.List():
                text = f"list {many(n.elts)}"
            case ast.Tuple():
                text = f"tuple {many(n.elts)}"
            case ast.Set():
                text = f"set {many(n.elts)}"
            case ast.Dict():
                text = "dict [" + " ".join(f"{e(k)}={e(v)}" for k, v in zip(n.keys, n.values)) + "]"
            case ast.UnaryOp():
                text = f"{UNARY[type(n.op)]} {e(n.operand)}"
            case ast.BinOp():
                text = f"{BINARY[type(n.op)]} {e(n.left)} {e(n.right)}"
            case ast.Compare():
                rest = "".join(f" '{COMPARE[type(op)]}' {e(right)}" for op, right in zip(n.ops, n.comparators))
                text = f"compare {e(n.left)}{rest}"
            case ast.BoolOp():
                # Python keeps a chain in one node; here the left of it is a node of its own.
                word = "and" if isinstance(n.op, ast.And) else "or"
                text = e(n.values[0])
                for value in n.values[1:-1]:
                    at = f"@{self.span(n, value)[1:]}" if self.spans else ""
                    text = f"({word} {text} {e(value)}){at}"
                text = f"{word} {text} {e(n.values[-1])}"
            case ast.IfExp():
                text = f"if {e(n.test)} {e(n.body)} {e(n.orelse)}"
            case ast.Call():
                args = [("*" + e(a.value)) if isinstance(a, ast.Starred) else e(a) for a in n.args]
                args += [f"{k.arg}={e(k.value)}" if k.arg else f"**{e(k.value)}" for k in n.keywords]
                text = f"call {e(n.func)} [" + " ".join(args) + "]"
            case ast.Attribute():
                text = f"attr {e(n.value)} {n.attr}"
            case ast.Subscript():
                text = f"index {e(n.value)} {e(n.slice)}"
            case ast.Slice():
                text = f"slice {self.option(n.lower)} {self.option(n.upper)} {self.option(n.step)}"
            case ast.Starred():
                text = f"* {e(n.value)}"
            case ast.ListComp():
                text = f"listcomp {e(n.elt)}" + "".join(map(self.clause, n.generators))
            case ast.GeneratorExp():
                text = f"generator {e(n.elt)}" + "".join(map(self.clause, n.generators))
            case ast.Lambda():
                plain = n.args.args
                defaults = [None] * (len(plain) - len(n.args.defaults)) + n.args.defaults
                params = " ".join(f"{a.arg}={self.option(d)}" for a, d in zip(plain, defaults))
                text = f"lambda [{params}] {e(n.body)}"
            case _:
                raise ValueError(ast.dump(n))
        return f"({text}){self.span(first, last) if self.spans else ''}"


def bits(value):
    return struct.pack(">d", value).hex()


def hexed(text):
    return "s" + "".join(f".{ord(c):x}" for c in text)


# ---- random text ----

R = random.Random()
NAMES = "a b c x np foo a1 float64 _ αβ note lambda1 f r u rb nothing island ifs order".split()
NUMBERS = """0 1 2 42 00 0_0 7_000 123456789012345678 9223372036854775807 9223372036854775808 99999999999999999999999
0xff 0XAB_cd 0o17 0b1_01 1.0 1. .5 1e5 1E-3 1_0.0_1e+1_0 1e400 2j 1.5J 0e0 00.5 09.1 1e-400 0.1 3.14 5e-324 1__ 08j
""".replace("1__", "").split()
STRINGS = [
    "''", '""', "'a'", '"it\'s"', "'a\\nb'", "'\\x41\\u00e9\\U0001F600'", "r'\\d'", "R\"\\'\"", "'''a\n'b' \"c\"'''",
    '"""x"""', "u'z'", "'\\101\\0'", "'a\\\nb'", "'\\q'", "'1 # ) 2'", "'é'", "'''\\''''", "'\\\\'", "rb"[:1] + "'\\\\'",
]
FSTRINGS = [
    "f'{a}'", "f'{a!r}'", "f'{a:.3f}'", "f'{a=}'", "f'{a = }'", "f'{a=!s}'", "f'{a=:>5}'", "f'{{x}}{a}'", "f'{a:{b}}'",
    "f'{a:{b}.{c}}'", "f'{a!r:>{w}}'", "F\"{a['k']}\"", "f'{1, 2}'", "f'{a if b else c}'", "f'{(lambda x: 1)}'",
    "f'x{a}y{b}z'", "rf'\\d{a}'", "f'\\n{a}\\t'", "f'{ a }'", "f'{a!=b}'", "f'{a==b}'", "f'{a<=1}'", "f'{{}}'", "f''",
    "f'''{\na\n}'''", "f'{a[1:2]}'", "f'{x:%Y-%m}'", "f'{1_000}'", "f'{f\"{a}\"}'", "f'{a:}'", "fr'{a}\\{b}'", "f'{a}' 'b'",
    "'{a}' f'{b}'", "f'{*a, 1}'", "f'{a[\"b\"]!s:{c}}'", "f'{a<b}'", "f'{-a}'", "f'{3.5:5}'", "f'a' f'{b}' 'c' f'{d}'",
]
BINARY_TEXT = list(BINARY.values())
COMPARE_TEXT = list(COMPARE.values())
inside = 0


def blank():
    k = R.random()
    if k < 0.8:
        return ""
    if k < 0.95:
        return " "
    if inside and k < 0.98:
        return R.choice(["\n", "  \n ", " # 1 'note )\n", "\t"])
    return R.choice(["  ", " \\\n", "\t", "\x0c"])


def bracket(make):
    global inside
    inside += 1
    out = make()
    inside -= 1
    return out


def comma(items, trailing=True):
    end = blank() + "," if items and trailing and R.random() < 0.1 else ""
    return (blank() + "," + blank()).join(items) + end


def some(make, low=0, high=3):
    return [make() for _ in range(R.randint(low, high))]


def atom(depth):
    k = R.random()
    if depth <= 0 or k < 0.35:
        return R.choice(NAMES)
    if k < 0.6:
        return R.choice(NUMBERS)
    if k < 0.65:
        return " ".join(R.choice(STRINGS) for _ in range(R.choice([1, 1, 1, 2])))
    if k < 0.7:
        return R.choice(FSTRINGS)
    if k < 0.73:
        return R.choice(["None", "True", "False", "..."])
    return bracket(lambda: bracketed(depth - 1))


def bracketed(depth):
    k = R.random()
    b = blank
    star = lambda: ("*" + b() if R.random() < 0.1 else "") + operation(depth)
    value = lambda: star() if R.random() < 0.15 else expr(depth)
    if k < 0.3:
        return "[" + b() + comma(some(value)) + b() + "]"
    if k < 0.5:
        return "(" + b() + expr(depth) + b() + ")"
    if k < 0.6:
        items = some(value)
        end = "," if len(items) == 1 else ""
        return "(" + b() + comma(items, trailing=False) + end + b() + ")"
    if k < 0.7:
        return "{" + b() + comma([expr(depth) + b() + ":" + b() + expr(depth) for _ in range(R.randint(0, 2))]) + b() + "}"
    if k < 0.78:
        return "{" + b() + comma(some(value, 1)) + b() + "}"
    if k < 0.9:
        return "[" + b() + expr(depth) + clauses(depth) + b() + "]"
    return "(" + b() + expr(depth) + clauses(depth) + b() + ")"


def clauses(depth):
    out = ""
    for _ in range(R.choice([1, 1, 2])):
        out += " for " + targets() + " in " + operation(depth)
        if R.random() < 0.3:
            out += " if " + operation(depth)
    return out


def targets():
    k = R.random()
    if k < 0.6:
        return R.choice(NAMES)
    if k < 0.8:
        return comma([R.choice(NAMES) for _ in range(2)])
    if k < 0.9:
        return "(a, [b, *c]), x"
    return R.choice(["a[0]", "a.b, *c", "(a)", "a().b", "a,"])


def primary(depth):
    out = atom(depth)
    for _ in range(R.choice([0, 0, 0, 1, 1, 2])):
        if depth <= 0:
            break
        k = R.random()
        if k < 0.4:
            out += (" " if out[-1:].isdigit() or R.random() < 0.05 else "") + "." + blank() + R.choice(NAMES)
        elif k < 0.7:
            out += blank() + bracket(lambda: "(" + blank() + arguments(depth - 1) + blank() + ")")
        else:
            out += blank() + bracket(lambda: "[" + blank() + comma(some(lambda: index(depth - 1), 1)) + blank() + "]")
    return out


def arguments(depth):
    if R.random() < 0.1:
        return expr(depth) + clauses(depth)
    plain = [expr(depth) for _ in range(R.choice([0, 1, 1, 2]))]
    if R.random() < 0.15:
        plain.append("*" + blank() + expr(depth))
    names = R.sample(NAMES, R.choice([0, 0, 1, 2]))
    named = [name + blank() + "=" + blank() + expr(depth) for name in names]
    if R.random() < 0.1:
        named.append("**" + blank() + expr(depth))
    return comma(plain + named)


def index(depth):
    part = lambda: (expr(depth) if R.random() < 0.6 else "") + blank()
    k = R.random()
    if k < 0.5:
        return expr(depth)
    if k < 0.95:
        return part() + ":" + blank() + part() + (":" + blank() + part() if R.random() < 0.4 else "")
    return "*" + operation(depth)


def operation(depth):
    """An expression without `if` and `lambda` at its top."""
    out = primary(depth)
    if R.random() < 0.15:
        out = R.choice("+-~") + blank() + out
    if R.random() < 0.05:
        out = R.choice("+-~") + blank() + R.choice("+-~") + out
    words = False
    for _ in range(R.choice([0, 0, 0, 1, 1, 2, 3]) if depth > 0 else 0):
        k = R.random()
        right = primary(depth - 1)
        if R.random() < 0.2:
            right = R.choice("+-~") + right
        if k < 0.6:
            out += blank() + R.choice(BINARY_TEXT) + blank() + right
        elif k < 0.8:
            out += " " + R.choice(COMPARE_TEXT) + " " + right
        else:
            out += " " + R.choice(["and", "or", "and not", "or  not", "and not not"]) + " " + right
            words = True
    if R.random() < 0.05:
        out = "not " + out
    return out


def expr(depth):
    k = R.random()
    if depth > 0 and k < 0.05:
        return operation(depth) + " if " + operation(depth - 1) + " else " + expr(depth - 1)
    if depth > 0 and k < 0.08:
        params = comma(R.sample(NAMES, R.choice([0, 1, 2])) + R.choice([[], ["k=" + expr(depth - 1)]]), trailing=False)
        return "lambda " + params + blank() + ":" + blank() + expr(depth - 1)
    return operation(depth)


def target():
    k = R.random()
    if k < 0.5:
        return R.choice(NAMES)
    if k < 0.6:
        return R.choice(NAMES) + "." + R.choice(NAMES)
    if k < 0.8:
        return R.choice(NAMES) + bracket(lambda: "[" + comma(some(lambda: index(1), 1)) + "]")
    return R.choice(["a, b", "(a, b)", "[a, *b]", "a, (b, c[0])", "*a, b", "(a)", "a,", "[]", "()", "f(1).b", "a[0][1]"])


def statement():
    k = R.random()
    b = blank
    depth = R.randint(1, 4)
    values = lambda: comma(some(lambda: expr(depth), 2, 3)) if R.random() < 0.1 else expr(depth)
    if k < 0.35:
        return values()
    if k < 0.7:
        text = ""
        for _ in range(R.choice([1, 1, 1, 2])):
            text += target() + b() + "=" + b()
        return text + values()
    if k < 0.85:
        left = R.choice(["a", "a[0]", "a.b", "(a)", "a[1:, None]", "f().x"])
        return left + b() + R.choice(BINARY_TEXT) + "=" + b() + values()
    if k < 0.89:
        return "del " + comma([R.choice(["a", "b", "a[0]", "a.b", "(a)", "(a, b)", "[a, b]"]) for _ in range(R.randint(1, 3))])
    if k < 0.93:
        return "assert " + expr(depth) + (b() + "," + b() + expr(depth) if R.random() < 0.5 else "")
    return R.choice([
        "pass", "import numpy as np", "import numpy", "import numpy.linalg as la, math", "from numpy import copy as cp, zeros",
        "from numpy import *", "from numpy.linalg import (norm, det as d,)", "import a,b", "from a import(b)", "from a import*",
    ])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    R.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    seen = set()
    while len(seen) < count:
        text = statement()
        try:
            compile(text, "", "exec")
            tree = ast.parse(text)
            (parsed,) = tree.body
            row = Dump(text).statement(parsed)
        except (SyntaxError, ValueError, MemoryError):
            continue
        if text in seen or len(text) > 300:
            continue
        seen.add(text)
        print(json.dumps(text, ensure_ascii=False) + "\t" + row)


main()
