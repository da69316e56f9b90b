//! Counts: of integers, and in the bins of histograms.

use crate::error::Result;
use crate::memory::{Array, Casting, DType, made};
use crate::ops::convert::{astype, check_cast};
use crate::ops::index::PickError;
use crate::ops::shape::{atleast_2d, transpose};
use crate::ops::statistics::{self, Bins, Range};

use super::super::call::Args;
use super::super::convert::{index_int, short_type, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::Builtin;
use super::super::value::Value;
use super::array;
use super::statistics::{optional, row};

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["bincount"],
        "x, /, weights=None, minlength=0",
        bincount,
        "How often each integer from zero on occurs, or the sum of its weights.",
        "bincount([1, 0, 1, 3])",
    ),
    row(
        &["histogram"],
        "a, bins=10, range=None, density=None, weights=None",
        |interp, args| {
            let (a, weights) = (array(interp, &args, "a")?, optional(interp, &args, "weights")?);
            let (bins, range) = bins(interp, &args)?;
            let density = args.flag("density", false);
            let (counts, edges) =
                statistics::histogram(&a, &bins, range.as_ref(), density, weights.as_ref())?;
            Ok(Value::tuple(vec![counts.into(), edges.into()]))
        },
        "How many elements lie in each bin, and the edges of the bins.",
        "histogram([1, 2, 2, 4], bins=3)",
    ),
    row(
        &["histogram_bin_edges"],
        "a, bins=10, range=None, weights=None",
        |interp, args| {
            let (a, weights) = (array(interp, &args, "a")?, optional(interp, &args, "weights")?);
            let (bins, range) = bins(interp, &args)?;
            Ok(statistics::histogram_bin_edges(&a, &bins, range.as_ref(), weights.as_ref())?.into())
        },
        "The edges of the bins that histogram would count in.",
        "histogram_bin_edges([1, 2, 2, 4], bins='auto')",
    ),
    row(
        &["histogram2d"],
        "x, y, bins=10, range=None, density=None, weights=None",
        histogram2d,
        "How many points lie in each box of a grid, and the edges of its rows and columns.",
        "histogram2d([1, 2, 2], [1, 1, 3], bins=2)",
    ),
    row(
        &["histogramdd"],
        "sample, bins=10, range=None, density=None, weights=None",
        |interp, args| {
            let sample = match args.value("sample").clone() {
                Value::Array(a) if a.ndim() == 2 => a,
                value @ (Value::Array(_)
                | Value::List(_)
                | Value::Tuple(_)
                | Value::Range(_)
                | Value::Object(_)) => columns(&interp.as_array(&value)?)?,
                other => return Err(E::NotIterable { type_name: short_type(&other) }.into()),
            };
            let bins = args.get("bins").cloned().unwrap_or(Value::Int(10));
            let (counts, edges) = grid(interp, &args, &sample, &bins)?;
            let edges = edges.into_iter().map(Value::Array).collect();
            Ok(Value::tuple(vec![counts.into(), Value::list(edges)]))
        },
        "How many points lie in each box of a grid of any dimension, and the edges along each.",
        "histogramdd([[1, 2, 2], [1, 1, 3]], bins=2)[0]",
    ),
];

/// A vector for a function that takes it as C does: lists are read in the dtype, arrays cast to it if that is safe.
///
/// Fails with `ValueError` for more or fewer than one axis, with `TypeError` for a cast that is not safe.
pub(super) fn vector(interp: &mut Interp, value: &Value, dtype: Option<DType>) -> Result<Array> {
    let given = matches!(value, Value::Array(_) | Value::Object(_));
    let a = interp.as_array(value)?;
    match a.ndim() {
        0 => return Err(PickError::TooShallow {}.into()),
        1 => {}
        _ if given => return Err(PickError::TooDeep {}.into()),
        _ => return Err(E::TooDeep { ndim: 1 }.into()),
    }
    dtype.map_or(Ok(a.clone()), |dtype| cast(&a, dtype, given))
}

