//! Products of vectors and matrices.

mod chain;
mod correlate;
mod cross;
mod dot;
mod einsum;
mod kernel;
mod kron;
mod lines;
mod matmul;
mod norm;
mod tensordot;
mod vecdot;

pub use chain::{ChainError, matrix_power, multi_dot};
pub use correlate::{CorrelateError, Overlap, convolve, correlate};
pub use cross::{CrossError, cross};
pub use dot::{DotError, dot, inner, outer, vdot};
pub use einsum::{
    EinsumError, EinsumOptions, EinsumPath, PathError, PathKind, SubscriptError, Whose, einsum, einsum_path,
};
pub use kron::kron;
pub use matmul::{MATMUL, matmul};
pub use norm::{NormError, NormOrder, norm, vector_norm};
pub use tensordot::{TensordotError, tensordot, trace};
pub use vecdot::{MATVEC, VECDOT, VECMAT};

use crate::ops::gufunc::Gufunc;

/// The generalized ufunc of this name.
pub fn gufunc(name: &str) -> Option<&'static Gufunc> {
    [&MATMUL, &VECDOT, &MATVEC, &VECMAT].into_iter().find(|gufunc| gufunc.ufunc.name == name)
}
