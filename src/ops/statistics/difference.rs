//! Differences between neighbours: `diff`, `ediff1d`, `gradient`, and the integral `trapezoid`.

use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Order};
use crate::ops::assign::{assign, convert};
use crate::ops::join::{Options as Join, concatenate};
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::{broadcast_to, normalize_axes, normalize_axis, ravel};
use crate::ops::ufunc::{Apply, Operand};

use super::calc::{Calc, CalcError, all, as_dtype, empty_like, pick, reshaped, set_at, set_slice, slice};

/// `np.diff(a, n, axis, prepend, append)` for `n > 0`: differences of neighbours, `n` times over. Bools are compared.
///
/// Fails with `ValueError` for a 0-d array and as `concatenate` does, with `AxisError`.
pub fn diff(a: &Array, n: u64, axis: i64, prepend: Option<&Array>, append: Option<&Array>) -> Result<Array> {
    if a.ndim() == 0 {
        return Err(DifferenceError::NoAxis {}.into());
    }
    let axis = normalize_axis(axis, a.ndim(), None)?;
    let mut shape: Vec<i64> = a.shape().iter().map(|&n| n as i64).collect();
    shape[axis] = 1;
    let end = |end: &Array| if end.ndim() == 0 { broadcast_to(end, &shape) } else { Ok(end.clone()) };
    let mut parts = Vec::with_capacity(3);
    parts.extend(prepend.map(end).transpose()?);
    parts.push(a.clone());
    parts.extend(append.map(end).transpose()?);
    let mut a = match parts.len() {
        1 => a.clone(),
        _ => concatenate(&parts, Some(axis as i64), &Join::default())?,
    };
    let memory = a.memory();
    let ufunc = if a.dtype() == DType::Bool { "not_equal" } else { "subtract" };
    for step in 0..n {
        let (high, low) = (slice(&a, axis, Some(1), None), slice(&a, axis, None, Some(-1)));
        a = Apply(&memory).two(ufunc, &high.into(), &low.into())?.to_array(&memory)?;
        // Nothing comes of nothing, however often.
        if a.size() == 0 && step > a.ndim() as u64 {
            break;
        }
    }
    Ok(a)
}

/// `np.ediff1d(ary, to_end, to_begin)`: differences of neighbours in C order, with other elements before and behind.
///
/// Fails with `TypeError` if these cannot be cast to the dtype of `ary` by the rule `'same_kind'`, and for bools.
pub fn ediff1d(ary: &Array, to_end: Option<&Array>, to_begin: Option<&Array>) -> Result<Array> {
    let ary = ravel(ary, Order::C)?;
    let (high, low) = (slice(&ary, 0, Some(1), None), slice(&ary, 0, None, Some(-1)));
    let memory = ary.memory();
    if to_begin.is_none() && to_end.is_none() {
        return Calc(&memory).sub(&high.into(), &low.into())?.to_array(&memory);
    }
    let flat = |name: &'static str, end: Option<&Array>| -> Result<Option<Array>> {
        let Some(end) = end else { return Ok(None) };
        if !end.dtype().can_cast(ary.dtype(), Casting::SameKind) {
            return Err(DifferenceError::End { name }.into());
        }
        ravel(end, Order::C).map(Some)
    };
    let (begin, end) = (flat("to_begin", to_begin)?, flat("to_end", to_end)?);
    let between = high.size();
    let before = begin.as_ref().map_or(0, Array::size);
    let behind = end.as_ref().map_or(0, Array::size);
    let out = Array::zeros(&memory, &[before + between + behind], ary.dtype(), "ediff1d")?;
    let part = |start: usize, count: usize| {
        out.view(out.layout().slice_axis(0, if count == 0 { 0 } else { start as isize }, 1, count), "getitem")
    };
    if let Some(begin) = begin {
        assign(&part(0, before), &begin)?;
    }
    if let Some(end) = end {
        assign(&part(before + between, behind), &end)?;
    }
    Apply(&memory).into("subtract", &[high.into(), low.into()], &part(before, between))?;
    Ok(out)
}

/// The spacing of [`gradient`] along one axis.
#[derive(Clone, Debug)]
enum Spacing {
    /// The same everywhere.
    Even(Operand),
    /// From each place to the next.
    Uneven(Array),
}

