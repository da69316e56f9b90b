"""Random programs in Python: names, closures, exceptions, generators, containers, classes, loops, unpacking, matching.

`program(seed)` gives the text of one, always the same for a seed. Every loop ends: what repeats counts. Most expressions are of the kind
that is asked for; now and then one is not, so that programs raise, and what is raised is caught or ends the program.
"""

import random
import warnings

KINDS = ("int", "float", "str", "bool", "ints", "strs", "pair", "dict", "set")
ERRORS = ("ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "RuntimeError", "AttributeError", "LookupError",
          "ArithmeticError", "Exception", "StopIteration", "NameError", "AssertionError")
SPECIALS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "and": "&", "or": "|", "xor": "^", "lshift": "<<",
}
WORDS = ("a", "bc", "def", "", "Gh i", "xyz", "k", "n1", "é")


class Function:
    """What is known of a function that a program defines."""

    def __init__(self, name, kinds, result, defaults=0, starred=False, keywords=()):
        self.name, self.kinds, self.result = name, kinds, result
        self.defaults, self.starred, self.keywords = defaults, starred, keywords


class Class:
    """What is known of a class that a program defines."""

    def __init__(self, name, base, fields):
        self.name, self.base, self.fields = name, base, fields
        self.methods, self.properties, self.operators = {}, [], set()
        if base:
            self.methods.update(base.methods)
            self.properties += base.properties
            self.operators |= base.operators


