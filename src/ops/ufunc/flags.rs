//! What went wrong in a loop: NumPy reads it from the floating-point unit, arr works it out from the values.

use half::f16;

use crate::memory::{C64, C128};

pub use crate::memory::FpStatus as Flags;

/// What the rules below ask of a number.
pub(super) trait Class: Copy {
    /// Whether it is, or has a part that is, NaN.
    fn nan(self) -> bool;
    /// Whether it, or both its parts, are finite.
    fn finite(self) -> bool;
    /// Whether it is zero.
    fn zero(self) -> bool;
}

macro_rules! real_class {
    ($($t:ty),*) => { $(impl Class for $t {
        fn nan(self) -> bool { self.is_nan() }
        fn finite(self) -> bool { self.is_finite() }
        fn zero(self) -> bool { self == <$t>::from(0i8) }
    })* };
}
real_class!(f16, f32, f64);
macro_rules! complex_class {
    ($($t:ty),*) => { $(impl Class for $t {
        fn nan(self) -> bool { self.re.is_nan() || self.im.is_nan() }
        fn finite(self) -> bool { self.re.is_finite() && self.im.is_finite() }
        fn zero(self) -> bool { self.re == 0.0 && self.im == 0.0 }
    })* };
}
complex_class!(C64, C128);

/// A result that is never worth a warning.
pub(super) fn quiet1<A, O>(_: A, _: O) -> Flags {
    Flags::NONE
}

/// A result that is never worth a warning.
pub(super) fn quiet2<A, B, O>(_: A, _: B, _: O) -> Flags {
    Flags::NONE
}

/// A function without poles: what is infinite for a finite argument has overflowed.
pub(super) fn entire<A: Class, O: Class>(a: A, o: O) -> Flags {
    if o.nan() { Flags::INVALID.when(!a.nan()) } else { Flags::OVERFLOW.when(!o.finite() && a.finite()) }
}

/// A function with poles: what is infinite for a finite argument stands at one.
pub(super) fn pole<A: Class, O: Class>(a: A, o: O) -> Flags {
    if o.nan() { Flags::INVALID.when(!a.nan()) } else { Flags::DIVIDE.when(!o.finite() && a.finite()) }
}

/// The inverse: a pole at zero, and next to it too large.
pub(super) fn inverse<A: Class, O: Class>(a: A, o: O) -> Flags {
    if o.nan() {
        Flags::INVALID.when(!a.nan())
    } else if !o.finite() && a.finite() {
        if a.zero() { Flags::DIVIDE } else { Flags::OVERFLOW }
    } else {
        Flags::NONE
    }
}

/// Arithmetic without division.
pub(super) fn arith<A: Class, B: Class, O: Class>(a: A, b: B, o: O) -> Flags {
    if o.nan() {
        Flags::INVALID.when(!a.nan() && !b.nan())
    } else {
        Flags::OVERFLOW.when(!o.finite() && a.finite() && b.finite())
    }
}

/// Division.
pub(super) fn ratio<A: Class, B: Class, O: Class>(a: A, b: B, o: O) -> Flags {
    if o.nan() {
        Flags::INVALID.when(!a.nan() && !b.nan())
    } else if !o.finite() && a.finite() && b.finite() {
        if b.zero() { Flags::DIVIDE } else { Flags::OVERFLOW }
    } else {
        Flags::NONE
    }
}

/// A power.
pub(super) fn power<T: Class>(a: T, b: T, o: T) -> Flags {
    if o.nan() {
        Flags::INVALID.when(!a.nan() && !b.nan())
    } else if !o.finite() && a.finite() && b.finite() {
        if a.zero() { Flags::DIVIDE } else { Flags::OVERFLOW }
    } else {
        Flags::NONE
    }
}
