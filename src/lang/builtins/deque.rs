//! `collections.deque`: a sequence that grows and shrinks at both ends.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::error::Result;
use crate::syntax::BinaryOp;

use super::super::call::{Args, Given};
use super::super::convert::index_int;
use super::super::errors::{RaiseError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::iter::Iter;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Type, Value};

/// The class, as errors call it.
pub(in super::super) const DEQUE: &str = "collections.deque";

/// So many items are added before the limit is asked.
const ROOM: usize = 1 << 15;

/// `deque(iterable, maxlen)`
#[derive(Debug)]
struct Deque {
    items: RefCell<VecDeque<Value>>,
    most: Option<usize>,
    /// How often it was changed, for those who go through it.
    changes: Cell<usize>,
    /// Whether it is being shown: it may hold itself.
    open: Cell<bool>,
}

/// An iterator over a deque.
#[derive(Debug)]
struct Walk {
    deque: Rc<dyn Object>,
    at: Cell<usize>,
    backwards: bool,
    changes: usize,
}

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Object(DEQUE), parameters, run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["append"],
        "x, /",
        |interp, args| with(&args, |deque| deque.push(interp, args.value("x").clone(), false)),
        "Adds an item at the right end.",
        "from collections import deque\nd = deque([1]); d.append(2); list(d)",
    ),
    row(
        &["appendleft"],
        "x, /",
        |interp, args| with(&args, |deque| deque.push(interp, args.value("x").clone(), true)),
        "Adds an item at the left end.",
        "from collections import deque\nd = deque([1]); d.appendleft(2); list(d)",
    ),
    row(
        &["pop"],
        "",
        |_, args| with(&args, |deque| deque.take(false)),
        "Takes the item at the right end.",
        "from collections import deque\ndeque([1, 2]).pop()",
    ),
    row(
        &["popleft"],
        "",
        |_, args| with(&args, |deque| deque.take(true)),
        "Takes the item at the left end.",
        "from collections import deque\ndeque([1, 2]).popleft()",
    ),
    row(
        &["extend"],
        "iterable, /",
        |interp, args| extend(interp, &args, false),
        "Adds items at the right end.",
        "from collections import deque\nd = deque([1]); d.extend([2, 3]); list(d)",
    ),
    row(
        &["extendleft"],
        "iterable, /",
        |interp, args| extend(interp, &args, true),
        "Adds items at the left end, one after another.",
        "from collections import deque\nd = deque([1]); d.extendleft([2, 3]); list(d)",
    ),
    row(
        &["rotate"],
        "n=1, /",
        |_, args| {
            let n = args.get("n").map_or(Ok(1), index_int)?;
            with(&args, |deque| {
                let mut items = deque.items.borrow_mut();
                let len = items.len();
                if len > 0 {
                    items.rotate_right(n.rem_euclid(len as i64) as usize);
                }
                deque.changed();
                Ok(Value::None)
            })
        },
        "Moves n items from the right end to the left.",
        "from collections import deque\nd = deque([1, 2, 3]); d.rotate(); list(d)",
    ),
    row(
        &["clear"],
        "",
        |_, args| {
            with(&args, |deque| {
                let taken = std::mem::take(&mut *deque.items.borrow_mut());
                drop(taken);
                deque.changed();
                Ok(Value::None)
            })
        },
        "Takes all items out.",
        "from collections import deque\nd = deque([1]); d.clear(); len(d)",
    ),
    row(
        &["copy", "__copy__"],
        "",
        |_, args| with(&args, |deque| Ok(made(deque.items.borrow().clone(), deque.most))),
        "Another deque with the same items.",
        "from collections import deque\ndeque([1]).copy()",
    ),
    row(
        &["reverse"],
        "",
        |_, args| {
            with(&args, |deque| {
                deque.items.borrow_mut().make_contiguous().reverse();
                deque.changed();
                Ok(Value::None)
            })
        },
        "Turns the items round.",
        "from collections import deque\nd = deque([1, 2]); d.reverse(); list(d)",
    ),
    row(
        &["count"],
        "x, /",
        |interp, args| {
            let wanted = args.value("x").clone();
            let mut count = 0;
            for item in items_of(args.this()) {
                interp.memory.check_interrupt()?;
                count += i64::from(interp.equal(&item, &wanted, 0)?);
            }
            Ok(Value::Int(count))
        },
        "How many items are equal to a value.",
        "from collections import deque\ndeque([1, 2, 1]).count(1)",
    ),
    row(
        &["index"],
        "x, start=0, stop=9223372036854775807, /",
        |interp, args| {
            let items = items_of(args.this());
            let bound = |name: &str, default: i64| args.get(name).map_or(Ok(default), index_int);
            let n = items.len() as i64;
            let place = |i: i64| (if i < 0 { i + n } else { i }).clamp(0, n) as usize;
            let (start, stop) = (place(bound("start", 0)?), place(bound("stop", n)?));
            for (i, item) in items.iter().enumerate().take(stop).skip(start) {
                if interp.equal(item, args.value("x"), 0)? {
                    return Ok(Value::Int(i as i64));
                }
            }
            let message = format!("{} is not in deque", interp.repr(args.value("x")));
            Err(E::Value { message }.into())
        },
        "Where the first item equal to a value is.",
        "from collections import deque\ndeque([1, 2]).index(2)",
    ),
    row(
        &["remove"],
        "value, /",
        |interp, args| {
            for (i, item) in items_of(args.this()).iter().enumerate() {
                if interp.equal(item, args.value("value"), 0)? {
                    return with(&args, |deque| {
                        let gone = deque.items.borrow_mut().remove(i);
                        drop(gone);
                        deque.changed();
                        Ok(Value::None)
                    });
                }
            }
            let message = format!("{} is not in deque", interp.repr(args.value("value")));
            Err(E::Value { message }.into())
        },
        "Takes the first item equal to a value out.",
        "from collections import deque\nd = deque([1, 2]); d.remove(1); list(d)",
    ),
    row(
        &["insert"],
        "index, value, /",
        |interp, args| {
            let at = index_int(args.value("index"))?;
            let value = args.value("value").clone();
            with(&args, |deque| {
                let len = deque.items.borrow().len();
                if deque.most == Some(len) {
                    return Err(E::Index { message: "deque already at its maximum size".into() }.into());
                }
                interp.memory.check_room(if len % ROOM == ROOM - 1 {
                    len * size_of::<Value>()
                } else {
                    0
                })?;
                let at = if at < 0 { at + len as i64 } else { at }.clamp(0, len as i64) as usize;
                deque.items.borrow_mut().insert(at, value);
                deque.changed();
                Ok(Value::None)
            })
        },
        "Puts an item before the one at an index.",
        "from collections import deque\nd = deque([1, 3]); d.insert(1, 2); list(d)",
    ),
];

