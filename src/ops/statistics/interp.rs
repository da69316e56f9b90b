//! `interp`: straight lines between points.

use crate::error::Result;
use crate::memory::{Array, C128, DType};
use crate::ops::assign::to_vec_as;
use crate::ops::index::{self, IndexItem};
use crate::ops::join::{Options as Join, concatenate};
use crate::ops::sort::argsort;
use crate::ops::ufunc::{Apply, Operand};

use super::calc::{Calc, slice, unwrapped};

/// A value between points: a float or complex number.
trait Value: crate::memory::Element {
    /// `(b - a) / step`
    fn slope(a: Self, b: Self, step: f64) -> Self;
    /// The value at `x` on the line of this slope through `(x0, y0)`, or where that is NaN through `(x1, y1)`, or where that is NaN and both are
    /// equal, they.
    fn on_line(slope: Self, x: f64, low: (f64, Self), high: (f64, Self)) -> Self;
    /// The value at a place that is NaN, between several points.
    fn nan(x: f64) -> Self;
}

fn on_line(slope: f64, x: f64, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> f64 {
    let mut y = slope * (x - x0) + y0;
    if y.is_nan() {
        y = slope * (x - x1) + y1;
        if y.is_nan() && y0 == y1 {
            y = y0;
        }
    }
    y
}

impl Value for f64 {
    fn slope(a: f64, b: f64, step: f64) -> f64 {
        (b - a) / step
    }
    fn on_line(slope: f64, x: f64, low: (f64, f64), high: (f64, f64)) -> f64 {
        on_line(slope, x, low, high)
    }
    fn nan(x: f64) -> f64 {
        x
    }
}

impl Value for C128 {
    fn slope(a: C128, b: C128, step: f64) -> C128 {
        let inverse = 1.0 / step;
        C128::new((b.re - a.re) * inverse, (b.im - a.im) * inverse)
    }
    fn on_line(slope: C128, x: f64, (x0, y0): (f64, C128), (x1, y1): (f64, C128)) -> C128 {
        C128::new(
            on_line(slope.re, x, (x0, y0.re), (x1, y1.re)),
            on_line(slope.im, x, (x0, y0.im), (x1, y1.im)),
        )
    }
    fn nan(x: f64) -> C128 {
        C128::new(x, 0.0)
    }
}

/// What `np.interp` gives outside of the points.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outside {
    /// `left=`: below the first one; its value for `None`.
    pub left: Option<C128>,
    /// `right=`: above the last one; its value for `None`.
    pub right: Option<C128>,
    /// `period=`: nothing is outside, for it all begins again after so much.
    pub period: Option<f64>,
}

/// `np.interp(x, xp, fp, left, right, period)`: the values at `x` on straight lines between the points. `xp` is of float64, `fp` of float64 or
/// complex128, both are vectors. A scalar for a 0-d `x`.
///
/// Fails with `ValueError` if there are no points, or not as many values, or for a period of zero.
pub fn interp(x: &Array, xp: &Array, fp: &Array, outside: &Outside) -> Result<Operand> {
    let memory = x.memory();
    let Some(period) = outside.period else { return between(x, xp, fp, outside) };
    if period == 0.0 {
        return Err(InterpError::Period {}.into());
    }
    if xp.ndim() != 1 || fp.ndim() != 1 {
        return Err(InterpError::NotVectors {}.into());
    }
    if xp.size() != fp.size() {
        return Err(InterpError::PeriodLengths {}.into());
    }
    let period = Operand::Float(period.abs());
    let apply = Apply(&memory);
    let x = apply.two("remainder", &x.clone().into(), &period)?.to_array(&memory)?;
    let xp = apply.two("remainder", &xp.clone().into(), &period)?.to_array(&memory)?;
    let order = [IndexItem::Array(argsort(&xp, Some(-1))?)];
    let xp = index::get(&xp, &order)?.into_array(&xp)?;
    let fp = index::get(fp, &order)?.into_array(fp)?;
    let calc = Calc(&memory);
    let ends = |a: &Array| (slice(a, 0, Some(-1), None), slice(a, 0, Some(0), Some(1)));
    let (last, first) = ends(&xp);
    let before = calc.sub(&last.into(), &period)?.to_array(&memory)?;
    let behind = calc.add(&first.into(), &period)?.to_array(&memory)?;
    let xp = concatenate(&[before, xp, behind], Some(0), &Join::default())?;
    let (last, first) = ends(&fp);
    let fp = concatenate(&[last, fp, first], Some(0), &Join::default())?;
    between(&x, &xp, &fp, &Outside::default())
}

