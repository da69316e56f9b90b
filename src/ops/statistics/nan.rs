//! Reductions that leave out NaN: NumPy's `nansum` and its family.

use crate::error::Result;
use crate::memory::{Array, Casting, DType, Order, Scalar};
use crate::ops::assign::copy;
use crate::ops::cast_scalar;
use crate::ops::convert::copyto;
use crate::ops::reduce::{self, Options as Reduce, Value};
use crate::ops::shape::real;
use crate::ops::ufunc::{self, Apply, Operand, Options, ReduceOptions};

use super::calc::{Calc, any};

/// A copy with `value` in place of NaN, and where that was; the array itself if its dtype has none.
fn replaced(a: &Array, value: f64) -> Result<(Array, Option<Array>)> {
    if !a.dtype().is_inexact() {
        return Ok((a.clone(), None));
    }
    let memory = a.memory();
    let mask = Apply(&memory).one("isnan", &a.clone().into())?.to_array(&memory)?;
    let filled = copy(a, Order::K)?.as_new();
    put(&filled, value, &mask)?;
    Ok((filled, Some(mask)))
}

/// `np.copyto(a, value, where=mask, casting='unsafe')`
fn put(a: &Array, value: f64, mask: &Array) -> Result<()> {
    let value = cast_scalar(&Scalar::new(value), a.dtype());
    copyto(a, &Array::from_scalar(&a.memory(), &value, "copyto")?, Casting::Unsafe, Some(mask))
}

/// `np.nansum`: NaN counts as zero. As [`reduce::sum`].
pub fn nansum(a: &Array, options: &Reduce<'_>) -> Result<Value> {
    reduce::sum(&replaced(a, 0.0)?.0, options)
}

/// `np.nanprod`: NaN counts as one. As [`reduce::prod`].
pub fn nanprod(a: &Array, options: &Reduce<'_>) -> Result<Value> {
    reduce::prod(&replaced(a, 1.0)?.0, options)
}

/// `np.nancumsum`: NaN counts as zero. As [`reduce::cumsum`].
pub fn nancumsum(a: &Array, axis: Option<isize>, dtype: Option<DType>, out: Option<&Array>) -> Result<Array> {
    reduce::cumsum(&replaced(a, 0.0)?.0, axis, dtype, out)
}

/// `np.nancumprod`: NaN counts as one. As [`reduce::cumprod`].
pub fn nancumprod(
    a: &Array,
    axis: Option<isize>,
    dtype: Option<DType>,
    out: Option<&Array>,
) -> Result<Array> {
    reduce::cumprod(&replaced(a, 1.0)?.0, axis, dtype, out)
}

/// `np.nanmax` and `np.nanmin` of an array: `fmax.reduce` or `fmin.reduce`, with a warning where there is nothing but NaN.
///
/// Fails as the ufunc's `reduce` does.
pub fn nan_extreme(a: &Array, greatest: bool, options: &ReduceOptions) -> Result<Operand> {
    let memory = a.memory();
    let name = if greatest { "fmax" } else { "fmin" };
    let Some(ufunc) = ufunc::find(name) else { return Ok(a.clone().into()) };
    let result = ufunc::reduce(&memory, ufunc, a, options)?.into_operand();
    if any(&Apply(&memory).one("isnan", &result)?, &memory)? {
        memory.warn(NanError::WarnSlice {});
    }
    Ok(result)
}

/// The same of what is no array yet: the extreme with infinities in place of NaN.
///
/// Fails as [`reduce::max`] does.
pub fn nan_extreme_of_list(a: &Array, greatest: bool, options: &Reduce<'_>) -> Result<Operand> {
    let memory = a.memory();
    let (filled, mask) = replaced(a, if greatest { f64::NEG_INFINITY } else { f64::INFINITY })?;
    let result: Operand =
        if greatest { reduce::max(&filled, options)? } else { reduce::min(&filled, options)? }.into();
    let Some(mask) = mask else { return Ok(result) };
    let only =
        Reduce { axis: options.axis, keepdims: options.keepdims, mask: options.mask, ..Reduce::default() };
    let bad: Operand = reduce::all(&mask, &only)?.into();
    if !any(&bad, &memory)? {
        return Ok(result);
    }
    memory.warn(NanError::WarnAxis {});
    with_nan(result, &bad, &memory)
}

