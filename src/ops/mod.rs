//! What NumPy does to arrays. Kernels on ndarray views and slices; no language, no text.

mod assign;
mod cast;
pub mod convert;
pub mod create;
pub mod join;
pub mod shape;
mod transfer;
mod walk;

pub use assign::{AssignError, assign, convert, copy};
pub use cast::CastError;
