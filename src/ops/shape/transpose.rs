//! Axes in another order: always a view.

use crate::error::Result;
use crate::memory::{Array, Layout};

use super::axis::{Axes, normalize_axes, normalize_axis};

/// `np.transpose(a, axes)`: all axes reversed, or axis `axes[k]` as axis `k`. Always a view.
pub fn transpose(a: &Array, axes: Option<&[i64]>) -> Result<Array> {
    let layout = a.layout();
    let Some(axes) = axes else { return Ok(a.view(layout.transposed(), "transpose")) };
    if axes.len() != layout.ndim() {
        return Err(TransposeError::Mismatch {}.into());
    }
    let mut order = Axes::new();
    for &axis in axes {
        let axis = normalize_axis(axis, layout.ndim(), None)?;
        if order.contains(&axis) {
            return Err(TransposeError::Repeated {}.into());
        }
        order.push(axis);
    }
    Ok(a.view(layout.permuted(&order), "transpose"))
}

/// `np.swapaxes(a, axis1, axis2)`. Always a view.
pub fn swapaxes(a: &Array, axis1: i64, axis2: i64) -> Result<Array> {
    let mut layout = a.layout();
    let axis1 = normalize_axis(axis1, layout.ndim(), Some("axis1"))?;
    let axis2 = normalize_axis(axis2, layout.ndim(), Some("axis2"))?;
    swap(&mut layout, axis1, axis2);
    Ok(a.view(layout, "swapaxes"))
}

fn swap(layout: &mut Layout, i: usize, j: usize) {
    layout.shape.swap(i, j);
    layout.strides.swap(i, j);
}

/// `np.moveaxis(a, source, destination)`: the other axes keep their order. Always a view.
pub fn moveaxis(a: &Array, source: &[i64], destination: &[i64]) -> Result<Array> {
    let layout = a.layout();
    let ndim = layout.ndim();
    let source = normalize_axes(source, ndim, Some("source"))?;
    let destination = normalize_axes(destination, ndim, Some("destination"))?;
    if source.len() != destination.len() {
        return Err(TransposeError::MoveLengths {}.into());
    }
    let mut order: Axes = (0..ndim).filter(|axis| !source.contains(axis)).collect();
    let mut moves: Vec<(usize, usize)> = destination.iter().copied().zip(source).collect();
    moves.sort_unstable();
    for (to, from) in moves {
        order.insert(to, from);
    }
    Ok(a.view(layout.permuted(&order), "moveaxis"))
}

/// `np.rollaxis(a, axis, start)`: `axis` moved to just before `start`. Always a view.
pub fn rollaxis(a: &Array, axis: i64, start: i64) -> Result<Array> {
    let layout = a.layout();
    let ndim = layout.ndim();
    let n = ndim as i64;
    let axis = normalize_axis(axis, ndim, None)?;
    let from_end = if start < 0 { start.saturating_add(n) } else { start };
    if !(0..=n).contains(&from_end) {
        return Err(TransposeError::RollStart { low: -n, high: n + 1, start: from_end }.into());
    }
    // Taking the axis out shifts what follows it.
    let to = from_end as usize - usize::from(axis < from_end as usize);
    let mut order: Axes = (0..ndim).filter(|&k| k != axis).collect();
    order.insert(to, axis);
    Ok(a.view(layout.permuted(&order), "rollaxis"))
}

/// `np.matrix_transpose(a)`: the last two axes swapped. Always a view.
pub fn matrix_transpose(a: &Array) -> Result<Array> {
    let ndim = a.ndim();
    if ndim < 2 {
        return Err(TransposeError::MatrixFunction { ndim }.into());
    }
    Ok(swap_last_two(a, "matrix_transpose"))
}

/// `a.mT`: the last two axes swapped. Always a view.
pub fn mt(a: &Array) -> Result<Array> {
    if a.ndim() < 2 {
        return Err(TransposeError::MatrixAttribute {}.into());
    }
    Ok(swap_last_two(a, "mT"))
}

fn swap_last_two(a: &Array, operation: &'static str) -> Array {
    let mut layout = a.layout();
    let ndim = layout.ndim();
    swap(&mut layout, ndim - 2, ndim - 1);
    a.view(layout, operation)
}

crate::error_kinds! {
    /// What can go wrong when axes change places.
    pub enum TransposeError {
        /// `zeros((2, 3)).transpose(0)`
        ValueError Mismatch {} = "axes don't match array";
        /// `zeros((2, 3)).transpose(0, 0)`
        ValueError Repeated {} = "repeated axis in transpose";
        /// `moveaxis(zeros((2, 3)), [0, 1], [0])`
        ValueError MoveLengths {} = "`source` and `destination` arguments must have the same number of elements";
        /// `rollaxis(zeros((2, 3)), 0, 5)`
        AxisError RollStart { low: i64, high: i64, start: i64 } = "'start' arg requires {low} <= start < {high}, but {start} was passed in";
        /// `matrix_transpose(zeros(3))`
        ValueError MatrixFunction { ndim: usize } = "Input array must be at least 2-dimensional, but it is {ndim}";
        /// `zeros(3).mT`
        ValueError MatrixAttribute {} = "matrix transpose with ndim < 2 is undefined";
    }
}
