//! Objects that belong to arrays: `a.flags`, `a.flat`, the holders under `as_strided`.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::Result;
use crate::memory::Array;
use crate::ops::index;

use super::super::convert::truth;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::super::walk::Walk;

/// `a.flags`: reads the array's state at each look; `writeable` can be set.
#[derive(Debug)]
pub(in super::super) struct FlagsObject {
    pub(in super::super) array: Array,
}

impl FlagsObject {
    fn get(&self, name: &str) -> Option<bool> {
        let a = &self.array;
        let (c, f) = (a.is_c_contiguous(), a.is_f_contiguous());
        Some(match name.to_ascii_lowercase().as_str() {
            "c_contiguous" | "c" | "contiguous" => c,
            "f_contiguous" | "f" | "fortran" => f,
            "owndata" | "o" => a.owns_data(),
            "writeable" | "w" => a.is_writeable(),
            "aligned" | "a" => a.is_aligned(),
            "writebackifcopy" | "x" => false,
            "fnc" => f && !c,
            "forc" => f || c,
            "behaved" | "b" => a.is_aligned() && a.is_writeable(),
            "carray" | "ca" => a.is_aligned() && a.is_writeable() && c,
            "farray" | "fa" => a.is_aligned() && a.is_writeable() && f && !c,
            _ => return None,
        })
    }

