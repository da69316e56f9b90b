"""Runs the examples of NumPy's docstrings in NumPy and in arr, statement by statement, and compares what each shows.

    python tests/docstrings.py [--arr PATH] [--show] [--update] [NAME…]

The names are those that NumPy has and arr too (asked of both); the examples are those of the NumPy that runs this, and what they show is what
NumPy shows now, not what the docstring says. For every statement the text on standard output and the type of the error must agree.
Both sides begin with `import numpy as np`, after which what is written is Python in arr too.

Some statements are beside arr's language or cannot be compared; they are told by the rules below, each with its reason, and counted apart. A
statement that reads what such a statement made is counted with it, unless it agrees after all.
Differences that are known stand in tests/data/docstring_differences.txt: `name | numbers of the statements | reason`, and for what NumPy has and arr
has not, `name | missing | reason`. Status 1 if there is a difference that is not listed, or a listed one that is none (any more);
--update writes the list anew and keeps its reasons. Needs numpy 2.4.6 and Python 3.11.
"""

import argparse
import ast
import collections
import concurrent.futures
import contextlib
import doctest
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import types
import warnings
import zlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIST = ROOT / "tests/data/docstring_differences.txt"
PRIVATE = {
    "_ArrayMemoryError": "MemoryError",
    "_UFuncOutputCastingError": "UFuncTypeError",
    "_UFuncInputCastingError": "UFuncTypeError",
    "_UFuncNoLoopError": "UFuncTypeError",
    "_UFuncBinaryResolutionError": "UFuncTypeError",
}
DTYPES = {np.dtype(t) for t in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()}

# The functions that arr is about: copies, views, indices, shapes, creation and printing.
CORE = set("""
array asarray asanyarray ascontiguousarray asfortranarray copy copyto frombuffer fromiter fromfunction require astype view base
zeros zeros_like ones ones_like full full_like empty empty_like arange linspace logspace geomspace eye identity diag diagflat tri tril triu
vander meshgrid mgrid ogrid indices ix_ r_ c_ s_ index_exp
reshape ravel flatten flat resize shape size ndim T mT transpose permute_dims matrix_transpose swapaxes moveaxis rollaxis flip fliplr flipud
rot90 roll expand_dims squeeze atleast_1d atleast_2d atleast_3d diagonal fill_diagonal broadcast_to broadcast_arrays broadcast_shapes
sliding_window_view as_strided
concatenate concat stack vstack hstack dstack column_stack block split array_split hsplit vsplit dsplit unstack append insert delete pad tile repeat
take put take_along_axis put_along_axis choose compress extract select where nonzero flatnonzero argwhere place putmask fill item
ravel_multi_index unravel_index diag_indices diag_indices_from tril_indices tril_indices_from triu_indices triu_indices_from
mask_indices trim_zeros
shares_memory may_share_memory byte_bounds flags strides data nbytes itemsize real imag setflags tolist tobytes byteswap
array2string array_repr array_str set_printoptions get_printoptions printoptions format_float_positional format_float_scientific base_repr
binary_repr
""".split())

# --- what is counted apart --------------------------------------------------------------------------------------------

MODULES = set("numpy tempfile io functools math warnings typing numbers collections os".split())
OTHER_PARTS = set("random testing ma fft polynomial char strings rec f2py ctypeslib matlib typing emath core _core distutils exceptions".split())
OTHER_CLASSES = set("""matrix asmatrix bmat mat memmap recarray record chararray poly1d datetime64 timedelta64 busdaycalendar busday_count
busday_offset is_busday datetime_as_string datetime_data longdouble clongdouble object_ str_ bytes_ void""".split())
FILES = set("save load savez savez_compressed savetxt loadtxt genfromtxt fromfile tofile fromregex open open_memmap dump dumps StringIO BytesIO DataSource".split())
TEXTS = set("info show_config show_runtime get_include lookfor source help __doc__ __name__ get_type_hints".split())
ADDRESSES = set("id ctypes __array_interface__ __array_struct__ getsizeof hash data_as getrefcount".split())
OPEN = {"partition", "argpartition"}
FOREIGN = re.compile(r"[<>=|]?(S|U|O|M8|m8|V|T|a|c$|g$|G$)\d*(\[\w+\])?$|\d+[a-z]\d*$|>[biufc]\d+$|.*,.*|.*:.*|datetime64|timedelta64|object|str$|bytes|longdouble|longcomplex|clongdouble|f16|c32|float128|complex256")


