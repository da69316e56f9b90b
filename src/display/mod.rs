//! Values as text, by NumPy's and Python's rules. Pure functions: nothing here prints.
//!
//! Arrays: [`array_str`], [`array_repr`], [`array2string`] under [`PrintOptions`]. NumPy's scalars: [`scalar_str`], [`scalar_repr`].
//! Python's values: [`float_repr`], [`complex_repr`], [`str_repr`], and under a
//! format specifier [`format_int`], [`format_float`] and their like; arrays and NumPy's scalars under one: [`format_array`], [`format_scalar`].

mod array;
mod digits;
mod direct;
mod expression;
#[cfg(test)]
mod expression_tests;
mod float;
mod float_words;
mod format_number;
mod format_spec;
mod grid;
mod options;
mod pieces;
mod python;
mod scalar;
mod step;
mod stretched;
pub mod tag;
mod text;
mod words;

pub use array::{Frame, array_repr, array_repr_by, array_str, array2string, array2string_by, format_array};
pub use digits::Real;
pub use expression::{expression, expression_on_base};
pub use float::{Positional, Scientific, Trim, format_float_positional, format_float_scientific};
pub use format_spec::{
    Code, FormatError, Formatted, MAX_INT_DIGITS, big_int_text, format_big_int, format_bool, format_complex,
    format_float, format_int, format_scalar, format_str, room as format_room, unsupported,
};
pub use options::{FloatMode, OptionError, PrintOptions, Sign};
pub use python::{bool_repr, bytes_repr, complex_repr, float_repr, is_printable, str_repr};
pub use scalar::{scalar_repr, scalar_str};
pub use step::{Geometry, IndexItem, Step, Steps};
pub use stretched::{Stretched, stretched};
pub use tag::tag_text;
pub use text::{Meaning, Text};

#[cfg(test)]
mod corpus;
