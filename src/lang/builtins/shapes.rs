//! Shapes and axes: mostly views.

use crate::error::Result;
use crate::memory::{Array, Order};
use crate::ops::shape::{self, CopyMode, Sections};

use super::super::attributes::{of_scalar, of_value};
use super::super::call::Args;
use super::super::convert::{index_int, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns, function};
use super::super::value::{Module, Value};
use super::{array, target};

const fn method(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Array, parameters, run, returns, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["shape"],
        "a",
        |interp, args| Ok(Value::shape(&array(interp, &args, "a")?.shape())),
        Returns::Scalar,
        "The lengths of the axes.",
        "shape([[1, 2], [3, 4]])",
    ),
    function(
        &["ndim"],
        "a",
        |interp, args| Ok(Value::Int(array(interp, &args, "a")?.ndim() as i64)),
        Returns::Scalar,
        "How many axes there are.",
        "ndim([[1, 2], [3, 4]])",
    ),
    function(
        &["size"],
        "a, axis=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let Some(axes) = interp.axes(args.get("axis"))? else { return Ok(Value::Int(a.size() as i64)) };
            let shape = a.shape();
            let axes = shape::normalize_axes(&axes, shape.len(), None)?;
            Ok(Value::Int(axes.iter().fold(1, |size: i64, &axis| size.saturating_mul(shape[axis] as i64))))
        },
        Returns::Scalar,
        "How many elements there are, in all or along axes.",
        "size([[1, 2], [3, 4]], 0)",
    ),
    function(
        &["reshape"],
        "a, /, shape, order='C', *, copy=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            if matches!(args.value("shape"), Value::None) {
                return Ok(as_given(args.value("a"), a.view(a.layout(), "reshape").into()));
            }
            let shape = interp.ints(args.value("shape"))?;
            let reshaped = reshape(interp, &args, &a, &shape)?;
            Ok(as_given(args.value("a"), reshaped))
        },
        Returns::ViewOrCopy,
        "The same elements in another shape: a view where the strides allow it, else a copy.",
        "reshape(arange(6), (2, 3))",
    ),
    method(
        &["reshape"],
        "*shape, order='C', copy=None",
        |interp, args| {
            let a = args.this_array()?;
            match &*args.rest {
                [] => {
                    let message = "reshape() takes exactly 1 argument (0 given)".into();
                    return Err(E::Type { message }.into());
                }
                [Value::None] => return Ok(a.view(a.layout(), "reshape").into()),
                [Value::Float(_)] => {
                    let given = interp.repr(&args.rest[0]);
                    let message =
                        format!("expected a sequence of integers or a single integer, got '{given}'");
                    return Err(E::Type { message }.into());
                }
                _ => {}
            }
            let shape = dims(interp, &args.rest)?;
            reshape(interp, &args, &a, &shape)
        },
        Returns::ViewOrCopy,
        "The same elements in another shape: a view where the strides allow it, else a copy.",
        "arange(6).reshape(2, 3)",
    ),
    function(
        &["resize"],
        "a, new_shape",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            Ok(shape::resize(&a, &interp.ints(args.value("new_shape"))?)?.into())
        },
        Returns::Copy,
        "A copy in a new shape, the elements repeated as often as it takes.",
        "resize([1, 2, 3], (2, 4))",
    ),
    method(
        &["resize"],
        "*new_shape, refcheck=True",
        |interp, args| {
            if matches!(&*args.rest, [] | [Value::None]) {
                return Ok(Value::None);
            }
            let shape = dims(interp, &args.rest)?;
            let check = args.flag("refcheck", true);
            let a = args.this_array()?;
            // The call itself holds two handles: `args` and `a`.
            let holders = a.handles().saturating_sub(2);
            shape::resize_in_place(&a, &shape, holders, check)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Gives the array itself another size; what is new is zero.",
        "a = array([1, 2, 3]); a.resize(2, 2, refcheck=False); a",
    ),
    function(
        &["transpose", "permute_dims"],
        "a, axes=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let axes = interp.axes(args.get("axes"))?;
            Ok(as_given(args.value("a"), shape::transpose(&a, axes.as_deref())?.into()))
        },
        Returns::View,
        "The axes in another order, by default reversed: a view.",
        "transpose([[1, 2, 3]])",
    ),
    method(
        &["transpose"],
        "*axes",
        |interp, args| {
            let a = args.this_array()?;
            let axes = match args.rest.as_slice() {
                [] | [Value::None] => None,
                rest => Some(dims(interp, rest)?),
            };
            Ok(shape::transpose(&a, axes.as_deref())?.into())
        },
        Returns::View,
        "The axes in another order, by default reversed: a view.",
        "arange(6).reshape(1, 2, 3).transpose(2, 0, 1).shape",
    ),
    function(
        &["matrix_transpose"],
        "x, /",
        |interp, args| Ok(shape::matrix_transpose(&array(interp, &args, "x")?)?.into()),
        Returns::View,
        "The last two axes exchanged: a view.",
        "matrix_transpose([[1, 2], [3, 4]])",
    ),
    Builtin::new(
        &["matrix_transpose"],
        Home::In(Module::Linalg),
        "x, /",
        |interp, args| Ok(shape::matrix_transpose(&array(interp, &args, "x")?)?.into()),
        Returns::View,
        "The last two axes exchanged: a view.",
        "linalg.matrix_transpose([[1, 2], [3, 4]])",
    ),
    function(
        &["swapaxes"],
        "a, axis1, axis2",
        swapaxes,
        Returns::View,
        "Two axes exchanged: a view.",
        "swapaxes([[1, 2, 3]], 0, 1)",
    ),
    method(
        &["swapaxes"],
        "axis1, axis2",
        swapaxes,
        Returns::View,
        "Two axes exchanged: a view.",
        "arange(6).reshape(2, 3).swapaxes(0, 1)",
    ),
    function(
        &["moveaxis"],
        "a, source, destination",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let (from, to) = (interp.ints(args.value("source"))?, interp.ints(args.value("destination"))?);
            Ok(shape::moveaxis(&a, &from, &to)?.into())
        },
        Returns::View,
        "Axes moved to other places: a view.",
        "moveaxis(zeros((2, 3, 4)), 0, -1).shape",
    ),
    function(
        &["rollaxis"],
        "a, axis, start=0",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let start = args.get("start").map_or(Ok(0), index_int)?;
            Ok(shape::rollaxis(&a, index_int(args.value("axis"))?, start)?.into())
        },
        Returns::View,
        "One axis rolled back before another: a view.",
        "rollaxis(zeros((2, 3, 4)), 2).shape",
    ),
    function(
        &["squeeze"],
        "a, axis=None",
        |interp, args| {
            let given = args.value("a").clone();
            Ok(as_given(&given, squeeze(interp, args)?))
        },
        Returns::AliasOrView,
        "Axes of length one dropped: a view, or the array itself if it has none.",
        "squeeze([[1, 2, 3]])",
    ),
    method(
        &["squeeze"],
        "axis=None",
        squeeze,
        Returns::AliasOrView,
        "Axes of length one dropped: a view, or the array itself if it has none.",
        "arange(3).reshape(1, 3).squeeze()",
    ),
    function(
        &["expand_dims"],
        "a, axis",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            Ok(shape::expand_dims(&a, &interp.ints(args.value("axis"))?)?.into())
        },
        Returns::View,
        "New axes of length one: a view.",
        "expand_dims([1, 2], 0)",
    ),
    function(
        &["atleast_1d"],
        "*arys",
        |interp, args| at_least(interp, &args, shape::atleast_1d),
        Returns::AliasOrView,
        "At least one axis: the array itself, or a view.",
        "atleast_1d(5)",
    ),
    function(
        &["atleast_2d"],
        "*arys",
        |interp, args| at_least(interp, &args, shape::atleast_2d),
        Returns::AliasOrView,
        "At least two axes: the array itself, or a view.",
        "atleast_2d([1, 2])",
    ),
    function(
        &["atleast_3d"],
        "*arys",
        |interp, args| at_least(interp, &args, shape::atleast_3d),
        Returns::AliasOrView,
        "At least three axes: the array itself, or a view.",
        "atleast_3d([1, 2]).shape",
    ),
    function(
        &["broadcast_to"],
        "array, shape, subok=False",
        |interp, args| {
            let a = array(interp, &args, "array")?;
            Ok(shape::broadcast_to(&a, &interp.ints(args.value("shape"))?)?.into())
        },
        Returns::View,
        "Stretched to a shape without copying: a read-only view whose rows are one and the same.",
        "broadcast_to([1, 2, 3], (2, 3))",
    ),
    function(
        &["broadcast_arrays"],
        "*args, subok=False",
        |interp, args| {
            let arrays = args.rest.iter().map(|v| interp.as_array(v)).collect::<Result<Vec<_>>>()?;
            Ok(Value::tuple(shape::broadcast_arrays(&arrays)?.into_iter().map(Value::Array).collect()))
        },
        Returns::AliasOrView,
        "All stretched to one shape: views, or the arrays themselves.",
        "broadcast_arrays([1, 2], [[3], [4]])",
    ),
    function(
        &["broadcast_shapes"],
        "*args",
        |interp, args| {
            let shapes =
                args.rest.iter().map(|v| Ok(one_shape(interp, v)?.to_vec())).collect::<Result<Vec<_>>>()?;
            Ok(Value::shape(&shape::broadcast_shapes(&shapes)?))
        },
        Returns::Scalar,
        "The shape to which shapes broadcast together.",
        "broadcast_shapes((1, 2), (3, 1))",
    ),
    function(
        &["flip"],
        "m, axis=None",
        |interp, args| {
            let a = array(interp, &args, "m")?;
            let axes = interp.axes(args.get("axis"))?;
            let flipped = shape::flip(&a, axes.as_deref())?;
            // NumPy takes an index with a slice an axis: without axes that is the element.
            Ok(if a.ndim() == 0 { Value::Scalar(flipped.item(&[])) } else { flipped.into() })
        },
        Returns::View,
        "Axes walked backwards: a view.",
        "flip([1, 2, 3])",
    ),
    function(
        &["fliplr"],
        "m",
        |interp, args| Ok(shape::fliplr(&array(interp, &args, "m")?)?.into()),
        Returns::View,
        "Columns from right to left: a view.",
        "fliplr([[1, 2], [3, 4]])",
    ),
    function(
        &["flipud"],
        "m",
        |interp, args| Ok(shape::flipud(&array(interp, &args, "m")?)?.into()),
        Returns::View,
        "Rows from bottom to top: a view.",
        "flipud([[1, 2], [3, 4]])",
    ),
    function(
        &["rot90"],
        "m, k=1, axes=(0, 1)",
        |interp, args| {
            let a = array(interp, &args, "m")?;
            let axes = args.get("axes").map_or_else(|| Ok(smallvec::smallvec![0, 1]), |v| interp.ints(v))?;
            Ok(shape::rot90(&a, args.get("k").map_or(Ok(1), index_int)?, &axes)?.into())
        },
        Returns::View,
        "Turned by quarter turns: a view.",
        "rot90([[1, 2], [3, 4]])",
    ),
    function(
        &["diagonal"],
        "a, offset=0, axis1=0, axis2=1",
        diagonal,
        Returns::View,
        "The elements of a diagonal: a read-only view.",
        "diagonal([[1, 2], [3, 4]])",
    ),
    method(
        &["diagonal"],
        "offset=0, axis1=0, axis2=1",
        diagonal,
        Returns::View,
        "The elements of a diagonal: a read-only view.",
        "arange(4).reshape(2, 2).diagonal()",
    ),
    Builtin::new(
        &["diagonal"],
        Home::In(Module::Linalg),
        "x, /, *, offset=0",
        |interp, args| {
            let a = array(interp, &args, "x")?;
            Ok(shape::diagonal(&a, args.get("offset").map_or(Ok(0), index_int)?, -2, -1)?.into())
        },
        Returns::View,
        "The diagonals of matrices: a read-only view.",
        "linalg.diagonal([[1, 2], [3, 4]])",
    ),
    function(
        &["split"],
        "ary, indices_or_sections, axis=0",
        |interp, args| split_axis(interp, &args, shape::split),
        Returns::View,
        "Cut into equal parts, or at places: views.",
        "split(arange(6), 3)",
    ),
    function(
        &["array_split"],
        "ary, indices_or_sections, axis=0",
        |interp, args| split_axis(interp, &args, shape::array_split),
        Returns::View,
        "Cut into parts as equal as can be, or at places: views.",
        "array_split(arange(5), 2)",
    ),
    function(
        &["hsplit"],
        "ary, indices_or_sections",
        |interp, args| split_fixed(interp, &args, shape::hsplit),
        Returns::View,
        "Cut across the columns: views.",
        "hsplit(arange(4).reshape(2, 2), 2)",
    ),
    function(
        &["vsplit"],
        "ary, indices_or_sections",
        |interp, args| split_fixed(interp, &args, shape::vsplit),
        Returns::View,
        "Cut across the rows: views.",
        "vsplit(arange(4).reshape(2, 2), 2)",
    ),
    function(
        &["dsplit"],
        "ary, indices_or_sections",
        |interp, args| split_fixed(interp, &args, shape::dsplit),
        Returns::View,
        "Cut along the third axis: views.",
        "dsplit(arange(8).reshape(2, 2, 2), 2)",
    ),
    function(
        &["unstack"],
        "x, /, *, axis=0",
        |interp, args| {
            let a = array(interp, &args, "x")?;
            let axis = args.get("axis").map_or(Ok(0), index_int)?;
            Ok(Value::tuple(
                // It goes through the array as iteration does, which gives scalars in the end.
                shape::unstack(&a, axis)?.into_iter().map(super::creation::scalar_or_array).collect(),
            ))
        },
        Returns::View,
        "The parts along an axis, as a tuple of views.",
        "unstack(array([[1, 2], [3, 4]]))",
    ),
    function(
        &["trim_zeros"],
        "filt, trim='fb', axis=None",
        |interp, args| {
            let given = args.value("filt").clone();
            let a = array(interp, &args, "filt")?;
            let trim = args.get("trim").map_or_else(|| "fb".to_owned(), |v| interp.str(v));
            let axes = interp.axes(args.get("axis"))?;
            // Of a list or a tuple it is a slice, of the same class.
            let Some(items) = given.sequence().filter(|_| a.ndim() == 1) else {
                return Ok(shape::trim_zeros(&a, &trim, axes.as_deref())?.into());
            };
            let kept =
                shape::untrimmed(&a, &trim, axes.as_deref())?.first().map_or(0..items.len(), Clone::clone);
            let items = items[kept].to_vec();
            Ok(if matches!(given, Value::Tuple(_)) { Value::tuple(items) } else { Value::list(items) })
        },
        Returns::View,
        "Without the zeros at the ends: a view.",
        "trim_zeros(array([0, 1, 2, 0]))",
    ),
    function(
        &["real"],
        "val",
        |interp, args| match part_of_number(interp, &args, "real")? {
            Some(part) => Ok(part),
            None => Ok(shape::real(&array(interp, &args, "val")?).into()),
        },
        Returns::AliasOrView,
        "The real parts: a view of a complex array, a real array itself.",
        "real(array([1+2j]))",
    ),
    function(
        &["imag"],
        "val",
        |interp, args| match part_of_number(interp, &args, "imag")? {
            Some(part) => Ok(part),
            None => Ok(shape::imag(&array(interp, &args, "val")?)?.into()),
        },
        Returns::ViewOrCopy,
        "The imaginary parts: a view of a complex array, zeros for a real one.",
        "imag(array([1+2j]))",
    ),
    Builtin::new(
        &["as_strided"],
        Home::In(Module::StrideTricks),
        "x, shape=None, strides=None, subok=False, writeable=True",
        |interp, args| {
            let a = array(interp, &args, "x")?;
            let shape = interp.axes(args.get("shape"))?;
            let strides = interp.axes(args.get("strides"))?;
            Ok(shape::as_strided(&a, shape.as_deref(), strides.as_deref(), args.flag("writeable", true))?
                .into())
        },
        Returns::View,
        "A view with any shape and strides that stay inside the buffer (arr checks that; NumPy does not).",
        "lib.stride_tricks.as_strided(arange(5), (4, 2), (8, 8))",
    ),
    Builtin::new(
        &["sliding_window_view"],
        Home::In(Module::StrideTricks),
        "x, window_shape, axis=None, *, subok=False, writeable=False",
        |interp, args| {
            let a = array(interp, &args, "x")?;
            let window = interp.ints(args.value("window_shape"))?;
            let axes = interp.axes(args.get("axis"))?;
            Ok(shape::sliding_window_view(&a, &window, axes.as_deref(), args.flag("writeable", false))?
                .into())
        },
        Returns::View,
        "Every window of a length, side by side: a read-only view that overlaps itself.",
        "lib.stride_tricks.sliding_window_view(arange(5), 3)",
    ),
];