fn between(x: &Array, xp: &Array, fp: &Array, outside: &Outside) -> Result<Operand> {
    let memory = x.memory();
    if xp.size() == 0 {
        return Err(InterpError::Empty {}.into());
    }
    if xp.size() != fp.size() {
        return Err(InterpError::Lengths {}.into());
    }
    let (places, points): (Vec<f64>, Vec<f64>) = (to_vec_as(x), to_vec_as(xp));
    let interrupt = memory.interrupt_flag();
    let out = if fp.dtype().is_complex() {
        let values: Vec<C128> = to_vec_as(fp);
        let ends = (outside.left.unwrap_or(values[0]), outside.right.unwrap_or(values[values.len() - 1]));
        let found = lines(&places, &points, &values, ends, interrupt);
        Array::from_slice(&memory, &x.shape(), &found, "interp")?
    } else {
        let values: Vec<f64> = to_vec_as(fp);
        let (first, last) = (values[0], values[values.len() - 1]);
        let ends = (outside.left.map_or(first, |z| z.re), outside.right.map_or(last, |z| z.re));
        let found = if let [point] = points[..] {
            let one = |&x: &f64| {
                if x < point {
                    ends.0
                } else if x > point {
                    ends.1
                } else {
                    first
                }
            };
            places.iter().map(one).collect()
        } else {
            lines(&places, &points, &values, ends, interrupt)
        };
        Array::from_slice(&memory, &x.shape(), &found, "interp")?
    };
    memory.check_interrupt()?;
    Ok(unwrapped(out))
}

fn lines<T: Value>(
    places: &[f64],
    points: &[f64],
    values: &[T],
    (left, right): (T, T),
    interrupt: &std::sync::atomic::AtomicBool,
) -> Vec<T> {
    let slope = |j: usize| T::slope(values[j], values[j + 1], points[j + 1] - points[j]);
    let slopes: Vec<T> =
        if points.len() <= places.len() { (0..points.len() - 1).map(slope).collect() } else { Vec::new() };
    let mut guess = 0;
    let one = |(k, &x): (usize, &f64)| {
        if x.is_nan() {
            return T::nan(x);
        }
        if k.is_multiple_of(1 << 16) && interrupt.load(std::sync::atomic::Ordering::Relaxed) {
            return T::default();
        }
        let Some(j) = segment(x, points, guess) else { return left };
        guess = j;
        if j == points.len() {
            return right;
        }
        if j == points.len() - 1 || points[j] == x {
            return values[j];
        }
        let slope = slopes.get(j).copied().unwrap_or_else(|| slope(j));
        T::on_line(slope, x, (points[j], values[j]), (points[j + 1], values[j + 1]))
    };
    places.iter().enumerate().map(one).collect()
}

/// How far a search looks around its guess.
const NEAR: usize = 8;

/// The last point at or before `x`, as NumPy searches it also among points that are in no order, from a guess on: `None` before the first one, the
/// number of points behind the last.
fn segment(x: f64, points: &[f64], guess: usize) -> Option<usize> {
    let n = points.len();
    if x > points[n - 1] {
        return Some(n);
    }
    if x < points[0] {
        return None;
    }
    if n <= 4 {
        return Some(points[1..].iter().take_while(|&&point| x >= point).count());
    }
    let (mut low, mut high) = (0, n);
    let guess = guess.clamp(1, n - 3);
    if x < points[guess] {
        if x >= points[guess - 1] {
            return Some(guess - 1);
        }
        high = guess - 1;
        if guess > NEAR && x >= points[guess - NEAR] {
            low = guess - NEAR;
        }
    } else if x < points[guess + 1] {
        return Some(guess);
    } else if x < points[guess + 2] {
        return Some(guess + 1);
    } else {
        low = guess + 2;
        if guess + NEAR + 1 < n && x < points[guess + NEAR] {
            high = guess + NEAR;
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if x >= points[middle] {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low.saturating_sub(1))
}

/// The dtype that values are interpolated in.
pub fn interp_dtype(fp: DType) -> DType {
    if fp.is_complex() { DType::Complex128 } else { DType::Float64 }
}

crate::error_kinds! {
    /// What cannot be interpolated.
    pub enum InterpError {
        /// `interp(1, [1], [1], period=0)`
        ValueError Period {} = "period must be a non-zero value";
        /// `interp(1, [[1]], [1], period=2)`
        ValueError NotVectors {} = "Data points must be 1-D sequences";
        /// `interp(1, [1], [1, 2], period=2)`
        ValueError PeriodLengths {} = "fp and xp are not of the same length";
        /// `interp(1, [], [])`
        ValueError Empty {} = "array of sample points is empty";
        /// `interp(1, [1], [1, 2])`
        ValueError Lengths {} = "fp and xp are not of the same length.";
    }
}
