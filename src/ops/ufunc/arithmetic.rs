//! Arithmetic ufuncs.

use crate::memory::{Bool, C64, C128, DType};

use super::flags::{Flags, arith, entire, inverse, power, quiet1, quiet2, ratio};
use super::groups::{booleans, complexes, doubles, floats, integers, looped};
use super::kernel::{
    Binary, Loop, Unary, binary, binary_flagged, binary_two, half_binary, half_binary_two, half_unary, unary,
    unary_flagged,
};
use super::table::{Identity, Rule, ScalarMath, Ufunc};
use super::{complex, elementary, integer, real};

/// `np.add`
pub static ADD: Ufunc = Ufunc {
    name: "add",
    identity: Identity::Zero,
    groups: &[
        &booleans!(b | a, b | Bool::from(a.get() | b.get())),
        &integers!(b | a, b | a.wrapping_add(b)),
        &floats!(b |a, b| a + b; arith),
        &complexes!(b |a, b| a + b; arith),
    ],
    scalar: ScalarMath::Add,
    ..Ufunc::PLAIN
};

/// `np.subtract`
pub static SUBTRACT: Ufunc = Ufunc {
    name: "subtract",
    groups: &[
        &integers!(b | a, b | a.wrapping_sub(b)),
        &floats!(b |a, b| a - b; arith),
        &complexes!(b |a, b| a - b; arith),
    ],
    rule: Rule::NoBool,
    scalar: ScalarMath::Subtract,
    ..Ufunc::PLAIN
};

/// `np.multiply`
pub static MULTIPLY: Ufunc = Ufunc {
    name: "multiply",
    identity: Identity::One,
    groups: &[
        &booleans!(b | a, b | Bool::from(a.get() & b.get())),
        &integers!(b | a, b | a.wrapping_mul(b)),
        &floats!(b |a, b| a * b; arith),
        &complexes!(b |a, b| complex::multiply(a, b); complex::product_flags),
    ],
    scalar: ScalarMath::Multiply,
    ..Ufunc::PLAIN
};

/// `np.divide`
pub static DIVIDE: Ufunc = Ufunc {
    name: "divide",
    groups: &[
        &floats!(b |a, b| a / b; ratio),
        &complexes!(b |a, b| complex::divide(a, b); complex::quotient_flags),
    ],
    rule: Rule::TrueDivide,
    scalar: ScalarMath::Named,
    ..Ufunc::PLAIN
};

/// `np.floor_divide`
pub static FLOOR_DIVIDE: Ufunc = Ufunc {
    name: "floor_divide",
    groups: &[
        &integers!(bf | a, b | integer::floor_divide(a, b)),
        &floats!(bf | a, b | real::floor_divide(a, b)),
    ],
    scalar: ScalarMath::Named,
    ..Ufunc::PLAIN
};

/// `np.remainder`
pub static REMAINDER: Ufunc = Ufunc {
    name: "remainder",
    groups: &[&integers!(bf | a, b | integer::remainder(a, b)), &floats!(bf | a, b | real::remainder(a, b))],
    scalar: ScalarMath::Named,
    ..Ufunc::PLAIN
};

/// `np.fmod`
pub static FMOD: Ufunc = Ufunc {
    name: "fmod",
    groups: &[&integers!(bf | a, b | integer::fmod(a, b)), &floats!(b |a, b| a % b; arith)],
    ..Ufunc::PLAIN
};

/// `np.divmod`
pub static DIVMOD: Ufunc = Ufunc {
    name: "divmod",
    groups: &[
        &integers!(bb | a, b | integer::divmod(a, b)),
        &[Loop::bb(DType::Float16, DType::Float16, DType::Float16, DType::Float16, |x, y, o, p| {
            half_binary_two(x, y, o, p, real::divmod)
        })],
        &doubles!(bb | a, b | real::divmod(a, b)),
    ],
    scalar: ScalarMath::Named,
    ..Ufunc::PLAIN
};

/// `np.power`
pub static POWER: Ufunc = Ufunc {
    name: "power",
    groups: &[
        &integers!(bf | a, b | integer::power(a, b)),
        &floats!(b |a, b| a.powf(b); power),
        &complexes!(b |a, b| elementary::power(a, b); power),
    ],
    scalar: ScalarMath::Named,
    heavy: true,
    ..Ufunc::PLAIN
};

/// `np.negative`
pub static NEGATIVE: Ufunc = Ufunc {
    name: "negative",
    groups: &[&integers!(u | a | a.wrapping_neg()), &floats!(u |a| -a; quiet1), &complexes!(u | a | -a)],
    rule: Rule::NoBool,
    scalar: ScalarMath::Negative,
    ..Ufunc::PLAIN
};

/// `np.positive`
pub static POSITIVE: Ufunc = Ufunc {
    name: "positive",
    groups: &[&integers!(u | a | a), &floats!(u |a| a; quiet1), &complexes!(u | a | a)],
    rule: Rule::NoBool,
    ..Ufunc::PLAIN
};

/// `np.absolute`
pub static ABSOLUTE: Ufunc = Ufunc {
    name: "absolute",
    groups: &[
        &booleans!(u | a | a),
        &integers!(u | a | integer::Integer::magnitude(a)),
        &floats!(u |a| a.abs(); quiet1),
        &[
            looped!(C64 Complex64; u => f32 Float32 |a| complex::absolute(a); entire),
            looped!(C128 Complex128; u => f64 Float64 |a| complex::absolute(a); entire),
        ],
    ],
    scalar: ScalarMath::Absolute,
    ..Ufunc::PLAIN
};

/// `np.sign`
pub static SIGN: Ufunc = Ufunc {
    name: "sign",
    groups: &[
        &integers!(u | a | integer::sign(a)),
        &floats!(u |a| real::sign(a); quiet1),
        &complexes!(u |a| complex::sign(a); entire),
    ],
    rule: Rule::NoBool,
    ..Ufunc::PLAIN
};

/// `np.square`
pub static SQUARE: Ufunc = Ufunc {
    name: "square",
    groups: &[
        &integers!(u | a | a.wrapping_mul(a)),
        &floats!(u |a| a * a; entire),
        &complexes!(u |a| complex::multiply(a, a); entire),
    ],
    ..Ufunc::PLAIN
};

/// `np.reciprocal`
pub static RECIPROCAL: Ufunc = Ufunc {
    name: "reciprocal",
    groups: &[
        &integers!(uf | a | integer::reciprocal(a)),
        &floats!(u |a| 1.0 / a; inverse),
        &complexes!(u |a| complex::reciprocal(a); complex::reciprocal_flags),
    ],
    ..Ufunc::PLAIN
};

/// `np.conjugate`
pub static CONJUGATE: Ufunc = Ufunc {
    name: "conjugate",
    groups: &[&integers!(u | a | a), &floats!(u |a| a; quiet1), &complexes!(u | a | a.conj())],
    ..Ufunc::PLAIN
};
