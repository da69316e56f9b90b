//! Where arrays stand: `a.__array_interface__`, `a.ctypes`, `a.data`.
//!
//! The addresses are made up (see [`crate::memory::Buffer::address`]) and true to sharing: arrays on one buffer differ by their offsets, arrays
//! on two buffers never meet.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::memory::{Array, DType};
use crate::ops::index;

use super::super::attributes::of_dtype;
use super::super::errors::{NameError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::iter::Iter;
use super::super::nest::Shared;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Key, Module, Value};

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["tobytes"],
        Home::Object(MEMORYVIEW),
        "order='C'",
        |interp, args| {
            let Some(array) = seen(args.this()) else { return Ok(Value::None) };
            interp.memory.check_room(array.nbytes())?;
            Ok(Value::bytes(super::bytes::raw(&array)))
        },
        Returns::Copy,
        "The bytes of the elements, copied.",
        "arange(3).data.tobytes()",
    ),
    Builtin::new(
        &["tolist"],
        Home::Object(MEMORYVIEW),
        "",
        |_, args| {
            let Some(array) = seen(args.this()) else { return Ok(Value::None) };
            known_format(&array)?;
            super::memory::nested(&array)
        },
        Returns::Scalar,
        "The elements as nested Python lists.",
        "arange(3).data.tolist()",
    ),
    Builtin::new(
        &["byte_bounds"],
        Home::In(Module::ArrayUtils),
        "a",
        |interp, args| {
            let a = interp.as_array(&args.value("a").clone())?;
            let (layout, itemsize) = (a.layout(), a.itemsize());
            let start = a.address() - layout.offset as u64;
            // NumPy reaches over the axes of an array without elements too.
            let bytes = if a.size() == 0 { layout.offset..layout.offset } else { layout.bounds(itemsize) };
            Ok(Value::tuple(
                [bytes.start, bytes.end].map(|at| Value::Int((start + at as u64) as i64)).to_vec(),
            ))
        },
        Returns::Scalar,
        "The addresses of the first byte of an array and of the byte behind its last.",
        "low, high = np.lib.array_utils.byte_bounds(arange(3)); high - low",
    ),
];

/// `a.__array_interface__`
pub(in super::super) fn interface(array: &Array) -> Value {
    let dtype = array.dtype();
    let strides: Vec<Value> = array.strides().iter().map(|&s| Value::Int(s as i64)).collect();
    let fields = [
        ("data", Value::tuple(vec![address(array), Value::Bool(!array.is_writeable())])),
        ("strides", if array.is_c_contiguous() { Value::None } else { Value::tuple(strides) }),
        ("descr", of_dtype(dtype, "descr").unwrap_or(Value::None)),
        ("typestr", of_dtype(dtype, "str").unwrap_or(Value::None)),
        ("shape", Value::shape(&array.shape())),
        ("version", Value::Int(3)),
    ];
    let entries = fields.into_iter().map(|(name, value)| (Key::Str(name.into()), value)).collect();
    Value::Dict(Shared::new(RefCell::new(entries)))
}

fn address(array: &Array) -> Value {
    Value::Int(array.address() as i64)
}

/// `a.ctypes`
#[derive(Debug)]
pub(in super::super) struct Ctypes(pub(in super::super) Array);

