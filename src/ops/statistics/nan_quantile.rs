//! `nanmedian`, `nanquantile`, `nanpercentile`: lane after lane, each without its NaN.

use crate::error::Result;
use crate::memory::{Array, DType, Order, Scalar};
use crate::ops::assign::{assign, copy};
use crate::ops::index::{self, IndexItem};
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{atleast_1d, moveaxis, ravel};
use crate::ops::ufunc::{self, Apply, Operand};
use crate::ops::{cast_scalar, create, join};

use super::along::Along;
use super::calc::{CalcError, reshaped, slice};
use super::nan::{NanError, nanmean};
use super::quantile::{How, Quantiles, median_along, quantile_along};

/// The elements of a lane that are not NaN, and their weights; `None` and a warning if there are none.
fn without_nan(lane: &Array, weights: Option<&Array>) -> Result<Option<(Array, Option<Array>)>> {
    let memory = lane.memory();
    let apply = Apply(&memory);
    let there = apply.one("invert", &apply.one("isnan", &lane.clone().into())?)?.to_array(&memory)?;
    let pick = |a: &Array| index::get(a, &[IndexItem::Array(there.clone())])?.into_array(a);
    let found = pick(lane)?;
    if found.size() == 0 {
        memory.warn(NanError::WarnSlice {});
        return Ok(None);
    }
    Ok(Some((found, weights.map(pick).transpose()?)))
}

/// The lanes along an axis, or all elements as one: an array of two axes.
fn lanes(a: &Array, axis: Option<usize>) -> Result<Array> {
    match axis {
        None => reshaped(&ravel(a, Order::C)?, &[1, a.size() as i64]),
        Some(axis) => {
            let n = a.shape()[axis] as i64;
            let last = copy(&moveaxis(a, &[axis as i64], &[-1])?, Order::C)?;
            reshaped(&last, &[a.size() as i64 / n.max(1), n])
        }
    }
}

/// Fails with `IndexError` where weights that count along an axis only have no lane of their own for a lane: NumPy does not stretch them.
fn check_lane(weights: &Array, axis: usize, kept: &[i64], mut lane: usize) -> Result<()> {
    let mut lengths = weights.shape();
    lengths.remove(axis);
    let mut place = vec![0; kept.len()];
    for (k, &n) in kept.iter().enumerate().rev() {
        let n = usize::try_from(n).unwrap_or(1).max(1);
        place[k] = lane % n;
        lane /= n;
    }
    match place.iter().zip(&lengths).position(|(index, size)| index >= size) {
        None => Ok(()),
        Some(k) => Err(CalcError::Index { index: place[k] as i64, axis: k, size: lengths[k] }.into()),
    }
}

/// What `f` gives for each lane of `a`, the axes that it has in front of those that are kept.
///
/// The lanes of several axes are `merged` into a last one, which NumPy counts from the end: of the axes that `f` gives, only the first is then the
/// one it takes to the front.
fn each_lane(
    a: &Array,
    weights: Option<&Array>,
    (axis, merged): (Option<usize>, bool),
    out: Option<&Array>,
    f: impl Fn(&Array, Option<&Array>) -> Result<Operand>,
) -> Result<Operand> {
    let memory = a.memory();
    let rows = lanes(a, axis)?;
    let weight_rows = weights.map(|weights| lanes(weights, axis)).transpose()?;
    let kept: Vec<i64> = match axis {
        None => Vec::new(),
        Some(axis) => {
            a.shape().iter().enumerate().filter(|&(k, _)| k != axis).map(|(_, &n)| n as i64).collect()
        }
    };
    let row = |a: &Array, i: usize| a.view(a.layout().index_axis(0, i), "getitem");
    let count = rows.shape()[0];
    let mut all: Option<Array> = None;
    for i in 0..count {
        memory.check_interrupt()?;
        if let (Some(weights), Some(axis)) = (weights, axis) {
            check_lane(weights, axis, &kept, i)?;
        }
        let lane_weights = weight_rows.as_ref().map(|weights| row(weights, i));
        let one = f(&row(&rows, i), lane_weights.as_ref())?;
        if kept.is_empty() {
            return match out {
                None => Ok(one),
                Some(out) => {
                    assign(out, &one.to_array(&memory)?)?;
                    Ok(out.clone().into())
                }
            };
        }
        let one = one.to_array(&memory)?;
        let all = match &all {
            Some(all) => all,
            None => {
                let mut shape = vec![count as i64];
                shape.extend(one.shape().iter().map(|&n| n as i64));
                all.insert(create::empty(&memory, &shape, one.dtype(), Order::C)?)
            }
        };
        assign(&row(all, i), &one)?;
    }
    let Some(all) = all else { return Ok(a.clone().into()) };
    let own: Vec<i64> = all.shape()[1..].iter().map(|&n| n as i64).collect();
    let (k, n) = (kept.len() as i64, own.len() as i64);
    let wide = reshaped(&all, &[kept, own].concat())?;
    let first = if merged && weights.is_none() { -1 } else { k };
    let (from, to): (Vec<i64>, Vec<i64>) = ((first..first + n).collect(), (0..n).collect());
    let result = moveaxis(&wide, &from, &to)?.as_new();
    match out {
        None => Ok(result.into()),
        Some(out) => {
            assign(out, &result)?;
            Ok(out.clone().into())
        }
    }
}

