"""`import` by functions."""

import _arr

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]


def import_module(name, package=None):
    """The module of a name."""
    if name.startswith("."):
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        level = len(name) - len(name.lstrip("."))
        parts = package.split(".")
        name = ".".join(parts[:len(parts) - level + 1] + ([name[level:]] if name[level:] else []))
    return __import__(name, fromlist=["*"])


def reload(module):
    """Runs a module again."""
    import sys
    del sys.modules[module.__name__]
    new = __import__(module.__name__, fromlist=["*"])
    for name, value in vars(new).items():
        setattr(module, name, value)
    sys.modules[module.__name__] = module
    return module


def invalidate_caches():
    pass
