"""What is done about warnings."""

import _arr

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings"]

filters = []
_classes = {}


def _apply():
    _arr.filter_warnings([(action, message, category) for action, message, category, *_ in filters])


def _plain(pattern):
    # The beginning of a message: of a regular expression, what stands before its first special sign.
    text = ""
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\" and at + 1 < len(pattern) and not pattern[at + 1].isalnum():
            text += pattern[at + 1]
            at += 2
            continue
        if char in "\\.^$*+?{}[]|()":
            if char in "*?{" and text:
                text = text[:-1]
            break
        text += char
        at += 1
    return text


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Says what is done about warnings whose message begins so."""
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")
    _insert((action, _plain(message), category, module, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Says what is done about warnings of a class."""
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")
    _insert((action, "", category, "", lineno), append)


def _insert(item, append):
    if item in filters:
        filters.remove(item)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)
    _apply()


def resetwarnings():
    """Forgets what was said."""
    filters[:] = []
    _apply()


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return text + (f"  {line.strip()}\n" if line else "")


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        _arr.warn(str(message), category)
    else:
        file.write(formatwarning(message, category, filename, lineno, line))


def warn(message, category=None, stacklevel=1, source=None):
    """Gives a warning."""
    if isinstance(message, Warning):
        category = type(message)
    category = category or UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    text = str(message)
    for action, beginning, kind, *_ in filters:
        if issubclass(category, kind) and text.startswith(beginning):
            if action == "error":
                raise message if isinstance(message, Warning) else category(message)
            if action == "ignore":
                return
            break
    _classes[f"{category.__module__}.{category.__qualname__}"] = _classes[category.__qualname__] = category
    _arr.warn(text, category)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    warn(message, category)


class WarningMessage:
    """A warning that was recorded."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


class _Record:
    # A list of what was warned of since: looked up when somebody looks.
    def __init__(self):
        self._first = _arr.warned()
        self._items = []
        self._open = True

    def _all(self):
        if self._open:
            for category, text in _arr.take_warnings(self._first):
                if isinstance(category, str):
                    category = _classes.get(category, UserWarning)
                self._items.append(WarningMessage(category(text), category, "", 0))
        return self._items

    def _close(self):
        self._all()
        self._open = False

    def __len__(self):
        return len(self._all())

    def __iter__(self):
        return iter(self._all())

    def __getitem__(self, i):
        return self._all()[i]

    def __delitem__(self, i):
        del self._all()[i]

    def __contains__(self, item):
        return item in self._all()

    def __bool__(self):
        return bool(self._all())

    def __eq__(self, other):
        return self._all() == other

    def __repr__(self):
        return repr(self._all())

    def clear(self):
        self._all().clear()

    def append(self, item):
        self._all().append(item)

    def pop(self, i=-1):
        return self._all().pop(i)


class catch_warnings:
    """A context in which something else is done about warnings."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action and (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._filters = filters[:]
        self._log = _Record() if self._record else None
        if self._action:
            simplefilter(*self._action)
        return self._log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        if self._log is not None:
            self._log._close()
        filters[:] = self._filters
        _apply()
