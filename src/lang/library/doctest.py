"""The examples of docstrings, run."""

import _arr
import re as _re
from collections import namedtuple as _namedtuple

__all__ = ["testmod", "testfile", "run_docstring_examples", "TestResults", "ELLIPSIS", "NORMALIZE_WHITESPACE", "SKIP",
           "IGNORE_EXCEPTION_DETAIL", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "REPORT_NDIFF", "FAIL_FAST"]

TestResults = _namedtuple("TestResults", "failed attempted", module="doctest")

DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP, IGNORE_EXCEPTION_DETAIL = 1, 2, 4, 8, 16, 32
REPORT_UDIFF, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, FAIL_FAST = 64, 128, 256, 512, 1024
_FLAGS = {"DONT_ACCEPT_TRUE_FOR_1": 1, "DONT_ACCEPT_BLANKLINE": 2, "NORMALIZE_WHITESPACE": 4, "ELLIPSIS": 8, "SKIP": 16,
          "IGNORE_EXCEPTION_DETAIL": 32, "REPORT_UDIFF": 64, "REPORT_CDIFF": 128, "REPORT_NDIFF": 256,
          "REPORT_ONLY_FIRST_FAILURE": 512, "FAIL_FAST": 1024}


class _Example:
    """A statement of a docstring: its text, what it is to show, the message it is to fail with, and where it stands."""

    def __init__(self, source, want, number):
        self.source, self.want, self.number = source, want, number
        self.message = None
        lines = want.splitlines(keepends=True)
        if lines and lines[0].rstrip() in ("Traceback (most recent call last):", "Traceback (innermost last):"):
            for i, line in enumerate(lines[1:], 1):
                if line[0].isalnum() or line[0] == "_":
                    self.message = "".join(lines[i:])
                    break

    def flags(self, flags):
        for line in self.source.splitlines():
            found = _re.search(r"#\s*doctest:\s*([^\n'\"]*)$", line)
            for option in found.group(1).replace(",", " ").split() if found else ():
                if option[0] in "+-" and option[1:] in _FLAGS:
                    flag = _FLAGS[option[1:]]
                    flags = flags | flag if option[0] == "+" else flags & ~flag
        return flags


def _taken(lines, indent, first, name, continues):
    """Lines without their indentation and, if they are source, their prompts."""
    taken = []
    for i, line in enumerate(lines, first + 1):
        if continues and len(line) >= indent + 4 and line[indent + 3] != " ":
            raise ValueError(f"line {i!r} of the docstring for {name} lacks blank after {line[indent:indent + 3]}: {line!r}")
        if not line.startswith(" " * indent):
            raise ValueError(f"line {i!r} of the docstring for {name} has inconsistent leading whitespace: {line!r}")
        taken.append(line[indent + 4 * continues:] + "\n")
    return "".join(taken)


def _examples(text, name):
    lines = text.expandtabs().splitlines()
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins, default=0)
    lines = [line[margin:] for line in lines]
    found = []
    i = 0
    while i < len(lines):
        first = i
        i += 1
        if not lines[first].lstrip(" ").startswith(">>>"):
            continue
        indent = len(lines[first]) - len(lines[first].lstrip(" "))
        while i < len(lines) and lines[i].lstrip(" ").startswith("..."):
            i += 1
        source = _taken(lines[first:i], indent, first, name, True)
        after = i
        while i < len(lines) and lines[i].strip() and not lines[i].lstrip(" ").startswith(">>>"):
            i += 1
        want = _taken(lines[after:i], indent, after, name, False)
        if source.count("\n") > 1 or source.strip() and source.lstrip(" ")[0] != "#":
            found.append(_Example(source, want, first))
    return found


def _fits(want, got, flags):
    if got == want:
        return True
    if not flags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
        return True
    if not flags & DONT_ACCEPT_BLANKLINE:
        want = "".join("\n" if line.rstrip() == "<BLANKLINE>" else line for line in want.splitlines(keepends=True))
        got = "".join(line if line.strip() else "\n" for line in got.splitlines(keepends=True))
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


