//! Statistics: averages, quantiles, differences.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::Array;
use crate::ops::statistics::{self, Along, How, Quantiles};
use crate::ops::ufunc::Operand;

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::rounding::{operand, operand_value};
use super::{array, out};

pub(super) const fn row(
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
        &["diff"],
        "a, n=1, axis=-1, prepend=<no value>, append=<no value>",
        diff,
        "Differences of neighbours along an axis, n times over.",
        "diff([1, 4, 9, 16])",
    ),
    row(
        &["ediff1d"],
        "ary, to_end=None, to_begin=None",
        |interp, args| {
            let a = array(interp, &args, "ary")?;
            let (end, begin) = (optional(interp, &args, "to_end")?, optional(interp, &args, "to_begin")?);
            Ok(statistics::ediff1d(&a, end.as_ref(), begin.as_ref())?.into())
        },
        "Differences of neighbours in C order, with other elements before and behind.",
        "ediff1d([1, 4, 9], to_end=0)",
    ),
    row(
        &["gradient"],
        "f, *varargs, axis=None, edge_order=1",
        gradient,
        "Slopes by central differences, one array for each axis.",
        "gradient([1.0, 4.0, 9.0, 16.0])",
    ),
    row(
        &["trapezoid"],
        "y, x=None, dx=1.0, axis=-1",
        |interp, args| {
            let y = array(interp, &args, "y")?;
            let x = optional(interp, &args, "x")?;
            let dx = args.get("dx").map_or(Ok(Operand::Float(1.0)), |v| interp.operand(v))?;
            let axis = args.get("axis").map_or(Ok(-1), index_int)?;
            Ok(operand_value(statistics::trapezoid(&y, x.as_ref(), &dx, axis)?))
        },
        "The integral along an axis by the trapezoidal rule.",
        "trapezoid([1, 2, 3])",
    ),
    row(
        &["average"],
        "a, axis=None, weights=None, returned=False, *, keepdims=False",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let axes = axes(interp, &args)?;
            let weights = optional(interp, &args, "weights")?;
            let keepdims = args.flag("keepdims", false);
            let (average, sum) = statistics::average(&a, axes.as_deref(), weights.as_ref(), keepdims)?;
            Ok(if args.flag("returned", false) {
                Value::tuple(vec![operand_value(average), operand_value(sum)])
            } else {
                operand_value(average)
            })
        },
        "The mean, weighted.",
        "average([1, 2, 4], weights=[3, 2, 1])",
    ),
    row(
        &["median"],
        "a, axis=None, out=None, overwrite_input=False, keepdims=False",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let (axes, out) = (axes(interp, &args)?, out(&args)?);
            let along = along(&args, axes.as_deref(), out.as_ref());
            Ok(operand_value(statistics::median(&a, &along)?))
        },
        "The element in the middle of a sort.",
        "median([3, 1, 2])",
    ),
    row(
        &["quantile"],
        QUANTILE,
        |interp, args| quantile(interp, &args, false, statistics::quantile),
        "Between which elements of a sort a share of them lies.",
        "quantile([3, 1, 2], 0.25)",
    ),
    row(
        &["percentile"],
        QUANTILE,
        |interp, args| quantile(interp, &args, true, statistics::quantile),
        "Between which elements of a sort so many percent of them lie.",
        "percentile([3, 1, 2], 25)",
    ),
];

/// The parameters of quantiles.
pub(super) const QUANTILE: &str =
    "a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None";

/// An argument as an array, unless it is missing or `None`.
pub(super) fn optional(interp: &mut Interp, args: &Args, name: &str) -> Result<Option<Array>> {
    match args.some(name).cloned() {
        None => Ok(None),
        Some(value) => interp.as_array(&value).map(Some),
    }
}

/// The `axis=` argument: one axis, several, or `None`.
pub(super) fn axes(interp: &Interp, args: &Args) -> Result<Option<SmallVec<[i64; 4]>>> {
    // What is no integer is taken for several axes, so that a number which is none is blamed for not being a sequence.
    let number = match args.get("axis") {
        Some(value @ (Value::Float(_) | Value::Complex(_))) => Some(value),
        Some(value @ Value::Scalar(scalar)) if scalar.dtype().is_inexact() => Some(value),
        _ => None,
    };
    if let Some(value) = number {
        return Err(E::Type { message: format!("'{}' object is not iterable", value.type_name()) }.into());
    }
    interp.axes(args.get("axis"))
}

/// The arguments that median and quantiles share.
pub(super) fn along<'a>(args: &Args, axes: Option<&'a [i64]>, out: Option<&'a Array>) -> Along<'a> {
    Along {
        axes,
        out,
        keepdims: args.flag("keepdims", false),
        overwrite: args.flag("overwrite_input", false),
    }
}

fn diff(interp: &mut Interp, args: Args) -> Result<Value> {
    let n = args.get("n").map_or(Ok(1), index_int)?;
    if n == 0 {
        return Ok(args.value("a").clone());
    }
    let Ok(n) = u64::try_from(n) else {
        return Err(E::Value { message: format!("order must be non-negative but got {n}") }.into());
    };
    let a = array(interp, &args, "a")?;
    let axis = args.get("axis").map_or(Ok(-1), index_int)?;
    let mut end = |name: &str| match args.get(name).cloned() {
        None => Ok(None),
        Some(value) => interp.as_array(&value).map(Some),
    };
    let (prepend, append) = (end("prepend")?, end("append")?);
    Ok(statistics::diff(&a, n, axis, prepend.as_ref(), append.as_ref())?.into())
}

fn gradient(interp: &mut Interp, args: Args) -> Result<Value> {
    let f = array(interp, &args, "f")?;
    let spacings = args.rest.iter().map(|value| interp.operand(value)).collect::<Result<Vec<_>>>()?;
    let axes = axes(interp, &args)?;
    let edge_order = args.get("edge_order").map_or(Ok(1), index_int)?;
    let mut slopes = statistics::gradient(&f, &spacings, axes.as_deref(), edge_order)?;
    Ok(match slopes.len() {
        1 => Value::Array(slopes.remove(0)),
        _ => Value::tuple(slopes.into_iter().map(Value::Array).collect()),
    })
}

/// What finds quantiles.
pub(super) type Find = fn(&Array, &Quantiles, &How<'_>, &Along<'_>) -> Result<Operand>;

/// Takes the arguments of a quantile apart.
pub(super) fn quantile(interp: &mut Interp, args: &Args, percent: bool, find: Find) -> Result<Value> {
    let (a, q) = (array(interp, args, "a")?, operand(interp, args, "q")?);
    statistics::check_real(&a)?;
    let q = Quantiles::new(&q, percent, &interp.memory)?;
    let (axes, out) = (axes(interp, args)?, out(args)?);
    let weights = optional(interp, args, "weights")?;
    let how = How::new(&a, axes.as_deref(), method(args)?, weights.as_ref())?;
    let along = along(args, axes.as_deref(), out.as_ref());
    Ok(operand_value(find(&a, &q, &how, &along)?))
}

/// The `method=` of a quantile.
pub(super) fn method(args: &Args) -> Result<&str> {
    match args.get("method") {
        None => Ok("linear"),
        Some(Value::Str(name)) => Ok(name),
        Some(other) => {
            Err(E::Type { message: format!("method must be str, not {}", other.type_name()) }.into())
        }
    }
}
