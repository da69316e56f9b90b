//! Creation: arrays from sequences, from ranges, from nothing.

use crate::error::Result;
use crate::memory::{Array, DType, MAX_DIMS, Order};
use crate::ops::convert::convert_if_needed;
use crate::ops::create;
use crate::ops::shape::CopyMode;
use crate::ops::ufunc::Operand;

use super::super::call::Args;
use super::super::convert::{index_c_int, index_int, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Returns, function};
use super::super::value::Value;
use super::array;

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["array"],
        "object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=64, like=None",
        np_array,
        Returns::Copy,
        "A new array from a sequence or an array; copy=None gives the array itself where nothing has to change.",
        "array([[1, 2], [3, 4]], dtype=float)",
    ),
    function(
        &["asarray"],
        "a, dtype=None, order=None, *, device=None, copy=None, like=None",
        asarray,
        Returns::AliasOrCopy,
        "The array itself if dtype and order fit, else a copy.",
        "asarray([1, 2, 3])",
    ),
    function(
        &["asanyarray"],
        "a, dtype=None, order=None, *, device=None, copy=None, like=None",
        asarray,
        Returns::AliasOrCopy,
        "As asarray.",
        "asanyarray([1, 2, 3])",
    ),
    function(
        &["arange"],
        "start_or_stop=None, /, stop=None, step=None, dtype=None, *, device=None, like=None",
        arange,
        Returns::New,
        "Evenly spaced numbers from start up to stop.",
        "arange(0, 10, 2)",
    ),
    function(
        &["linspace"],
        "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None",
        linspace,
        Returns::New,
        "A given count of evenly spaced numbers, the end included.",
        "linspace(0, 1, 5)",
    ),
    function(
        &["zeros"],
        "shape, dtype=None, order='C', *, device=None, like=None",
        |interp, args| filled(interp, &args, create::zeros),
        Returns::New,
        "A new array of zeros.",
        "zeros((2, 3))",
    ),
    function(
        &["ones"],
        "shape, dtype=None, order='C', *, device=None, like=None",
        |interp, args| filled(interp, &args, create::ones),
        Returns::New,
        "A new array of ones.",
        "ones(3, dtype=int)",
    ),
    function(
        &["empty"],
        "shape, dtype=None, order='C', *, device=None, like=None",
        |interp, args| filled(interp, &args, create::empty),
        Returns::New,
        "A new array whose memory is not cleared: it holds what was there before.",
        "empty(3).shape",
    ),
    function(
        &["full"],
        "shape, fill_value, dtype=None, order='C', *, device=None, like=None",
        full,
        Returns::New,
        "A new array filled with a value.",
        "full((2, 2), 7)",
    ),
    function(
        &["eye"],
        "N, M=None, k=0, dtype=None, order='C', *, device=None, like=None",
        eye,
        Returns::New,
        "Ones on a diagonal, zeros elsewhere.",
        "eye(3)",
    ),
    function(
        &["identity"],
        "n, dtype=None, *, like=None",
        |interp, args| {
            let n = index_int(args.value("n"))?;
            let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Float64);
            Ok(create::eye(&interp.memory, n, None, 0, dtype, Order::C)?.into())
        },
        Returns::New,
        "The square identity matrix.",
        "identity(2)",
    ),
    function(
        &["zeros_like"],
        "a, dtype=None, order='K', subok=True, shape=None, *, device=None",
        |interp, args| like(interp, &args, create::zeros_like),
        Returns::New,
        "Zeros in the shape, dtype and layout of another array.",
        "zeros_like([1, 2, 3])",
    ),
    function(
        &["ones_like"],
        "a, dtype=None, order='K', subok=True, shape=None, *, device=None",
        |interp, args| like(interp, &args, create::ones_like),
        Returns::New,
        "Ones in the shape, dtype and layout of another array.",
        "ones_like([1.5, 2.5])",
    ),
    function(
        &["empty_like"],
        "prototype, /, dtype=None, order='K', subok=True, shape=None, *, device=None",
        |interp, args| like(interp, &args, create::empty_like),
        Returns::New,
        "Memory that is not cleared, in the shape, dtype and layout of another array.",
        "empty_like([1, 2, 3]).dtype",
    ),
    function(
        &["full_like"],
        "a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None",
        full_like,
        Returns::New,
        "A value in the shape, dtype and layout of another array.",
        "full_like([1, 2, 3], 9)",
    ),
    function(
        &["logspace"],
        "start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0",
        |interp, args| {
            let spacing = spacing(interp, &args)?;
            let base = match args.get("base") {
                None => Operand::Float(10.0),
                Some(Value::List(_) | Value::Tuple(_)) => Operand::Array(array(interp, &args, "base")?),
                Some(other) => interp.operand(&other.clone())?,
            };
            if let Operand::Array(bases) = &base
                && bases.ndim() > 0
            {
                let (start, stop) = (array(interp, &args, "start")?, array(interp, &args, "stop")?);
                return Ok(create::logspace_of(&start, &stop, bases, &spacing)?.into());
            }
            let (start, stop, dt) = ends(interp, &args)?;
            Ok(create::logspace(&start, &stop, &base, dt, &spacing)?.into())
        },
        Returns::New,
        "Numbers whose logarithms are evenly spaced.",
        "logspace(0, 2, 3)",
    ),
    function(
        &["geomspace"],
        "start, stop, num=50, endpoint=True, dtype=None, axis=0",
        |interp, args| {
            let (start, stop) = (array(interp, &args, "start")?, array(interp, &args, "stop")?);
            let spacing = spacing(interp, &args)?;
            Ok(create::geomspace(&start, &stop, &spacing)?.into())
        },
        Returns::New,
        "Numbers each a fixed multiple of the one before.",
        "geomspace(1, 1000, 4)",
    ),
    function(
        &["tri"],
        "N, M=None, k=0, dtype=float, *, like=None",
        |interp, args| {
            let (n, m) = (index_int(args.value("N"))?, args.some("M").map(index_int).transpose()?);
            let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Float64);
            Ok(create::tri(&interp.memory, n, m, args.get("k").map_or(Ok(0), index_int)?, dtype)?.into())
        },
        Returns::New,
        "Ones on and below a diagonal.",
        "tri(3)",
    ),
    function(
        &["tril"],
        "m, k=0",
        |interp, args| {
            Ok(create::tril(&array(interp, &args, "m")?, args.get("k").map_or(Ok(0), index_int)?)?.into())
        },
        Returns::Copy,
        "A copy without what stands above a diagonal.",
        "tril([[1, 2], [3, 4]])",
    ),
    function(
        &["triu"],
        "m, k=0",
        |interp, args| {
            Ok(create::triu(&array(interp, &args, "m")?, args.get("k").map_or(Ok(0), index_int)?)?.into())
        },
        Returns::Copy,
        "A copy without what stands below a diagonal.",
        "triu([[1, 2], [3, 4]])",
    ),
    function(
        &["diag"],
        "v, k=0",
        |interp, args| {
            Ok(create::diag(&array(interp, &args, "v")?, args.get("k").map_or(Ok(0), index_int)?)?.into())
        },
        Returns::ViewOrCopy,
        "The diagonal of a matrix (a read-only view), or a matrix with a diagonal.",
        "diag([1, 2])",
    ),
    function(
        &["diagflat"],
        "v, k=0",
        |interp, args| {
            Ok(create::diagflat(&array(interp, &args, "v")?, args.get("k").map_or(Ok(0), index_int)?)?.into())
        },
        Returns::New,
        "A matrix with the flattened array as its diagonal.",
        "diagflat([[1, 2], [3, 4]])",
    ),
    function(
        &["vander"],
        "x, N=None, increasing=False",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            Ok(create::vander(
                &x,
                args.some("N").map(index_int).transpose()?,
                args.flag("increasing", false),
            )?
            .into())
        },
        Returns::New,
        "The powers of each element, a row for each.",
        "vander([1, 2, 3])",
    ),
    function(
        &["meshgrid"],
        "*xi, copy=True, sparse=False, indexing='xy'",
        |interp, args| {
            let vectors = args.rest.iter().map(|v| interp.as_array(v)).collect::<Result<Vec<_>>>()?;
            let xy = match args.get("indexing").map(|v| interp.str(v)).as_deref() {
                None | Some("xy") => true,
                Some("ij") => false,
                Some(_) => {
                    return Err(E::Value {
                        message: "Valid values for `indexing` are 'xy' and 'ij'.".into(),
                    }
                    .into());
                }
            };
            let (copy, sparse) = (args.flag("copy", true), args.flag("sparse", false));
            let grids = create::meshgrid(&vectors, copy, sparse, xy)?.into_iter().map(Value::Array).collect();
            // What is neither stretched nor copied NumPy leaves in a list.
            Ok(if sparse && !copy { Value::list(grids) } else { Value::tuple(grids) })
        },
        Returns::ViewOrCopy,
        "Coordinates of a grid from those of its axes: copies, or views with copy=False.",
        "meshgrid([1, 2], [3, 4])",
    ),
    function(
        &["indices"],
        "dimensions, dtype=int, sparse=False",
        |interp, args| {
            let dims = interp.items(&args.value("dimensions").clone())?;
            let dims = interp.ints(&Value::tuple(dims))?;
            let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Int64);
            if args.flag("sparse", false) {
                let open = create::open_indices(&interp.memory, &dims, dtype)?;
                return Ok(Value::tuple(open.into_iter().map(Value::Array).collect()));
            }
            Ok(create::indices(&interp.memory, &dims, dtype)?.into())
        },
        Returns::New,
        "The indices of a grid, an array for each axis.",
        "indices((2, 2))",
    ),
];

