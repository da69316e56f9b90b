//! `np.linalg.norm` and its relatives.

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Order, Scalar};
use crate::ops::assign::convert;
use crate::ops::reduce::{self, Options as Reduce, Value};
use crate::ops::shape::{self, CopyMode, normalize_axis};
use crate::ops::ufunc::{Apply, Fixed, Operand, Options, cast_scalar};

use super::dot::dot;

/// The order of a norm: NumPy's `ord=`.
#[derive(Clone, Debug, PartialEq)]
pub enum NormOrder {
    /// `None`: the 2-norm of a vector, the Frobenius norm of a matrix.
    Default,
    /// `'fro'` or `'f'`: the Frobenius norm of a matrix.
    Frobenius,
    /// `'nuc'`: the sum of the singular values.
    Nuclear,
    /// A number.
    Number(f64),
    /// Any other string.
    Other(String),
}

/// `np.linalg.norm(x, ord, axis, keepdims)`: of vectors along one axis, of matrices along two, of all elements without axes.
///
/// Fails with `ValueError` for orders that a vector or matrix does not have, with `AxisError` for axes there are not, and with
/// `NotImplementedError` for the norms that need singular values.
pub fn norm(x: &Array, order: &NormOrder, axes: Option<&[i64]>, keepdims: bool) -> Result<Operand> {
    let memory = x.memory();
    let apply = Apply(&memory);
    let x = if x.dtype().is_inexact() {
        x.clone()
    } else {
        convert(x, DType::Float64, Order::K, "norm", CopyReason::OtherDType)?.as_new()
    };
    let ndim = x.ndim();
    if axes.is_none()
        && (*order == NormOrder::Default
            || (*order == NormOrder::Frobenius && ndim == 2)
            || (*order == NormOrder::Number(2.0) && ndim == 1))
    {
        let flat = shape::ravel(&x, Order::K)?;
        let square = |part: &Array| -> Result<Operand> { Ok(operand(dot(part, part, None)?)) };
        let sum = if x.dtype().is_complex() {
            apply.two("add", &square(&shape::real(&flat))?, &square(&shape::imag(&flat)?)?)?
        } else {
            square(&flat)?
        };
        let root = apply.one("sqrt", &sum)?;
        if !keepdims {
            return Ok(root);
        }
        let all = root.to_array(&memory)?;
        return Ok(shape::reshape(&all, &vec![1; ndim], Order::C, CopyMode::IfNeeded)?.into());
    }
    let all: Vec<i64>;
    let axes = match axes {
        Some(axes) => axes,
        None => {
            all = (0..ndim as i64).collect();
            &all
        }
    };
    match *axes {
        [axis] => vector(&x, order, axis, keepdims),
        [row, column] => matrix(&x, order, (row, column), keepdims),
        _ => Err(NormError::Dimensions {}.into()),
    }
}

fn operand(value: Value) -> Operand {
    match value {
        Value::Array(array) => array.into(),
        Value::Scalar(scalar) => scalar.into(),
    }
}

fn vector(x: &Array, order: &NormOrder, axis: i64, keepdims: bool) -> Result<Operand> {
    let memory = x.memory();
    let apply = Apply(&memory);
    let axis = [axis as isize];
    let plain = Reduce { axis: Some(&axis), keepdims, ..Reduce::default() };
    let sizes = || -> Result<Array> { apply.one("absolute", &x.clone().into())?.to_array(&memory) };
    let order = match order {
        NormOrder::Default => 2.0,
        NormOrder::Number(n) => *n,
        NormOrder::Frobenius => return Err(NormError::Vector { order: "fro".into() }.into()),
        NormOrder::Nuclear => return Err(NormError::Vector { order: "nuc".into() }.into()),
        NormOrder::Other(text) => return Err(NormError::Vector { order: text.clone() }.into()),
    };
    if order == f64::INFINITY {
        let initial = Some(Scalar::new(0i64));
        return Ok(operand(reduce::max(&sizes()?, &Reduce { initial, ..plain })?));
    }
    if order == f64::NEG_INFINITY {
        return Ok(operand(reduce::min(&sizes()?, &plain)?));
    }
    if order == 0.0 {
        let there = apply.two("not_equal", &x.clone().into(), &Operand::Int(0))?.to_array(&memory)?;
        let ones = convert(&there, x.dtype().real(), Order::K, "astype", CopyReason::OtherDType)?;
        return Ok(operand(reduce::sum(&ones, &plain)?));
    }
    if order == 1.0 {
        return Ok(operand(reduce::sum(&sizes()?, &plain)?));
    }
    if order == 2.0 {
        let sum = reduce::sum(&squares(x)?, &plain)?;
        return apply.one("sqrt", &operand(sum));
    }
    let sizes = sizes()?;
    // Where the operator has a shorter way, NumPy takes it.
    let powers = match order {
        -1.0 => apply.one("reciprocal", &sizes.into())?,
        0.5 => apply.one("sqrt", &sizes.into())?,
        _ => apply.two("power", &sizes.into(), &Operand::Float(order))?,
    };
    let powers = powers.to_array(&memory)?;
    let sum = operand(reduce::sum(&powers, &plain)?);
    let dtype = sum.own_dtype().unwrap_or(DType::Float64);
    let exponent = cast_scalar(&Scalar::new(order), dtype);
    let options = Options { fixed: Fixed::Outputs(dtype), ..Options::default() };
    let inverse = apply.with("reciprocal", &[exponent.into()], &options)?.into_operand();
    apply.two("power", &sum, &inverse)
}

