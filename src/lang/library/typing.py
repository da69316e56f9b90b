"""What annotations can say. Nothing checks it."""

import collections
import collections.abc
import contextlib
from abc import ABCMeta, abstractmethod
import types as _types

_NAMES = """Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec Protocol Tuple Type TypeVar
TypeVarTuple Union AbstractSet ByteString Container ContextManager Hashable ItemsView Iterable Iterator KeysView Mapping MappingView
MutableMapping MutableSequence MutableSet Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine Collection
AsyncGenerator AsyncContextManager Reversible SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt
SupportsRound ChainMap Counter Deque Dict DefaultDict List OrderedDict Set FrozenSet NamedTuple TypedDict Generator BinaryIO IO Match
Pattern TextIO AnyStr assert_never assert_type clear_overloads cast dataclass_transform get_args get_origin get_overloads get_type_hints
is_typeddict LiteralString Never NewType no_type_check no_type_check_decorator NoReturn NotRequired overload ParamSpecArgs
ParamSpecKwargs Required reveal_type runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard Unpack final"""
__all__ = _NAMES.split()

TYPE_CHECKING = False
Text = str


def _shown(arg):
    if arg is ...:
        return "..."
    if arg is None:
        return "None"
    if isinstance(arg, list):
        return "[" + ", ".join(map(_shown, arg)) + "]"
    if isinstance(arg, type) and not hasattr(arg, "__origin__"):
        return arg.__qualname__ if arg.__module__ == "builtins" else f"{arg.__module__}.{arg.__qualname__}"
    return repr(arg)


def _checked(arg):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


class ForwardRef:
    """A type that is named before it is there."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        self.__forward_arg__ = arg

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _Form:
    """Something special: `Any`, `Union`, `List`."""

    def __init__(self, name, origin=None, make=None):
        self._name = name
        if origin is not None:
            self.__origin__ = origin
        self._make = make

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if self._make is not None:
            return self._make(self, args)
        if "__origin__" not in self.__dict__ and self._name not in _INDEXED:
            raise TypeError(f"{self!r} is not subscriptable")
        return _Alias(self, tuple(_checked(arg) for arg in args))

    def __call__(self, *args, **kwds):
        if "__origin__" in self.__dict__:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        if "__origin__" in self.__dict__:
            return (self.__origin__,)
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, instance):
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, cls):
        if "__origin__" in self.__dict__:
            return issubclass(cls, self.__origin__)
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


_INDEXED = {"ClassVar", "Final", "Required", "NotRequired", "TypeGuard", "Unpack", "Concatenate"}


class _Alias:
    """`List[int]`, `Union[int, str]`"""

    def __init__(self, form, args):
        self._form = form
        self._name = getattr(form, "_name", None)
        self.__origin__ = form.__dict__.get("__origin__", form) if isinstance(form, _Form) else form
        self.__args__ = args
        self.__parameters__ = _parameters(args)

    def __repr__(self):
        if self._name == "Optional":
            return f"typing.Optional[{_shown(self.__args__[0])}]"
        if self._name == "Callable" and len(self.__args__) > 1 and isinstance(self.__args__[0], list):
            return f"typing.Callable[{_shown(self.__args__[0])}, {_shown(self.__args__[1])}]"
        name = repr(self._form) if isinstance(self._form, _Form) else _shown(self._form)
        return f"{name}[{', '.join(map(_shown, self.__args__)) or '()'}]"

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if not self.__parameters__:
            raise TypeError(f"{self!r} is not a generic class")
        known = dict(zip(self.__parameters__, args))

        def put(arg):
            if isinstance(arg, TypeVar):
                return known.get(arg, arg)
            if isinstance(arg, list):
                return [put(one) for one in arg]
            if isinstance(arg, _Alias) and arg.__parameters__:
                return arg[tuple(known.get(p, p) for p in arg.__parameters__)]
            return arg
        return type(self)(self._form, tuple(put(arg) for arg in self.__args__))

    def __call__(self, *args, **kwds):
        if isinstance(self._form, _Form):
            return self._form(*args, **kwds)
        return self.__origin__(*args, **kwds)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        return (self.__origin__,) if isinstance(self.__origin__, type) else ()

    def __eq__(self, other):
        if not isinstance(other, _Alias) or self.__origin__ is not other.__origin__:
            return NotImplemented
        if self.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash((repr(self.__origin__), len(self.__args__)))

    def __instancecheck__(self, instance):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def _parameters(args):
    found = []
    for arg in args:
        own = _parameters(arg) if isinstance(arg, list) else (arg,) if isinstance(arg, TypeVar) else getattr(arg, "__parameters__", ()) if isinstance(arg, _Alias) else ()
        for one in own:
            if one not in found:
                found.append(one)
    return tuple(found)


class TypeVar:
    """A type that is not said."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ParamSpec(TypeVar):
    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class TypeVarTuple(TypeVar):
    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield Unpack[self]


