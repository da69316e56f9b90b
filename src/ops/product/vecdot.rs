//! `np.vecdot`, `np.matvec` and `np.vecmat`: products of stacks of vectors and matrices.

use crate::error::Result;
use crate::memory::{Array, Shape};
use crate::ops::assign::assign;
use crate::ops::reduce::Value;
use crate::ops::shape::moveaxis;
use crate::ops::ufunc::Apply;

use super::matmul::{broadcast, matmul};

/// `np.vecdot(x1, x2, axis=axis)`: dot products of vectors along an axis, the first conjugated.
///
/// Fails with `ValueError` if lengths or stacks do not fit.
pub fn vecdot(a: &Array, b: &Array, axis: i64, out: Option<&Array>) -> Result<Value> {
    const NAME: &str = "vecdot";
    const SIGNATURE: &str = "(n),(n)->()";
    needs(a, 0, 1, NAME, SIGNATURE)?;
    needs(b, 1, 1, NAME, SIGNATURE)?;
    let (a, b) = if axis == -1 {
        (a.clone(), b.clone())
    } else {
        (moveaxis(a, &[axis], &[-1])?, moveaxis(b, &[axis], &[-1])?)
    };
    let (x, y) = (a.shape(), b.shape());
    core(y[y.len() - 1], x[x.len() - 1], 0, NAME, SIGNATURE)?;
    stacks(&x[..x.len() - 1], &y[..y.len() - 1], &x, &y)?;
    let (row, column) = (insert(&conjugate(&a)?, 1), insert(&b, 0));
    let made = matmul(&row, &column, None)?;
    squeezed(made, &a, &[1, 0], out)
}

/// `np.matvec(x1, x2)`: matrices times vectors.
///
/// Fails with `ValueError` if lengths or stacks do not fit.
pub fn matvec(a: &Array, b: &Array, out: Option<&Array>) -> Result<Value> {
    const NAME: &str = "matvec";
    const SIGNATURE: &str = "(m,n),(n)->(m)";
    needs(a, 0, 2, NAME, SIGNATURE)?;
    needs(b, 1, 1, NAME, SIGNATURE)?;
    let (x, y) = (a.shape(), b.shape());
    core(y[y.len() - 1], x[x.len() - 1], 0, NAME, SIGNATURE)?;
    stacks(&x[..x.len() - 2], &y[..y.len() - 1], &x, &y)?;
    let made = matmul(a, &insert(b, 0), None)?;
    squeezed(made, a, &[0], out)
}

/// `np.vecmat(x1, x2)`: vectors, conjugated, times matrices.
///
/// Fails with `ValueError` if lengths or stacks do not fit.
pub fn vecmat(a: &Array, b: &Array, out: Option<&Array>) -> Result<Value> {
    const NAME: &str = "vecmat";
    const SIGNATURE: &str = "(n),(n,m)->(m)";
    needs(a, 0, 1, NAME, SIGNATURE)?;
    needs(b, 1, 2, NAME, SIGNATURE)?;
    let (x, y) = (a.shape(), b.shape());
    core(y[y.len() - 2], x[x.len() - 1], 0, NAME, SIGNATURE)?;
    stacks(&x[..x.len() - 1], &y[..y.len() - 2], &x, &y)?;
    let made = matmul(&insert(&conjugate(a)?, 1), b, None)?;
    squeezed(made, a, &[1], out)
}

/// A new axis of length one, so many places before the end.
fn insert(array: &Array, back: usize) -> Array {
    array.view(array.layout().insert_axis(array.ndim() - back), "expand_dims")
}

fn conjugate(array: &Array) -> Result<Array> {
    if !array.dtype().is_complex() {
        return Ok(array.clone());
    }
    let memory = array.memory();
    Apply(&memory).one("conjugate", &array.clone().into())?.to_array(&memory)
}

/// A new result without the axes so many places before the end; in `out`, if there is one.
fn squeezed(made: Value, like: &Array, axes: &[usize], out: Option<&Array>) -> Result<Value> {
    let made = made.into_array(&like.memory(), "matmul")?;
    let mut layout = made.layout();
    for &back in axes {
        let axis = layout.ndim() - 1 - back.min(layout.ndim() - 1);
        layout = layout.index_axis(axis, 0);
    }
    made.set_layout(layout);
    match out {
        Some(out) => {
            assign(out, &made)?;
            Ok(Value::Array(out.clone()))
        }
        None if made.ndim() == 0 => Ok(Value::Scalar(made.item(&[]))),
        None => Ok(Value::Array(made)),
    }
}

fn needs(
    array: &Array,
    operand: usize,
    wanted: usize,
    name: &'static str,
    signature: &'static str,
) -> Result<()> {
    if array.ndim() < wanted {
        let found = array.ndim();
        return Err(VecdotError::Dims { name, operand, found, signature, wanted }.into());
    }
    Ok(())
}

fn core(size: usize, other: usize, axis: usize, name: &'static str, signature: &'static str) -> Result<()> {
    if size == other {
        return Ok(());
    }
    Err(VecdotError::Core { name, axis, signature, size, other }.into())
}

fn stacks(a: &[usize], b: &[usize], x: &Shape, y: &Shape) -> Result<()> {
    if broadcast(a, b).is_some() {
        return Ok(());
    }
    let text = |stack: &[usize], all: &[usize]| {
        let join = |items: &[usize]| items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        format!("({})->({})", join(all), join(stack))
    };
    Err(VecdotError::Stacks { a: text(a, x), b: text(b, y) }.into())
}

crate::error_kinds! {
    /// What can go wrong in these products.
    pub enum VecdotError {
        /// `vecdot(1, [2])`
        ValueError Dims { name: &'static str, operand: usize, found: usize, signature: &'static str, wanted: usize } = "{name}: Input operand {operand} does not have enough dimensions (has {found}, gufunc core with signature {signature} requires {wanted})";
        /// `vecdot([1, 2], [1, 2, 3])`
        ValueError Core { name: &'static str, axis: usize, signature: &'static str, size: usize, other: usize } = "{name}: Input operand 1 has a mismatch in its core dimension {axis}, with gufunc signature {signature} (size {size} is different from {other})";
        /// `vecdot(ones((2, 3)), ones((4, 3)))`
        ValueError Stacks { a: String, b: String } = "operands could not be broadcast together with remapped shapes [original->remapped]: {a} {b} ";
    }
}
