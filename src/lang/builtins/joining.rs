//! Joining: always copies.

use crate::error::Result;
use crate::memory::{Array, Casting, DType};
use crate::ops::convert::ConvertError;
use crate::ops::index::{PickError, Slice};
use crate::ops::join::{self, Blocks, Options, Positions};
use crate::ops::ufunc;

use super::super::call::Args;
use super::super::containers::slice_bound;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::{array, out, target};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::Copy, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["concatenate", "concat"],
        "arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind'",
        |interp, args| {
            let given = args.value("arrays");
            let sequence = match given {
                Value::Array(a) => a.ndim() > 0,
                other => matches!(other, Value::List(_) | Value::Tuple(_) | Value::Range(_)),
            };
            if !sequence {
                let message = "dispatcher for __array_function__ did not return an iterable".into();
                return Err(E::Type { message }.into());
            }
            let axis = match args.get("axis") {
                None => Some(0),
                axis => interp.axis(axis)?,
            };
            let mut options = options(interp, &args, true)?;
            let arrays = interp.arrays(given)?;
            if let (None, None, None, Some(items)) = (axis, options.dtype, &options.out, given.sequence()) {
                // Flattened, Python's numbers take the dtype of the arrays beside them.
                let weak = |v: &Value| matches!(v, Value::Int(_) | Value::Float(_) | Value::Complex(_));
                if items.iter().any(weak) && !items.iter().all(weak) {
                    let operands = items.iter().map(|v| interp.operand(v)).collect::<Result<Vec<_>>>()?;
                    options.dtype = Some(ufunc::result_type(&operands));
                    options.casting = Casting::Unsafe;
                }
            }
            Ok(join::concatenate(&arrays, axis, &options)?.into())
        },
        "Arrays one after the other along an axis, copied.",
        "concatenate([[1, 2], [3]])",
    ),
    row(
        &["stack"],
        "arrays, axis=0, out=None, *, dtype=None, casting='same_kind'",
        |interp, args| {
            let arrays = interp.arrays_to_stack(args.value("arrays"))?;
            let axis = args.get("axis").map_or(Ok(0), index_int)?;
            let options = options(interp, &args, true)?;
            Ok(join::stack(&arrays, axis, &options)?.into())
        },
        "Arrays side by side along a new axis, copied.",
        "stack([[1, 2], [3, 4]], axis=1)",
    ),
    row(
        &["vstack"],
        "tup, *, dtype=None, casting='same_kind'",
        |interp, args| {
            let arrays = interp.arrays_to_stack(args.value("tup"))?;
            let options = options(interp, &args, false)?;
            Ok(join::vstack(&arrays, &options)?.into())
        },
        "Rows under each other, copied.",
        "vstack([[1, 2], [3, 4]])",
    ),
    row(
        &["row_stack"],
        "tup, *, dtype=None, casting='same_kind'",
        |interp, args| {
            interp.memory.warn(E::RowStack {});
            let arrays = interp.arrays_to_stack(args.value("tup"))?;
            let options = options(interp, &args, false)?;
            Ok(join::vstack(&arrays, &options)?.into())
        },
        "The former name of vstack.",
        "row_stack([[1, 2], [3, 4]])",
    ),
    row(
        &["hstack"],
        "tup, *, dtype=None, casting='same_kind'",
        |interp, args| {
            let arrays = interp.arrays_to_stack(args.value("tup"))?;
            let options = options(interp, &args, false)?;
            Ok(join::hstack(&arrays, &options)?.into())
        },
        "Columns beside each other, copied.",
        "hstack([[1, 2], [3]])",
    ),
    row(
        &["dstack"],
        "tup",
        |interp, args| Ok(join::dstack(&interp.arrays_to_stack(args.value("tup"))?)?.into()),
        "Along the third axis, copied.",
        "dstack([[1, 2], [3, 4]])",
    ),
    row(
        &["column_stack"],
        "tup",
        |interp, args| Ok(join::column_stack(&interp.arrays_to_stack(args.value("tup"))?)?.into()),
        "1-D arrays as columns, copied.",
        "column_stack([[1, 2], [3, 4]])",
    ),
    row(
        &["append"],
        "arr, values, axis=None",
        |interp, args| {
            let (a, values) = (array(interp, &args, "arr")?, array(interp, &args, "values")?);
            Ok(join::append(&a, &values, interp.axis(args.get("axis"))?)?.into())
        },
        "Values after the end, in a copy.",
        "append([1, 2], 3)",
    ),
    row(
        &["repeat"],
        "a, repeats, axis=None",
        repeat,
        "Each element several times, copied.",
        "repeat([1, 2], 2)",
    ),
    Builtin::new(
        &["repeat"],
        Home::Array,
        "repeats, axis=None",
        repeat,
        Returns::Copy,
        "Each element several times, copied.",
        "arange(2).repeat(2)",
    ),
    row(
        &["tile"],
        "A, reps",
        |interp, args| {
            let a = array(interp, &args, "A")?;
            Ok(join::tile(&a, &interp.ints(args.value("reps"))?)?.into())
        },
        "The whole several times, copied.",
        "tile([1, 2], 2)",
    ),
    row(
        &["roll"],
        "a, shift, axis=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let axes = interp.axes(args.get("axis"))?;
            Ok(join::roll(&a, &interp.ints(args.value("shift"))?, axes.as_deref())?.into())
        },
        "Shifted round, in a copy.",
        "roll([1, 2, 3], 1)",
    ),
    row(
        &["block"],
        "arrays",
        |interp, args| {
            let blocks = blocks(interp, args.value("arrays"))?;
            Ok(join::block(&blocks)?.into())
        },
        "Blocks in nested lists, put together and copied.",
        "block([[array([1]), array([2])], [array([3]), array([4])]])",
    ),
    row(
        &["insert"],
        "arr, obj, values, axis=None",
        |interp, args| {
            let a = array(interp, &args, "arr")?;
            let axis = axis_of(interp, &args, &a)?;
            let at = positions(interp, args.value("obj"), true)?;
            let values = interp.array_as(args.value("values"), Some(a.dtype()))?;
            Ok(join::insert(&a, &at, &values, axis)?.into())
        },
        "Values before places, in a copy.",
        "insert([1, 3], 1, 2)",
    ),
    row(
        &["delete"],
        "arr, obj, axis=None",
        |interp, args| {
            let a = array(interp, &args, "arr")?;
            let axis = axis_of(interp, &args, &a)?;
            let at = positions(interp, args.value("obj"), false)?;
            Ok(join::delete(&a, &at, axis)?.into())
        },
        "Without what stands at places, in a copy.",
        "delete([1, 2, 3], 1)",
    ),
];