def _make_union(form, args):
    if not args:
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for arg in args:
        arg = _checked(arg)
        inner = arg.__args__ if isinstance(arg, _Alias) and arg.__origin__ is Union or isinstance(arg, _types.UnionType) else (arg,)
        for one in inner:
            if one not in flat:
                flat.append(one)
    if len(flat) == 1:
        return flat[0]
    if len(flat) == 2 and type(None) in flat:
        flat_first = [one for one in flat if one is not type(None)]
        alias = _Alias(Union, tuple(flat))
        alias._name = "Optional" if flat[1] is type(None) or flat_first else None
        alias.__dict__["_shown_first"] = flat_first[0]
        return _OptionalAlias(Union, tuple(flat))
    return _Alias(Union, tuple(flat))


class _OptionalAlias(_Alias):
    def __repr__(self):
        inner = next(arg for arg in self.__args__ if arg is not type(None))
        return f"typing.Optional[{_shown(inner)}]"


def _make_literal(form, args):
    return _LiteralAlias(form, args)


class _LiteralAlias(_Alias):
    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"

    def __hash__(self):
        return hash(len(self.__args__))


def _make_annotated(form, args):
    return _AnnotatedAlias(args[0], args[1:])


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        _Alias.__init__(self, origin, (origin,))
        self.__metadata__ = metadata

    def __repr__(self):
        return f"typing.Annotated[{_shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"


def _make_callable(form, args):
    if len(args) == 2:
        given, result = args
        given = [_checked(arg) for arg in given] if isinstance(given, (list, tuple)) else given
        return _CallableAlias(form, (given, _checked(result)))
    raise TypeError("Callable must be used as Callable[[arg, ...], result].")


class _CallableAlias(_Alias):
    def __init__(self, form, parts):
        _Alias.__init__(self, form, parts)
        self._parts = parts
        given, result = parts
        self.__args__ = tuple(given) + (result,) if isinstance(given, list) else parts
        self.__parameters__ = _parameters(self.__args__)

    def __repr__(self):
        given, result = self._parts
        return f"typing.Callable[{_shown(given)}, {_shown(result)}]"


def _make_optional(form, args):
    return Union[args[0], None]


Any = _Form("Any")
NoReturn, Never, Self, LiteralString, TypeAlias = map(_Form, ("NoReturn", "Never", "Self", "LiteralString", "TypeAlias"))
ClassVar, Final, Required, NotRequired, TypeGuard, Unpack, Concatenate = map(
    _Form, ("ClassVar", "Final", "Required", "NotRequired", "TypeGuard", "Unpack", "Concatenate"))
Union = _Form("Union", make=_make_union)
Optional = _Form("Optional", make=_make_optional)
Literal = _Form("Literal", make=_make_literal)
Annotated = _Form("Annotated", make=_make_annotated)
Callable = _Form("Callable", collections.abc.Callable, _make_callable)
List, Dict, Set, FrozenSet, Tuple, Type = (_Form(name, origin) for name, origin in (
    ("List", list), ("Dict", dict), ("Set", set), ("FrozenSet", frozenset), ("Tuple", tuple), ("Type", type)))
