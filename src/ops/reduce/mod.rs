//! Reductions: many elements in, one out, along some axes or all of them.
//!
//! The functions carry the names they have in NumPy and take what they take there: see [`Options`].

mod arg;
mod axes;
mod engine;
mod fold;
mod named;
mod plan;
mod reduction;
mod scan;
mod stats;

pub use arg::{ArgError, argmax, argmin};
pub use axes::AxesError;
pub(crate) use axes::{Tight, normalize_axis};
pub use named::{all, any, computed_in, count_nonzero, max, min, prod, sum};
pub use reduction::ReduceError;
pub(in crate::ops) use reduction::spread_mask;
pub use scan::{ScanError, cumprod, cumsum};
pub use stats::{Spread, StatsError, mean, ptp, std, var};

use crate::error::Result;
use crate::memory::{Array, DType, Memory, Scalar};

/// What an operation gives back: an array, or, where NumPy gives a scalar, a scalar.
#[derive(Clone, Debug)]
pub enum Value {
    /// An array.
    Array(Array),
    /// A scalar, which has no memory.
    Scalar(Scalar),
}

impl Value {
    /// The array itself, or a new 0-d array of the scalar.
    pub fn into_array(self, memory: &Memory, operation: &'static str) -> Result<Array> {
        match self {
            Self::Array(array) => Ok(array),
            Self::Scalar(scalar) => Array::from_scalar(memory, &scalar, operation),
        }
    }

    /// The dtype.
    pub fn dtype(&self) -> DType {
        match self {
            Self::Array(array) => array.dtype(),
            Self::Scalar(scalar) => scalar.dtype(),
        }
    }
}

/// What a reduction may be told, NumPy's keyword arguments.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// `axis=`: which axes are reduced; `None` for all.
    pub axis: Option<&'a [isize]>,
    /// `dtype=`: what is computed in.
    pub dtype: Option<DType>,
    /// `out=`: where the result goes; it is also what is returned.
    pub out: Option<&'a Array>,
    /// `keepdims=`: reduced axes stay, with length one.
    pub keepdims: bool,
    /// `initial=`: where to start from; cast to the dtype that is computed in.
    pub initial: Option<Scalar>,
    /// `initial=None`: from the first element, also where there is a neutral one.
    pub from_first: bool,
    /// `where=`: bools, broadcast to the array; only where they are True does an element count.
    pub mask: Option<&'a Array>,
}
