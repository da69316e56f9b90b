//! What NumPy does to arrays. Kernels on ndarray views and slices; no language, no text.

mod assign;
pub mod bits;
mod cast;
pub mod convert;
pub mod create;
pub mod gufunc;
pub mod index;
pub mod iterate;
pub mod join;
pub mod limits;
mod parallel;
pub mod product;
pub mod random;
pub mod reduce;
mod scalar;
pub mod shape;
pub mod sort;
pub mod statistics;
mod transfer;
pub mod ufunc;
mod walk;

pub use assign::{AssignError, assign, convert, copy};
pub use cast::CastError;
pub(crate) use cast::warn_of_complex;
pub use scalar::{Loss, ScalarError, ScalarTarget, cast_scalar, int_scalar, scalar_as, to_f64s, to_i64s};
