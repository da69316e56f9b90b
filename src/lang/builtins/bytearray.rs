//! `bytearray`: bytes that can change. An array over them (`np.frombuffer`) is a view: it sees what is written here, and writes here.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::memory::{Array, Memory};

use super::super::call::Args;
use super::super::containers::{places, slice_of, wrapped};
use super::super::convert::{index_int, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::iter::Iter;
use super::super::object::Object;
use super::super::table::{Builtin, Home};
use super::super::value::Value;
use super::byte_methods::bytes_like;
use super::bytes::{construct, raw, shown};
use super::strings::row;

/// The class.
pub(in super::super) const BYTEARRAY: &str = "bytearray";

/// Bytes that can change.
#[derive(Debug)]
pub(in super::super) struct ByteArray(RefCell<Store>);

/// Where the bytes are.
#[derive(Debug)]
enum Store {
    /// Here alone.
    Own(Vec<u8>),
    /// In an array that others may have views of.
    Shared(Array),
}

impl ByteArray {
    /// A bytearray of these bytes.
    pub(in super::super) fn new(bytes: Vec<u8>) -> Self {
        Self(RefCell::new(Store::Own(bytes)))
    }

    /// The bytes as they are now.
    pub(in super::super) fn to_vec(&self) -> Vec<u8> {
        match &*self.0.borrow() {
            Store::Own(bytes) => bytes.clone(),
            Store::Shared(array) => raw(array),
        }
    }

    fn get(&self, i: usize) -> Option<u8> {
        match &*self.0.borrow() {
            Store::Own(bytes) => bytes.get(i).copied(),
            Store::Shared(array) => (i < array.size()).then(|| array.item(&[i]).get::<u8>()),
        }
    }

    fn count(&self) -> usize {
        match &*self.0.borrow() {
            Store::Own(bytes) => bytes.len(),
            Store::Shared(array) => array.size(),
        }
    }

    /// The bytes as an array, the same memory each time: what is written into it is written here.
    pub(in super::super) fn array(&self, memory: &Memory) -> Result<Array> {
        let mut store = self.0.borrow_mut();
        let array = match &*store {
            Store::Shared(array) => return Ok(array.clone()),
            Store::Own(bytes) => Array::from_slice(memory, &[bytes.len()], bytes, BYTEARRAY)?,
        };
        *store = Store::Shared(array.clone());
        Ok(array)
    }

    /// Changes the bytes. Their number cannot change while others have views of them.
    fn change<T>(&self, change: impl FnOnce(&mut Vec<u8>) -> Result<T>) -> Result<T> {
        let mut store = self.0.borrow_mut();
        if let Store::Own(bytes) = &mut *store {
            return change(bytes);
        }
        let Store::Shared(array) = &*store else { return change(&mut Vec::new()) };
        let array = array.clone();
        let mut bytes = raw(&array);
        let result = change(&mut bytes)?;
        if bytes.len() == array.size() {
            array.write()?.bytes().copy_from_slice(&bytes);
            return Ok(result);
        }
        // The array itself holds the buffer, and what is asked here.
        if Rc::strong_count(&array.buffer()) > 2 {
            return Err(E::Buffer {}.into());
        }
        *store = Store::Own(bytes);
        Ok(result)
    }
}

impl Object for ByteArray {
    fn type_name(&self) -> &'static str {
        BYTEARRAY
    }

    fn repr(&self, _interp: &Interp) -> String {
        format!("bytearray({})", shown(&self.to_vec()))
    }

    fn index(&self, _interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        if let Value::Slice(parts) = index {
            let bytes = self.to_vec();
            let (start, step, n) = slice_of(parts, bytes.len())?;
            let start = usize::try_from(start).unwrap_or(0);
            let part = places(start, step, n).map(|i| bytes[i]).collect();
            return Ok(Some(Value::object(Self::new(part))));
        }
        let i = place(index)?;
        let byte = wrapped(i, self.count()).and_then(|i| self.get(i));
        byte.map(|byte| Some(Value::Int(byte.into()))).ok_or_else(|| E::Range { what: "bytearray" }.into())
    }

    fn set_index(&self, interp: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        if let Value::Slice(parts) = index {
            let new = match value {
                Value::Int(_) | Value::Str(_) => {
                    let message = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
                    return Err(E::Type { message: message.into() }.into());
                }
                other => items(interp, other)?,
            };
            self.change(|bytes| {
                let (start, step, n) = slice_of(parts, bytes.len())?;
                let start = usize::try_from(start).unwrap_or(0);
                if step == 1 {
                    bytes.splice(start..start + n, new);
                    return Ok(());
                }
                if new.is_empty() {
                    let gone: Vec<usize> = places(start, step, n).collect();
                    let mut i = 0;
                    bytes.retain(|_| {
                        i += 1;
                        !gone.contains(&(i - 1))
                    });
                    return Ok(());
                }
                if new.len() != n {
                    let message = format!(
                        "attempt to assign bytes of size {} to extended slice of size {n}",
                        new.len()
                    );
                    return Err(E::Value { message }.into());
                }
                for (i, byte) in places(start, step, n).zip(new) {
                    bytes[i] = byte;
                }
                Ok(())
            })?;
            return Ok(true);
        }
        let (i, n) = (place(index)?, self.count());
        let i = wrapped(i, n).ok_or(E::Range { what: "bytearray" })?;
        let byte = byte(value)?;
        self.change(|bytes| {
            bytes[i] = byte;
            Ok(())
        })?;
        Ok(true)
    }

    fn delete_index(&self, _interp: &mut Interp, index: &Value) -> Result<bool> {
        if let Value::Slice(parts) = index {
            self.change(|bytes| {
                let (start, step, n) = slice_of(parts, bytes.len())?;
                let start = usize::try_from(start).unwrap_or(0);
                let gone: Vec<usize> = places(start, step, n).collect();
                let mut i = 0;
                bytes.retain(|_| {
                    i += 1;
                    !gone.contains(&(i - 1))
                });
                Ok(())
            })?;
            return Ok(true);
        }
        let i = place(index)?;
        let i = wrapped(i, self.count()).ok_or(E::Range { what: "bytearray" })?;
        self.change(|bytes| {
            bytes.remove(i);
            Ok(())
        })?;
        Ok(true)
    }

    fn iter(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Iter>> {
        let bytes = self.to_vec();
        Iter::over(&Value::bytes(bytes), false)
    }

    fn reversed(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Iter>> {
        let bytes = self.to_vec();
        Iter::over(&Value::bytes(bytes), true)
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Result<Option<bool>> {
        super::bytes::contain(&interp.memory, &self.to_vec(), item).map(Some)
    }

    fn len(&self) -> Option<usize> {
        Some(self.count())
    }

    fn equals(&self, _interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        Ok(bytes_like(other).map(|other| other == self.to_vec()))
    }

    fn as_array(&self, interp: &mut Interp) -> Result<Option<Value>> {
        Ok(Some(self.array(&interp.memory)?.into()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn place(index: &Value) -> Result<i64> {
    try_index_int(index)?
        .ok_or_else(|| E::IndexType { what: "bytearray", type_name: index.type_name() }.into())
}

fn byte(value: &Value) -> Result<u8> {
    let out = || E::Value { message: "byte must be in range(0, 256)".into() };
    match try_index_int(value) {
        Ok(Some(n)) => u8::try_from(n).map_err(|_| out().into()),
        Ok(None) => {
            let message = format!("'{}' object cannot be interpreted as an integer", value.type_name());
            Err(E::Type { message }.into())
        }
        Err(_) => Err(out().into()),
    }
}

/// The bytes of a value, or those that its items are the numbers of.
fn items(interp: &mut Interp, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = bytes_like(value) {
        return Ok(bytes);
    }
    let mut bytes = Vec::new();
    let mut walk = interp.iter(value)?;
    while let Some(item) = walk.next(interp)? {
        interp.memory.check_interrupt()?;
        bytes.push(byte(&item)?);
    }
    Ok(bytes)
}

/// The bytearray whose method is called.
fn this(args: &Args) -> Option<&ByteArray> {
    match args.this() {
        Value::Object(object) => object.as_any().downcast_ref::<ByteArray>(),
        _ => None,
    }
}

fn change(args: &Args, change: impl FnOnce(&mut Vec<u8>) -> Result<Value>) -> Result<Value> {
    match this(args) {
        Some(own) => own.change(change),
        None => Ok(Value::None),
    }
}

/// `bytearray(…)`
pub(in super::super) fn make(
    interp: &mut Interp,
    value: Option<Value>,
    encoding: Option<Value>,
) -> Result<Value> {
    let bytes = match construct(interp, value, encoding, BYTEARRAY)? {
        Value::Bytes(bytes) => bytes.to_vec(),
        _ => Vec::new(),
    };
    Ok(Value::object(ByteArray::new(bytes)))
}

/// The bytes of a bytearray.
pub(in super::super) fn as_bytearray(value: &Value) -> Option<&ByteArray> {
    match value {
        Value::Object(object) => object.as_any().downcast_ref::<ByteArray>(),
        _ => None,
    }
}

/// `target += value` of a bytearray.
pub(in super::super) fn extend(interp: &Interp, target: &ByteArray, value: &Value) -> Result<()> {
    let Some(more) = bytes_like(value) else {
        let message = format!("can't concat {} to bytearray", value.type_name());
        return Err(E::Type { message }.into());
    };
    interp.memory.check_room(more.len())?;
    target.change(|bytes| {
        bytes.extend(more);
        Ok(())
    })
}

/// Replaces the bytes of a bytearray.
pub(in super::super) fn replace(target: &ByteArray, new: Vec<u8>) -> Result<()> {
    target.change(|bytes| {
        *bytes = new;
        Ok(())
    })
}

const HOME: Home = Home::Object(BYTEARRAY);

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        HOME,
        &["append"],
        "item, /",
        |interp, args| {
            let byte = byte(args.value("item"))?;
            interp.memory.check_room(1)?;
            change(&args, |bytes| {
                bytes.push(byte);
                Ok(Value::None)
            })
        },
        "Adds a byte at the end.",
        "x = bytearray(b'a'); x.append(98); x",
    ),
    row(
        HOME,
        &["extend"],
        "iterable_of_ints, /",
        |interp, args| {
            let value = args.value("iterable_of_ints");
            if let Value::Str(_) = value {
                let message = "expected iterable of integers; got: 'str'".into();
                return Err(E::Type { message }.into());
            }
            let more = match items(interp, value) {
                Err(error) if matches!(error.downcast_ref::<E>(), Some(E::NotIterable { .. })) => {
                    let message = format!("can't extend bytearray with {}", value.type_name());
                    return Err(E::Type { message }.into());
                }
                more => more?,
            };
            interp.memory.check_room(more.len())?;
            change(&args, |bytes| {
                bytes.extend(more);
                Ok(Value::None)
            })
        },
        "Adds bytes at the end.",
        "x = bytearray(b'a'); x.extend(b'bc'); x",
    ),
    row(
        HOME,
        &["insert"],
        "index, item, /",
        |_, args| {
            let i = index_int(args.value("index"))?;
            let byte = byte(args.value("item"))?;
            change(&args, |bytes| {
                let n = bytes.len() as i64;
                let at = (if i < 0 { i.saturating_add(n) } else { i }).clamp(0, n);
                bytes.insert(at as usize, byte);
                Ok(Value::None)
            })
        },
        "Puts a byte before a place.",
        "x = bytearray(b'b'); x.insert(0, 97); x",
    ),
    row(
        HOME,
        &["pop"],
        "index=-1, /",
        |_, args| {
            let i = args.get("index").map_or(Ok(-1), index_int)?;
            change(&args, |bytes| {
                if bytes.is_empty() {
                    return Err(E::Index { message: "pop from empty bytearray".into() }.into());
                }
                let Some(at) = wrapped(i, bytes.len()) else {
                    return Err(E::Index { message: "pop index out of range".into() }.into());
                };
                Ok(Value::Int(bytes.remove(at).into()))
            })
        },
        "Takes a byte out, by default the last.",
        "x = bytearray(b'ab'); x.pop()",
    ),
    row(
        HOME,
        &["remove"],
        "value, /",
        |_, args| {
            let byte = byte(args.value("value"))?;
            change(&args, |bytes| match bytes.iter().position(|&b| b == byte) {
                Some(at) => {
                    bytes.remove(at);
                    Ok(Value::None)
                }
                None => Err(E::Value { message: "value not found in bytearray".into() }.into()),
            })
        },
        "Takes out the first byte that is equal.",
        "x = bytearray(b'ab'); x.remove(97); x",
    ),
    row(
        HOME,
        &["reverse"],
        "",
        |_, args| {
            change(&args, |bytes| {
                bytes.reverse();
                Ok(Value::None)
            })
        },
        "Turns the order round, in place.",
        "x = bytearray(b'ab'); x.reverse(); x",
    ),
    row(
        HOME,
        &["clear"],
        "",
        |_, args| {
            change(&args, |bytes| {
                bytes.clear();
                Ok(Value::None)
            })
        },
        "Takes every byte out.",
        "x = bytearray(b'ab'); x.clear(); x",
    ),
    row(
        HOME,
        &["copy"],
        "",
        |_, args| Ok(this(&args).map_or(Value::None, |own| Value::object(ByteArray::new(own.to_vec())))),
        "Another bytearray of the same bytes.",
        "bytearray(b'ab').copy()",
    ),
    row(
        HOME,
        &["fromhex"],
        "string, /",
        |_, args| {
            super::bytes::from_hex(args.value("string")).map(|bytes| Value::object(ByteArray::new(bytes)))
        },
        "The bytes that hexadecimal digits say.",
        "bytearray.fromhex('01 ff')",
    ),
];
