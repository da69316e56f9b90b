//! Copying: what makes another buffer, and what does so only where it must.

use crate::error::Result;
use crate::memory::{Array, Casting, DType, Order};
use crate::ops::convert as ops;
use crate::ops::shape;

use super::super::call::Args;
use super::super::convert::{check_whole, scalar_of, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Type, Value};
use super::{array, target};

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["copy"],
        Home::Numpy,
        "a, order='K', subok=False",
        |interp, args| copy(interp, &args, Order::K),
        Returns::Copy,
        "A copy: the same elements in memory of its own, laid out as the original (order K).",
        "copy([1, 2, 3])",
    ),
    Builtin::new(
        &["copy"],
        Home::Array,
        "order='C'",
        |interp, args| copy(interp, &args, Order::C),
        Returns::Copy,
        "A copy: the same elements in memory of its own, in C order.",
        "arange(6).reshape(2, 3).T.copy()",
    ),
    Builtin::new(
        &["__array__"],
        Home::Special,
        "dtype=None, *, copy=None",
        |interp, args| {
            let a = interp.array(args.this())?;
            let dtype = interp.opt_dtype(args.get("dtype"))?;
            Ok(ops::convert_if_needed(&a, dtype, Order::K, shape::CopyMode::IfNeeded, 0, "__array__")?.into())
        },
        Returns::AliasOrCopy,
        "The array itself, or a copy in another dtype.",
        "arange(3).__array__()",
    ),
    Builtin::new(
        &["copyto"],
        Home::Numpy,
        "dst, src, casting='same_kind', where=True",
        copyto,
        Returns::Nothing,
        "Writes the elements of one array into another.",
        "a = zeros(3); copyto(a, [1, 2, 3]); a",
    ),
    Builtin::new(
        &["astype"],
        Home::Array,
        "dtype, order='K', casting='unsafe', subok=True, copy=True",
        astype,
        Returns::Copy,
        "A copy in another dtype; copy=False gives the array itself where nothing has to change.",
        "arange(3).astype(float)",
    ),
    Builtin::new(
        &["astype"],
        Home::Numpy,
        "x, dtype, /, *, copy=True, device=None",
        |interp, args| {
            let value = args.value("x").clone();
            let dtype = interp.dtype(args.value("dtype"))?;
            match &value {
                Value::Array(a) => {
                    let copy = args.flag("copy", true);
                    Ok(ops::astype(a, dtype, Order::K, Casting::Unsafe, copy)?.into())
                }
                Value::Scalar(_) => Ok(Value::Scalar(interp.scalar(&value, Some(dtype))?)),
                other => {
                    let class = super::super::show::type_text(other.type_of());
                    let message =
                        format!("Input should be a NumPy array or scalar. It is a {class} instead.");
                    Err(E::Type { message }.into())
                }
            }
        },
        Returns::Copy,
        "A copy in another dtype.",
        "np.astype(arange(3), float)",
    ),
    Builtin::new(
        &["ascontiguousarray"],
        Home::Numpy,
        "a, dtype=None, *, like=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            Ok(ops::ascontiguousarray(&a, interp.opt_dtype(args.get("dtype"))?)?.into())
        },
        Returns::AliasOrCopy,
        "The array itself if it lies in C order without gaps, else a copy that does.",
        "ascontiguousarray(arange(6).reshape(2, 3).T)",
    ),
    Builtin::new(
        &["asfortranarray"],
        Home::Numpy,
        "a, dtype=None, *, like=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let a = match args.value("a") {
                Value::Array(_) => a,
                _ => super::creation::laid_out_in_f_order(a)?,
            };
            Ok(ops::asfortranarray(&a, interp.opt_dtype(args.get("dtype"))?)?.into())
        },
        Returns::AliasOrCopy,
        "The array itself if it lies in F order without gaps, else a copy that does.",
        "asfortranarray([[1, 2], [3, 4]]).flags.f_contiguous",
    ),
    Builtin::new(
        &["require"],
        Home::Numpy,
        "a, dtype=None, requirements=None, *, like=None",
        require,
        Returns::AliasOrCopy,
        "The array itself if it fulfils the requirements ('C', 'F', 'A', 'W', 'O'), else a copy that does.",
        "require(arange(6).reshape(2, 3).T, requirements=['C'])",
    ),
    Builtin::new(
        &["flatten"],
        Home::Array,
        "order='C'",
        |interp, args| {
            let a = args.this_array()?;
            Ok(shape::flatten(&a, interp.order(args.get("order"), Order::C)?)?.into())
        },
        Returns::Copy,
        "A flat copy.",
        "arange(6).reshape(2, 3).flatten()",
    ),
    Builtin::new(
        &["ravel"],
        Home::Array,
        "order='C'",
        ravel,
        Returns::ViewOrCopy,
        "Flat and contiguous: a view where the array lies so already, else a copy.",
        "arange(6).reshape(2, 3).ravel()",
    ),
    Builtin::new(
        &["ravel"],
        Home::Numpy,
        "a, order='C'",
        ravel,
        Returns::ViewOrCopy,
        "Flat and contiguous: a view where the array lies so already, else a copy.",
        "ravel([[1, 2], [3, 4]])",
    ),
    Builtin::new(
        &["view"],
        Home::Array,
        "dtype=None, type=None",
        view,
        Returns::View,
        "Another array object on the same memory; with a dtype, its bytes read as that dtype.",
        "arange(2).view('uint8')",
    ),
    Builtin::new(
        &["fill"],
        Home::Array,
        "value",
        |interp, args| {
            let a = args.this_array()?;
            a.check_writeable()?;
            let value = args.value("value");
            let scalar = match value {
                Value::Scalar(scalar) => {
                    check_whole(scalar, a.dtype())?;
                    interp.scalar(value, Some(a.dtype()))?
                }
                Value::Array(one) if one.ndim() == 0 => interp.scalar(value, Some(a.dtype()))?,
                Value::Array(_) => scalar_of(value, a.dtype())?,
                other => interp.scalar(other, Some(a.dtype()))?,
            };
            ops::fill(&a, &Array::from_scalar(&interp.memory, &scalar, "fill")?)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Writes one value into every element.",
        "a = zeros(3); a.fill(7); a",
    ),
    Builtin::new(
        &["byteswap"],
        Home::Array,
        "inplace=False",
        |_, args| {
            let a = args.this_array()?;
            Ok(if args.flag("inplace", false) { ops::byteswap_in_place(&a)? } else { ops::byteswap(&a)? }
                .into())
        },
        Returns::Copy,
        "A copy with the bytes of each element reversed; inplace=True works on the array itself.",
        "array([1, 256], dtype='int16').byteswap()",
    ),
];

