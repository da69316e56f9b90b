//! Python's containers: their items by place and by key, their length, and what is in them. Each costs what it looks at: an item costs one step
//! and a slice its own length, however long the container is.

use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::error::{Error, Result};
use crate::memory::{Memory, Patience};
use crate::syntax::CompareOp;

use super::call::Given;
use super::convert::{index_int, scalar_int, truth, try_index_int};
use super::errors::{NameError, ValueKindError as E};
use super::interp::Interp;
use super::nest::Kept;
use super::string::Str;
use super::text;
use super::value::{PlainKey, Range, Value};

/// The item of a container by an index, for the pairs that loops are full of; `None` for any other pair, and where there is no such item.
#[inline]
pub(super) fn plain_item(container: &Value, index: &Value) -> Option<Value> {
    let at = |i: i64, n: usize| wrapped(i, n);
    match (container, index) {
        (Value::List(list), Value::Int(i)) => {
            let items = list.0.borrow();
            Some(items[at(*i, items.len())?].clone())
        }
        (Value::Tuple(items), Value::Int(i)) => Some(items[at(*i, items.len())?].clone()),
        (Value::Dict(dict), key @ (Value::Str(_) | Value::Int(_))) => {
            dict.borrow().find(PlainKey::of(key)?).cloned()
        }
        (Value::Str(text), Value::Int(i)) if text.is_ascii() => {
            let byte = text.as_bytes()[at(*i, text.len())?];
            Some(Value::Str(Str::of_char(char::from(byte))))
        }
        (Value::Array(array), Value::Int(i)) if array.ndim() == 1 => {
            let i = at(*i, array.first_len()?)?;
            Some(Value::Scalar(array.item(&[i])))
        }
        _ => None,
    }
}

/// The place that an index names in a sequence of `n` items, negative ones counted from the end.
pub(super) fn wrapped(i: i64, n: usize) -> Option<usize> {
    let at = if i < 0 { i.checked_add(n as i64)? } else { i };
    usize::try_from(at).ok().filter(|&at| at < n)
}

/// What an index names in a sequence.
enum Spot {
    /// One item.
    One(usize),
    /// Several: the first place, the step and the count.
    Many(usize, i64, usize),
}

/// What an index names in a sequence of `n` items.
fn spot(index: &Value, n: usize, what: &'static str) -> Result<Spot> {
    if let Value::Slice(parts) = index {
        let (start, step, n) = slice_of(parts, n)?;
        // The place before the first item is where an empty slice may start.
        return Ok(Spot::Many(usize::try_from(start).unwrap_or(0), step, n));
    }
    let Some(i) = place(index)? else { return Err(no_index(index, what)) };
    let outside = || match what {
        "byte" => E::Index { message: "index out of range".into() },
        _ => E::Range { what },
    };
    Ok(Spot::One(wrapped(i, n).ok_or_else(outside)?))
}

/// Items of a sequence that a slice names.
fn part(memory: &Memory, items: &[Value], start: usize, step: i64, n: usize) -> Result<Vec<Value>> {
    let patience = Patience::new(memory);
    let mut part = Kept::from(crate::memory::with_room(n));
    for i in places(start, step, n) {
        patience.spend(1)?;
        part.push(items[i].clone());
    }
    Ok(part.take())
}

pub(super) fn places(start: usize, step: i64, n: usize) -> impl Iterator<Item = usize> {
    (0..n as i64).map(move |i| (start as i64 + i * step) as usize)
}

impl Interp {
    /// `len(x)`
    ///
    /// Fails with `TypeError` if it has none.
    pub fn len(&mut self, value: &Value) -> Result<usize> {
        Ok(match value {
            Value::Set(set) => set.items.borrow().len(),
            Value::Instance(_) | Value::Class(_) => {
                let name = self.names.len;
                if let Some(method) = self.special(value, name) {
                    let length = self.call(&method, Given::default())?;
                    let negative = || E::Value { message: "__len__() should return >= 0".into() };
                    return Ok(usize::try_from(index_int(&length)?).map_err(|_| negative())?);
                }
                return match Self::payload(value) {
                    Some(payload) => self.len(&payload),
                    None => Err(E::NoLen { type_name: value.type_name() }.into()),
                };
            }
            Value::Str(text) => text.count(&self.memory)?,
            Value::Bytes(bytes) => bytes.len(),
            Value::List(list) => list.len(),
            Value::Tuple(items) => items.len(),
            Value::Dict(dict) => dict.borrow().len(),
            Value::Range(range) => {
                let n = range.len();
                if i64::try_from(n).is_err() {
                    let message = "Python int too large to convert to C ssize_t".into();
                    return Err(E::Overflow { message }.into());
                }
                n
            }
            Value::Array(array) => array.first_len().ok_or(E::UnsizedLen {})?,
            Value::Object(object) => object.len().ok_or_else(|| E::NoLen { type_name: value.type_name() })?,
            other => return Err(E::NoLen { type_name: other.type_name() }.into()),
        })
    }

