//! `histogram`: how many elements lie in each bin.

use crate::error::Result;
use crate::memory::{Array, C128, DType, Order, filled};
use crate::ops::assign::to_vec_as;
use crate::ops::index::{self, IndexItem, Side};
use crate::ops::join::{Options as Join, concatenate};
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::shape::ravel;
use crate::ops::sort::{argsort, sorted};
use crate::ops::ufunc::{Apply, Operand};

use super::calc::{Calc, as_dtype, slice};
use super::counts::{counts, sums};
use super::difference::diff;
use super::edges::{Bins, HistogramError, Range, distance, edges, within};

/// So many elements are looked at in one go: where sums of weights round, this shows.
const BLOCK: usize = 1 << 16;

/// The elements and their weights in one dimension.
pub(super) fn flat(a: &Array, weights: Option<&Array>) -> Result<(Array, Option<Array>)> {
    let a = if a.dtype() == DType::Bool {
        a.memory().warn(HistogramError::Bools {});
        as_dtype(a, DType::UInt8, "histogram")?
    } else {
        a.clone()
    };
    if let Some(weights) = weights
        && weights.shape() != a.shape()
    {
        return Err(HistogramError::Weights {}.into());
    }
    let weights = weights.map(|weights| ravel(weights, Order::C)).transpose()?;
    Ok((ravel(&a, Order::C)?, weights))
}

/// `np.histogram(a, bins, range, density, weights)`: the counts or sums of weights in each bin, and the edges of the bins. The last bin holds its
/// upper edge.
///
/// Fails with `ValueError` or `TypeError` for bins, ranges and weights that are none. Warns of bools.
pub fn histogram(
    a: &Array,
    bins: &Bins,
    range: Option<&Range>,
    density: bool,
    weights: Option<&Array>,
) -> Result<(Array, Array)> {
    let (a, weights) = flat(a, weights)?;
    let memory = a.memory();
    let found = edges(&a, bins, range, weights.is_some())?;
    let counts = match &found.even {
        Some((range, bins)) => even(&a, weights.as_ref(), &found.edges, range, *bins)?,
        None => uneven(&a, weights.as_ref(), &found.edges)?,
    };
    if !density {
        return Ok((counts, found.edges));
    }
    let calc = Calc(&memory);
    let widths = as_dtype(&diff(&found.edges, 1, -1, None, None)?, DType::Float64, "array")?;
    let total: Operand = reduce::sum(&counts, &Reduce::default())?.into();
    let density = calc.div(&calc.div(&counts.into(), &widths.into())?, &total)?;
    Ok((density.to_array(&memory)?, found.edges))
}

/// Numbers in the order that NumPy compares them in; those of real arrays have no imaginary parts.
struct Values {
    real: Vec<f64>,
    imag: Vec<f64>,
}

impl Values {
    fn new(a: &Array) -> Self {
        if a.dtype().is_complex() {
            let all: Vec<C128> = to_vec_as(a);
            return Self {
                real: all.iter().map(|z| z.re).collect(),
                imag: all.iter().map(|z| z.im).collect(),
            };
        }
        Self { real: to_vec_as(a), imag: Vec::new() }
    }

    /// Whether element `i` is less than element `j` of the others; `false` where there is none.
    fn less(&self, i: usize, others: &Self, j: usize) -> bool {
        let (Some(&x), Some(&y)) = (self.real.get(i), others.real.get(j)) else { return false };
        x < y || x == y && matches!((self.imag.get(i), others.imag.get(j)), (Some(x), Some(y)) if x < y)
    }
}

