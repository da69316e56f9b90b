//! Broadcasting: views that repeat elements through strides of zero.

use crate::error::Result;
use crate::memory::{Array, Shape, ShapeText, checked_size};

use super::reshape::lengths;
use super::text::LengthsText;

/// `np.broadcast_to(a, shape)`: a read-only view, even where the shape is the same.
pub fn broadcast_to(a: &Array, shape: &[i64]) -> Result<Array> {
    let layout = a.layout();
    if shape.is_empty() && layout.ndim() > 0 {
        return Err(BroadcastError::ToScalar {}.into());
    }
    let shape: Shape = shape
        .iter()
        .map(|&n| usize::try_from(n))
        .collect::<Result<_, _>>()
        .map_err(|_| BroadcastError::Negative {})?;
    if layout.ndim() > shape.len() {
        return Err(BroadcastError::TooManyAxes {}.into());
    }
    let to = layout
        .broadcast_to(&shape)
        .ok_or_else(|| BroadcastError::To { from: layout.shape.clone(), to: shape.clone() })?;
    if checked_size(&shape).and_then(|n| n.checked_mul(a.itemsize())).is_none_or(|n| n > isize::MAX as usize)
    {
        return Err(crate::memory::ArrayError::TooBig {}.into());
    }
    Ok(a.view(to, "broadcast_to").read_only())
}

/// The shape that several shapes broadcast to: `np.broadcast_shapes` of lengths known not to be negative.
///
/// Fails with `ValueError`, naming the two arguments that do not fit.
pub fn broadcast_shape(shapes: &[&[usize]]) -> Result<Shape> {
    let ndim = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut out = Shape::from_elem(1, ndim);
    for axis in 0..ndim {
        let mut set_by = 0;
        for (j, shape) in shapes.iter().enumerate() {
            let Some(at) = (axis + shape.len()).checked_sub(ndim) else { continue };
            let n = shape[at];
            if n == 1 {
                continue;
            }
            if out[axis] == 1 {
                out[axis] = n;
                set_by = j;
            } else if out[axis] != n {
                return Err(BroadcastError::Mismatch {
                    first: set_by,
                    first_shape: shapes[set_by].into(),
                    second: j,
                    second_shape: Shape::from(*shape),
                }
                .into());
            }
        }
    }
    if checked_size(&out).is_none_or(|n| n > isize::MAX as usize) {
        return Err(BroadcastError::TooLarge {}.into());
    }
    Ok(out)
}

/// `np.broadcast_shapes(*shapes)`.
pub fn broadcast_shapes(shapes: &[Vec<i64>]) -> Result<Shape> {
    let shapes = shapes.iter().map(|s| lengths(s)).collect::<Result<Vec<Shape>>>()?;
    let shapes: Vec<&[usize]> = shapes.iter().map(Shape::as_slice).collect();
    broadcast_shape(&shapes)
}

/// `np.broadcast_arrays(*arrays)`: an alias of each array that has the common shape, a view of any other. The views are writeable where the
/// array is, and warn when written.
pub fn broadcast_arrays(arrays: &[Array]) -> Result<Vec<Array>> {
    let shapes: Vec<Shape> = arrays.iter().map(Array::shape).collect();
    let shapes: Vec<&[usize]> = shapes.iter().map(Shape::as_slice).collect();
    let common = broadcast_shape(&shapes)?;
    arrays.iter().map(|a| stretched(a, &common)).collect()
}

/// One array of `broadcast_arrays`.
pub(crate) fn stretched(a: &Array, shape: &[usize]) -> Result<Array> {
    let layout = a.layout();
    if layout.shape.as_slice() == shape {
        return Ok(a.clone());
    }
    let to = layout
        .broadcast_to(shape)
        .ok_or_else(|| BroadcastError::To { from: layout.shape.clone(), to: shape.into() })?;
    let view = a.view(to, "broadcast_arrays");
    view.set_warn_on_write(view.is_writeable());
    Ok(view)
}

crate::error_kinds! {
    /// What can go wrong when shapes are broadcast.
    pub enum BroadcastError {
        /// `broadcast_to([1, 2], ())`
        ValueError ToScalar {} = "cannot broadcast a non-scalar to a scalar array";
        /// `broadcast_to([1, 2], (-1, 2))`
        ValueError Negative {} = "all elements of broadcast shape must be non-negative";
        /// `broadcast_to([[1, 2]], 2)`
        ValueError TooManyAxes {} = "input operand has more dimensions than allowed by the axis remapping";
        /// `broadcast_to([1, 2, 3], (2, 2))`
        ValueError To { from: Shape, to: Shape } = "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}", LengthsText(from), LengthsText(to);
        /// `broadcast_arrays(zeros((2, 3)), zeros((2, 2)))`
        ValueError Mismatch { first: usize, first_shape: Shape, second: usize, second_shape: Shape } = "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with shape {} and arg {second} with shape {}.", ShapeText(first_shape), ShapeText(second_shape);
        /// `broadcast_shapes((2**40, 1), (1, 2**40))`
        ValueError TooLarge {} = "broadcast dimensions too large.";
    }
}