impl super::super::object::Object for Ctypes {
    fn type_name(&self) -> &'static str {
        "numpy._core._internal._ctypes"
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok((name == "data").then(|| address(&self.0)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The class of `a.data`.
const MEMORYVIEW: &str = "memoryview";

/// `a.data`: the memory of an array as Python's own view of it.
#[derive(Debug)]
pub(in super::super) struct MemoryView(pub(in super::super) Array);

fn seen(value: &Value) -> Option<Array> {
    let Value::Object(object) = value else { return None };
    object.as_any().downcast_ref::<MemoryView>().map(|view| view.0.clone())
}

/// The letter that stands for a dtype in the format of a memoryview.
fn format(dtype: DType) -> String {
    match dtype {
        DType::Complex64 => "Zf".to_owned(),
        DType::Complex128 => "Zd".to_owned(),
        other => other.char().to_string(),
    }
}

/// Fails for elements that a memoryview cannot read.
fn known_format(array: &Array) -> Result<()> {
    if array.dtype().is_complex() {
        let message = format!("memoryview: format {} not supported", format(array.dtype()));
        return Err(E::NotImplemented { message }.into());
    }
    Ok(())
}

impl MemoryView {
    /// The part that an index of ints and slices takes.
    fn part(&self, interp: &mut Interp, index: &Value) -> Result<index::Indexed> {
        let ndim = self.0.ndim();
        let whole = |v: &Value| {
            matches!(v, Value::Int(_) | Value::Bool(_))
                || matches!(v, Value::Scalar(s) if s.dtype().is_integer())
        };
        let fits = match index {
            Value::Tuple(items) => items.len() == ndim && items.iter().all(whole),
            Value::Slice(_) => ndim > 0,
            Value::Ellipsis => ndim == 0,
            other if whole(other) && ndim == 1 => true,
            other if whole(other) => {
                let message = if ndim == 0 {
                    "invalid indexing of 0-dim memory"
                } else {
                    "multi-dimensional sub-views are not implemented"
                };
                let message = message.to_owned();
                return Err(if ndim == 0 {
                    E::Type { message }.into()
                } else {
                    E::NotImplemented { message }.into()
                });
            }
            _ => false,
        };
        if !fits {
            return Err(E::Type { message: "memoryview: invalid slice key".into() }.into());
        }
        let items = interp.items_of_index(index)?;
        index::get(&self.0, &items).map_err(|error| match (index, error.exception()) {
            (Value::Slice(_), _) => error,
            (_, crate::error::Exception::IndexError) => {
                E::Index { message: "index out of bounds on dimension 1".into() }.into()
            }
            _ => error,
        })
    }
}

impl super::super::object::Object for MemoryView {
    fn type_name(&self) -> &'static str {
        MEMORYVIEW
    }

    fn repr(&self, _: &Interp) -> String {
        format!("<memory at {:#x}>", self.0.address())
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let a = &self.0;
        Ok(Some(match name {
            "obj" => a.clone().into(),
            "nbytes" => a.nbytes().into(),
            "itemsize" => a.itemsize().into(),
            "ndim" => a.ndim().into(),
            "shape" => Value::shape(&a.shape()),
            "strides" => Value::Tuple(a.strides().iter().map(|&s| Value::Int(s as i64)).collect()),
            "suboffsets" => Value::tuple(Vec::new()),
            "readonly" => Value::Bool(!a.is_writeable()),
            "format" => Value::from(format(a.dtype())),
            "c_contiguous" => Value::Bool(a.is_c_contiguous()),
            "f_contiguous" => Value::Bool(a.is_f_contiguous()),
            "contiguous" => Value::Bool(a.is_c_contiguous() || a.is_f_contiguous()),
            _ => return Ok(None),
        }))
    }

    fn set_attribute(&self, interp: &mut Interp, name: &str, _: &Value) -> Result<bool> {
        match self.attribute(interp, name)? {
            Some(_) => {
                Err(NameError::NotWritable { type_name: MEMORYVIEW.into(), name: name.to_owned() }.into())
            }
            None => Ok(false),
        }
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        Ok(Some(match self.part(interp, index)? {
            index::Indexed::Scalar(scalar) => {
                known_format(&self.0)?;
                super::super::operators::python_number(&scalar)
            }
            index::Indexed::View(part) | index::Indexed::Copy(part) => Value::object(Self(part)),
        }))
    }

    fn set_index(&self, interp: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        if !self.0.is_writeable() {
            return Err(E::Type { message: "cannot modify read-only memory".into() }.into());
        }
        self.part(interp, index)?;
        let index = super::super::access::Index::Value(index.clone());
        interp.set_item(&Value::Array(self.0.clone()), &index, value)?;
        Ok(true)
    }

    fn iter(self: Rc<Self>, _: &mut Interp) -> Result<Option<Iter>> {
        known_format(&self.0)?;
        Iter::over(&super::memory::nested(&self.0)?, false)
    }

    fn len(&self) -> Option<usize> {
        self.0.first_len()
    }

    fn equals(&self, _: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(Some(false)) };
        let Some(Self(other)) = other.as_any().downcast_ref::<Self>() else { return Ok(None) };
        let this = &self.0;
        if this.shape() != other.shape() || this.dtype().is_complex() || other.dtype().is_complex() {
            return Ok(Some(false));
        }
        Ok(crate::ops::ufunc::array_equal(this, other, false).ok())
    }

    fn as_array(&self, _: &mut Interp) -> Result<Option<Value>> {
        Ok(Some(self.0.view(self.0.layout(), "frombuffer").into()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