class Scope:
    """The names that can be read, with their kinds, and what a statement may do here."""

    def __init__(self, parent=None, function=False):
        self.parent, self.function = parent, function
        self.names = {}
        self.loops = 0
        self.generator = False
        self.result = None
        self.this = None

    def visible(self):
        names = dict(self.parent.visible()) if self.parent else {}
        names.update(self.names)
        return names


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.functions, self.generators, self.classes = [], [], []
        self.count = 0
        self.budget = self.random.randint(18, 40)
        self.depth = 0

    # ---- choices ----

    def pick(self, items):
        return items[self.random.randrange(len(items))]

    def chance(self, p):
        return self.random.random() < p

    def fresh(self, prefix="v"):
        self.count += 1
        return f"{prefix}{self.count}"

    # ---- expressions ----

    def name_of(self, scope, kind):
        names = [name for name, k in scope.visible().items() if k == kind]
        return self.pick(names) if names else None

    def expression(self, scope, kind=None, depth=0):
        """An expression of a kind, not longer than a line."""
        for _ in range(4):
            text = self.any_expression(scope, kind, depth)
            if len(text) <= (60 if depth else 90):
                return text
        return self.name_of(scope, kind) or {"str": "'s'", "ints": "[1]", "strs": "['s']", "pair": "(1, 2)", "dict": "{'a': 1}", "set": "{1}"}.get(kind, "1")

    def any_expression(self, scope, kind=None, depth=0):
        if kind is None:
            kind = self.pick(KINDS)
        elif self.chance(0.015):
            kind = self.pick(KINDS + ("none", "object"))
        if self.chance(0.004):
            return self.fresh("missing")
        if depth < 3 and self.chance(0.06):
            return f"({self.expression(scope, kind, depth + 1)} if {self.condition(scope, depth + 1)} else {self.expression(scope, kind, depth + 1)})"
        if depth < 3 and self.chance(0.03) and scope.function:
            name = self.fresh("w")
            text = f"({name} := {self.expression(scope, kind, depth + 1)})"
            scope.names[name] = kind
            return text
        if depth < 3 and self.chance(0.08):
            call = self.call_of(scope, kind, depth)
            if call:
                return call
        if self.chance(0.35 if depth else 0.15):
            name = self.name_of(scope, kind)
            if name:
                return name
        cls = next((c for c in self.classes if c.name == kind), None)
        return self.object_of(scope, cls, depth) if cls else getattr(self, f"{kind}_expression", self.object_expression)(scope, depth)

    def call_of(self, scope, kind, depth):
        """A call of a function or method that gives this kind."""
        known = [f for f in self.functions if f.result == kind]
        if known and self.chance(0.7):
            return self.call(scope, self.pick(known), depth)
        methods = [(c, m) for c in self.classes for m, f in c.methods.items() if f.result == kind]
        if methods:
            cls, method = self.pick(methods)
            args = ", ".join(self.expression(scope, k, depth + 1) for k in cls.methods[method].kinds)
            return f"{self.object_of(scope, cls, depth)}.{method}({args})"
        return None

    def call(self, scope, function, depth):
        args = [self.expression(scope, kind, depth + 1) for kind in function.kinds]
        if function.defaults and self.chance(0.5):
            args = args[:len(args) - self.random.randint(1, function.defaults)]
        if function.starred and self.chance(0.6):
            args += [self.expression(scope, "int", depth + 1) for _ in range(self.random.randint(0, 2))]
        if self.chance(0.02):
            args = args[:-1] if self.chance(0.5) else [*args, "0"]
        for keyword in function.keywords:
            if self.chance(0.5):
                args.append(f"{keyword}={self.expression(scope, 'int', depth + 1)}")
        if self.chance(0.01):
            args.append("other=1")
        return f"{function.name}({', '.join(args)})"

    def object_of(self, scope, cls, depth):
        names = [name for name, k in scope.visible().items() if k == cls.name]
        if names and self.chance(0.7):
            return self.pick(names)
        return f"{cls.name}({', '.join(self.expression(scope, 'int', depth + 1) for _ in cls.fields)})"

    def condition(self, scope, depth=0):
        r = self.random.randrange(8)
        if r == 0 and depth < 3:
            return f"{self.condition(scope, depth + 1)} {self.pick(('and', 'or'))} {self.condition(scope, depth + 1)}"
        if r == 1:
            return f"not {self.operand(scope, self.pick(KINDS), depth + 1)}"
        if r == 2:
            return f"{self.operand(scope, 'int', depth + 1)} in {self.operand(scope, self.pick(('ints', 'set', 'pair')), depth + 1)}"
        if r == 3:
            return f"{self.operand(scope, 'str', depth + 1)} {self.pick(('in', 'not in'))} {self.operand(scope, self.pick(('strs', 'dict', 'str')), depth + 1)}"
        if r == 4:
            return f"isinstance({self.expression(scope, None, depth + 1)}, {self.pick(('int', 'str', 'float', '(list, tuple)', 'dict', 'int | str'))})"
        kind = self.pick(("int", "float", "str", "ints", "pair", "set"))
        return f"{self.operand(scope, kind, depth + 1)} {self.pick(('<', '<=', '==', '!=', '>', '>='))} {self.operand(scope, kind, depth + 1)}"

    def operand(self, scope, kind, depth):
        text = self.expression(scope, kind, depth)
        plain = text.isidentifier() or text.isdigit() or text[0] in "([{'" and text[-1] in ")]}'" and " " not in text
        return text if plain else f"({text})"

    def int_expression(self, scope, depth):
        r = self.random.randrange(16) if depth < 3 else 0
        operand = lambda: self.operand(scope, "int", depth + 1)  # noqa: E731
        if r < 4:
            return str(self.pick((0, 1, 2, 3, 4, 5, 7, 10, 12, 100, -1, -3, 2**31, 10**9, 2**63 - 1)) if self.chance(0.5) else self.random.randint(0, 20))
        if r < 8:
            return f"{operand()} {self.pick(('+', '-', '*', '+', '-', '//', '%', '&', '|', '^'))} {operand()}"
        if r == 8:
            return f"{self.pick(('-', '+', '~'))}{operand()}"
        if r == 9:
            return f"len({self.expression(scope, self.pick(('str', 'ints', 'strs', 'dict', 'set', 'pair')), depth + 1)})"
        if r == 10:
            return f"sum({self.expression(scope, self.pick(('ints', 'set', 'pair')), depth + 1)})"
        if r == 11:
            return f"{self.operand(scope, 'ints', depth + 1)}[{self.expression(scope, 'int', 3) if self.chance(0.3) else self.random.randint(-2, 2)}]"
        if r == 12:
            return f"{self.operand(scope, 'dict', depth + 1)}" + self.pick((f"[{self.expression(scope, 'str', 3)}]", f".get({self.expression(scope, 'str', 3)}, {self.random.randint(0, 9)})"))
        if r == 13:
            return f"{self.pick(('int', 'abs', 'round'))}({self.expression(scope, self.pick(('float', 'int', 'bool')), depth + 1)})"
        if r == 14:
            return f"{self.pick(('max', 'min'))}({self.expression(scope, 'int', depth + 1)}, {self.expression(scope, 'int', depth + 1)})"
        return f"{operand()} ** {self.random.randint(0, 4)}" if self.chance(0.5) else f"{operand()} {self.pick(('<<', '>>'))} {self.random.randint(0, 9)}"

    def float_expression(self, scope, depth):
        r = self.random.randrange(8) if depth < 3 else 0
        if r < 2:
            return repr(self.pick((0.0, 0.5, 1.5, -2.25, 3.0, 1e10, 0.1, 1e-7, 123.456)))
        if r < 5:
            return f"{self.operand(scope, 'float', depth + 1)} {self.pick(('+', '-', '*', '/', '//', '%'))} {self.operand(scope, self.pick(('float', 'int')), depth + 1)}"
        if r == 5:
            return f"{self.operand(scope, 'int', depth + 1)} / {self.operand(scope, 'int', depth + 1)}"
        if r == 6:
            return f"float({self.expression(scope, 'int', depth + 1)})"
        return f"round({self.expression(scope, 'float', depth + 1)}, {self.random.randint(0, 3)})"

    def str_expression(self, scope, depth):
        r = self.random.randrange(13) if depth < 3 else 0
        operand = lambda: self.operand(scope, "str", depth + 1)  # noqa: E731
        if r < 3:
            return repr(self.pick(WORDS))
        if r == 3:
            return f"{operand()} + {operand()}"
        if r == 4:
            return f"{operand()} * {self.random.randint(0, 3)}"
        if r == 5:
            return f"str({self.expression(scope, self.pick(('int', 'float', 'bool', 'ints')), depth + 1)})"
        if r in (6, 7):
            parts = []
            for _ in range(self.random.randint(1, 3)):
                kind = self.pick(("int", "float", "str", "ints", "bool"))
                spec = {"int": ("", ":5", ":>4", ":x", ":,", ":+d"), "float": ("", ":.2f", ":8.3f", ":g", ":e"),
                        "str": ("", "!r", ":>5", ":*^7", "!s:<4"), "ints": ("", "!r"), "bool": ("", "!r", ":d")}[kind]
                inner = self.expression(scope, kind, 2)
                if any(c in inner for c in "'\"{}\\:!="):
                    inner = self.name_of(scope, kind) or {"int": "1", "float": "2.5", "str": "str(3)", "ints": "[4]", "bool": "True"}[kind]
                parts.append("{" + inner + ("=" if self.chance(0.1) else "") + self.pick(spec) + "}" + self.pick(("", " ", "-", "x")))
            return "f'" + "".join(parts) + "'"
        if r == 8:
            return f"{operand()}.{self.pick(('upper()', 'lower()', 'strip()', 'title()', 'swapcase()', 'zfill(4)', 'center(6)', 'capitalize()'))}"
        if r == 9:
            return f"{operand()}[{self.slice(scope, depth)}]"
        if r == 10:
            return f"{self.pick((',', '-', ''))!r}.join({self.expression(scope, 'strs', depth + 1)})"
        if r == 11:
            return f"{operand()}.replace({self.expression(scope, 'str', 3)}, {self.expression(scope, 'str', 3)})"
        return f"{self.pick(('%d:%s', '%5.1f|%r', '%03d %s'))!r} % ({self.expression(scope, 'int', depth + 1)}, {self.expression(scope, None, depth + 1)})"

    def slice(self, scope, depth):
        part = lambda: self.pick(("", "", "0", "1", "2", "-1", "-2"))  # noqa: E731
        if self.chance(0.3):
            return str(self.random.randint(-1, 1))
        step = self.pick(("", "", ":", ":2", ":-1"))
        return f"{part()}:{part()}{step}"

    def bool_expression(self, scope, depth):
        if depth >= 3 or self.chance(0.2):
            return self.pick(("True", "False"))
        return self.condition(scope, depth + 1)

    def comprehension(self, scope, depth, kind, item):
        """The inside of a comprehension whose items are of a kind."""
        inner = Scope(scope)
        name = self.fresh("i")
        source, of = self.source(scope, depth)
        inner.names[name] = of
        text = f" for {name} in {source}"
        if self.chance(0.3):
            text += f" if {self.condition(inner, 2)}"
        elif self.chance(0.2):
            other = self.fresh("j")
            text += f" for {other} in range({self.random.randint(1, 3)})"
            inner.names[other] = "int"
        return item(inner) + text

    def source(self, scope, depth):
        """What a loop goes through, and of which kind its items are."""
        r = self.random.randrange(6)
        if r < 2:
            return f"range({self.pick((2, 3, 4, 5))})", "int"
        if r == 2:
            return self.expression(scope, "strs", depth + 1), "str"
        if r == 3:
            return self.expression(scope, "str", depth + 1), "str"
        known = [g for g in self.generators]
        if r == 4 and known:
            generator = self.pick(known)
            return self.call(scope, generator, depth + 1), "int"
        return self.expression(scope, self.pick(("ints", "set")), depth + 1), "int"

    def ints_expression(self, scope, depth):
        r = self.random.randrange(10) if depth < 3 else 0
        if r < 2:
            return "[" + ", ".join(self.expression(scope, "int", depth + 2) for _ in range(self.random.randint(0, 4))) + "]"
        if r < 5:
            return "[" + self.comprehension(scope, depth + 1, "int", lambda inner: self.expression(inner, "int", depth + 2)) + "]"
        if r == 5:
            return f"{self.operand(scope, 'ints', depth + 1)} + {self.operand(scope, 'ints', depth + 1)}"
        if r == 6:
            return f"sorted({self.expression(scope, self.pick(('ints', 'set', 'pair')), depth + 1)}{self.pick(('', ', reverse=True', ', key=lambda q: -q', ', key=abs'))})"
        if r == 7:
            return f"list({self.source(scope, depth)[0] if self.chance(0.3) else 'range(' + str(self.random.randint(0, 5)) + ')'})"
        if r == 8:
            start, stop = self.pick((("", ""), ("1", ""), ("", "2"), ("-2", "")))
            return f"{self.operand(scope, 'ints', depth + 1)}[{start}:{stop}{self.pick(('', ':2', ':-1'))}]"
        return f"[*{self.expression(scope, self.pick(('ints', 'pair', 'set')), depth + 1)}, {self.expression(scope, 'int', depth + 1)}]"

    def strs_expression(self, scope, depth):
        r = self.random.randrange(5) if depth < 3 else 0
        if r < 2:
            return "[" + ", ".join(self.expression(scope, "str", depth + 2) for _ in range(self.random.randint(0, 3))) + "]"
        if r == 2:
            return "[" + self.comprehension(scope, depth + 1, "str", lambda inner: self.expression(inner, "str", depth + 2)) + "]"
        if r == 3:
            return f"{self.operand(scope, 'str', depth + 1)}.split({self.pick(('', repr(' '), repr('-')))})"
        return f"list(map({self.pick(('str', 'str.upper', 'repr', 'lambda t: t * 2'))}, {self.expression(scope, 'strs', depth + 1)}))"

    def pair_expression(self, scope, depth):
        r = self.random.randrange(4) if depth < 3 else 0
        if r < 2:
            return f"({self.expression(scope, 'int', depth + 2)}, {self.expression(scope, 'int', depth + 2)})"
        if r == 2:
            return f"divmod({self.expression(scope, 'int', depth + 1)}, {self.expression(scope, 'int', depth + 1)})"
        return f"tuple({self.expression(scope, 'ints', depth + 1)}[:2])"

    def dict_expression(self, scope, depth):
        r = self.random.randrange(5) if depth < 3 else 0
        if r < 2:
            return "{" + ", ".join(f"{self.pick(WORDS)!r}: {self.expression(scope, 'int', depth + 2)}" for _ in range(self.random.randint(0, 3))) + "}"
        if r == 2:
            return "{" + self.comprehension(scope, depth + 1, "str", lambda inner: f"{self.expression(inner, 'str', 2)}: {self.expression(inner, 'int', 2)}") + "}"
        if r == 3:
            return f"dict(zip({self.expression(scope, 'strs', depth + 1)}, {self.expression(scope, 'ints', depth + 1)}))"
        return "{**" + self.expression(scope, "dict", depth + 1) + f", {self.pick(WORDS)!r}: {self.expression(scope, 'int', depth + 1)}" + "}"

    def set_expression(self, scope, depth):
        r = self.random.randrange(4) if depth < 3 else 0
        if r < 2:
            return "{" + ", ".join(str(self.random.randint(0, 9)) for _ in range(self.random.randint(1, 4))) + "}"
        if r == 2:
            return f"{self.operand(scope, 'set', depth + 1)} {self.pick('|&-^')} {self.operand(scope, 'set', depth + 1)}"
        return f"set({self.expression(scope, 'ints', depth + 1)})"

    def none_expression(self, scope, depth):
        return "None"

    def object_expression(self, scope, depth):
        if self.classes:
            return self.object_of(scope, self.pick(self.classes), depth)
        return "None"

    # ---- statements: lists of lines ----

    def block(self, scope, size, depth):
        lines = []
        for _ in range(size):
            lines += self.statement(scope, depth)
        return lines or ["pass"]

    @staticmethod
    def indented(lines):
        return ["    " + line for line in lines]

    def statement(self, scope, depth):
        self.budget -= 1
        weights = [
            (self.assign, 14), (self.show, 14), (self.augment, 6), (self.unpack, 5), (self.change, 8), (self.operate, 4), (self.use_object, 6),
            (self.raise_now, 1.2), (self.checked, 1), (self.delete, 1),
        ]
        if depth < 3 and self.budget > 0:
            weights += [(self.wrong_call, 1.5), (self.left_early, 1.5), (self.several_managers, 1), (self.pipeline, 1.5), (self.chained_raise, 1.5), (self.sliced, 1.5),
                        (self.formatted, 1.5), (self.matched_object, 1.5), (self.numbers, 1.5), (self.texts, 1.5), (self.closures, 1), (self.views, 1)]
            weights += [(self.branch, 5), (self.loop, 6), (self.while_loop, 3), (self.attempt, 7), (self.match, 3), (self.drive, 3), (self.manage, 1.5)]
        if depth < 2 and self.budget > 0:
            weights += [(self.closure, 3)]
        if scope.loops:
            weights += [(self.leave_loop, 3)]
        if scope.generator:
            weights += [(self.yields, 10)]
        if scope.result and depth > 0:
            weights += [(self.returns, 2)]
        chosen = self.random.choices([w[0] for w in weights], [w[1] for w in weights])[0]
        lines = chosen(scope, depth)
        # arr shows a long line around the fault only.
        return lines if max(map(len, lines)) + 4 * depth < 130 else ["pass"]

    def assign(self, scope, depth):
        kind = self.pick(KINDS)
        text = self.expression(scope, kind)
        name = self.name_of(scope, kind) if self.chance(0.3) and not scope.function else None
        name = name or self.fresh()
        scope.names[name] = kind
        if self.chance(0.05):
            other = self.fresh()
            scope.names[other] = kind
            return [f"{name} = {other} = {text}"]
        return [f"{name} = {text}"]

    def show(self, scope, depth):
        args = [self.expression(scope, self.pick(KINDS)) for _ in range(self.random.randint(1, 3))]
        if self.chance(0.1):
            args.append(self.pick(("sep='|'", "end='.\\n'", "sep=''")))
        return [f"print({', '.join(args)})"]

    def own(self, scope, kind):
        names = [name for name, k in scope.names.items() if k == kind]
        return self.pick(names) if names else None

    def augment(self, scope, depth):
        kind = self.pick(("int", "float", "str", "ints", "set", "int"))
        name = self.own(scope, kind)
        if not name:
            return self.assign(scope, depth)
        op = {"int": "+-*%|", "float": "+-*/", "str": "+", "ints": "+", "set": "|&-"}[kind]
        return [f"{name} {self.pick(op)}= {self.expression(scope, kind)}"]

    def unpack(self, scope, depth):
        a, b, c = self.fresh(), self.fresh(), self.fresh()
        r = self.random.randrange(6)
        if r == 0:
            lines = [f"{a}, {b} = {self.expression(scope, 'pair')}"]
        elif r == 1:
            lines = [f"{a}, *{b} = {self.expression(scope, 'ints')}"]
            scope.names.update({a: "int", b: "ints"})
            return lines
        elif r == 2:
            lines = [f"*{c}, {a} = {self.expression(scope, self.pick(('ints', 'pair')))}"]
            scope.names.update({a: "int", c: "ints"})
            return lines
        elif r == 3:
            lines = [f"({a}, {b}), {c} = {self.expression(scope, 'pair')}, {self.expression(scope, 'str')}"]
            scope.names[c] = "str"
        elif r == 4:
            lines = [f"{a}, {b} = {self.expression(scope, 'int')}, {self.expression(scope, 'int')}", f"{a}, {b} = {b}, {a}"]
        else:
            lines = [f"{a}, {b}, {c} = {self.expression(scope, 'ints')}"]
            scope.names[c] = "int"
        scope.names.update({a: "int", b: "int"})
        return lines

    def change(self, scope, depth):
        """Something that changes a container."""
        kind = self.pick(("ints", "dict", "set", "strs"))
        name = self.name_of(scope, kind)
        if not name:
            return self.assign(scope, depth)
        e = lambda k: self.expression(scope, k, 1)  # noqa: E731
        if kind == "ints":
            return [self.pick((f"{name}.append({e('int')})", f"{name}.extend({e('ints')})", f"{name}.insert({self.random.randint(-1, 3)}, {e('int')})",
                               f"print({name}.pop())", f"{name}.sort()", f"{name}.reverse()", f"{name}[{self.random.randint(-1, 2)}] = {e('int')}",
                               f"{name}[1:2] = {e('ints')}", f"del {name}[{self.random.randint(0, 2)}]", f"{name}.remove({e('int')})",
                               f"print({name}.index({e('int')}))", f"{name}[0] += {e('int')}", f"print({name}.count({e('int')}))"))]
        if kind == "strs":
            return [self.pick((f"{name}.append({e('str')})", f"print({name}.pop(0))", f"{name}.sort(key=len)", f"{name}[0] = {e('str')}", f"{name} *= 2" if name in scope.names else f"print({name} * 2)"))]
        if kind == "dict":
            return [self.pick((f"{name}[{e('str')}] = {e('int')}", f"print({name}.pop({e('str')}))", f"print({name}.pop({e('str')}, None))", f"{name}.update({e('dict')})",
                               f"print({name}.setdefault({e('str')}, {e('int')}))", f"del {name}[{e('str')}]", f"print(list({name}.items()))", f"print(sorted({name}))",
                               f"{name}[{self.pick(WORDS)!r}] = {name}.get({self.pick(WORDS)!r}, 0) + 1", f"print({name}.popitem())", f"print({name} | {e('dict')})"))]
        return [self.pick((f"{name}.add({e('int')})", f"{name}.discard({e('int')})", f"{name}.remove({e('int')})", f"print({name}.pop())", f"print(sorted({name}))",
                           f"print({name}.union({e('ints')}))", f"{name}.update({e('ints')})", f"print({name} <= {e('set')})"))]

    def operate(self, scope, depth):
        """Operators between objects of the program's classes and others."""
        if not self.classes:
            return self.show(scope, depth)
        cls = self.pick(self.classes)
        left, right = self.object_of(scope, cls, 1), self.expression(scope, "int", 1)
        if self.chance(0.3):
            right = self.object_of(scope, self.pick(self.classes), 1)
        if self.chance(0.4):
            left, right = right, left
        symbol = SPECIALS[self.pick(sorted(cls.operators))] if cls.operators and self.chance(0.8) else self.pick(("+", "-", "*", "<", "==", ">=", "in"))
        return [f"print({left if left.isidentifier() or left.isdigit() else '(' + left + ')'} {symbol} {right if right.isidentifier() or right.isdigit() else '(' + right + ')'})"]

    def use_object(self, scope, depth):
        if not self.classes:
            return self.assign(scope, depth)
        cls = self.pick(self.classes)
        names = [name for name, k in scope.visible().items() if k == cls.name]
        if not names or self.chance(0.3):
            name = self.fresh("o")
            lines = [f"{name} = {self.object_of(Scope(), cls, 1) if not names else self.object_of(scope, cls, 1)}"]
            scope.names[name] = cls.name
            return lines
        name = self.pick(names)
        uses = [f"print({name})", f"print(repr({name}), {name} == {name})", f"print([{name}, 1])", f"print(f'{{{name}}}')", f"print(bool({name}))", f"print(type({name}).__name__)"]
        uses += [f"print({name}.{field})" for field in cls.fields] + [f"{name}.{field} = {self.expression(scope, 'int', 1)}" for field in cls.fields]
        uses += [f"print({name}.{prop})" for prop in cls.properties] * 2 + [f"{name}.{prop} = {self.expression(scope, 'int', 1)}" for prop in cls.properties]
        for method, function in cls.methods.items():
            args = ", ".join(self.expression(scope, kind, 1) for kind in function.kinds)
            uses += [f"print({name}.{method}({args}))"] * 2
        uses += [f"print(len({name}))", f"print({name}[{self.random.randint(0, 3)}])", f"print(list({name}))", f"print({name}.nothing)", f"print(isinstance({name}, {self.pick(self.classes).name}))",
                 f"print(getattr({name}, {self.pick(cls.fields + ['zz'])!r}, 'none'))", f"print(hasattr({name}, {self.pick(cls.fields + ['zz'])!r}))", f"print(sorted(vars({name}).items()))"]
        return [self.pick(uses)]

    def raise_now(self, scope, depth):
        error = self.pick(ERRORS)
        own = [c.name for c in self.errors] if self.errors else []
        if own and self.chance(0.5):
            error = self.pick(own)
        lines = [f"raise {error}" if self.chance(0.2) else f"raise {error}({self.expression(scope, self.pick(('str', 'int', 'pair')), 1)})"]
        if self.chance(0.6):
            lines = [f"if {self.condition(scope)}:", *self.indented(lines)]
        return lines

    def checked(self, scope, depth):
        message = f", {self.expression(scope, 'str', 1)}" if self.chance(0.5) else ""
        return [f"assert {self.condition(scope)}{message}"]

    def delete(self, scope, depth):
        kind = self.pick(KINDS)
        name = self.own(scope, kind)
        if not name or len(scope.names) < 4:
            return self.show(scope, depth)
        if self.chance(0.6):
            del scope.names[name]
        return [f"del {name}"]

    def branch(self, scope, depth):
        lines = [f"if {self.condition(scope)}:", *self.indented(self.block(scope, self.random.randint(1, 2), depth + 1))]
        if self.chance(0.3):
            lines += [f"elif {self.condition(scope)}:", *self.indented(self.block(scope, 1, depth + 1))]
        if self.chance(0.5):
            lines += ["else:", *self.indented(self.block(scope, self.random.randint(1, 2), depth + 1))]
        return lines

    def loop(self, scope, depth):
        source, kind = self.source(scope, 1)
        name = self.fresh("i")
        r = self.random.randrange(6)
        if r == 0:
            index = self.fresh("n")
            scope.names.update({index: "int", name: kind})
            head = f"for {index}, {name} in enumerate({source}{self.pick(('', ', 1'))}):"
        elif r == 1:
            value = self.fresh("x")
            scope.names.update({name: "str", value: "int"})
            head = f"for {name}, {value} in {self.operand(scope, 'dict', 1)}.items():"
        elif r == 2:
            value = self.fresh("x")
            scope.names.update({name: kind, value: "int"})
            head = f"for {name}, {value} in zip({source}, {self.expression(scope, 'ints', 1)}):"
        else:
            scope.names[name] = kind
            head = f"for {name} in {source}:"
        scope.loops += 1
        body = self.block(scope, self.random.randint(1, 3), depth + 1)
        scope.loops -= 1
        lines = [head, *self.indented(body)]
        if self.chance(0.25):
            lines += ["else:", *self.indented(self.block(scope, 1, depth + 1))]
        return lines

    def while_loop(self, scope, depth):
        counter = self.fresh("c")
        test = f" and {self.condition(scope)}" if self.chance(0.3) else ""
        scope.names[counter] = "counter"
        scope.loops += 1
        body = self.block(scope, self.random.randint(1, 2), depth + 1)
        scope.loops -= 1
        lines = [f"{counter} = 0", f"while {counter} < {self.random.randint(1, 4)}{test}:", f"    {counter} += 1", *self.indented(body)]
        if self.chance(0.25):
            lines += ["else:", *self.indented(self.block(scope, 1, depth + 1))]
        return lines

    def leave_loop(self, scope, depth):
        lines = [self.pick(("break", "continue"))]
        if self.chance(0.9):
            lines = [f"if {self.condition(scope)}:", *self.indented(lines)]
        return lines

    def attempt(self, scope, depth):
        loops = scope.loops
        lines = ["try:", *self.indented(self.block(scope, self.random.randint(1, 3), depth + 1))]
        if self.chance(0.3):
            error = self.pick(ERRORS + tuple(c.name for c in self.errors))
            lines += self.indented([f"raise {error}({self.expression(scope, 'str', 1)})"])
        handlers = self.random.randint(0, 2)
        for _ in range(handlers):
            error = self.pick(ERRORS[:10] + tuple(c.name for c in self.errors) * 2 + ("(TypeError, ValueError)", "(KeyError, IndexError)"))
            name = self.fresh("e")
            if self.chance(0.7):
                body = [self.pick((f"print(type({name}).__name__, {name})", f"print(repr({name}))", f"print({name}.args)", f"print({name}.__cause__, {name}.__context__)"))]
                if self.chance(0.15):
                    body.append(self.pick(("raise", f"raise ValueError('again') from {name}", "raise RuntimeError('other')", "raise KeyError(1) from None", f"raise {name}")))
                else:
                    body += self.block(scope, self.random.randint(0, 1), depth + 1)
                lines += [f"except {error} as {name}:", *self.indented(body)]
            else:
                lines += [f"except {error}:", *self.indented(self.block(scope, 1, depth + 1))]
        if handlers and self.chance(0.5):
            name = self.fresh("e")
            lines += [f"except Exception as {name}:", *self.indented([f"print(type({name}).__name__, {name})"])]
        if handlers and self.chance(0.3):
            lines += ["else:", *self.indented(self.block(scope, 1, depth + 1))]
        if not handlers or self.chance(0.3):
            scope.loops = 0
            lines += ["finally:", *self.indented(self.block(scope, 1, depth + 1))]
            scope.loops = loops
        return lines

    def match(self, scope, depth):
        kind = self.pick(("int", "pair", "ints", "str", "dict"))
        lines = [f"match {self.expression(scope, kind, 1)}:"]
        a, b = self.fresh("m"), self.fresh("m")
        cases = {
            "int": [("0 | 1", {}), (f"int({a})", {a: "int"}), ("-1", {})],
            "pair": [(f"({a}, 0)", {a: "int"}), (f"({a}, {b})", {a: "int", b: "int"}), (f"[{a}, *{b}]", {a: "int", b: "ints"})],
            "ints": [("[]", {}), (f"[{a}]", {a: "int"}), (f"[{a}, *{b}]", {a: "int", b: "ints"}), (f"[*{b}, 1]", {b: "ints"})],
            "str": [("'a' | 'bc'", {}), (f"str() as {a}", {a: "str"}), ("''", {})],
            "dict": [(f"{{'a': {a}}}", {a: "int"}), (f"{{'k': {a}, **{b}}}", {a: "int", b: "dict"}), ("{}", {})],
        }[kind]
        for pattern, names in self.random.sample(cases, self.random.randint(1, len(cases))):
            inner = Scope(scope)
            inner.names = names
            guard = f" if {self.condition(inner)}" if self.chance(0.3) else ""
            body = [f"print({pattern.replace(chr(39), '')!r}{''.join(', ' + name for name in names)})"]
            lines += self.indented([f"case {pattern}{guard}:", *self.indented(body)])
        if self.chance(0.6) and not any(p[0].startswith("_") for p in cases):
            lines += self.indented(["case _:", *self.indented(self.block(scope, 1, depth + 1))])
        return lines

    def drive(self, scope, depth):
        """A generator that is driven by hand."""
        if not self.generators:
            return self.show(scope, depth)
        name = self.fresh("g")
        lines = [f"{name} = {self.call(scope, self.pick(self.generators), 1)}"]
        for _ in range(self.random.randint(1, 3)):
            lines.append(self.pick((f"print(next({name}, 'end'))", f"print(next({name}))", f"print({name}.send({self.expression(scope, 'int', 2)}))", f"{name}.close()",
                                    f"print({name}.throw(ValueError('thrown')))", f"print(list({name}))", f"for q in {name}: print(q)")))
        return lines

    def manage(self, scope, depth):
        if not self.managers:
            return self.show(scope, depth)
        name = self.fresh("cm")
        return [f"with {self.pick(self.managers)}({self.random.randint(0, 1)}) as {name}:", f"    print({name})", *self.indented(self.block(scope, self.random.randint(1, 2), depth + 1))]

    # ---- what is thin in what people write, and thick in what can go wrong ----

    def wrong_call(self, scope, depth):
        """A function with parameters of all kinds, called in a way that may not fit."""
        name = self.fresh("f")
        parameters = self.pick(("a, b=2, *, c, d=4", "a, /, b, *args, c=1, **kw", "*, x, y=2", "a, b, /", "*args", "**kw", "a, b=[], *rest", "a, *, b", ""))
        names = [p.strip("*").split("=")[0] for p in parameters.split(", ") if p not in ("*", "/", "")]
        given = [self.expression(scope, "int", 2) for _ in range(self.random.randint(0, 3))]
        if self.chance(0.2):
            given.append(f"*{self.expression(scope, self.pick(('ints', 'pair')), 2)}")
        for keyword in self.random.sample(["a", "b", "c", "d", "x", "y", "q"], self.random.randint(0, 2)):
            given.append(f"{keyword}={self.random.randint(0, 9)}")
        if self.chance(0.15):
            given.append(f"**{{{self.pick('abcxq')!r}: 1}}")
        return [f"def {name}({parameters}):", f"    return [{', '.join(names)}]", f"print({name}({', '.join(given)}))"]

    def left_early(self, scope, depth):
        """A loop in a function that is left through a `finally`."""
        name, i = self.fresh("f"), self.fresh("i")
        leave = lambda: self.pick(("break", "continue", f"return {i}", f"raise ValueError({i})", "pass", f"return ({i}, 'r')", "1 / 0"))  # noqa: E731
        lines = [f"for {i} in range({self.random.randint(1, 4)}):", "    try:", f"        if {i} == {self.random.randint(0, 3)}: {leave()}", f"        print('body', {i})"]
        if self.chance(0.5):
            lines += ["    except ValueError as error:", f"        print('except', error)", f"        {leave()}"]
        if self.chance(0.3):
            lines += ["    else:", f"        {leave()}"] if "except" in "".join(lines) else []
        lines += ["    finally:", f"        print('finally', {i})", f"        if {i} == {self.random.randint(0, 3)}: {self.pick(('pass', 'break', 'continue', 'return 7'))}", "else:", "    print('else')", "return 'end'"]
        return [f"def {name}():", *self.indented(lines), f"print({name}())"]

    def several_managers(self, scope, depth):
        if not self.managers:
            return self.show(scope, depth)
        items = ", ".join(f"{self.pick(self.managers)}({self.random.randint(0, 1)})" + self.pick(("", f" as {self.fresh('cm')}")) for _ in range(self.random.randint(2, 3)))
        return [f"with {items}:" if self.chance(0.6) else f"with ({items}):", *self.indented(self.block(scope, 1, depth + 1))]

    def pipeline(self, scope, depth):
        a, b, g = self.fresh("gen"), self.fresh("gen"), self.fresh("g")
        return [f"def {a}(n):", "    try:", "        for i in range(n):", f"            x = yield i * {self.random.randint(1, 3)}", "            if x: print('sent', x)",
                *self.pick(([], ["    except KeyError as e:", "        print('key', e)", "        yield -1"])), "    finally:", f"        print('end of {a}')",
                f"def {b}(items):", f"    {self.pick(('yield from items', 'for item in items: yield item + 1', 'r = yield from items; print(r)'))}",
                f"{g} = {b}({a}({self.random.randint(0, 3)}))",
                *[self.pick((f"print(next({g}))", f"print(next({g}, 'none'))", f"print({g}.send(5))", f"{g}.close()", f"print({g}.throw(KeyError('k')))", f"print(list({g}))", f"print(sum({g}))")) for _ in range(self.random.randint(1, 3))]]

    def chained_raise(self, scope, depth):
        first, second = self.pick(ERRORS[:8]), self.pick(ERRORS[:8])
        cause = self.pick(("", " from e", " from None", f" from {self.pick(ERRORS[:8])}('cause')"))
        lines = ["try:", f"    {self.pick((f'raise {first}(1)', '1 / 0', '[][1]', '{}[3]', 'None.x'))}", f"except {self.pick((first, 'Exception'))} as e:", f"    raise {second}({self.expression(scope, 'str', 2)}){cause}"]
        if self.chance(0.7):
            error = self.fresh("e")
            lines = ["try:", *self.indented(lines), f"except Exception as {error}:", f"    print(repr({error}), repr({error}.__cause__), repr({error}.__context__), {error}.__suppress_context__)"]
        return lines

    def sliced(self, scope, depth):
        part = lambda: self.pick(("", "", "0", "1", "2", "5", "-1", "-3", "99", "-99", "None"))  # noqa: E731
        slice = f"{part()}:{part()}" + self.pick(("", ":", ":2", ":-1", ":-2", ":0", ":3"))
        name = self.fresh("l")
        kind = self.pick(("list(range(7))", "'abcdefg'", "tuple('abcd')", "b'abcdef'", "range(9)", "bytearray(b'abcd')"))
        lines = [f"{name} = {kind}", f"print({name}[{slice}])"]
        if kind.startswith("list"):
            lines += [self.pick((f"{name}[{slice}] = {self.expression(scope, 'ints', 2)}", f"del {name}[{slice}]", f"{name}[{slice}] = 'xy'", f"{name}[{slice}] = 5")), f"print({name})"]
        return lines

    def formatted(self, scope, depth):
        value = self.pick((self.expression(scope, "int", 2), self.expression(scope, "float", 2), self.expression(scope, "str", 2), self.expression(scope, "pair", 2)))
        spec = self.pick(("", "<", "*^", ">")) + self.pick(("", "+", " ", "-")) + self.pick(("", "#")) + self.pick(("", "0")) + self.pick(("", "6", "12")) + self.pick(("", "", ",", "_")) + self.pick(("", "", ".2", ".0", ".5")) + self.pick(("", "", "d", "f", "e", "g", "x", "b", "s", "%", "c", "n", "q"))
        return [self.pick((f"print(format({value}, {spec!r}))", f"print('{{:{spec}}}'.format({value}))", f"print('{{0!r:{spec}}}|{{}}'.format({value}))", f"print('%{self.pick(('5d', 's', '-8r', '.3f', 'x', '05d', '+g', 'c', '%', 'y'))}' % ({value},))"))]

    def matched_object(self, scope, depth):
        pattern = self.pick(("[int(a), *_]", "{'a': int() as v, **rest}", "str(x) | int(x)", "(1 | 2) as n", "[[a, b], *c]", "{'k': [x]}", "None", "True", "(a, b) if a < b", "[a, _, *b] if b", "float(f)", "{'a': 1} | {'bc': _}", "list()", "-1", "tuple((a, *r))"))
        return [f"match {self.expression(scope, None, 1)}:", f"    case {pattern}:", f"        print('matched', {pattern!r})", "    case other:", "        print('other', other)"]

    def numbers(self, scope, depth):
        big = lambda: self.pick(("2**70", "-3**40", "10**25 + 1", "7", "-7", "0", "True", "2.5", "-0.0", "1e300", "float('inf')", "(1+2j)", "0x1f", "-1"))  # noqa: E731
        op = self.pick(("+", "-", "*", "//", "%", "/", "**", "<<", ">>", "&", "|", "^", "<", "==", ">="))
        if op in ("**", "<<"):
            return [f"print(({big()}) {op} {self.pick(('0', '3', '-1', '0.5', '-2'))})"]
        return [self.pick((f"print(({big()}) {op} ({big()}))", f"print(divmod({big()}, {big()}))", f"print(round({big()}, {self.pick(('-1', '0', '2'))}))", f"print(int({big()}), float({big()}))", f"print(pow({big()}, 3, 7))", f"print(({big()}).__class__.__name__, hash({big()}))", f"print(hex({big()}), bin({big()}))"))]

    def texts(self, scope, depth):
        text = self.operand(scope, "str", 2)
        other = self.expression(scope, "str", 3)
        return [f"print({text}." + self.pick((f"find({other})", f"index({other})", f"count({other})", f"partition({other})", f"rpartition({other})", f"rsplit({other}, 1)", "splitlines()", f"startswith(({other}, 'a'))", f"removeprefix({other})", f"strip({other})", "expandtabs(3)", f"ljust(6, {other})", "isalpha()", "encode()", f"join({other})", f"translate({{97: {other}}})", "casefold()", "isidentifier()", "format(1)", "zfill('a')", "nothing()", f"split({other}, 1)")) + ")"]

    def closures(self, scope, depth):
        name = self.fresh("fs")
        return [self.pick((f"{name} = [lambda x: x + i for i in range(3)]", f"{name} = [lambda x, i=i: x * i for i in range(3)]", f"{name} = [(lambda i: lambda x: x - i)(j) for j in range(3)]", f"{name} = [lambda x: [x + y + i for y in range(i)] for i in range(3)]")),
                f"print([f({self.expression(scope, 'int', 2)}) for f in {name}])", f"print([(p, q) for p in range(3) if p for q in range(p) if (r := p + q) > 1], [{{k: [v for v in range(k)] for k in range(m)}} for m in range(3)])"]

    def views(self, scope, depth):
        a, b = self.expression(scope, "dict", 2), self.expression(scope, "dict", 2)
        return [self.pick((f"print(sorted(({a}).keys() {self.pick('|&-^')} ({b}).keys()))", f"print(({a}) | ({b}), ({a}) == ({b}))", f"print(sorted(({a}).items() {self.pick('&|-^')} ({b}).items()))", f"print(list(reversed(({a}).values())), min({a}))",
                           f"print(({a}).keys() == ({b}).keys(), dict.fromkeys({b}, 0))", f"for k in (d := {a}): d[k + 'x'] = 1", f"print(next(iter({a})), [*{b}])"))]

    def closure(self, scope, depth):
        """A function inside, which changes what is around it."""
        name, inner = self.fresh("f"), Scope(scope, function=True)
        parameter = self.fresh("p")
        inner.names[parameter] = "int"
        lines = []
        changed = self.own(scope, "int")
        if changed:
            lines.append(f"{'nonlocal' if scope.function else 'global'} {changed}")
            lines.append(f"{changed} {self.pick('+-*')}= {self.expression(inner, 'int', 2)}")
        inner.result = "int"
        lines += self.block(inner, self.random.randint(0, 2), 2)
        lines.append(f"return {self.expression(inner, 'int')}")
        default = f"={self.random.randint(0, 5)}" if self.chance(0.4) else ""
        head = [f"def {name}({parameter}{default}):", *self.indented(lines)]
        call = f"print({name}({self.expression(scope, 'int', 1)}){', ' + changed if changed else ''})"
        if self.chance(0.3):
            return head + [call, f"print([{name}(q) for q in range(3)])"]
        return head + [call]

    def yields(self, scope, depth):
        r = self.random.randrange(5)
        if r == 0:
            name = self.fresh("s")
            scope.names[name] = "sent"
            return [f"{name} = yield {self.expression(scope, 'int')}", f"print('got', {name})"]
        if r == 1:
            return [f"yield from {self.source(scope, 1)[0] if self.chance(0.5) else self.expression(scope, 'ints')}"]
        return [f"yield {self.expression(scope, 'int')}"]

    def returns(self, scope, depth):
        lines = [f"return {self.expression(scope, scope.result)}"]
        return [f"if {self.condition(scope)}:", *self.indented(lines)] if self.chance(0.7) else lines

    # ---- definitions ----

    def define_function(self, scope):
        name = self.fresh("f")
        kinds = [self.pick(KINDS) for _ in range(self.random.randint(0, 3))]
        inner = Scope(scope, function=True)
        inner.result = result = self.pick(KINDS)
        parameters, defaults = [], 0
        for i, kind in enumerate(kinds):
            parameter = self.fresh("p")
            inner.names[parameter] = kind
            if defaults or self.chance(0.2):
                defaults += 1
                parameter += f"={self.expression(Scope(), kind, 2)}"
            parameters.append(parameter)
        starred = self.chance(0.15)
        if starred:
            parameters.append("*rest")
            inner.names["rest"] = "pair"
        keywords = []
        if self.chance(0.15):
            if not starred:
                parameters.append("*")
            keywords.append(self.fresh("k"))
            parameters.append(f"{keywords[0]}={self.random.randint(0, 5)}")
            inner.names[keywords[0]] = "int"
        lines = self.block(inner, self.random.randint(1, 4), 1)
        lines.append(f"return {self.expression(inner, result)}")
        self.functions.append(Function(name, kinds, result, defaults, starred, keywords))
        return [f"def {name}({', '.join(parameters)}):", *self.indented(lines)]

    def define_recursion(self, scope):
        name = self.fresh("r")
        inner = Scope(scope, function=True)
        inner.names["n"] = "int"
        base, step = self.expression(inner, "int", 2), self.expression(inner, "int", 2)
        op = self.pick("+-*")
        lines = [f"def {name}(n):", f"    if n <= 0:", f"        return {base}", f"    return {name}(n - {self.random.randint(1, 2)}) {op} ({step})"]
        self.count += 1
        wrapper = f"r{self.count}"
        self.functions.append(Function(wrapper, ["int"], "int"))
        return [*lines, f"def {wrapper}(n):", f"    return {name}(n % 6)"]

    def define_generator(self, scope):
        name = self.fresh("gen")
        inner = Scope(scope, function=True)
        kinds = ["int"] * self.random.randint(0, 2)
        parameters = []
        for _ in kinds:
            parameters.append(self.fresh("p"))
            inner.names[parameters[-1]] = "int"
        inner.generator = True
        lines = self.block(inner, self.random.randint(1, 3), 1) + self.yields(inner, 1)
        if self.chance(0.4):
            lines = ["try:", *self.indented(lines), self.pick(("finally:", "except ValueError as e:", "except GeneratorExit:")), f"    print('{self.fresh('left')}')"]
            if "GeneratorExit" in lines[-2]:
                lines.append("    raise")
        if self.chance(0.3):
            lines.append(f"return {self.expression(inner, 'int')}")
        self.generators.append(Function(name, kinds, "generator"))
        return [f"def {name}({', '.join(parameters)}):", *self.indented(lines)]

    def define_class(self, scope):
        name = self.fresh("C")
        base = self.pick(self.classes) if self.classes and self.chance(0.5) else None
        fields = [self.fresh("a") for _ in range(self.random.randint(1, 2))]
        cls = Class(name, base, fields)
        lines = [f"class {name}({base.name}):" if base else f"class {name}:"]
        if self.chance(0.3):
            lines.append(f"    {self.fresh('k')} = {self.expression(scope, 'int', 2)}")
        body = [f"self.{field} = {field}" for field in fields]
        if base:
            values = [self.pick(fields) if self.chance(0.7) else str(self.random.randint(0, 9)) for _ in base.fields]
            body.insert(0, f"super().__init__({', '.join(values)})")
        lines += self.indented([f"def __init__(self, {', '.join(fields)}):", *self.indented(body)])
        cls.fields = fields
        inner = lambda: self.inside(scope, cls, base)  # noqa: E731
        own = Class(name, base, fields)
        for _ in range(self.random.randint(1, 3)):
            r = self.random.randrange(10)
            method = self.fresh("m")
            if r < 3:
                result, kinds = self.pick(("int", "str", "ints")), [self.pick(("int", "str"))] * self.random.randint(0, 1)
                if base and base.methods and self.chance(0.5):
                    method = self.pick(sorted(base.methods))
                    result, kinds = base.methods[method].result, base.methods[method].kinds
                inside = inner()
                inside.result = result
                parameters = [self.fresh("p") for _ in kinds]
                inside.names.update(zip(parameters, kinds))
                body = self.block(inside, self.random.randint(0, 2), 2)
                if base and method in base.methods and self.chance(0.7):
                    body.append(f"print(super().{method}({', '.join(parameters)}))")
                body.append(f"return {self.expression(inside, result)}")
                lines += self.indented([f"def {method}({', '.join(['self', *parameters])}):", *self.indented(body)])
                cls.methods[method] = Function(method, kinds, result)
            elif r < 5:
                operator = self.pick(sorted(SPECIALS))
                reflected = self.pick(("", "r", ""))
                body = [f"return NotImplemented"] if self.chance(0.15) else [f"if isinstance(other, {name}):", f"    other = other.{fields[0]}", f"return {self.pick((name + '(' + ', '.join(['self.' + fields[0] + ' + other'] * len(fields)) + ')', 'self.' + fields[0] + ' - other', repr(operator) + ', other'))}"]
                lines += self.indented([f"def __{reflected}{operator}__(self, other):", *self.indented(body)])
                cls.operators.add(operator)
            elif r == 5:
                lines += self.indented(["@property", f"def {method}(self):", *self.indented([f"return {self.expression(inner(), 'int')}"])])
                if self.chance(0.5):
                    lines += self.indented([f"@{method}.setter", f"def {method}(self, value):", *self.indented([f"print('set', value)", f"self.{fields[0]} = value"])])
                cls.properties.append(method)
            elif r == 6:
                kind = self.pick(("repr", "str", "eq", "lt", "len", "bool", "getitem", "iter", "contains", "call", "hash", "getattr"))
                one = f"self.{fields[0]}"
                body = {
                    "repr": ("self", f"return f'{name}<{{{one}}}>'"), "str": ("self", f"return 's' + str({one})"), "eq": ("self, other", f"return isinstance(other, {name}) and {one} == other.{fields[0]}"),
                    "lt": ("self, other", f"return {one} < other.{fields[0]}"), "len": ("self", f"return {one}"), "bool": ("self", f"return {one} > 2"),
                    "getitem": ("self, i", f"return [{one}, 1, 2][i]"), "iter": ("self", f"yield {one}"), "contains": ("self, item", f"return item == {one}"),
                    "call": ("self, x=1", f"return {one} + x"), "hash": ("self", f"return {one}"), "getattr": ("self, name", f"return name * 2" if self.chance(0.5) else "raise AttributeError(name)"),
                }[kind]
                lines += self.indented([f"def __{kind}__({body[0]}):", *self.indented([body[1]])])
            elif r == 7:
                lines += self.indented([self.pick(("@classmethod", "@staticmethod")), f"def {method}(*args):", *self.indented([f"return len(args)"])])
                cls.methods[method] = Function(method, [], "int")
            else:
                lines += self.indented([f"def {method}(self):", *self.indented([f"self.{fields[0]} += {self.expression(inner(), 'int', 1)}", "return self"])])
                cls.methods[method] = Function(method, [], name)
        self.classes.append(cls)
        return lines

    def inside(self, scope, cls, base):
        inner = Scope(scope, function=True)
        for field in cls.fields + (base.fields if base else []):
            inner.names[f"self.{field}"] = "int"
        return inner

    def define_error(self, scope):
        name = self.fresh("E")
        base = self.pick(("Exception", "ValueError", "KeyError", *[c.name for c in self.errors]))
        lines = [f"class {name}({base}):"]
        if self.chance(0.3):
            lines += self.indented(["def __init__(self, what):", "    super().__init__(what)", "    self.what = what"])
        elif self.chance(0.3):
            lines += self.indented(["def __str__(self):", "    return 'own ' + repr(self.args)"])
        else:
            lines += ["    pass"]
        self.errors.append(Class(name, None, []))
        return lines

    def define_manager(self, scope):
        name = self.fresh("M")
        self.managers.append(name)
        return [f"class {name}:", "    def __init__(self, swallow):", "        self.swallow = swallow", "    def __enter__(self):", "        print('enter')", f"        return {self.pick(('self.swallow', '7'))}",
                "    def __exit__(self, kind, value, traceback):", "        print('exit', kind and kind.__name__, value)", f"        return {self.pick(('self.swallow', 'False', 'True', 'None'))}"]

    def text(self):
        self.errors, self.managers = [], []
        scope = Scope()
        lines = []
        for _ in range(self.random.randint(1, 3)):
            lines += self.assign(scope, 0)
        for _ in range(self.random.randint(1, 4)):
            make = self.random.choices([self.define_function, self.define_recursion, self.define_generator, self.define_class, self.define_error, self.define_manager], [4, 1, 3, 4, 1.5, 1])[0]
            lines += make(scope)
            if self.chance(0.4):
                lines += self.statement(scope, 0)
        while self.budget > 0:
            names = dict(scope.names)
            more = self.statement(scope, 0)
            if self.chance(0.65) and not more[0].startswith("def "):
                # What it binds may stay unbound.
                error = self.fresh("e")
                more = ["try:", *self.indented(more), f"except Exception as {error}:", f"    print(type({error}).__name__, {error})"]
                if self.chance(0.8):
                    scope.names = names
            lines += more
        return "\n".join(lines) + "\n"


def program(seed):
    """The text of the program of a seed. What is no program (a syntax error) is made again."""
    for again in range(20):
        text = Program(f"{seed} {again}").text()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, "p.py", "exec")
        except SyntaxError:
            continue
        return text
    return "print('nothing')\n"
