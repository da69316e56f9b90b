//! The edges of the bins of a histogram.

use std::fmt;

use crate::error::Result;
use crate::memory::{Array, DType, Kind, Memory};
use crate::ops::create::{Spacing, linspace};
use crate::ops::index::{self, IndexItem};
use crate::ops::reduce::{self, Options as Reduce};
use crate::ops::scalar_as;
use crate::ops::ufunc::{Apply, Fixed, Operand, Options, result_type};

use super::calc::{Calc, all, any, as_dtype, slice, to_f64};
use super::estimate::width;

/// What the bins of a histogram are made of: NumPy's `bins=`.
#[derive(Clone, Debug)]
pub enum Bins {
    /// So many of equal width.
    Count(i64),
    /// As many of equal width as an estimator of this name finds.
    Estimated(String),
    /// Between these edges.
    Edges(Array),
}

/// The lowest and the highest edge.
pub type Range = (Operand, Operand);

/// Edges of bins, and for those of equal width what they were made of.
pub(super) struct Edges {
    pub(super) edges: Array,
    pub(super) even: Option<(Range, usize)>,
}

/// NumPy's `_get_outer_edges`: the range that is given, or that of the elements.
pub(super) fn outer(a: &Array, range: Option<&Range>) -> Result<Range> {
    let memory = a.memory();
    let calc = Calc(&memory);
    let finite = |x: &Operand| -> Result<bool> { all(&calc.one("isfinite", x)?, &memory) };
    let (first, last) = match range {
        Some((first, last)) => {
            if any(&calc.operator("greater", first, last)?, &memory)? {
                return Err(HistogramError::Order {}.into());
            }
            if !finite(first)? || !finite(last)? {
                let (first, last) = (Number::new(first), Number::new(last));
                return Err(HistogramError::Supplied { first, last }.into());
            }
            (first.clone(), last.clone())
        }
        None if a.size() == 0 => (Operand::Int(0), Operand::Int(1)),
        None => {
            let (first, last): (Operand, Operand) =
                (reduce::min(a, &Reduce::default())?.into(), reduce::max(a, &Reduce::default())?.into());
            if !finite(&first)? || !finite(&last)? {
                let (first, last) = (Number::new(&first), Number::new(&last));
                return Err(HistogramError::Detected { first, last }.into());
            }
            (first, last)
        }
    };
    if any(&calc.operator("equal", &first, &last)?, &memory)? {
        let half = Operand::Float(0.5);
        return Ok((calc.sub(&first, &half)?, calc.add(&last, &half)?));
    }
    Ok((first, last))
}

/// `a - b` without overflow: signed integers are subtracted as unsigned ones. NumPy's `_unsigned_subtract`.
pub(super) fn distance(a: &Operand, b: &Operand, memory: &Memory) -> Result<Operand> {
    let dtype = result_type(&[a.clone(), b.clone()]);
    let unsigned = match dtype {
        DType::Int8 => DType::UInt8,
        DType::Int16 => DType::UInt16,
        DType::Int32 => DType::UInt32,
        DType::Int64 => DType::UInt64,
        _ => {
            let options = Options { fixed: Fixed::Outputs(dtype), ..Options::default() };
            return Ok(Apply(memory).with("subtract", &[a.clone(), b.clone()], &options)?.into_operand());
        }
    };
    let (a, b) =
        (as_dtype(&a.to_array(memory)?, dtype, "array")?, as_dtype(&b.to_array(memory)?, dtype, "array")?);
    let options = Options {
        fixed: Fixed::Outputs(unsigned),
        casting: crate::memory::Casting::Unsafe,
        ..Options::default()
    };
    Ok(Apply(memory).with("subtract", &[a.into(), b.into()], &options)?.into_operand())
}

