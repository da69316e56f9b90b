//! Objects: the kinds of value that are neither arrays nor Python's own, each in its own file, told apart by behaviour.

use std::any::Any;
use std::fmt::Debug;
use std::rc::Rc;

use crate::error::Result;

use super::call::Given;
use super::interp::Interp;
use super::value::Value;

/// A value with behaviour of its own: `a.flags`, `a.flat`, `finfo(…)`, iterators.
///
/// Each method's default says, in Python's words, that the value cannot do that.
#[allow(clippy::len_without_is_empty)] // Most have no length at all.
pub trait Object: Debug {
    /// The class, with its module: `numpy.flatiter`.
    fn type_name(&self) -> &'static str;

    /// `repr(x)`
    fn repr(&self, _interp: &Interp) -> String {
        format!("<{} object>", self.type_name())
    }

    /// `str(x)`
    fn str(&self, interp: &Interp) -> String {
        self.repr(interp)
    }

    /// The items with their names, if it is a tuple whose items have names.
    fn named_items(&self) -> Option<(&'static [&'static str], &[Value])> {
        None
    }

    /// `x.name`; `None` if there is no such attribute.
    fn attribute(&self, _interp: &mut Interp, _name: &str) -> Result<Option<Value>> {
        Ok(None)
    }

    /// `x.name = value`; false if there is no such attribute, or it cannot be set.
    fn set_attribute(&self, _interp: &mut Interp, _name: &str, _value: &Value) -> Result<bool> {
        Ok(false)
    }

    /// `x[index]`; `None` if it cannot be indexed.
    fn index(&self, _interp: &mut Interp, _index: &Value) -> Result<Option<Value>> {
        Ok(None)
    }

    /// `x[index] = value`; false if that cannot be done.
    fn set_index(&self, _interp: &mut Interp, _index: &Value, _value: &Value) -> Result<bool> {
        Ok(false)
    }

    /// Whether it can be called.
    fn is_callable(&self) -> bool {
        false
    }

    /// `x(…)`; `None` if it cannot be called.
    fn call(&self, _interp: &mut Interp, _given: &Given) -> Result<Option<Value>> {
        Ok(None)
    }

    /// Whether it is an iterator: whether [`Object::next`] gives items.
    fn iterates(&self) -> bool {
        false
    }

    /// The next item, if it is an iterator; the outer `None` if it is none.
    fn next(&self, _interp: &mut Interp) -> Option<Result<Option<Value>>> {
        None
    }

    /// What is walked over in its place, if it is no iterator; `None` if it cannot be walked over.
    fn iter(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Value>> {
        Ok(None)
    }

    /// What `with x:` does at its start, and gives to the name after `as`; `None` if it is no context.
    fn enter(&self, _interp: &mut Interp) -> Result<Option<Value>> {
        Ok(None)
    }

    /// Whether `with x as y:` gives `x` itself.
    fn enters_itself(&self) -> bool {
        false
    }

    /// What `with x:` does at its end.
    fn leave(&self, _interp: &mut Interp) {}

    /// `len(x)`; `None` if it has none.
    fn len(&self) -> Option<usize> {
        None
    }

    /// `x == other`; `None` to compare by identity.
    fn equals(&self, _other: &Value) -> Option<bool> {
        None
    }

    /// The value as an array, where NumPy would take it for one.
    fn as_array(&self, _interp: &mut Interp) -> Result<Option<Value>> {
        Ok(None)
    }

    /// The object itself, so that code can find its own kind again.
    fn as_any(&self) -> &dyn Any;
}
