"""Records what NumPy prints for the golden scripts: `name.numpy`, for `arr --tags off name.arr` to agree with.

    python tests/record_golden.py           writes the records
    python tests/record_golden.py --check   compares them instead; status 1 if any differs

A script is Python from end to end (names bare, as after `from numpy import *`); each bare expression shows its repr, as at Python's prompt. The
claims about memory that arr knows (`assert_view` and its like) are defined here for NumPy, so that they must hold there too. The record holds what goes to standard output, then, each on its line after `! `, the warnings and the last line of the error that ends the script.
Needs numpy 2.4.6 and Python 3.11.
"""

import ast
import builtins
import contextlib
import io
import pathlib
import sys
import warnings

import numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent
WHERE = ["tests/golden/good", "tests/golden/syntax_errors", "tests/golden/runtime_errors", "scripts/article",
         "scripts/tour", "scripts/folklore", "scripts/programs"]


def memory(a):
    """The object at the end of the bases: who owns the memory. Two arrays on one memory, however empty, end at the same one."""
    while getattr(a, "base", None) is not None:
        a = a.base
    return a


def assert_view(x, of):
    assert x is not of and memory(x) is memory(of), "not a view"


def assert_copy(x, of):
    assert memory(x) is not memory(of) and not numpy.shares_memory(x, of), "not a copy"


def assert_alias(x, of):
    assert x is of, "not an alias"


def assert_shares(x, of):
    assert numpy.shares_memory(x, of), "not in shared memory"


def assert_apart(x, of):
    assert not numpy.shares_memory(x, of), "not apart"


CLAIMS = [assert_view, assert_copy, assert_alias, assert_shares, assert_apart]


def record(path):
    names = {"__name__": "__main__"} | {claim.__name__: claim for claim in CLAIMS}
    exec("import numpy as np\nfrom numpy import *\n", names)
    out, told, at = io.StringIO(), [], 0

    def warned(message, category, filename, lineno, file=None, line=None):
        # NumPy's own line may lie inside NumPy; the statement's is meant.
        told.append(f"{path.name}:{at}: {category.__name__}: {str(message).replace(chr(10), ' ')}")

    def show(value):
        if value is not None:
            print(repr(value))

    names["__show__"] = show
    # What a script sets holds for that script only.
    settings = numpy.errstate(), numpy.printoptions()
    with contextlib.redirect_stdout(out), warnings.catch_warnings(), settings[0], settings[1]:
        warnings.simplefilter("always")
        warnings.showwarning = warned
        try:
            text = path.read_text(encoding="utf-8")
            for node in ast.parse(text, path.name).body:
                at = node.lineno
                if isinstance(node, ast.Expr):
                    call = ast.Call(ast.Name("__show__", ast.Load()), [node.value], [])
                    node = ast.Expr(ast.copy_location(call, node))
                module = ast.fix_missing_locations(ast.Module([node], []))
                exec(compile(module, str(path), "exec"), names)
                # Who imports numpy writes Python: its own sum, max and the like are meant from there on.
                if isinstance(node, ast.Import) and any(name.name.split(".")[0] == "numpy" for name in node.names):
                    for name in dir(builtins):
                        if not name.startswith("_"):
                            names.pop(name, None)
        except BaseException as error:  # noqa: BLE001
            message = error.msg if isinstance(error, SyntaxError) else str(error)
            kind = type(error).__name__
            # NumPy has private classes for these.
            kind = {"_ArrayMemoryError": "MemoryError", "_UFuncOutputCastingError": "UFuncTypeError",
                    "_UFuncNoLoopError": "UFuncTypeError", "_UFuncInputCastingError": "UFuncTypeError",
                    "_UFuncBinaryResolutionError": "UFuncTypeError"}.get(kind, kind)
            told.append((f"{kind}: {message}" if message else kind).splitlines()[-1])
    return out.getvalue() + "".join(f"! {line}\n" for line in told)


def main():
    assert numpy.__version__ == "2.4.6", numpy.__version__
    check = "--check" in sys.argv[1:]
    count, wrong = 0, []
    for where in WHERE:
        for path in sorted((ROOT / where).glob("**/*.arr")):
            # Scripts that use what arr has beyond NumPy have no such record.
            if path.read_text(encoding="utf-8").startswith("# arr only"):
                continue
            text, beside = record(path), path.with_suffix(".numpy")
            count += 1
            if not check:
                beside.write_text(text, encoding="utf-8")
            elif not beside.exists() or beside.read_text(encoding="utf-8") != text:
                wrong.append(str(beside.relative_to(ROOT)))
    for name in wrong:
        print(f"{name}: NumPy says something else")
    print(f"{count} golden scripts, {len(wrong)} records differ" if check else f"{count} recorded")
    sys.exit(bool(wrong))


main()