fn copy_mode(args: &Args, default: CopyMode) -> Result<CopyMode> {
    Ok(match args.get("copy") {
        None => default,
        Some(Value::None) => CopyMode::IfNeeded,
        Some(value) => {
            if truth(value)? {
                CopyMode::Always
            } else {
                CopyMode::Never
            }
        }
    })
}

/// What `array` and `asarray` share: an array is converted as far as it has to be, anything else becomes a new one.
fn convert(
    interp: &mut Interp,
    args: &Args,
    source: &str,
    mode: CopyMode,
    ndmin: usize,
    name: &'static str,
) -> Result<Value> {
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let order = interp.order(args.get("order"), Order::K)?;
    let value = args.value(source).clone();
    if let Value::Array(a) = &value {
        return Ok(convert_if_needed(a, dtype, order, mode, ndmin, name)?.into());
    }
    if mode == CopyMode::Never {
        return Err(E::Value {
            message: "Unable to avoid copy while creating an array as requested.\nIf using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\nFor more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.".into(),
        }
        .into());
    }
    let made = match &value {
        Value::Object(_) => interp.as_array(&value)?,
        other => interp.array_as(other, dtype)?,
    };
    let made = if order == Order::F { laid_out_in_f_order(made)? } else { made };
    Ok(convert_if_needed(&made, dtype, order, CopyMode::IfNeeded, ndmin, name)?.into())
}

