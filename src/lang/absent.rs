//! Modules that arr does not have: importing one is told and forgiven, using it is not, unless it is to be a stand-in that does nothing.

use std::any::Any;
use std::rc::Rc;

use crate::error::Result;

use super::call::Given;
use super::errors::NameError;
use super::interp::Interp;
use super::iter::Iter;
use super::object::Object;
use super::value::Value;

/// A module that arr does not have, or something in it.
#[derive(Debug)]
struct Absent {
    /// The dotted name.
    name: String,
    /// Whether all that is asked of it succeeds and does nothing.
    stand_in: bool,
}

impl Absent {
    fn part(&self, name: &str) -> Value {
        Value::object(Self { name: format!("{}.{name}", self.name), stand_in: self.stand_in })
    }

    fn same(&self) -> Value {
        Value::object(Self { name: self.name.clone(), stand_in: self.stand_in })
    }

    /// The error of a use.
    fn used(&self) -> crate::error::Error {
        let module = self.name.split('.').next().unwrap_or(&self.name).to_owned();
        NameError::AbsentUsed { module, used: self.name.clone() }.into()
    }

    fn allow(&self) -> Result<()> {
        if self.stand_in { Ok(()) } else { Err(self.used()) }
    }
}

/// Whether a package is to be a stand-in.
pub(super) fn is_stand_in(interp: &Interp, name: &str) -> bool {
    let top = name.split('.').next().unwrap_or(name);
    interp.imports.stand_ins.iter().any(|stand_in| &**stand_in == top)
}

/// What takes the place of a module that arr does not have. Unless it is a stand-in, that is told once a package.
pub(super) fn of(interp: &mut Interp, name: &str) -> Value {
    let stand_in = is_stand_in(interp, name);
    let top = name.split('.').next().unwrap_or(name);
    if !stand_in && !interp.imports.told.iter().any(|told| told == top) {
        interp.imports.told.push(top.to_owned());
        interp.memory.warn(NameError::Absent { module: top.to_owned() });
    }
    Value::object(Absent { name: name.to_owned(), stand_in })
}

/// Whether an object takes the place of a module that arr does not have.
pub(super) fn is_absent(object: &dyn Object) -> bool {
    object.as_any().is::<Absent>()
}

/// Whether a value is part of a stand-in.
pub(super) fn stands_in(value: &Value) -> bool {
    let Value::Object(object) = value else { return false };
    object.as_any().downcast_ref::<Absent>().is_some_and(|absent| absent.stand_in)
}

impl Object for Absent {
    fn type_name(&self) -> &'static str {
        "module"
    }

    fn repr(&self, _interp: &Interp) -> String {
        let what = if self.stand_in { "stand-in for" } else { "missing module" };
        format!("<{what} '{}'>", self.name)
    }

    fn attribute(&self, _interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        match name {
            "__name__" => return Ok(Some(Value::str(&self.name))),
            _ if name.starts_with("__") => return Ok(None),
            _ => {}
        }
        if self.stand_in {
            return Ok(Some(self.part(name)));
        }
        let Self { name: own, .. } = self;
        Err(Self { name: format!("{own}.{name}"), stand_in: false }.used())
    }

    fn set_attribute(&self, _interp: &mut Interp, _name: &str, _value: &Value) -> Result<bool> {
        self.allow().map(|()| true)
    }

    fn index(&self, _interp: &mut Interp, _index: &Value) -> Result<Option<Value>> {
        self.allow().map(|()| Some(self.same()))
    }

    fn set_index(&self, _interp: &mut Interp, _index: &Value, _value: &Value) -> Result<bool> {
        self.allow().map(|()| true)
    }

    fn is_callable(&self) -> bool {
        self.stand_in
    }

    fn call(&self, _interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        self.allow()?;
        // A decorator gives back what it decorates.
        if let ([decorated @ (Value::Def(_) | Value::Class(_))], true) =
            (&given.places[..], given.names.is_empty())
        {
            return Ok(Some(decorated.clone()));
        }
        Ok(Some(self.same()))
    }

    fn iter(self: Rc<Self>, interp: &mut Interp) -> Result<Option<Iter>> {
        self.allow()?;
        interp.iter(&Value::tuple(Vec::new())).map(Some)
    }

    fn enter(&self, _interp: &mut Interp) -> Result<Option<Value>> {
        self.allow().map(|()| Some(self.same()))
    }

    fn len(&self) -> Option<usize> {
        self.stand_in.then_some(0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
