"""Records what NumPy shows for each statement of tests/data/statements, and for each example of arr's table of builtins.

    python tests/record_statements.py [--calls PATH]           writes the records
    python tests/record_statements.py [--calls PATH] --check   compares them instead; status 1 if any differs

`name.txt` holds statements, one a line, in one session; `name.numpy` holds a line of JSON for each: what goes to standard output, NumPy's
warnings, and the last line of the error. tests/data/examples.jsonl has such lines with the example before them, each from a session of its
own, for the examples that mean something in NumPy: not those of arr's own functions, nor of memory that nobody has written.
`tests/statements.rs` and `tests/table.rs` hold arr to them. The examples come from `target/debug/examples/calls --examples`.
Needs numpy 2.4.6 and Python 3.11.
"""

import argparse
import ast
import json
import pathlib
import subprocess
import sys

import numpy as np
from crosscheck import NUMPYS, Numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "tests/data"


def line(*fields):
    return json.dumps(fields, ensure_ascii=False) + "\n"


def kept(shown):
    """What arr must show too: of each warning one, and of NumPy's only."""
    out, warned, error = shown
    return out, [w for w in dict.fromkeys(warned) if w.startswith(NUMPYS)], error


def statements(path):
    session = Numpy()
    return "".join(line(*kept(session.run(s))) for s in path.read_text(encoding="utf-8").splitlines() if s)


class Displays(ast.NodeTransformer):
    """In arr's own dialect a nest of numbers in brackets that is bound to a name, or shown, is an array."""

    @staticmethod
    def is_number(node):
        if isinstance(node, ast.UnaryOp):
            return Displays.is_number(node.operand)
        if isinstance(node, ast.List):
            return all(map(Displays.is_number, node.elts))
        return isinstance(node, ast.Constant) and isinstance(node.value, (int, float, complex))

    def visit_Module(self, module):
        for node in module.body:
            if isinstance(node, (ast.Assign, ast.Expr)) and isinstance(node.value, ast.List) and self.is_number(node.value):
                node.value = ast.Call(ast.Name("array", ast.Load()), [node.value], [])
        return ast.fix_missing_locations(module)


def example(text):
    """What an example shows in a new session; nothing if it means nothing in NumPy."""
    own = {name: __builtins__.__dict__[name] for name in "bool int float complex str bytes list tuple dict slice range type".split()}
    session = Numpy()
    session.names.update({name: getattr(np, name) for name in dir(np) if not name.startswith("_")} | own)
    settings = np.get_printoptions(), np.geterr(), np.getbufsize()
    out, warned, error = "", [], ""
    for node in Displays().visit(ast.parse(text)).body:
        shown = session.run(ast.unparse(node))
        out, warned, error = out + shown[0], warned + shown[1], shown[2]
        if error:
            break
    np.set_printoptions(**settings[0])
    np.seterr(**settings[1])
    np.setbufsize(settings[2])
    uncomparable = error.startswith(("NameError", "AttributeError: module", "ModuleNotFoundError")) or " at 0x" in out or "<module" in out or "empty" in text
    return "" if uncomparable else line(text, *kept((out, warned, error)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", default=str(ROOT / "target/debug/examples/calls"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    assert np.__version__ == "2.4.6", np.__version__
    records = {path.with_suffix(".numpy"): statements(path) for path in sorted((DATA / "statements").glob("*.txt"))}
    listed = subprocess.run([options.calls, "--examples"], capture_output=True, text=True, check=True).stdout.splitlines()
    records[DATA / "examples.jsonl"] = "".join(example(text) for text in dict.fromkeys(map(json.loads, listed)))
    wrong = []
    for path, text in records.items():
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            wrong.append(path)
            print(f"{path.relative_to(ROOT)}: NumPy says something else")
    print(f"{len(records)} records, {len(wrong)} differ" if options.check else f"{len(records)} recorded")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