def _class_of(message):
    """The class that a message begins with, without its module."""
    return message.split("\n")[0].split(":")[0].rpartition(".")[2]


def _indented(text):
    return "".join("    " + line if line != "\n" else line for line in text.splitlines(keepends=True))


def _difference(want, got, flags):
    if not flags & DONT_ACCEPT_BLANKLINE:
        got = "".join(line if line.strip(" \n") else "<BLANKLINE>\n" for line in got.splitlines(keepends=True))
    return (f"Expected:\n{_indented(want)}" if want else "Expected nothing\n") + (f"Got:\n{_indented(got)}" if got else "Got nothing\n")


def _check(name, text, place, flags, verbose, module):
    """Runs the examples of a text; `place` is the file and the line where the text begins, or None for the line."""
    filename, first = place
    wanted = [(example, example.flags(flags)) for example in _examples(text, name)]
    wanted = [(example, own) for example, own in wanted if not own & SKIP]
    runs = _arr.examples([example.source for example, _ in wanted], module)
    failed = tried = 0
    for (example, own), (got, error) in zip(wanted, runs):
        tried += 1
        if got and not got.endswith("\n"):
            got += "\n"
        if verbose:
            expected = "Expecting:\n" + _indented(example.want) if example.want else "Expecting nothing\n"
            print("Trying:\n" + _indented(example.source) + expected, end="")
        if error is None:
            right = _fits(example.want, got, own)
        else:
            error += "\n"
            right = example.message is not None and (
                _fits(example.message, error, own)
                or bool(own & IGNORE_EXCEPTION_DETAIL) and _fits(_class_of(example.message), _class_of(error), own))
        if right:
            if verbose:
                print("ok")
            continue
        failed += 1
        if failed > 1 and own & REPORT_ONLY_FIRST_FAILURE:
            continue
        print("*" * 70)
        print(f'File "{filename}", line {"?" if first is None else first + example.number + 1}, in {name}')
        print("Failed example:\n" + _indented(example.source), end="")
        traceback = None if error is None else "Traceback (most recent call last):\n" + error
        if error is not None and example.message is None:
            print("Exception raised:\n" + _indented(traceback), end="")
        else:
            print(_difference(example.want, got + (traceback or ""), own), end="")
        if own & FAIL_FAST:
            break
    return failed, tried


def _beginning(value, lines):
    """The line, from 0, on which the docstring of a function or class begins."""
    if lines is None or not getattr(value, "__doc__", None):
        return None
    if isinstance(value, type):
        head = _re.compile(r"\s*class\s*" + _re.escape(value.__name__) + r"\b")
        first = next((i for i, line in enumerate(lines) if head.match(line)), None)
    else:
        first = _arr.first_line(value)
        first = None if first is None else first - 1
    if first is None:
        return None
    quote = _re.compile(r"(.*:)?\s*\w*[\"']")
    return next((i for i in range(first, len(lines)) if quote.match(lines[i])), None)


def _is_function(value):
    seen = 0
    while hasattr(value, "__wrapped__") and seen < 1000:
        value, seen = value.__wrapped__, seen + 1
    return isinstance(value, type(_check))