/// `deque(iterable=(), maxlen=None)`
pub(super) fn construct(interp: &mut Interp, given: &Given) -> Result<Value> {
    let named = |name: &str| given.names.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone());
    if let Some((name, _)) = given.names.iter().find(|(name, _)| !matches!(&**name, "iterable" | "maxlen")) {
        let message = format!("'{name}' is an invalid keyword argument for deque()");
        return Err(E::Type { message }.into());
    }
    let most = match given.places.get(1).cloned().or_else(|| named("maxlen")) {
        None | Some(Value::None) => None,
        Some(most) => match usize::try_from(index_int(&most)?) {
            Ok(most) => Some(most),
            Err(_) => return Err(E::Value { message: "maxlen must be non-negative".into() }.into()),
        },
    };
    let deque = Deque { items: RefCell::default(), most, changes: Cell::new(0), open: Cell::new(false) };
    if let Some(iterable) = given.places.first().cloned().or_else(|| named("iterable")) {
        let mut iter = interp.iter(&iterable)?;
        while let Some(item) = iter.next(interp)? {
            interp.memory.check_interrupt()?;
            deque.push(interp, item, false)?;
        }
    }
    Ok(Value::object(deque))
}

/// The items of a deque, as they are now.
fn items_of(value: &Value) -> Vec<Value> {
    let Value::Object(object) = value else { return Vec::new() };
    let deque = object.as_any().downcast_ref::<Deque>();
    deque.map_or_else(Vec::new, |deque| deque.items.borrow().iter().cloned().collect())
}

