//! Products of vectors and matrices.

use crate::error::Result;
use crate::memory::Array;
use crate::ops::product;
use crate::ops::reduce::Value as Reduced;
use crate::ops::ufunc;

use super::super::call::Args;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::{array, out};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::New, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["dot"],
        "a, b, out=None",
        |interp, args| {
            let (a, b) = factors(interp, &args)?;
            Ok(value(product::dot(&a, &b, out(&args)?.as_ref())?))
        },
        "The dot product: sums of products along the last axis of one and the second to last of the other.",
        "dot([1, 2], [3, 4])",
    ),
    Builtin::new(
        &["dot"],
        Home::Array,
        "b, out=None",
        |interp, args| {
            let b = array(interp, &args, "b")?;
            Ok(value(product::dot(&args.this_array()?, &b, out(&args)?.as_ref())?))
        },
        Returns::New,
        "The dot product.",
        "arange(3).dot([1, 2, 3])",
    ),
    row(
        &["vdot"],
        "a, b, /",
        |interp, args| {
            let (a, b) = factors(interp, &args)?;
            Ok(product::vdot(&a, &b)?.into())
        },
        "The dot product of two flattened arrays, the first conjugated.",
        "vdot([1, 2], [3, 4])",
    ),
    row(
        &["inner"],
        "a, b, /",
        |interp, args| {
            let (a, b) = factors(interp, &args)?;
            Ok(value(product::inner(&a, &b)?))
        },
        "Sums of products along the last axes of both.",
        "inner([1, 2], [3, 4])",
    ),
    row(
        &["outer"],
        "a, b, out=None",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            Ok(product::outer(&a, &b, out(&args)?.as_ref())?.into())
        },
        "Every product of an element of one with an element of the other.",
        "outer([1, 2], [3, 4])",
    ),
];

pub(super) fn value(reduced: Reduced) -> Value {
    match reduced {
        Reduced::Array(array) => Value::Array(array),
        Reduced::Scalar(scalar) => Value::Scalar(scalar),
    }
}

/// `left @ right`
pub(in super::super) fn matmul(interp: &mut Interp, left: &Value, right: &Value) -> Result<Value> {
    let (a, b) = match (left, right) {
        (Value::Array(a), _) => (a.clone(), beside(interp, a, right)?),
        (_, Value::Array(b)) => (beside(interp, b, left)?, b.clone()),
        _ => (interp.as_array(left)?, interp.as_array(right)?),
    };
    Ok(value(product::matmul(&a, &b)?))
}

/// The two operands of a sum product; an empty sequence after an array takes its dtype.
fn factors(interp: &mut Interp, args: &Args) -> Result<(Array, Array)> {
    let (a, b) = (array(interp, args, "a")?, array(interp, args, "b")?);
    let dtype = a.dtype();
    if b.size() == 0
        && !matches!(args.value("b"), Value::Array(_))
        && a.ndim() > 0
        && matches!(args.value("a"), Value::Array(_))
    {
        return Ok((a, interp.array_as(args.value("b"), Some(dtype))?));
    }
    Ok((a, b))
}

/// The operand beside an array: a Python int has to fit the dtype of the product, which is looked at first.
fn beside(interp: &mut Interp, array: &Array, value: &Value) -> Result<Array> {
    if !matches!(value, Value::Int(_) | Value::BigInt(_)) {
        return interp.as_array(value);
    }
    let operand = interp.operand(value)?;
    let dtype = ufunc::result_type(&[ufunc::Operand::Array(array.clone()), operand.clone()]);
    let scalar = operand.element(dtype, &interp.memory)?;
    Array::from_scalar(&interp.memory, &scalar, "matmul")
}
