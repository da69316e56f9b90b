//! Arrays put together along a new axis, or as rows, columns and layers.

use crate::error::Result;
use crate::memory::Array;
use crate::ops::convert::convert_if_needed;
use crate::ops::shape::{CopyMode, atleast_1d, atleast_2d, atleast_3d, normalize_axis, transpose};

use super::concatenate::{Options, concatenate_as};

/// `np.stack(arrays, axis, out, dtype=…, casting=…)`: along a new axis. A copy even of one array.
pub fn stack(arrays: &[Array], axis: i64, options: &Options) -> Result<Array> {
    let Some(first) = arrays.first() else { return Err(StackError::Empty {}.into()) };
    let shape = first.shape();
    if arrays.iter().any(|a| a.shape() != shape) {
        return Err(StackError::Shapes {}.into());
    }
    let axis = normalize_axis(axis, shape.len() + 1, None)?;
    let arrays: Vec<Array> = arrays.iter().map(|a| a.view(a.layout().insert_axis(axis), "stack")).collect();
    concatenate_as(&arrays, Some(axis as i64), options, "stack")
}

/// `np.vstack(arrays, dtype=…, casting=…)`: 1-d arrays as rows, others along the first axis. A copy.
pub fn vstack(arrays: &[Array], options: &Options) -> Result<Array> {
    let arrays = arrays.iter().map(atleast_2d).collect::<Result<Vec<_>>>()?;
    concatenate_as(&arrays, Some(0), options, "vstack")
}

/// `np.hstack(arrays, dtype=…, casting=…)`: 1-d arrays one behind the other, others along the second axis. A copy.
pub fn hstack(arrays: &[Array], options: &Options) -> Result<Array> {
    let arrays = arrays.iter().map(atleast_1d).collect::<Result<Vec<_>>>()?;
    let axis = i64::from(arrays.first().is_none_or(|a| a.ndim() != 1));
    concatenate_as(&arrays, Some(axis), options, "hstack")
}

/// `np.dstack(arrays)`: along the third axis. A copy.
pub fn dstack(arrays: &[Array]) -> Result<Array> {
    let arrays = arrays.iter().map(atleast_3d).collect::<Result<Vec<_>>>()?;
    concatenate_as(&arrays, Some(2), &Options::default(), "dstack")
}

/// `np.column_stack(arrays)`: 1-d arrays as columns, others along the second axis. A copy.
pub fn column_stack(arrays: &[Array]) -> Result<Array> {
    let column = |a: &Array| {
        if a.ndim() >= 2 {
            return Ok(a.clone());
        }
        let row = convert_if_needed(a, None, crate::memory::Order::K, CopyMode::IfNeeded, 2, "column_stack")?;
        transpose(&row, None)
    };
    let arrays = arrays.iter().map(column).collect::<Result<Vec<_>>>()?;
    concatenate_as(&arrays, Some(1), &Options::default(), "column_stack")
}

crate::error_kinds! {
    /// What can go wrong when arrays are stacked.
    pub enum StackError {
        /// `stack([])`
        ValueError Empty {} = "need at least one array to stack";
        /// `stack([zeros(2), zeros(3)])`
        ValueError Shapes {} = "all input arrays must have the same shape";
    }
}
