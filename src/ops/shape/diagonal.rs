//! Diagonals: read-only views.

use crate::error::Result;
use crate::memory::{Array, Layout};

use super::axis::{Axes, normalize_axis};

/// `np.diagonal(a, offset, axis1, axis2)`: the diagonal along the two axes as the last axis. Always a read-only view.
pub fn diagonal(a: &Array, offset: i64, axis1: i64, axis2: i64) -> Result<Array> {
    let layout = a.layout();
    let ndim = layout.ndim();
    if ndim < 2 {
        return Err(DiagonalError::TooFewAxes {}.into());
    }
    let axis1 = normalize_axis(axis1, ndim, Some("axis1"))?;
    let axis2 = normalize_axis(axis2, ndim, Some("axis2"))?;
    if axis1 == axis2 {
        return Err(DiagonalError::SameAxis {}.into());
    }
    Ok(a.view(diagonal_layout(&layout, offset, axis1, axis2), "diagonal").read_only())
}

/// The layout of a diagonal along two different axes.
pub(crate) fn diagonal_layout(layout: &Layout, offset: i64, axis1: usize, axis2: usize) -> Layout {
    let skip = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    let (rows, columns) = (layout.shape[axis1], layout.shape[axis2]);
    let (length, start) = if offset >= 0 {
        (rows.min(columns.saturating_sub(skip)), layout.strides[axis2])
    } else {
        (columns.min(rows.saturating_sub(skip)), layout.strides[axis1])
    };
    let others: Axes = (0..layout.ndim()).filter(|&k| k != axis1 && k != axis2).collect();
    let mut out = layout.permuted(&others);
    out.shape.push(length);
    out.strides.push(layout.strides[axis1].wrapping_add(layout.strides[axis2]));
    // An empty diagonal may start past the end of the buffer: it stays where it is.
    if length > 0 {
        out.offset = (out.offset as isize + skip as isize * start) as usize;
    }
    out
}

crate::error_kinds! {
    /// What can go wrong when a diagonal is asked for.
    pub enum DiagonalError {
        /// `diagonal([1, 2])`
        ValueError TooFewAxes {} = "diag requires an array of at least two dimensions";
        /// `diagonal(zeros((2, 3)), 0, 0, 0)`
        ValueError SameAxis {} = "axis1 and axis2 cannot be the same";
    }
}
