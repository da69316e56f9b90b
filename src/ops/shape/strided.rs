//! Views by explicit strides: `as_strided`, sliding windows. The bounds are always checked.

use crate::error::Result;
use crate::memory::{Array, Base, Layout, Shape, ShapeText, Strides};

use super::axis::{Axes, normalize_axis};
use super::reshape::lengths;
use super::text::TupleText;

/// `np.lib.stride_tricks.as_strided(a, shape, strides, writeable=…)`: a view with any strides, from the first element of `a`.
///
/// NumPy checks nothing here. This fails with `ValueError` if an element would lie outside the buffer. Its base is not `a` but an object that
/// holds on to it.
pub fn as_strided(
    a: &Array,
    shape: Option<&[i64]>,
    strides: Option<&[i64]>,
    writeable: bool,
) -> Result<Array> {
    let own = a.layout();
    let shape = shape.map_or_else(|| Ok(own.shape.clone()), lengths)?;
    let strides: Strides = match strides {
        Some(strides) => strides.iter().map(|&s| s as isize).collect(),
        // A contiguous array says "C order" instead of its strides.
        None if own.is_c_contiguous(a.itemsize()) => Layout::c(&shape, a.itemsize()).strides,
        None => own.strides.clone(),
    };
    if strides.len() != shape.len() {
        return Err(StridedError::Lengths {}.into());
    }
    let layout = Layout { shape, strides, offset: own.offset };
    check(a, &layout)?;
    Ok(held(a, layout, writeable, "as_strided"))
}

fn held(a: &Array, layout: Layout, writeable: bool, operation: &'static str) -> Array {
    let view = a.view(layout, operation).with_base(Base::Holder("DummyArray", a.clone()));
    // What warns of writes is offered to others as read-only.
    if writeable && a.is_writeable() && !a.warns_on_write() {
        return view;
    }
    view.set_writeable(false);
    view
}

/// Whether every element of a layout lies inside the buffer of `a`.
fn check(a: &Array, layout: &Layout) -> Result<()> {
    if layout.shape.contains(&0) {
        return Ok(());
    }
    let (mut low, mut high) = (layout.offset as i128, layout.offset as i128 + a.itemsize() as i128);
    for (&n, &stride) in layout.shape.iter().zip(&layout.strides) {
        let reach = (n as i128 - 1) * stride as i128;
        if reach < 0 {
            low += reach;
        } else {
            high += reach;
        }
    }
    let size = a.buffer().len();
    if low < 0 || high > size as i128 {
        let strides = layout.strides.iter().map(|&s| s as i64).collect();
        return Err(StridedError::Bounds { shape: layout.shape.clone(), strides, low, high, size }.into());
    }
    Ok(())
}

/// `np.lib.stride_tricks.sliding_window_view(a, window, axis, writeable=…)`: every window along the axes (all of them for `None`), as new
/// last axes. Always a view, read-only unless `writeable`.
pub fn sliding_window_view(
    a: &Array,
    window: &[i64],
    axes: Option<&[i64]>,
    writeable: bool,
) -> Result<Array> {
    let mut layout = a.layout();
    let ndim = layout.ndim();
    let window: Shape = window
        .iter()
        .map(|&n| usize::try_from(n))
        .collect::<Result<_, _>>()
        .map_err(|_| StridedError::NegativeWindow {})?;
    let axes: Axes = match axes {
        None if window.len() != ndim => {
            return Err(StridedError::WindowAll { given: window.len(), ndim }.into());
        }
        None => (0..ndim).collect(),
        Some(axes) => axes.iter().map(|&axis| normalize_axis(axis, ndim, None)).collect::<Result<_>>()?,
    };
    if axes.len() != window.len() {
        return Err(StridedError::WindowAxes { given: window.len(), axes: axes.len() }.into());
    }
    for (&axis, &n) in axes.iter().zip(&window) {
        if layout.shape[axis] < n {
            return Err(StridedError::WindowLarge {}.into());
        }
        layout.shape[axis] = layout.shape[axis] + 1 - n;
    }
    for (&axis, &n) in axes.iter().zip(&window) {
        layout.shape.push(n);
        layout.strides.push(layout.strides[axis]);
    }
    lengths(&layout.shape.iter().map(|&n| n as i64).collect::<Vec<_>>())?;
    Ok(held(a, layout, writeable, "sliding_window_view"))
}

crate::error_kinds! {
    /// What can go wrong with views by explicit strides.
    pub enum StridedError {
        /// `as_strided(zeros(3), (4,), (8,))`
        ValueError Bounds { shape: Shape, strides: Vec<i64>, low: i128, high: i128, size: usize } = "as_strided: shape {} and strides {} reach from byte {low} to byte {high} of a buffer of {size} bytes", ShapeText(shape), TupleText(strides);
        /// `as_strided(zeros(3), (2, 2), (8,))`
        ValueError Lengths {} = "mismatch in length of strides and shape";
        /// `sliding_window_view(zeros(3), -1)`
        ValueError NegativeWindow {} = "`window_shape` cannot contain negative values";
        /// `sliding_window_view(zeros((2, 3)), 2)`
        ValueError WindowAll { given: usize, ndim: usize } = "Since axis is `None`, must provide window_shape for all dimensions of `x`; got {given} window_shape elements and `x.ndim` is {ndim}.";
        /// `sliding_window_view(zeros((2, 3)), 2, axis=(0, 1))`
        ValueError WindowAxes { given: usize, axes: usize } = "Must provide matching length window_shape and axis; got {given} window_shape elements and {axes} axes elements.";
        /// `sliding_window_view(zeros(3), 4)`
        ValueError WindowLarge {} = "window shape cannot be larger than input array shape";
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::memory::Memory;

    #[test]
    fn what_lies_outside_the_buffer_is_refused() {
        let memory = Memory::new(1 << 20, Arc::new(AtomicBool::new(false)));
        let a = Array::from_slice(&memory, &[3], &[1i64, 2, 3], "test").unwrap();
        assert!(as_strided(&a, Some(&[2, 2]), Some(&[8, 8]), true).is_ok());
        let error = as_strided(&a, Some(&[4, 3]), Some(&[8, 8]), true).unwrap_err();
        assert_eq!(
            error.to_string(),
            "as_strided: shape (4, 3) and strides (8, 8) reach from byte 0 to byte 48 of a buffer of 24 bytes"
        );
        assert!(as_strided(&a, Some(&[2]), Some(&[-8]), true).is_err());
        assert!(as_strided(&a, Some(&[2]), Some(&[i64::MAX]), true).is_err());
    }
}
