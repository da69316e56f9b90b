//! Another shape over the same elements: a view where the strides allow it, else a copy.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{
    Array, ArrayError, CopyReason, Init, Layout, MAX_DIMS, Order, ReshapeObstacle, Shape, UnevenStrides,
    checked_size,
};
use crate::ops::assign::{convert, fill_layout};
use crate::ops::walk::axis_order;

use super::text::DimsText;

/// Whether an operation may copy: `copy=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyMode {
    /// `copy=True`
    Always,
    /// `copy=None`
    IfNeeded,
    /// `copy=False`: `ValueError` if a copy is needed.
    Never,
}

/// `np.reshape(a, shape, order, copy=…)`: a view if [`Layout::reshaped`] finds one, else a view of a hidden packed copy.
///
/// A negative length stands for what is left over. Fails with `ValueError`.
pub fn reshape(a: &Array, shape: &[i64], order: Order, copy: CopyMode) -> Result<Array> {
    reshape_as(a, shape, order, copy, "reshape")
}

/// [`reshape`], recorded under the name of another operation.
pub(crate) fn reshape_as(
    a: &Array,
    shape: &[i64],
    order: Order,
    copy: CopyMode,
    operation: &'static str,
) -> Result<Array> {
    let layout = a.layout();
    let itemsize = a.itemsize();
    let fortran = match order {
        Order::K => return Err(ReshapeError::OrderK {}.into()),
        order => layout.wants_fortran(order, itemsize),
    };
    let same = shape.len() == layout.ndim() && shape.iter().zip(&layout.shape).all(|(&n, &m)| n == m as i64);
    if same && copy != CopyMode::Always {
        return Ok(a.view(layout, operation));
    }
    let shape = resolve(shape, layout.size())?;
    let reason = if copy == CopyMode::Always {
        CopyReason::Asked
    } else {
        match layout.reshaped_anew(&shape, fortran, itemsize) {
            Ok(layout) => return Ok(a.view(layout, operation)),
            Err(_) if copy == CopyMode::Never => return Err(ReshapeError::MustCopy {}.into()),
            Err(obstacle) => uneven(&layout, obstacle),
        }
    };
    let hidden = convert(a, a.dtype(), if fortran { Order::F } else { Order::C }, operation, reason.clone())?;
    let packed = if fortran { Layout::f(&shape, itemsize) } else { Layout::c(&shape, itemsize) };
    Ok(hidden.view(packed, operation).as_copy_of(a, reason))
}

/// The reason of a copy, from what stood in the way of a view.
pub(crate) fn uneven(layout: &Layout, obstacle: ReshapeObstacle) -> CopyReason {
    let ReshapeObstacle { outer, inner } = obstacle;
    CopyReason::UnevenStrides(Box::new(UnevenStrides {
        outer,
        outer_stride: layout.strides[outer],
        inner,
        inner_stride: layout.strides[inner],
        inner_length: layout.shape[inner],
    }))
}

/// A shape for `size` elements, its unknown length worked out.
fn resolve(shape: &[i64], size: usize) -> Result<Shape> {
    if shape.len() > MAX_DIMS {
        return Err(ArrayError::TooManyDims { ndim: shape.len() }.into());
    }
    let mismatch = || ReshapeError::Mismatch { size, shape: SmallVec::from_slice(shape) };
    let mut unknown = None;
    let mut known = 1usize;
    for (axis, &n) in shape.iter().enumerate() {
        match usize::try_from(n) {
            Ok(n) => known = known.checked_mul(n).ok_or_else(mismatch)?,
            Err(_) if unknown.is_some() => return Err(ReshapeError::TwoUnknown {}.into()),
            Err(_) => unknown = Some(axis),
        }
    }
    let mut out: Shape = shape.iter().map(|&n| n as usize).collect();
    match unknown {
        Some(axis) if known > 0 && size.is_multiple_of(known) => out[axis] = size / known,
        None if known == size => {}
        _ => return Err(mismatch().into()),
    }
    Ok(out)
}

/// Lengths given for a new array: not negative, at most 64 of them, and their product fits.
pub(crate) fn lengths(shape: &[i64]) -> Result<Shape> {
    if shape.len() > MAX_DIMS {
        return Err(ArrayError::TooManyDims { ndim: shape.len() }.into());
    }
    let out = shape
        .iter()
        .map(|&n| usize::try_from(n))
        .collect::<Result<Shape, _>>()
        .map_err(|_| ReshapeError::NegativeLength {})?;
    if checked_size(&out).is_none_or(|n| n > isize::MAX as usize) {
        return Err(ArrayError::TooBig {}.into());
    }
    Ok(out)
}