/// The array in another dtype: arrays are cast if that is safe, what was made of a list as its elements would be.
pub(super) fn cast(a: &Array, dtype: DType, given: bool) -> Result<Array> {
    if given {
        check_cast(a, dtype, Casting::Safe)?;
    } else if a.dtype().is_complex() && !dtype.is_complex() {
        let message = "float() argument must be a string or a real number, not 'complex'".into();
        return Err(E::Type { message }.into());
    }
    astype(a, dtype, crate::memory::Order::K, Casting::Unsafe, false)
}

fn bincount(interp: &mut Interp, args: Args) -> Result<Value> {
    let value = args.value("x").clone();
    let given = matches!(value, Value::Array(_) | Value::Object(_));
    let x = vector(interp, &value, None)?;
    let x = match x.dtype() {
        // NumPy lets uint64 pass, and wraps it.
        DType::UInt64 => cast(&x, DType::Int64, false)?,
        d if d.is_inexact() && !given => {
            if x.size() > 0 && !d.is_complex() {
                interp.memory.warn(BincountWarning::NotIntegers {});
            }
            cast(&x, DType::Int64, false)?
        }
        _ => cast(&x, DType::Int64, given)?,
    };
    let minlength = match args.get("minlength") {
        None => 0,
        Some(Value::None) => {
            return Err(E::Type { message: "use 0 instead of None for minlength".into() }.into());
        }
        Some(value) => index_int(value)?,
    };
    let Ok(minlength) = usize::try_from(minlength) else {
        return Err(E::Value { message: "'minlength' must not be negative".into() }.into());
    };
    let weights = match args.some("weights").cloned() {
        Some(value) if x.size() > 0 => Some(vector(interp, &value, Some(DType::Float64))?),
        _ => None,
    };
    Ok(statistics::bincount(&x, weights.as_ref(), minlength)?.into())
}

/// `bins=` and `range=` of a histogram of one dimension. The range does not count if the bins are given.
fn bins(interp: &mut Interp, args: &Args) -> Result<(Bins, Option<Range>)> {
    let bins = match args.get("bins").cloned() {
        None => Bins::Count(10),
        Some(Value::Str(name)) => Bins::Estimated(name.to_string()),
        Some(value) => match try_index_int(&value)? {
            Some(count) => Bins::Count(count),
            None if is_single(&value) => {
                let message = "`bins` must be an integer, a string, or an array".into();
                return Err(E::Type { message }.into());
            }
            None => return Ok((Bins::Edges(interp.as_array(&value)?), None)),
        },
    };
    Ok((bins, args.some("range").cloned().map(|value| range(interp, &value)).transpose()?))
}

/// Whether `np.ndim(value)` is zero.
fn is_single(value: &Value) -> bool {
    match value {
        Value::Array(a) => a.ndim() == 0,
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Object(_) => false,
        _ => true,
    }
}

/// A pair of numbers, unpacked.
fn range(interp: &mut Interp, value: &Value) -> Result<Range> {
    let items = items(interp, value)?.ok_or_else(|| E::NotUnpackable { type_name: short_type(value) })?;
    match items.as_slice() {
        [first, last] => {
            let (first, last) = (interp.operand(first)?, interp.operand(last)?);
            for end in [&first, &last] {
                if let crate::ops::ufunc::Operand::Array(a) = end
                    && a.size() != 1
                {
                    return Err(if a.size() == 0 { E::EmptyTruth {} } else { E::AmbiguousTruth {} }.into());
                }
            }
            Ok((first, last))
        }
        [] | [_] => Err(E::NotEnoughValues { expected: 2, got: items.len() }.into()),
        _ => Err(E::TooManyValues { expected: 2 }.into()),
    }
}

/// The items of a sequence or an array; `None` for anything else.
fn items(interp: &mut Interp, value: &Value) -> Result<Option<Vec<Value>>> {
    Ok(match value {
        Value::Array(a) if a.ndim() == 1 => {
            Some(made(&a.memory(), a.size(), |i| Value::Scalar(a.item(&[i])))?)
        }
        Value::Array(a) if a.ndim() > 1 => {
            Some(interp.arrays(value)?.into_iter().map(Value::Array).collect())
        }
        Value::Range(range) => Some(made(&interp.memory, range.len(), |i| range.get(i))?),
        other => other.sequence(),
    })
}

