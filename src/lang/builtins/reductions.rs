//! Reductions and what runs along an axis.

use std::rc::Rc;

use crate::error::Result;
use crate::memory::{Array, DType, Scalar};
use crate::ops::reduce::{self, Options};

use super::super::call::Args;
use super::super::convert::{float, simple_truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::{out, target};

type Run = fn(&mut Interp, Args) -> Result<Value>;

const fn function(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::New, help, example)
}

const fn method(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Array, parameters, run, Returns::New, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["sum"],
        "a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::sum),
        "The sum of the elements, all or along axes.",
        "sum([1, 2, 3])",
    ),
    method(
        &["sum"],
        "axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::sum),
        "The sum of the elements, all or along axes.",
        "array([1, 2, 3]).sum()",
    ),
    function(
        &["prod"],
        "a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::prod),
        "The product of the elements.",
        "prod([1, 2, 3])",
    ),
    method(
        &["prod"],
        "axis=None, dtype=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::prod),
        "The product of the elements.",
        "array([1, 2, 3]).prod()",
    ),
    function(
        &["max"],
        "a, axis=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::max),
        "The greatest element.",
        "max([1, 2, 3])",
    ),
    function(
        &["amax"],
        "a, axis=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::max),
        "The greatest element.",
        "amax([1, 2, 3])",
    ),
    method(
        &["max"],
        "axis=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::max),
        "The greatest element.",
        "array([1, 2, 3]).max()",
    ),
    function(
        &["min"],
        "a, axis=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::min),
        "The smallest element.",
        "min([1, 2, 3])",
    ),
    function(
        &["amin"],
        "a, axis=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::min),
        "The smallest element.",
        "amin([1, 2, 3])",
    ),
    method(
        &["min"],
        "axis=None, out=None, keepdims=False, initial=None, where=True",
        |interp, args| named(interp, &args, reduce::min),
        "The smallest element.",
        "array([1, 2, 3]).min()",
    ),
    function(
        &["any"],
        "a, axis=None, out=None, keepdims=False, *, where=True",
        |interp, args| named(interp, &args, reduce::any),
        "Whether any element is true.",
        "any([True, False])",
    ),
    method(
        &["any"],
        "axis=None, out=None, keepdims=False, *, where=True",
        |interp, args| named(interp, &args, reduce::any),
        "Whether any element is true.",
        "array([True, False]).any()",
    ),
    function(
        &["all"],
        "a, axis=None, out=None, keepdims=False, *, where=True",
        |interp, args| named(interp, &args, reduce::all),
        "Whether all elements are true.",
        "all([True, False])",
    ),
    method(
        &["all"],
        "axis=None, out=None, keepdims=False, *, where=True",
        |interp, args| named(interp, &args, reduce::all),
        "Whether all elements are true.",
        "array([True, False]).all()",
    ),
    function(
        &["mean"],
        "a, axis=None, dtype=None, out=None, keepdims=False, *, where=True",
        |interp, args| named(interp, &args, reduce::mean),
        "The arithmetic mean.",
        "mean([1, 2, 4])",
    ),
    method(
        &["mean"],
        "axis=None, dtype=None, out=None, keepdims=False, *, where=True",
        |interp, args| named(interp, &args, reduce::mean),
        "The arithmetic mean.",
        "arange(4).mean()",
    ),
    function(
        &["var"],
        "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None",
        |interp, args| spread(interp, &args, reduce::var),
        "The variance.",
        "var([1, 2, 4])",
    ),
    method(
        &["var"],
        "axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None",
        |interp, args| spread(interp, &args, reduce::var),
        "The variance.",
        "arange(4).var()",
    ),
    function(
        &["std"],
        "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None",
        |interp, args| spread(interp, &args, reduce::std),
        "The standard deviation.",
        "std([1, 2, 4])",
    ),
    method(
        &["std"],
        "axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None",
        |interp, args| spread(interp, &args, reduce::std),
        "The standard deviation.",
        "arange(4).std()",
    ),
    function(
        &["ptp"],
        "a, axis=None, out=None, keepdims=False",
        ptp,
        "The greatest minus the smallest.",
        "ptp([1, 5, 3])",
    ),
    function(
        &["argmax"],
        "a, axis=None, out=None, *, keepdims=False",
        |interp, args| arg(interp, &args, reduce::argmax),
        "Where the greatest element first stands.",
        "argmax([1, 5, 3])",
    ),
    method(
        &["argmax"],
        "axis=None, out=None, *, keepdims=False",
        |interp, args| arg(interp, &args, reduce::argmax),
        "Where the greatest element first stands.",
        "array([1, 5, 3]).argmax()",
    ),
    function(
        &["argmin"],
        "a, axis=None, out=None, *, keepdims=False",
        |interp, args| arg(interp, &args, reduce::argmin),
        "Where the smallest element first stands.",
        "argmin([4, 1, 3])",
    ),
    method(
        &["argmin"],
        "axis=None, out=None, *, keepdims=False",
        |interp, args| arg(interp, &args, reduce::argmin),
        "Where the smallest element first stands.",
        "array([4, 1, 3]).argmin()",
    ),
    function(
        &["count_nonzero"],
        "a, axis=None, *, keepdims=False",
        |interp, args| {
            let a = target(interp, &args)?;
            let axes = axes(interp, &args)?;
            reduce::count_nonzero(&a, axes.as_deref(), args.flag("keepdims", false)).map(value)
        },
        "How many elements are not zero.",
        "count_nonzero([1, 0, 2])",
    ),
    function(
        &["cumsum"],
        "a, axis=None, dtype=None, out=None",
        |interp, args| scan(interp, &args, reduce::cumsum),
        "Running sums.",
        "cumsum([1, 2, 3])",
    ),
    method(
        &["cumsum"],
        "axis=None, dtype=None, out=None",
        |interp, args| scan(interp, &args, reduce::cumsum),
        "Running sums.",
        "arange(4).cumsum()",
    ),
    function(
        &["cumprod"],
        "a, axis=None, dtype=None, out=None",
        |interp, args| scan(interp, &args, reduce::cumprod),
        "Running products.",
        "cumprod([1, 2, 3])",
    ),
    method(
        &["cumprod"],
        "axis=None, dtype=None, out=None",
        |interp, args| scan(interp, &args, reduce::cumprod),
        "Running products.",
        "array([1, 2, 3]).cumprod()",
    ),
];

