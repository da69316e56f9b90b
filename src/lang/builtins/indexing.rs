//! Indexing by function: take, where, nonzero and their like.

use num_traits::ToPrimitive;

use crate::error::Result;
use crate::memory::{Array, DType};
use crate::ops::index::{self, Mode, Side, Triangle};
use crate::ops::ufunc;

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns, function};
use super::super::value::Value;
use super::creation::scalar_or_array;
use super::{array, out, target};

type Run = fn(&mut Interp, Args) -> Result<Value>;

const fn method(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Array, parameters, run, returns, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["take"],
        "a, indices, axis=None, out=None, mode='raise'",
        take,
        Returns::Copy,
        "The elements at indices, along an axis or of the flattened array: a copy.",
        "take([10, 20, 30], [0, 2])",
    ),
    method(
        &["take"],
        "indices, axis=None, out=None, mode='raise'",
        take,
        Returns::Copy,
        "The elements at indices: a copy.",
        "arange(5).take([0, 2])",
    ),
    function(
        &["take_along_axis"],
        "arr, indices, axis=-1",
        |interp, args| {
            let (a, indices) = (array(interp, &args, "arr")?, array(interp, &args, "indices")?);
            let axis = if args.get("axis").is_some() { interp.axis(args.get("axis"))? } else { Some(-1) };
            Ok(index::take_along_axis(&a, &indices, axis)?.into())
        },
        Returns::Copy,
        "The elements that indices name along an axis: a copy.",
        "take_along_axis(array([[3, 1]]), array([[1, 0]]), 1)",
    ),
    function(
        &["put"],
        "a, ind, v, mode='raise'",
        put,
        Returns::Nothing,
        "Writes values at indices of the flattened array.",
        "a = arange(4); put(a, [0, 2], 9); a",
    ),
    method(
        &["put"],
        "indices, values, mode='raise'",
        |interp, args| {
            let a = args.this_array()?;
            index::check_writeable(&a, "put")?;
            let indices = interp.index_array(&args.value("indices").clone())?;
            let values = interp.array_as(args.value("values"), Some(a.dtype()))?;
            index::put(&a, &indices, &values, mode(args.get("mode"))?)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Writes values at indices of the flattened array.",
        "a = arange(4); a.put([0, 2], 9); a",
    ),
    function(
        &["put_along_axis"],
        "arr, indices, values, axis",
        |interp, args| {
            let a = with_attribute(&args, "arr", "ndim")?;
            let indices = interp.index_array(&args.value("indices").clone())?;
            let values = interp.array_as(args.value("values"), Some(a.dtype()))?;
            index::put_along_axis(&a, &indices, &values, interp.axis(args.get("axis"))?)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Writes values where indices name along an axis.",
        "a = array([[3, 1]]); put_along_axis(a, array([[1]]), 9, 1); a",
    ),
    function(
        &["putmask"],
        "a, mask, values",
        |interp, args| {
            let a = own(&args, "a", "putmask: first argument must be an array")?;
            index::check_writeable(&a, "putmask")?;
            let (mask, values) =
                (array(interp, &args, "mask")?, interp.array_as(args.value("values"), Some(a.dtype()))?);
            index::putmask(&a, &mask, &values)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Writes values where a mask is true.",
        "a = arange(4); putmask(a, a > 1, 9); a",
    ),
    function(
        &["place"],
        "arr, mask, vals",
        |interp, args| {
            let a = own(&args, "arr", "place() argument 1 must be numpy.ndarray, not {}")?;
            index::check_place(&a)?;
            let (mask, values) =
                (array(interp, &args, "mask")?, interp.array_as(args.value("vals"), Some(a.dtype()))?);
            index::place(&a, &mask, &values)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Writes values one after the other where a mask is true.",
        "a = arange(4); place(a, a > 1, [7, 8]); a",
    ),
    function(
        &["choose"],
        "a, choices, out=None, mode='raise'",
        choose,
        Returns::Copy,
        "Each element from the array that a number names.",
        "choose([0, 1], [[1, 2], [3, 4]])",
    ),
    method(
        &["choose"],
        "choices, out=None, mode='raise'",
        choose,
        Returns::Copy,
        "Each element from the array that a number names.",
        "array([0, 1]).choose([[1, 2], [3, 4]])",
    ),
    function(
        &["select"],
        "condlist, choicelist, default=0",
        |interp, args| {
            let conditions = interp.arrays(args.value("condlist"))?;
            let choices = interp.items(&args.value("choicelist").clone())?;
            let default = args.get("default").cloned().unwrap_or(Value::Int(0));
            let mut operands = choices.iter().map(|v| interp.operand(v)).collect::<Result<Vec<_>>>()?;
            operands.push(interp.operand(&default)?);
            let dtype = ufunc::result_type(&operands);
            let choices = choices.iter().map(|v| interp.as_array(v)).collect::<Result<Vec<_>>>()?;
            let default = interp.array(&default)?;
            Ok(index::select(&conditions, &choices, &default, dtype)?.into())
        },
        Returns::Copy,
        "Each element from the first array whose condition holds.",
        "select([array([True, False])], [array([1, 2])], 9)",
    ),
    function(
        &["compress"],
        "condition, a, axis=None, out=None",
        |interp, args| {
            let (condition, a) = (array(interp, &args, "condition")?, array(interp, &args, "a")?);
            Ok(index::compress(&condition, &a, interp.axis(args.get("axis"))?, out(&args)?.as_ref())?.into())
        },
        Returns::Copy,
        "The slices for which a condition holds: a copy.",
        "compress([True, False], [1, 2])",
    ),
    method(
        &["compress"],
        "condition, axis=None, out=None",
        |interp, args| {
            let condition = array(interp, &args, "condition")?;
            Ok(index::compress(
                &condition,
                &args.this_array()?,
                interp.axis(args.get("axis"))?,
                out(&args)?.as_ref(),
            )?
            .into())
        },
        Returns::Copy,
        "The slices for which a condition holds: a copy.",
        "arange(2).compress([True, False])",
    ),
    function(
        &["extract"],
        "condition, arr",
        |interp, args| {
            let (condition, a) = (array(interp, &args, "condition")?, array(interp, &args, "arr")?);
            Ok(index::extract(&condition, &a)?.into())
        },
        Returns::Copy,
        "The elements for which a condition holds: a copy.",
        "extract([True, False], [1, 2])",
    ),
    function(
        &["where"],
        "condition, x=None, y=None, /",
        where_,
        Returns::Copy,
        "Elements of one array where a condition holds, of another where it does not; alone, the indices where it holds.",
        "where([True, False], [1, 2], 0)",
    ),
    function(
        &["nonzero"],
        "a",
        |interp, args| tuple(index::nonzero(&array(interp, &args, "a")?)),
        Returns::New,
        "The indices of the elements that are not zero, an array for each axis.",
        "nonzero([0, 3, 0, 4])",
    ),
    method(
        &["nonzero"],
        "",
        |_, args| tuple(index::nonzero(&args.this_array()?)),
        Returns::New,
        "The indices of the elements that are not zero, an array for each axis.",
        "array([0, 3]).nonzero()",
    ),
    function(
        &["flatnonzero"],
        "a",
        |interp, args| Ok(index::flatnonzero(&array(interp, &args, "a")?)?.into()),
        Returns::New,
        "The indices of the elements of the flattened array that are not zero.",
        "flatnonzero([0, 3, 4])",
    ),
    function(
        &["argwhere"],
        "a",
        |interp, args| Ok(index::argwhere(&array(interp, &args, "a")?)?.into()),
        Returns::New,
        "The indices of the elements that are not zero, a row for each.",
        "argwhere([0, 3, 4])",
    ),
    function(
        &["ix_"],
        "*args",
        |interp, args| {
            let arrays = args
                .rest
                .iter()
                .map(|v| {
                    let a = interp.as_array(v)?;
                    // An empty sequence counts as one of integers.
                    if a.size() == 0 && !matches!(v, Value::Array(_)) {
                        interp.array_as(v, Some(DType::Int64))
                    } else {
                        Ok(a)
                    }
                })
                .collect::<Result<Vec<_>>>()?;
            tuple(index::ix_(&arrays))
        },
        Returns::View,
        "Index vectors shaped to cross each other: views.",
        "arange(6).reshape(2, 3)[ix_([0, 1], [0, 2])]",
    ),
    function(
        &["unravel_index"],
        "indices, shape, order='C'",
        |interp, args| {
            let indices = array(interp, &args, "indices")?;
            let shape = interp.shape(args.value("shape"))?;
            let fortran = interp.c_or_f(args.get("order"))? == crate::memory::Order::F;
            let found = index::unravel_index(&indices, &shape, fortran)?;
            Ok(Value::tuple(found.into_iter().map(scalar_or_array).collect()))
        },
        Returns::New,
        "The indices along each axis of places in the flattened array.",
        "unravel_index([3, 5], (2, 3))",
    ),
    function(
        &["ravel_multi_index"],
        "multi_index, dims, mode='raise', order='C'",
        |interp, args| {
            let coordinates = interp.arrays(args.value("multi_index"))?;
            let shape = interp.shape(args.value("dims"))?;
            let modes = match args.get("mode") {
                Some(Value::Tuple(modes)) => {
                    modes.iter().map(|m| mode(Some(m))).collect::<Result<Vec<_>>>()?
                }
                one => vec![mode(one)?; shape.len()],
            };
            let fortran = interp.c_or_f(args.get("order"))? == crate::memory::Order::F;
            Ok(scalar_or_array(index::ravel_multi_index(
                &interp.memory,
                &coordinates,
                &shape,
                &modes,
                fortran,
            )?))
        },
        Returns::New,
        "The places in the flattened array of indices along each axis.",
        "ravel_multi_index(([1, 1], [0, 2]), (2, 3))",
    ),
    function(
        &["diag_indices"],
        "n, ndim=2",
        |interp, args| {
            let (n, ndim) = (index_int(args.value("n"))?, args.get("ndim").map_or(Ok(2), index_int)?);
            tuple(index::diag_indices(&interp.memory, n.max(0) as usize, ndim.max(0) as usize))
        },
        Returns::New,
        "The indices of a diagonal.",
        "diag_indices(3)",
    ),
    function(
        &["diag_indices_from"],
        "arr",
        |interp, args| tuple(index::diag_indices_from(&array(interp, &args, "arr")?)),
        Returns::New,
        "The indices of an array's diagonal.",
        "diag_indices_from(eye(3))",
    ),
    function(
        &["tril_indices"],
        "n, k=0, m=None",
        |interp, args| triangle(interp, &args, Triangle::Lower),
        Returns::New,
        "The indices of a lower triangle.",
        "tril_indices(3)",
    ),
    function(
        &["triu_indices"],
        "n, k=0, m=None",
        |interp, args| triangle(interp, &args, Triangle::Upper),
        Returns::New,
        "The indices of an upper triangle.",
        "triu_indices(3)",
    ),
    function(
        &["tril_indices_from"],
        "arr, k=0",
        |interp, args| triangle_from(interp, &args, Triangle::Lower),
        Returns::New,
        "The indices of an array's lower triangle.",
        "tril_indices_from(eye(3))",
    ),
    function(
        &["triu_indices_from"],
        "arr, k=0",
        |interp, args| triangle_from(interp, &args, Triangle::Upper),
        Returns::New,
        "The indices of an array's upper triangle.",
        "triu_indices_from(eye(3))",
    ),
    function(
        &["fill_diagonal"],
        "a, val, wrap=False",
        |interp, args| {
            let a = with_attribute(&args, "a", "ndim")?;
            let wrap = args.flag("wrap", false);
            index::check_diagonal(&a, wrap)?;
            let value = interp.array_as(args.value("val"), Some(a.dtype()))?;
            index::fill_diagonal(&a, &value, wrap)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Writes the diagonal.",
        "a = zeros((2, 2)); fill_diagonal(a, 5); a",
    ),
    function(
        &["searchsorted"],
        "a, v, side='left', sorter=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            searchsorted(interp, &args, &a)
        },
        Returns::New,
        "Where values belong in a sorted array.",
        "searchsorted([1, 2, 4], 3)",
    ),
    method(
        &["searchsorted"],
        "v, side='left', sorter=None",
        |interp, args| {
            let a = args.this_array()?;
            searchsorted(interp, &args, &a)
        },
        Returns::New,
        "Where values belong in a sorted array.",
        "array([1, 2, 4]).searchsorted(3)",
    ),
    function(
        &["digitize"],
        "x, bins, right=False",
        |interp, args| {
            let (x, bins) = (array(interp, &args, "x")?, array(interp, &args, "bins")?);
            Ok(scalar_or_array(index::digitize(&x, &bins, args.flag("right", false))?))
        },
        Returns::New,
        "The number of the bin of each value.",
        "digitize([0.5, 2.5], [1, 2, 3])",
    ),
];

fn mode(value: Option<&Value>) -> Result<Mode> {
    match value {
        None | Some(Value::None) => Ok(Mode::Raise),
        Some(Value::Str(name)) => Mode::from_name(name),
        Some(other) => {
            Err(E::Type { message: format!("mode must be str, not {}", other.type_name()) }.into())
        }
    }
}

/// An argument that is written to, and so has to be an array; `message` says so, `{}` being the type that was given.
fn own(args: &Args, name: &str, message: &str) -> Result<Array> {
    match args.value(name) {
        Value::Array(a) => Ok(a.clone()),
        other => Err(E::Type { message: message.replace("{}", &other.type_name()) }.into()),
    }
}

/// The same for functions that go ahead until an attribute is missing.
fn with_attribute(args: &Args, name: &str, attribute: &str) -> Result<Array> {
    match args.value(name) {
        Value::Array(a) => Ok(a.clone()),
        other => {
            let message = format!("'{}' object has no attribute '{attribute}'", other.type_name());
            Err(E::Attribute { message }.into())
        }
    }
}

fn tuple(arrays: Result<Vec<Array>>) -> Result<Value> {
    Ok(Value::tuple(arrays?.into_iter().map(Value::Array).collect()))
}

fn take(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let at = interp.index_array(&args.value("indices").clone())?;
    let axis = interp.axis(args.get("axis"))?;
    let out = out(&args)?;
    let taken = index::take(&a, &at, axis, mode(args.get("mode"))?, out.as_ref())?;
    Ok(if out.is_some() { taken.into() } else { scalar_or_array(taken) })
}

fn put(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = own(&args, "a", "argument 1 must be numpy.ndarray, not {}")?;
    index::check_writeable(&a, "put")?;
    let at = interp.index_array(&args.value("ind").clone())?;
    let values = interp.array_as(args.value("v"), Some(a.dtype()))?;
    index::put(&a, &at, &values, mode(args.get("mode"))?)?;
    Ok(Value::None)
}

fn choose(interp: &mut Interp, args: Args) -> Result<Value> {
    /// More arrays at a time NumPy does not walk over.
    const MOST: usize = 64;
    let a = target(interp, &args)?;
    let given = match args.value("choices") {
        Value::List(items) => items.len(),
        Value::Tuple(items) => items.len(),
        Value::Range(range) => range.len(),
        Value::Array(a) => a.shape().first().copied().unwrap_or(0),
        _ => 0,
    };
    if given >= MOST {
        let message = format!("Need at least 0 and at most {MOST} array objects.");
        return Err(E::Value { message }.into());
    }
    let choices = interp.arrays(args.value("choices"))?;
    let out = out(&args)?;
    let chosen = index::choose(&a, &choices, out.as_ref(), mode(args.get("mode"))?)?;
    Ok(if out.is_some() { chosen.into() } else { scalar_or_array(chosen) })
}

fn where_(interp: &mut Interp, args: Args) -> Result<Value> {
    let condition = array(interp, &args, "condition")?;
    match (args.get("x"), args.get("y")) {
        (None, None) => tuple(index::nonzero(&condition)),
        (Some(x), Some(y)) => {
            let (x, y) = (x.clone(), y.clone());
            // Python numbers are weak: they take the dtype of the other operand. Two ints are of the default dtype.
            let ints = [&x, &y].iter().all(|v| matches!(v, Value::Int(_) | Value::BigInt(_)));
            let dtype = if ints {
                DType::Int64
            } else {
                ufunc::result_type(&[interp.operand(&x)?, interp.operand(&y)?])
            };
            let (x, y) = (interp.array_as(&x, weak(&x, dtype))?, interp.array_as(&y, weak(&y, dtype))?);
            Ok(index::where_as(&condition, &x, &y, dtype)?.into())
        }
        _ => Err(E::Value { message: "either both or neither of x and y should be given".into() }.into()),
    }
}

fn weak(value: &Value, dtype: DType) -> Option<DType> {
    match value {
        Value::BigInt(n) if n.to_u64().is_none() => Some(dtype),
        // An int becomes an array of its own dtype first, which is then cast whatever it loses.
        Value::Int(_) | Value::BigInt(_) => dtype.is_inexact().then_some(dtype),
        Value::Float(_) | Value::Complex(_) => Some(dtype),
        _ => None,
    }
}

fn triangle(interp: &mut Interp, args: &Args, which: Triangle) -> Result<Value> {
    let n = index_int(args.value("n"))?.max(0);
    let k = args.get("k").map_or(Ok(0), index_int)?;
    let m = args.some("m").map_or(Ok(n), index_int)?.max(0);
    tuple(index::triangle_indices(&interp.memory, which, n as usize, k, m as usize).map(Vec::from))
}

fn triangle_from(interp: &mut Interp, args: &Args, which: Triangle) -> Result<Value> {
    let a = array(interp, args, "arr")?;
    let k = args.get("k").map_or(Ok(0), index_int)?;
    tuple(index::triangle_indices_from(&a, which, k).map(Vec::from))
}

fn searchsorted(interp: &mut Interp, args: &Args, a: &Array) -> Result<Value> {
    let values = array(interp, args, "v")?;
    let side = match args.get("side") {
        None => Side::Left,
        Some(name) => Side::from_name(&interp.str(name))?,
    };
    let sorter = args.some("sorter").map(|v| interp.array(v)).transpose()?;
    Ok(scalar_or_array(index::searchsorted(a, &values, side, sorter.as_ref())?))
}