/// `np.ravel(a, order)`: one axis, contiguous. A view if the elements stand so in that order, else a copy.
pub fn ravel(a: &Array, order: Order) -> Result<Array> {
    let layout = a.layout();
    let itemsize = a.itemsize();
    let (c, f) = (layout.is_c_contiguous(itemsize), layout.is_f_contiguous(itemsize));
    let order = match order {
        Order::A if f && !c => Order::F,
        Order::A => Order::C,
        Order::K if c => Order::C,
        Order::K if f => Order::F,
        order => order,
    };
    if order == Order::C && c || order == Order::F && f {
        return reshape_as(a, &[-1], order, CopyMode::IfNeeded, "ravel");
    }
    if order == Order::K && is_dense(&layout, itemsize) {
        let flat = Layout { offset: layout.offset, ..Layout::c(&[layout.size()], itemsize) };
        return Ok(a.view(flat, "ravel"));
    }
    flat_copy(a, order, "ravel", CopyReason::NotContiguous)
}

/// Whether the elements fill one stretch of memory upwards, in some order of the axes.
fn is_dense(layout: &Layout, itemsize: usize) -> bool {
    let mut step = itemsize as isize;
    layout.k_order().iter().rev().filter(|&&axis| layout.shape[axis] != 1).all(|&axis| {
        let fits = layout.strides[axis] == step;
        step = step.wrapping_mul(layout.shape[axis] as isize);
        fits
    })
}

/// `a.flatten(order)`: one axis, always a copy.
pub fn flatten(a: &Array, order: Order) -> Result<Array> {
    flat_copy(a, order, "flatten", CopyReason::Asked)
}

/// The elements in `order`, in a buffer of their own.
fn flat_copy(a: &Array, order: Order, operation: &'static str, reason: CopyReason) -> Result<Array> {
    let layout = a.layout();
    let walked = match order {
        Order::K => layout.permuted(&axis_order(&[&layout])),
        order if layout.wants_fortran(order, a.itemsize()) => layout.transposed(),
        _ => layout,
    };
    let flat = Layout::c(&[walked.size()], a.itemsize());
    let out = Array::with_layout(&a.memory(), flat, a.dtype(), Init::Overwritten, operation)?;
    fill_layout(&out, &Layout::c(&walked.shape, a.itemsize()), a, &walked)?;
    Ok(out.as_copy_of(a, reason))
}

/// `a.shape = shape`: the same array object with another shape, never copied.
///
/// Fails with `ValueError` if the size differs, and with `AttributeError` where [`reshape`] would copy.
pub fn set_shape(a: &Array, shape: &[i64]) -> Result<()> {
    let layout = a.layout();
    let same = shape.len() == layout.ndim() && shape.iter().zip(&layout.shape).all(|(&n, &m)| n == m as i64);
    if same {
        return Ok(());
    }
    let shape = resolve(shape, layout.size())?;
    let new = layout.reshaped_anew(&shape, false, a.itemsize()).map_err(|_| ReshapeError::InPlace {})?;
    a.set_layout(new);
    Ok(())
}

crate::error_kinds! {
    /// What can go wrong when an array is to have another shape.
    pub enum ReshapeError {
        /// `zeros((2, 3)).reshape(4)`
        ValueError Mismatch { size: usize, shape: SmallVec<[i64; 4]> } = "cannot reshape array of size {size} into shape {}", DimsText(shape);
        /// `zeros((2, 3)).reshape(-1, -1)`
        ValueError TwoUnknown {} = "can only specify one unknown dimension";
        /// `zeros((2, 3)).reshape(6, order='K')`
        ValueError OrderK {} = "order 'K' is not permitted for reshaping";
        /// `zeros((2, 3)).T.reshape(6, copy=False)`
        ValueError MustCopy {} = "Unable to avoid creating a copy while reshaping.";
        /// `a = zeros((2, 3)).T; a.shape = 6`
        AttributeError InPlace {} = "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.";
        /// `zeros((2, -1))`
        ValueError NegativeLength {} = "negative dimensions are not allowed";
    }
}