fn value(reduced: reduce::Value) -> Value {
    match reduced {
        reduce::Value::Array(array) => Value::Array(array),
        reduce::Value::Scalar(scalar) => Value::Scalar(scalar),
    }
}

fn axes(interp: &Interp, args: &Args) -> Result<Option<smallvec::SmallVec<[isize; 4]>>> {
    Ok(interp.axes(args.get("axis"))?.map(|axes| axes.into_iter().map(|a| a as isize).collect()))
}

/// Whether a row has a parameter of this name.
fn has(args: &Args, name: &str) -> bool {
    args.row().signature().parameters().iter().any(|p| p.name == name)
}

pub(super) fn mask(interp: &mut Interp, args: &Args) -> Result<Option<Array>> {
    match args.get("where") {
        None | Some(Value::Bool(true)) => Ok(None),
        Some(value) => interp.array(&value.clone()).map(Some),
    }
}

/// `initial=` as a scalar of the dtype that is computed in: NumPy converts Python's numbers as Python does, and refuses what does not fit.
fn initial(interp: &Interp, args: &Args, a: &Array, options: &Options<'_>) -> Result<Option<Scalar>> {
    if !has(args, "initial") {
        return Ok(None);
    }
    let Some(value) = args.some("initial") else { return Ok(None) };
    let dtype = reduce::computed_in(a, options, has(args, "dtype"))?;
    // A float64 is a Python float too.
    if let Value::Scalar(scalar) = value
        && scalar.dtype() == DType::Float64
    {
        return interp.scalar(&Value::Float(scalar.get::<f64>()), Some(dtype)).map(Some);
    }
    interp.scalar(value, Some(dtype)).map(Some)
}