DefaultDict = _Form("DefaultDict", collections.defaultdict)
OrderedDict = _Form("OrderedDict", collections.OrderedDict)
Counter = _Form("Counter", collections.Counter)
ChainMap = _Form("ChainMap", collections.ChainMap)
Deque = _Form("Deque", collections.deque)
AbstractSet = _Form("AbstractSet", collections.abc.Set)
ContextManager = _Form("ContextManager", contextlib.AbstractContextManager)
AsyncContextManager = _Form("AsyncContextManager", contextlib.AbstractContextManager)
(ByteString, Container, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, MappingView, MutableMapping, MutableSequence,
 MutableSet, Sequence, Sized, ValuesView, Awaitable, AsyncIterator, AsyncIterable, Coroutine, Collection, AsyncGenerator, Reversible,
 Generator) = (_Form(name, getattr(collections.abc, name)) for name in (
     "ByteString", "Container", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView", "MutableMapping",
     "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine",
     "Collection", "AsyncGenerator", "Reversible", "Generator"))
AnyStr = TypeVar("AnyStr", bytes, str)
T, KT, VT = TypeVar("T"), TypeVar("KT"), TypeVar("VT")


class Generic:
    """A class with parameters."""
    __slots__ = ()

    def __class_getitem__(cls, args):
        if not isinstance(args, tuple):
            args = (args,)
        return _Alias(cls, tuple(_checked(arg) for arg in args))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        found = []
        for base in cls.__dict__.get("__orig_bases__", ()):
            for one in getattr(base, "__parameters__", ()):
                if one not in found:
                    found.append(one)
        cls.__parameters__ = tuple(found)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if not cls.__dict__.get("_is_protocol", False):
            return super().__instancecheck__(instance)
        if not cls.__dict__.get("_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        return all(hasattr(instance, name) for name in _protocol_names(cls))

    def __subclasscheck__(cls, subclass):
        if cls.__dict__.get("_is_protocol", False) and cls.__dict__.get("_is_runtime_protocol", False):
            return all(hasattr(subclass, name) for name in _protocol_names(cls))
        return super().__subclasscheck__(subclass)


_HIDDEN = {"__module__", "__qualname__", "__doc__", "__dict__", "__weakref__", "__parameters__", "__orig_bases__", "__annotations__",
           "__init__", "__new__", "__slots__", "__abstractmethods__", "_is_protocol", "_is_runtime_protocol", "__init_subclass__",
           "__subclasshook__", "__class_getitem__", "_abc_registry"}


def _protocol_names(cls):
    found = []
    for base in cls.__mro__:
        if base in (object, Protocol, Generic) or not getattr(base, "_is_protocol", False):
            continue
        for name in list(base.__dict__) + list(base.__dict__.get("__annotations__", ())):
            if name not in _HIDDEN and name not in found:
                found.append(name)
    return found


class Protocol(Generic, metaclass=_ProtocolMeta):
    """What something must have."""
    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)


def runtime_checkable(cls):
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method):
    cls = _ProtocolMeta(name, (Protocol,), {method: lambda self: None, "__module__": "typing"})
    return runtime_checkable(cls)


SupportsAbs, SupportsBytes, SupportsComplex, SupportsFloat, SupportsIndex, SupportsInt, SupportsRound = (
    _supports(name, method) for name, method in (
        ("SupportsAbs", "__abs__"), ("SupportsBytes", "__bytes__"), ("SupportsComplex", "__complex__"), ("SupportsFloat", "__float__"),
        ("SupportsIndex", "__index__"), ("SupportsInt", "__int__"), ("SupportsRound", "__round__")))


class IO(Generic):
    pass


class TextIO(IO):
    pass