/// The spacings that `np.gradient`'s `*varargs` mean, one for each of `axes`.
fn spacings(f: &Array, given: &[Operand], axes: &[usize]) -> Result<Vec<Spacing>> {
    match given {
        [] => return Ok(vec![Spacing::Even(Operand::Float(1.0)); axes.len()]),
        [one] if one.lengths().is_empty() => return Ok(vec![Spacing::Even(one.clone()); axes.len()]),
        many if many.len() == axes.len() => {}
        _ => return Err(DifferenceError::Count {}.into()),
    }
    let memory = f.memory();
    let shape = f.shape();
    let one = |(given, &axis): (&Operand, &usize)| -> Result<Spacing> {
        let Operand::Array(places) = given else { return Ok(Spacing::Even(given.clone())) };
        match places.ndim() {
            0 => return Ok(Spacing::Even(given.clone())),
            1 => {}
            _ => return Err(DifferenceError::Distances {}.into()),
        }
        if places.size() != shape[axis] {
            return Err(DifferenceError::Lengths {}.into());
        }
        let places = if places.dtype().is_integer() {
            as_dtype(places, DType::Float64, "gradient")?
        } else {
            places.clone()
        };
        let steps = diff(&places, 1, -1, None, None)?;
        let first = pick(&steps, 0, 0)?;
        let even = Calc(&memory).operator("equal", &steps.clone().into(), &first)?;
        Ok(if all(&even, &memory)? { Spacing::Even(first) } else { Spacing::Uneven(steps) })
    };
    given.iter().zip(axes).map(one).collect()
}

/// `np.gradient(f, *spacing, axis, edge_order)`: central differences inside, one-sided ones of first or second order at the ends. One array for
/// each axis.
///
/// Fails with `AxisError`, with `ValueError` if an axis is too short or a spacing does not fit, with `TypeError` for the wrong number of spacings
/// and for bools.
pub fn gradient(f: &Array, given: &[Operand], axes: Option<&[i64]>, edge_order: i64) -> Result<Vec<Array>> {
    let axes = match axes {
        None => (0..f.ndim()).collect(),
        Some(axes) => normalize_axes(axes, f.ndim(), None)?,
    };
    let spacings = spacings(f, given, &axes)?;
    if edge_order > 2 {
        return Err(DifferenceError::EdgeOrder {}.into());
    }
    let f = if f.dtype().is_integer() {
        convert(f, DType::Float64, Order::K, "gradient", CopyReason::OtherDType)?
    } else {
        f.clone()
    };
    let dtype = if f.dtype().is_inexact() { f.dtype() } else { DType::Float64 };
    axes.iter().zip(&spacings).map(|(&axis, spacing)| along(&f, axis, spacing, edge_order, dtype)).collect()
}

fn along(f: &Array, axis: usize, spacing: &Spacing, edge_order: i64, dtype: DType) -> Result<Array> {
    if (f.shape()[axis] as i64) < edge_order.saturating_add(1) {
        return Err(DifferenceError::Short {}.into());
    }
    let memory = f.memory();
    let calc = Calc(&memory);
    let out = empty_like(f, dtype, "gradient")?;
    let part = |start: Option<i64>, stop: Option<i64>| Operand::Array(slice(f, axis, start, stop));
    let two = Operand::Float(2.0);
    // The weights of three neighbours, summed up.
    let weighted = |[a, b, c]: [&Operand; 3], [x, y, z]: [Operand; 3]| -> Result<Operand> {
        let ab = calc.add(&calc.mul(a, &x)?, &calc.mul(b, &y)?)?;
        calc.add(&ab, &calc.mul(c, &z)?)
    };
    let inner = (Some(1), Some(-1));
    match spacing {
        Spacing::Even(h) => {
            let difference = calc.sub(&part(Some(2), None), &part(None, Some(-2)))?;
            set_slice(&out, axis, inner, &calc.div(&difference, &calc.mul(&two, h)?)?)?;
        }
        Spacing::Uneven(steps) => {
            let (h, k) = (slice(steps, 0, None, Some(-1)).into(), slice(steps, 0, Some(1), None).into());
            let sum = calc.add(&h, &k)?;
            let a = calc.div(&calc.neg(&k)?, &calc.mul(&h, &sum)?)?;
            let b = calc.div(&calc.sub(&k, &h)?, &calc.mul(&h, &k)?)?;
            let c = calc.div(&h, &calc.mul(&k, &sum)?)?;
            let mut shape = vec![1; f.ndim()];
            shape[axis] = -1;
            let spread = |x: &Operand| -> Result<Operand> { Ok(reshaped(&calc.array(x)?, &shape)?.into()) };
            let (a, b, c) = (spread(&a)?, spread(&b)?, spread(&c)?);
            let around = [part(None, Some(-2)), part(Some(1), Some(-1)), part(Some(2), None)];
            set_slice(&out, axis, inner, &weighted([&a, &b, &c], around)?)?;
        }
    }
    let at = |index: i64| pick(f, axis, index);
    let step = |index: i64| match spacing {
        Spacing::Even(h) => Ok(h.clone()),
        Spacing::Uneven(steps) => pick(steps, 0, index),
    };
    if edge_order == 1 {
        for (place, high, low, end) in [(0, 1, 0, 0), (-1, -1, -2, -1)] {
            let difference = calc.sub(&at(high)?, &at(low)?)?;
            set_at(&out, axis, place, &calc.div(&difference, &step(end)?)?)?;
        }
        return Ok(out);
    }
    for low in [true, false] {
        let (place, around) = if low { (0, [0, 1, 2]) } else { (-1, [-3, -2, -1]) };
        let weights = match spacing {
            Spacing::Even(h) => {
                let numbers = if low { [-1.5, 2.0, -0.5] } else { [0.5, -2.0, 1.5] };
                numbers.map(|x| calc.div(&Operand::Float(x), h))
            }
            Spacing::Uneven(_) => {
                let (h, k) = if low { (step(0)?, step(1)?) } else { (step(-2)?, step(-1)?) };
                let sum = calc.add(&h, &k)?;
                let twice = |x: &Operand, y: &Operand| calc.add(&calc.mul(&two, x)?, y);
                let (hs, hk, ks) = (calc.mul(&h, &sum)?, calc.mul(&h, &k)?, calc.mul(&k, &sum)?);
                if low {
                    [
                        calc.div(&calc.neg(&twice(&h, &k)?)?, &hs),
                        calc.div(&sum, &hk),
                        calc.div(&calc.neg(&h)?, &ks),
                    ]
                } else {
                    let back = calc.neg(&calc.add(&k, &h)?)?;
                    [calc.div(&k, &hs), calc.div(&back, &hk), calc.div(&twice(&k, &h)?, &ks)]
                }
            }
        };
        let [a, b, c] = weights;
        let [x, y, z] = around.map(at);
        set_at(&out, axis, place, &weighted([&a?, &b?, &c?], [x?, y?, z?])?)?;
    }
    Ok(out)
}

