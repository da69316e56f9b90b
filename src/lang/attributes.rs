//! Attributes that are no methods: of arrays (a table), of scalars, and of Python's values.

use crate::error::Result;
use crate::memory::{Array, DType, Scalar};
use crate::ops::{self, shape};

use super::builtins::{Ctypes, FlagsObject, FlatIter, MemoryView, interface};
use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::table::Returns;
use super::value::{Type, Value};

/// Reads an attribute.
pub type Get = fn(&mut Interp, &Array) -> Result<Value>;
/// Writes one.
pub type Set = fn(&mut Interp, &Array, &Value) -> Result<()>;

/// A row: an attribute of arrays.
#[derive(Debug)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// Reads it.
    pub get: Get,
    /// Writes it, if it can be written.
    pub set: Option<Set>,
    /// What it gives back, as far as memory goes.
    pub returns: Returns,
    /// One line of help.
    pub help: &'static str,
    /// A statement to try.
    pub example: &'static str,
}

const fn row(
    name: &'static str,
    get: Get,
    set: Option<Set>,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Attribute {
    Attribute { name, get, set, returns, help, example }
}

/// The attributes of arrays.
pub const ROWS: &[Attribute] = &[
    row(
        "shape",
        |_, a| Ok(Value::shape(&a.shape())),
        Some(|interp, a, value| {
            let dims = interp.ints(value)?;
            shape::set_shape(a, &dims)
        }),
        Returns::Scalar,
        "The lengths of the axes; assigning reshapes in place, for every name of the array.",
        "zeros((2, 3)).shape",
    ),
    row(
        "dtype",
        |_, a| Ok(Value::DType(a.dtype())),
        Some(set_dtype),
        Returns::Scalar,
        "What the elements are.",
        "zeros(3).dtype",
    ),
    row(
        "ndim",
        |_, a| Ok(a.ndim().into()),
        None,
        Returns::Scalar,
        "The number of axes.",
        "zeros((2, 3)).ndim",
    ),
    row(
        "size",
        |_, a| Ok(a.size().into()),
        None,
        Returns::Scalar,
        "The number of elements.",
        "zeros((2, 3)).size",
    ),
    row(
        "nbytes",
        |_, a| Ok(a.nbytes().into()),
        None,
        Returns::Scalar,
        "The bytes of the elements: size × itemsize, whatever they share.",
        "zeros((2, 3)).nbytes",
    ),
    row(
        "itemsize",
        |_, a| Ok(a.itemsize().into()),
        None,
        Returns::Scalar,
        "The bytes of one element.",
        "zeros(3).itemsize",
    ),
    row(
        "strides",
        |_, a| Ok(Value::Tuple(a.strides().iter().map(|&s| Value::Int(s as i64)).collect())),
        None,
        Returns::Scalar,
        "The bytes between neighbours along each axis.",
        "zeros((2, 3)).T.strides",
    ),
    row(
        "base",
        |_, a| Ok(Interp::base_value(a.base())),
        None,
        Returns::Alias,
        "The object that owns the memory, if it is another one.",
        "arange(6)[2:].base",
    ),
    row(
        "flags",
        |_, a| Ok(Value::object(FlagsObject::of(a.clone()))),
        None,
        Returns::Other,
        "How the array lies in memory, and whether it may be written.",
        "zeros((2, 3)).T.flags",
    ),
    row(
        "T",
        |_, a| Ok(shape::transpose(a, None)?.into()),
        None,
        Returns::View,
        "The axes reversed: a view.",
        "arange(6).reshape(2, 3).T",
    ),
    row(
        "mT",
        |_, a| Ok(shape::mt(a)?.into()),
        None,
        Returns::View,
        "The last two axes exchanged: a view.",
        "arange(8).reshape(2, 2, 2).mT",
    ),
    row(
        "real",
        |_, a| Ok(shape::real(a).into()),
        Some(|interp, a, value| {
            let part = shape::real(a);
            write_part(interp, &part, value)
        }),
        Returns::AliasOrView,
        "The real parts: a view of a complex array, a real array itself.",
        "array([1+2j]).real",
    ),
    row(
        "imag",
        |_, a| Ok(shape::imag(a)?.into()),
        Some(|interp, a, value| {
            if !a.dtype().is_complex() {
                return Err(E::Type { message: "array does not have imaginary part to set".into() }.into());
            }
            let part = shape::imag(a)?;
            write_part(interp, &part, value)
        }),
        Returns::ViewOrCopy,
        "The imaginary parts: a view of a complex array, read-only zeros for a real one.",
        "array([1+2j]).imag",
    ),
    row(
        "flat",
        |_, a| Ok(Value::object(FlatIter::new(a.clone()))),
        Some(|interp, a, value| {
            let source = interp.array_as(value, Some(a.dtype()))?;
            ops::index::flat_set(a, &[ops::index::IndexItem::Slice(ops::index::Slice::default())], &source)
        }),
        Returns::Other,
        "The elements in C order, to read and to write.",
        "arange(6).reshape(2, 3).flat[3]",
    ),
    row(
        "device",
        |_, _| Ok(Value::str("cpu")),
        None,
        Returns::Scalar,
        "Where the memory is: NumPy's is always the processor's.",
        "zeros(3).device",
    ),
    row(
        "data",
        |_, a| Ok(Value::object(MemoryView(a.clone()))),
        None,
        Returns::Other,
        "The memory of the array as Python's own view of it: a memoryview; == compares its elements.",
        "arange(3).data.nbytes",
    ),
    row(
        "ctypes",
        |_, a| Ok(Value::object(Ctypes(a.clone()))),
        None,
        Returns::Other,
        "Where the array stands: ctypes.data is the address of its first element, made up, and true to sharing.",
        "a = arange(3); a[1:].ctypes.data - a.ctypes.data",
    ),
    row(
        "__array_interface__",
        |_, a| Ok(interface(a)),
        None,
        Returns::Scalar,
        "Where the array stands and how it lies; the address is made up, and true to sharing.",
        "a = arange(3); a[1:].__array_interface__['data'][0] - a.__array_interface__['data'][0]",
    ),
];

/// The row of an attribute.
pub fn find(name: &str) -> Option<&'static Attribute> {
    ROWS.iter().find(|row| row.name == name)
}

