//! Walks over the items of a value, one at a time: a range of a billion numbers takes no memory until somebody keeps them.

use std::rc::Rc;

use crate::error::Result;
use crate::memory::Array;

use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::value::{Key, Range, Value};

/// After so many items, a loop that keeps them asks whether there is room for more.
pub(super) const ROOM: usize = 1 << 15;

/// A walk over the items of a value.
#[derive(Debug)]
pub(super) enum Walk {
    /// Items that are there already.
    Items(std::vec::IntoIter<Value>),
    /// The numbers of a range.
    Range(Rc<Range>, std::ops::Range<usize>),
    /// The elements of a 1-d array, or the views of an array along its first axis.
    Rows(Array, std::ops::Range<usize>),
}

impl Walk {
    fn items(items: Vec<Value>) -> Self {
        Self::Items(items.into_iter())
    }
}

impl Iterator for Walk {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        match self {
            Self::Items(items) => items.next(),
            Self::Range(range, places) => places.next().map(|i| range.get(i)),
            Self::Rows(array, places) => {
                let i = places.next()?;
                Some(match array.ndim() {
                    1 => Value::Scalar(array.item(&[i])),
                    _ => Value::Array(array.view(array.layout().index_axis(0, i), "iteration")),
                })
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Items(items) => items.size_hint(),
            Self::Range(_, places) | Self::Rows(_, places) => places.size_hint(),
        }
    }
}

impl Interp {
    /// A walk over the items of a value.
    ///
    /// Fails with `TypeError` if it has none.
    pub(super) fn walk(&mut self, value: &Value) -> Result<Walk> {
        Ok(match value {
            Value::List(list) => Walk::items(list.items()),
            Value::Tuple(items) => Walk::items(items.to_vec()),
            Value::Range(range) => Walk::Range(Rc::clone(range), 0..range.len()),
            Value::Str(text) => Walk::items(text.chars().map(|c| Value::from(c.to_string())).collect()),
            Value::Bytes(bytes) => Walk::items(bytes.iter().map(|&byte| Value::Int(byte.into())).collect()),
            Value::Dict(dict) => Walk::items(dict.borrow().keys().map(Key::value).collect()),
            Value::Set(set) => Walk::items(set.items.borrow().iter().map(Key::value).collect()),
            Value::Generator(_) | Value::Instance(_) | Value::Class(_) => Walk::items(self.items_of(value)?),
            Value::Array(array) => {
                let Some(n) = array.first_len() else { return Err(E::ZeroDimIteration {}.into()) };
                Walk::Rows(array.clone(), 0..n)
            }
            Value::Object(object) => {
                if let Some(items) = Rc::clone(object).iter(self)? {
                    return self.walk(&items);
                }
                return Err(E::NotIterable { type_name: value.type_name() }.into());
            }
            other => return Err(E::NotIterable { type_name: other.type_name() }.into()),
        })
    }

    /// The items of a value that can be walked over.
    ///
    /// Fails with `TypeError` if it has none, and with `MemoryError` if there is no room for so many.
    pub fn items(&mut self, value: &Value) -> Result<Vec<Value>> {
        let walk = self.walk(value)?;
        if let Walk::Items(items) = walk {
            return Ok(items.collect());
        }
        let count = walk.size_hint().0;
        self.memory.check_room(count.saturating_mul(size_of::<Value>()))?;
        let mut items = Vec::with_capacity(count);
        for (i, item) in walk.enumerate() {
            if i % ROOM == 0 {
                self.memory.check_interrupt()?;
            }
            items.push(item);
        }
        Ok(items)
    }
}
