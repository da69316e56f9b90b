"""Classes whose instances are named once and for all."""

__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property",
           "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "CONTINUOUS", "NAMED_FLAGS",
           "UNIQUE", "global_enum", "show_flag_values"]

_property = property


class auto:
    """A value that the class finds for its member."""

    def __init__(self, value=None):
        self._find = None
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value

    # In a class of flags values that are not known yet are joined: worked out when they are.
    def _later(self, other, join):
        new = auto()
        new._find = lambda values: join(_known(self, values), _known(other, values))
        return new

    def __or__(self, other):
        return self._later(other, lambda a, b: a | b)

    def __ror__(self, other):
        return self._later(other, lambda a, b: b | a)

    def __and__(self, other):
        return self._later(other, lambda a, b: a & b)

    def __xor__(self, other):
        return self._later(other, lambda a, b: a ^ b)

    def __invert__(self):
        return self._later(None, lambda a, b: ~a)


def _known(value, values):
    if not isinstance(value, auto):
        return value
    if value._find is not None:
        return value._find(values)
    return values[id(value)]


class member:
    def __init__(self, value):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


property = _property


class FlagBoundary:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<FlagBoundary.{self.name}: {self.name.lower()!r}>"


STRICT, CONFORM, EJECT, KEEP = (FlagBoundary(name) for name in ("STRICT", "CONFORM", "EJECT", "KEEP"))
CONTINUOUS, NAMED_FLAGS, UNIQUE = "one after another", "no aliases to values without a name", "one name a value"


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_"


def _is_descriptor(value):
    return (hasattr(value, "__get__") or type(value).__name__ in ("property", "staticmethod", "classmethod", "function", "member_descriptor")
            or hasattr(value, "fget"))


def _data_type(bases):
    for base in bases:
        for cls in base.__mro__:
            if cls is object or isinstance(cls, EnumType):
                continue
            if cls in (int, float, str, bytes, tuple, complex, list, dict):
                return cls
            if "__new__" in getattr(cls, "__dict__", {}):
                return cls
    return None


