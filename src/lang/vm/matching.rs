//! What `case` patterns ask of a value.

use crate::error::Result;
use crate::syntax::Symbol;

use super::super::code::Reg;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::value::{Type, Value};

impl Interp {
    /// Whether a value is a sequence of so many items, or at least so many.
    pub(super) fn is_sequence_of(&mut self, tested: &Value, count: usize, starred: bool) -> Result<bool> {
        let length = match tested {
            Value::List(list) => list.len(),
            Value::Tuple(items) => items.len(),
            Value::Range(range) => range.len(),
            Value::Instance(_) => match Self::payload(tested) {
                Some(payload) => return self.is_sequence_of(&payload, count, starred),
                None => return Ok(false),
            },
            Value::Object(object) => match object.named_items() {
                Some((_, items)) => items.len(),
                None => return Ok(false),
            },
            _ => return Ok(false),
        };
        Ok(if starred { length >= count } else { length == count })
    }

    /// Whether a value is a mapping with the keys in registers, which their values then replace; the rest comes after them.
    pub(super) fn match_mapping(
        &mut self,
        r: &mut [Value],
        a: Reg,
        start: Reg,
        count: u16,
        rest: bool,
    ) -> Result<bool> {
        let subject = r[a as usize].clone();
        let subject = Self::payload(&subject).unwrap_or(subject);
        let Value::Dict(dict) = &subject else { return Ok(false) };
        let (start, count) = (start as usize, count as usize);
        let mut keys = Vec::with_capacity(count);
        for slot in &r[start..start + count] {
            keys.push(slot.clone());
        }
        let mut found = Vec::with_capacity(count);
        let mut left = dict.borrow().clone();
        for key in &keys {
            let key = self.key_of(key)?;
            match left.remove(&key) {
                Some(value) => found.push(value),
                None => return Ok(false),
            }
        }
        for (slot, value) in r[start..start + count].iter_mut().zip(found) {
            *slot = value;
        }
        if rest {
            r[start + count] = Value::Dict(super::super::nest::Shared::new(std::cell::RefCell::new(left)));
        }
        Ok(true)
    }

    /// Whether a value is of the class in the first register; the attributes asked for then stand from there on.
    pub(super) fn match_class(
        &mut self,
        r: &mut [Value],
        a: Reg,
        start: Reg,
        count: u16,
        names: &[Symbol],
    ) -> Result<bool> {
        let subject = r[a as usize].clone();
        let (start, count) = (start as usize, count as usize);
        let class = std::mem::replace(&mut r[start], Value::Unset);
        if !super::super::builtins::is_instance(self, &subject, &class)? {
            return Ok(false);
        }
        let mut found = Vec::with_capacity(count + names.len());
        if count > 0 {
            match &class {
                // The value itself is what a class of Python's own is matched by.
                Value::Type(
                    Type::Bool
                    | Type::Int
                    | Type::Float
                    | Type::Str
                    | Type::Bytes
                    | Type::List
                    | Type::Tuple
                    | Type::Dict,
                ) if count == 1 => found.push(subject.clone()),
                _ => {
                    let match_args = self.attribute(&class, "__match_args__").ok();
                    let known = match_args.as_ref().and_then(Value::sequence).unwrap_or_default();
                    if count > known.len() {
                        let message = format!(
                            "{}() accepts {} positional sub-pattern{} ({count} given)",
                            super::super::show::class_name(&class),
                            known.len(),
                            if known.len() == 1 { "" } else { "s" }
                        );
                        return Err(E::Type { message }.into());
                    }
                    for name in known.iter().take(count) {
                        let text = self.str(name);
                        match self.attribute(&subject, &text) {
                            Ok(value) => found.push(value),
                            Err(error) if error.exception() == crate::error::Exception::AttributeError => {
                                return Ok(false);
                            }
                            Err(error) => return Err(error),
                        }
                    }
                }
            }
        }
        for name in names {
            match self.attribute_symbol(&subject, *name) {
                Ok(value) => found.push(value),
                Err(error) if error.exception() == crate::error::Exception::AttributeError => {
                    return Ok(false);
                }
                Err(error) => return Err(error),
            }
        }
        for (slot, value) in r[start..].iter_mut().zip(found) {
            *slot = value;
        }
        Ok(true)
    }
}
