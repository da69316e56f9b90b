//! Arrays with a border: `np.pad`. Always copies.

mod mirror;
mod statistics;

use crate::error::Result;
use crate::memory::{Array, Init, Kind, Layout, Order};
use crate::ops::assign::{fill_layout, fill_within, to_vec_as};
use crate::ops::create::{Spacing, linspace, spaced_dtype};
use crate::ops::shape::{CopyMode, broadcast_to, lengths, reshape, squeeze};

use statistics::Statistic;

/// What the border holds: the `mode=` of `np.pad` with its keyword argument. Arrays of values stand for what broadcasts to a pair an axis.
#[derive(Clone, Debug)]
pub enum PadMode {
    /// Whatever was in memory.
    Empty,
    /// `constant_values=`
    Constant(Array),
    /// The outermost element.
    Edge,
    /// From the outermost element to `end_values=`.
    LinearRamp(Array),
    /// The largest of the `stat_length=` outermost elements, or of all.
    Maximum(Option<Array>),
    /// The smallest of them.
    Minimum(Option<Array>),
    /// Their mean.
    Mean(Option<Array>),
    /// Their median.
    Median(Option<Array>),
    /// Mirrored at the outermost element, which is not repeated; with `odd`, also upside down.
    Reflect {
        /// `reflect_type='odd'`
        odd: bool,
    },
    /// Mirrored beside the outermost element, which is repeated.
    Symmetric {
        /// `reflect_type='odd'`
        odd: bool,
    },
    /// The elements from the other end.
    Wrap,
}

/// How wide the border is before and after an axis.
type Widths = (usize, usize);

/// `np.pad(a, widths, mode)`: with a border along each axis; `widths` broadcasts to a pair an axis. Always a copy.
pub fn pad(a: &Array, widths: &Array, mode: &PadMode) -> Result<Array> {
    if widths.dtype().kind() != Kind::Int {
        return Err(PadError::Widths {}.into());
    }
    let source = a.layout();
    let ndim = source.ndim();
    let widths = index_pairs(widths, ndim)?;
    let shape: Vec<i64> = source
        .shape
        .iter()
        .zip(&widths)
        .map(|(&n, w)| (n as i64).saturating_add(w.0 as i64).saturating_add(w.1 as i64))
        .collect();
    let shape = lengths(&shape)?;
    let itemsize = a.itemsize();
    let fortran = source.wants_fortran(Order::A, itemsize);
    let layout = if fortran { Layout::f(&shape, itemsize) } else { Layout::c(&shape, itemsize) };
    let init = if matches!(mode, PadMode::Empty) { Init::Uninit } else { Init::Overwritten };
    let out = Array::with_layout(&a.memory(), layout, a.dtype(), init, "pad")?;
    let area = |first: usize| {
        let mut area = out.layout();
        for (axis, width) in widths.iter().enumerate().skip(first) {
            area = area.slice_axis(axis, width.0 as isize, 1, source.shape[axis]);
        }
        area
    };
    fill_layout(&out, &area(0), a, &source)?;
    let border = Border { out: &out };
    match mode {
        PadMode::Empty => {}
        PadMode::Constant(values) => {
            let values = pairs(values, ndim)?;
            for (axis, (&width, (before, after))) in widths.iter().zip(&values).enumerate() {
                border.set(&area(axis + 1), axis, width, before, after)?;
            }
        }
        _ if source.size() == 0 => {
            if let Some(axis) = (0..ndim).find(|&k| source.shape[k] == 0 && widths[k] != (0, 0)) {
                return Err(PadError::EmptyAxis { axis }.into());
            }
        }
        PadMode::Edge => {
            for (axis, &width) in widths.iter().enumerate() {
                border.edges(&area(axis + 1), axis, width)?;
            }
        }
        PadMode::LinearRamp(ends) => {
            let ends = pairs(ends, ndim)?;
            for (axis, (&width, ends)) in widths.iter().zip(&ends).enumerate() {
                border.ramps(&area(axis + 1), axis, width, ends)?;
            }
        }
        PadMode::Maximum(length) => {
            statistics::pad(&border, &area, &widths, length.as_ref(), Statistic::Maximum)?;
        }
        PadMode::Minimum(length) => {
            statistics::pad(&border, &area, &widths, length.as_ref(), Statistic::Minimum)?;
        }
        PadMode::Mean(length) => statistics::pad(&border, &area, &widths, length.as_ref(), Statistic::Mean)?,
        PadMode::Median(length) => {
            statistics::pad(&border, &area, &widths, length.as_ref(), Statistic::Median)?;
        }
        PadMode::Reflect { odd } | PadMode::Symmetric { odd } => {
            let repeat_edge = matches!(mode, PadMode::Symmetric { .. });
            for (axis, &width) in widths.iter().enumerate() {
                if source.shape[axis] == 1 {
                    border.edges(&out.layout(), axis, width)?;
                } else {
                    mirror::reflect(&out, &area(axis + 1), axis, width, *odd, repeat_edge)?;
                }
            }
        }
        PadMode::Wrap => {
            for (axis, &width) in widths.iter().enumerate() {
                mirror::wrap(&out, &area(axis + 1), axis, width)?;
            }
        }
    }
    Ok(out.as_copy_of(a, crate::memory::CopyReason::Asked))
}

