//! Tuples whose items have names, as some functions return them.

use std::any::Any;
use std::rc::Rc;

use crate::error::Result;

use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::iter::Iter;
use super::super::nest::Shared;
use super::super::object::Object;
use super::super::value::Value;

/// A class of tuples whose items have names.
#[derive(Debug)]
pub(super) struct NamedClass {
    /// The class, with its module.
    pub(super) name: &'static str,
    /// The names of the items.
    pub(super) fields: &'static [&'static str],
}

impl NamedClass {
    /// A tuple of this class.
    pub(super) fn tuple(&'static self, items: Vec<Value>) -> Value {
        Value::object(NamedTuple { class: self, items: items.into() })
    }
}

/// A tuple whose items have names.
#[derive(Debug)]
struct NamedTuple {
    class: &'static NamedClass,
    items: Shared<[Value]>,
}

impl Object for NamedTuple {
    fn type_name(&self) -> &'static str {
        self.class.name
    }

    fn named_items(&self) -> Option<(&'static [&'static str], &[Value])> {
        Some((self.class.fields, &self.items))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        if name == "_fields" {
            return Ok(Some(Value::tuple(self.class.fields.iter().map(|field| Value::str(field)).collect())));
        }
        let at = self.class.fields.iter().position(|field| *field == name);
        Ok(at.map(|at| self.items[at].clone()))
    }

    fn set_attribute(&self, _: &mut Interp, name: &str, _: &Value) -> Result<bool> {
        if self.class.fields.contains(&name) {
            return Err(E::Attribute { message: "can't set attribute".into() }.into());
        }
        Ok(false)
    }

    fn index(&self, interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        interp.get_item_value(&Value::Tuple(self.items.clone()), index).map(Some)
    }

    fn set_index(&self, _: &mut Interp, _: &Value, _: &Value) -> Result<bool> {
        let class = self.class.name.rsplit('.').next().unwrap_or(self.class.name);
        Err(E::NoItemAssignment { type_name: class.into() }.into())
    }

    fn iter(self: Rc<Self>, _: &mut Interp) -> Result<Option<Iter>> {
        Ok(Some(Iter::tuple(self.items.clone())))
    }

    fn reversed(self: Rc<Self>, _: &mut Interp) -> Result<Option<Iter>> {
        Iter::over(&Value::Tuple(self.items.clone()), true)
    }

    fn len(&self) -> Option<usize> {
        Some(self.items.len())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