def _search(name, value, module_name, seen):
    """A function or class, and what stands in it."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield name, value
    if isinstance(value, type):
        for key, member in value.__dict__.items():
            if isinstance(member, (staticmethod, classmethod)):
                member = member.__func__
            own = isinstance(member, type) or _is_function(member)
            if isinstance(member, property) or own and getattr(member, "__module__", None) == module_name:
                yield from _search(f"{name}.{key}", member, module_name, seen)


def _found(m, told):
    """The texts of a module: the name of each, its text, and the line where it begins; `told` is what to call the module."""
    if m is None:
        names, module_name = _arr.main_globals(), "__main__"
    else:
        names, module_name = dict(vars(m)), m.__name__
    filename = names.get("__file__")
    lines = _lines(filename)
    text = names.get("__doc__")
    beginning = None
    if isinstance(text, str) and lines is not None:
        beginning = next((i for i, line in enumerate(lines) if _re.match(r"(.*:)?\s*\w*[\"']", line)), None)
    told = module_name if told is None else told
    found = [(told, text if isinstance(text, str) else "", beginning)]
    seen = set()
    for key, value in list(names.items()):
        if (isinstance(value, type) or _is_function(value)) and getattr(value, "__module__", None) == module_name:
            for where, inner in _search(f"{told}.{key}", value, module_name, seen):
                doc = getattr(inner, "__doc__", None)
                found.append((where, doc if isinstance(doc, str) else "", _beginning(inner, lines)))
    for key, value in names.get("__test__", {}).items():
        doc = value if isinstance(value, str) else getattr(value, "__doc__", None) or ""
        found.append((f"{told}.__test__.{key}", doc, None if isinstance(value, str) else _beginning(value, lines)))
    found.sort(key=lambda item: (item[0], -1 if item[2] is None else item[2]))
    return filename, found


def _lines(filename):
    if filename is None:
        return None
    try:
        with open(filename) as file:
            return file.read().splitlines()
    except (OSError, ValueError):
        return None


def _report(results, verbose):
    none = sorted(name for name, _, tried in results if not tried)
    passed = sorted((name, tried) for name, failed, tried in results if tried and not failed)
    bad = sorted((name, failed, tried) for name, failed, tried in results if failed)
    failures, total = sum(failed for _, failed, _ in results), sum(tried for _, _, tried in results)
    if verbose and none:
        print(len(none), "items had no tests:")
        for name in none:
            print("   ", name)
    if verbose and passed:
        print(len(passed), "items passed all tests:")
        for name, tried in passed:
            print(f" {tried:3d} tests in {name}")
    if bad:
        print("*" * 70)
        print(len(bad), "items had failures:")
        for name, failed, tried in bad:
            print(f" {failed:3d} of {tried:3d} in {name}")
    if verbose:
        print(f"{total} tests in {len(results)} items.")
        print(f"{total - failures} passed and {failures} failed.")
    if failures:
        print(f"***Test Failed*** {failures} failures.")
    elif verbose:
        print("Test passed.")


def _asked(verbose):
    import sys
    return "-v" in sys.argv if verbose is None else bool(verbose)


def _run(found, filename, report, verbose, flags, module):
    results = {}
    for name, text, first in found:
        failed, tried = _check(name, text, (filename, first), flags, verbose, module)
        before = results.get(name, (0, 0))
        results[name] = before[0] + failed, before[1] + tried
        if failed and flags & FAIL_FAST:
            break
    results = [(name, failed, tried) for name, (failed, tried) in results.items()]
    if report:
        _report(results, verbose)
    return TestResults(sum(failed for _, failed, _ in results), sum(tried for _, _, tried in results))


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Runs the examples of a module's docstrings."""
    filename, found = _found(m, name)
    found = [item for item in found if item[1] or not exclude_empty]
    return _run(found, filename, report, _asked(verbose), optionflags, m)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True, optionflags=0, **kwds):
    """Runs the examples of a text file."""
    with open(filename) as file:
        text = file.read()
    name = name or filename.rpartition("/")[2]
    return _run([(name, text, 0)], filename, report, _asked(verbose), optionflags, None)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Runs the examples of one docstring."""
    text = f if isinstance(f, str) else getattr(f, "__doc__", None) or ""
    if verbose:
        print("Finding tests in", name)
    filename = _arr.main_globals().get("__file__")
    first = None if isinstance(f, str) else _beginning(f, _lines(filename))
    _check(name, text, (filename, first), optionflags, verbose, None)