fn write_part(interp: &mut Interp, part: &Array, value: &Value) -> Result<()> {
    let source = match value {
        // Cast with a warning of the part that is lost.
        Value::Complex(_) => interp.array(value)?,
        _ => interp.array_as(value, Some(part.dtype()))?,
    };
    ops::assign(part, &source)
}

fn set_dtype(interp: &mut Interp, array: &Array, value: &Value) -> Result<()> {
    let dtype = interp.dtype(value)?;
    let view = shape::view_dtype(array, dtype)?;
    array.set_geometry(view.layout(), dtype);
    Ok(())
}

/// An attribute of a NumPy scalar: that of the 0-d array, with scalars for 0-d results.
pub fn of_scalar(interp: &mut Interp, scalar: &Scalar, name: &str) -> Result<Option<Value>> {
    if !super::known::has(&Type::Scalar(scalar.dtype()).qualified(), name) {
        return Ok(None);
    }
    Ok(Some(match name {
        "T" | "mT" if name == "T" => Value::Scalar(*scalar),
        "base" => Value::None,
        "flags" => {
            let array = Array::from_scalar(&interp.memory, scalar, "scalar")?;
            Value::object(FlagsObject::of_scalar(array.read_only()))
        }
        "real" | "imag" => {
            let array = Array::from_scalar(&interp.memory, scalar, "scalar")?;
            let part = if name == "real" { shape::real(&array) } else { shape::imag(&array)? };
            Value::Scalar(super::convert::first(&part))
        }
        "numerator" if scalar.dtype().is_integer() => Value::Scalar(*scalar),
        "denominator" if scalar.dtype().is_integer() => Value::Int(1),
        _ => {
            let Some(row) = find(name) else { return Ok(None) };
            let array = Array::from_scalar(&interp.memory, scalar, "scalar")?;
            // What is written through `flat` is written and forgotten.
            array.set_writeable(name == "flat");
            return (row.get)(interp, &array).map(Some);
        }
    }))
}

/// An attribute that every value has.
pub fn of_anything(value: &Value, name: &str) -> Option<Value> {
    match name {
        "__class__" => Some(super::access::class_of(value)),
        "__hash__" if super::builtins::is_unhashable(value) => Some(Value::None),
        _ => None,
    }
}