/// `np.trapezoid(y, x, dx, axis)`: the integral along an axis by the trapezoidal rule, over the places `x` or in steps of `dx`.
///
/// Fails with `IndexError` for an axis there is not, with `ValueError` if `x` does not fit.
pub fn trapezoid(y: &Array, x: Option<&Array>, dx: &Operand, axis: i64) -> Result<Operand> {
    let memory = y.memory();
    let calc = Calc(&memory);
    let ndim = y.ndim() as i64;
    let found = if axis < 0 { axis.saturating_add(ndim) } else { axis };
    let place = usize::try_from(found).ok().filter(|&a| a < y.ndim());
    let d = match x {
        None => dx.clone(),
        Some(x) if x.ndim() == 1 => {
            let steps = diff(x, 1, -1, None, None)?;
            let mut shape = vec![1; y.ndim()];
            shape[place.ok_or(CalcError::List {})?] = steps.size() as i64;
            reshaped(&steps, &shape)?.into()
        }
        Some(x) => diff(x, 1, axis, None, None)?.into(),
    };
    let place = place.ok_or(CalcError::List {})?;
    let (high, low) = (slice(y, place, Some(1), None), slice(y, place, None, Some(-1)));
    let sums = calc.mul(&d, &calc.add(&high.into(), &low.into())?)?;
    let halves = calc.array(&calc.div(&sums, &Operand::Float(2.0))?)?;
    Ok(reduce::sum(&halves, &Reduce { axis: Some(&[axis as isize]), ..Reduce::default() })?.into())
}

crate::error_kinds! {
    /// What has no differences.
    pub enum DifferenceError {
        /// `diff(1)`
        ValueError NoAxis {} = "diff requires input that is at least one dimensional";
        /// `ediff1d([1, 2], to_end=1.5)`
        TypeError End { name: &'static str } = "dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule.";
        /// `gradient([1, 2], [[1, 2]])`
        ValueError Distances {} = "distances must be either scalars or 1d";
        /// `gradient([1, 2], [1, 2, 3])`
        ValueError Lengths {} = "when 1d, distances must match the length of the corresponding dimension";
        /// `gradient([1, 2], 1, 2)`
        TypeError Count {} = "invalid number of arguments";
        /// `gradient([1, 2], edge_order=3)`
        ValueError EdgeOrder {} = "'edge_order' greater than 2 not supported";
        /// `gradient([1])`
        ValueError Short {} = "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.";
    }
}