/// What was made of a sequence, in F order from the first: where axes of length one make both orders the same memory, their strides tell which it is.
pub(super) fn laid_out_in_f_order(made: Array) -> Result<Array> {
    let layout = made.layout();
    if layout.size() == 0
        || layout.strides == crate::memory::Layout::f(&layout.shape, made.itemsize()).strides
    {
        return Ok(made);
    }
    crate::ops::copy(&made, Order::F)
}

fn np_array(interp: &mut Interp, args: Args) -> Result<Value> {
    let mode = copy_mode(&args, CopyMode::Always)?;
    let ndmin = args.get("ndmin").map_or(Ok(0), index_c_int)?.max(0) as usize;
    let ndmax = args.get("ndmax").map(index_c_int).transpose()?;
    let most = match usize::try_from(ndmax.unwrap_or(MAX_DIMS as i32)) {
        Ok(most) if most <= MAX_DIMS => most,
        _ => {
            let message = "ndmax must be in the range [0, NPY_MAXDIMS (64)] ".into();
            return Err(E::Value { message }.into());
        }
    };
    if ndmin > most {
        return Err(E::Value { message: format!("ndmin must be <= ndmax ({most})") }.into());
    }
    if ndmax.is_some() {
        let is_array = matches!(args.value("object"), Value::Array(_));
        if !is_array && super::super::convert::nest_depth(args.value("object")) > most {
            return Err(E::TooDeep { ndim: most }.into());
        }
    }
    convert(interp, &args, "object", mode, ndmin, "array")
}

fn asarray(interp: &mut Interp, args: Args) -> Result<Value> {
    let mode = copy_mode(&args, CopyMode::IfNeeded)?;
    convert(interp, &args, "a", mode, 0, "asarray")
}

fn arange(interp: &mut Interp, args: Args) -> Result<Value> {
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let first = args.value("start_or_stop").clone();
    let (start, stop) = match args.some("stop") {
        None if matches!(first, Value::None) => {
            return Err(E::Type { message: "arange() requires stop to be specified.".into() }.into());
        }
        Some(stop) if matches!(first, Value::None) => (Value::Int(0), stop.clone()),
        Some(stop) => (first, stop.clone()),
        None => (Value::Int(0), first),
    };
    let step = args.some("step").cloned().unwrap_or(Value::Int(1));
    let operand = |v: &Value| match v {
        Value::Int(_) | Value::Float(_) | Value::Complex(_) | Value::Bool(_) => interp.operand(v),
        // A larger int is looked at as NumPy's arrays would hold it.
        Value::BigInt(_) => interp.scalar(v, None).and_then(|_| interp.operand(v)),
        other => interp.scalar(other, None).map(Operand::Scalar),
    };
    let (start, stop, step) = (operand(&start)?, operand(&stop)?, operand(&step)?);
    Ok(create::arange(&interp.memory, &start, &stop, &step, dtype)?.into())
}

