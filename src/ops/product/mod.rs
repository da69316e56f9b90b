//! Products of vectors and matrices.

mod dot;
mod kernel;
mod matmul;

pub use dot::{DotError, dot, inner, outer, vdot};
pub use matmul::{MatmulError, matmul};
