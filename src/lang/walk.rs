//! Walks over the items of a value, one at a time: a range of a billion numbers takes no memory until somebody keeps them, and what is
//! walked over is looked at anew for each item, as in Python.

use std::rc::Rc;

use crate::error::Result;
use crate::memory::Array;

use super::bytes::ByteString;
use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::nest::Shared;
use super::object::Object;
use super::value::{Dict, List, Range, Value};

/// After so many items, a loop that keeps them asks whether there is room for more.
pub(super) const ROOM: usize = 1 << 15;

/// A walk over the items of a value: the value, and the place of the next item.
#[derive(Debug)]
pub(super) enum Walk {
    /// Nothing is left.
    Done,
    /// The items of a list, which may grow and shrink meanwhile.
    List(List, usize),
    /// The items of a tuple.
    Tuple(Shared<[Value]>, usize),
    /// The characters of a string, from a byte on.
    Text(Rc<str>, usize),
    /// The numbers of bytes.
    Bytes(Rc<ByteString>, usize),
    /// The keys of a dict, which must stay as many as there were.
    Keys(Dict, usize, usize),
    /// The numbers of a range.
    Range(Rc<Range>, std::ops::Range<usize>),
    /// The elements of a 1-d array, or the views of an array along its first axis.
    Rows(Array, usize),
    /// What an iterator gives.
    Object(Rc<dyn Object>),
}

impl Walk {
    /// The next item, or `None` after the last.
    pub(super) fn next(&mut self, interp: &mut Interp) -> Result<Option<Value>> {
        let next = self.step(interp)?;
        if next.is_none() && !matches!(self, Self::Object(_)) {
            // What grows afterwards is not walked over any more.
            *self = Self::Done;
        }
        Ok(next)
    }

    fn step(&mut self, interp: &mut Interp) -> Result<Option<Value>> {
        let step = |at: &mut usize| {
            *at += 1;
            *at - 1
        };
        Ok(match self {
            Self::Done => None,
            Self::List(list, at) => list.0.borrow().get(step(at)).cloned(),
            Self::Tuple(items, at) => items.get(step(at)).cloned(),
            Self::Text(text, at) => text[*at..].chars().next().map(|c| {
                *at += c.len_utf8();
                Value::str(c.encode_utf8(&mut [0; 4]))
            }),
            Self::Bytes(bytes, at) => bytes.get(step(at)).map(|&byte| Value::Int(byte.into())),
            Self::Keys(dict, count, at) => {
                let dict = dict.borrow();
                if dict.len() != *count {
                    *count = usize::MAX;
                    return Err(E::DictChanged {}.into());
                }
                dict.get_index(step(at)).map(|(key, _)| key.value())
            }
            Self::Range(range, places) => places.next().map(|i| range.get(i)),
            Self::Rows(array, at) => {
                let i = step(at);
                if array.first_len().is_none_or(|n| i >= n) {
                    return Ok(None);
                }
                Some(match array.ndim() {
                    1 => Value::Scalar(array.item(&[i])),
                    _ => Value::Array(array.view(array.layout().index_axis(0, i), "iteration")),
                })
            }
            Self::Object(object) => Rc::clone(object).next(interp).transpose()?.flatten(),
        })
    }

    /// How many items are left, or fewer: an iterator does not say.
    pub(super) fn at_least(&self) -> usize {
        match self {
            Self::Done | Self::Object(_) | Self::Text(..) => 0,
            Self::List(list, at) => list.len().saturating_sub(*at),
            Self::Tuple(items, at) => items.len().saturating_sub(*at),
            Self::Bytes(bytes, at) => bytes.len().saturating_sub(*at),
            Self::Keys(_, count, at) => count.saturating_sub(*at),
            Self::Range(_, places) => places.len(),
            Self::Rows(array, at) => array.first_len().unwrap_or(0).saturating_sub(*at),
        }
    }
}

impl Interp {
    /// A walk over the items of a value.
    ///
    /// Fails with `TypeError` if it has none.
    pub(super) fn walk(&mut self, value: &Value) -> Result<Walk> {
        Ok(match value {
            Value::List(list) => Walk::List(list.clone(), 0),
            Value::Tuple(items) => Walk::Tuple(items.clone(), 0),
            Value::Range(range) => Walk::Range(Rc::clone(range), 0..range.len()),
            Value::Str(text) => Walk::Text(text.clone(), 0),
            Value::Bytes(bytes) => Walk::Bytes(Rc::clone(bytes), 0),
            Value::Dict(dict) => Walk::Keys(dict.clone(), dict.borrow().len(), 0),
            Value::Array(array) => {
                if array.ndim() == 0 {
                    return Err(E::ZeroDimIteration {}.into());
                }
                Walk::Rows(array.clone(), 0)
            }
            Value::Object(object) if object.iterates() => Walk::Object(Rc::clone(object)),
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
        let mut walk = self.walk(value)?;
        let count = walk.at_least();
        self.memory.check_room(count.saturating_mul(size_of::<Value>()))?;
        // A list owns them meanwhile: however many they are, an interrupt need not wait until all have been let go.
        let mut items = super::nest::Kept::with_capacity(count);
        loop {
            if items.len().is_multiple_of(ROOM) {
                self.memory.check_interrupt()?;
                if items.len() > count {
                    self.memory.check_room(items.len() * size_of::<Value>())?;
                }
            }
            // Whole pieces of what lies there already need no step for each item.
            match &mut walk {
                Walk::List(list, at) => {
                    let list = list.0.borrow();
                    let end = list.len().min(*at + ROOM);
                    items.extend_from_slice(&list[(*at).min(end)..end]);
                    if *at >= end {
                        return Ok(items.take());
                    }
                    *at = end;
                }
                Walk::Tuple(tuple, at) => {
                    let end = tuple.len().min(*at + ROOM);
                    items.extend_from_slice(&tuple[*at..end]);
                    if *at >= end {
                        return Ok(items.take());
                    }
                    *at = end;
                }
                walk => match walk.next(self)? {
                    Some(item) => items.push(item),
                    None => return Ok(items.take()),
                },
            }
        }
    }
}