/// What has real and imaginary parts of its own, such as Python's numbers: NumPy asks for the attribute first.
fn part_of_number(interp: &mut Interp, args: &Args, part: &str) -> Result<Option<Value>> {
    match args.value("val") {
        Value::Scalar(scalar) => of_scalar(interp, scalar, part),
        number if number.is_number() => of_value(interp, &number.clone(), part),
        _ => Ok(None),
    }
}

/// A shape given as one sequence or as several ints.
fn dims(interp: &mut Interp, rest: &[Value]) -> Result<smallvec::SmallVec<[i64; 4]>> {
    match rest {
        [one] => interp.ints(one),
        several => several.iter().map(index_int).collect(),
    }
}

fn reshape(interp: &mut Interp, args: &Args, a: &Array, shape: &[i64]) -> Result<Value> {
    let order = interp.order(args.get("order"), Order::C)?;
    let copy = match args.some("copy") {
        None => CopyMode::IfNeeded,
        Some(value) if truth(value)? => CopyMode::Always,
        Some(_) => CopyMode::Never,
    };
    Ok(shape::reshape(a, shape, order, copy)?.into())
}

fn swapaxes(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    Ok(shape::swapaxes(&a, index_int(args.value("axis1"))?, index_int(args.value("axis2"))?)?.into())
}

