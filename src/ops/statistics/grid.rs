//! `histogramdd`: how many points lie in each box of a grid.

use crate::error::Result;
use crate::memory::{Array, DType, Layout, Shape};
use crate::ops::assign::{convert, to_vec_as};
use crate::ops::index::{self, Side};
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::ufunc::{Apply, Operand};

use super::calc::{Calc, pick, reshaped};
use super::counts::bincount;
use super::difference::diff;
use super::edges::{Bins, HistogramError, Range, outer, spaced, steps_are};

/// `np.histogramdd(sample, bins, range, density, weights)` of points in the rows of `sample`: the counts in each box, as float64, and the edges
/// along each dimension.
///
/// `bins` and `ranges` have one entry for each dimension. Fails with `ValueError` for bins, ranges and weights that are none.
pub fn histogramdd(
    sample: &Array,
    bins: &[Bins],
    ranges: &[Option<Range>],
    density: bool,
    weights: Option<&Array>,
) -> Result<(Array, Vec<Array>)> {
    let memory = sample.memory();
    let calc = Calc(&memory);
    let layout = sample.layout();
    let points = layout.shape[0];
    let mut edges = Vec::with_capacity(bins.len());
    for (dimension, (bins, range)) in bins.iter().zip(ranges).enumerate() {
        let column = sample.view(layout.index_axis(1, dimension), "getitem");
        edges.push(match bins {
            Bins::Edges(edges) if edges.ndim() != 1 => {
                return Err(HistogramError::BinsDepthOf { dimension }.into());
            }
            Bins::Edges(edges) if steps_are("greater", edges)? => {
                return Err(HistogramError::FallingOf { dimension }.into());
            }
            Bins::Edges(edges) => edges.clone(),
            Bins::Count(count) => {
                let count = usize::try_from(*count).ok().filter(|&n| n > 0);
                let count = count.ok_or(HistogramError::NotPositiveOf { dimension })?;
                spaced(&outer(&column, range.as_ref())?, count, None, &memory)?
            }
            Bins::Estimated(name) => return Err(HistogramError::Estimator { name: name.clone() }.into()),
        });
    }
    // With a bin on either side of them for what lies outside.
    let sizes: Shape = edges.iter().map(|edges| edges.size() + 1).collect();
    let size = crate::memory::checked_size(&sizes).unwrap_or(usize::MAX);
    memory.check_room(size.saturating_mul(8))?;
    let mut places = crate::memory::filled(points, 0i64);
    for (dimension, edges) in edges.iter().enumerate() {
        let column = sample.view(layout.index_axis(1, dimension), "getitem");
        let found: Vec<i64> = to_vec_as(&index::searchsorted(edges, &column, Side::Right, None)?);
        let last = pick(edges, 0, -1)?;
        // The last edge belongs to the last bin.
        let on_edge = calc.operator("equal", &column.into(), &last)?.to_array(&memory)?;
        let on_edge = on_edge.to_vec::<crate::memory::Bool>();
        for ((place, found), on) in places.iter_mut().zip(found).zip(on_edge) {
            *place = *place * sizes[dimension] as i64 + found - i64::from(on.get());
        }
    }
    let places = Array::from_slice(&memory, &[points], &places, "bincount")?;
    let counts = bincount(&places, weights, size)?;
    let shape: Vec<i64> = sizes.iter().map(|&n| n as i64).collect();
    let counts = reshaped(&counts, &shape)?;
    let counts = convert(
        &counts,
        DType::Float64,
        crate::memory::Order::K,
        "histogramdd",
        crate::memory::CopyReason::OtherDType,
    )?;
    let mut inner: Layout = counts.layout();
    for (axis, edges) in edges.iter().enumerate() {
        inner = inner.slice_axis(axis, 1, 1, edges.size().saturating_sub(1));
    }
    let counts = counts.view(inner, "getitem").as_new();
    if !density {
        return Ok((counts, edges));
    }
    let total: Operand = reduce::sum(&counts, &Reduce::default())?.into();
    let mut density: Operand = counts.into();
    for (axis, edges_of) in edges.iter().enumerate() {
        let widths = diff(edges_of, 1, -1, None, None)?;
        let mut shape = vec![1; edges.len()];
        shape[axis] = widths.size() as i64;
        density = calc.div(&density, &reshaped(&widths, &shape)?.into())?;
    }
    let density = density.to_array(&memory)?;
    Apply(&memory).into("divide", &[density.clone().into(), total], &density)?;
    Ok((density, edges))
}
