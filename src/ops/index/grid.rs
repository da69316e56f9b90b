//! Index arrays made from shapes: `ix_`, `unravel_index`, `ravel_multi_index`, diagonals and triangles.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, DType, Init, Layout, Memory, Shape, checked_size, with_room};
use crate::ops::assign;
use crate::ops::parallel;
use crate::ops::walk::axis_order;

use super::choose::broadcast_shapes;
use super::error::PickError;
use super::nonzero::nonzero;
use super::take::Mode;

/// `np.ix_(*arrays)`: each 1-d array as an axis of its own, so that an index with them all picks every combination.
///
/// The results are views; a bool array is turned into the indices of its True first. Fails with `ValueError` for an array that is not 1-d.
pub fn ix_(arrays: &[Array]) -> Result<Vec<Array>> {
    arrays
        .iter()
        .enumerate()
        .map(|(k, array)| {
            if array.ndim() != 1 {
                return Err(PickError::CrossIndex {}.into());
            }
            let array =
                if array.dtype() == DType::Bool { nonzero(array)?.swap_remove(0) } else { array.clone() };
            let mut shape = Shape::from_elem(1, arrays.len());
            shape[k] = array.size();
            let layout = array.layout();
            let turned = layout.reshaped(&shape, false, array.itemsize()).unwrap_or(layout);
            Ok(array.view(turned, "ix_"))
        })
        .collect()
}

/// How many indices a thread takes at a time.
const SHARE: usize = 1 << 14;

/// `np.unravel_index(indices, shape, order)`: for each axis of `shape` the coordinates of flat indices.
///
/// The results are views of one hidden array whose last axis is the coordinate; they have the shape of `indices`, and are 0-d where NumPy gives scalars.
/// Fails with `ValueError` out of bounds, with `TypeError` if `indices` are no integers.
pub fn unravel_index(indices: &Array, shape: &[usize], fortran: bool) -> Result<Vec<Array>> {
    if !indices.dtype().is_integer() && indices.dtype() != DType::Bool {
        return Err(PickError::OnlyInts {}.into());
    }
    let ndim = shape.len();
    let size = checked_size(shape).ok_or(PickError::DimsTooBig {})?;
    // The coordinates stand together, the indices in the order of their own memory.
    let own = indices.layout();
    let order = axis_order(&[&own]);
    let mut layout = Layout::c(&own.shape, 8);
    let mut step = 8 * ndim as isize;
    for &axis in order.iter().rev() {
        layout.strides[axis] = step;
        step *= own.shape[axis].max(1) as isize;
    }
    layout.shape.push(ndim);
    layout.strides.push(8);
    let hidden =
        Array::with_layout(&indices.memory(), layout, DType::Int64, Init::Overwritten, "unravel_index")?;
    let in_memory_order = indices.view(own.permuted(&order), "unravel_index");
    let bad = {
        let guard = hidden.write_new();
        let mut bytes = guard.bytes();
        let coordinates = bytemuck::try_cast_slice_mut::<u8, i64>(&mut bytes).unwrap_or_default();
        let axes: Vec<(usize, usize)> = (0..ndim)
            .map(|i| if fortran { i } else { ndim - 1 - i })
            .map(|axis| (axis, shape[axis]))
            .collect();
        let mut run = |numbers: &[i64]| -> Option<i64> {
            if ndim == 0 {
                return numbers.iter().copied().find(|&i| i != 0);
            }
            let parts = numbers.chunks(SHARE).zip(coordinates.chunks_mut(SHARE * ndim));
            parallel::try_for_each(parts, &|_, (numbers, rows)| {
                unravel(numbers, rows, &axes, size).map_or(Ok(()), Err)
            })
            .err()
        };
        if in_memory_order.dtype() == DType::Int64 {
            in_memory_order.with_slice::<i64, _>(run)
        } else {
            run(&assign::to_vec_as::<i64>(&in_memory_order))
        }
    };
    if let Some(index) = bad {
        return Err(PickError::UnravelBounds { index, size }.into());
    }
    if ndim == 0 && own.ndim() > 0 {
        return Err(PickError::UnravelOf0d {}.into());
    }
    let all = hidden.layout();
    Ok((0..ndim).map(|axis| hidden.view(all.index_axis(all.ndim() - 1, axis), "unravel_index")).collect())
}