fn squeeze(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let axes = interp.axes(args.get("axis"))?;
    Ok(shape::squeeze(&a, axes.as_deref())?.into())
}

fn at_least(interp: &mut Interp, args: &Args, make: fn(&Array) -> Result<Array>) -> Result<Value> {
    let mut made = args
        .rest
        .iter()
        .map(|v| Ok(Value::Array(make(&interp.as_array(v)?)?)))
        .collect::<Result<Vec<_>>>()?;
    Ok(if made.len() == 1 { made.remove(0) } else { Value::tuple(made) })
}

fn diagonal(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let int = |name: &str, default| args.get(name).map_or(Ok(default), index_int);
    Ok(shape::diagonal(&a, int("offset", 0)?, int("axis1", 0)?, int("axis2", 1)?)?.into())
}

fn sections(interp: &mut Interp, value: &Value) -> Result<Sections> {
    Ok(match value {
        Value::List(_) | Value::Tuple(_) => Sections::At(interp.ints(value)?.to_vec()),
        Value::Array(a) if a.ndim() > 0 => Sections::At(interp.ints(value)?.to_vec()),
        other => Sections::Count(index_int(other)?),
    })
}

fn parts(parts: Vec<Array>) -> Value {
    Value::list(parts.into_iter().map(Value::Array).collect())
}