pub(super) fn named(
    interp: &mut Interp,
    args: &Args,
    run: impl Fn(&Array, &Options<'_>) -> Result<reduce::Value>,
) -> Result<Value> {
    let a = reduced(interp, args)?;
    let (axes, out, mask) = (axes(interp, args)?, out(args)?, mask(interp, args)?);
    let dtype = if has(args, "dtype") { interp.opt_dtype(args.get("dtype"))? } else { None };
    let mut options = Options {
        axis: axes.as_deref(),
        dtype,
        out: out.as_ref(),
        keepdims: args.get("keepdims").is_some_and(simple_truth),
        from_first: has(args, "initial") && matches!(args.get("initial"), Some(Value::None)),
        mask: mask.as_ref(),
        ..Options::default()
    };
    options.initial = initial(interp, args, &a, &options)?;
    run(&a, &options).map(value)
}

/// The array that is reduced. The items of a generator, a `map`, `d.values()` and the like count as the list of them: written bare, `sum` and its
/// kin are called with such as often as with arrays.
fn reduced(interp: &mut Interp, args: &Args) -> Result<Array> {
    let given = if matches!(args.this(), Value::None) { args.get("a").cloned() } else { None };
    let walked = match &given {
        Some(Value::Generator(_)) => true,
        Some(Value::Object(object)) => Rc::clone(object).as_array(interp)?.is_none(),
        _ => false,
    };
    if let (true, Some(given)) = (walked, given)
        && let Ok(items) = interp.iter(&given)
    {
        let items = interp.rest(items)?;
        return interp.array(&Value::list(items));
    }
    target(interp, args)
}

pub(super) type Spread = fn(&Array, &Options<'_>, &reduce::Spread<'_>) -> Result<reduce::Value>;

pub(super) fn spread(interp: &mut Interp, args: &Args, run: Spread) -> Result<Value> {
    let a = target(interp, args)?;
    let (axes, out, mask) = (axes(interp, args)?, out(args)?, mask(interp, args)?);
    let options = Options {
        axis: axes.as_deref(),
        dtype: interp.opt_dtype(args.get("dtype"))?,
        out: out.as_ref(),
        keepdims: args.get("keepdims").is_some_and(simple_truth),
        mask: mask.as_ref(),
        ..Options::default()
    };
    // The methods have no such parameter.
    let correction = args.row().signature().place("correction").and_then(|_| args.some("correction"));
    let ddof = match (correction, args.get("ddof")) {
        (Some(_), Some(ddof)) if float(ddof)? != 0.0 => {
            let message = "ddof and correction can't be provided simultaneously.".into();
            return Err(E::Value { message }.into());
        }
        (Some(value), _) | (None, Some(value)) => float(value)?,
        (None, None) => 0.0,
    };
    let mean = args.some("mean").map(|v| interp.array(v)).transpose()?;
    run(&a, &options, &reduce::Spread { ddof, mean: mean.as_ref() }).map(value)
}

fn ptp(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let (axes, out) = (axes(interp, &args)?, out(&args)?);
    reduce::ptp(&a, axes.as_deref(), out.as_ref(), args.flag("keepdims", false)).map(value)
}

pub(super) type Arg = fn(&Array, Option<isize>, Option<&Array>, bool) -> Result<reduce::Value>;

pub(super) fn arg(interp: &mut Interp, args: &Args, run: Arg) -> Result<Value> {
    let a = target(interp, args)?;
    let axis = interp.axis(args.get("axis"))?.map(|n| n as isize);
    run(&a, axis, out(args)?.as_ref(), args.flag("keepdims", false)).map(value)
}

pub(super) type Scan =
    fn(&Array, Option<isize>, Option<crate::memory::DType>, Option<&Array>) -> Result<Array>;

pub(super) fn scan(interp: &mut Interp, args: &Args, run: Scan) -> Result<Value> {
    let a = target(interp, args)?;
    let axis = interp.axis(args.get("axis"))?.map(|n| n as isize);
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    run(&a, axis, dtype, out(args)?.as_ref()).map(Value::Array)
}
