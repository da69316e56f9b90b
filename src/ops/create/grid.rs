//! Grids of coordinates.

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Memory, Order, made};
use crate::ops::assign::{copy, fill_layout};
use crate::ops::shape::{CopyMode, broadcast_arrays, lengths, reshape};
use crate::ops::ufunc::Operand;

use super::arange::arange;

/// `np.meshgrid(*axes, copy=…, sparse=…, indexing=…)`: one array for each vector, along an axis of its own; with `xy` the first two change places.
///
/// With `copy`, copies in C order. Without, views: stretched over the whole grid (writeable, with a warning), or with `sparse` of length one
/// along the other axes.
pub fn meshgrid(vectors: &[Array], copy_them: bool, sparse: bool, xy: bool) -> Result<Vec<Array>> {
    let ndim = vectors.len();
    let mut out = Vec::with_capacity(ndim);
    for (i, vector) in vectors.iter().enumerate() {
        let axis = if xy && ndim > 1 && i < 2 { 1 - i } else { i };
        let mut shape = vec![1; ndim];
        shape[axis] = -1;
        out.push(reshape(vector, &shape, Order::C, CopyMode::IfNeeded)?);
    }
    if !sparse {
        out = broadcast_arrays(&out)?;
    }
    let finished = |(array, of): (Array, &Array)| -> Result<Array> {
        Ok(match copy_them {
            true => copy(&array, Order::C)?.as_copy_of(of, CopyReason::Asked),
            false if array.same_buffer(of) => array,
            // A grid of several axes that had to be copied to become a vector.
            false => array.as_copy_of(of, CopyReason::NotContiguous),
        })
    };
    out.into_iter().zip(vectors).map(finished).collect()
}

/// `np.indices(dimensions, dtype)`: the index along each axis, the axis as the first axis.
pub fn indices(memory: &Memory, dimensions: &[i64], dtype: DType) -> Result<Array> {
    let mut shape = dimensions.to_vec();
    shape.insert(0, dimensions.len() as i64);
    let shape = lengths(&shape)?;
    let out = Array::overwritten(memory, &shape, dtype, "indices")?;
    for (i, counted) in open_indices(memory, dimensions, dtype)?.iter().enumerate() {
        let part = out.layout().index_axis(0, i);
        if let Some(from) = counted.layout().broadcast_to(&part.shape) {
            fill_layout(&out, &part, counted, &from)?;
        }
    }
    Ok(out)
}

/// `np.indices(dimensions, dtype, sparse=True)`: the index along each axis, of length one along the others. Views of hidden arrays.
pub fn open_indices(memory: &Memory, dimensions: &[i64], dtype: DType) -> Result<Vec<Array>> {
    let axis = |(i, &n): (usize, &i64)| {
        let counted = arange(memory, &Operand::Int(0), &Operand::Int(n), &Operand::Int(1), Some(dtype))?;
        let mut shape = vec![1; dimensions.len()];
        shape[i] = n;
        Ok(reshape(&counted, &shape, Order::C, CopyMode::IfNeeded)?.as_new())
    };
    dimensions.iter().enumerate().map(axis).collect()
}

/// `np.mgrid` and `np.ogrid`: along each axis so many numbers from a start by a step, over the whole grid (one array, the axis as its first axis) or,
/// `sparse`, of length one along the others (views of hidden arrays).
pub fn spaced_grid(
    memory: &Memory,
    axes: &[(i64, f64, f64)],
    dtype: DType,
    sparse: bool,
) -> Result<Vec<Array>> {
    let vector = |&(n, start, step): &(i64, f64, f64)| -> Result<Array> {
        let n = usize::try_from(n).unwrap_or(0);
        if dtype == DType::Int64 {
            let (start, step) = (start as i64, step as i64);
            let items = made(memory, n, |i| start.wrapping_add(step.wrapping_mul(i as i64)))?;
            return Array::from_slice(memory, &[n], &items, "mgrid");
        }
        let items = made(memory, n, |i| i as f64 * step + start)?;
        Array::from_slice(memory, &[n], &items, "mgrid")
    };
    if sparse {
        let axis = |(i, given): (usize, &(i64, f64, f64))| {
            let vector = vector(given)?;
            if axes.len() == 1 {
                return Ok(vector);
            }
            let mut layout = vector.layout();
            for k in 0..axes.len() {
                if k != i {
                    layout.shape.insert(k, 1);
                    layout.strides.insert(k, 0);
                }
            }
            Ok(vector.view(layout, "ogrid").as_new())
        };
        return axes.iter().enumerate().map(axis).collect();
    }
    let mut shape: Vec<i64> = axes.iter().map(|axis| axis.0).collect();
    shape.insert(0, axes.len() as i64);
    let out = Array::overwritten(memory, &lengths(&shape)?, dtype, "mgrid")?;
    for (i, given) in axes.iter().enumerate() {
        let part = out.layout().index_axis(0, i);
        let vector = vector(given)?;
        let mut from = vector.layout();
        for _ in i + 1..axes.len() {
            from.shape.push(1);
            from.strides.push(0);
        }
        if let Some(from) = from.broadcast_to(&part.shape) {
            fill_layout(&out, &part, &vector, &from)?;
        }
    }
    Ok(vec![out])
}