fn blocks(interp: &mut Interp, value: &Value) -> Result<Blocks> {
    Ok(match value {
        Value::List(list) => {
            Blocks::List(list.items().iter().map(|item| blocks(interp, item)).collect::<Result<Vec<_>>>()?)
        }
        other => Blocks::Array(interp.as_array(other)?),
    })
}

/// The axis along which is inserted or deleted, looked at before the places.
fn axis_of(interp: &Interp, args: &Args, a: &Array) -> Result<Option<i64>> {
    let axis = interp.axis(args.get("axis"))?;
    if let Some(axis) = axis {
        crate::ops::shape::normalize_axis(axis, a.ndim(), None)?;
    }
    Ok(axis)
}

/// Places along an axis, to insert at or to delete: an int, a slice, a sequence of ints or of bools.
fn positions(interp: &mut Interp, value: &Value, inserts: bool) -> Result<Positions> {
    if let Value::Slice(parts) = value {
        return Ok(Positions::Slice(Slice {
            start: slice_bound(&parts[0])?,
            stop: slice_bound(&parts[1])?,
            step: slice_bound(&parts[2])?,
        }));
    }
    if !matches!(value, Value::Bool(_))
        && let Some(n) = super::super::convert::try_index_int(value)?
    {
        return Ok(Positions::One(n));
    }
    let a = match interp.as_array(value) {
        Ok(a) if !(inserts && a.size() == 1 && a.dtype().is_complex()) => a,
        Err(error) if !matches!(error.downcast_ref::<E>(), Some(E::NoDType { .. })) => return Err(error),
        _ if inserts => {
            // NumPy compares what it was given with the length of the axis.
            let left = value.sequence().and_then(|items| items.first().map(Value::type_name));
            let left = left.unwrap_or_else(|| value.type_name());
            return Err(E::Comparison { op: "<", left, right: "int".into() }.into());
        }
        _ => {
            let message = "arrays used as indices must be of integer (or boolean) type".into();
            return Err(E::Index { message }.into());
        }
    };
    if a.dtype() == DType::Bool {
        if a.ndim() != 1 && !inserts {
            return Ok(Positions::NoMask);
        }
        if inserts && !matches!(value, Value::Array(_) | Value::Scalar(_)) {
            // NumPy asks what it was given, before it is an array.
            let message = format!("'{}' object has no attribute 'ndim'", value.type_name());
            return Err(E::Attribute { message }.into());
        }
        if a.ndim() != 1 {
            let message = "boolean array argument obj to insert must be one dimensional".into();
            return Err(E::Value { message }.into());
        }
        return Ok(Positions::Mask(a.to_vec::<crate::memory::Bool>().iter().map(|b| b.get()).collect()));
    }
    if inserts && a.ndim() > 1 {
        let message = "index array argument obj to insert must be one dimensional or scalar".into();
        return Err(E::Value { message }.into());
    }
    if !a.dtype().is_integer() && (a.size() > 0 || matches!(value, Value::Array(_))) {
        if inserts && a.size() == 1 {
            let message = "slice indices must be integers or None or have an __index__ method".into();
            return Err(E::Type { message }.into());
        }
        let message = "arrays used as indices must be of integer (or boolean) type".into();
        return Err(E::Index { message }.into());
    }
    if inserts && a.size() > 1 && matches!(a.dtype().kind(), crate::memory::Kind::UInt) {
        // The places are moved on in their own dtype, to which the steps cannot be cast.
        let from = crate::memory::promote(DType::Int64, a.dtype()).name().to_owned();
        return Err(E::TextOutput { name: "add", from, to: a.dtype().name() }.into());
    }
    Ok(Positions::Many(crate::ops::to_i64s(&a)))
}

fn options(interp: &Interp, args: &Args, has_out: bool) -> Result<Options> {
    let out: Option<Array> = if has_out { out(args)? } else { None };
    Ok(Options {
        dtype: interp.opt_dtype(args.get("dtype"))?,
        casting: interp.casting(args.get("casting"), Casting::SameKind)?,
        out,
    })
}

fn repeat(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let given = args.value("repeats");
    let repeats = interp.index_array(given)?;
    let (from, to) = (repeats.dtype(), DType::Int64);
    if !from.can_cast(to, Casting::Safe) {
        return Err(ConvertError::Array { from, to, casting: Casting::Safe }.into());
    }
    if repeats.ndim() > 1 {
        return Err(match given {
            Value::Array(_) => PickError::TooDeep {}.into(),
            _ => E::TooDeep { ndim: 1 }.into(),
        });
    }
    let repeats = interp.ints(&repeats.into())?;
    Ok(join::repeat(&a, &repeats, interp.axis(args.get("axis"))?)?.into())
}
