//! `np.cross`.

use crate::error::Result;
use crate::memory::{Array, CopyReason, Init, Layout, Order, promote};
use crate::ops::assign::convert;
use crate::ops::product::matmul::broadcast;
use crate::ops::shape::{moveaxis, normalize_axis};
use crate::ops::ufunc::{Apply, Operand};

/// `np.cross(a, b, axisa, axisb, axisc)`: cross products of vectors of length 3 (or, deprecated, 2) along an axis.
///
/// The result is a view with the vectors along `axisc` of a new array, without that axis if both have length 2.
/// Fails with `ValueError` for vectors of another length, and for shapes that do not fit.
pub fn cross(a: &Array, b: &Array, (axisa, axisb, axisc): (i64, i64, i64)) -> Result<Array> {
    if a.ndim() < 1 || b.ndim() < 1 {
        return Err(CrossError::ZeroDim {}.into());
    }
    let memory = a.memory();
    let at_end = |x: &Array, axis: i64, name| -> Result<Array> {
        let axis = normalize_axis(axis, x.ndim(), Some(name))? as i64;
        moveaxis(x, &[axis], &[-1])
    };
    let (a, b) = (at_end(a, axisa, "axisa")?, at_end(b, axisb, "axisb")?);
    let (m, n) = (last(&a), last(&b));
    if !matches!(m, 2 | 3) || !matches!(n, 2 | 3) {
        return Err(CrossError::Length {}.into());
    }
    if m == 2 || n == 2 {
        memory.warn(CrossError::Planar {});
    }
    let (x, y) = (a.shape(), b.shape());
    let (outer_a, outer_b) = (&x[..x.len() - 1], &y[..y.len() - 1]);
    let mut shape = broadcast(outer_a, outer_b)
        .ok_or_else(|| CrossError::Shapes { a: outer_a.into(), b: outer_b.into() })?;
    let planar = m == 2 && n == 2;
    let mut axisc = axisc;
    if !planar {
        shape.push(3);
        axisc = normalize_axis(axisc, shape.len(), Some("axisc"))? as i64;
    }
    let dtype = promote(a.dtype(), b.dtype());
    let layout = Layout::c(&shape, dtype.itemsize());
    let out = Array::with_layout(&memory, layout, dtype, Init::Overwritten, "cross")?;
    let cast = |x: &Array| convert(x, dtype, Order::K, "cross", CopyReason::Asked);
    let (a, b) = (cast(&a)?, cast(&b)?);
    let part =
        |x: &Array, i: usize| Operand::Array(x.view(x.layout().index_axis(x.ndim() - 1, i), "getitem"));
    let target = |i: usize| {
        if planar { out.clone() } else { out.view(out.layout().index_axis(out.ndim() - 1, i), "getitem") }
    };
    let apply = Apply(&memory);
    // The product of component i of one with component j of the other, if both have it.
    let product = |i: usize, j: usize| (i < m && j < n).then(|| [part(&a, i), part(&b, j)]);
    for (component, (i, j)) in [(1, 2), (2, 0), (0, 1)].into_iter().enumerate() {
        if planar && component < 2 {
            continue;
        }
        let target = target(component);
        match (product(i, j), product(j, i)) {
            (Some(plus), Some(minus)) => {
                apply.into("multiply", &plus, &target)?;
                let [p, q] = minus;
                let minus = apply.two("multiply", &p, &q)?;
                apply.into("subtract", &[target.clone().into(), minus], &target)?;
            }
            (Some(plus), None) => apply.into("multiply", &plus, &target)?,
            (None, Some(minus)) => {
                apply.into("multiply", &minus, &target)?;
                apply.into("negative", &[target.clone().into()], &target)?;
            }
            (None, None) => {}
        }
    }
    if planar { Ok(out) } else { moveaxis(&out, &[-1], &[axisc]) }
}

/// The length of the last axis.
fn last(array: &Array) -> usize {
    array.shape().last().copied().unwrap_or(1)
}

crate::error_kinds! {
    /// What is wrong, or odd, about a cross product.
    pub enum CrossError {
        /// `cross(1, [1, 2, 3])`
        ValueError ZeroDim {} = "At least one array has zero dimension";
        /// `cross([1, 2, 3, 4], [1, 2, 3])`
        ValueError Length {} = "incompatible dimensions for cross product\n(dimension must be 2 or 3)";
        /// `cross(ones((2, 3)), ones((4, 3)))`
        ValueError Shapes { a: crate::memory::Shape, b: crate::memory::Shape } = "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape {} and arg 1 with shape {}.", crate::memory::ShapeText(a), crate::memory::ShapeText(b);
        /// `cross([1, 2], [3, 4])`
        DeprecationWarning Planar {} = "Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors instead. (deprecated in NumPy 2.0)";
        /// `linalg.cross([1, 2], [3, 4])`
        ValueError NotThree { a: usize, b: usize } = "Both input arrays must be (arrays of) 3-dimensional vectors, but they are {a} and {b} dimensional instead.";
    }
}
