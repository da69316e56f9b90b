//! Objects that belong to arrays: `a.flags`, `a.flat`, the holders under `as_strided`.

use std::any::Any;
use std::cell::Cell;

use crate::error::Result;
use crate::memory::Array;
use crate::ops::index;

use super::super::convert::truth;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;

/// `a.flags`: reads the array's state at each look; some flags can be set.
#[derive(Debug)]
pub(in super::super) struct FlagsObject {
    array: Array,
    /// Whether these are the flags of a scalar, which stay as they are.
    fixed: bool,
}

crate::error_kinds! {
    /// What can be wrong with setting flags.
    pub(in super::super) enum FlagsError {
        /// `broadcast_to(0, 3).flags.writeable = True`
        ValueError Writeable {} = "cannot set WRITEABLE flag to True of this array";
        /// `a = zeros(3); a.setflags(uic=True)`
        ValueError WritebackIfCopy {} = "cannot set WRITEBACKIFCOPY flag to True";
        /// `a = zeros(17, 'uint8')[1:].view(float); a.flags.aligned = True`
        ValueError Misaligned {} = "cannot set aligned flag of mis-aligned array to True";
        /// `float64(3).flags.writeable = True`
        ValueError Scalar {} = "Cannot set flags on array scalars.";
        /// `zeros(3).flags.owndata = False`
        AttributeError NotWritable { name: String } = "attribute '{name}' of 'numpy._core.multiarray.flagsobj' objects is not writable";
        /// `b = broadcast_arrays([1], [1, 2])[0]; b.flags.writeable`
        FutureWarning WriteableByChance {} = "future versions will not create a writeable array from broadcast_array. Set the writable flag explicitly to avoid this warning.";
    }
}

/// `a.setflags(write=…, align=…, uic=…)`: alignment is looked at first, the right to write last.
///
/// Fails with `ValueError` where NumPy allows no flag: see [`Array::may_become_writeable`].
pub(super) fn set_flags(array: &Array, write: Option<bool>, align: Option<bool>, uic: bool) -> Result<()> {
    if align == Some(true) && !array.may_be_aligned() {
        return Err(FlagsError::Misaligned {}.into());
    }
    if let Some(aligned) = align {
        array.set_aligned(aligned);
    }
    if uic {
        return Err(FlagsError::WritebackIfCopy {}.into());
    }
    match write {
        Some(true) if !array.may_become_writeable() => return Err(FlagsError::Writeable {}.into()),
        Some(write) => array.set_writeable(write),
        None => {}
    }
    Ok(())
}

impl FlagsObject {
    /// The flags of an array.
    pub(in super::super) fn of(array: Array) -> Self {
        Self { array, fixed: false }
    }

    /// The flags of a scalar, which `array` holds.
    pub(in super::super) fn of_scalar(array: Array) -> Self {
        Self { array, fixed: true }
    }

    fn get(&self, name: &str) -> Option<bool> {
        let a = &self.array;
        let (c, f) = (a.is_c_contiguous(), a.is_f_contiguous());
        Some(match name {
            "c_contiguous" | "contiguous" => c,
            "f_contiguous" | "fortran" => f,
            "owndata" => a.owns_data(),
            "writeable" => a.is_writeable(),
            "aligned" => a.is_aligned(),
            "writebackifcopy" => false,
            "fnc" => f && !c,
            "forc" => f || c,
            "behaved" => a.is_aligned() && a.is_writeable(),
            "carray" => a.is_aligned() && a.is_writeable() && c,
            "farray" => a.is_aligned() && a.is_writeable() && f && !c,
            _ => return None,
        })
    }

    /// The same, told to who asks: the answer about a result of `broadcast_arrays` will be another one.
    fn told(&self, name: &str) -> Option<Value> {
        let flag = self.get(name)?;
        if matches!(name, "writeable" | "behaved") && self.array.warns_on_write() {
            self.array.memory().warn(FlagsError::WriteableByChance {});
        }
        Some(Value::Bool(flag))
    }