/// The array with its border.
struct Border<'a> {
    out: &'a Array,
}

impl Border<'_> {
    /// Fills the border before and after `axis` of an area with arrays that broadcast to it.
    fn set(&self, area: &Layout, axis: usize, widths: Widths, before: &Array, after: &Array) -> Result<()> {
        let n = area.shape[axis];
        for (values, start, width) in [(before, 0, widths.0), (after, n - widths.1, widths.1)] {
            let to = area.slice_axis(axis, start as isize, 1, width);
            if let Some(from) = values.layout().broadcast_to(&to.shape) {
                fill_layout(self.out, &to, values, &from)?;
            }
        }
        Ok(())
    }

    /// Fills the border with the outermost elements.
    fn edges(&self, area: &Layout, axis: usize, widths: Widths) -> Result<()> {
        let n = area.shape[axis];
        let parts = [(widths.0, 0, widths.0), (n - widths.1 - 1, n - widths.1, widths.1)];
        for (edge, start, width) in parts {
            let to = area.slice_axis(axis, start as isize, 1, width);
            let mut from = area.slice_axis(axis, edge as isize, 1, 1);
            from.shape[axis] = width;
            from.strides[axis] = 0;
            fill_within(self.out, &to, &from)?;
        }
        Ok(())
    }

    /// Fills the border with even steps from the end values to the outermost elements.
    fn ramps(&self, area: &Layout, axis: usize, widths: Widths, ends: &(Array, Array)) -> Result<()> {
        let dtype = self.out.dtype();
        let n = area.shape[axis];
        let parts = [
            (&ends.0, widths.0, 0, widths.0, false),
            (&ends.1, n - widths.1 - 1, n - widths.1, widths.1, true),
        ];
        for (end, edge, start, width, reversed) in parts {
            let edge = self.out.view(area.slice_axis(axis, edge as isize, 1, 1), "pad");
            let edge = squeeze(&edge, Some(&[axis as i64]))?;
            let spacing =
                Spacing { num: width as i64, endpoint: false, dtype: Some(dtype), axis: axis as i64 };
            let dt = spaced_dtype(&end.clone().into(), &edge.clone().into());
            let ramp = linspace(end, &edge, dt, &spacing)?.values;
            let mut from = ramp.layout();
            if reversed {
                from = from.slice_axis(axis, width as isize - 1, -1, width);
            }
            fill_layout(self.out, &area.slice_axis(axis, start as isize, 1, width), &ramp, &from)?;
        }
        Ok(())
    }
}

/// A pair of 0-d arrays for each axis, from an array that broadcasts to that.
fn pairs(x: &Array, ndim: usize) -> Result<Vec<(Array, Array)>> {
    let at = |a: &Array, k: usize| {
        let layout = a.layout();
        a.view(layout.index_axis(0, k), "pad")
    };
    if x.ndim() < 3 && (x.size() == 1 || x.size() == 2 && x.shape().as_slice() != [2, 1]) {
        let flat = reshape(x, &[-1], Order::C, CopyMode::IfNeeded)?;
        return Ok((0..ndim).map(|_| (at(&flat, 0), at(&flat, flat.size() - 1))).collect());
    }
    let all = broadcast_to(x, &[ndim as i64, 2])?;
    Ok((0..ndim)
        .map(|axis| {
            let pair = at(&all, axis);
            (at(&pair, 0), at(&pair, 1))
        })
        .collect())
}

/// A pair of lengths for each axis.
fn index_pairs(x: &Array, ndim: usize) -> Result<Vec<Widths>> {
    if x.size() == 0 {
        return Err(PadError::NoWidths {}.into());
    }
    let negative = to_vec_as::<f64>(x).iter().any(|&n| n.round_ties_even() < 0.0);
    // A width of the wrong shape is told before one of the wrong sign, except for single values and pairs.
    if negative {
        return Err(PadError::Negative {}.into());
    }
    let length = |a: &Array| to_vec_as::<f64>(a).first().map_or(0, |&n| n.round_ties_even() as usize);
    Ok(pairs(x, ndim)?.iter().map(|(a, b)| (length(a), length(b))).collect())
}

crate::error_kinds! {
    /// What can go wrong when an array gets a border.
    pub enum PadError {
        /// `pad([1, 2], 1.5)`
        TypeError Widths {} = "`pad_width` must be of integral type.";
        /// `pad([1, 2], -1)`
        ValueError Negative {} = "index can't contain negative values";
        /// `pad(zeros((0, 3)), 1, 'edge')`
        ValueError EmptyAxis { axis: usize } = "can't extend empty axis {axis} using modes other than 'constant' or 'empty'";
        /// `pad([1, 2], zeros((0, 2), int))`
        ValueError NoWidths {} = "zero-size array to reduction operation minimum which has no identity";
        /// `pad([1, 2], 1, 'maximum', stat_length=0)`
        ValueError NoStatistic {} = "stat_length of 0 yields no value for padding";
    }
}