fn linspace(interp: &mut Interp, args: Args) -> Result<Value> {
    let spacing = spacing(interp, &args)?;
    let (start, stop, dt) = ends(interp, &args)?;
    let made = create::linspace(&start, &stop, dt, &spacing)?;
    if args.flag("retstep", false) {
        let step = made.step.map_or(Value::Float(f64::NAN), scalar_or_array);
        return Ok(Value::tuple(vec![made.values.into(), step]));
    }
    Ok(made.values.into())
}

/// `start` and `stop` as arrays, and the dtype of what lies between. A Python number takes on that dtype.
fn ends(interp: &mut Interp, args: &Args) -> Result<(Array, Array, DType)> {
    let mut end = |name: &str| match args.value(name) {
        value @ (Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_)) => {
            interp.operand(&value.clone())
        }
        _ => array(interp, args, name).map(Operand::Array),
    };
    let (start, stop) = (end("start")?, end("stop")?);
    let dt = create::spaced_dtype(&start, &stop);
    let memory = &interp.memory;
    let made = |operand: &Operand| match operand {
        Operand::Array(array) => Ok(array.clone()),
        number => Array::from_scalar(memory, &number.element(dt, memory)?, "array"),
    };
    Ok((made(&start)?, made(&stop)?, dt))
}

fn spacing(interp: &Interp, args: &Args) -> Result<create::Spacing> {
    Ok(create::Spacing {
        num: args.get("num").map_or(Ok(50), index_int)?,
        endpoint: args.flag("endpoint", true),
        dtype: interp.opt_dtype(args.get("dtype"))?,
        axis: interp.axis(args.get("axis"))?.unwrap_or(0),
    })
}

/// A 0-d array as the scalar it holds.
pub(super) fn scalar_or_array(array: Array) -> Value {
    if array.ndim() == 0 { Value::Scalar(super::super::convert::first(&array)) } else { Value::Array(array) }
}

fn filled(
    interp: &mut Interp,
    args: &Args,
    make: fn(&crate::memory::Memory, &[i64], DType, Order) -> Result<Array>,
) -> Result<Value> {
    let shape = interp.ints(args.value("shape"))?;
    let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Float64);
    let order = interp.c_or_f(args.get("order"))?;
    Ok(make(&interp.memory, &shape, dtype, order)?.into())
}

/// Whether a value to fill an array with is a Python int: it has to fit the dtype, where anything else is cast, whatever gets lost.
fn is_int(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Int(_) | Value::BigInt(_))
}

fn full(interp: &mut Interp, args: Args) -> Result<Value> {
    let shape = interp.ints(args.value("shape"))?;
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let order = interp.c_or_f(args.get("order"))?;
    let fill = fill_value(interp, args.value("fill_value"), dtype)?;
    Ok(create::full(&shape, &fill, dtype, order)?.into())
}

/// What `full` writes: an int, and what has no dtype of arr's, straight as the dtype of the result, anything else in its own dtype, to be cast.
fn fill_value(interp: &mut Interp, fill: &Value, dtype: Option<DType>) -> Result<Array> {
    let fill = fill.clone();
    if matches!((&fill, dtype), (Value::BigInt(_), Some(DType::Bool))) {
        // On its way to a bool it passes through a C long.
        return Err(E::TooLargeForLong {}.into());
    }
    let straight = is_int(&fill) || matches!(fill, Value::None | Value::Str(_));
    interp.array_as(&fill, dtype.filter(|_| straight))
}

fn eye(interp: &mut Interp, args: Args) -> Result<Value> {
    let rows = index_int(args.value("N"))?;
    let columns = args.some("M").map(index_int).transpose()?;
    let k = args.get("k").map_or(Ok(0), index_int)?;
    let dtype = interp.opt_dtype(args.get("dtype"))?.unwrap_or(DType::Float64);
    let order = interp.c_or_f(args.get("order"))?;
    Ok(create::eye(&interp.memory, rows, columns, k, dtype, order)?.into())
}

type Like = fn(&Array, Option<DType>, Order, Option<&[i64]>) -> Result<Array>;

fn like(interp: &mut Interp, args: &Args, make: Like) -> Result<Value> {
    let source = if args.row().row().names[0] == "empty_like" { "prototype" } else { "a" };
    let a = array(interp, args, source)?;
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let order = interp.order(args.get("order"), Order::K)?;
    let shape = interp.axes(args.get("shape"))?;
    Ok(make(&a, dtype, order, shape.as_deref())?.into())
}

fn full_like(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = array(interp, &args, "a")?;
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let order = interp.order(args.get("order"), Order::K)?;
    let shape = interp.axes(args.get("shape"))?;
    let fill = fill_value(interp, args.value("fill_value"), Some(dtype.unwrap_or(a.dtype())))?;
    Ok(create::full_like(&a, &fill, dtype, order, shape.as_deref())?.into())
}
