//! Where an array is not zero.

use crate::error::Result;
use crate::memory::{Array, Base, Bool, DType, Layout, Shape};
use crate::ops::assign;

use super::error::PickError;
use super::mask;

/// Runs `f` on the truth of each element in C order: one byte each, not zero for True. NaN is True.
pub(super) fn with_truth<R>(array: &Array, f: impl FnOnce(&[u8]) -> R) -> R {
    if array.dtype() == DType::Bool {
        return mask::flat(array, f);
    }
    f(bytemuck::cast_slice(&assign::to_vec_as::<Bool>(array)))
}

/// `np.count_nonzero(array)`.
pub fn count_nonzero(array: &Array) -> usize {
    with_truth(array, |truth| mask::counts(truth).iter().sum())
}

/// `np.nonzero(array)`: for each axis the indices of the elements that are not zero, in C order.
///
/// The results are views of one hidden array of shape (count, ndim). Fails with `ValueError` for a 0-d array.
pub fn nonzero(array: &Array) -> Result<Vec<Array>> {
    let shape = array.shape();
    if shape.is_empty() {
        return Err(match array.dtype() {
            DType::Bool => PickError::NonzeroOf0dBool {}.into(),
            _ => PickError::NonzeroOf0d {}.into(),
        });
    }
    columns(array, &shape)
}

/// `np.flatnonzero(array)`: the flat indices of the elements that are not zero.
pub fn flatnonzero(array: &Array) -> Result<Array> {
    let size = [array.size()];
    let mut columns = columns(array, &size)?;
    Ok(columns.swap_remove(0))
}

fn columns(array: &Array, shape: &[usize]) -> Result<Vec<Array>> {
    let (memory, ndim) = (array.memory(), shape.len());
    let hidden = with_truth(array, |truth| -> Result<Array> {
        let counts = mask::counts(truth);
        let n = counts.iter().sum();
        let out = Array::overwritten(&memory, &[n, ndim], DType::Int64, "nonzero")?;
        if n > 0 {
            let guard = out.write_new();
            let mut bytes = guard.bytes();
            let numbers = bytemuck::try_cast_slice_mut::<u8, i64>(&mut bytes).unwrap_or_default();
            if ndim == 1 {
                mask::numbers(truth, &counts, numbers);
            } else {
                let mut rows = numbers.chunks_exact_mut(ndim);
                mask::for_each_index(truth, shape, |index| {
                    if let Some(row) = rows.next() {
                        row.copy_from_slice(index);
                    }
                });
            }
        }
        memory.check_interrupt()?;
        Ok(out)
    })?;
    let n = hidden.shape()[0];
    let step = 8 * ndim;
    Ok((0..ndim)
        .map(|axis| {
            let offset = if n == 0 { 0 } else { 8 * axis };
            let column = Layout { shape: [n][..].into(), strides: [step as isize][..].into(), offset };
            hidden.view(column, "nonzero")
        })
        .collect())
}

/// `np.argwhere(array)`: the indices of the elements that are not zero, a row each: a transposed view of a hidden array of shape (ndim, count).
pub fn argwhere(array: &Array) -> Result<Array> {
    let (memory, shape) = (array.memory(), array.shape());
    // A 0-d array is looked at as one of one element, and the column for its axis dropped.
    let looked_at: Shape = if shape.is_empty() { Shape::from_slice(&[1]) } else { shape.clone() };
    let ndim = looked_at.len();
    let hidden = with_truth(array, |truth| -> Result<Array> {
        let counts = mask::counts(truth);
        let n: usize = counts.iter().sum();
        let out = Array::overwritten(&memory, &[ndim, n], DType::Int64, "argwhere")?;
        if n > 0 {
            let guard = out.write_new();
            let mut bytes = guard.bytes();
            let numbers = bytemuck::try_cast_slice_mut::<u8, i64>(&mut bytes).unwrap_or_default();
            if ndim == 1 {
                mask::numbers(truth, &counts, numbers);
            } else {
                let mut at = 0;
                mask::for_each_index(truth, &looked_at, |index| {
                    for (axis, &i) in index.iter().enumerate() {
                        numbers[axis * n + at] = i;
                    }
                    at += 1;
                });
            }
        }
        Ok(out)
    })?;
    let mut layout = hidden.layout().transposed();
    if shape.is_empty() {
        layout = layout.slice_axis(1, 0, 1, 0);
    }
    Ok(hidden.view(layout, "argwhere").with_base(Base::Array(hidden)))
}
