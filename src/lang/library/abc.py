"""Classes whose methods are to be overridden."""

__all__ = ["ABC", "ABCMeta", "abstractmethod", "abstractclassmethod", "abstractstaticmethod",
           "abstractproperty", "get_cache_token", "update_abstractmethods"]


def abstractmethod(funcobj):
    """A method that a class leaves to its subclasses."""
    funcobj.__isabstractmethod__ = True
    return funcobj


def abstractclassmethod(callable):
    return classmethod(abstractmethod(callable))


def abstractstaticmethod(callable):
    return staticmethod(abstractmethod(callable))


def abstractproperty(fget=None, fset=None, fdel=None, doc=None):
    return property(abstractmethod(fget), fset, fdel, doc)


class ABCMeta(type):
    """The metaclass of classes that others can be registered with."""

    def register(cls, subclass):
        """Makes another class count as a subclass."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if "_abc_registry" not in cls.__dict__:
            cls._abc_registry = []
        cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        mro = getattr(subclass, "__mro__", (subclass, object))
        for own in mro:
            if own is cls:
                return True
        for base in cls.__mro__:
            if base is not object and "__subclasshook__" in getattr(base, "__dict__", ()):
                answer = cls.__subclasshook__(subclass)
                if answer is not NotImplemented:
                    return answer
                break
        for registered in cls.__dict__.get("_abc_registry", ()):
            if issubclass(subclass, registered):
                return True
        for child in cls.__subclasses__():
            if issubclass(subclass, child):
                return True
        return False


class ABC(metaclass=ABCMeta):
    """A class whose metaclass is ABCMeta."""
    __slots__ = ()


def get_cache_token():
    return 0


def update_abstractmethods(cls):
    return cls
