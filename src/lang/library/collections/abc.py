"""What containers can do, as abstract classes."""

from _collections_abc import *
from _collections_abc import __all__, Callable