def rule(tree, source):
    """Why a statement is beside arr's language, if it is."""
    if source.lstrip().startswith("%"):
        return "a command of IPython"
    if tree is None:
        return "no Python"
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "metadata":
            return "metadata of dtypes"
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            for module in modules:
                if module.split(".")[0] not in MODULES:
                    return "a module that arr does not have"
                if set(module.split(".")) & OTHER_PARTS:
                    return "a part of NumPy that arr does not have"
        called = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
        if called in OTHER_PARTS and isinstance(node, ast.Attribute):
            return "a part of NumPy that arr does not have"
        for names, reason in (
            (OTHER_CLASSES, "a class of NumPy's that arr does not have: matrices, records, dates, strings, objects, long double"),
            (FILES, "files"),
            (TEXTS, "texts about NumPy itself"),
            (ADDRESSES, "addresses of memory"),
            (OPEN, "the order within the parts of a partition, which depends on the processor"),
        ):
            if called in names:
                return reason
        if isinstance(node, ast.Call) and (bad := foreign_call(node)):
            return bad
    return None


def foreign_call(node):
    function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [k.value for k in node.keywords if k.arg in ("dtype", "dtypes", "formats", "names", "otypes")]
    if function in ("dtype", "astype", "view", "newbyteorder", "promote_types", "result_type", "can_cast", "issubdtype", "min_scalar_type", "common_type"):
        given += node.args
    elif function in ("array", "zeros", "ones", "empty", "full", "asarray", "fromiter", "frombuffer", "isdtype"):
        given += node.args[1:3]
    for value in given:
        if function in ("dtype", "view", "astype") and isinstance(value, (ast.Tuple, ast.List)):
            return "a dtype that arr does not have"
        for part in ast.walk(value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and FOREIGN.match(part.value):
                return "a dtype that arr does not have"
            if isinstance(part, ast.Name) and part.id in ("object", "str", "bytes"):
                return "a dtype that arr does not have"
    if function in ("array", "asarray", "asanyarray") and node.args and any(
        isinstance(part, ast.Constant) and isinstance(part.value, (str, bytes)) for part in ast.walk(node.args[0])
    ):
        return "a dtype that arr does not have"
    return None


def foreign(value, depth=2):
    """Whether a value is of a kind that arr does not have."""
    if isinstance(value, np.ndarray):
        return type(value) is not np.ndarray or value.dtype not in DTYPES
    if isinstance(value, np.generic):
        return value.dtype not in DTYPES
    if isinstance(value, np.dtype):
        return value not in DTYPES
    if isinstance(value, (list, tuple)) and depth:
        return any(foreign(v, depth - 1) for v in value[:50])
    if isinstance(value, dict) and depth:
        return any(foreign(v, depth - 1) for v in value.values())
    return isinstance(value, type) and issubclass(value, np.generic) and value.__name__ in OTHER_CLASSES


def unwritten(tree):
    """Whether a statement makes an array that was not written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if function in ("empty", "empty_like") or (function == "ndarray" and "buffer" not in {k.arg for k in node.keywords}):
                return True
    return False


def reads(tree):
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def binds(tree):
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, (ast.Store, ast.Del))} | {
        n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))
    } | {(a.asname or a.name).split(".")[0] for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names}


# --- NumPy ------------------------------------------------------------------------------------------------------------

def digest(value):
    if isinstance(value, np.ndarray):
        try:
            return zlib.crc32(value.tobytes()), value.shape, value.strides, value.flags.writeable
        except Exception:  # noqa: BLE001
            return None
    return repr(value) if isinstance(value, (list, dict, tuple, int, float)) else None


Shown = collections.namedtuple("Shown", "text error foreign changed")


def run_numpy(statements):
    """What each statement shows in NumPy: text, type of the error, whether a value is foreign, names whose values changed."""
    names, shown = {"__name__": "__main__"}, []
    seen = []

    def show(value):
        if value is not None:
            seen.append(value)
            print(repr(value))

    exec("import numpy as np\n", names)
    names["__show__"] = show
    own = set(names)
    with np.printoptions(), np.errstate(), warnings.catch_warnings(), contextlib.chdir(tempfile.mkdtemp()):
        warnings.simplefilter("ignore")
        for source in statements:
            out, error = io.StringIO(), ""
            before = {n: digest(v) for n, v in names.items() if n not in own}
            seen.clear()
            try:
                tree = ast.parse(source)
                for holder in ast.walk(tree):
                    # As at Python's prompt, which shows what stands under a `with` too.
                    for i, node in enumerate(holder.body if isinstance(holder, (ast.Module, ast.With)) else []):
                        if isinstance(node, ast.Expr):
                            holder.body[i] = ast.Expr(ast.Call(ast.Name("__show__", ast.Load()), [node.value], []))
                code = compile(ast.fix_missing_locations(tree), "<statement>", "exec")
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                    exec(code, names)
            except BaseException as e:  # noqa: BLE001
                error = type(e).__name__
            after = {n: digest(v) for n, v in names.items() if n not in own}
            changed = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n) or n not in after}
            bad = any(foreign(v) for v in seen) or any(foreign(names[n]) for n in changed if n in names)
            try:
                used = reads(ast.parse(source))
            except SyntaxError:
                used = set()
            bad = bad or any(foreign(names[n]) for n in used if n in names and n not in own)
            shown.append(Shown(plain(out.getvalue()), PRIVATE.get(error, error), bad, changed))
    return shown


def plain(text):
    return re.sub(r"0x[0-9a-fA-F]{6,}", "0x…", text)


# --- arr --------------------------------------------------------------------------------------------------------------

MISSING = re.compile(r"AttributeError: (?:module '(numpy[\w.]*)'|'(numpy\.[\w.]+)' object|type object '(numpy\.[\w.]+)') has no attribute '(\w+)'")


def run_arr(binary, statements):
    """What each statement shows in arr: text, and the last line of the first error."""
    lines, first = ["import numpy as np"], []
    for i, source in enumerate(statements):
        first.append(len(lines) + 1)
        lines += source.rstrip("\n").split("\n")
        lines.append(f"print('@@{i}')")
    first.append(len(lines) + 1)
    with tempfile.TemporaryDirectory() as home:
        environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CLICOLOR_FORCE")} | {"HOME": home}
        try:
            done = subprocess.run([binary, "--tags", "off", "--notes", "off", "--color", "never", "-i", "-"], input="\n".join(lines) + "\n", cwd=home,
                                  env=environment, capture_output=True, text=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            return [("", "arr hangs")] * len(statements)
    outs = re.split(r"@@(\d+)\n", done.stdout)
    text = {int(number): out for out, number in zip(outs[::2], outs[1::2])}
    errors, line = {}, 0
    for told in done.stderr.splitlines():
        if m := re.match(r'  File "<stdin>", line (\d+)$', told):
            line = int(m[1])
        elif told and line and not told.startswith((" ", "<stdin>")) and re.match(r"\w+(Error|Interrupt|Exception|StopIteration)\b", told):
            errors.setdefault(line, told)
            line = 0
    result = []
    for i in range(len(statements)):
        error = next((errors[n] for n in range(first[i], first[i + 1] - 1) if n in errors), "")
        if i not in text:
            error = f"arr ended with status {done.returncode}: {done.stderr.strip()[-200:]}"
        result.append((plain(text.get(i, "")), error))
    return result


# --- names ------------------------------------------------------------------------------------------------------------

def public(owner):
    return [n for n in dir(owner) if not n.startswith("_")]


def candidates():
    """Names with docstrings: how they are written, the object, and an expression that fails in arr if it lacks the name."""
    for name in public(np):
        value = getattr(np, name)
        if not isinstance(value, types.ModuleType):
            yield f"np.{name}", value, f"np.{name}"
    for part in ("linalg", "lib.stride_tricks", "lib.array_utils"):
        owner = np
        for step in part.split("."):
            owner = getattr(owner, step)
        for name in public(owner):
            value = getattr(owner, name)
            if not isinstance(value, types.ModuleType):
                yield f"np.{part}.{name}", value, f"np.{part}.{name}"
    for owner, maker in ((np.ndarray, "np.zeros(1)"), (np.ufunc, "np.add"), (np.dtype, "np.dtype('int64')"), (np.flatiter, "np.zeros(1).flat"),
                         (np.float64, "np.float64(1)"), (np.int64, "np.int64(1)"), (np.nditer, "np.nditer(np.zeros(1))"), (np.broadcast, "np.broadcast(1, 2)")):
        for name in public(owner):
            yield f"{owner.__name__}.{name}", getattr(owner, name), f"{maker}.{name}"


def supported(binary):
    """The names of NumPy's that arr has, each with the statements of its docstring; one name a docstring."""
    seen, found = set(), []
    for name, value, expression in candidates():
        doc = getattr(value, "__doc__", None)
        if not isinstance(doc, str) or ">>>" not in doc or doc in seen:
            continue
        try:
            statements = [e.source for e in doctest.DocTestParser().get_examples(doc)]
        except ValueError:
            continue
        seen.add(doc)
        found.append((name, statements, expression))
    shown = run_arr(binary, [f"_ = {expression}" for _, _, expression in found])
    return [(name, statements) for (name, statements, _), (_, error) in zip(found, shown) if not error]


# --- comparing --------------------------------------------------------------------------------------------------------

Verdict = collections.namedtuple("Verdict", "kind why want got")


def parsed(source):
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def examine(binary, statements):
    """A verdict for each statement: same, apart (with the reason), differs, follows (from a difference before it)."""
    first, again = run_numpy(statements), run_numpy(statements)
    mine = run_arr(binary, statements)
    verdicts, apart, broken = [], {}, set()
    for source, want, twin, (text, error) in zip(statements, first, again, mine):
        tree = parsed(source)
        kind = error.split(":")[0]
        same = text == want.text and kind == want.error
        used = reads(tree) if tree else set()
        why = rule(tree, source)
        if why is None and want.foreign:
            why = "a dtype that arr does not have"
        if why is None and want.error in ("NameError", "ModuleNotFoundError", "ImportError") and same:
            why = "fails for want of a name or module in NumPy too"
        if why is None and unwritten(tree):
            why = "memory that was not written"
        if why is None and used & apart.keys():
            why = apart[next(iter(sorted(used & apart.keys())))]
        if why is None and want.text != twin.text:
            why = "not the same from run to run"
        made = (binds(tree) if tree else set()) | want.changed
        if same and not (why and why.startswith("fails")):
            # What was made by a statement of the kind set apart may still be unlike.
            verdicts.append(Verdict("same", None, want, (text, error)))
            broken -= made
            for name in made:
                apart.pop(name, None)
            if why:
                apart |= dict.fromkeys(made, why)
        elif why:
            verdicts.append(Verdict("apart", why, want, (text, error)))
            apart |= dict.fromkeys(made, why)
        elif used & broken or "*" in broken:
            verdicts.append(Verdict("follows", None, want, (text, error)))
            broken |= made
        else:
            verdicts.append(Verdict("differs", missing(error), want, (text, error)))
            if error:
                broken |= made
                if re.search(r"set_printoptions|seterr", source):
                    broken.add("*")
    return verdicts


def missing(error):
    if m := MISSING.match(error):
        return (m[1] or m[2] or m[3]).replace("numpy", "np", 1).replace("np.ndarray", "ndarray") + "." + m[4]
    return None


def read_list():
    known, lacking = {}, {}
    if LIST.exists():
        for line in LIST.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                name, what, reason = (p.strip() for p in line.split("|", 2))
                if what == "missing":
                    lacking[name] = reason
                else:
                    known |= {(name, int(n)): reason for n in what.split(",")}
    return known, lacking


HEADER = """\
# Where the examples of NumPy's docstrings show something else in arr, and why: read by tests/docstrings.py, whose --update writes this anew.
# name | statements, counted from 0 | reason            name | missing | reason
"""


def write_list(differing, lacking, known, why_lacking):
    lines = [f"{name} | missing | {why_lacking.get(name, 'arr does not have it')}" for name in sorted(lacking)]
    by_reason = collections.defaultdict(list)
    for name, n in differing:
        by_reason[name, known.get((name, n), "?")].append(n)
    lines += [f"{name} | {','.join(map(str, sorted(numbers)))} | {reason}" for (name, reason), numbers in sorted(by_reason.items())]
    LIST.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def percent(counts):
    compared = counts["same"] + counts["differs"] + counts["follows"]
    return f"{counts['same']} of {compared} statements agree ({100 * counts['same'] / max(compared, 1):.1f} %), {counts['apart']} apart"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only these, such as np.copy or ndarray.reshape")
    parser.add_argument("--arr", default=str(ROOT / "target/debug/arr"))
    parser.add_argument("--show", action="store_true", help="show every difference, the known ones too")
    parser.add_argument("--apart", action="store_true", help="show what is counted apart")
    parser.add_argument("--update", action="store_true", help="write the list of differences anew")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    options.arr = str(pathlib.Path(options.arr).resolve())
    assert np.__version__ == "2.4.6", np.__version__
    wanted = [(n, s) for n, s in supported(options.arr) if not options.names or n in options.names]
    known, why_lacking = read_list()
    total, core, apart = collections.Counter(), collections.Counter(), collections.Counter()
    differing, lacking, unlisted = [], set(), 0
    with concurrent.futures.ProcessPoolExecutor(options.workers) as pool:
        for (name, statements), verdicts in zip(wanted, pool.map(examine, [options.arr] * len(wanted), [s for _, s in wanted], chunksize=4)):
            for n, (source, verdict) in enumerate(zip(statements, verdicts)):
                total[verdict.kind] += 1
                if name.split(".")[-1] in CORE:
                    core[verdict.kind] += 1
                if verdict.kind == "apart":
                    apart[verdict.why] += 1
                is_new = False
                if verdict.kind == "differs" and verdict.why:
                    lacking.add(verdict.why)
                    is_new = verdict.why not in why_lacking
                elif verdict.kind == "differs":
                    differing.append((name, n))
                    is_new = (name, n) not in known
                unlisted += is_new
                if (is_new and not options.update) or (options.show and verdict.kind == "differs") or (options.apart and verdict.kind == "apart"):
                    print(f"--- {name} {n}{': ' + verdict.why if verdict.why else ''}", "    " + source.rstrip().replace("\n", "\n    "), sep="\n")
                    print(f"  NumPy {verdict.want.text!r} {verdict.want.error}\n  arr   {verdict.got[0]!r} {verdict.got[1]}")
    stale = [] if options.names else sorted(set(known) - set(differing)) + sorted((name, "missing") for name in set(why_lacking) - lacking)
    if options.update and not options.names:
        write_list(differing, lacking, known, why_lacking)
    else:
        for name, n in stale:
            print(f"listed, but no longer differs: {name} | {n}")
    for reason, count in apart.most_common():
        print(f"{count:5} apart: {reason}")
    print(f"{len(wanted)} docstrings: {percent(total)}")
    print(f"copies, views, indices, shapes, creation, printing: {percent(core)}")
    print(f"{len(differing)} differences, {len(lacking)} names that arr lacks, {total['follows']} statements that follow from those")
    sys.exit(not options.update and bool(unlisted or stale))


if __name__ == "__main__":
    main()