/// Writes the coordinates of flat indices, a row each, with the axes from fastest to slowest; gives back the first index outside.
fn unravel(numbers: &[i64], rows: &mut [i64], axes: &[(usize, usize)], size: usize) -> Option<i64> {
    let short_axes = axes.iter().all(|&(_, n)| u32::try_from(n).is_ok());
    for (&index, row) in numbers.iter().zip(rows.chunks_exact_mut(axes.len())) {
        let Some(mut rest) = usize::try_from(index).ok().filter(|&i| i < size) else { return Some(index) };
        if let (true, Ok(mut short)) = (short_axes, u32::try_from(rest)) {
            // A short division takes a fraction of the time of a long one.
            for &(axis, n) in axes {
                let n = n as u32;
                row[axis] = i64::from(short % n);
                short /= n;
            }
            continue;
        }
        for &(axis, n) in axes {
            row[axis] = (rest % n) as i64;
            rest /= n;
        }
    }
    None
}

/// `np.ravel_multi_index(coordinates, shape, mode, order)`: the flat indices of coordinates, an array for each axis of `shape`, broadcast together.
///
/// `modes` holds one mode for each axis. Fails with `ValueError` out of bounds (mode `Raise`), for a wrong number of arrays and for a shape that
/// does not fit a machine word, with `TypeError` if the coordinates are no integers.
pub fn ravel_multi_index(
    memory: &Memory,
    coordinates: &[Array],
    shape: &[usize],
    modes: &[Mode],
    fortran: bool,
) -> Result<Array> {
    let ndim = shape.len();
    if coordinates.len() != ndim {
        return Err(PickError::MultiIndex { wanted: ndim }.into());
    }
    if coordinates.iter().any(|c| !c.dtype().is_integer() && c.dtype() != DType::Bool) {
        return Err(PickError::OnlyInts {}.into());
    }
    if checked_size(shape).is_none_or(|n| isize::try_from(n).is_err()) {
        return Err(PickError::DimsTooBig {}.into());
    }
    let shapes: Vec<Shape> = coordinates.iter().map(Array::shape).collect();
    let result = broadcast_shapes(&shapes).map_err(|_| PickError::Operands { shapes })?;
    if shape.contains(&0) && !result.contains(&0) {
        return Err(PickError::RavelIntoEmpty {}.into());
    }
    let layouts: SmallVec<[Layout; 4]> = coordinates
        .iter()
        .map(|c| {
            let layout = c.layout();
            layout.broadcast_to(&result).unwrap_or(layout)
        })
        .collect();
    let refs: SmallVec<[&Layout; 4]> = layouts.iter().collect();
    let order = if refs.is_empty() { SmallVec::new() } else { axis_order(&refs) };
    let mut layout = Layout::c(&result, 8);
    let mut step = 8;
    for &axis in order.iter().rev() {
        layout.strides[axis] = step;
        step *= result[axis].max(1) as isize;
    }
    let mut flat = crate::memory::filled(result.iter().product(), 0i64);
    let mut weight = 1;
    for i in 0..ndim {
        let axis = if fortran { i } else { ndim - 1 - i };
        let (n, mode) = (shape[axis], modes.get(axis).copied().unwrap_or_default());
        let turned = coordinates[axis].view(layouts[axis].permuted(&order), "ravel_multi_index");
        for (total, index) in flat.iter_mut().zip(assign::to_vec_as::<i64>(&turned)) {
            let place = match mode {
                // Negative coordinates do not count from the end here.
                Mode::Raise => usize::try_from(index).ok().filter(|&i| i < n),
                _ if n == 0 => None,
                _ => mode.place(index, n),
            };
            *total += place.ok_or(PickError::Coordinates {})? as i64 * weight;
        }
        weight *= n as i64;
    }
    let out = Array::with_layout(memory, layout, DType::Int64, Init::Overwritten, "ravel_multi_index")?;
    out.fill_new(&flat);
    Ok(out)
}