/// An attribute of one of Python's values, of a dtype, a class, a function.
pub fn of_value(interp: &mut Interp, value: &Value, name: &str) -> Result<Option<Value>> {
    let part = |i: usize| match value {
        Value::Slice(parts) => Some(parts[i].clone()),
        _ => None,
    };
    Ok(match (value, name) {
        (Value::Int(_) | Value::BigInt(_), "real" | "numerator") => Some(value.clone()),
        (Value::Int(_) | Value::BigInt(_), "imag") => Some(Value::Int(0)),
        (Value::Int(_) | Value::BigInt(_), "denominator") => Some(Value::Int(1)),
        (Value::Bool(_), "denominator") => Some(Value::Int(1)),
        (Value::Bool(b), "real" | "numerator") => Some(Value::Int(i64::from(*b))),
        (Value::Bool(_), "imag") => Some(Value::Int(0)),
        (Value::Float(_), "real") => Some(value.clone()),
        (Value::Float(_), "imag") => Some(Value::Float(0.0)),
        (Value::Complex(z), "real") => Some(Value::Float(z.re)),
        (Value::Complex(z), "imag") => Some(Value::Float(z.im)),
        (Value::Slice(_), "start") => part(0),
        (Value::Slice(_), "stop") => part(1),
        (Value::Slice(_), "step") => part(2),
        (Value::Range(r), "start") => Some(Value::big(r.start.into())),
        (Value::Range(r), "stop") => Some(Value::big(r.stop.into())),
        (Value::Range(r), "step") => Some(Value::big(r.step.into())),
        (Value::DType(dtype), _) => of_dtype(*dtype, name),
        (Value::Type(class), "__name__" | "__qualname__") => Some(Value::str(class.name())),
        (Value::Type(class), "__mro__") => {
            let own = [Value::Type(*class)].into_iter();
            let above: &[Type] = match class {
                Type::Object => &[],
                Type::Bool => &[Type::Int, Type::Object],
                _ => &[Type::Object],
            };
            Some(Value::tuple(own.chain(above.iter().copied().map(Value::Type)).collect()))
        }
        (Value::Type(class), "__bases__") => Some(Value::tuple(match class {
            Type::Object => Vec::new(),
            Type::Bool => vec![Value::Type(Type::Int)],
            _ => vec![Value::Type(Type::Object)],
        })),
        (Value::Type(class), "__module__") => {
            let qualified = class.qualified();
            let module = qualified.rsplit_once('.').map_or("builtins", |(module, _)| module);
            Some(Value::str(module))
        }
        (Value::Function(row), "__name__") => Some(Value::str(row.name())),
        (Value::Function(row), "__doc__") => Some(Value::str(row.row().help)),
        (Value::Function(row), "nin" | "nout" | "nargs" | "identity" | "signature") => {
            row.ufunc().map(|ufunc| match name {
                "nin" => ufunc.nin().into(),
                "nout" => ufunc.nout().into(),
                "nargs" => (ufunc.nin() + ufunc.nout()).into(),
                "signature" => ufunc.signature.map_or(Value::None, Value::str),
                _ => super::builtins::identity_of(ufunc),
            })
        }
        (Value::Module(module), "__name__") => Some(Value::str(module.name())),
        _ => {
            let _ = interp;
            None
        }
    })
}

pub(super) fn of_dtype(dtype: DType, name: &str) -> Option<Value> {
    Some(match name {
        "name" => Value::str(dtype.name()),
        "itemsize" => dtype.itemsize().into(),
        "alignment" => dtype.alignment().into(),
        "kind" => Value::from(dtype.kind_char().to_string()),
        "char" => Value::from(dtype.char().to_string()),
        "num" => Value::Int(match dtype {
            DType::Float16 => 23,
            DType::Float32 => 11,
            DType::Float64 => 12,
            DType::Complex64 => 14,
            DType::Complex128 => 15,
            other => other as i64,
        }),
        "type" => Value::Type(Type::Scalar(dtype)),
        "str" | "byteorder" => {
            let order = if dtype.itemsize() == 1 { '|' } else { '<' };
            match name {
                "str" => Value::from(format!("{order}{}{}", dtype.kind_char(), dtype.itemsize())),
                _ => Value::str(if order == '|' { "|" } else { "=" }),
            }
        }
        "shape" => Value::tuple(Vec::new()),
        "ndim" => Value::Int(0),
        "base" => Value::DType(dtype),
        "names" | "fields" | "subdtype" | "metadata" => Value::None,
        "isnative" => Value::Bool(true),
        "hasobject" | "isalignedstruct" => Value::Bool(false),
        "flags" => Value::Int(0),
        "descr" => {
            let text = of_dtype(dtype, "str")?;
            Value::list(vec![Value::tuple(vec![Value::str(""), text])])
        }
        "isbuiltin" => Value::Int(1),
        _ => return None,
    })
}
