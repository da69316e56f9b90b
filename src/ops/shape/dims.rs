//! Axes of length one, taken out and put in: views, or the array itself.

use crate::error::Result;
use crate::memory::{Array, Layout};

use super::axis::{Axes, normalize_axes, reduction_axes};
use super::reshape::{CopyMode, reshape_as};
use crate::memory::Order;

/// `np.squeeze(a, axis)`: without the axes of length one, or without the given ones. An alias if there is nothing to take out, else a view.
///
/// Fails with `ValueError` if a given axis is longer.
pub fn squeeze(a: &Array, axes: Option<&[i64]>) -> Result<Array> {
    let layout = a.layout();
    let out: Axes = match axes {
        None => (0..layout.ndim()).filter(|&k| layout.shape[k] == 1).collect(),
        Some(axes) => {
            let axes = reduction_axes(Some(axes), layout.ndim())?;
            if axes.iter().any(|&k| layout.shape[k] != 1) {
                return Err(DimsError::Squeeze {}.into());
            }
            axes
        }
    };
    if out.is_empty() {
        return Ok(a.clone());
    }
    let kept: Axes = (0..layout.ndim()).filter(|k| !out.contains(k)).collect();
    Ok(a.view(layout.permuted(&kept), "squeeze"))
}

/// `np.expand_dims(a, axes)`: axes of length one at these places of the result. Always a view.
pub fn expand_dims(a: &Array, axes: &[i64]) -> Result<Array> {
    let shape = a.shape();
    let ndim = shape.len() + axes.len();
    let axes = normalize_axes(axes, ndim, None)?;
    let mut lengths = shape.iter();
    let wanted: Vec<i64> = (0..ndim)
        .map(|k| if axes.contains(&k) { 1 } else { lengths.next().map_or(1, |&n| n as i64) })
        .collect();
    reshape_as(a, &wanted, Order::C, CopyMode::IfNeeded, "expand_dims")
}

/// `np.atleast_1d(a)`: a 0-d array with one axis, as a view; any other as it is.
pub fn atleast_1d(a: &Array) -> Result<Array> {
    match a.ndim() {
        0 => reshape_as(a, &[1], Order::C, CopyMode::IfNeeded, "atleast_1d"),
        _ => Ok(a.clone()),
    }
}

/// `np.atleast_2d(a)`: new axes in front, as a view; an alias of what has two axes or more.
pub fn atleast_2d(a: &Array) -> Result<Array> {
    match a.ndim() {
        0 => reshape_as(a, &[1, 1], Order::C, CopyMode::IfNeeded, "atleast_2d"),
        1 => Ok(a.view(a.layout().insert_axis(0), "atleast_2d")),
        _ => Ok(a.clone()),
    }
}

/// `np.atleast_3d(a)`: new axes on both sides of a 1-d array and after a 2-d one, as a view; an alias of what has three axes or more.
pub fn atleast_3d(a: &Array) -> Result<Array> {
    match a.ndim() {
        0 => reshape_as(a, &[1, 1, 1], Order::C, CopyMode::IfNeeded, "atleast_3d"),
        1 => Ok(a.view(a.layout().insert_axis(0).insert_axis(2), "atleast_3d")),
        2 => Ok(a.view(a.layout().insert_axis(2), "atleast_3d")),
        _ => Ok(a.clone()),
    }
}

/// New axes of length one in front, up to `ndim` axes: `np.array(a, copy=None, order=…, ndmin=ndim)`. A view, or the array itself.
pub fn prepend_axes(a: &Array, ndim: usize, order: Order, operation: &'static str) -> Array {
    let layout = a.layout();
    if layout.ndim() >= ndim {
        return a.clone();
    }
    let extra = ndim - layout.ndim();
    // The strides of a contiguous array in its order, though any would do.
    let fortran = order == Order::F || layout.wants_fortran(Order::A, a.itemsize());
    let stride = match layout.shape.first() {
        Some(&n) if !fortran => n as isize * layout.strides[0],
        _ => a.itemsize() as isize,
    };
    let mut padded = Layout { shape: std::iter::repeat_n(1, extra).collect(), ..layout.clone() };
    padded.strides = std::iter::repeat_n(stride, extra).collect();
    padded.shape.extend_from_slice(&layout.shape);
    padded.strides.extend_from_slice(&layout.strides);
    a.view(padded, operation)
}

crate::error_kinds! {
    /// What can go wrong with axes of length one.
    pub enum DimsError {
        /// `zeros((2, 3)).squeeze(0)`
        ValueError Squeeze {} = "cannot select an axis to squeeze out which has size not equal to one";
    }
}
