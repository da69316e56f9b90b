//! Integer arithmetic by NumPy's rules: wrapping, floor division, no traps.

use std::cmp::Ordering;

use super::flags::Flags;
use crate::ops::cast::CastTo;

/// An integer type, with what the operations here need of it.
pub(super) trait Integer:
    Copy
    + Ord
    + num_traits::PrimInt
    + num_traits::WrappingAdd
    + num_traits::WrappingSub
    + num_traits::WrappingMul
    + num_traits::WrappingNeg
    + CastTo<f64>
{
    /// The magnitude, wrapping for the smallest signed integer.
    fn magnitude(self) -> Self;
    /// The number of bits.
    const BITS: u32;
    /// `gcd` of the magnitudes, as an unsigned number that is cast back.
    fn gcd(self, other: Self) -> Self;
    /// `lcm` of the magnitudes, as an unsigned number that is cast back.
    fn lcm(self, other: Self) -> Self;
    /// A double, cast as C casts it.
    fn from_double(x: f64) -> Self;
}

macro_rules! integer {
    ($($t:ty, $u:ty, |$x:ident| $abs:expr);*) => { $(impl Integer for $t {
        #[inline(always)]
        fn magnitude(self) -> Self { let $x = self; $abs as Self }
        const BITS: u32 = <$t>::BITS;
        fn gcd(self, other: Self) -> Self {
            let (mut a, mut b): ($u, $u) = (self.magnitude() as $u, other.magnitude() as $u);
            while a != 0 {
                (a, b) = (b % a, a);
            }
            b as Self
        }
        fn lcm(self, other: Self) -> Self {
            let (a, b): ($u, $u) = (self.magnitude() as $u, other.magnitude() as $u);
            let gcd = Integer::gcd(self, other) as $u;
            if gcd == 0 { 0 } else { (a / gcd).wrapping_mul(b) as Self }
        }
        #[inline(always)]
        fn from_double(x: f64) -> Self { x.cast() }
    })* };
}
integer!(i8, u8, |x| x.wrapping_abs(); i16, u16, |x| x.wrapping_abs(); i32, u32, |x| x.wrapping_abs(); i64, u64, |x| x.wrapping_abs();
    u8, u8, |x| x; u16, u16, |x| x; u32, u32, |x| x; u64, u64, |x| x);

/// Whether the quotient is the one that does not fit: the smallest integer by minus one.
#[inline(always)]
fn overflows<T: Integer>(a: T, b: T) -> bool {
    T::min_value() < T::zero() && a == T::min_value() && b == T::zero().wrapping_sub(&T::one())
}

/// `a // b`: zero by zero.
#[inline(always)]
pub(super) fn floor_divide<T: Integer>(a: T, b: T) -> (T, Flags) {
    if b == T::zero() {
        return (T::zero(), Flags::DIVIDE);
    }
    if overflows(a, b) {
        return (a, Flags::OVERFLOW);
    }
    let quotient = a / b;
    let down = (a < T::zero()) != (b < T::zero()) && quotient * b != a;
    (if down { quotient - T::one() } else { quotient }, Flags::NONE)
}

/// `a % b`, with the sign of `b`: zero by zero.
#[inline(always)]
pub(super) fn remainder<T: Integer>(a: T, b: T) -> (T, Flags) {
    if b == T::zero() {
        return (T::zero(), Flags::DIVIDE);
    }
    if overflows(a, b) {
        return (T::zero(), Flags::NONE);
    }
    let rest = a % b;
    (if rest != T::zero() && (rest < T::zero()) != (b < T::zero()) { rest + b } else { rest }, Flags::NONE)
}

/// The remainder of the division that truncates, with the sign of `a`: zero by zero.
#[inline(always)]
pub(super) fn fmod<T: Integer>(a: T, b: T) -> (T, Flags) {
    if b == T::zero() {
        (T::zero(), Flags::DIVIDE)
    } else if overflows(a, b) {
        (T::zero(), Flags::NONE)
    } else {
        (a % b, Flags::NONE)
    }
}

/// Quotient and remainder.
pub(super) fn divmod<T: Integer>(a: T, b: T) -> (T, T, Flags) {
    let (quotient, flags) = floor_divide(a, b);
    (quotient, remainder(a, b).0, flags)
}

/// `a ** b` by squaring, wrapping. A negative exponent is an error.
#[inline(always)]
pub(super) fn power<T: Integer>(base: T, exponent: T) -> (T, Flags) {
    if exponent < T::zero() {
        return (T::zero(), Flags::NEGATIVE_POWER);
    }
    let (mut base, mut rest, mut result) = (base, exponent, T::one());
    while rest != T::zero() {
        if rest & T::one() == T::one() {
            result = result.wrapping_mul(&base);
        }
        rest = rest >> 1;
        base = base.wrapping_mul(&base);
    }
    (result, Flags::NONE)
}

/// `a << b`: zero from the width on, and for a negative count.
#[inline(always)]
pub(super) fn left_shift<T: Integer>(a: T, b: T) -> T {
    match b.to_u32() {
        Some(count) if count < <T as Integer>::BITS => a << count as usize,
        _ => T::zero(),
    }
}

/// `a >> b`: from the width on, and for a negative count, what is left is the sign.
#[inline(always)]
pub(super) fn right_shift<T: Integer>(a: T, b: T) -> T {
    match b.to_u32() {
        Some(count) if count < <T as Integer>::BITS => a >> count as usize,
        _ if a < T::zero() => T::zero().wrapping_sub(&T::one()),
        _ => T::zero(),
    }
}

/// `1 / a` as C computes it: in double, then cast.
#[inline(always)]
pub(super) fn reciprocal<T: Integer>(a: T) -> (T, Flags) {
    let flags = if a == T::zero() { Flags::DIVIDE | Flags::INVALID } else { Flags::NONE };
    (T::from_double(1.0 / CastTo::<f64>::cast(a)), flags)
}

/// The sign: -1, 0 or 1.
#[inline(always)]
pub(super) fn sign<T: Integer>(a: T) -> T {
    match a.cmp(&T::zero()) {
        Ordering::Greater => T::one(),
        Ordering::Less => T::zero().wrapping_sub(&T::one()),
        Ordering::Equal => T::zero(),
    }
}
