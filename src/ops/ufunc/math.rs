//! Rounding, roots, exponentials and trigonometry.

use crate::memory::{Bool, C64, C128, DType};

use super::complex;
use super::flags::{entire, pole, quiet1};
use super::groups::{booleans, complexes, floats, integers};
use super::kernel::{Loop, Unary, half_unary, unary};
use super::table::Ufunc;

/// A function of floats and complex numbers.
macro_rules! analytic {
    ($name:ident, $text:literal, $class:expr, |$a:ident| $real:expr, $complex:expr) => {
        pub static $name: Ufunc = Ufunc {
            name: $text,
            groups: &[&floats!(u |$a| $real; $class), &complexes!(u |$a| $complex; $class)],
            heavy: true,
            ..Ufunc::PLAIN
        };
    };
}
analytic!(EXP, "exp", entire, |a| a.exp(), a.exp());
analytic!(LOG, "log", pole, |a| a.ln(), a.ln());
analytic!(SIN, "sin", entire, |a| a.sin(), a.sin());
analytic!(COS, "cos", entire, |a| a.cos(), a.cos());
analytic!(TAN, "tan", entire, |a| a.tan(), a.tan());

pub static SQRT: Ufunc = Ufunc {
    name: "sqrt",
    groups: &[&floats!(u |a| a.sqrt(); entire), &complexes!(u |a| a.sqrt(); entire)],
    ..Ufunc::PLAIN
};

/// A rounding that leaves integers as they are.
macro_rules! rounding {
    ($name:ident, $text:literal, |$a:ident| $real:expr) => {
        pub static $name: Ufunc = Ufunc {
            name: $text,
            groups: &[&booleans!(u |a| a), &integers!(u |a| a), &floats!(u |$a| $real; quiet1)],
            ..Ufunc::PLAIN
        };
    };
}
rounding!(FLOOR, "floor", |a| a.floor());
rounding!(CEIL, "ceil", |a| a.ceil());
rounding!(TRUNC, "trunc", |a| a.trunc());

pub static RINT: Ufunc = Ufunc {
    name: "rint",
    groups: &[
        &floats!(u |a| a.round_ties_even(); quiet1),
        &complexes!(u |a| complex::map(a, |x| x.round_ties_even())),
    ],
    ..Ufunc::PLAIN
};
