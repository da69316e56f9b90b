//! `np.tensordot` and `np.trace`.

use crate::error::Result;
use crate::memory::{Array, DType, Order};
use crate::ops::reduce::{self, Options as Reduce, Value};
use crate::ops::shape::{self, CopyMode};

use super::dot::dot;

/// `np.tensordot(a, b, axes)`: the sum product over pairs of axes, which are moved together and multiplied as matrices.
///
/// Fails with `ValueError` if the axes are not as many or not as long, or one is named twice, and with `IndexError` for an axis there is not.
pub fn tensordot(a: &Array, b: &Array, axes: (&[i64], &[i64])) -> Result<Array> {
    for axes in [axes.0, axes.1] {
        if axes.iter().enumerate().any(|(i, axis)| axes[..i].contains(axis)) {
            return Err(TensordotError::Duplicate {}.into());
        }
    }
    let (x, y) = (a.shape(), b.shape());
    let place = |axis: i64, shape: &[usize]| -> Result<usize> {
        let n = shape.len() as i64;
        let at = if axis < 0 { axis + n } else { axis };
        usize::try_from(at).ok().filter(|&at| at < shape.len()).ok_or_else(|| TensordotError::Index {}.into())
    };
    let mut equal = axes.0.len() == axes.1.len();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    if equal {
        for (&i, &j) in axes.0.iter().zip(axes.1) {
            let (i, j) = (place(i, &x)?, place(j, &y)?);
            if x[i] != y[j] {
                equal = false;
                break;
            }
            left.push(i);
            right.push(j);
        }
    }
    if !equal {
        return Err(TensordotError::Mismatch {}.into());
    }
    let kept = |axes: &[usize], ndim: usize| (0..ndim).filter(|k| !axes.contains(k)).collect::<Vec<_>>();
    let (keep_left, keep_right) = (kept(&left, x.len()), kept(&right, y.len()));
    let product = |axes: &[usize], shape: &[usize]| axes.iter().map(|&k| shape[k] as i64).product::<i64>();
    let matrix = |array: &Array, order: &[&[usize]], shape: [i64; 2]| -> Result<Array> {
        let order: Vec<i64> = order.iter().flat_map(|part| part.iter().map(|&k| k as i64)).collect();
        shape::reshape(&shape::transpose(array, Some(&order))?, &shape, Order::C, CopyMode::IfNeeded)
    };
    let m = matrix(a, &[&keep_left, &left], [product(&keep_left, &x), product(&left, &x)])?;
    let n = matrix(b, &[&right, &keep_right], [product(&right, &y), product(&keep_right, &y)])?;
    let result = dot(&m, &n, None)?.into_array(&a.memory(), "tensordot")?;
    let shape: Vec<i64> =
        keep_left.iter().map(|&k| x[k] as i64).chain(keep_right.iter().map(|&k| y[k] as i64)).collect();
    shape::reshape(&result, &shape, Order::C, CopyMode::IfNeeded)
}

/// `np.trace(a, offset, axis1, axis2, dtype, out)`: the sum along diagonals.
///
/// Fails as `diagonal` does, and as `sum` does for `dtype` and `out`.
pub fn trace(
    a: &Array,
    offset: i64,
    axes: (i64, i64),
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Value> {
    let diagonal = shape::diagonal(a, offset, axes.0, axes.1)?;
    reduce::sum(&diagonal, &Reduce { axis: Some(&[-1]), dtype, out, ..Reduce::default() })
}

crate::error_kinds! {
    /// What cannot be contracted.
    pub enum TensordotError {
        /// `tensordot(eye(2), eye(2), ([0, 0], [0, 1]))`
        ValueError Duplicate {} = "duplicate axes are not allowed in tensordot";
        /// `tensordot(eye(2), eye(3))`
        ValueError Mismatch {} = "shape-mismatch for sum";
        /// `tensordot([1], [2])`
        IndexError Index {} = "tuple index out of range";
    }
}
