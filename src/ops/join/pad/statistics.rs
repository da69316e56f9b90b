//! Borders made of a statistic of the outermost elements.

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, C128, DType, Element, Layout, Shape, gather};
use crate::ops::assign::{fill_from, to_vec_as};

use super::{Border, PadError, Widths, index_pairs};

/// What is computed of the outermost elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Statistic {
    Maximum,
    Minimum,
    Mean,
    Median,
}

/// Fills all borders with a statistic of the `stat_length` outermost elements along each axis; of all for `None`.
pub(super) fn pad(
    border: &Border<'_>,
    area: &dyn Fn(usize) -> Layout,
    widths: &[Widths],
    length: Option<&Array>,
    statistic: Statistic,
) -> Result<()> {
    let lengths = match length {
        Some(length) => index_pairs(length, widths.len())?,
        None => vec![(usize::MAX, usize::MAX); widths.len()],
    };
    for (axis, (&widths, lengths)) in widths.iter().zip(lengths).enumerate() {
        let area = area(axis + 1);
        let inside = area.shape[axis] - widths.0 - widths.1;
        let (before, after) = (lengths.0.min(inside), lengths.1.min(inside));
        if (before == 0 || after == 0) && matches!(statistic, Statistic::Maximum | Statistic::Minimum) {
            return Err(PadError::NoStatistic {}.into());
        }
        let first = area.slice_axis(axis, widths.0 as isize, 1, before);
        let last = area.slice_axis(axis, (widths.0 + inside - after) as isize, 1, after);
        let before = reduced(border.out, &first, axis, statistic)?;
        let after = reduced(border.out, &last, axis, statistic)?;
        border.set(&area, axis, widths, &before, &after)?;
    }
    Ok(())
}

/// The statistic of each line of `chunk` along `axis`, which keeps a length of one; rounded for integers.
fn reduced(out: &Array, chunk: &Layout, axis: usize, statistic: Statistic) -> Result<Array> {
    // The lines one behind the other.
    let mut axes: Shape = (0..chunk.ndim()).filter(|&k| k != axis).collect();
    axes.push(axis);
    let lines = chunk.permuted(&axes);
    let n = chunk.shape[axis];
    let mut shape = chunk.shape.clone();
    shape[axis] = 1;
    let count = shape.iter().product::<usize>();
    let memory = out.memory();
    let dtype = out.dtype();
    if matches!(statistic, Statistic::Maximum | Statistic::Minimum) {
        return dispatch!(dtype, T => {
            let items: Vec<T> = gather(&out.read().bytes(), &lines);
            let found: Vec<T> = items.chunks(n.max(1)).map(|line| extreme(line, statistic)).collect();
            Array::from_slice(&memory, &shape, &found, "pad")
        });
    }
    let packed = Array::overwritten(&memory, &lines.shape, dtype, "pad")?;
    crate::ops::assign::fill_layout(&packed, &packed.layout(), out, &lines)?;
    let line = |k: usize| k * n..(k + 1) * n;
    let result = match dtype {
        DType::Complex64 | DType::Complex128 => {
            let items: Vec<C128> = to_vec_as(&packed);
            let found: Vec<C128> = (0..count).map(|k| complex_mean(&items[line(k)])).collect();
            Array::from_slice(&memory, &shape, &found, "pad")?
        }
        DType::Float32 | DType::Float16 if statistic == Statistic::Mean => {
            let items: Vec<f32> = to_vec_as(&packed);
            let found: Vec<f32> = (0..count).map(|k| items[line(k)].iter().sum::<f32>() / n as f32).collect();
            Array::from_slice(&memory, &shape, &found, "pad")?
        }
        _ => {
            let items: Vec<f64> = to_vec_as(&packed);
            let of = |line: &[f64]| match statistic {
                Statistic::Median => median(line),
                _ => line.iter().sum::<f64>() / n as f64,
            };
            let round = |x: f64| if dtype.is_integer() { x.round_ties_even() } else { x };
            let found: Vec<f64> = (0..count).map(|k| round(of(&items[line(k)]))).collect();
            Array::from_slice(&memory, &shape, &found, "pad")?
        }
    };
    let cast = Array::overwritten(&memory, &shape, dtype, "pad")?;
    fill_from(&cast, &result)?;
    Ok(cast)
}

/// The largest or smallest element; the first NaN, if there is one.
fn extreme<T: Element>(line: &[T], statistic: Statistic) -> T {
    // Only NaN differs from itself.
    #[allow(clippy::eq_op)]
    if let Some(&nan) = line.iter().find(|&&x| x != x) {
        return nan;
    }
    let better = |a: T, b: T| {
        let swap = if statistic == Statistic::Maximum { a.sorts_before(&b) } else { b.sorts_before(&a) };
        if swap { b } else { a }
    };
    line.iter().copied().reduce(better).unwrap_or_default()
}

fn complex_mean(line: &[C128]) -> C128 {
    let sum: C128 = line.iter().sum();
    let n = line.len() as f64;
    Complex::new(sum.re / n, sum.im / n)
}

fn median(line: &[f64]) -> f64 {
    if line.iter().any(|x| x.is_nan()) || line.is_empty() {
        return f64::NAN;
    }
    let mut sorted = line.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return sorted[middle];
    }
    // The mean of two, as NumPy takes it: it may overflow.
    let sum = sorted[middle - 1] + sorted[middle];
    sum / 2.0
}
