"""Copies of any value."""

import numpy as _np

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_ATOMS = (type(None), int, float, complex, bool, str, bytes, type, range, type(...), type(NotImplemented), type(len), type(lambda: 0))


def _is_atom(x):
    return isinstance(x, _ATOMS) and type(x).__module__ in ("builtins", "numpy") or isinstance(x, type)


def _blank(x):
    cls = type(x)
    if isinstance(x, BaseException):
        new = cls.__new__(cls, *x.args)
    elif isinstance(x, (tuple, str, int, float, bytes, complex)):
        base = next(base for base in (tuple, str, int, float, bytes, complex) if isinstance(x, base))
        new = base.__new__(cls, base(x))
    else:
        new = object.__new__(cls)
    return new


def _slots(x):
    for cls in type(x).__mro__:
        slots = vars(cls).get("__slots__", ()) if cls is not object and hasattr(cls, "__dict__") else ()
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                yield name


def _set(new, name, value):
    object.__setattr__(new, name, value)


def copy(x):
    """A copy that holds the same things."""
    cls = type(x)
    if _is_atom(x):
        return x
    if cls is list or cls is dict or cls is set:
        return x.copy()
    if cls is tuple or cls is frozenset:
        return x
    if isinstance(x, _np.ndarray):
        return x.copy()
    own = getattr(cls, "__copy__", None)
    if own is not None:
        return own(x)
    if not hasattr(x, "__dict__"):
        return x.copy() if hasattr(x, "copy") else x
    new = _rebuilt(x, lambda value: value)
    return new


def _rebuilt(x, inner, memo=None):
    new = _blank(x)
    if memo is not None:
        memo[id(x)] = new
    if isinstance(x, list):
        list.extend(new, [inner(item) for item in list.__iter__(x)])
    elif isinstance(x, dict):
        for key, value in x.items():
            dict.__setitem__(new, inner(key), inner(value))
    state = {name: value for name, value in x.__dict__.items()}
    if hasattr(type(x), "__getstate__"):
        state = x.__getstate__()
    for name in _slots(x):
        _set(new, name, inner(getattr(x, name)))
    state = inner(state) if memo is not None else state
    if hasattr(type(x), "__setstate__"):
        new.__setstate__(state)
    elif state:
        for name, value in state.items():
            _set(new, name, value)
    return new


def deepcopy(x, memo=None, _nil=[]):
    """A copy that holds copies of everything inside."""
    cls = type(x)
    if _is_atom(x):
        return x
    if memo is None:
        memo = {}
    key = id(x)
    found = memo.get(key, _nil)
    if found is not _nil:
        return found
    if cls is list:
        new = []
        memo[key] = new
        for item in x:
            new.append(deepcopy(item, memo))
    elif cls is dict:
        new = {}
        memo[key] = new
        for name, value in x.items():
            new[deepcopy(name, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        found = memo.get(key, _nil)
        if found is not _nil:
            return found
        new = x
        for old, item in zip(x, items):
            if old is not item:
                new = tuple(items)
                break
    elif cls is set or cls is frozenset:
        new = cls(deepcopy(item, memo) for item in x)
    elif isinstance(x, _np.ndarray):
        new = x.copy()
    elif getattr(cls, "__deepcopy__", None) is not None:
        new = x.__deepcopy__(memo)
    elif cls.__module__ == "collections" and cls.__name__ == "deque":
        new = cls((deepcopy(item, memo) for item in x), x.maxlen)
    elif hasattr(x, "__self__") and hasattr(x, "__func__"):
        new = getattr(deepcopy(x.__self__, memo), x.__func__.__name__)
    elif not hasattr(x, "__dict__"):
        new = copy(x)
    else:
        new = _rebuilt(x, lambda value: deepcopy(value, memo), memo)
    if new is not x:
        memo[key] = new
        memo.setdefault(id(memo), []).append(x)
    return new
