//! Grids of coordinates.

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Memory, Order, Scalar};
use crate::ops::assign::{copy, fill_layout};
use crate::ops::shape::{CopyMode, broadcast_arrays, lengths, reshape};

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
    let (zero, one) = (Scalar::new(0i64), Scalar::new(1i64));
    let axis = |(i, &n): (usize, &i64)| {
        let counted = arange(memory, &zero, &Scalar::new(n), &one, Some(dtype))?;
        let mut shape = vec![1; dimensions.len()];
        shape[i] = n;
        Ok(reshape(&counted, &shape, Order::C, CopyMode::IfNeeded)?.as_new())
    };
    dimensions.iter().enumerate().map(axis).collect()
}