fn copy(interp: &mut Interp, args: &Args, default: Order) -> Result<Value> {
    let a = target(interp, args)?;
    let order = interp.order(args.get("order"), default)?;
    Ok(crate::ops::copy(&a, order)?.into())
}

fn copyto(interp: &mut Interp, args: Args) -> Result<Value> {
    let Value::Array(dst) = args.value("dst").clone() else {
        let name = args.value("dst").type_name();
        return Err(
            E::Type { message: format!("copyto() argument 1 must be a numpy.ndarray, not {name}") }.into()
        );
    };
    let casting = interp.casting(args.get("casting"), Casting::SameKind)?;
    if !matches!(args.value("src"), Value::Array(_)) {
        dst.check_writeable()?;
    }
    let src = match args.value("src") {
        // A Python number is cast as its value allows.
        number if number.is_number() && !matches!(number, Value::Scalar(_)) => {
            let (number, to) = (number.clone(), dst.dtype());
            match &number {
                Value::BigInt(_) if !to.is_integer() && to != DType::Bool => {
                    interp.array_as(&number, Some(to))?
                }
                Value::BigInt(n) if to != DType::UInt64 || u64::try_from(&**n).is_err() => {
                    return Err(E::TooLargeForLong {}.into());
                }
                Value::Int(_) | Value::BigInt(_) if to != DType::Bool => {
                    interp.array_as(&number, Some(to))?
                }
                Value::Complex(_) if matches!(to, DType::Float16 | DType::Float32) => {
                    interp.array_as(&number, Some(DType::Complex64))?
                }
                _ => {
                    let own = interp.array(&number)?;
                    if own.dtype().kind() > to.kind() { own } else { interp.array_as(&number, Some(to))? }
                }
            }
        }
        _ => array(interp, &args, "src")?,
    };
    let mask = match args.get("where") {
        None | Some(Value::Bool(true)) => None,
        Some(Value::Array(mask)) => Some(mask.clone()),
        // What is no array becomes one of bools.
        Some(value) => Some(interp.array_as(&value.clone(), Some(DType::Bool))?),
    };
    ops::copyto(&dst, &src, casting, mask.as_ref())?;
    Ok(Value::None)
}

fn astype(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = args.this_array()?;
    let dtype = interp.dtype(args.value("dtype"))?;
    let order = interp.order(args.get("order"), Order::K)?;
    let copy = args.get("copy").map_or(Ok(true), truth)?;
    let casting = match args.get("casting") {
        Some(Value::Str(name)) if &**name == "same_value" => {
            return Ok(ops::astype_same_value(&a, dtype, order, copy)?.into());
        }
        Some(Value::Str(name)) => {
            Casting::from_name(name).ok_or_else(|| E::BadCastingOfArray { text: name.to_string() })?
        }
        other => interp.casting(other, Casting::Unsafe)?,
    };
    Ok(ops::astype(&a, dtype, order, casting, copy)?.into())
}

fn require(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = array(interp, &args, "a")?;
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    let requirements: Vec<String> = match args.some("requirements") {
        None => Vec::new(),
        Some(Value::Str(s)) => s.chars().map(String::from).collect(),
        Some(other) => {
            let items = interp.items(&other.clone())?;
            items.iter().map(|v| interp.str(v)).collect()
        }
    };
    Ok(ops::require(&a, dtype, &requirements)?.into())
}

fn ravel(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let order = interp.order(args.get("order"), Order::C)?;
    Ok(shape::ravel(&a, order)?.into())
}

fn view(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = args.this_array()?;
    let given = args.some("dtype").or(args.some("type"));
    Ok(match given {
        // As `np.dtype(None)`.
        None if args.get("dtype").is_some() => shape::view_dtype(&a, DType::Float64)?,
        None | Some(Value::Type(Type::Ndarray)) => a.view(a.layout(), "view"),
        Some(dtype) => shape::view_dtype(&a, interp.dtype(dtype)?)?,
    }
    .into())
}
