//! `median`, `quantile`, `percentile`.

use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Layout, Memory, Order, Shape};
use crate::ops::assign::{convert, copy, to_vec_as};
use crate::ops::convert::copyto;
use crate::ops::index::{self, IndexItem, Mode, Side};
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{flatten, moveaxis, ravel};
use crate::ops::sort::{argsort, select};
use crate::ops::ufunc::{Apply, Fixed, Operand, Options, Output};

use super::along::Along;
use super::average::weights_for;
use super::calc::{Calc, any, as_dtype, pick, reshaped, slice, to_f64, unwrapped};
use super::method::Method;

/// The array whose elements may be moved: the array itself if that is allowed, else a copy; in one dimension without an axis.
pub(super) fn movable(a: &Array, axis: Option<usize>, overwrite: bool) -> Result<(Array, usize)> {
    Ok(match (axis, overwrite) {
        (None, true) => (ravel(a, Order::C)?, 0),
        (None, false) => (flatten(a, Order::C)?, 0),
        (Some(axis), true) => (a.clone(), axis),
        (Some(axis), false) => (copy(a, Order::K)?, axis),
    })
}

/// `np.median(a, axis, out, overwrite_input, keepdims)`: the element in the middle of a sort, the mean of the two there if their number is even.
/// NaN where there is one.
///
/// Fails with `AxisError`, and as `mean` does. Warns where there is nothing.
pub fn median(a: &Array, along: &Along<'_>) -> Result<Operand> {
    along.reduce(a, None, |a, _, axis, out| median_along(a, axis, out, along.overwrite))
}

/// The median along one axis, or of all elements.
pub(super) fn median_along(
    a: &Array,
    axis: Option<usize>,
    out: Option<&Array>,
    overwrite: bool,
) -> Result<Operand> {
    let memory = a.memory();
    let (part, axis) = movable(a, axis, overwrite)?;
    let n = part.shape()[axis];
    let nans = part.dtype().is_inexact();
    let mut kth = vec![n / 2];
    if n.is_multiple_of(2) {
        kth.push((n / 2).saturating_sub(1));
    }
    if nans {
        kth.push(n.saturating_sub(1));
    }
    select(&part, axis, &kth)?;
    let half = (n / 2) as i64;
    let middle = match n % 2 {
        1 => slice(&part, axis, Some(half), Some(half + 1)),
        _ if n == 0 => slice(&part, axis, Some(0), Some(0)),
        _ => slice(&part, axis, Some(half - 1), Some(half + 1)),
    };
    let options = Reduce { axis: Some(&[axis as isize]), out, ..Reduce::default() };
    let result: Operand = reduce::mean(&middle, &options)?.into();
    if !nans || part.size() == 0 {
        return Ok(result);
    }
    let last = pick(&part, axis, -1)?;
    let found = Apply(&memory).one("isnan", &last)?;
    if !any(&found, &memory)? {
        return Ok(result);
    }
    match result {
        Operand::Array(result) => {
            let (last, found) = (last.to_array(&memory)?, found.to_array(&memory)?);
            copyto(&result, &last, Casting::SameKind, Some(&found))?;
            Ok(result.into())
        }
        _ => Ok(last),
    }
}

/// The quantiles that are asked for.
#[derive(Clone, Debug)]
pub struct Quantiles {
    /// Between 0 and 1.
    q: Array,
    /// Whether they were a Python number: then the dtype of the result is that of the array.
    weak: bool,
}

impl Quantiles {
    /// The shape they have.
    pub(super) fn shape(&self) -> Shape {
        self.q.shape()
    }

    /// `q` of `np.quantile`, or of `np.percentile` (`percent`).
    ///
    /// Fails with `ValueError` outside of 0 to 1, or 0 to 100.
    pub fn new(q: &Operand, percent: bool, memory: &Memory) -> Result<Self> {
        let weak = matches!(q, Operand::Int(_) | Operand::Float(_) | Operand::Big(_));
        let q = if percent { Apply(memory).two("divide", q, &Operand::Int(100))? } else { q.clone() };
        let q = q.to_array(memory)?;
        if to_vec_as::<f64>(&q).into_iter().any(|x| !(0.0..=1.0).contains(&x)) {
            return Err(if percent {
                QuantileError::Percentiles {}.into()
            } else {
                QuantileError::Quantiles {}.into()
            });
        }
        Ok(Self { q, weak })
    }
}

