//! What NumPy does to arrays. Kernels on ndarray views and slices; no language, no text.

mod assign;
mod cast;
pub mod product;
pub mod reduce;
pub mod sort;
mod walk;

pub use assign::{AssignError, assign, convert, copy};
