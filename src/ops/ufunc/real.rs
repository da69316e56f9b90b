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
        // Taking the floor of what overflowed is invalid on top of it.
        if b == T::zero() { Flags::DIVIDE } else { Flags::OVERFLOW | Flags::INVALID }
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

/// The larger, or the first NaN; of two zeros the second, as the processor's instruction has it.
#[inline(always)]
pub(super) fn maximum<T: Float>(a: T, b: T) -> T {
    if a > b || a.is_nan() { a } else { b }
}

/// The smaller, or the first NaN; of two zeros the second.
#[inline(always)]
pub(super) fn minimum<T: Float>(a: T, b: T) -> T {
    if a < b || a.is_nan() { a } else { b }
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

/// A factor of a unit conversion, in the precision of `T`.
fn factor<T: Float>(x: f64) -> T {
    T::from(x).unwrap_or_else(T::nan)
}

/// Radians to degrees. NumPy rounds the factor to the precision of the argument first.
#[inline(always)]
pub(super) fn degrees<T: Float>(a: T) -> T {
    a * (factor::<T>(180.0) / factor::<T>(std::f64::consts::PI))
}

/// Degrees to radians.
#[inline(always)]
pub(super) fn radians<T: Float>(a: T) -> T {
    a * (factor::<T>(std::f64::consts::PI) / factor::<T>(180.0))
}

/// `log(exp(a) + exp(b))` without overflow.
pub(super) fn logaddexp<T: Float>(a: T, b: T) -> T {
    if a == b {
        return a + factor(std::f64::consts::LN_2);
    }
    let difference = a - b;
    if difference > T::zero() {
        a + (-difference).exp().ln_1p()
    } else if difference <= T::zero() {
        b + difference.exp().ln_1p()
    } else {
        difference
    }
}

/// `log2(2**a + 2**b)` without overflow.
pub(super) fn logaddexp2<T: Float>(a: T, b: T) -> T {
    if a == b {
        return a + T::one();
    }
    let difference = a - b;
    let log2_1p = |x: T| factor::<T>(std::f64::consts::LOG2_E) * x.ln_1p();
    if difference > T::zero() {
        a + log2_1p((-difference).exp2())
    } else if difference <= T::zero() {
        b + log2_1p(difference.exp2())
    } else {
        difference
    }
}

/// The inverse of `sinh`. Rust's own loses digits near zero and far out.
pub fn asinh<T: Float>(a: T) -> T {
    let (x, two) = (a.abs(), factor::<T>(2.0));
    let big = factor::<T>(268_435_456.0);
    let result = if x > big {
        x.ln() + factor(std::f64::consts::LN_2)
    } else if x > two {
        (two * x + T::one() / ((x * x + T::one()).sqrt() + x)).ln()
    } else {
        let square = x * x;
        (x + square / (T::one() + (T::one() + square).sqrt())).ln_1p()
    };
    result.copysign(a)
}

/// The inverse of `cosh`.
pub fn acosh<T: Float>(a: T) -> T {
    let (one, two) = (T::one(), factor::<T>(2.0));
    if a < one {
        T::nan()
    } else if a > factor(268_435_456.0) {
        a.ln() + factor(std::f64::consts::LN_2)
    } else if a > two {
        (two * a - one / (a + (a * a - one).sqrt())).ln()
    } else {
        let x = a - one;
        (x + (two * x + x * x).sqrt()).ln_1p()
    }
}

/// The inverse of `tanh`.
pub fn atanh<T: Float>(a: T) -> T {
    let (x, half) = (a.abs(), factor::<T>(0.5));
    let double = x + x;
    let result = if x < half {
        half * (double + double * x / (T::one() - x)).ln_1p()
    } else {
        half * (double / (T::one() - x)).ln_1p()
    };
    result.copysign(a)
}