/// NaN where `bad` is true.
fn with_nan(result: Operand, bad: &Operand, memory: &crate::memory::Memory) -> Result<Operand> {
    match result {
        Operand::Array(array) => {
            put(&array, f64::NAN, &bad.to_array(memory)?)?;
            Ok(array.into())
        }
        Operand::Scalar(scalar) => Ok(cast_scalar(&Scalar::new(f64::NAN), scalar.dtype()).into()),
        other => Ok(other),
    }
}

/// `np.nanargmax` and `np.nanargmin`.
///
/// Fails with `ValueError` where there is nothing but NaN, and as `argmax` does.
pub fn nan_arg(
    a: &Array,
    greatest: bool,
    axis: Option<isize>,
    out: Option<&Array>,
    keepdims: bool,
) -> Result<Value> {
    let (filled, mask) = replaced(a, if greatest { f64::NEG_INFINITY } else { f64::INFINITY })?;
    if let Some(mask) = mask.filter(|mask| mask.size() > 0) {
        let axes = axis.map(|axis| [axis]);
        let options = Reduce { axis: axes.as_ref().map(|axes| &axes[..]), ..Reduce::default() };
        if any(&reduce::all(&mask, &options)?.into(), &a.memory())? {
            return Err(NanError::Slice {}.into());
        }
    }
    if greatest {
        reduce::argmax(&filled, axis, out, keepdims)
    } else {
        reduce::argmin(&filled, axis, out, keepdims)
    }
}

/// `total / count`, written over `total` where that is an array, without a word about what has no quotient.
fn divide_by_count(total: Operand, count: &Operand, memory: &crate::memory::Memory) -> Result<Operand> {
    let _quiet = memory.hush();
    match total {
        Operand::Array(total) => {
            let options =
                Options { out: [Some(total.clone()), None], casting: Casting::Unsafe, ..Options::default() };
            Apply(memory).with("divide", &[total.clone().into(), count.clone()], &options)?;
            Ok(total.into())
        }
        total => {
            let dtype = total.dtype_as_array();
            Ok(match Calc(memory).div(&total, count)? {
                Operand::Scalar(quotient) => cast_scalar(&quotient, dtype).into(),
                quotient => quotient,
            })
        }
    }
}

/// Fails with `TypeError` if the mean of floats is to be an integer.
fn check_inexact(options: &Reduce<'_>) -> Result<()> {
    if options.dtype.is_some_and(|dtype| !dtype.is_inexact()) {
        return Err(NanError::DType {}.into());
    }
    if options.out.is_some_and(|out| !out.dtype().is_inexact()) {
        return Err(NanError::Out {}.into());
    }
    Ok(())
}

/// How many elements that are not NaN went into each result.
fn count(mask: &Array, options: &Reduce<'_>, keepdims: bool) -> Result<Operand> {
    let memory = mask.memory();
    let there = Apply(&memory).one("invert", &mask.clone().into())?.to_array(&memory)?;
    let (axis, mask) = (options.axis, options.mask);
    let options = Reduce { axis, mask, keepdims, dtype: Some(DType::Int64), ..Reduce::default() };
    Ok(reduce::sum(&there, &options)?.into())
}

/// `np.nanmean`: the mean of what is not NaN.
///
/// Fails as [`reduce::mean`] does, and with `TypeError` for an integer `dtype` or `out`. Warns where there is nothing.
pub fn nanmean(a: &Array, options: &Reduce<'_>) -> Result<Operand> {
    let memory = a.memory();
    let (filled, Some(mask)) = replaced(a, 0.0)? else { return Ok(reduce::mean(a, options)?.into()) };
    check_inexact(options)?;
    let count = count(&mask, options, options.keepdims)?;
    let total: Operand = reduce::sum(&filled, options)?.into();
    let mean = divide_by_count(total, &count, &memory)?;
    if any(&Calc(&memory).operator("equal", &count, &Operand::Int(0))?, &memory)? {
        memory.warn(reduce::StatsError::EmptyMean {});
    }
    Ok(mean)
}