class EnumType(type):
    """The metaclass of enumerations."""

    def __new__(metacls, name, bases, namespace, *, boundary=None, _simple=False, **kwds):
        first = not any(isinstance(base, EnumType) for base in bases)
        for base in bases:
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
        own, values, ignored = {}, {}, namespace.get("_ignore_", ())
        if isinstance(ignored, str):
            ignored = ignored.replace(",", " ").split()
        plain = {}
        for key, value in namespace.items():
            if (first or _is_dunder(key) or _is_sunder(key) or _is_descriptor(value) or isinstance(value, nonmember) or key in ignored
                    or key.startswith(f"_{name}__")):
                if key not in ignored and key != "_ignore_":
                    plain[key] = value.value if isinstance(value, nonmember) else value
            else:
                own[key] = value.value if isinstance(value, member) else value
        plain["_member_names_"] = []
        plain["_member_map_"] = {}
        plain["_value2member_map_"] = {}
        cls = super().__new__(metacls, name, bases, plain, **kwds)
        if first:
            return cls
        if boundary is not None:
            cls._boundary_ = boundary
        cls._member_type_ = data_type = _data_type(bases) or object
        generate = cls._generate_next_value_
        last_values = []
        for key, value in own.items():
            if key in ("mro", ""):
                raise ValueError(f"Invalid enum member name: {key}")
            if isinstance(value, auto):
                if value._find is None:
                    found = value.value if value.value is not None else generate(key, 1, len(last_values), last_values[:])
                    values[id(value)] = found
                    value = found
                else:
                    value = value._find(values)
            elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
                value = tuple(generate(key, 1, len(last_values), last_values[:]) if isinstance(part, auto) else part for part in value)
            cls._add_member(key, value, data_type)
            last_values.append(cls._member_map_[key]._value_)
        if issubclass(cls, Flag) if "Flag" in globals() else False:
            mask = single = 0
            for one in cls._member_map_.values():
                mask |= one._value_
                if one._value_ and one._value_ & (one._value_ - 1) == 0:
                    single |= one._value_
            cls._flag_mask_, cls._singles_mask_ = mask, single
            cls._member_names_[:] = [key for key in cls._member_names_
                                     if (v := cls._member_map_[key]._value_) and v & (v - 1) == 0]
            cls._member_names_.sort(key=lambda key: cls._member_map_[key]._value_)
        return cls

    def _add_member(cls, key, value, data_type):
        args = value if isinstance(value, tuple) else (value,)
        if data_type is tuple:
            args = (args,)
        new = cls.__dict__.get("__new__") or next(
            (base.__dict__["__new__"] for base in cls.__mro__[1:] if base is not object and "__new__" in getattr(base, "__dict__", {})
             and not isinstance(base, EnumType)), None)
        if new is not None:
            one = getattr(new, "__func__", new)(cls, *args)
            if "_value_" not in one.__dict__:
                one._value_ = value if data_type is object else data_type(*args)
        elif data_type is object:
            one = object.__new__(cls)
            one._value_ = value
        else:
            one = data_type.__new__(cls, *args)
            one._value_ = value if data_type not in (int, float, complex, str, bytes) else data_type(*args)
        value = one._value_
        one._name_ = key
        one.__objclass__ = cls
        one._sort_order_ = len(cls._member_names_)
        if "__init__" in cls.__dict__ or any("__init__" in getattr(base, "__dict__", {}) for base in cls.__mro__[1:] if base is not object and base not in (Enum,)):
            one.__init__(*args)
        for other in cls._member_map_.values():
            if other._value_ == value and type(other._value_) is type(value) or other._value_ == value:
                one = other
                break
        else:
            cls._member_names_.append(key)
        cls._member_map_[key] = one
        type.__setattr__(cls, key, one)
        try:
            cls._value2member_map_.setdefault(value, one)
        except TypeError:
            pass

    def __call__(cls, value, names=None, *args, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None and not args:
            return cls._lookup(value)
        if names is not None and cls._member_names_:
            return cls._lookup((value, names) + args)
        return cls._create(value, names, module, type, start)

    def _create(cls, name, names, module, mixin, start):
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        namespace = {"__module__": module or cls._caller()}
        found = []
        for i, item in enumerate(names.items() if isinstance(names, dict) else names):
            if isinstance(item, str):
                value = cls._generate_next_value_(item, start, i, found[:])
                found.append(value)
            else:
                item, value = item
            namespace[item] = value
        bases = (cls,) if mixin is None else (mixin, cls)
        return EnumType(name, bases, namespace)

    @staticmethod
    def _caller():
        import _arr
        return _arr.caller()

    def _lookup(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for one in cls._member_map_.values():
                if one._value_ == value:
                    return one
        found = cls._missing_(value)
        if isinstance(found, cls):
            return found
        if found is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        raise TypeError(f"error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member")

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' and '{cls.__class__.__qualname__}'")
        return isinstance(member, cls) and (member._name_ in cls._member_map_ or isinstance(member, Flag))

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __dir__(cls):
        return sorted(set(["__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__",
                           "__members__", "__module__", "__name__", "__qualname__"]) | set(cls._member_names_))

    @_property
    def __members__(cls):
        return dict(cls._member_map_)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __getattr__(cls, name):
        raise AttributeError(name) from None

    def __repr__(cls):
        return f"<flag {cls.__name__!r}>" if "Flag" in globals() and issubclass(cls, Flag) else f"<enum {cls.__name__!r}>"


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """A class whose instances are its members."""

    @_property
    def name(self):
        return self._name_

    @_property
    def value(self):
        return self._value_

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = sorted(last_values)[-1]
        except TypeError:
            last = last_values[-1]
        return last + 1

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"})

    def __format__(self, spec):
        return format(str(self), spec)

    def __setattr__(self, name, value):
        if name in ("name", "value"):
            raise AttributeError(f"<enum 'Enum'> cannot set attribute {name!r}")
        object.__setattr__(self, name, value)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self


class ReprEnum(Enum):
    """Changes the repr only."""


class IntEnum(int, ReprEnum):
    """Members that are ints."""

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return format(self._value_, spec)


class StrEnum(str, ReprEnum):
    """Members that are strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec)


def _bits(value):
    while value:
        bit = value & -value
        yield bit
        value ^= bit


class Flag(Enum):
    """Members that can be joined."""

    _boundary_ = STRICT

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._flag_mask_
        boundary = cls._boundary_
        all_bits = 2 ** mask.bit_length() - 1
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if boundary is STRICT:
                n = max(value.bit_length(), mask.bit_length())

                def shown(number):
                    return f"0b{'1' if number < 0 else '0'} {number & (2 ** n - 1):0{n}b}"
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {shown(value)}\n  allowed {shown(mask)}")
            if boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif value < 0:
                value = max(all_bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value = value & mask if boundary is not KEEP else all_bits + 1 + value
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        new = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        new._value_ = value
        names = [one._name_ for one in cls if one._value_ & value]
        unknown = value & ~sum(one._value_ for one in cls)
        new._name_ = "|".join(names + ([str(unknown)] if unknown and names else [])) or None
        cls._value2member_map_[value] = new
        return new

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for bit in _bits(self._value_ & self._singles_mask_):
            yield self.__class__(bit)

    def __len__(self):
        return bin(self._value_).count("1")

    def __repr__(self):
        name = self.__class__.__name__
        return f"<{name}: {self._value_!r}>" if self._name_ is None else f"<{name}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        name = self.__class__.__name__
        return f"{name}({self._value_!r})" if self._name_ is None else f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _other(self, other):
        return other._value_ if isinstance(other, self.__class__) else None

    def __or__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        if self._boundary_ is KEEP:
            return self.__class__(~self._value_)
        return self.__class__(self._singles_mask_ & ~self._value_)


class IntFlag(int, ReprEnum, Flag):
    """Members that are ints and can be joined."""

    _boundary_ = KEEP

    def _other(self, other):
        return other._value_ if isinstance(other, Flag) else int(other) if isinstance(other, int) else None

    def __str__(self):
        return int.__repr__(self._value_)

    def __repr__(self):
        return Flag.__repr__(self)

    def __format__(self, spec):
        return format(self._value_, spec)

    def __len__(self):
        return bin(self._value_).count("1")


def unique(enumeration):
    """A class decorator: no value has two names."""
    duplicates = [(name, one.name) for name, one in enumeration.__members__.items() if name != one.name]
    if duplicates:
        details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


def verify(*checks):
    def decorate(enumeration):
        return unique(enumeration) if UNIQUE in checks else enumeration
    return decorate


def global_enum(cls, update_str=False):
    return cls


def show_flag_values(value):
    return list(_bits(int(value)))
