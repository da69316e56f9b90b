//! What NumPy spells with square brackets: `r_`, `c_`, `mgrid`, `ogrid`, `s_`, `index_exp`; and arrays from functions, iterators and buffers.

use std::any::Any;

use crate::error::Result;
use crate::memory::{Array, DType};
use crate::ops::create;

use super::super::bytes::ByteString;
use super::super::call::{Args, Given};
use super::super::convert::{float, index_int, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Returns, function};
use super::super::value::Value;
use super::numpy;

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["fromfunction"],
        "function, shape, *, dtype=float, like=None, **kwargs",
        |interp, args| {
            let shape = interp.ints(args.value("shape"))?;
            let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Float64);
            let grid = create::indices(&interp.memory, &shape, dtype)?;
            let grids = interp.arrays(&Value::Array(grid))?;
            let given =
                Given { names: args.extra.clone(), ..Given::places(grids.into_iter().map(Value::Array)) };
            interp.call(&args.value("function").clone(), given)
        },
        Returns::Other,
        "What a function makes of the indices along each axis, each given as an array.",
        "fromfunction(lambda i, j: i + j, (2, 3), dtype=int)",
    ),
    function(
        &["fromiter"],
        "iter, dtype, count=-1, *, like=None",
        |interp, args| {
            let dtype = interp.dtype(args.value("dtype"))?;
            let count = args.get("count").map_or(Ok(-1), index_int)?;
            let mut items = interp.items(&args.value("iter").clone())?;
            if let Ok(count) = usize::try_from(count) {
                if items.len() < count {
                    return Err(E::ShortIterator { expected: count, got: items.len() }.into());
                }
                items.truncate(count);
            }
            Ok(interp.array_as(&Value::list(items), Some(dtype))?.into())
        },
        Returns::New,
        "The items of an iterable, as a 1-d array.",
        "fromiter(range(3), float)",
    ),
    function(
        &["frombuffer"],
        "buffer, dtype=float, count=-1, offset=0, *, like=None",
        from_buffer,
        Returns::View,
        "The bytes of an array, or of a bytes object, as a 1-d array of another dtype: a view.",
        "frombuffer(arange(2), dtype='uint8')",
    ),
    function(
        &["asarray_chkfinite"],
        "a, dtype=None, order=None",
        |interp, args| {
            let names = ["dtype", "order"]
                .into_iter()
                .filter_map(|n| Some((n.into(), args.get(n)?.clone())))
                .collect();
            let given = Given { names, ..Given::places([args.value("a").clone()]) };
            let a = numpy(interp, "asarray", given)?;
            if let Value::Array(array) = &a
                && (array.dtype().is_complex() || array.dtype().kind() == crate::memory::Kind::Float)
            {
                let finite = numpy(interp, "isfinite", Given::places([a.clone()]))?;
                if !truth(&numpy(interp, "all", Given::places([finite]))?)? {
                    return Err(E::NotFinite {}.into());
                }
            }
            Ok(a)
        },
        Returns::AliasOrCopy,
        "As asarray, but infinities and NaNs are errors.",
        "asarray_chkfinite([1.0, 2.0])",
    ),
];

/// The objects that are indexed instead of called.
pub(in super::super) fn bracketed(name: &str) -> Option<Value> {
    Some(match name {
        "r_" => Value::object(Joiner {
            axis: 0,
            ndmin: 1,
            place: -1,
            class: "numpy.lib._index_tricks_impl.RClass",
        }),
        "c_" => Value::object(Joiner {
            axis: -1,
            ndmin: 2,
            place: 0,
            class: "numpy.lib._index_tricks_impl.CClass",
        }),
        "mgrid" => Value::object(Grid { sparse: false }),
        "ogrid" => Value::object(Grid { sparse: true }),
        "s_" => Value::object(Expression { always_tuple: false }),
        "index_exp" => Value::object(Expression { always_tuple: true }),
        _ => return None,
    })
}

/// Their names.
pub(in super::super) const BRACKETED: [&str; 6] = ["r_", "c_", "mgrid", "ogrid", "s_", "index_exp"];

/// `np.s_[…]`: the index itself.
#[derive(Debug)]
struct Expression {
    always_tuple: bool,
}

