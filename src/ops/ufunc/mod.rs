//! Universal functions: one table of them, one way to find a loop, one engine to run it.
//!
//! `call` resolves the dtypes of a call to a loop, lays out the result, and lets the loop's kernel run over blocks of contiguous elements. A
//! kernel never sees strides, casts, masks or overlap; `run` keeps those away from it.

mod apply;
mod arc;
mod arithmetic;
mod bits;
mod call;
mod cast;
mod close;
mod comparison;
mod complex;
mod elementary;
mod errors;
mod flags;
mod flat;
mod fold;
mod folded;
mod groups;
mod integer;
mod kernel;
mod logic;
mod math;
mod methods;
mod operand;
mod real;
mod resolve;
mod round;
mod run;
mod single;
mod special;
mod table;

pub use apply::Apply;
pub use arithmetic::{
    ADD, DIVIDE, FLOOR_DIVIDE, MULTIPLY, NEGATIVE, POSITIVE, POWER, RECIPROCAL, REMAINDER, SQUARE, SUBTRACT,
};
pub use call::call;
pub use close::{
    CloseError, CloseWarning, Tolerance, all_true, array_equal, array_equiv, common_type, is_signed_infinity,
    isclose,
};
pub use comparison::{EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, NOT_EQUAL};
pub use errors::{FoldError, UfuncError, Warned, Warning};
pub use flags::Flags;
pub use fold::{Initial, ReduceOptions, accumulate, folded_in, reduce, reduceat};
pub use kernel::Loop;
pub use logic::{BITWISE_AND, BITWISE_OR, BITWISE_XOR, INVERT, LEFT_SHIFT, RIGHT_SHIFT};
pub use math::SQRT;
pub use methods::{at, outer};
pub use operand::{Fixed, Operand, Options, Output, Outputs, cast_scalar, result_type};
pub use real::{acosh, asinh, atanh};
pub(crate) use resolve::resolve;
pub use round::{RoundError, clip, round};
pub use special::{SpecialError, Substitutes, angle, i0, nan_to_num, real_if_close, sinc, unwrap};
pub use table::{ALIASES, ALL, Identity, Ufunc, find};
