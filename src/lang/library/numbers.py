"""The tower of numbers."""

from abc import ABCMeta

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    """All numbers."""
    __slots__ = ()
    __hash__ = None


class Complex(Number):
    """Complex numbers."""
    __slots__ = ()

    def __bool__(self):
        return self != 0


class Real(Complex):
    """Real numbers."""
    __slots__ = ()


class Rational(Real):
    """Fractions."""
    __slots__ = ()


class Integral(Rational):
    """Whole numbers."""
    __slots__ = ()


import numpy as _np

Complex.register(complex)
Complex.register(_np.complexfloating)
Real.register(float)
Real.register(_np.floating)
Integral.register(int)
Integral.register(_np.integer)