impl Object for Expression {
    fn type_name(&self) -> &'static str {
        "numpy.lib._index_tricks_impl.IndexExpression"
    }

    fn index(&self, _: &mut Interp, index: &Value) -> Result<Option<Value>> {
        Ok(Some(match index {
            Value::Tuple(_) => index.clone(),
            one if self.always_tuple => Value::tuple(vec![one.clone()]),
            one => one.clone(),
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The bounds of a slice that stands for numbers.
struct Bounds {
    start: Value,
    stop: Value,
    step: Value,
    /// How many, where the step is an imaginary number.
    count: Option<f64>,
}

impl Bounds {
    fn new(slice: &Value) -> Result<Self> {
        let Value::Slice(parts) = slice else {
            return Err(E::NoSlice { type_name: slice.type_name() }.into());
        };
        let or = |value: &Value, default: i64| match value {
            Value::None => Value::Int(default),
            other => other.clone(),
        };
        let count = match &parts[2] {
            Value::Complex(z) => Some(z.norm()),
            Value::Scalar(x) if x.dtype().is_complex() => {
                Some(crate::ops::scalar_as::<crate::memory::C128>(x).norm())
            }
            _ => None,
        };
        Ok(Self { start: or(&parts[0], 0), stop: parts[1].clone(), step: or(&parts[2], 1), count })
    }

    fn is_whole(&self) -> bool {
        let whole = |value: &Value| match value {
            Value::Int(_) | Value::Bool(_) => true,
            Value::Scalar(x) => x.dtype().is_integer(),
            _ => false,
        };
        self.count.is_none() && whole(&self.start) && whole(&self.stop) && whole(&self.step)
    }

    fn has_stop(&self) -> bool {
        !matches!(self.stop, Value::None)
    }

    /// How many numbers they give along an axis of a grid, and what lies between two of them.
    fn along(&self) -> Result<(i64, f64, f64)> {
        let (start, stop) = (float(&self.start)?, float(&self.stop)?);
        match self.count {
            Some(count) => {
                let n = count.trunc();
                let step = if n == 1.0 { 1.0 } else { (stop - start) / (n - 1.0) };
                Ok((n as i64, start, step))
            }
            None => {
                let step = float(&self.step)?;
                if step == 0.0 {
                    return Err(E::DivisionByZero {}.into());
                }
                Ok((((stop - start) / step).ceil() as i64, start, step))
            }
        }
    }
}

/// `np.mgrid` and `np.ogrid`.
#[derive(Debug)]
struct Grid {
    sparse: bool,
}

impl Object for Grid {
    fn type_name(&self) -> &'static str {
        if self.sparse {
            "numpy.lib._index_tricks_impl.OGridClass"
        } else {
            "numpy.lib._index_tricks_impl.MGridClass"
        }
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        let Value::Tuple(parts) = index else {
            return numbers(interp, &Bounds::new(index)?).map(Some);
        };
        let bounds = parts.iter().map(Bounds::new).collect::<Result<Vec<_>>>()?;
        let dtype = if bounds.iter().all(Bounds::is_whole) { DType::Int64 } else { DType::Float64 };
        // Bounds that are no numbers make NumPy look for the parts of a single slice.
        let tuple = || E::NoSlice { type_name: "tuple".into() }.into();
        let along = bounds
            .iter()
            .map(|b| if b.has_stop() { b.along() } else { Err(tuple()) })
            .collect::<Result<Vec<_>>>()?;
        let grids = create::spaced_grid(&interp.memory, &along, dtype, self.sparse)?;
        Ok(Some(match (self.sparse, <[Array; 1]>::try_from(grids)) {
            (false, Ok([grid])) => Value::Array(grid),
            (_, Ok(grids)) => Value::tuple(grids.into_iter().map(Value::Array).collect()),
            (_, Err(grids)) => Value::tuple(grids.into_iter().map(Value::Array).collect()),
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The numbers of one slice: as `arange` gives them, or with an imaginary step so many with both ends.
fn numbers(interp: &mut Interp, bounds: &Bounds) -> Result<Value> {
    let Some(count) = bounds.count else {
        let given = Given::places([bounds.start.clone(), bounds.stop.clone(), bounds.step.clone()]);
        return numpy(interp, "arange", given);
    };
    let (n, start, step) = bounds.along()?;
    let n = if count < 1.0 { 0 } else { n };
    let numbers = create::spaced_grid(&interp.memory, &[(n, start, step)], DType::Float64, true)?;
    Ok(numbers.into_iter().next().map_or(Value::None, Value::Array))
}

/// `np.r_` and `np.c_`: joins what stands between the brackets.
#[derive(Debug)]
struct Joiner {
    axis: i64,
    ndmin: i64,
    /// Where the axes of an array with fewer than `ndmin` come to stand.
    place: i64,
    class: &'static str,
}

impl Object for Joiner {
    fn type_name(&self) -> &'static str {
        self.class
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        let items = match index {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        let (mut axis, mut ndmin, mut place) = (self.axis, self.ndmin, self.place);
        let (mut parts, mut kinds) = (Vec::new(), Vec::new());
        for (k, item) in items.iter().enumerate() {
            let part = match item {
                Value::Str(directive) => {
                    if k != 0 {
                        return Err(E::LateDirective {}.into());
                    }
                    (axis, ndmin, place) = directed(directive, (axis, ndmin, place))?;
                    continue;
                }
                Value::Slice(_) => {
                    let bounds = Bounds::new(item)?;
                    let part = match bounds.count {
                        None => numbers(interp, &bounds)?,
                        Some(count) => {
                            let ends = [bounds.start, bounds.stop, Value::Int(count.trunc() as i64)];
                            numpy(interp, "linspace", Given::places(ends))?
                        }
                    };
                    let part = deepened(interp, part, ndmin, None)?;
                    if ndmin > 1 && place != -1 {
                        numpy(interp, "swapaxes", Given::places([part, Value::Int(-1), Value::Int(place)]))?
                    } else {
                        part
                    }
                }
                Value::Int(_)
                | Value::BigInt(_)
                | Value::Bool(_)
                | Value::Float(_)
                | Value::Complex(_)
                | Value::Scalar(_) => {
                    kinds.push(item.clone());
                    parts.push(item.clone());
                    continue;
                }
                other => {
                    let plain = interp.as_array(other)?;
                    let missing = ndmin - plain.ndim() as i64;
                    let part = deepened(interp, Value::Array(plain), ndmin, None)?;
                    if place != -1 && missing > 0 {
                        let from = if place < 0 { place + missing + 1 } else { place };
                        // Python's slices of the axes, which end at the last one.
                        let from = if from < 0 { (from + ndmin).max(0) } else { from.min(ndmin) };
                        let axes: Vec<i64> = (0..from).chain(missing..ndmin).chain(from..missing).collect();
                        let axes = Value::tuple(axes.into_iter().map(Value::Int).collect());
                        numpy(interp, "transpose", Given::places([part, axes]))?
                    } else {
                        part
                    }
                }
            };
            if let Value::Array(array) = &part {
                kinds.push(Value::DType(array.dtype()));
            }
            parts.push(part);
        }
        if !kinds.is_empty() {
            let dtype = numpy(interp, "result_type", Given::places(kinds))?;
            parts = parts
                .into_iter()
                .map(|part| deepened(interp, part, ndmin, Some(dtype.clone())))
                .collect::<Result<_>>()?;
        }
        numpy(interp, "concatenate", Given::places([Value::list(parts), Value::Int(axis)])).map(Some)
    }

    fn len(&self) -> Option<usize> {
        Some(0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `np.array(value, copy=None, ndmin=ndmin, dtype=dtype)`
fn deepened(interp: &mut Interp, value: Value, ndmin: i64, dtype: Option<Value>) -> Result<Value> {
    let mut given = Given::places([value]);
    given.names.push(("copy".into(), Value::None));
    given.names.push(("ndmin".into(), Value::Int(ndmin)));
    given.names.extend(dtype.map(|dtype| ("dtype".into(), dtype)));
    numpy(interp, "array", given)
}

/// Axis, least number of axes and place, as `'0,2,1'` says.
fn directed(directive: &str, before: (i64, i64, i64)) -> Result<(i64, i64, i64)> {
    let unknown = || E::Directive {
        text: if directive.contains(',') {
            format!(" {}", crate::display::str_repr(directive))
        } else {
            String::new()
        },
    };
    if matches!(directive, "r" | "c") {
        return Err(E::NoMatrix {}.into());
    }
    let numbers = directive
        .split(',')
        .map(|part| part.trim().parse().map_err(|_| unknown().into()))
        .collect::<Result<Vec<i64>>>()?;
    match *numbers.as_slice() {
        [axis] => Ok((axis, before.1, before.2)),
        [axis, ndmin] => Ok((axis, ndmin, before.2)),
        [axis, ndmin, place] => Ok((axis, ndmin, place)),
        _ => Err(unknown().into()),
    }
}

fn from_buffer(interp: &mut Interp, args: Args) -> Result<Value> {
    let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Float64);
    let (count, offset) =
        (args.get("count").map_or(Ok(-1), index_int)?, args.get("offset").map_or(Ok(0), index_int)?);
    match args.value("buffer") {
        Value::Array(a) => Ok(crate::ops::shape::from_buffer(a, dtype, count, offset)?.into()),
        Value::Bytes(bytes) => {
            let whole = bytes.array(&interp.memory)?;
            let view = crate::ops::shape::from_buffer(&whole, dtype, count, offset)?;
            Ok(view.with_base(ByteString::base(&whole)).into())
        }
        // A view that writes where the bytearray reads.
        other if let Some(own) = super::as_bytearray(other) => {
            let whole = own.array(&interp.memory)?;
            Ok(crate::ops::shape::from_buffer(&whole, dtype, count, offset)?.into())
        }
        other => {
            Err(E::Type { message: format!("a bytes-like object is required, not '{}'", other.type_name()) }
                .into())
        }
    }
}