/// `np.linspace(first, last, bins + 1, dtype=dtype)`
pub(super) fn spaced(
    (first, last): &Range,
    bins: usize,
    dtype: Option<DType>,
    memory: &Memory,
) -> Result<Array> {
    let own = result_type(&[first.clone(), last.clone(), Operand::Float(0.0)]);
    let spacing = Spacing { num: (bins as i64).saturating_add(1), dtype, ..Spacing::default() };
    Ok(linspace(&first.to_array(memory)?, &last.to_array(memory)?, own, &spacing)?.values)
}

/// Whether the comparison `name` of an element and the next one holds anywhere.
pub(super) fn steps_are(name: &'static str, edges: &Array) -> Result<bool> {
    let memory = edges.memory();
    let (low, high) = (slice(edges, 0, None, Some(-1)), slice(edges, 0, Some(1), None));
    any(&Calc(&memory).operator(name, &low.into(), &high.into())?, &memory)
}

/// The elements of a vector between two edges, these included; the vector itself if all are, and which they are otherwise.
pub(super) fn within(a: &Array, (first, last): &Range) -> Result<(Array, Option<Array>)> {
    let memory = a.memory();
    let calc = Calc(&memory);
    let held: Operand = a.clone().into();
    let (above, below) =
        (calc.operator("greater_equal", &held, first)?, calc.operator("less_equal", &held, last)?);
    let keep = calc.operator("bitwise_and", &above, &below)?;
    if all(&keep, &memory)? {
        return Ok((a.clone(), None));
    }
    let keep = keep.to_array(&memory)?;
    Ok((index::get(a, &[IndexItem::Array(keep.clone())])?.into_array(a)?, Some(keep)))
}

/// NumPy's `_get_bin_edges` for a vector.
pub(super) fn edges(a: &Array, bins: &Bins, range: Option<&Range>, weighted: bool) -> Result<Edges> {
    let memory = a.memory();
    let (range, count) = match bins {
        Bins::Edges(edges) => {
            if edges.ndim() != 1 {
                return Err(HistogramError::BinsDepth {}.into());
            }
            if steps_are("greater", edges)? {
                return Err(HistogramError::Falling {}.into());
            }
            return Ok(Edges { edges: edges.clone(), even: None });
        }
        Bins::Count(count) => {
            let count = usize::try_from(*count).ok().filter(|&n| n > 0);
            let count = count.ok_or(HistogramError::NotPositive {})?;
            (outer(a, range)?, count)
        }
        Bins::Estimated(name) => {
            super::estimate::check(name)?;
            if weighted {
                return Err(HistogramError::EstimatedWeights {}.into());
            }
            let outer = outer(a, range)?;
            let part = if range.is_some() { within(a, &outer)?.0 } else { a.clone() };
            let count = estimated(&part, name, &outer)?;
            (outer, count)
        }
    };
    let mut dtype = result_type(&[range.0.clone(), range.1.clone(), a.clone().into()]);
    if matches!(dtype.kind(), Kind::Int | Kind::UInt) {
        dtype = DType::Float64;
    }
    let edges = spaced(&range, count, Some(dtype), &memory)?;
    if steps_are("greater_equal", &edges)? {
        return Err(HistogramError::TooMany { bins: count }.into());
    }
    Ok(Edges { edges, even: Some((range, count)) })
}

/// How many bins an estimator finds right.
fn estimated(a: &Array, name: &str, range: &Range) -> Result<usize> {
    let memory = a.memory();
    if a.size() == 0 {
        return Ok(1);
    }
    let mut width = width(name, a, range)?;
    let value = to_f64(&width, &memory)?;
    if value == 0.0 {
        return Ok(1);
    }
    if a.dtype().is_integer() && value < 1.0 {
        width = Operand::Int(1);
    }
    let calc = Calc(&memory);
    let delta = distance(&range.1, &range.0, &memory)?;
    let bins = to_f64(&calc.one("ceil", &calc.div(&delta, &width)?)?, &memory)?;
    if bins.is_nan() {
        return Err(HistogramError::NanBins {}.into());
    }
    if bins.is_infinite() {
        return Err(HistogramError::InfiniteBins {}.into());
    }
    Ok(bins as usize)
}