fn split_axis(
    interp: &mut Interp,
    args: &Args,
    cut: fn(&Array, &Sections, i64) -> Result<Vec<Array>>,
) -> Result<Value> {
    let a = array(interp, args, "ary")?;
    let sections = sections(interp, &args.value("indices_or_sections").clone())?;
    if matches!(sections, Sections::Count(0)) {
        return Err(E::Value { message: "number sections must be larger than 0.".into() }.into());
    }
    let axis = args.get("axis").map_or(Ok(0), index_int)?;
    Ok(parts(cut(&a, &sections, axis)?))
}

fn split_fixed(
    interp: &mut Interp,
    args: &Args,
    cut: fn(&Array, &Sections) -> Result<Vec<Array>>,
) -> Result<Value> {
    let a = array(interp, args, "ary")?;
    let sections = sections(interp, &args.value("indices_or_sections").clone())?;
    Ok(parts(cut(&a, &sections)?))
}

/// A shape: integers, or one of them.
fn one_shape(interp: &mut Interp, value: &Value) -> Result<smallvec::SmallVec<[i64; 4]>> {
    if matches!(value, Value::Float(_) | Value::Complex(_) | Value::None) {
        let message =
            format!("expected a sequence of integers or a single integer, got '{}'", interp.repr(value));
        return Err(E::Type { message }.into());
    }
    interp.ints(value)
}

/// What a function makes of a NumPy scalar by the scalar's own method: a scalar, where an array would have no axes.
fn as_given(given: &Value, made: Value) -> Value {
    match (given, made) {
        (Value::Scalar(_), Value::Array(array)) => super::creation::scalar_or_array(array),
        (_, made) => made,
    }
}
