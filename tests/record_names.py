"""Records the names that NumPy and Python have, and what NumPy says of those that are gone.

    python tests/record_names.py [--check]

`src/lang/names.txt` holds a name a line, `owner.name`, in the order of its bytes: the members of modules and the attributes of classes. By it
arr tells a name that it lacks from one that does not exist, and knows which methods a class of scalars has.
`src/lang/gone.txt` holds, tab by tab, a former name of NumPy, the warning that goes before the error (or nothing), and the error's message.
With --check nothing is written: status 1 if a file is not what it would be. Needs numpy 2.4.6 and Python 3.11.
"""

import importlib
import pathlib
import sys
import types
import warnings

import numpy as np
import numpy._expired_attrs_2_0 as expired

LANG = pathlib.Path(__file__).resolve().parent.parent / "src" / "lang"

NUMPY_MODULES = """numpy numpy.char numpy.ctypeslib numpy.dtypes numpy.emath numpy.exceptions numpy.fft numpy.lib numpy.lib.array_utils
numpy.lib.format numpy.lib.mixins numpy.lib.scimath numpy.lib.stride_tricks numpy.linalg numpy.ma numpy.polynomial
numpy.polynomial.chebyshev numpy.polynomial.hermite numpy.polynomial.hermite_e numpy.polynomial.laguerre numpy.polynomial.legendre
numpy.polynomial.polynomial numpy.random numpy.rec numpy.strings numpy.testing numpy.typing""".split()
PYTHON_MODULES = """__future__ abc bisect builtins cmath collections collections.abc contextlib copy dataclasses datetime decimal doctest enum fractions functools glob heapq importlib
io itertools json logging math numbers operator os os.path pathlib pprint random re statistics string sys textwrap time timeit types typing warnings""".split()
CLASSES = [object, bool, bytearray, bytes, complex, dict, float, frozenset, int, list, memoryview, range, set, slice, str, tuple, type(None), type(NotImplemented), type(...)]
NUMPY_CLASSES = [np.ndarray, np.flatiter, np.ufunc, np.dtype, type(np.zeros(1).flags), type(np.zeros(1).ctypes), np.nditer, np.broadcast, np.finfo, np.iinfo, np.ndindex,
                 np.ndenumerate, np.generic, *(getattr(np, name) for name in "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64 "
                                               "complex64 complex128".split())]


def qualified(cls):
    """The name by which arr tells the class: that of Python's messages."""
    return cls.__name__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__name__}"


def names():
    found = set()
    for name in NUMPY_MODULES + PYTHON_MODULES:
        try:
            module = importlib.import_module(name)
        except ImportError:
            module = getattr(np, name.removeprefix("numpy."))
        public = getattr(module, "__all__", None) if name not in ("numpy", "builtins") else None
        # What the module itself only imports from elsewhere is none of its names, unless it says so.
        mine = public or [n for n in dir(module) if not n.startswith("_")
                          and not (isinstance(getattr(module, n), types.ModuleType) and not getattr(module, n).__name__.startswith(name + "."))]
        found.update(f"{name}.{n}" for n in mine)
    for cls in CLASSES + NUMPY_CLASSES:
        found.update(f"{qualified(cls)}.{n}" for n in dir(cls))
    return "".join(f"{line}\n" for line in sorted(found, key=str.encode))


def gone():
    lines = []
    former = {*expired.__expired_attributes__, *np.__former_attrs__, *np.__future_scalars__, "array_api", "distutils"}
    for name in sorted(former, key=str.encode):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            try:
                getattr(np, name)
                continue
            except AttributeError as error:
                message = str(error)
        warning = "".join(f"{w.category.__name__}: {w.message}" for w in told)
        lines.append("\t".join([name, warning, message.replace("\n", "\\n")]))
    return "".join(f"{line}\n" for line in lines)


def main():
    assert np.__version__ == "2.4.6", np.__version__
    stale = False
    for path, text in ((LANG / "names.txt", names()), (LANG / "gone.txt", gone())):
        if "--check" in sys.argv[1:]:
            same = path.read_text(encoding="utf-8") == text
            stale |= not same
            print(path.name, "is NumPy's" if same else "is not NumPy's: run tests/record_names.py")
        else:
            path.write_text(text, encoding="utf-8")
    sys.exit(stale)


if __name__ == "__main__":
    main()