/// `np.histogram_bin_edges(a, bins, range, weights)`.
///
/// Fails with `ValueError` or `TypeError` for bins and ranges that are none. Warns of bools.
pub fn histogram_bin_edges(
    a: &Array,
    bins: &Bins,
    range: Option<&Range>,
    weights: Option<&Array>,
) -> Result<Array> {
    let (a, weights) = super::histogram::flat(a, weights)?;
    Ok(edges(&a, bins, range, weights.is_some())?.edges)
}

/// A number as a message gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    value: f64,
    whole: bool,
    single: bool,
}

impl Number {
    pub(super) fn new(x: &Operand) -> Self {
        let whole = |dtype: DType| !dtype.is_inexact();
        match x {
            Operand::Int(n) => Self { value: *n as f64, whole: true, single: false },
            Operand::Float(x) => Self { value: *x, whole: false, single: false },
            Operand::Scalar(s) => {
                Self { value: scalar_as(s), whole: whole(s.dtype()), single: s.dtype() == DType::Float32 }
            }
            _ => Self { value: f64::NAN, whole: false, single: false },
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            x if x.is_nan() => f.write_str("nan"),
            x if x.is_infinite() => f.write_str(if x > 0.0 { "inf" } else { "-inf" }),
            x if self.whole => write!(f, "{}", x as i64),
            x if self.single => write!(f, "{:?}", x as f32),
            x => write!(f, "{x:?}"),
        }
    }
}

crate::error_kinds! {
    /// What a histogram refuses, and what it warns of.
    pub enum HistogramError {
        /// `histogram([1], range=(2, 1))`
        ValueError Order {} = "max must be larger than min in range parameter.";
        /// `histogram([1], range=(0, inf))`
        ValueError Supplied { first: Number, last: Number } = "supplied range of [{first}, {last}] is not finite";
        /// `histogram([1, nan])`
        ValueError Detected { first: Number, last: Number } = "autodetected range of [{first}, {last}] is not finite";
        /// `histogram([1], bins=0)`
        ValueError NotPositive {} = "`bins` must be positive, when an integer";
        /// `histogram([1], bins=[2, 1])`
        ValueError Falling {} = "`bins` must increase monotonically, when an array";
        /// `histogram([1], bins=[[1]])`
        ValueError BinsDepth {} = "`bins` must be 1d, when an array";
        /// `histogram([1], bins='few')`
        ValueError Estimator { name: String } = "'{name}' is not a valid estimator for `bins`";
        /// `histogram([1], bins='auto', weights=[1])`
        TypeError EstimatedWeights {} = "Automated estimation of the number of bins is not supported for weighted data";
        /// `histogram([1e20, 1e20 + 1e5], bins=50)`
        ValueError TooMany { bins: usize } = "Too many bins for data range. Cannot create {bins} finite-sized bins.";
        /// `histogram([1, 2], weights=[1])`
        ValueError Weights {} = "weights should have the same shape as a.";
        /// `histogram([True])`
        RuntimeWarning Bools {} = "Converting input from bool to <class 'numpy.uint8'> for compatibility.";
        /// `histogram(arange(5), bins='stone')` where the most bins are the best
        RuntimeWarning Suboptimal {} = "The number of bins estimated may be suboptimal.";
        /// `histogram([1e308, -1e308], bins='auto')`
        ValueError NanBins {} = "cannot convert float NaN to integer";
        /// `histogram([1e308, -1e308], bins='sqrt')`
        OverflowError InfiniteBins {} = "cannot convert float infinity to integer";
        /// `histogramdd([1, 2], bins=[0])`
        ValueError NotPositiveOf { dimension: usize } = "`bins[{dimension}]` must be positive, when an integer";
        /// `histogramdd([1, 2], bins=[[2, 1]])`
        ValueError FallingOf { dimension: usize } = "`bins[{dimension}]` must be monotonically increasing, when an array";
        /// `histogramdd([1, 2], bins=[[[1]]])`
        ValueError BinsDepthOf { dimension: usize } = "`bins[{dimension}]` must be a scalar or 1d array";
    }
}