fn made(items: VecDeque<Value>, most: Option<usize>) -> Value {
    Value::object(Deque { items: RefCell::new(items), most, changes: Cell::new(0), open: Cell::new(false) })
}

/// Does something with the deque whose method is called.
fn with(args: &Args, run: impl FnOnce(&Deque) -> Result<Value>) -> Result<Value> {
    let Value::Object(object) = args.this() else { return Ok(Value::None) };
    object.as_any().downcast_ref::<Deque>().map_or(Ok(Value::None), run)
}

fn extend(interp: &mut Interp, args: &Args, left: bool) -> Result<Value> {
    let iterable = match args.value("iterable") {
        // Itself: what it had before.
        own if own.is(args.this()) => Value::list(items_of(own)),
        other => other.clone(),
    };
    let mut iter = interp.iter(&iterable)?;
    while let Some(item) = iter.next(interp)? {
        interp.memory.check_interrupt()?;
        with(args, |deque| deque.push(interp, item, left))?;
    }
    Ok(Value::None)
}

impl Deque {
    fn changed(&self) {
        self.changes.set(self.changes.get() + 1);
    }

    fn push(&self, interp: &Interp, item: Value, left: bool) -> Result<Value> {
        let mut items = self.items.borrow_mut();
        if items.len() == items.capacity() && items.len() >= ROOM {
            interp.memory.check_room(items.len() * size_of::<Value>())?;
        }
        let full = self.most.is_some_and(|most| items.len() >= most);
        let gone = match (full, left) {
            (true, true) => items.pop_back(),
            (true, false) => items.pop_front(),
            _ => None,
        };
        if self.most != Some(0) {
            if left {
                items.push_front(item);
            } else {
                items.push_back(item);
            }
        }
        drop(items);
        drop(gone);
        self.changed();
        Ok(Value::None)
    }

    fn take(&self, left: bool) -> Result<Value> {
        let mut items = self.items.borrow_mut();
        let taken = if left { items.pop_front() } else { items.pop_back() };
        self.changed();
        taken.ok_or_else(|| E::Index { message: "pop from an empty deque".into() }.into())
    }

    /// The place of an index.
    fn place(&self, index: &Value) -> Result<usize> {
        if matches!(index, Value::Slice(_)) {
            return Err(E::Type { message: "sequence index must be integer, not 'slice'".into() }.into());
        }
        let i = index_int(index).map_err(|_| E::Type {
            message: format!("sequence index must be integer, not '{}'", index.type_name()),
        })?;
        let n = self.items.borrow().len() as i64;
        let at = if i < 0 { i + n } else { i };
        if (0..n).contains(&at) {
            Ok(at as usize)
        } else {
            Err(E::Index { message: "deque index out of range".into() }.into())
        }
    }
}