    /// The attribute that a key stands for: `'W'`, `'WRITEABLE'`.
    fn named(key: &Value) -> Result<&'static str> {
        let name = match key {
            Value::Str(key) => match &**key {
                "C" | "CONTIGUOUS" | "C_CONTIGUOUS" => Some("c_contiguous"),
                "F" | "FORTRAN" | "F_CONTIGUOUS" => Some("f_contiguous"),
                "O" | "OWNDATA" => Some("owndata"),
                "W" | "WRITEABLE" => Some("writeable"),
                "A" | "ALIGNED" => Some("aligned"),
                "X" | "WRITEBACKIFCOPY" => Some("writebackifcopy"),
                "B" | "BEHAVED" => Some("behaved"),
                "CA" | "CARRAY" => Some("carray"),
                "FA" | "FARRAY" => Some("farray"),
                "FNC" => Some("fnc"),
                "FORC" => Some("forc"),
                _ => None,
            },
            _ => None,
        };
        name.ok_or_else(|| E::Missing { key: "'Unknown flag'".into() }.into())
    }

    /// Sets a flag by the name of its attribute; false if it is none of those that can be set.
    fn set(&self, name: &str, value: &Value) -> Result<bool> {
        if !matches!(name, "writeable" | "aligned" | "writebackifcopy") {
            return Ok(false);
        }
        if self.fixed {
            return Err(FlagsError::Scalar {}.into());
        }
        let flag = truth(value)?;
        match name {
            "writeable" => set_flags(&self.array, Some(flag), None, false)?,
            "aligned" => set_flags(&self.array, None, Some(flag), false)?,
            _ => set_flags(&self.array, None, None, flag)?,
        }
        Ok(true)
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
            let chance = *name == "WRITEABLE" && self.array.warns_on_write();
            let chance = if chance { "  (with WARN_ON_WRITE=True)" } else { "" };
            let flag = self.get(&name.to_ascii_lowercase()).unwrap_or(false);
            all + &format!("  {name} : {}{chance}\n", text(flag))
        })
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        if name == "num" {
            let a = &self.array;
            let flags = [
                (a.is_c_contiguous(), 1),
                (a.is_f_contiguous(), 2),
                (a.owns_data(), 4),
                (a.is_aligned(), 0x100),
                (a.is_writeable(), 0x400),
                (a.warns_on_write(), i64::from(i32::MIN)),
            ];
            return Ok(Some(Value::Int(flags.iter().filter(|(on, _)| *on).map(|(_, bit)| bit).sum())));
        }
        Ok(self.told(name))
    }

    fn set_attribute(&self, _: &mut Interp, name: &str, value: &Value) -> Result<bool> {
        if !self.set(name, value)? && (name == "num" || self.get(name).is_some()) {
            return Err(FlagsError::NotWritable { name: name.to_owned() }.into());
        }
        Ok(self.get(name).is_some())
    }

    fn index(&self, _: &mut Interp, index: &Value) -> Result<Option<Value>> {
        Ok(self.told(Self::named(index)?))
    }

    fn set_index(&self, _: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        if self.set(Self::named(index)?, value)? {
            return Ok(true);
        }
        Err(E::Missing { key: "'Unknown flag'".into() }.into())
    }

    fn equals(&self, _: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(Some(false)) };
        let names = ["c_contiguous", "f_contiguous", "owndata", "writeable", "aligned"];
        let other = other.as_any().downcast_ref::<Self>();
        Ok(other.map(|other| names.iter().all(|name| self.get(name) == other.get(name))))
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

/// The array whose elements an object such as `x.flat` goes through, if it is one.
pub(in super::super) fn array_of_flat(object: &dyn Object) -> Option<&Array> {
    object.as_any().downcast_ref::<FlatIter>().map(|flat| &flat.array)
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

pub(in super::super) const ROWS: &[Builtin] = &[Builtin::new(
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
)];

fn flat_array(value: &Value) -> Option<Array> {
    let Value::Object(object) = value else { return None };
    object.as_any().downcast_ref::<FlatIter>().map(|flat| flat.array.clone())
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

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let i = self.at.get();
        if i >= self.array.size() {
            return Ok(None);
        }
        self.at.set(i + 1);
        Ok(Some(self.element(i)))
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