    /// `container[index]` of Python's own containers.
    pub(super) fn container_item(&mut self, container: &Value, index: &Value) -> Result<Value> {
        Ok(match container {
            Value::List(list) => match spot(index, list.len(), "list")? {
                Spot::One(i) => list.0.borrow()[i].clone(),
                Spot::Many(start, step, n) => {
                    Value::list(part(&self.memory, &list.0.borrow(), start, step, n)?)
                }
            },
            Value::Tuple(items) => match spot(index, items.len(), "tuple")? {
                Spot::One(i) => items[i].clone(),
                Spot::Many(0, 1, n) if n == items.len() => container.clone(),
                Spot::Many(start, step, n) => Value::tuple(part(&self.memory, items, start, step, n)?),
            },
            Value::Str(text) => match spot(index, text.count(&self.memory)?, "string")? {
                Spot::One(i) => {
                    Value::Str(text.char_at(&self.memory, i)?.map_or_else(|| "".into(), Str::of_char))
                }
                Spot::Many(start, step, n) => Value::Str(text.slice(&self.memory, start, step, n)?),
            },
            Value::Bytes(bytes) => match spot(index, bytes.len(), "byte")? {
                Spot::One(i) => Value::Int(bytes[i].into()),
                Spot::Many(start, 1, n) => Value::bytes(bytes[start..start + n].to_vec()),
                Spot::Many(start, step, n) => Value::bytes(
                    Patience::new(&self.memory).collect(places(start, step, n).map(|i| bytes[i]))?,
                ),
            },
            Value::Range(range) => range_item(range, index)?,
            Value::Dict(dict) => {
                let key = self.key_of(index)?;
                let found = dict.borrow().get(&key).cloned();
                match found {
                    Some(found) => found,
                    None => return Err(self.missing_key(index)),
                }
            }
            Value::Type(_) | Value::Function(_)
                if let Some(alias) = super::builtins::alias_of(container, index) =>
            {
                alias
            }
            Value::Type(class) => {
                let message = format!("type '{}' is not subscriptable", class.qualified());
                return Err(E::Type { message }.into());
            }
            other => return Err(E::NotSubscriptable { type_name: other.type_name() }.into()),
        })
    }

    /// `container[index] = value` of Python's own containers.
    pub(super) fn set_container_item(
        &mut self,
        container: &Value,
        index: &Value,
        value: &Value,
    ) -> Result<()> {
        match container {
            Value::List(list) => {
                if let Value::Slice(parts) = index {
                    let new = self.items(value).map_err(|error| match error.downcast_ref() {
                        Some(E::NotIterable { .. }) if matches!(parts[2], Value::None | Value::Int(1)) => {
                            E::Type { message: "can only assign an iterable".into() }.into()
                        }
                        Some(E::NotIterable { .. }) => {
                            E::Type { message: "must assign iterable to extended slice".into() }.into()
                        }
                        _ => error,
                    })?;
                    let (start, step, n) = slice_of(parts, list.len())?;
                    let start = usize::try_from(start).unwrap_or(0);
                    if step == 1 {
                        let old: Vec<Value> = list.0.borrow_mut().splice(start..start + n, new).collect();
                        drop(old);
                        return Ok(());
                    }
                    if new.len() != n {
                        let message = format!(
                            "attempt to assign sequence of size {} to extended slice of size {n}",
                            new.len()
                        );
                        return Err(E::Value { message }.into());
                    }
                    for (i, value) in places(start, step, n).zip(new) {
                        let old = std::mem::replace(&mut list.0.borrow_mut()[i], value);
                        drop(old);
                    }
                    return Ok(());
                }
                let Some(i) = place(index)? else { return Err(no_index(index, "list")) };
                let i = wrapped(i, list.len()).ok_or(E::Range { what: "list assignment" })?;
                // What stood there may hold the list itself: it goes when the list is no longer borrowed.
                let old = std::mem::replace(&mut list.0.borrow_mut()[i], value.clone());
                drop(old);
                Ok(())
            }
            Value::Dict(dict) => {
                let key = self.key_of(index)?;
                let old = dict.borrow_mut().insert(key, value.clone());
                drop(old);
                Ok(())
            }
            other => {
                if is_sequence(other) {
                    place(index)?;
                }
                Err(E::NoItemAssignment { type_name: other.type_name() }.into())
            }
        }
    }