/// How quantiles are found.
#[derive(Clone, Debug)]
pub struct How<'a> {
    /// `method=`, by its name.
    pub method: &'a str,
    /// `weights=`
    pub weights: Option<Array>,
}

impl<'a> How<'a> {
    /// `method=` and `weights=` of `np.quantile(a, …, axis)`.
    ///
    /// Fails with `TypeError` for complex numbers, with `ValueError` for weights that another method than `inverted_cdf` is to use, that do not
    /// fit or that are negative.
    pub fn new(a: &Array, axes: Option<&[i64]>, method: &'a str, weights: Option<&Array>) -> Result<Self> {
        let weights = match weights {
            None => None,
            Some(_) if method != "inverted_cdf" => {
                return Err(QuantileError::MethodWeights { method: method.into() }.into());
            }
            Some(weights) => {
                let memory = a.memory();
                let weights = weights_for(a, weights, axes)?;
                let negative = Apply(&memory).two("less", &weights.clone().into(), &Operand::Int(0))?;
                if any(&negative, &memory)? {
                    return Err(QuantileError::Negative {}.into());
                }
                Some(weights)
            }
        };
        Ok(Self { method, weights })
    }
}

/// Fails with `TypeError` for an array of complex numbers.
pub fn check_real(a: &Array) -> Result<()> {
    if a.dtype().is_complex() { Err(QuantileError::Complex {}.into()) } else { Ok(()) }
}

/// `np.quantile(a, q, axis, out, overwrite_input, method, keepdims, weights=…)`. The axes of `q` come first. NaN where there is one.
///
/// Fails with `AxisError`, with `ValueError` for a method there is not or more than two axes of `q`, with `IndexError` if there is nothing.
pub fn quantile(a: &Array, q: &Quantiles, how: &How<'_>, along: &Along<'_>) -> Result<Operand> {
    along.reduce(a, how.weights.as_ref(), |a, weights, axis, out| {
        quantile_along(a, q, how.method, weights, (axis, along.overwrite), out)
    })
}

/// The quantiles along one axis, or of all elements.
pub(super) fn quantile_along(
    a: &Array,
    q: &Quantiles,
    method: &str,
    weights: Option<&Array>,
    (axis, overwrite): (Option<usize>, bool),
    out: Option<&Array>,
) -> Result<Operand> {
    if q.q.ndim() > 2 {
        return Err(QuantileError::TooDeep {}.into());
    }
    let memory = a.memory();
    let front =
        |a: &Array, axis: usize| if axis == 0 { Ok(a.clone()) } else { moveaxis(a, &[axis as i64], &[0]) };
    if let Some(weights) = weights {
        let (a, weights) = match axis {
            None => (ravel(a, Order::C)?, ravel(weights, Order::C)?),
            Some(axis) => (front(a, axis)?, front(weights, axis)?),
        };
        return weighted(&a, &q.q, &weights, out);
    }
    let (arr, axis) = movable(a, axis, overwrite)?;
    let n = arr.shape()[axis];
    let arr = front(&arr, axis)?;
    let method = Method::from_name(method)?;
    let nans = arr.dtype().is_inexact();
    let indexes = method.virtual_indexes(n, &q.q)?;
    let mut kth: Vec<usize> = vec![0, n.saturating_sub(1)];
    let places = |indexes: &Array| -> Vec<usize> {
        to_vec_as::<i64>(indexes)
            .into_iter()
            .filter_map(|i| usize::try_from(if i < 0 { i + n as i64 } else { i }).ok())
            .collect()
    };
    let result = if method.takes(&indexes) {
        let indexes = as_dtype(&indexes, DType::Int64, "quantile")?;
        check_places(&indexes, n)?;
        kth.extend(places(&indexes));
        select(&arr, 0, &kth)?;
        if nans {
            pick(&arr, 0, -1)?;
        }
        let taken = index::take(&arr, &indexes, Some(0), Mode::Raise, out)?;
        if out.is_some() { Operand::Array(taken) } else { unwrapped(taken) }
    } else {
        let (previous, next) = neighbours(&indexes, n)?;
        kth.extend(places(&previous));
        kth.extend(places(&next));
        select(&arr, 0, &kth)?;
        if nans {
            pick(&arr, 0, -1)?;
        }
        let gamma = method.gamma(&indexes, &previous)?;
        let get = |places: Array| -> Result<Operand> {
            let found = index::get(&arr, &[IndexItem::Array(places)])?.into_array(&arr)?;
            Ok(unwrapped(found))
        };
        let (low, high) = (get(previous)?, get(next)?);
        let t = if q.weak {
            Operand::Float(to_f64(&gamma.into(), &memory)?)
        } else {
            let mut shape: Vec<i64> = indexes.shape().iter().map(|&n| n as i64).collect();
            shape.resize(shape.len() + arr.ndim() - 1, 1);
            Operand::Array(reshaped(&gamma, &shape)?)
        };
        interpolate(&memory, &low, &high, &t, out)?
    };
    if nans { with_nans(&arr, result, out) } else { Ok(result) }
}

