//! Ufuncs on the representation of numbers: neighbours, exponents, divisors, bits.

use num_traits::Float;

use crate::memory::{DType, f16};

use super::flags::{Flags, quiet1, quiet2};
use super::groups::{doubles, halves, integers};
use super::kernel::{Loop, binary, binary_flagged, half_unary_two, unary, unary_flagged, unary_two};
use super::table::{Identity, Rule, Ufunc};
use super::{integer, real};

/// `np.gcd`
pub static GCD: Ufunc = Ufunc {
    name: "gcd",
    identity: Identity::Zero,
    groups: &[&integers!(b | a, b | integer::Integer::gcd(a, b))],
    rule: Rule::Strict,
    heavy: true,
    ..Ufunc::PLAIN
};

/// `np.lcm`
pub static LCM: Ufunc = Ufunc {
    name: "lcm",
    groups: &[&integers!(b | a, b | integer::Integer::lcm(a, b))],
    rule: Rule::Strict,
    heavy: true,
    ..Ufunc::PLAIN
};

/// A loop of `bitwise_count`: the ones in the magnitude.
macro_rules! count {
    ($($t:ident $d:ident),*) => { &[$(
        Loop::u(DType::$d, DType::UInt8, |x, o| {
            unary(x, o, |a: $t| integer::Integer::magnitude(a).count_ones() as u8, quiet1)
        }),
    )*] };
}

/// `np.bitwise_count`
pub static BITWISE_COUNT: Ufunc = Ufunc {
    name: "bitwise_count",
    groups: &[count!(i8 Int8, u8 UInt8, i16 Int16, u16 UInt16, i32 Int32, u32 UInt32, i64 Int64, u64 UInt64)],
    ..Ufunc::PLAIN
};

/// `np.modf`
pub static MODF: Ufunc = Ufunc {
    name: "modf",
    groups: &[
        &[Loop::uu(DType::Float16, DType::Float16, DType::Float16, |x, o, p| {
            half_unary_two(x, o, p, |a| {
                let (rest, whole, _) = real::modf(a);
                (f16::from_f32(rest), f16::from_f32(whole))
            })
        })],
        &doubles!(uu | a | real::modf(a)),
    ],
    ..Ufunc::PLAIN
};

/// `np.frexp`
pub static FREXP: Ufunc = Ufunc {
    name: "frexp",
    groups: &[
        &[Loop::uu(DType::Float16, DType::Float16, DType::Int32, |x, o, p| {
            half_unary_two(x, o, p, |a| {
                let (mantissa, exponent, _) = frexp(a);
                (f16::from_f32(mantissa), exponent)
            })
        })],
        &doubles!(uu => i32 Int32 |a| frexp(a)),
    ],
    ..Ufunc::PLAIN
};

/// A loop of `ldexp`, computed in `$w`.
macro_rules! scale {
    ($t:ident $d:ident, $n:ident $e:ident, |$a:ident| $wide:expr, |$r:ident| $narrow:expr) => {
        Loop::b(DType::$d, DType::$e, DType::$d, |x, y, o| {
            binary_flagged(x, y, o, |$a: $t, n: $n| {
                let $r = ldexp($wide, n as i64);
                let out: $t = $narrow;
                (out, Flags::OVERFLOW.when(out.is_infinite() && $a.is_finite()))
            })
        })
    };
}

/// `np.ldexp`
pub static LDEXP: Ufunc = Ufunc {
    name: "ldexp",
    groups: &[&[
        scale!(f16 Float16, i32 Int32, |a| a.to_f64(), |r| f16::from_f64(r)),
        scale!(f32 Float32, i32 Int32, |a| f64::from(a), |r| r as f32),
        scale!(f16 Float16, i64 Int64, |a| a.to_f64(), |r| f16::from_f64(r)),
        scale!(f32 Float32, i64 Int64, |a| f64::from(a), |r| r as f32),
        scale!(f64 Float64, i32 Int32, |a| a, |r| r),
        scale!(f64 Float64, i64 Int64, |a| a, |r| r),
    ]],
    ..Ufunc::PLAIN
};

