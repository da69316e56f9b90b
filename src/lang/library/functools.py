"""Functions that take or give functions."""

from _arr import cached as _cached, partial, reduce

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key",
           "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a function look like the one that it calls."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    if "__dict__" in updated:
        for name, value in getattr(wrapped, "__dict__", {}).items():
            setattr(wrapper, name, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that makes a function look like another."""
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


class _CacheInfo(tuple):
    __slots__ = ()
    _fields = ("hits", "misses", "maxsize", "currsize")
    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)


def _with_cache(function, maxsize, typed):
    found = _cached(function, maxsize, typed)
    found.cache_info = lambda: _CacheInfo(found._info)
    found.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    found.cache_clear = lambda: found._clear
    return found


def lru_cache(maxsize=128, typed=False):
    """A decorator: the function remembers what it gave for its last arguments."""
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        return _with_cache(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _with_cache(function, maxsize, typed)


def cache(user_function, /):
    """A decorator: the function remembers all that it gave."""
    return _with_cache(user_function, None, False)


class cached_property:
    """A property that is computed once an instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        value = self.func(instance)
        object.__setattr__(instance, self.attrname, value)
        return value


def _from_less(name, reflected):
    def method(self, other):
        answer = getattr(type(self), name)(self, other)
        return answer if answer is NotImplemented else reflected(self, other, answer)
    return method


_ORDERS = {
    "__lt__": {"__gt__": lambda a, b, r: not r and a != b, "__le__": lambda a, b, r: r or a == b, "__ge__": lambda a, b, r: not r},
    "__le__": {"__ge__": lambda a, b, r: not r or a == b, "__lt__": lambda a, b, r: r and a != b, "__gt__": lambda a, b, r: not r},
    "__gt__": {"__lt__": lambda a, b, r: not r and a != b, "__ge__": lambda a, b, r: r or a == b, "__le__": lambda a, b, r: not r},
    "__ge__": {"__le__": lambda a, b, r: not r or a == b, "__gt__": lambda a, b, r: r and a != b, "__lt__": lambda a, b, r: not r},
}


def total_ordering(cls):
    """A class decorator: the comparisons that are missing follow from one of them and from ==."""
    roots = [name for name in ("__lt__", "__le__", "__gt__", "__ge__")
             if any(name in vars(base) for base in cls.__mro__ if base is not object and hasattr(base, "__dict__"))]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = roots[0]
    for name, reflected in _ORDERS[root].items():
        if name not in roots:
            method = _from_less(root, reflected)
            method.__name__ = name
            setattr(cls, name, method)
    return cls


class _Key:
    __slots__ = ("obj", "_compare")

    def __init__(self, obj, compare):
        self.obj = obj
        self._compare = compare

    def __lt__(self, other):
        return self._compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self._compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self._compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self._compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self._compare(self.obj, other.obj) >= 0

    __hash__ = None


def cmp_to_key(mycmp):
    """A key for sorting of a function that compares two."""
    return lambda obj: _Key(obj, mycmp)


class partialmethod:
    """A method with some of its arguments given."""

    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func
        if hasattr(func, "__get__") and not callable(func):
            return partial(func.__get__(obj, cls), *self.args, **self.keywords)
        if obj is None:
            return partial(func, *self.args, **self.keywords)
        return partial(func, obj, *self.args, **self.keywords)


def _dispatch(registry, cls):
    for base in getattr(cls, "__mro__", (cls, object)):
        if base in registry:
            return registry[base]
    for known in registry:
        if known is not object and issubclass(cls, known):
            return registry[known]
    return registry[object]


def singledispatch(func):
    """A function of which there is another for each class of its first argument."""
    registry = {object: func}
    name = getattr(func, "__name__", "singledispatch function")

    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type) or hasattr(cls, "__args__"):
                return lambda f: register(cls, f)
            hints = {key: value for key, value in getattr(cls, "__annotations__", {}).items() if key != "return"}
            if not hints:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                "Use either `@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            cls = next(iter(hints.values()))
        for one in getattr(cls, "__args__", (cls,)):
            registry[one] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return _dispatch(registry, args[0].__class__)(*args, **kw)

    wrapper.register = register
    wrapper.dispatch = lambda cls: _dispatch(registry, cls)
    wrapper.registry = registry
    wrapper._clear_cache = lambda: None
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """A method of which there is another for each class of its first argument."""

    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            found = self.dispatcher.dispatch(args[0].__class__)
            return found(*args, **kwargs) if obj is None else found(obj, *args, **kwargs)
        method.register = self.register
        return method
