"""Examples in docstrings, as a program's last lines run them.

>>> limit
3
"""
import contextlib
import doctest
import functools
import io
from dataclasses import dataclass

limit = 3


def grow(value):
    """Adds one.

    >>> kept = 5
    >>> grow(kept)
    6
    >>> limit = 10
    >>> limit
    10
    >>> grow('a')
    Traceback (most recent call last):
      File "elsewhere", line 1
    TypeError: can only concatenate str (not "int") to str
    >>> raise ValueError('first\\nsecond')
    Traceback (most recent call last):
        ...
    ValueError: first
    second
    >>> print('a\\n\\nb')
    a
    <BLANKLINE>
    b
    >>> print('no line end', end='')
    no line end
    >>> # nothing but a remark
    >>> for i in range(2):
    ...     i
    0
    1
    >>> grow(1)
    3
    """
    return value + 1


@functools.lru_cache(maxsize=None)
def remembered():
    """
    >>> kept
    Traceback (most recent call last):
    NameError: name 'kept' is not defined
    >>> limit
    3
    >>> 'a  b'  # doctest: +NORMALIZE_WHITESPACE
    'a b'
    >>> 1 / 0  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ZeroDivisionError: whatever
    >>> list(range(20))  # doctest: +ELLIPSIS
    [0, ..., 19]
    >>> grow(2)  # doctest: +SKIP
    4
    """


class Box:
    """Holds a four.

    >>> Box().four
    4
    >>> Box().fours
    Traceback (most recent call last):
    AttributeError: 'Box' object has no attribute 'fours'
    """

    def silent(self):
        pass

    @property
    def four(self):
        '''
        >>> Box().four + 1
        6
        '''
        return 4

    @staticmethod
    def still():
        """
        >>> Box.still()
        """

    @classmethod
    def one(cls):
        """>>> Box.one()
        1"""
        return 1


@dataclass
class Halved:
    """Its own way to begin is kept.

    >>> Halved(3)
    Halved(half=1.5)
    """
    half: float

    def __init__(self, whole):
        self.half = whole / 2


def told(run):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        result = run()
    print(text.getvalue().replace(__file__, "FILE"))
    print(result)


told(doctest.testmod)
told(lambda: doctest.testmod(verbose=True, name="other"))
told(lambda: doctest.run_docstring_examples(remembered, globals(), verbose=True, name="remembered"))
try:
    kept
except NameError as error:
    print(error)
print(limit)
