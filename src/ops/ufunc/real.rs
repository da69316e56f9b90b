//! Arithmetic on float32 and float64 by NumPy's rules. float16 goes through float32.

use num_traits::Float;

use super::flags::Flags;

/// NumPy's `npy_divmod`: the floored quotient, nudged to the integer it is, and the remainder with the sign of `b`.
#[inline(always)]
fn divmod_nonzero<T: Float>(a: T, b: T) -> (T, T) {
    let (zero, one) = (T::zero(), T::one());
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == zero {
        rest = zero.copysign(b);
    } else if (b < zero) != (rest < zero) {
        rest = rest + b;
        quotient = quotient - one;
    }
    let floor = if quotient == zero {
        zero.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > T::from(0.5).unwrap_or(one) { floor + one } else { floor }
    };
    (floor, rest)
}

/// What a division reports: a pole for a finite number by zero, invalid for a NaN out of none.
fn report<T: Float>(a: T, b: T, quotient: T) -> Flags {
    if quotient.is_nan() {
        Flags::INVALID.when(!a.is_nan() && !b.is_nan())
    } else if quotient.is_infinite() && a.is_finite() {
        if b == T::zero() { Flags::DIVIDE } else { Flags::OVERFLOW }
    } else {
        Flags::NONE
    }
}

/// `a // b`
pub(super) fn floor_divide<T: Float>(a: T, b: T) -> (T, Flags) {
    let quotient = if b == T::zero() { a / b } else { divmod_nonzero(a, b).0 };
    (quotient, report(a, b, quotient))
}

/// `a % b`
pub(super) fn remainder<T: Float>(a: T, b: T) -> (T, Flags) {
    let rest = if b == T::zero() { a % b } else { divmod_nonzero(a, b).1 };
    (rest, Flags::INVALID.when(rest.is_nan() && !a.is_nan() && !b.is_nan()))
}

/// `divmod(a, b)`
pub(super) fn divmod<T: Float>(a: T, b: T) -> (T, T, Flags) {
    let (quotient, rest) = if b == T::zero() { (a / b, a % b) } else { divmod_nonzero(a, b) };
    let invalid = Flags::INVALID.when(rest.is_nan() && !a.is_nan() && !b.is_nan());
    (quotient, rest, report(a, b, quotient) | invalid)
}

/// The larger, or the first NaN.
#[inline(always)]
pub(super) fn maximum<T: Float>(a: T, b: T) -> T {
    if a >= b || a.is_nan() { a } else { b }
}

/// The smaller, or the first NaN.
#[inline(always)]
pub(super) fn minimum<T: Float>(a: T, b: T) -> T {
    if a <= b || a.is_nan() { a } else { b }
}

/// The larger of those that are numbers.
#[inline(always)]
pub(super) fn fmax<T: Float>(a: T, b: T) -> T {
    if a >= b || b.is_nan() { a } else { b }
}

/// The smaller of those that are numbers.
#[inline(always)]
pub(super) fn fmin<T: Float>(a: T, b: T) -> T {
    if a <= b || b.is_nan() { a } else { b }
}

/// -1, 0, 1 or NaN.
#[inline(always)]
pub(super) fn sign<T: Float>(a: T) -> T {
    if a > T::zero() {
        T::one()
    } else if a < T::zero() {
        -T::one()
    } else if a == T::zero() {
        T::zero()
    } else {
        a
    }
}

/// 0 below zero, 1 above, `at_zero` at zero.
#[inline(always)]
pub(super) fn heaviside<T: Float>(a: T, at_zero: T) -> T {
    if a.is_nan() {
        a
    } else if a == T::zero() {
        at_zero
    } else if a < T::zero() {
        T::zero()
    } else {
        T::one()
    }
}

/// The fractional and the integral part, both with the sign of `a`.
pub(super) fn modf<T: Float>(a: T) -> (T, T, Flags) {
    let whole = a.trunc();
    let rest = if a.is_infinite() { T::zero() } else { a - whole };
    (rest.copysign(a), whole, Flags::NONE)
}