/// `np.nextafter`
pub static NEXTAFTER: Ufunc = Ufunc {
    name: "nextafter",
    groups: &[
        &halves!(
            bf | a,
            b | {
                let out = half_after(a, b);
                (out, Flags::OVERFLOW.when(out.is_infinite() && a.is_finite()))
            }
        ),
        &doubles!(
            bf | a,
            b | {
                let out = if a.is_nan() || b.is_nan() {
                    a + b
                } else if a == b {
                    b
                } else if b > a {
                    a.next_up()
                } else {
                    a.next_down()
                };
                (out, Flags::OVERFLOW.when(out.is_infinite() && a.is_finite()))
            }
        ),
    ],
    ..Ufunc::PLAIN
};

/// `np.spacing`
pub static SPACING: Ufunc = Ufunc {
    name: "spacing",
    groups: &[
        &halves!(uf | a | half_spacing(a)),
        &doubles!(
            uf | a | {
                let next = if a < 0.0 { a.next_down() } else { a.next_up() };
                let out = if a.is_infinite() { a * 0.0 } else { next - a };
                (out, Flags::OVERFLOW.when(a.is_finite() && out.is_infinite()))
            }
        ),
    ],
    ..Ufunc::PLAIN
};

/// The mantissa in `0.5..1` and the exponent of two.
fn frexp<T: Float>(a: T) -> (T, i32, Flags) {
    if a == T::zero() || !a.is_finite() {
        return (a, 0, Flags::NONE);
    }
    let (bits, exponent, sign) = a.integer_decode();
    let width = 64 - bits.leading_zeros() as i32;
    let mantissa = T::from(bits).unwrap_or_else(T::zero) * T::from(-width).map_or_else(T::zero, T::exp2);
    (if sign < 0 { -mantissa } else { mantissa }, i32::from(exponent) + width, Flags::NONE)
}

/// `a × 2ⁿ`, rounded once.
fn ldexp(a: f64, n: i64) -> f64 {
    let power = |n: i64| f64::from_bits(((n + 1023) as u64) << 52);
    let n = n.clamp(-2300, 2300);
    if (-1022..=1023).contains(&n) {
        return a * power(n);
    }
    if n > 0 {
        return a * power(1023) * power((n - 1023).min(1023)) * power((n - 2046).clamp(0, 1023));
    }
    // Scaled so that only the last step can round: to the smallest normal first, then below.
    let (mantissa, exponent, _) = frexp(a);
    let all = n + i64::from(exponent);
    if a == 0.0 || !a.is_finite() {
        return a;
    }
    if all < -1100 {
        return 0.0f64.copysign(a);
    }
    if all > -1021 { mantissa * 2.0 * power(all - 1) } else { mantissa * power(-1021) * power(all + 1021) }
}

/// The neighbour of `a` towards `b`.
fn half_after(a: f16, b: f16) -> f16 {
    if a.is_nan() || b.is_nan() {
        return f16::NAN;
    }
    if a == b {
        return a;
    }
    let bits = a.to_bits();
    if bits.trailing_zeros() >= 15 {
        return f16::from_bits((b.to_bits() & 0x8000) + 1);
    }
    let away = (a < b) != a.is_sign_negative();
    f16::from_bits(if away { bits + 1 } else { bits - 1 })
}

/// The distance to the next larger float16, positive always.
fn half_spacing(a: f16) -> (f16, Flags) {
    if a.is_nan() {
        return (a, Flags::NONE);
    }
    if a.is_infinite() {
        return (f16::NAN, Flags::INVALID);
    }
    let bits = a.to_bits();
    if bits == 0x7bff {
        return (f16::INFINITY, Flags::OVERFLOW);
    }
    // The next larger one of a negative power of two is half as far.
    let size = bits & 0x7fff;
    let boundary = bits & 0x8000 != 0 && bits.trailing_zeros() >= 10 && size != 0;
    let neighbour = if boundary || size == 0x7bff { size - 1 } else { size + 1 };
    let distance = f16::from_bits(neighbour).to_f32() - f16::from_bits(size).to_f32();
    (f16::from_f32(distance.abs()), Flags::NONE)
}