/// What a partition says of places outside of its axis.
fn check_places(indexes: &Array, n: usize) -> Result<()> {
    let outside = |&i: &i64| i >= n as i64 || i < -(n as i64);
    match to_vec_as::<i64>(indexes).into_iter().find(outside) {
        Some(kth) if n > 0 => Err(QuantileError::Kth { kth, n }.into()),
        _ => Ok(()),
    }
}

/// NaN into those results in whose lane there is one: it stands last.
fn with_nans(arr: &Array, result: Operand, out: Option<&Array>) -> Result<Operand> {
    let memory = arr.memory();
    let last = pick(arr, 0, -1)?;
    let found = Apply(&memory).one("isnan", &last)?;
    if !any(&found, &memory)? {
        return Ok(result);
    }
    if result.lengths().is_empty() && out.is_none() {
        return Ok(last);
    }
    let target = result.to_array(&memory)?;
    copyto(&target, &last.to_array(&memory)?, Casting::SameKind, Some(&found.to_array(&memory)?))?;
    Ok(result)
}

/// The places before and behind virtual places, moved to the ends where these lie outside.
fn neighbours(indexes: &Array, n: usize) -> Result<(Array, Array)> {
    let memory = indexes.memory();
    let values: Vec<f64> = to_vec_as(indexes);
    let place = |x: f64, next: i64| {
        if x < 0.0 {
            0
        } else if x.is_nan() || x >= n as f64 - 1.0 {
            -1
        } else {
            x.floor() as i64 + next
        }
    };
    let array = |next: i64| {
        let places: Vec<i64> = values.iter().map(|&x| place(x, next)).collect();
        Array::from_slice(&memory, &indexes.shape(), &places, "quantile")
    };
    Ok((array(0)?, array(1)?))
}

/// Linear interpolation between `a` and `b`, from the nearer end so that it hits both: NumPy's `_lerp`.
fn interpolate(
    memory: &Memory,
    a: &Operand,
    b: &Operand,
    t: &Operand,
    out: Option<&Array>,
) -> Result<Operand> {
    let calc = Calc(memory);
    let difference = calc.sub(b, a)?;
    let rise = calc.mul(&difference, t)?;
    let options = Options { out: [out.cloned(), None], ..Options::default() };
    let result = match Apply(memory).with("add", &[a.clone(), rise], &options)? {
        Output::Array(result) => result,
        Output::Scalar(sum) if to_f64(t, memory)? < 0.5 => return Ok(sum.into()),
        Output::Scalar(sum) => {
            let fall = calc.mul(&difference, &calc.sub(&Operand::Int(1), t)?)?;
            let (dtype, casting) = (Some(sum.dtype()), Casting::Unsafe);
            let options = Options { fixed: dtype.into(), casting, ..Options::default() };
            return Ok(Apply(memory).with("subtract", &[b.clone(), fall], &options)?.into_operand());
        }
    };
    let fall = calc.mul(&difference, &calc.sub(&Operand::Int(1), t)?)?;
    let far = match t {
        Operand::Float(t) => Array::scalar(memory, crate::memory::Bool::from(*t >= 0.5), "quantile")?,
        t => calc.operator("greater_equal", t, &Operand::Float(0.5))?.to_array(memory)?,
    };
    let options = Options {
        out: [Some(result.clone()), None],
        where_: Some(far),
        fixed: Fixed::Outputs(result.dtype()),
        casting: Casting::Unsafe,
        ..Options::default()
    };
    Apply(memory).with("subtract", &[b.clone(), fall], &options)?;
    Ok(if out.is_none() { unwrapped(result) } else { result.into() })
}

