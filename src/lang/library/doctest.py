"""The examples of docstrings, run."""

import _arr
from collections import namedtuple as _namedtuple

__all__ = ["testmod", "testfile", "run_docstring_examples", "TestResults", "ELLIPSIS", "NORMALIZE_WHITESPACE", "SKIP",
           "IGNORE_EXCEPTION_DETAIL", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "REPORT_NDIFF", "FAIL_FAST"]

TestResults = _namedtuple("TestResults", "failed attempted", module="doctest")

DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP, IGNORE_EXCEPTION_DETAIL = 1, 2, 4, 8, 16, 32
REPORT_UDIFF, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, FAIL_FAST = 64, 128, 256, 512, 1024
_FLAGS = {"DONT_ACCEPT_TRUE_FOR_1": 1, "DONT_ACCEPT_BLANKLINE": 2, "NORMALIZE_WHITESPACE": 4, "ELLIPSIS": 8, "SKIP": 16,
          "IGNORE_EXCEPTION_DETAIL": 32, "REPORT_NDIFF": 256, "FAIL_FAST": 1024}


def _examples(text):
    lines = text.replace("\t", "        ").splitlines()
    i = 0
    while i < len(lines):
        stripped = lines[i].lstrip()
        if not (stripped.startswith(">>> ") or stripped == ">>>"):
            i += 1
            continue
        indent = len(lines[i]) - len(stripped)
        number = i
        source = [stripped[4:]]
        i += 1
        while i < len(lines) and (lines[i][indent:].startswith("... ") or lines[i][indent:].rstrip() == "..."):
            source.append(lines[i][indent + 4:])
            i += 1
        want = []
        while i < len(lines) and lines[i].strip() and not lines[i].lstrip().startswith(">>>"):
            want.append(lines[i][indent:])
            i += 1
        yield number, "\n".join(source) + "\n", "".join(line + "\n" for line in want)


def _options(source, flags):
    for line in source.splitlines():
        if "# doctest:" in line:
            for option in line.split("# doctest:", 1)[1].replace(",", " ").split():
                if option[:1] in "+-" and option[1:] in _FLAGS:
                    flag = _FLAGS[option[1:]]
                    flags = flags | flag if option[0] == "+" else flags & ~flag
    return flags


def _fits(want, got, flags):
    if got == want:
        return True
    if not flags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
        return True
    if not flags & DONT_ACCEPT_BLANKLINE:
        want = "".join(("\n" if line.strip() == "<BLANKLINE>" else line) for line in want.splitlines(keepends=True))
        if got == want:
            return True
    if flags & NORMALIZE_WHITESPACE:
        got, want = " ".join(got.split()), " ".join(want.split())
        if got == want:
            return True
    if flags & ELLIPSIS and "..." in want:
        pieces = want.split("...")
        if not got.startswith(pieces[0]) or not got.endswith(pieces[-1]) or len(got) < len(pieces[0]) + len(pieces[-1]):
            return False
        at, end = len(pieces[0]), len(got) - len(pieces[-1])
        for piece in pieces[1:-1]:
            at = got.find(piece, at, end)
            if at < 0:
                return False
            at += len(piece)
        return True
    return False


def _indented(text):
    return "".join("    " + line for line in text.splitlines(keepends=True))


def _check(name, text, filename, flags, verbose):
    failed = tried = 0
    for number, source, want in _examples(text):
        own = _options(source, flags)
        if own & SKIP:
            continue
        tried += 1
        if verbose:
            print("Trying:\n" + _indented(source), end="")
            print("Expecting nothing" if not want else "Expecting:\n" + _indented(want), end="\n" if not want else "")
        got, error = _arr.example(source)
        if error is not None:
            wanted = [line for line in want.splitlines() if line and not line[0].isspace()]
            expects = want.startswith("Traceback (most recent call last):") or want.startswith("Traceback (innermost last):")
            right = expects and len(wanted) > 1 and _fits(wanted[-1] + "\n", error.split("\n")[0] + "\n", own)
            if not right and expects and own & IGNORE_EXCEPTION_DETAIL:
                right = wanted[-1].split(":")[0].rsplit(".")[-1] == error.split(":")[0].rsplit(".")[-1]
        else:
            right = _fits(want, got, own)
        if right:
            if verbose:
                print("ok")
            continue
        failed += 1
        print("*" * 70)
        print(f'File "{filename}", line ?, in {name}')
        print("Failed example:\n" + _indented(source), end="")
        if error is not None:
            print("Exception raised:\n    Traceback (most recent call last):\n    " + error)
        else:
            print("Expected:\n" + _indented(want) if want else "Expected nothing\n", end="")
            print("Got:\n" + _indented(got) if got else "Got nothing\n", end="")
    return failed, tried


def _docs(name, value, module_name, seen):
    if id(value) in seen:
        return
    seen.append(id(value))
    doc = getattr(value, "__doc__", None)
    if isinstance(doc, str):
        yield name, doc
    if isinstance(value, type):
        for key, member in value.__dict__.items():
            member = getattr(member, "__func__", getattr(member, "fget", None) or member)
            if isinstance(member, (type, type(_docs))):
                yield from _docs(f"{name}.{key}", member, module_name, seen)


def _found(m):
    if m is None:
        names, module_name = dict(_main()), "__main__"
    else:
        names, module_name = dict(vars(m)), m.__name__
    if isinstance(names.get("__doc__"), str):
        yield module_name, names["__doc__"]
    seen = []
    found = []
    for key, value in names.items():
        if isinstance(value, (type, type(_docs))) and getattr(value, "__module__", None) == module_name:
            found += _docs(f"{module_name}.{key}", value, module_name, seen)
    for key, text in names.get("__test__", {}).items():
        found.append((f"{module_name}.__test__.{key}", text if isinstance(text, str) else text.__doc__ or ""))
    yield from sorted(found)


def _main():
    return _arr.main_globals()


def _report(results):
    bad = [(name, failed, tried) for name, failed, tried in results if failed]
    total = sum(failed for _, failed, _ in results)
    if bad:
        print("*" * 70)
        print(f"{len(bad)} items had failures:")
        for name, failed, tried in sorted(bad):
            print(f" {failed:3d} of {tried:3d} in {name}")
        print(f"***Test Failed*** {total} failures.")
    return TestResults(total, sum(tried for _, _, tried in results))


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Runs the examples of a module's docstrings."""
    import sys
    if verbose is None:
        verbose = "-v" in sys.argv
    filename = sys.argv[0] if m is None else getattr(m, "__file__", "")
    results = []
    for where, text in _found(m):
        failed, tried = _check(where, text, filename, optionflags, verbose)
        results.append((where, failed, tried))
    if verbose:
        tried = sum(tried for _, _, tried in results)
        print(f"{tried} tests in {len(results)} items.\n{tried - sum(f for _, f, _ in results)} passed and {sum(f for _, f, _ in results)} failed.")
        if not any(f for _, f, _ in results):
            print("Test passed.")
    return _report(results) if report else TestResults(sum(f for _, f, _ in results), sum(t for _, _, t in results))


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True, optionflags=0, **kwds):
    """Runs the examples of a text file."""
    with open(filename) as file:
        text = file.read()
    failed, tried = _check(name or filename, text, filename, optionflags, bool(verbose))
    return _report([(name or filename, failed, tried)])


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Runs the examples of one docstring."""
    import sys
    _check(name, getattr(f, "__doc__", None) or "", sys.argv[0], optionflags, verbose)