/// `np.diag_indices(n, ndim)`: one array `[0, …, n - 1]`, the same object for every axis.
pub fn diag_indices(memory: &Memory, n: usize, ndim: usize) -> Result<Vec<Array>> {
    // One array, held `ndim` times, and a value for each in the tuple that is made of them.
    memory.check_room(ndim.saturating_mul(4 * size_of::<Array>()))?;
    let numbers = crate::memory::made(memory, n, |i| i as i64)?;
    let array = Array::from_slice(memory, &[n], &numbers, "diag_indices")?;
    Ok(vec![array; ndim])
}

/// `np.diag_indices_from(array)`. Fails with `ValueError` for fewer than two axes or unequal lengths.
pub fn diag_indices_from(array: &Array) -> Result<Vec<Array>> {
    let shape = array.shape();
    if shape.len() < 2 {
        return Err(PickError::DiagonalFrom1d {}.into());
    }
    if shape.iter().any(|&n| n != shape[0]) {
        return Err(PickError::UnequalLengths {}.into());
    }
    diag_indices(&array.memory(), shape[0], shape.len())
}

/// Which half of a matrix, with the diagonal `k` it ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Triangle {
    /// On and below the diagonal: `tril`.
    Lower,
    /// On and above it: `triu`.
    Upper,
}

/// `np.tril_indices(n, k, m)` and `np.triu_indices`: rows and columns of a triangle of an n×m matrix, in C order.
pub fn triangle_indices(memory: &Memory, which: Triangle, n: usize, k: i64, m: usize) -> Result<[Array; 2]> {
    // What NumPy looks for the places in: a mask.
    let shape = crate::ops::shape::lengths(&[n as i64, m as i64])?;
    let count = match which {
        Triangle::Lower => places_below(n, k, m),
        Triangle::Upper => shape.iter().product::<usize>() - places_below(n, k.saturating_sub(1), m),
    };
    let (mut rows, mut columns) = (with_room(count), with_room(count));
    for row in 0..n as i64 {
        // The first column past the diagonal, or before it.
        let past = |end: i64| end.clamp(0, m as i64);
        let range = match which {
            Triangle::Lower => 0..past(row.saturating_add(k).saturating_add(1)),
            Triangle::Upper => past(row.saturating_add(k))..m as i64,
        };
        rows.extend(range.clone().map(|_| row));
        columns.extend(range);
        memory.check_interrupt()?;
    }
    let name = match which {
        Triangle::Lower => "tril_indices",
        Triangle::Upper => "triu_indices",
    };
    Ok([
        Array::from_slice(memory, &[rows.len()], &rows, name)?,
        Array::from_slice(memory, &[columns.len()], &columns, name)?,
    ])
}

/// How many places of an n×m matrix stand on the `k`-th diagonal or below it.
fn places_below(n: usize, k: i64, m: usize) -> usize {
    let (n, k, m) = (n as i128, i128::from(k), m as i128);
    // Rows before the first have none, rows from the last on have all.
    let first = (-k).clamp(0, n);
    let last = (m - k - 1).clamp(first, n);
    let some = (last - first) * (first + k + 1 + last + k) / 2;
    (some + (n - last) * m) as usize
}

/// `np.tril_indices_from(array, k)` and `np.triu_indices_from`. Fails with `ValueError` unless the array has two axes.
pub fn triangle_indices_from(array: &Array, which: Triangle, k: i64) -> Result<[Array; 2]> {
    match array.shape().as_slice() {
        &[n, m] => triangle_indices(&array.memory(), which, n, k, m),
        _ => Err(PickError::TriangleNot2d {}.into()),
    }
}