/// The mean of nothing, which is what NumPy gives for an empty array.
fn of_nothing(a: &Array, along: &Along<'_>) -> Result<Operand> {
    let axes: Option<Vec<isize>> = along.axes.map(|axes| axes.iter().map(|&axis| axis as isize).collect());
    let options =
        Reduce { axis: axes.as_deref(), out: along.out, keepdims: along.keepdims, ..Reduce::default() };
    nanmean(a, &options)
}

/// `np.nanmedian(a, axis, out, keepdims=…)`.
///
/// Fails as [`super::median`] does. Warns where there is nothing but NaN.
pub fn nanmedian(a: &Array, along: &Along<'_>) -> Result<Operand> {
    if a.size() == 0 {
        return of_nothing(a, along);
    }
    along.reduce(a, None, |a, _, axis, out| {
        each_lane(a, None, (axis, along.merges()), out, |lane, _| match without_nan(lane, None)? {
            Some((lane, _)) => median_along(&lane, None, None, true),
            None => Ok(cast_scalar(&Scalar::new(f64::NAN), lane.dtype()).into()),
        })
    })
}

/// `np.nanquantile(a, q, axis, out, method=…, keepdims=…, weights=…)`.
///
/// Fails as [`super::quantile`] does. Warns where there is nothing but NaN.
pub fn nanquantile(a: &Array, q: &Quantiles, how: &How<'_>, along: &Along<'_>) -> Result<Operand> {
    if a.size() == 0 {
        return of_nothing(a, along);
    }
    along.reduce(a, how.weights.as_ref(), |a, weights, axis, out| {
        each_lane(a, weights, (axis, along.merges()), out, |lane, weights| {
            match without_nan(lane, weights)? {
                Some((lane, weights)) => {
                    quantile_along(&lane, q, how.method, weights.as_ref(), (None, true), None)
                }
                None => {
                    let nan = cast_scalar(&Scalar::new(f64::NAN), lane.dtype());
                    let shape: Vec<i64> = q.shape().iter().map(|&n| n as i64).collect();
                    if shape.is_empty() {
                        return Ok(nan.into());
                    }
                    let nan = Array::from_scalar(&lane.memory(), &nan, "full")?;
                    Ok(create::full(&shape, &nan, None, Order::C)?.into())
                }
            }
        })
    })
}

/// `np.cumulative_sum`, or `np.cumulative_prod` (`product`): with the neutral element in front if `initial`.
///
/// Fails with `ValueError` without an axis for more than one, and as [`reduce::cumsum`] does.
pub fn cumulative(
    x: &Array,
    product: bool,
    axis: Option<i64>,
    dtype: Option<DType>,
    out: Option<&Array>,
    initial: bool,
) -> Result<Array> {
    let x = atleast_1d(x)?;
    let ndim = x.ndim();
    let axis = match axis {
        None if ndim > 1 => return Err(NanError::NoAxis {}.into()),
        axis => axis.unwrap_or(0),
    };
    let run = |axis: Option<isize>, out: Option<&Array>| -> Result<Array> {
        // Where it has to cast, `accumulate` broadcasts into `out`; else the shapes must be equal.
        let ufunc = ufunc::find(if product { "multiply" } else { "add" });
        match (ufunc, out) {
            (Some(ufunc), Some(out)) if out.dtype() != x.dtype() => {
                ufunc::accumulate(&x.memory(), ufunc, &x, axis.unwrap_or(0) as i64, dtype, Some(out))
            }
            _ if product => reduce::cumprod(&x, axis, dtype, out),
            _ => reduce::cumsum(&x, axis, dtype, out),
        }
    };
    let neutral = Scalar::new(i8::from(product));
    if let (Some(out), true) = (out, initial) {
        let place = if axis < 0 { axis + ndim as i64 } else { axis };
        let Some(place) = usize::try_from(place).ok().filter(|&k| k < ndim && k < out.ndim()) else {
            return Err(CalcError::List {}.into());
        };
        run(Some(axis as isize), Some(&slice(out, place, Some(1), None)))?;
        let neutral = Array::from_scalar(&out.memory(), &cast_scalar(&neutral, out.dtype()), "setitem")?;
        assign(&slice(out, place, Some(0), Some(1)), &neutral)?;
        return Ok(out.clone());
    }
    let sums = run(Some(axis as isize), out)?;
    if !initial {
        return Ok(sums);
    }
    let mut shape: Vec<i64> = x.shape().iter().map(|&n| n as i64).collect();
    shape[(if axis < 0 { axis + ndim as i64 } else { axis }) as usize] = 1;
    let neutral = Array::from_scalar(&x.memory(), &cast_scalar(&neutral, sums.dtype()), "full_like")?;
    let first = create::full(&shape, &neutral, None, Order::C)?;
    Ok(join::concatenate(&[first, sums], Some(axis), &join::Options::default())?.as_new())
}