class BinaryIO(IO):
    pass


Pattern, Match = _Form("Pattern", object), _Form("Match", object)


def _named_tuple(typename, fields, module):
    names = [name for name, _ in fields]
    made = collections.namedtuple(typename, names, module=module)
    made.__annotations__ = dict(fields)
    return made


class _NamedTupleMeta(type):
    def __new__(mcs, typename, bases, namespace):
        if not namespace.get("_root", False):
            types = namespace.get("__annotations__", {})
            defaults = []
            for name in types:
                if name in namespace:
                    defaults.append(namespace[name])
                elif defaults:
                    raise TypeError(f"Non-default namedtuple field {name} cannot follow default field{'s' if len(defaults) > 1 else ''} "
                                    + ", ".join(list(types)[list(types).index(name) - len(defaults):list(types).index(name)]))
            made = collections.namedtuple(typename, list(types), defaults=defaults, module=namespace["__module__"])
            made.__annotations__ = dict(types)
            for key, value in namespace.items():
                if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make", "_replace", "_asdict"):
                    raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
                if key not in ("__module__", "__qualname__", "__annotations__", "__orig_bases__") and key not in made._fields:
                    setattr(made, key, value)
            return made
        return super().__new__(mcs, typename, bases, namespace)

    def __call__(cls, typename, fields=None, /, **kwargs):
        import _arr
        return _named_tuple(typename, list(kwargs.items()) if fields is None else list(fields), _arr.caller())


class NamedTuple(metaclass=_NamedTupleMeta):
    """A tuple whose items have names."""
    _root = True


class _TypedDictMeta(type):
    def __new__(mcs, name, bases, namespace, total=True):
        if not bases:
            return super().__new__(mcs, name, (dict,), namespace)
        annotations = {}
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
        own = namespace.get("__annotations__", {})
        annotations.update(own)
        namespace = {key: value for key, value in namespace.items() if key != "__orig_bases__"}
        namespace["__annotations__"] = annotations
        namespace["__total__"] = total
        required = {key for base in bases for key in getattr(base, "__required_keys__", ())} | (set(own) if total else set())
        namespace["__required_keys__"] = frozenset(required)
        namespace["__optional_keys__"] = frozenset(set(annotations) - required)
        return super().__new__(mcs, name, (dict,), namespace)

    def __call__(cls, *args, **kwds):
        if cls is TypedDict:
            name, fields = args
            return _TypedDictMeta(name, (TypedDict,), {"__annotations__": dict(fields), "__module__": "__main__"})
        return dict(*args, **kwds)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")


class TypedDict(metaclass=_TypedDictMeta):
    """A dict whose keys are known."""


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class NewType:
    """Another name for a type."""

    def __init__(self, name, tp):
        import _arr
        self.__name__ = name
        self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = _arr.caller()

    def __call__(self, x):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def reveal_type(obj, /):
    return obj


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    return arg


def no_type_check_decorator(decorator):
    return decorator


def dataclass_transform(**kwargs):
    return lambda cls_or_fn: cls_or_fn


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions outside a stub "
                              "module should always be followed by an implementation that is not @overload-ed.")


def overload(func):
    return _overload_dummy


def get_overloads(func):
    return []


def clear_overloads():
    pass


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            if base is not object and hasattr(base, "__dict__"):
                hints.update(base.__dict__.get("__annotations__", {}))
    else:
        hints.update(getattr(obj, "__annotations__", {}))
    return {name: type(None) if hint is None else hint for name, hint in hints.items()}


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, _types.UnionType):
        return _types.UnionType
    if isinstance(tp, _Alias):
        return tp.__origin__
    return getattr(tp, "__origin__", None) if isinstance(tp, _types.GenericAlias) else None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _CallableAlias):
        return tp._parts
    return getattr(tp, "__args__", ()) if isinstance(tp, (_Alias, _types.GenericAlias, _types.UnionType)) else ()
