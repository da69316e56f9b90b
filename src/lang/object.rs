//! Objects: the kinds of value that are neither arrays nor Python's own, each in its own file, told apart by behaviour.

use std::any::Any;
use std::fmt::Debug;
use std::rc::Rc;

use crate::error::Result;

use super::call::Given;
use super::interp::Interp;
use super::iter::Iter;
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
        format!("<{} object at {:p}>", self.type_name(), std::ptr::from_ref(self).cast::<()>())
    }

    /// `str(x)`
    fn str(&self, interp: &Interp) -> String {
        self.repr(interp)
    }

    /// What stands in the parentheses of the repr, where that is the class's name around another value: `dict_keys(['a'])`.
    fn shown_as(&self) -> Option<Value> {
        None
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

    /// `del x[index]`; false if that cannot be done.
    fn delete_index(&self, _interp: &mut Interp, _index: &Value) -> Result<bool> {
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

    /// `next(x)` of an iterator; `None` at the end.
    fn next(&self, _interp: &mut Interp) -> Result<Option<Value>> {
        Ok(None)
    }

    /// The same of an iterator over pairs, for who unpacks them at once: the outer `None` if it gives no pairs.
    #[allow(clippy::option_option)] // The end, and that there is no such way.
    fn next_pair(&self, _interp: &mut Interp) -> Result<Option<Option<(Value, Value)>>> {
        Ok(None)
    }

    /// `iter(x)` of what is no iterator itself; `None` if it cannot be iterated over.
    fn iter(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Iter>> {
        Ok(None)
    }

    /// `reversed(x)`; `None` if it has no last item.
    fn reversed(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Iter>> {
        Ok(None)
    }

    /// `item in x`; `None` if it has no way of its own to find one, and is gone through.
    fn contains(&self, _interp: &mut Interp, _item: &Value) -> Result<Option<bool>> {
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

    /// The same, told of the exception that the block is left for; whether it is swallowed.
    fn leave_for(&self, interp: &mut Interp, _exception: Option<&Value>) -> Result<bool> {
        self.leave(interp);
        Ok(false)
    }

    /// The values that it holds.
    fn parts(&self) -> Vec<Value> {
        Vec::new()
    }

    /// What it gives as a member of a class, for an instance or for the class itself; `None` if it is no descriptor.
    fn bind(
        self: Rc<Self>,
        _interp: &mut Interp,
        _this: Option<&Value>,
        _class: &super::nest::Shared<super::program::Class>,
    ) -> Result<Option<Value>> {
        Ok(None)
    }

    /// `len(x)`; `None` if it has none.
    fn len(&self) -> Option<usize> {
        None
    }

    /// `x == other`; `None` to compare by identity.
    fn equals(&self, _interp: &mut Interp, _other: &Value) -> Result<Option<bool>> {
        Ok(None)
    }

    /// How it is ordered beside another value; `None` if they cannot be compared.
    fn order(&self, _interp: &mut Interp, _other: &Value) -> Result<Option<std::cmp::Ordering>> {
        Ok(None)
    }

    /// `left op right` where it is one of the operands; `None` if it has no such operator.
    fn binary(
        &self,
        _interp: &mut Interp,
        _op: crate::syntax::BinaryOp,
        _left: &Value,
        _right: &Value,
    ) -> Result<Option<Value>> {
        Ok(None)
    }

    /// `-x`, `+x`, `~x`; `None` if it has no such operator.
    fn unary(&self, _interp: &mut Interp, _op: crate::syntax::UnaryOp) -> Result<Option<Value>> {
        Ok(None)
    }

    /// What it is equal by as a key, where that is not its identity.
    fn key(&self) -> Option<super::value::Identity> {
        None
    }

    /// Whether it is true; `None` to go by its length.
    fn truth(&self) -> Option<bool> {
        None
    }

    /// `format(x, spec)`; `None` if it takes no formats but the empty one.
    fn format(&self, _interp: &Interp, _spec: &str) -> Result<Option<String>> {
        Ok(None)
    }

    /// `os.fspath(x)`; `None` if it is no path.
    fn path(&self) -> Option<String> {
        None
    }

    /// `x.write(text)` of what can be written to; `None` if it cannot.
    fn write(&self, _interp: &mut Interp, _text: &str) -> Result<Option<usize>> {
        Ok(None)
    }

    /// The value as an array, where NumPy would take it for one.
    fn as_array(&self, _interp: &mut Interp) -> Result<Option<Value>> {
        Ok(None)
    }

    /// The object itself, so that code can find its own kind again.
    fn as_any(&self) -> &dyn Any;
}
