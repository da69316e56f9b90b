//! Rounding, roots, exponentials, logarithms and trigonometry.

use crate::memory::{Bool, C64, C128, DType};

use super::elementary as complex;
use super::flags::{arith, entire, pole, quiet1, quiet2};
use super::groups::{booleans, complexes, floats, integers};
use super::kernel::{Binary, Loop, Unary, binary, half_binary, half_unary, unary};
use super::real;
use super::single::Elementary;
use super::table::{Identity, Ufunc};

/// A function of floats and complex numbers.
macro_rules! analytic {
    ($name:ident, $text:literal, $class:expr, |$a:ident| $real:expr, $complex:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        pub static $name: Ufunc = Ufunc {
            name: $text,
    groups: &[&floats!(u |$a| $real; $class), &complexes!(u |a| $complex(a); $class)],
            heavy: true,
            ..Ufunc::PLAIN
        };
    };
}
analytic!(EXP, "exp", entire, |a| Elementary::exp(a), complex::exp);
analytic!(EXP2, "exp2", entire, |a| a.exp2(), complex::exp2);
analytic!(EXPM1, "expm1", entire, |a| a.exp_m1(), complex::expm1);
analytic!(LOG, "log", pole, |a| Elementary::log(a), complex::log);
analytic!(LOG2, "log2", pole, |a| a.log2(), complex::log2);
analytic!(LOG10, "log10", pole, |a| a.log10(), complex::log10);
analytic!(LOG1P, "log1p", pole, |a| a.ln_1p(), complex::log1p);
analytic!(SIN, "sin", entire, |a| Elementary::sin(a), complex::sin);
analytic!(COS, "cos", entire, |a| Elementary::cos(a), complex::cos);
analytic!(TAN, "tan", entire, |a| a.tan(), complex::tan);
analytic!(ARCSIN, "arcsin", entire, |a| a.asin(), complex::asin);
analytic!(ARCCOS, "arccos", entire, |a| a.acos(), complex::acos);
analytic!(ARCTAN, "arctan", pole, |a| a.atan(), complex::atan);
analytic!(SINH, "sinh", entire, |a| a.sinh(), complex::sinh);
analytic!(COSH, "cosh", entire, |a| a.cosh(), complex::cosh);
analytic!(TANH, "tanh", entire, |a| a.tanh(), complex::tanh);
analytic!(ARCSINH, "arcsinh", entire, |a| real::asinh(a), complex::asinh);
analytic!(ARCCOSH, "arccosh", entire, |a| real::acosh(a), complex::acosh);
analytic!(ARCTANH, "arctanh", pole, |a| real::atanh(a), complex::atanh);

/// `np.sqrt`
pub static SQRT: Ufunc = Ufunc {
    name: "sqrt",
    groups: &[&floats!(u |a| a.sqrt(); entire), &complexes!(u |a| complex::sqrt(a); entire)],
    ..Ufunc::PLAIN
};

/// A function of floats alone.
macro_rules! real_function {
    ($name:ident, $text:literal, $heavy:literal, $class:expr, |$a:ident| $real:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        pub static $name: Ufunc =
    Ufunc { name: $text, groups: &[&floats!(u |$a| $real; $class)], heavy: $heavy, ..Ufunc::PLAIN };
    };
    ($name:ident, $text:literal, $identity:expr, $class:expr, |$a:ident, $b:ident| $real:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        pub static $name: Ufunc = Ufunc {
            name: $text,
            identity: $identity,
    groups: &[&floats!(b |$a, $b| $real; $class)],
            heavy: true,
            ..Ufunc::PLAIN
        };
    };
}
real_function!(CBRT, "cbrt", true, quiet1, |a| a.cbrt());
real_function!(FABS, "fabs", false, quiet1, |a| a.abs());
real_function!(DEGREES, "degrees", false, entire, |a| real::degrees(a));
real_function!(RAD2DEG, "rad2deg", false, entire, |a| real::degrees(a));
real_function!(RADIANS, "radians", false, entire, |a| real::radians(a));
real_function!(DEG2RAD, "deg2rad", false, entire, |a| real::radians(a));
real_function!(ARCTAN2, "arctan2", Identity::None, quiet2, |a, b| a.atan2(b));
real_function!(HYPOT, "hypot", Identity::Zero, arith, |a, b| a.hypot(b));
real_function!(LOGADDEXP, "logaddexp", Identity::MinusInfinity, arith, |a, b| real::logaddexp(a, b));
real_function!(LOGADDEXP2, "logaddexp2", Identity::MinusInfinity, arith, |a, b| real::logaddexp2(a, b));
real_function!(COPYSIGN, "copysign", Identity::None, quiet2, |a, b| a.copysign(b));
real_function!(HEAVISIDE, "heaviside", Identity::None, quiet2, |a, b| real::heaviside(a, b));

/// `np.float_power`
pub static FLOAT_POWER: Ufunc = Ufunc {
    name: "float_power",
    groups: &[
        &[Loop::b(DType::Float64, DType::Float64, DType::Float64, |x, y, o| {
            binary(x, y, o, |a: f64, b: f64| a.powf(b), super::flags::power)
        })],
        &[Loop::b(DType::Complex128, DType::Complex128, DType::Complex128, |x, y, o| {
            binary(x, y, o, |a: C128, b: C128| complex::power(a, b), super::flags::power)
        })],
    ],
    heavy: true,
    ..Ufunc::PLAIN
};

/// A rounding that leaves integers as they are.
macro_rules! rounding {
    ($name:ident, $text:literal, |$a:ident| $real:expr) => {
        #[doc = concat!("`np.", $text, "`")]
        pub static $name: Ufunc = Ufunc {
            name: $text,
    groups: &[&booleans!(u | a | a), &integers!(u | a | a), &floats!(u |$a| $real; quiet1)],
            ..Ufunc::PLAIN
        };
    };
}
rounding!(FLOOR, "floor", |a| a.floor());
rounding!(CEIL, "ceil", |a| a.ceil());
rounding!(TRUNC, "trunc", |a| a.trunc());

/// `np.rint`
#[allow(clippy::redundant_closure_for_method_calls)] // The macro makes it for two types.
pub static RINT: Ufunc = Ufunc {
    name: "rint",
    groups: &[
        &floats!(u |a| a.round_ties_even(); quiet1),
        &complexes!(u | a | super::complex::map(a, |x| x.round_ties_even())),
    ],
    ..Ufunc::PLAIN
};