/// `np.nanvar`: the variance of what is not NaN.
///
/// Fails as [`reduce::var`] does, and with `TypeError` for an integer `dtype` or `out`. Warns, and gives NaN, where no degree of freedom is left.
pub fn nanvar(a: &Array, options: &Reduce<'_>, spread: &reduce::Spread<'_>) -> Result<Operand> {
    let memory = a.memory();
    let calc = Calc(&memory);
    let (arr, Some(mask)) = replaced(a, 0.0)? else { return Ok(reduce::var(a, options, spread)?.into()) };
    check_inexact(options)?;
    // First, for NumPy finds out here what is wrong with `axis` and `where`.
    let counted = count(&mask, options, true)?;
    let mean = match spread.mean {
        Some(mean) => mean.clone().into(),
        None => {
            let kept = Reduce { keepdims: true, out: None, ..*options };
            let total: Operand = reduce::sum(&arr, &kept)?.into();
            divide_by_count(total, &counted, &memory)?
        }
    };
    let in_place = Options {
        out: [Some(arr.clone()), None],
        where_: options.mask.cloned(),
        casting: Casting::Unsafe,
        ..Options::default()
    };
    Apply(&memory).with("subtract", &[arr.clone().into(), mean], &in_place)?;
    put(&arr, 0.0, &mask)?;
    let in_place = Options { casting: Casting::SameKind, ..in_place };
    let squares = if arr.dtype().is_complex() {
        let conjugate = calc.one("conjugate", &arr.clone().into())?;
        Apply(&memory).with("multiply", &[arr.clone().into(), conjugate], &in_place)?;
        real(&arr)
    } else {
        Apply(&memory).with("multiply", &[arr.clone().into(), arr.clone().into()], &in_place)?;
        arr
    };
    let total: Operand = reduce::sum(&squares, options)?.into();
    let free = calc.sub(&count(&mask, options, options.keepdims)?, &Operand::Float(spread.ddof))?;
    let variance = divide_by_count(total, &free, &memory)?;
    let bad = calc.operator("less_equal", &free, &Operand::Int(0))?;
    if !any(&bad, &memory)? {
        return Ok(variance);
    }
    memory.warn(NanError::NoFreedom {});
    with_nan(variance, &bad, &memory)
}

/// `np.nanstd`: the square root of [`nanvar`].
pub fn nanstd(a: &Array, options: &Reduce<'_>, spread: &reduce::Spread<'_>) -> Result<Operand> {
    let memory = a.memory();
    match nanvar(a, options, spread)? {
        Operand::Array(variance) => {
            Apply(&memory).into("sqrt", &[variance.clone().into()], &variance)?;
            Ok(variance.into())
        }
        variance => {
            let dtype = variance.dtype_as_array();
            Ok(match Apply(&memory).one("sqrt", &variance)? {
                Operand::Scalar(root) => cast_scalar(&root, dtype).into(),
                root => root,
            })
        }
    }
}

crate::error_kinds! {
    /// What can be wrong where NaN is left out.
    pub enum NanError {
        /// `nanargmax([nan])`
        ValueError Slice {} = "All-NaN slice encountered";
        /// `nanmax(array([nan]))`
        RuntimeWarning WarnSlice {} = "All-NaN slice encountered";
        /// `nanmax([nan])`
        RuntimeWarning WarnAxis {} = "All-NaN axis encountered";
        /// `nanvar([nan])`
        RuntimeWarning NoFreedom {} = "Degrees of freedom <= 0 for slice.";
        /// `nanmean([1.5], dtype=int)`
        TypeError DType {} = "If a is inexact, then dtype must be inexact";
        /// `nanmean([1.5], out=array(0))`
        TypeError Out {} = "If a is inexact, then out must be inexact";
        /// `cumulative_sum([[1, 2]])`
        ValueError NoAxis {} = "For arrays which have more than one dimension ``axis`` argument is required.";
    }
}