impl Object for Deque {
    fn type_name(&self) -> &'static str {
        DEQUE
    }

    fn repr(&self, interp: &Interp) -> String {
        if self.open.replace(true) {
            return "[...]".to_owned();
        }
        let items = Value::list(self.items.borrow().iter().cloned().collect());
        let items = interp.repr(&items);
        self.open.set(false);
        match self.most {
            Some(most) => format!("deque({items}, maxlen={most})"),
            None => format!("deque({items})"),
        }
    }

    fn attribute(&self, _interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok((name == "maxlen").then(|| self.most.map_or(Value::None, Value::from)))
    }

    fn index(&self, _interp: &mut Interp, index: &Value) -> Result<Option<Value>> {
        let at = self.place(index)?;
        Ok(self.items.borrow().get(at).cloned())
    }

    fn set_index(&self, _interp: &mut Interp, index: &Value, value: &Value) -> Result<bool> {
        let at = self.place(index)?;
        let old = self.items.borrow_mut().get_mut(at).map(|slot| std::mem::replace(slot, value.clone()));
        drop(old);
        Ok(true)
    }

    fn iter(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Iter>> {
        let changes = self.changes.get();
        Ok(Some(Iter::object(Rc::new(Walk { deque: self, at: Cell::new(0), backwards: false, changes }))))
    }

    fn reversed(self: Rc<Self>, _interp: &mut Interp) -> Result<Option<Iter>> {
        let changes = self.changes.get();
        Ok(Some(Iter::object(Rc::new(Walk { deque: self, at: Cell::new(0), backwards: true, changes }))))
    }

    fn parts(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn len(&self) -> Option<usize> {
        Some(self.items.borrow().len())
    }

    fn equals(&self, interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(Some(false)) };
        let Some(other) = other.as_any().downcast_ref::<Self>() else { return Ok(Some(false)) };
        let (own, other) = (self.parts(), other.parts());
        interp.equal(&Value::list(own), &Value::list(other), 1).map(Some)
    }

    /// `d + other`, `d * n`
    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        left: &Value,
        right: &Value,
    ) -> Result<Option<Value>> {
        let deque = |value: &Value| match value {
            Value::Object(object) => object.as_any().downcast_ref::<Self>().map(Object::parts),
            _ => None,
        };
        let mut items = self.parts();
        match (op, deque(left), deque(right)) {
            (BinaryOp::Add, Some(own), Some(other)) => {
                items = own;
                interp.memory.check_room(other.len() * size_of::<Value>())?;
                items.extend(other);
            }
            (BinaryOp::Add, Some(_), None) => {
                let message = format!("can only concatenate deque (not \"{}\") to deque", right.type_name());
                return Err(E::Type { message }.into());
            }
            (BinaryOp::Multiply, own, other) if own.is_some() != other.is_some() => {
                let count = if own.is_some() { right } else { left };
                if !matches!(count, Value::Int(_) | Value::Bool(_)) {
                    let message =
                        format!("can't multiply sequence by non-int of type '{}'", count.type_name());
                    return Err(E::Type { message }.into());
                }
                let count = usize::try_from(index_int(count)?).unwrap_or(0);
                interp
                    .memory
                    .check_room(items.len().saturating_mul(count).saturating_mul(size_of::<Value>()))?;
                let once = std::mem::take(&mut items);
                for _ in 0..count {
                    items.extend(once.iter().cloned());
                }
            }
            _ => return Ok(None),
        }
        let most = self.most;
        let skipped = most.map_or(0, |most| items.len().saturating_sub(most));
        let items = RefCell::new(items.into_iter().skip(skipped).collect());
        let new = Self { items, most, changes: Cell::new(0), open: Cell::new(false) };
        Ok(Some(Value::Object(Rc::new(new))))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for Walk {
    fn type_name(&self) -> &'static str {
        if self.backwards { "_collections._deque_reverse_iterator" } else { "_collections._deque_iterator" }
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, _interp: &mut Interp) -> Result<Option<Value>> {
        let Some(deque) = self.deque.as_any().downcast_ref::<Deque>() else { return Ok(None) };
        if deque.changes.get() != self.changes {
            let message = "deque mutated during iteration".to_owned();
            return Err(RaiseError::Runtime { message }.into());
        }
        let items = deque.items.borrow();
        let at = self.at.replace(self.at.get() + 1);
        Ok(if self.backwards {
            items.len().checked_sub(at + 1).and_then(|at| items.get(at).cloned())
        } else {
            items.get(at).cloned()
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The class of deques.
pub(in super::super) const CLASS: Type = Type::Other(DEQUE);