/// The counts in bins of equal width: places are computed, and mended where rounding missed an edge.
fn even(a: &Array, weights: Option<&Array>, edges: &Array, range: &Range, bins: usize) -> Result<Array> {
    let memory = a.memory();
    let calc = Calc(&memory);
    let whole = distance(&range.1, &range.0, &memory)?;
    let limits = Values::new(edges);
    let mut totals: Vec<i64> = if weights.is_none() { filled(bins, 0) } else { Vec::new() };
    let dtype = weights.map_or(DType::Int64, Array::dtype);
    let out = Array::zeros(&memory, &[bins], dtype, "histogram")?;
    for start in (0..a.size()).step_by(BLOCK) {
        memory.check_interrupt()?;
        let stop = Some((start + BLOCK) as i64);
        let block = |array: &Array| slice(array, 0, Some(start as i64), stop);
        let (part, keep) = within(&block(a), range)?;
        let part = as_dtype(&part, edges.dtype(), "astype")?;
        let share = calc.div(&distance(&part.clone().into(), &range.0, &memory)?, &whole)?;
        let places = calc.mul(&share, &Operand::Int(bins as i64))?.to_array(&memory)?;
        let mut places: Vec<i64> = to_vec_as(&as_dtype(&places, DType::Int64, "astype")?);
        let values = Values::new(&part);
        for (i, place) in places.iter_mut().enumerate() {
            *place -= i64::from(*place == bins as i64);
            let edge = |place: i64| usize::try_from(place).unwrap_or(usize::MAX);
            *place -= i64::from(values.less(i, &limits, edge(*place)));
            let next = edge(place.saturating_add(1));
            let reached = next < limits.real.len() && !values.less(i, &limits, next);
            *place += i64::from(reached && *place != bins as i64 - 1);
        }
        let Some(weights) = weights else {
            for (total, count) in totals.iter_mut().zip(counts(&places, bins)) {
                *total += count;
            }
            continue;
        };
        let part = block(weights);
        let part = match keep {
            Some(keep) => index::get(&part, &[IndexItem::Array(keep)])?.into_array(&part)?,
            None => part,
        };
        let sums = if dtype.is_complex() {
            let all: Vec<C128> = to_vec_as(&part);
            let of = |f: fn(&C128) -> f64| sums(&places, &all.iter().map(f).collect::<Vec<_>>(), bins);
            let both: Vec<C128> =
                of(|z| z.re).into_iter().zip(of(|z| z.im)).map(|(re, im)| C128::new(re, im)).collect();
            Array::from_slice(&memory, &[bins], &both, "bincount")?
        } else {
            Array::from_slice(&memory, &[bins], &sums(&places, &to_vec_as::<f64>(&part), bins), "bincount")?
        };
        let sums = as_dtype(&sums, dtype, "astype")?;
        Apply(&memory).into("add", &[out.clone().into(), sums.into()], &out)?;
    }
    if weights.is_none() {
        out.fill_new(&totals);
    }
    Ok(out.as_new())
}

/// The counts between given edges: the differences of how many lie below each.
fn uneven(a: &Array, weights: Option<&Array>, edges: &Array) -> Result<Array> {
    let memory = a.memory();
    let dtype = weights.map_or(DType::Int64, Array::dtype);
    let below = Array::zeros(&memory, &edges.shape(), dtype, "histogram")?;
    let (inner, last) = (slice(edges, 0, None, Some(-1)), slice(edges, 0, Some(-1), None));
    let find = |sorted: &Array| -> Result<Array> {
        let parts = [
            index::searchsorted(sorted, &inner, Side::Left, None)?,
            index::searchsorted(sorted, &last, Side::Right, None)?,
        ];
        concatenate(&parts, Some(0), &Join::default())
    };
    for start in (0..a.size()).step_by(BLOCK) {
        memory.check_interrupt()?;
        let stop = Some((start + BLOCK) as i64);
        let block = |array: &Array| slice(array, 0, Some(start as i64), stop);
        let counts = match weights {
            None => find(&sorted(&block(a), Some(-1))?)?,
            Some(weights) => {
                let part = block(a);
                let order = [IndexItem::Array(argsort(&part, Some(-1))?)];
                let weights = index::get(&block(weights), &order)?.into_array(weights)?;
                let sums = reduce::cumsum(&weights, None, None, None)?;
                let zero = Array::zeros(&memory, &[1], dtype, "zeros")?;
                let sums = concatenate(&[zero, sums], Some(0), &Join::default())?;
                let places = find(&index::get(&part, &order)?.into_array(&part)?)?;
                index::get(&sums, &[IndexItem::Array(places)])?.into_array(&sums)?
            }
        };
        Apply(&memory).into("add", &[below.clone().into(), counts.into()], &below)?;
    }
    diff(&below, 1, -1, None, None)
}