    /// `del container[index]` of Python's own containers.
    pub(super) fn delete_container_item(&mut self, container: &Value, index: &Value) -> Result<()> {
        match container {
            Value::Array(_) => Err(NameError::NoElementDeletion {}.into()),
            Value::List(list) => {
                if let Value::Slice(parts) = index {
                    let (start, step, n) = slice_of(parts, list.len())?;
                    let start = usize::try_from(start).unwrap_or(0);
                    let (first, step) = match step {
                        _ if n == 0 => return Ok(()),
                        1.. => (start, step.unsigned_abs() as usize),
                        _ => ((start as i64 + (n as i64 - 1) * step) as usize, step.unsigned_abs() as usize),
                    };
                    let mut i = 0;
                    let last = first + (n - 1) * step;
                    let mut gone = Vec::new();
                    list.0.borrow_mut().retain_mut(|item| {
                        let goes = (first..=last).contains(&i) && (i - first) % step == 0;
                        i += 1;
                        if goes {
                            gone.push(std::mem::replace(item, Value::None));
                        }
                        !goes
                    });
                    drop(gone);
                    return Ok(());
                }
                let Some(i) = place(index)? else { return Err(no_index(index, "list")) };
                let i = wrapped(i, list.len()).ok_or(E::Range { what: "list assignment" })?;
                let old = list.0.borrow_mut().remove(i);
                drop(old);
                Ok(())
            }
            Value::Dict(dict) => {
                let key = self.key_of(index)?;
                let removed = dict.borrow_mut().remove(&key);
                match removed {
                    Some(_) => Ok(()),
                    None => Err(self.missing_key(index)),
                }
            }
            Value::Object(object) if Rc::clone(object).delete_index(self, index)? => Ok(()),
            other => {
                let by_place = is_sequence(other) && place(index)?.is_some();
                Err(E::NoItemDeletion { type_name: other.type_name(), by_place }.into())
            }
        }
    }

