//! Arrays of one value: zeros, ones, full, empty; and the same in the image of another array.

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Init, Layout, Memory, Order};
use crate::ops::assign::assign;
use crate::ops::shape::lengths;

/// The layout of a new array: C order unless `order` is F.
fn layout(shape: &[i64], dtype: DType, order: Order) -> Result<Layout> {
    let shape = lengths(shape)?;
    Ok(if order == Order::F {
        Layout::f(&shape, dtype.itemsize())
    } else {
        Layout::c(&shape, dtype.itemsize())
    })
}

/// `np.zeros(shape, dtype, order)`
pub fn zeros(memory: &Memory, shape: &[i64], dtype: DType, order: Order) -> Result<Array> {
    Array::with_layout(memory, layout(shape, dtype, order)?, dtype, Init::Zeroed, "zeros")
}

/// `np.empty(shape, dtype, order)`: memory that was not cleared.
pub fn empty(memory: &Memory, shape: &[i64], dtype: DType, order: Order) -> Result<Array> {
    Array::with_layout(memory, layout(shape, dtype, order)?, dtype, Init::Uninit, "empty")
}

/// `np.ones(shape, dtype, order)`
pub fn ones(memory: &Memory, shape: &[i64], dtype: DType, order: Order) -> Result<Array> {
    let layout = layout(shape, dtype, order)?;
    let out = Array::with_layout(memory, layout, dtype, Init::Overwritten, "ones")?;
    assign(&out, &Array::scalar(&out.memory(), 1u8, "ones")?)?;
    Ok(out)
}

/// `np.full(shape, value, dtype, order)`: `value` broadcast to `shape` and cast; its own dtype for `None`.
pub fn full(shape: &[i64], value: &Array, dtype: Option<DType>, order: Order) -> Result<Array> {
    let dtype = dtype.unwrap_or(value.dtype());
    let layout = layout(shape, dtype, order)?;
    let out = Array::with_layout(&value.memory(), layout, dtype, Init::Overwritten, "full")?;
    assign(&out, value)?;
    Ok(filled(out, value))
}

/// An array in the image of `a`: its shape, dtype and (for `K`) order, unless others are given.
fn like(
    a: &Array,
    dtype: Option<DType>,
    order: Order,
    shape: Option<&[i64]>,
    init: Init,
    operation: &'static str,
) -> Result<Array> {
    let dtype = dtype.unwrap_or(a.dtype());
    let itemsize = dtype.itemsize();
    let own = a.layout();
    let layout = match shape {
        None => a.packed_layout(order, itemsize),
        Some(shape) => {
            let shape = lengths(shape)?;
            let fortran = match order {
                // The order of the array counts only for a shape of as many axes.
                Order::K => {
                    shape.len() == own.ndim() && own.wants_fortran(Order::A, a.itemsize()) && shape.len() > 1
                }
                order => own.wants_fortran(order, a.itemsize()),
            };
            if order == Order::K && shape.len() == own.ndim() && !fortran {
                let mut image = own.clone();
                image.shape = shape;
                packed_by_strides(&image, &own, a.itemsize(), itemsize)
            } else if fortran {
                Layout::f(&shape, itemsize)
            } else {
                Layout::c(&shape, itemsize)
            }
        }
    };
    Array::with_layout(&a.memory(), layout, dtype, init, operation)
}

/// A packed layout of the shape of `image`, its axes in the order of the strides of `own`.
fn packed_by_strides(image: &Layout, own: &Layout, own_itemsize: usize, itemsize: usize) -> Layout {
    let mut out = Layout::c(&image.shape, itemsize);
    if own.is_c_contiguous(own_itemsize) {
        return out;
    }
    let mut step = itemsize as isize;
    for &axis in own.k_order().iter().rev() {
        out.strides[axis] = step;
        step = step.wrapping_mul(image.shape[axis] as isize);
    }
    out
}

/// `np.empty_like(a, dtype, order, shape=…)`: memory that was not cleared.
pub fn empty_like(a: &Array, dtype: Option<DType>, order: Order, shape: Option<&[i64]>) -> Result<Array> {
    like(a, dtype, order, shape, Init::Uninit, "empty_like")
}

/// `np.zeros_like(a, dtype, order, shape=…)`
pub fn zeros_like(a: &Array, dtype: Option<DType>, order: Order, shape: Option<&[i64]>) -> Result<Array> {
    like(a, dtype, order, shape, Init::Zeroed, "zeros_like")
}

/// `np.ones_like(a, dtype, order, shape=…)`
pub fn ones_like(a: &Array, dtype: Option<DType>, order: Order, shape: Option<&[i64]>) -> Result<Array> {
    let out = like(a, dtype, order, shape, Init::Overwritten, "ones_like")?;
    assign(&out, &Array::scalar(&out.memory(), 1u8, "ones")?)?;
    Ok(out)
}

/// `np.full_like(a, value, dtype, order, shape=…)`: `value` broadcast and cast to the dtype of the result.
pub fn full_like(
    a: &Array,
    value: &Array,
    dtype: Option<DType>,
    order: Order,
    shape: Option<&[i64]>,
) -> Result<Array> {
    let out = like(a, dtype, order, shape, Init::Overwritten, "full_like")?;
    assign(&out, value)?;
    Ok(filled(out, value))
}

/// What repeats the elements of an array is a copy of it; what repeats one value is new.
fn filled(out: Array, value: &Array) -> Array {
    if value.ndim() == 0 { out } else { out.as_copy_of(value, CopyReason::Asked) }
}

/// `np.eye(rows, columns, k, dtype, order)`: ones on the `k`-th diagonal.
pub fn eye(
    memory: &Memory,
    rows: i64,
    columns: Option<i64>,
    k: i64,
    dtype: DType,
    order: Order,
) -> Result<Array> {
    let out = zeros(memory, &[rows, columns.unwrap_or(rows)], dtype, order)?;
    let line = crate::ops::shape::diagonal_layout(&out.layout(), k, 0, 1);
    let one = Array::scalar(memory, 1u8, "eye")?;
    if let Some(from) = one.layout().broadcast_to(&line.shape) {
        crate::ops::assign::fill_layout(&out, &line, &one, &from)?;
    }
    Ok(out)
}
