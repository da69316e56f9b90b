//! Reductions that leave out NaN.

use crate::error::Result;
use crate::ops::reduce::{self, Options, Spread};
use crate::ops::statistics;
use crate::ops::ufunc::{Initial, Operand, ReduceOptions};

use super::super::call::Args;
use super::super::interp::Interp;
use super::super::table::Builtin;
use super::super::value::Value;
use super::reductions::{arg, mask, named, scan, spread};
use super::rounding::operand_value;
use super::statistics::{QUANTILE, along, axes, quantile, row};
use super::{array, out};

const SUM: &str =
    "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
const EXTREME: &str = "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
const SPREAD: &str = "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>";

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["nansum"],
        SUM,
        |interp, args| named(interp, &args, statistics::nansum),
        "The sum of what is not NaN.",
        "nansum([1, nan, 3])",
    ),
    row(
        &["nanprod"],
        SUM,
        |interp, args| named(interp, &args, statistics::nanprod),
        "The product of what is not NaN.",
        "nanprod([2, nan, 3])",
    ),
    row(
        &["nanmax"],
        EXTREME,
        |interp, args| extreme(interp, &args, true),
        "The greatest element that is not NaN.",
        "nanmax([1, nan, 3])",
    ),
    row(
        &["nanmin"],
        EXTREME,
        |interp, args| extreme(interp, &args, false),
        "The smallest element that is not NaN.",
        "nanmin([1, nan, 3])",
    ),
    row(
        &["nanargmax"],
        "a, axis=None, out=None, *, keepdims=<no value>",
        |interp, args| arg(interp, &args, |a, axis, out, keep| statistics::nan_arg(a, true, axis, out, keep)),
        "Where the greatest element stands, NaN left out.",
        "nanargmax([1, nan, 3])",
    ),
    row(
        &["nanargmin"],
        "a, axis=None, out=None, *, keepdims=<no value>",
        |interp, args| {
            arg(interp, &args, |a, axis, out, keep| statistics::nan_arg(a, false, axis, out, keep))
        },
        "Where the smallest element stands, NaN left out.",
        "nanargmin([nan, 2, 3])",
    ),
    row(
        &["nancumsum"],
        "a, axis=None, dtype=None, out=None",
        |interp, args| scan(interp, &args, statistics::nancumsum),
        "Running sums, NaN taken as zero.",
        "nancumsum([1, nan, 3])",
    ),
    row(
        &["nancumprod"],
        "a, axis=None, dtype=None, out=None",
        |interp, args| scan(interp, &args, statistics::nancumprod),
        "Running products, NaN taken as one.",
        "nancumprod([2, nan, 3])",
    ),
    row(
        &["nanmean"],
        "a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>",
        |interp, args| named(interp, &args, |a, options| result(statistics::nanmean(a, options)?, a)),
        "The mean of what is not NaN.",
        "nanmean([1, nan, 3])",
    ),
    row(
        &["nanvar"],
        SPREAD,
        |interp, args| spread(interp, &args, |a, o, s| result(statistics::nanvar(a, o, s)?, a)),
        "The variance of what is not NaN.",
        "nanvar([1, nan, 3])",
    ),
    row(
        &["nanstd"],
        SPREAD,
        |interp, args| {
            spread(interp, &args, |a: &_, o: &Options<'_>, s: &Spread<'_>| {
                result(statistics::nanstd(a, o, s)?, a)
            })
        },
        "The standard deviation of what is not NaN.",
        "nanstd([1, nan, 3])",
    ),
    row(
        &["nanmedian"],
        "a, axis=None, out=None, overwrite_input=False, keepdims=<no value>",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let (axes, out) = (axes(interp, &args)?, out(&args)?);
            let along = along(&args, axes.as_deref(), out.as_ref());
            Ok(operand_value(statistics::nanmedian(&a, &along)?))
        },
        "The element in the middle of a sort of what is not NaN.",
        "nanmedian([3, nan, 2])",
    ),
    row(
        &["nanquantile"],
        QUANTILE,
        |interp, args| quantile(interp, &args, false, statistics::nanquantile),
        "Between which elements of a sort a share of them lies, NaN left out.",
        "nanquantile([3, nan, 2], 0.25)",
    ),
    row(
        &["nanpercentile"],
        QUANTILE,
        |interp, args| quantile(interp, &args, true, statistics::nanquantile),
        "Between which elements of a sort so many percent of them lie, NaN left out.",
        "nanpercentile([3, nan, 2], 25)",
    ),
    row(
        &["cumulative_sum"],
        "x, /, *, axis=None, dtype=None, out=None, include_initial=False",
        |interp, args| cumulative(interp, &args, false),
        "Running sums along an axis.",
        "cumulative_sum([1, 2, 3], include_initial=True)",
    ),
    row(
        &["cumulative_prod"],
        "x, /, *, axis=None, dtype=None, out=None, include_initial=False",
        |interp, args| cumulative(interp, &args, true),
        "Running products along an axis.",
        "cumulative_prod([1, 2, 3], include_initial=True)",
    ),
];

fn cumulative(interp: &mut Interp, args: &Args, product: bool) -> Result<Value> {
    let x = array(interp, args, "x")?;
    let (axis, dtype) = (interp.axis(args.get("axis"))?, interp.opt_dtype(args.get("dtype"))?);
    let initial = args.flag("include_initial", false);
    Ok(statistics::cumulative(&x, product, axis, dtype, out(args)?.as_ref(), initial)?.into())
}

/// An operand as what reductions give.
fn result(operand: Operand, of: &crate::memory::Array) -> Result<crate::ops::reduce::Value> {
    use crate::ops::reduce::Value as Reduced;
    Ok(match operand {
        Operand::Array(array) => Reduced::Array(array),
        Operand::Scalar(scalar) => Reduced::Scalar(scalar),
        other => Reduced::Scalar(other.to_array(&of.memory())?.item(&[])),
    })
}

fn extreme(interp: &mut Interp, args: &Args, greatest: bool) -> Result<Value> {
    if !matches!(args.value("a"), Value::Array(_)) {
        return named(interp, args, |a, options| {
            result(statistics::nan_extreme_of_list(a, greatest, options)?, a)
        });
    }
    let a = array(interp, args, "a")?;
    let out = out(args)?;
    let initial = match args.get("initial") {
        None => Initial::Identity,
        Some(Value::None) => Initial::First,
        // Where the elements go is decided without a number of Python's; what is no number is refused.
        Some(value)
            if match value {
                Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_) => out.is_none(),
                Value::Array(initial) => initial.size() != 1,
                Value::Bool(_) | Value::Scalar(_) => false,
                _ => true,
            } =>
        {
            let axes = interp
                .axes(args.get("axis"))?
                .map(|axes| axes.iter().map(|&k| k as isize).collect::<Vec<_>>());
            let options = Options { axis: axes.as_deref(), ..Options::default() };
            let dtype = reduce::computed_in(&a, &options, false)?;
            Initial::Value(interp.scalar(value, Some(dtype))?.into())
        }
        Some(value) => Initial::Value(interp.operand(&value.clone())?),
    };
    let options = ReduceOptions {
        axis: interp.axes(args.get("axis"))?,
        dtype: None,
        out,
        keepdims: args.flag("keepdims", false),
        initial,
        where_: mask(interp, args)?,
    };
    Ok(operand_value(statistics::nan_extreme(&a, greatest, &options)?))
}