/// The squares of absolute values.
fn squares(x: &Array) -> Result<Array> {
    let memory = x.memory();
    let apply = Apply(&memory);
    let held: Operand = x.clone().into();
    let conjugate = apply.one("conjugate", &held)?;
    let squares = apply.two("multiply", &conjugate, &held)?.to_array(&memory)?;
    Ok(shape::real(&squares))
}

fn matrix(x: &Array, order: &NormOrder, axes: (i64, i64), keepdims: bool) -> Result<Operand> {
    let memory = x.memory();
    let apply = Apply(&memory);
    let ndim = x.ndim();
    let (row, column) = (normalize_axis(axes.0, ndim, None)?, normalize_axis(axes.1, ndim, None)?);
    if row == column {
        return Err(NormError::Duplicate {}.into());
    }
    // The sums of absolute values along one axis, the largest or smallest of them along the other.
    let sums = |along: usize, other: usize, largest: bool| -> Result<Operand> {
        let sizes = apply.one("absolute", &x.clone().into())?.to_array(&memory)?;
        let axis = [along as isize];
        let sums = reduce::sum(&sizes, &Reduce { axis: Some(&axis), ..Reduce::default() })?;
        let sums = sums.into_array(&memory, "norm")?;
        let axis = [other as isize - isize::from(other > along)];
        let options = Reduce { axis: Some(&axis), ..Reduce::default() };
        let initial = Some(Scalar::new(0i64));
        Ok(operand(if largest {
            reduce::max(&sums, &Reduce { initial, ..options })?
        } else {
            reduce::min(&sums, &options)?
        }))
    };
    let result = match order {
        NormOrder::Number(n) if n.abs() == 2.0 => return Err(NormError::Singular {}.into()),
        NormOrder::Nuclear => return Err(NormError::Singular {}.into()),
        NormOrder::Number(n) if n.abs() == 1.0 => sums(row, column, *n > 0.0)?,
        NormOrder::Number(n) if n.is_infinite() => sums(column, row, *n > 0.0)?,
        NormOrder::Default | NormOrder::Frobenius => {
            let both = [row as isize, column as isize];
            let sum = reduce::sum(&squares(x)?, &Reduce { axis: Some(&both), ..Reduce::default() })?;
            apply.one("sqrt", &operand(sum))?
        }
        _ => return Err(NormError::Matrix {}.into()),
    };
    if !keepdims {
        return Ok(result);
    }
    let shape: Vec<i64> = x
        .shape()
        .iter()
        .enumerate()
        .map(|(axis, &n)| if axis == row || axis == column { 1 } else { n as i64 })
        .collect();
    Ok(shape::reshape(&result.to_array(&memory)?, &shape, Order::C, CopyMode::IfNeeded)?.into())
}

/// `np.linalg.vector_norm(x, axis, keepdims, ord)`: of all elements, or along any number of axes.
pub fn vector_norm(x: &Array, order: &NormOrder, axes: Option<&[i64]>, keepdims: bool) -> Result<Operand> {
    let memory = x.memory();
    let ndim = x.ndim();
    let (moved, axis, reduced) = match axes {
        None => (shape::ravel(x, Order::C)?, 0, (0..ndim).collect()),
        Some(&[axis]) => (x.clone(), axis, vec![normalize_axis(axis, ndim, None)?]),
        Some(axes) => {
            let axes = axes.iter().map(|&a| normalize_axis(a, ndim, None)).collect::<Result<Vec<_>>>()?;
            let rest: Vec<usize> = (0..ndim).filter(|k| !axes.contains(k)).collect();
            let order: Vec<i64> = axes.iter().chain(&rest).map(|&k| k as i64).collect();
            let lengths = x.shape();
            let mut shape = vec![axes.iter().map(|&k| lengths[k] as i64).product()];
            shape.extend(rest.iter().map(|&k| lengths[k] as i64));
            let turned = shape::transpose(x, Some(&order))?;
            (shape::reshape(&turned, &shape, Order::C, CopyMode::IfNeeded)?, 0, axes)
        }
    };
    let result = norm(&moved, order, Some(&[axis]), false)?;
    if !keepdims {
        return Ok(result);
    }
    let shape: Vec<i64> = x
        .shape()
        .iter()
        .enumerate()
        .map(|(axis, &n)| if reduced.contains(&axis) { 1 } else { n as i64 })
        .collect();
    Ok(shape::reshape(&result.to_array(&memory)?, &shape, Order::C, CopyMode::IfNeeded)?.into())
}

crate::error_kinds! {
    /// What has no norm.
    pub enum NormError {
        /// `linalg.norm(ones((2, 2, 2)), 1)`
        ValueError Dimensions {} = "Improper number of dimensions to norm.";
        /// `linalg.norm([1, 2], 'nuc')`
        ValueError Vector { order: String } = "Invalid norm order '{order}' for vectors";
        /// `linalg.norm(eye(2), 3)`
        ValueError Matrix {} = "Invalid norm order for matrices.";
        /// `linalg.norm(eye(2), axis=(0, 0))`
        ValueError Duplicate {} = "Duplicate axes given.";
        /// `linalg.norm(eye(2), 2)`
        NotImplementedError Singular {} = "arr has no singular values: the norms 2, -2 and 'nuc' of matrices are missing";
    }
}
