//! Comparisons, and the larger or smaller of two.

use std::cmp::Ordering;

use crate::memory::{Bool, C64, C128, DType};

use super::flags::{Flags, quiet2};
use super::groups::{booleans, complexes, floats, integers};
use super::kernel::{Binary, Loop, binary, binary_flagged, half_binary};
use super::table::{Rule, ScalarMath, Ufunc};
use super::{complex, real};

/// An int64 against a uint64, exactly.
fn mixed(a: i64, b: u64) -> Ordering {
    u64::try_from(a).map_or(Ordering::Less, |a| a.cmp(&b))
}

/// The loops of a comparison: one expression for bool, integers and floats (on what `get` makes of a bool), one for complex numbers,
/// and a test of the ordering for int64 against uint64.
macro_rules! comparison {
    ($name:ident, $text:literal, |$a:ident, $b:ident| $real:expr, $complex:expr; $raise:expr, $test:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        #[allow(clippy::bool_comparison)] // One expression for numbers and bools.
        pub static $name: Ufunc = Ufunc {
            name: $text,
            groups: &[
                &booleans!(
                    bp | a,
                    b | {
                        let ($a, $b) = (a.get(), b.get());
                        $real
                    }
                ),
                &integers!(bp | $a, $b | $real),
                &[
                    Loop::b(DType::Int64, DType::UInt64, DType::Bool, |x, y, o| {
                        binary(x, y, o, |a: i64, b: u64| Bool::from($test(mixed(a, b))), quiet2)
                    }),
                    Loop::b(DType::UInt64, DType::Int64, DType::Bool, |x, y, o| {
                        binary(x, y, o, |a: u64, b: i64| Bool::from($test(mixed(b, a).reverse())), quiet2)
                    }),
                ],
                &floats!(bp | $a, $b | $real),
                &complexes!(bpf | $a, $b | ($complex, $raise)),
            ],
            rule: Rule::Compare,
            scalar: ScalarMath::Compare,
            ..Ufunc::PLAIN
        };
    };
}
comparison!(EQUAL, "equal", |a, b| a == b, a == b; Flags::NONE, Ordering::is_eq);
comparison!(NOT_EQUAL, "not_equal", |a, b| a != b, a != b; Flags::NONE, Ordering::is_ne);
comparison!(LESS, "less", |a, b| a < b, complex::less(a, b); complex::unordered(a, b), Ordering::is_lt);
comparison!(LESS_EQUAL, "less_equal", |a, b| a <= b, complex::less_equal(a, b); complex::unordered(a, b), Ordering::is_le);
comparison!(GREATER, "greater", |a, b| a > b, complex::less(b, a); complex::unordered(a, b), Ordering::is_gt);
comparison!(GREATER_EQUAL, "greater_equal", |a, b| a >= b, complex::less_equal(b, a); complex::unordered(a, b), Ordering::is_ge);

/// `np.maximum`
pub static MAXIMUM: Ufunc = Ufunc {
    name: "maximum",
    groups: &[
        &booleans!(b | a, b | Bool::from(a.get() | b.get())),
        &integers!(b | a, b | a.max(b)),
        &floats!(b |a, b| real::maximum(a, b); quiet2),
        &complexes!(b | a, b | complex::maximum(a, b)),
    ],
    ..Ufunc::PLAIN
};

/// `np.minimum`
pub static MINIMUM: Ufunc = Ufunc {
    name: "minimum",
    groups: &[
        &booleans!(b | a, b | Bool::from(a.get() & b.get())),
        &integers!(b | a, b | a.min(b)),
        &floats!(b |a, b| real::minimum(a, b); quiet2),
        &complexes!(b | a, b | complex::minimum(a, b)),
    ],
    ..Ufunc::PLAIN
};

/// `np.fmax`
pub static FMAX: Ufunc = Ufunc {
    name: "fmax",
    groups: &[
        &booleans!(b | a, b | Bool::from(a.get() | b.get())),
        &integers!(b | a, b | a.max(b)),
        &floats!(b |a, b| real::fmax(a, b); quiet2),
        &complexes!(b | a, b | complex::fmax(a, b)),
    ],
    ..Ufunc::PLAIN
};

/// `np.fmin`
pub static FMIN: Ufunc = Ufunc {
    name: "fmin",
    groups: &[
        &booleans!(b | a, b | Bool::from(a.get() & b.get())),
        &integers!(b | a, b | a.min(b)),
        &floats!(b |a, b| real::fmin(a, b); quiet2),
        &complexes!(b | a, b | complex::fmin(a, b)),
    ],
    ..Ufunc::PLAIN
};