/// `np.atleast_2d(sample).T`, which must then have two axes.
fn columns(sample: &Array) -> Result<Array> {
    let turned = transpose(&atleast_2d(sample)?, None)?;
    if turned.ndim() > 2 {
        return Err(E::TooManyValues { expected: 2 }.into());
    }
    Ok(turned)
}

/// The histogram of points in rows.
fn grid(interp: &mut Interp, args: &Args, sample: &Array, given: &Value) -> Result<(Array, Vec<Array>)> {
    let dimensions = sample.shape()[1];
    let each = match items(interp, given)? {
        Some(each) if each.len() != dimensions => {
            let message = "The dimension of bins must be equal to the dimension of the sample x.".into();
            return Err(E::Value { message }.into());
        }
        Some(each) => each,
        None => crate::memory::filled(dimensions, given.clone()),
    };
    let ranges = match args.some("range").cloned() {
        None => crate::memory::filled(dimensions, Value::None),
        Some(value) => items(interp, &value)?.ok_or_else(|| E::NoLen { type_name: short_type(&value) })?,
    };
    if ranges.len() != dimensions {
        return Err(E::Value { message: "range argument must have one entry per dimension".into() }.into());
    }
    let mut bins = crate::memory::with_room(dimensions);
    for (i, value) in each.iter().enumerate() {
        bins.push(match try_index_int(value)? {
            Some(count) => Bins::Count(count),
            None if !is_single(value) => Bins::Edges(interp.as_array(value)?),
            None if !value.is_number() && !matches!(value, Value::Array(_)) => {
                let (left, right) = (short_type(value), "int".into());
                return Err(E::Comparison { op: "<", left, right }.into());
            }
            None if super::super::convert::float(value)? < 1.0 => Bins::Count(0),
            None => {
                let message = format!("`bins[{i}]` must be an integer, when a scalar");
                return Err(E::Type { message }.into());
            }
        });
    }
    let ranges = ranges
        .iter()
        .map(|value| match value {
            Value::None => Ok(None),
            value => range(interp, value).map(Some),
        })
        .collect::<Result<Vec<_>>>()?;
    let weights = match args.some("weights").cloned() {
        None => None,
        Some(value) => {
            let weights = interp.as_array(&value)?;
            Some(vector(interp, &weights.into(), Some(DType::Float64))?)
        }
    };
    statistics::histogramdd(sample, &bins, &ranges, args.flag("density", false), weights.as_ref())
}

fn histogram2d(interp: &mut Interp, args: Args) -> Result<Value> {
    let mut vectors = Vec::with_capacity(2);
    for name in ["x", "y"] {
        let value = args.value(name).clone();
        let a = interp.as_array(&value)?;
        if a.ndim() == 0 {
            return Err(match value {
                Value::Array(_) => E::UnsizedLen {}.into(),
                value => E::NoLen { type_name: short_type(&value) }.into(),
            });
        }
        vectors.push(a);
    }
    if vectors[0].first_len() != vectors[1].first_len() {
        return Err(E::Value { message: "x and y must have the same length.".into() }.into());
    }
    let both = crate::ops::join::stack(&vectors, 0, &crate::ops::join::Options::default())?;
    let sample = columns(&both)?;
    let mut bins = args.get("bins").cloned().unwrap_or(Value::Int(10));
    if items(interp, &bins)?.is_some_and(|items| !matches!(items.len(), 1 | 2)) {
        let edges = Value::Array(interp.as_array(&bins)?);
        bins = Value::list(vec![edges.clone(), edges]);
    }
    let (counts, mut edges) = grid(interp, &args, &sample, &bins)?;
    let (y, x) = (edges.pop(), edges.pop());
    Ok(Value::tuple([Some(counts), x, y].into_iter().flatten().map(Value::Array).collect()))
}

crate::error_kinds! {
    /// What `bincount` warns of.
    pub enum BincountWarning {
        /// `bincount([1.5])`
        DeprecationWarning NotIntegers {} = "Non-integer input passed to bincount. In a future version of NumPy, this will be an error. (Deprecated NumPy 2.1)";
    }
}
