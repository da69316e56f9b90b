//! Elements in reversed order along axes, and rotations made of that: always views.

use crate::error::Result;
use crate::memory::{Array, Layout};

use super::axis::{Axes, normalize_axes};
use super::text::TupleText;

/// `np.flip(a, axis)`: reversed along the given axes, or along all. Always a view.
pub fn flip(a: &Array, axes: Option<&[i64]>) -> Result<Array> {
    let layout = a.layout();
    let axes = match axes {
        None => (0..layout.ndim()).collect(),
        Some(axes) => normalize_axes(axes, layout.ndim(), None)?,
    };
    Ok(a.view(flipped(layout, &axes), "flip"))
}

fn flipped(mut layout: Layout, axes: &[usize]) -> Layout {
    for &axis in axes {
        let n = layout.shape[axis];
        layout = layout.slice_axis(axis, n as isize - 1, -1, n);
    }
    layout
}

/// `np.fliplr(a)`: reversed along the second axis. Always a view.
pub fn fliplr(a: &Array) -> Result<Array> {
    if a.ndim() < 2 {
        return Err(FlipError::LeftRight {}.into());
    }
    Ok(a.view(flipped(a.layout(), &[1]), "fliplr"))
}

/// `np.flipud(a)`: reversed along the first axis. Always a view.
pub fn flipud(a: &Array) -> Result<Array> {
    if a.ndim() < 1 {
        return Err(FlipError::UpDown {}.into());
    }
    Ok(a.view(flipped(a.layout(), &[0]), "flipud"))
}

/// `np.rot90(a, k, axes)`: turned `k` times by a right angle, from the first of the axes towards the second. Always a view.
pub fn rot90(a: &Array, k: i64, axes: &[i64]) -> Result<Array> {
    let &[first, second] = axes else { return Err(FlipError::RotateCount {}.into()) };
    let layout = a.layout();
    let ndim = layout.ndim() as i64;
    if first == second || first.abs_diff(second) == ndim as u64 {
        return Err(FlipError::RotateSame {}.into());
    }
    let inside = -ndim..ndim;
    if !inside.contains(&first) || !inside.contains(&second) {
        return Err(FlipError::RotateRange { axes: axes.to_vec(), ndim: layout.ndim() }.into());
    }
    let first = (first.rem_euclid(ndim)) as usize;
    let second = (second.rem_euclid(ndim)) as usize;
    let mut order: Axes = (0..layout.ndim()).collect();
    order.swap(first, second);
    let turned = match k.rem_euclid(4) {
        0 => layout,
        1 => flipped(layout, &[second]).permuted(&order),
        2 => flipped(layout, &[first, second]),
        _ => flipped(layout.permuted(&order), &[second]),
    };
    Ok(a.view(turned, "rot90"))
}

crate::error_kinds! {
    /// What can go wrong when an array is flipped or turned.
    pub enum FlipError {
        /// `fliplr([1, 2])`
        ValueError LeftRight {} = "Input must be >= 2-d.";
        /// `flipud(array(1))`
        ValueError UpDown {} = "Input must be >= 1-d.";
        /// `rot90(zeros((2, 3)), 1, (0,))`
        ValueError RotateCount {} = "len(axes) must be 2.";
        /// `rot90(zeros((2, 3)), 1, (0, 0))`
        ValueError RotateSame {} = "Axes must be different.";
        /// `rot90(zeros((2, 3)), 1, (0, 3))`
        ValueError RotateRange { axes: Vec<i64>, ndim: usize } = "Axes={} out of range for array of ndim={ndim}.", TupleText(axes);
    }
}
