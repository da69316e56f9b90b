"""Classes that are made of fields."""

import _arr
import copy as _copy
import types as _types

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
           "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    def __repr__(self):
        return f"<dataclasses._MISSING_TYPE object at {hex(id(self))}>"


class _KeywordOnly:
    pass


MISSING = _Missing()
KW_ONLY = _KeywordOnly()
_repr = repr
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    """A field that is given to `__post_init__` only."""
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD, _CLASSVAR, _INITVAR = _Kind("_FIELD"), _Kind("_FIELD_CLASSVAR"), _Kind("_FIELD_INITVAR")


class Field:
    """What is said of a field."""
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _types.MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},default_factory={self.default_factory!r},"
                f"init={self.init!r},repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
                f"kw_only={self.kw_only!r},_field_type={self._field_type})")


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    """Says more of a field than its default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Params:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen = init, repr, eq, order, unsafe_hash, frozen

    def __repr__(self):
        return (f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},"
                f"unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})")


def _is_class_var(annotation):
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar", "t.ClassVar"))
    return getattr(annotation, "_name", None) == "ClassVar"


def _is_init_var(annotation):
    if isinstance(annotation, str):
        return annotation.startswith(("InitVar", "dataclasses.InitVar"))
    return annotation is InitVar or type(annotation) is InitVar


def _field_of(cls, name, annotation, kw_only):
    default = cls.__dict__.get(name, MISSING)
    if isinstance(default, Field):
        found = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        found = field(default=default)
    found.name = name
    found.type = annotation
    found._field_type = _CLASSVAR if _is_class_var(annotation) else _INITVAR if _is_init_var(annotation) else _FIELD
    if found._field_type in (_CLASSVAR, _INITVAR) and found.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if found.kw_only is MISSING:
        found.kw_only = kw_only
    elif found._field_type is _CLASSVAR:
        raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    if found._field_type is _FIELD and getattr(type(found.default), "__hash__", None) is None and found.default is not MISSING:
        raise ValueError(f"mutable default {type(found.default)} for field {name} is not allowed: use default_factory")
    return found


def _init_text(all_fields, frozen, post_init, self_name):
    values = {"_MISSING": MISSING, "_set": object.__setattr__}
    positional, by_keyword, lines, given = [], [], [], []
    for f in all_fields:
        name = f.name
        if f._field_type is _INITVAR:
            given.append(name)
        if f.init:
            parameter = name
            if f.default is not MISSING:
                values[f"_default_{name}"] = f.default
                parameter += f"=_default_{name}"
            elif f.default_factory is not MISSING:
                values[f"_factory_{name}"] = f.default_factory
                parameter += "=_MISSING"
            (by_keyword if f.kw_only else positional).append(parameter)
        if f._field_type is not _FIELD:
            continue
        if f.init:
            value = name if f.default_factory is MISSING else f"_factory_{name}() if {name} is _MISSING else {name}"
        elif f.default_factory is not MISSING:
            values[f"_factory_{name}"] = f.default_factory
            value = f"_factory_{name}()"
        else:
            continue
        lines.append(f"_set({self_name}, {name!r}, {value})" if frozen else f"{self_name}.{name} = {value}")
    if post_init:
        lines.append(f"{self_name}.__post_init__({', '.join(given)})")
    parameters = [self_name] + positional + (["*"] + by_keyword if by_keyword else [])
    body = "\n    ".join(lines) or "pass"
    return f"def __init__({', '.join(parameters)}):\n    {body}", values


def _ordered(cls, op):
    names = [f.name for f in getattr(cls, _FIELDS).values() if f._field_type is _FIELD and f.compare]
    own = "(" + "".join(f"self.{name}, " for name in names) + ")"
    other = "(" + "".join(f"other.{name}, " for name in names) + ")"
    return f"    if other.__class__ is self.__class__:\n        return {own} {op} {other}\n    return NotImplemented"


def _define(cls, name, text, values=None):
    function = _arr.define(text, f"{cls.__qualname__}.{name}", values or {})
    function.__module__ = cls.__module__
    return function


def _repr_of(cls, names):
    running = {}

    def __repr__(self):
        key = id(self)
        if key in running:
            return "..."
        running[key] = True
        try:
            shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        finally:
            del running[key]
        return f"{self.__class__.__qualname__}({shown})"
    return __repr__


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    any_frozen_base = has_bases = False
    for base in cls.__mro__[-1:0:-1]:
        inherited = base.__dict__.get(_FIELDS) if hasattr(base, "__dict__") and base is not object else None
        if inherited is not None:
            has_bases = True
            all_fields.update(inherited)
            any_frozen_base = any_frozen_base or getattr(base, _PARAMS).frozen
    annotations = cls.__dict__.get("__annotations__", {})
    own, now_kw_only = [], kw_only
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or isinstance(annotation, str) and annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            now_kw_only = True
        else:
            own.append(_field_of(cls, name, annotation, now_kw_only))
    for f in own:
        all_fields[f.name] = f
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen_base and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, all_fields)
    setattr(cls, _PARAMS, _Params(init, repr, eq, order, unsafe_hash, frozen))
    in_dict = cls.__dict__
    has_explicit_hash = "__hash__" in in_dict and not (in_dict["__hash__"] is None and "__eq__" in in_dict)
    used = [f for f in all_fields.values() if f._field_type in (_FIELD, _INITVAR)]
    real = [f for f in all_fields.values() if f._field_type is _FIELD]
    if init:
        seen_default = None
        for f in used:
            if f.init and not f.kw_only:
                if f.default is not MISSING or f.default_factory is not MISSING:
                    seen_default = True
                elif seen_default:
                    raise TypeError(f"non-default argument {f.name!r} follows default argument")
        self_name = "__dataclass_self__" if "self" in all_fields else "self"
        text, values = _init_text(used, frozen, hasattr(cls, "__post_init__"), self_name)
        function = _define(cls, "__init__", text, values)
        function.__annotations__ = {**{f.name: f.type for f in used if f.init}, "return": None}
        if "__init__" not in in_dict:
            cls.__init__ = function
    if repr and "__repr__" not in in_dict:
        function = _repr_of(cls, [f.name for f in real if f.repr])
        function.__qualname__ = f"{cls.__qualname__}.__repr__"
        function.__module__ = cls.__module__
        cls.__repr__ = function
    if eq and "__eq__" not in in_dict:
        cls.__eq__ = _define(cls, "__eq__", "def __eq__(self, other):\n" + _ordered(cls, "=="))
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if name in in_dict:
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
            setattr(cls, name, _define(cls, name, f"def {name}(self, other):\n" + _ordered(cls, op)))
    if frozen:
        names = {f.name for f in real}

        def __setattr__(self, name, value):
            if type(self) is cls or name in names:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in names:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)

        for function in (__setattr__, __delattr__):
            if function.__name__ in in_dict:
                raise TypeError(f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}")
            setattr(cls, function.__name__, function)
    if unsafe_hash and has_explicit_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if unsafe_hash or eq and frozen and not has_explicit_hash:
        names = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
        items = "".join(f"self.{name}, " for name in names)
        cls.__hash__ = _define(cls, "__hash__", f"def __hash__(self):\n    return hash(({items}))")
    elif eq and not has_explicit_hash:
        cls.__hash__ = None
    if cls.__doc__ is None:
        parts = []
        for f in used:
            if f.init:
                kind = f.type.__name__ if isinstance(f.type, type) else _repr(f.type)
                default = f" = {f.default!r}" if f.default is not MISSING else " = <factory>" if f.default_factory is not MISSING else ""
                parts.append(f"{f.name}: {kind}{default}")
        cls.__doc__ = f"{cls.__name__}({', '.join(parts)})"
    if match_args and "__match_args__" not in in_dict:
        cls.__match_args__ = tuple(f.name for f in used if f.init and not f.kw_only)
    if slots:
        if "__slots__" in in_dict:
            raise TypeError(f"{cls.__name__} already specifies __slots__")
        inherited = []
        for base in cls.__mro__[1:]:
            if base is not object and hasattr(base, "__dict__"):
                inherited += base.__dict__.get("__slots__", ())
        namespace = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
        for f in real:
            namespace.pop(f.name, None)
        namespace["__slots__"] = tuple(f.name for f in real if f.name not in inherited)
        cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """A class decorator: methods are made of the fields that a class annotates."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def _inner(obj, each, factory):
    if _is_instance(obj):
        return each(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_inner(value, each, factory) for value in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_inner(value, each, factory) for value in obj)
    if isinstance(obj, dict):
        pairs = [(_inner(key, each, factory), _inner(value, each, factory)) for key, value in obj.items()]
        if hasattr(obj, "default_factory"):
            new = type(obj)(obj.default_factory)
            new.update(pairs)
            return new
        return type(obj)(pairs)
    return _copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields and their values as a dict, and so on inside."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")

    def each(one):
        return dict_factory([(f.name, _inner(getattr(one, f.name), each, dict_factory)) for f in fields(one)])
    return each(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields as a tuple, and so on inside."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")

    def each(one):
        return tuple_factory([_inner(getattr(one, f.name), each, tuple_factory) for f in fields(one)])
    return each(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """Makes a dataclass of names."""
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, namespace[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    namespace["__annotations__"] = annotations
    namespace.setdefault("__module__", "types")
    return dataclass(type(cls_name, tuple(bases), namespace), **options)


def replace(obj, /, **changes):
    """Another instance with other values of some fields."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