    fn set(&self, name: &str, value: &Value) -> Result<bool> {
        match name.to_ascii_lowercase().as_str() {
            "writeable" | "w" => {
                let writeable = truth(value)?;
                if writeable && !self.array.may_become_writeable() {
                    return Err(E::Value {
                        message: "cannot set WRITEABLE flag to True of this array".into(),
                    }
                    .into());
                }
                self.array.set_writeable(writeable);
                Ok(true)
            }
            "aligned" | "a" => {
                if truth(value)? && !self.array.is_aligned() {
                    return Err(E::Value {
                        message: "cannot set aligned flag of mis-aligned array to True".into(),
                    }
                    .into());
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}

impl Object for FlagsObject {
    fn type_name(&self) -> &'static str {
        "numpy._core.multiarray.flagsobj"
    }

    fn repr(&self, _: &Interp) -> String {
        let names = ["C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED", "WRITEBACKIFCOPY"];
        let text = |b| if b { "True" } else { "False" };
        names.iter().fold(String::new(), |all, name| {
            all + &format!("  {name} : {}\n", text(self.get(name).unwrap_or(false)))
        })
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        // Attributes are written in lower case only.
        if name.len() <= 2 || name.chars().any(char::is_uppercase) {
            return Ok(None);
        }
        Ok(self.get(name).map(Value::Bool))
    }

    fn set_attribute(&self, _: &mut Interp, name: &str, value: &Value) -> Result<bool> {
        if name.len() <= 2 || name.chars().any(char::is_uppercase) {
            return Ok(false);
        }
        self.set(name, value)
    }

    fn index(&self, _: &mut Interp, index: &Value) -> Result<Option<Value>> {
        let found = match index {
            Value::Str(name) => self.get(name),
            _ => None,
        };
        found.map(|b| Some(Value::Bool(b))).ok_or_else(|| E::Missing { key: "'Unknown flag'".into() }.into())
    }

    fn set_index(&self, _: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        let set = match index {
            Value::Str(name) => self.set(name, value)?,
            _ => false,
        };
        if set { Ok(true) } else { Err(E::Missing { key: "'Unknown flag'".into() }.into()) }
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let Value::Object(other) = other else { return Some(false) };
        let other = other.as_any().downcast_ref::<Self>()?;
        let names = ["c", "f", "o", "w", "a"];
        Some(names.iter().all(|name| self.get(name) == other.get(name)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `a.flat`: the elements in C order. Reading a slice of it copies; writing reaches the array.
#[derive(Debug)]
pub(in super::super) struct FlatIter {
    array: Array,
    at: Cell<usize>,
}

impl FlatIter {
    /// The iterator at its start.
    pub(in super::super) fn new(array: Array) -> Self {
        Self { array, at: Cell::new(0) }
    }

    /// The iterator at one of its elements.
    pub(super) fn from(array: Array, at: usize) -> Self {
        Self { array, at: Cell::new(at) }
    }

    fn element(&self, i: usize) -> Value {
        let mut rest = i;
        let mut indices: smallvec::SmallVec<[usize; 4]> = self
            .array
            .shape()
            .iter()
            .rev()
            .map(|&n| {
                let i = rest % n;
                rest /= n;
                i
            })
            .collect();
        indices.reverse();
        Value::Scalar(self.array.item(&indices))
    }
}

/// The class of `a.flat`.
pub const FLATITER: &str = "numpy.flatiter";

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["copy"],
        Home::Object(FLATITER),
        "",
        |_, args| {
            let Some(array) = flat_array(args.this()) else { return Ok(Value::None) };
            Ok(crate::ops::shape::flatten(&array, crate::memory::Order::C)?.into())
        },
        Returns::Copy,
        "The elements in C order, in other memory.",
        "arange(4).reshape(2, 2).T.flat.copy()",
    ),
    Builtin::new(
        &["next"],
        Home::Bare,
        "iterator, default=<no value>, /",
        |interp, args| {
            let iterator = args.value("iterator").clone();
            let item = match &iterator {
                Value::Object(object) => Rc::clone(object).next(interp).transpose()?,
                _ => None,
            };
            match (item, args.get("default")) {
                (Some(Some(item)), _) => Ok(item),
                (Some(None), Some(default)) => Ok(default.clone()),
                (Some(None), None) => Err(E::Stop {}.into()),
                (None, _) => Err(E::NoIterator { type_name: iterator.type_name() }.into()),
            }
        },
        Returns::Scalar,
        "The next item of an iterator.",
        "next(iter([1, 2]))",
    ),
    Builtin::new(
        &["iter"],
        Home::Bare,
        "iterable, /",
        |interp, args| {
            let iterable = args.value("iterable").clone();
            if let Value::Object(object) = &iterable
                && Rc::clone(object).iterates()
            {
                return Ok(iterable);
            }
            let class = match &iterable {
                Value::List(_) => "list_iterator",
                Value::Tuple(_) => "tuple_iterator",
                Value::Str(_) => "str_ascii_iterator",
                Value::Range(_) => "range_iterator",
                Value::Dict(_) => "dict_keyiterator",
                _ => "iterator",
            };
            Ok(Value::object(Iter { class, walk: RefCell::new(interp.walk(&iterable)?) }))
        },
        Returns::Scalar,
        "An iterator over the items, for `next`.",
        "list(iter((1, 2)))",
    ),
];

fn flat_array(value: &Value) -> Option<Array> {
    let Value::Object(object) = value else { return None };
    object.as_any().downcast_ref::<FlatIter>().map(|flat| flat.array.clone())
}

/// What `iter(x)` gives: walks over the items of a value, once.
#[derive(Debug)]
struct Iter {
    class: &'static str,
    walk: RefCell<Walk>,
}

impl Object for Iter {
    fn type_name(&self) -> &'static str {
        self.class
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Option<Result<Option<Value>>> {
        Some(self.walk.borrow_mut().next(interp))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for FlatIter {
    fn type_name(&self) -> &'static str {
        FLATITER
    }

    fn iterates(&self) -> bool {
        true
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        let _ = interp;
        Ok(match name {
            "base" => Some(Value::Array(self.array.clone())),
            "index" => Some(self.at.get().into()),
            "coords" => {
                let mut rest = self.at.get();
                let mut coords: Vec<usize> = self
                    .array
                    .shape()
                    .iter()
                    .rev()
                    .map(|&n| {
                        let i = rest % n.max(1);
                        rest /= n.max(1);
                        i
                    })
                    .collect();
                coords.reverse();
                Some(Value::shape(&coords))
            }
            _ => None,
        })
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        let items = interp.items_of_index(index)?;
        Ok(Some(match index::flat_get(&self.array, &items)? {
            index::Indexed::Scalar(scalar) => Value::Scalar(scalar),
            index::Indexed::View(array) | index::Indexed::Copy(array) => Value::Array(array),
        }))
    }

    fn set_index(&self, interp: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        let items = interp.items_of_index(index)?;
        let target = index::flat_target(&self.array, &items)?;
        let source = match (interp.array_as(value, Some(self.array.dtype())), target) {
            // The error that a single element has is lost in the flat iterator.
            (Err(_), index::Target::Element) => return Err(index::FlatError::Single {}.into()),
            (source, _) => source?,
        };
        index::flat_set(&self.array, &items, &source)?;
        Ok(true)
    }

    fn next(&self, _: &mut Interp) -> Option<Result<Option<Value>>> {
        let i = self.at.get();
        if i >= self.array.size() {
            return Some(Ok(None));
        }
        self.at.set(i + 1);
        Some(Ok(Some(self.element(i))))
    }

    fn len(&self) -> Option<usize> {
        Some(self.array.size())
    }

    fn as_array(&self, _: &mut Interp) -> Result<Option<Value>> {
        // Contiguous: a view; else a read-only copy.
        Ok(Some(Value::Array(if self.array.is_c_contiguous() {
            crate::ops::shape::ravel(&self.array, crate::memory::Order::C)?
        } else {
            crate::ops::shape::flatten(&self.array, crate::memory::Order::C)?.read_only()
        })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An object that only holds on to an array: the base of what `as_strided` gives.
#[derive(Debug)]
pub(in super::super) struct Holder {
    pub(in super::super) type_name: &'static str,
    pub(in super::super) array: Array,
}

impl Object for Holder {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok((name == "base").then(|| Value::Array(self.array.clone())))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
