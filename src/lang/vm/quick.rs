//! Builtins that programs call in every loop, done without binding arguments; and what a call of the table wrote to.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::DType;
use crate::syntax::{Span, Symbol};

use super::super::call::Given;
use super::super::code::{Code, Reg};
use super::super::interp::{Interp, Wrote};
use super::super::table::{Home, Quick, Returns, RowId};
use super::super::value::{Range, Type, Value};
use super::slow::Written;

/// The writes that a call may be told of: the buffer, where its text stands, and how.
type Writes = SmallVec<[(Written, Span, Wrote); 1]>;

impl Interp {
    /// A call of one of Python's own functions on plain values; `None` where it takes more.
    pub(super) fn quick_builtin(&mut self, row: RowId, args: &[Value]) -> Result<Option<Value>> {
        let Some(quick) = row.quick() else { return Ok(None) };
        Ok(match (quick, args) {
            (Quick::Len, [Value::List(list)]) => Some(Value::Int(list.len() as i64)),
            (Quick::Len, [Value::Tuple(items)]) => Some(Value::Int(items.len() as i64)),
            (Quick::Len, [Value::Dict(dict)]) => Some(Value::Int(dict.borrow().len() as i64)),
            (Quick::Len, [Value::Array(array)]) => array.first_len().map(|n| Value::Int(n as i64)),
            (Quick::Range, [Value::Int(stop)]) => {
                Some(Value::Range(Rc::new(Range { start: 0, stop: (*stop).into(), step: 1 })))
            }
            (Quick::Range, [Value::Int(start), Value::Int(stop)]) => {
                Some(Value::Range(Rc::new(Range { start: (*start).into(), stop: (*stop).into(), step: 1 })))
            }
            (Quick::IsInstance, [value, class @ Value::Type(_)]) if !matches!(value, Value::Instance(_)) => {
                Some(Value::Bool(super::super::builtins::is_instance(self, value, class)?))
            }
            (Quick::Abs, [Value::Int(n)]) => n.checked_abs().map(Value::Int),
            (Quick::Abs, [Value::Float(x)]) => Some(Value::Float(x.abs())),
            (Quick::Min, [a, b]) => less(b, a).map(|less| if less { b.clone() } else { a.clone() }),
            (Quick::Max, [a, b]) => less(a, b).map(|less| if less { b.clone() } else { a.clone() }),
            (Quick::Sqrt, [Value::Float(x)]) if *x >= 0.0 => Some(Value::Float(x.sqrt())),
            (Quick::Sqrt, [Value::Int(n)]) if *n >= 0 => Some(Value::Float((*n as f64).sqrt())),
            _ => None,
        })
    }

    /// A call of one of Python's own classes with positional arguments, from the loop.
    pub(super) fn call_type(&mut self, r: &mut [Value], dst: Reg, at: Reg, count: u16) -> Result<()> {
        let args = &r[at as usize..=at as usize + count as usize];
        let made = match args {
            [Value::Type(Type::Int), Value::Int(n)] => Some(Value::Int(*n)),
            [Value::Type(Type::Int), Value::Float(x)] if x.abs() < 1e18 => Some(Value::Int(*x as i64)),
            [Value::Type(Type::Int), Value::Scalar(x)] if x.dtype() == DType::Int64 => {
                Some(Value::Int(x.get()))
            }
            [Value::Type(Type::Float), Value::Int(n)] => Some(Value::Float(*n as f64)),
            [Value::Type(Type::Float), Value::Float(x)] => Some(Value::Float(*x)),
            [Value::Type(Type::Float), Value::Scalar(x)] if x.dtype() == DType::Float64 => {
                Some(Value::Float(x.get()))
            }
            _ => None,
        };
        if let Some(made) = made {
            super::run::release(&mut r[at as usize..=at as usize + count as usize]);
            r[dst as usize] = made;
            return Ok(());
        }
        let (class, given) = self.gather(r, at, count, &[]);
        r[dst as usize] = self.call(&class, given)?;
        self.memory.take_fault()
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
        let mut add = |span: Span, named: bool, value: &Value, how: Wrote| {
            if let (false, Value::Array(array)) = (named, value) {
                writes.push((Written::of(array), span, how));
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

/// Whether a number of Python's is less than another of its class.
fn less(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a < b),
        (Value::Float(a), Value::Float(b)) => Some(a < b),
        _ => None,
    }
}