    /// `item in container`: the first item that is equal ends the search.
    pub fn contains(&mut self, container: &Value, item: &Value) -> Result<bool> {
        match container {
            Value::Str(text) => match item {
                Value::Str(part) => Ok(text::find(&self.memory, text.as_bytes(), part.as_bytes())?.is_some()),
                other => Err(E::InString { type_name: other.type_name() }.into()),
            },
            Value::Bytes(bytes) => super::builtins::bytes_contain(&self.memory, bytes, item),
            Value::Array(_) => {
                // NumPy: (array == item).any()
                let equal = self.compare(CompareOp::Equal, container, item)?;
                match equal {
                    Value::Array(mask) => {
                        let any = super::call::Given::places([Value::Array(mask)]);
                        truth(&super::builtins::numpy(self, "any", any)?)
                    }
                    other => truth(&other),
                }
            }
            Value::Dict(dict) => {
                let key = self.key_of(item)?;
                Ok(dict.borrow().contains_key(&key))
            }
            Value::Set(set) => {
                let key = self.sought_key(item)?;
                Ok(set.items.borrow().contains(&key))
            }
            Value::Instance(_) | Value::Generator(_) | Value::Class(_) => {
                self.program_contains(container, item)
            }
            Value::Range(range) => {
                let place = super::key::whole_number(item).and_then(|n| n.checked_sub(range.start));
                Ok(place.is_some_and(|place| {
                    place % range.step == 0 && (0..range.count()).contains(&(place / range.step))
                }))
            }
            Value::List(_) | Value::Tuple(_) => Ok(self.find(container, item)?.is_some()),
            Value::Object(object) => {
                if let Some(contains) = Rc::clone(object).contains(self, item)? {
                    return Ok(contains);
                }
                let not_iterable = |error: Error| match error.downcast_ref() {
                    Some(E::NotIterable { type_name }) => {
                        E::NotContainer { type_name: type_name.clone() }.into()
                    }
                    _ => error,
                };
                let mut iter = self.iter(container).map_err(not_iterable)?;
                while let Some(x) = iter.next(self)? {
                    self.memory.check_interrupt()?;
                    if x.is(item) || self.equal(&x, item, 0)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            other => Err(E::NotContainer { type_name: other.type_name() }.into()),
        }
    }

    /// The place of the first item of a list or a tuple that is equal to a value.
    pub(super) fn find(&mut self, sequence: &Value, wanted: &Value) -> Result<Option<usize>> {
        let mut i = 0;
        while let Some(item) = sequence.nth(i) {
            self.memory.check_interrupt()?;
            if item.is(wanted) || self.equal(&item, wanted, 0)? {
                return Ok(Some(i));
            }
            i += 1;
        }
        Ok(None)
    }
}

fn range_item(range: &Range, index: &Value) -> Result<Value> {
    if let Value::Slice(parts) = index {
        let (start, stop, step) = slice_bounds(parts, range.count())?;
        let place = |i: i128| range.start.saturating_add(i.saturating_mul(range.step));
        return Ok(Value::Range(Rc::new(Range {
            start: place(start),
            stop: place(stop),
            step: range.step.saturating_mul(step),
        })));
    }
    let outside = E::Range { what: "range object" };
    let i = match index {
        Value::BigInt(_) => return Err(outside.into()),
        index => i128::from(place(index)?.ok_or_else(|| no_index(index, "range"))?),
    };
    let i = if i < 0 { i + range.count() } else { i };
    let i = usize::try_from(i).ok().filter(|&i| i < range.len()).ok_or(outside)?;
    Ok(range.get(i))
}

/// Whether Python takes an index for a place before it says that nothing can be put there.
fn is_sequence(value: &Value) -> bool {
    match value {
        Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Object(object) => object.shown_as().is_some() || object.named_items().is_some(),
        _ => false,
    }
}

/// The integer of an index into a list, a tuple or a string; `None` if it is none.
fn place(index: &Value) -> Result<Option<i64>> {
    try_index_int(index).map_err(|error| match error.downcast_ref() {
        Some(E::IntToLong {}) => {
            let message = format!("cannot fit '{}' into an index-sized integer", index.type_name());
            E::Index { message }.into()
        }
        _ => error,
    })
}

/// What Python says of an index that is no integer; of an array the array says it, by its `__index__`.
fn no_index(index: &Value, what: &'static str) -> Error {
    match index {
        Value::Array(_) => E::ArrayNoIndex {}.into(),
        _ if what == "string" => E::StrIndexType { type_name: index.type_name() }.into(),
        _ => E::IndexType { what, type_name: index.type_name() }.into(),
    }
}

/// A bound of a slice; ints beyond 64 bits count as the largest.
pub(super) fn slice_bound(value: &Value) -> Result<Option<i64>> {
    let fitting = |n: i128| n.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
    Ok(wide_bound(value)?.map(fitting))
}

/// A bound of a slice; ints beyond 128 bits count as the largest.
fn wide_bound(value: &Value) -> Result<Option<i128>> {
    match value {
        Value::None => Ok(None),
        Value::BigInt(n) => {
            let largest = if n.sign() == num_bigint::Sign::Minus { i128::MIN } else { i128::MAX };
            Ok(Some(n.to_i128().unwrap_or(largest)))
        }
        // Of the integers of NumPy only uint64 has some beyond.
        Value::Scalar(s) if s.dtype().is_integer() => Ok(Some(scalar_int(s).unwrap_or(i64::MAX).into())),
        other => match try_index_int(other)? {
            Some(n) => Ok(Some(n.into())),
            None if matches!(other, Value::Array(_)) => Err(E::ArrayNoIndex {}.into()),
            None => {
                let message = "slice indices must be integers or None or have an __index__ method";
                Err(E::Type { message: message.into() }.into())
            }
        },
    }
}

/// A Python slice of a sequence of `n` items: first place, step, count.
pub(super) fn slice_of(parts: &[Value; 3], n: usize) -> Result<(i64, i64, usize)> {
    let (start, stop, step) = slice_bounds(parts, n as i128)?;
    // Counted from the first place on, so that no step is too long.
    let count = match step > 0 {
        true if stop > start => (stop - start - 1) / step + 1,
        false if stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    };
    // A step that leads past 64 bits is never taken.
    let step = step.clamp((-i64::MAX).into(), i64::MAX.into());
    Ok((start as i64, step as i64, count as usize))
}

/// A Python slice of a sequence of `n` items: `slice(…).indices(n)`.
pub(super) fn slice_bounds(parts: &[Value; 3], n: i128) -> Result<(i128, i128, i128)> {
    // The smallest step has no opposite.
    let step = wide_bound(&parts[2])?.unwrap_or(1).max(-i128::MAX);
    if step == 0 {
        return Err(E::Value { message: "slice step cannot be zero".into() }.into());
    }
    let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let clamp = |bound: Option<i128>, default: i128| {
        bound.map_or(default, |b| (if b < 0 { b.saturating_add(n) } else { b }).clamp(low, high))
    };
    let (first, last) = if step > 0 { (low, high) } else { (high, low) };
    let (start, stop) = (wide_bound(&parts[0])?, wide_bound(&parts[1])?);
    Ok((clamp(start, first), clamp(stop, last), step))
}
