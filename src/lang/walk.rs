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
    /// The elements of a 1-d array, or the views of an array along its first axis, from a place on: as many as it has by then. `None`
    /// once there were no more.
    Rows(Array, Option<usize>),
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
            Self::Rows(array, place) => {
                let i = place.take()?;
                if i >= array.first_len()? {
                    return None;
                }
                *place = Some(i + 1);
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
            Self::Range(_, places) => places.size_hint(),
            Self::Rows(array, place) => {
                let left = place.map_or(0, |i| array.first_len().unwrap_or(0).saturating_sub(i));
                (left, Some(left))
            }
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
            Value::Array(array) => {
                if array.ndim() == 0 {
                    return Err(E::ZeroDimIteration {}.into());
                }
                Walk::Rows(array.clone(), Some(0))
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
