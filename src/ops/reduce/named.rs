//! The reductions that NumPy names, apart from the statistical ones.

use crate::error::Result;
use crate::memory::{Array, Bool, DType, Kind, Order, Scalar, promote};
use crate::ops::assign::convert;
use crate::ops::cast::Cast;

use super::axes::reduced_axes;
use super::fold;
use super::reduction::{Named, reduce};
use super::{Options, Value};

/// The dtype that a sum or product is computed in: small integers and bools grow to 64 bits unless a dtype or `out` says otherwise.
fn sum_dtype(input: DType, options: &Options<'_>) -> DType {
    match (options.dtype, options.out) {
        (Some(dtype), _) => dtype,
        (None, Some(out)) => promote(out.dtype(), input),
        (None, None) => accumulator(input),
    }
}

/// The dtype that a reduction is computed in, to which `initial=` is converted: that of a sum or product if it `grows`, else that of an extreme.
///
/// Fails with `AxisError`, which NumPy says before it looks at `initial`.
pub fn computed_in(array: &Array, options: &Options<'_>, grows: bool) -> Result<DType> {
    reduced_axes(options.axis, array.ndim())?;
    let input = array.dtype();
    Ok(if grows { sum_dtype(input, options) } else { extreme_dtype(input, options) })
}

/// Bools and small integers grow to 64 bits; everything else stays.
pub(super) fn accumulator(input: DType) -> DType {
    match input.kind() {
        Kind::Bool | Kind::Int => DType::Int64,
        Kind::UInt => DType::UInt64,
        Kind::Float | Kind::Complex => input,
    }
}

/// The dtype that an extreme is computed in.
fn extreme_dtype(input: DType, options: &Options<'_>) -> DType {
    match (options.dtype, options.out) {
        (Some(dtype), _) => dtype,
        (None, Some(out)) => promote(out.dtype(), input),
        (None, None) => input,
    }
}

const SUM: Named = Named { ufunc: "add", function: "sum" };
const PROD: Named = Named { ufunc: "multiply", function: "prod" };
const MAX: Named = Named { ufunc: "maximum", function: "max" };
const MIN: Named = Named { ufunc: "minimum", function: "min" };
const ANY: Named = Named { ufunc: "logical_or", function: "any" };
const ALL: Named = Named { ufunc: "logical_and", function: "all" };

/// `np.sum`: pairwise along the fastest axis, as NumPy adds, to the last bit.
///
/// Fails with `AxisError`, and with `ValueError` if `out` or `where` does not fit. Warns of overflow and invalid values.
pub fn sum(array: &Array, options: &Options<'_>) -> Result<Value> {
    sum_as(array, sum_dtype(array.dtype(), options), options)
}

/// The sum, computed in `dtype`.
pub(super) fn sum_as(array: &Array, dtype: DType, options: &Options<'_>) -> Result<Value> {
    reduce(SUM, fold::sums(dtype), array, options, Some(0), !dtype.is_inexact())
}

/// `np.prod`: one factor after the other.
///
/// Fails as [`sum`] does.
pub fn prod(array: &Array, options: &Options<'_>) -> Result<Value> {
    let dtype = sum_dtype(array.dtype(), options);
    reduce(PROD, fold::products(dtype), array, options, Some(1), !dtype.is_inexact())
}

/// `np.max`; NaN, where there is one.
///
/// Fails as [`sum`] does, and with `ValueError` if there is nothing to choose from and no `initial`.
pub fn max(array: &Array, options: &Options<'_>) -> Result<Value> {
    reduce(MAX, fold::maxima(extreme_dtype(array.dtype(), options)), array, options, None, true)
}

/// `np.min`; NaN, where there is one.
///
/// Fails as [`max`] does.
pub fn min(array: &Array, options: &Options<'_>) -> Result<Value> {
    reduce(MIN, fold::minima(extreme_dtype(array.dtype(), options)), array, options, None, true)
}

/// `np.any`: whether any element is not zero. NaN is not zero.
///
/// Fails as [`sum`] does.
pub fn any(array: &Array, options: &Options<'_>) -> Result<Value> {
    reduce(ANY, &fold::ANY, array, options, Some(0), true)
}

/// `np.all`: whether no element is zero.
///
/// Fails as [`sum`] does.
pub fn all(array: &Array, options: &Options<'_>) -> Result<Value> {
    reduce(ALL, &fold::ALL, array, options, Some(1), true)
}

/// `np.count_nonzero(a, axis, keepdims=)`: how many elements are not zero, as int64.
///
/// Fails with `AxisError`.
pub fn count_nonzero(array: &Array, axis: Option<&[isize]>, keepdims: bool) -> Result<Value> {
    reduced_axes(axis, array.ndim())?;
    if axis.is_none() && !keepdims {
        let read = array.read();
        let (bytes, layout) = (read.bytes(), read.layout());
        let mut count = 0i64;
        if layout.size() > 0 {
            let walk = crate::ops::walk::Walk::new(&[layout]);
            let mut cursor = walk.cursor(0, 0);
            let cast = Cast::new(array.dtype(), DType::Bool);
            let mut scratch = [Bool(0); 4096];
            let mut left = walk.len();
            while left > 0 {
                let n = left.min(scratch.len());
                cast.pull_as(&mut cursor, &bytes, &mut scratch[..n]);
                count += scratch[..n].iter().filter(|b| b.get()).count() as i64;
                left -= n;
                array.memory().check_interrupt()?;
            }
        }
        return Ok(Value::Scalar(Scalar::new(count)));
    }
    let bools = convert(array, DType::Bool, Order::K, "astype", crate::memory::CopyReason::OtherDType)?;
    sum_as(&bools, DType::Int64, &Options { axis, keepdims, ..Options::default() })
}
