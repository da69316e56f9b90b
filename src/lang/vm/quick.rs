//! Builtins that programs call in every loop, done without binding arguments; and what a call of the table wrote to.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::BufferId;
use crate::syntax::{Span, Symbol};

use super::super::call::Given;
use super::super::code::Code;
use super::super::interp::{Interp, Wrote};
use super::super::table::{Home, Returns, RowId};
use super::super::value::{Range, Value};

/// The writes that a call may be told of: the buffer, where its text stands, and how.
type Writes = SmallVec<[(BufferId, Option<Span>, Wrote); 1]>;

impl Interp {
    /// A call of one of Python's own functions on plain values; `None` where it takes more.
    pub(super) fn quick_builtin(&mut self, row: RowId, args: &[Value]) -> Result<Option<Value>> {
        if row.row().home != Home::Bare {
            return Ok(None);
        }
        Ok(match (row.name(), args) {
            ("len", [Value::List(list)]) => Some(Value::Int(list.len() as i64)),
            ("len", [Value::Tuple(items)]) => Some(Value::Int(items.len() as i64)),
            ("len", [Value::Dict(dict)]) => Some(Value::Int(dict.borrow().len() as i64)),
            ("range", [Value::Int(stop)]) => {
                Some(Value::Range(Rc::new(Range { start: 0, stop: (*stop).into(), step: 1 })))
            }
            ("range", [Value::Int(start), Value::Int(stop)]) => {
                Some(Value::Range(Rc::new(Range { start: (*start).into(), stop: (*stop).into(), step: 1 })))
            }
            ("isinstance", [value, class @ Value::Type(_)]) if !matches!(value, Value::Instance(_)) => {
                Some(Value::Bool(super::super::builtins::is_instance(self, value, class)?))
            }
            _ => None,
        })
    }

    /// A call of a method of one of Python's own containers; `None` where it takes more. The object comes first.
    pub(super) fn quick_method(&mut self, args: &[Value], name: Symbol) -> Result<Option<Value>> {
        Ok(match args {
            [Value::List(list), item] if name == self.names.append => {
                let list = list.clone();
                self.append(&list, item.clone())?;
                Some(Value::None)
            }
            [Value::Dict(dict), key @ (Value::Str(_) | Value::Int(_))] if name == self.names.get_method => {
                let key = super::slow::plain_key(key)?;
                Some(dict.borrow().get(&key).cloned().unwrap_or(Value::None))
            }
            [Value::Dict(dict), key @ (Value::Str(_) | Value::Int(_)), default]
                if name == self.names.get_method =>
            {
                let key = super::slow::plain_key(key)?;
                Some(dict.borrow().get(&key).cloned().unwrap_or_else(|| default.clone()))
            }
            _ => None,
        })
    }

    /// The arguments that a call of the table writes to and that are no names.
    pub(super) fn writes_of(
        &self,
        code: &Code,
        pc: usize,
        row: RowId,
        this: Option<&Value>,
        given: &Given,
    ) -> Writes {
        let mut writes = Writes::new();
        let facts = row.row();
        let in_place = facts.returns == Returns::Nothing;
        let has_out = given.names.iter().any(|(name, _)| &**name == "out");
        let nin = row.ufunc().map_or(usize::MAX, crate::ops::ufunc::Ufunc::nin);
        let method = this.is_some() && in_place && row.name() != "setflags";
        let first = match facts.home {
            Home::Numpy => in_place,
            Home::Ufunc => row.name() == "at",
            _ => false,
        };
        if !(has_out || method || first || given.places.len() > nin) {
            return writes;
        }
        let at = pc as u32 - 1;
        let Some(site) = code.sites.iter().find(|site| site.at == at) else { return writes };
        let known = self.is_top_code(code);
        let mut add = |span: Span, named: bool, value: &Value, how: Wrote| {
            if let (false, Value::Array(array)) = (named, value) {
                writes.push((array.buffer().id(), known.then_some(span), how));
            }
        };
        if let (true, Some(value), Some((span, named))) = (method, this, site.receiver) {
            add(span, named, value, Wrote::Method);
        }
        let out = Wrote::Out { shown: false };
        for (i, value) in given.places.iter().enumerate() {
            let Some((span, None, named)) = site.arguments.get(i) else { break };
            if i == 0 && first {
                add(*span, *named, value, Wrote::Argument);
            } else if i >= nin {
                add(*span, *named, value, out);
            }
        }
        if has_out {
            let value = given.names.iter().find(|(name, _)| &**name == "out").map(|(_, value)| value);
            let place = site
                .arguments
                .iter()
                .find(|(_, name, _)| name.is_some_and(|name| &**self.interner.name(name) == "out"));
            if let (Some(value), Some((span, _, named))) = (value, place) {
                add(*span, *named, value, out);
            }
        }
        writes
    }

    /// The items that a class gives when it is iterated over: its metaclass says so.
    pub(super) fn class_items(&mut self, class: &Value) -> Result<Vec<Value>> {
        let name = self.names.iter;
        match self.special(class, name) {
            Some(method) => {
                let items = self.call(&method, Given::default())?;
                self.items_of(&items)
            }
            None => {
                let type_name = "type".to_owned();
                Err(super::super::errors::ValueKindError::NotIterable { type_name }.into())
            }
        }
    }
}