/// Quantiles of weighted elements along the first axis: where the sum of the weights before first reaches that share of all.
fn weighted(a: &Array, q: &Array, weights: &Array, out: Option<&Array>) -> Result<Operand> {
    let memory = a.memory();
    let n = a.shape()[0];
    let order = argsort(a, Some(0))?;
    let arr = index::take_along_axis(a, &order, Some(0))?;
    let weights = if weights.shape() == arr.shape() {
        index::take_along_axis(weights, &order, Some(0))?
    } else {
        index::get(&reshaped(weights, &[-1])?, &[IndexItem::Array(order)])?.into_array(weights)?
    };
    let nans = arr.dtype().is_inexact();
    if nans {
        pick(&arr, 0, -1)?;
    }
    let cdf = reduce::cumsum(&weights, Some(0), Some(DType::Float64), None)?;
    let total = pick(&cdf, 0, -1)?;
    let total = convert(&total.to_array(&memory)?, DType::Float64, Order::K, "copy", CopyReason::Asked)?;
    let divide = Options { out: [Some(cdf.clone()), None], operator: true, ..Options::default() };
    Apply(&memory).with("divide", &[cdf.clone().into(), total.into()], &divide)?;
    let wrong = Apply(&memory).one("isnan", &pick(&cdf, 0, -1)?)?;
    if any(&wrong, &memory)? {
        return Err(QuantileError::Weights {}.into());
    }
    let cdf = if q.dtype().is_inexact() { as_dtype(&cdf, q.dtype(), "quantile")? } else { cdf };
    // A lane of elements, and one of sums, for each result.
    let lanes = Layout::c(&arr.shape(), 1);
    let rest: Shape = lanes.shape[1..].into();
    let count: usize = rest.iter().product();
    let mut sums: Vec<f64> = to_vec_as(&cdf);
    if sums[..count.min(sums.len())].contains(&0.0) {
        sums.iter_mut().filter(|s| **s == 0.0).for_each(|s| *s = -1.0);
    }
    let mut shape = q.shape();
    shape.extend_from_slice(&rest);
    if let Some(out) = out.filter(|out| out.shape() != shape) {
        return Err(QuantileError::Out { shape, out: out.shape() }.into());
    }
    let keys = as_dtype(q, DType::Float64, "quantile")?;
    let mut places = crate::memory::filled(q.size().saturating_mul(count), 0i64);
    for lane in 0..count {
        let sorted: Vec<f64> = (0..n).map(|i| sums[i * count + lane]).collect();
        let sorted = Array::from_slice(&memory, &[n], &sorted, "quantile")?;
        let found = index::searchsorted(&sorted, &keys, Side::Left, None)?;
        for (k, place) in to_vec_as::<i64>(&found).into_iter().enumerate() {
            places[k * count + lane] = place.min(n as i64 - 1) * count as i64 + lane as i64;
        }
    }
    let places = Array::from_slice(&memory, &shape, &places, "quantile")?;
    let result = index::take(&arr, &places, None, Mode::Raise, None)?.as_new();
    let result = match out {
        Some(out) => {
            crate::ops::assign(out, &result)?;
            out.clone()
        }
        None => result,
    };
    if nans { with_nans(&arr, result.into(), out) } else { Ok(result.into()) }
}

crate::error_kinds! {
    /// What has no quantiles.
    pub enum QuantileError {
        /// `quantile([1j], 0.5)`
        TypeError Complex {} = "a must be an array of real numbers";
        /// `percentile([1], 101)`
        ValueError Percentiles {} = "Percentiles must be in the range [0, 100]";
        /// `quantile([1], 2)`
        ValueError Quantiles {} = "Quantiles must be in the range [0, 1]";
        /// `quantile([1], 0.5, weights=[1])`
        ValueError MethodWeights { method: String } = "Only method 'inverted_cdf' supports weights. Got: {method}.";
        /// `quantile([1], 0.5, weights=[-1], method='inverted_cdf')`
        ValueError Negative {} = "Weights must be non-negative.";
        /// `quantile([1], 0.5, weights=[0], method='inverted_cdf')`
        ValueError Weights {} = "Weights included NaN, inf or were all zero.";
        /// `quantile([1], zeros((1, 1, 1)))`
        ValueError TooDeep {} = "q must be a scalar or 1d";
        /// `quantile([[1], [2]], [0.5], axis=0, out=zeros(3), weights=[1, 1], method='inverted_cdf')`
        ValueError Out { shape: Shape, out: Shape } = "Wrong shape of argument 'out', shape={} is required; got shape={}.", crate::memory::ShapeText(shape), crate::memory::ShapeText(out);
        /// `quantile([1], 0.5, method='lower')` of nothing
        ValueError Kth { kth: i64, n: usize } = "kth(={kth}) out of bounds ({n})";
    }
}
