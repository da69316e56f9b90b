//! Iterators: how `for`, comprehensions, unpacking and the builtins come by the items of a value, one at a time and no earlier than asked for.
//!
//! [`Interp::iter`] is Python's `iter(x)`, [`Iter::next`] its `next(it)`. Containers are read where they stand: what a loop appends to the
//! list it goes through is met, and a dict that grows or shrinks under a loop is an error.

use std::cell::RefCell;
use std::ops::Range as Places;
use std::rc::Rc;

use crate::error::{Exception, Result};
use crate::memory::Array;

use super::bytes::ByteString;
use super::errors::ValueKindError as E;
use super::interp::{Interp, MAX_DEPTH};
use super::nest::{Kept, Shared, let_go};
use super::object::Object;
use super::set::SetObject;
use super::string::Str;
use super::value::{Dict, Key, List, Range, Value};

/// After so many items, a loop that keeps them asks whether there is room for more.
pub(super) const ROOM: usize = 1 << 15;

/// An iterator over the items of a value, from either end.
#[derive(Debug)]
pub struct Iter {
    source: Source,
    /// The places that are still to be given: indices of items, and of a string the bytes.
    places: Places<usize>,
    /// Whether the last item comes first.
    backwards: bool,
}

/// What an iterator reads.
#[derive(Debug)]
enum Source {
    /// Nothing any more. Who has come to an end stays there, whatever is appended later.
    Exhausted,
    List(List),
    Tuple(Shared<[Value]>),
    Str(Str),
    Bytes(Rc<ByteString>),
    Range(Rc<Range>),
    /// A dict, and how many entries it had at the start.
    Dict(Dict, Part, usize),
    /// The elements of a 1-d array, or the views of an array along its first axis.
    Rows(Array),
    /// An object that gives its items itself.
    Object(Rc<dyn Object>),
    /// A set, how many items it had at the start, and the place in its table.
    Set(Shared<SetObject>, usize),
    /// A generator or an instance of a program's class: the registers of its iteration.
    Program(Registers),
}

/// The three values in which the machine keeps an iteration.
type Registers = Rc<RefCell<[Value; 3]>>;

/// What of its entries a dict is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The keys: `d`, `d.keys()`
    Keys,
    /// The values: `d.values()`
    Values,
    /// Pairs of both: `d.items()`
    Items,
}

impl Part {
    /// What it is of one entry.
    pub(super) fn of(self, key: &Key, value: &Value) -> Value {
        match self {
            Self::Keys => key.value(),
            Self::Values => value.clone(),
            Self::Items => Value::tuple(vec![key.value(), value.clone()]),
        }
    }
}

impl Iter {
    fn new(source: Source, count: usize, backwards: bool) -> Self {
        Self { source, places: 0..count, backwards }
    }

    /// An iterator over a tuple's items.
    pub(super) fn tuple(items: Shared<[Value]>) -> Self {
        let n = items.len();
        Self::new(Source::Tuple(items), n, false)
    }

    /// An iterator over a part of a dict's entries.
    pub(super) fn dict(dict: &Dict, part: Part, backwards: bool) -> Self {
        let (n, places) = (dict.borrow().len(), dict.borrow().places());
        Self::new(Source::Dict(dict.clone(), part, n), places, backwards)
    }

    /// What an iterator object gives.
    pub(super) fn object(object: Rc<dyn Object>) -> Self {
        Self::new(Source::Object(object), 0, false)
    }

    /// An iterator over what Python's own containers and arrays hold; `None` for any other value.
    ///
    /// Fails with `TypeError` for an array without axes.
    pub(super) fn over(value: &Value, backwards: bool) -> Result<Option<Self>> {
        let (source, count) = match value {
            // The end of a list is where it is when the iterator comes there.
            Value::List(list) => {
                (Source::List(list.clone()), if backwards { list.len() } else { usize::MAX })
            }
            Value::Tuple(items) => (Source::Tuple(items.clone()), items.len()),
            Value::Str(text) => (Source::Str(text.clone()), text.len()),
            Value::Bytes(bytes) => (Source::Bytes(Rc::clone(bytes)), bytes.len()),
            Value::Range(range) => (Source::Range(Rc::clone(range)), range.len()),
            Value::Dict(dict) => return Ok(Some(Self::dict(dict, Part::Keys, backwards))),
            Value::Set(set) if !backwards => (Source::Set(set.clone(), set.items.borrow().len()), usize::MAX),
            // An array may be resized meanwhile, as a list may.
            Value::Array(array) => {
                let n = array.first_len().ok_or(E::ZeroDimIteration {})?;
                (Source::Rows(array.clone()), if backwards { n } else { usize::MAX })
            }
            _ => return Ok(None),
        };
        Ok(Some(Self::new(source, count, backwards)))
    }

    /// The class of the iterator object that Python makes of it.
    pub(super) fn class(&self) -> &'static str {
        match (&self.source, self.backwards) {
            (Source::List(_), false) => "list_iterator",
            (Source::List(_), true) => "list_reverseiterator",
            (Source::Range(range), _) if i64::try_from(range.count()).is_err() => "longrange_iterator",
            (Source::Range(_), _) => "range_iterator",
            (Source::Dict(_, Part::Keys, _), false) => "dict_keyiterator",
            (Source::Dict(_, Part::Values, _), false) => "dict_valueiterator",
            (Source::Dict(_, Part::Items, _), false) => "dict_itemiterator",
            (Source::Dict(_, Part::Keys, _), true) => "dict_reversekeyiterator",
            (Source::Dict(_, Part::Values, _), true) => "dict_reversevalueiterator",
            (Source::Dict(_, Part::Items, _), true) => "dict_reverseitemiterator",
            (Source::Tuple(_) | Source::Str(_) | Source::Bytes(_) | Source::Rows(_), true) => "reversed",
            (Source::Tuple(_), _) => "tuple_iterator",
            (Source::Str(text), _) if text.is_ascii() => "str_ascii_iterator",
            (Source::Str(_), _) => "str_iterator",
            (Source::Bytes(_), _) => "bytes_iterator",
            (Source::Set(..), _) => "set_iterator",
            (Source::Rows(_) | Source::Object(_) | Source::Program(_) | Source::Exhausted, _) => "iterator",
        }
    }

    /// How many items are certain to come, so that there is room for them.
    pub(super) fn least(&self) -> usize {
        match &self.source {
            Source::Exhausted | Source::Object(_) | Source::Program(_) => 0,
            Source::Set(_, count) => *count,
            Source::List(list) if self.backwards => self.places.end.min(list.len()),
            Source::List(list) => list.len().saturating_sub(self.places.start),
            Source::Rows(array) => {
                array.first_len().unwrap_or(0).min(self.places.end).saturating_sub(self.places.start)
            }
            Source::Str(text) if !text.is_ascii() => 0,
            _ => self.places.len(),
        }
    }

    /// The next item; `None` at the end.
    ///
    /// Fails if a dict has changed its size meanwhile, and with what an object fails that makes its items when asked.
    pub fn next(&mut self, interp: &mut Interp) -> Result<Option<Value>> {
        self.step()?.item(interp)
    }

    /// Takes many items at once where they lie side by side, up to the next multiple of [`ROOM`]; false where the next one has to be asked for.
    fn piece(&mut self, items: &mut Vec<Value>) -> bool {
        if self.backwards {
            return false;
        }
        let (start, most) = (self.places.start, ROOM - items.len() % ROOM);
        let mut take = |all: &[Value]| {
            let end = all.len().min(start.saturating_add(most));
            let piece = all.get(start..end).unwrap_or_default();
            items.extend_from_slice(piece);
            piece.len()
        };
        let taken = match &self.source {
            Source::List(list) => take(&list.0.borrow()),
            Source::Tuple(tuple) => take(tuple),
            _ => 0,
        };
        self.places.start += taken;
        taken > 0
    }

    /// The next item, or the object that has to be asked for it: who holds the iterator in a cell lets go of the cell first, since that
    /// object may run a program that asks for the next item itself.
    pub(super) fn step(&mut self) -> Result<Step> {
        let item = match &mut self.source {
            Source::Exhausted => None,
            Source::Object(object) => return Ok(Step::Ask(Rc::clone(object))),
            Source::Program(registers) => return Ok(Step::Run(Rc::clone(registers))),
            Source::Set(set, count) => {
                let items = set.items.borrow();
                if items.len() != *count {
                    *count = usize::MAX;
                    return Err(E::SetResized {}.into());
                }
                items.next_from(self.places.start).map(|(key, after)| {
                    self.places.start = after;
                    key.value()
                })
            }
            Source::List(list) => {
                let place = if self.backwards { self.places.next_back() } else { self.places.next() };
                place.and_then(|i| list.0.borrow().get(i).cloned())
            }
            Source::Str(text) => {
                let rest = &text[self.places.clone()];
                let c = if self.backwards { rest.chars().next_back() } else { rest.chars().next() };
                c.map(|c| {
                    if self.backwards {
                        self.places.end -= c.len_utf8();
                    } else {
                        self.places.start += c.len_utf8();
                    }
                    Value::Str(Str::of_char(c))
                })
            }
            Source::Dict(dict, part, count) => {
                let dict = dict.borrow();
                if dict.len() != *count {
                    // The iterator stays broken, whatever size the dict has later.
                    *count = usize::MAX;
                    return Err(E::DictResized {}.into());
                }
                let (start, end) = (self.places.start, self.places.end);
                let entry = if self.backwards { dict.before(end) } else { dict.at_or_after(start) };
                entry.map(|(at, key, value)| {
                    self.places = if self.backwards { start..at } else { at + 1..end };
                    part.of(key, value)
                })
            }
            source => {
                let place = if self.backwards { self.places.next_back() } else { self.places.next() };
                place.and_then(|i| source.fixed(i))
            }
        };
        if item.is_none() {
            self.source = Source::Exhausted;
        }
        Ok(Step::Item(item))
    }
}

/// What [`Iter::step`] comes to.
pub(super) enum Step {
    /// The next item, or the end.
    Item(Option<Value>),
    /// An object has to be asked.
    Ask(Rc<dyn Object>),
    /// A program has to run.
    Run(Registers),
}

impl Step {
    /// The next item, whoever has to be asked for it.
    pub(super) fn item(self, interp: &mut Interp) -> Result<Option<Value>> {
        match self {
            Self::Item(item) => Ok(item),
            Self::Ask(object) => ask(&*object, interp),
            Self::Run(registers) => {
                // The program may ask for the next item itself: the registers are not borrowed meanwhile.
                let mut window = registers.borrow().clone();
                let item = interp.next_of_iteration(&mut window)?;
                *registers.borrow_mut() = window;
                Ok(item)
            }
        }
    }
}

/// An iterator that several can ask, also while it is at work for another.
#[derive(Debug)]
pub(super) struct Feed(RefCell<Iter>);

impl Feed {
    /// An iterator over the items of a value.
    pub(super) fn over(interp: &mut Interp, value: &Value) -> Result<Self> {
        Ok(interp.iter(value)?.into())
    }

    /// The next item; `None` at the end.
    pub(super) fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        // The cell is let go of before a program can run that looks into it.
        let step = self.0.borrow_mut().step()?;
        step.item(interp)
    }
}

impl Feed {
    /// The next entry of a dict's items; the outer `None` if it gives something else.
    #[allow(clippy::option_option)] // The end, and that there is no such way.
    pub(super) fn next_pair(&self) -> Result<Option<Option<(Value, Value)>>> {
        let mut iter = self.0.borrow_mut();
        let Iter { source: Source::Dict(dict, Part::Items, count), places, backwards: false } = &mut *iter
        else {
            return Ok(None);
        };
        let pair = {
            let dict = dict.borrow();
            if dict.len() != *count {
                *count = usize::MAX;
                return Err(E::DictResized {}.into());
            }
            let found = dict.at_or_after(places.start);
            if let Some((at, ..)) = found {
                places.start = at + 1;
            }
            found.map(|(_, key, value)| (key.value(), value.clone()))
        };
        if pair.is_none() {
            iter.source = Source::Exhausted;
        }
        Ok(Some(pair))
    }
}

impl From<Iter> for Feed {
    fn from(iter: Iter) -> Self {
        Self(RefCell::new(iter))
    }
}

impl Source {
    /// The item at a place of what is no list and no dict.
    fn fixed(&self, i: usize) -> Option<Value> {
        match self {
            Self::Tuple(items) => items.get(i).cloned(),
            Self::Bytes(bytes) => bytes.get(i).map(|&byte| Value::Int(byte.into())),
            Self::Range(range) => Some(range.get(i)),
            Self::Rows(array) if array.first_len().is_none_or(|n| i >= n) => None,
            Self::Rows(array) => Some(match array.ndim() {
                1 => Value::Scalar(array.item(&[i])),
                _ => Value::Array(array.view(array.layout().index_axis(0, i), "iteration")),
            }),
            _ => None,
        }
    }
}

impl Drop for Iter {
    fn drop(&mut self) {
        // Iterators over iterators may go as deep as a program likes.
        if let Source::Object(object) = std::mem::replace(&mut self.source, Source::Exhausted) {
            let_go(vec![Value::Object(object)]);
        }
    }
}

/// The next item of an iterator object. `StopIteration` is the end, whoever raised it.
pub(super) fn ask(object: &dyn Object, interp: &mut Interp) -> Result<Option<Value>> {
    if interp.depth >= MAX_DEPTH {
        return Err(E::Recursion {}.into());
    }
    interp.depth += 1;
    let item = object.next(interp);
    interp.depth -= 1;
    match item {
        Err(error) if error.exception() == Exception::StopIteration => Ok(None),
        item => item,
    }
}

impl Interp {
    /// `iter(x)`: an iterator over the items of a value.
    ///
    /// Fails with `TypeError` if it has none.
    #[allow(clippy::iter_not_returning_iterator)] // The next item may run a program: [`Iter::next`] takes the interpreter.
    pub fn iter(&mut self, value: &Value) -> Result<Iter> {
        if let Some(iter) = Iter::over(value, false)? {
            return Ok(iter);
        }
        if let Value::Generator(_) | Value::Instance(_) | Value::Class(_) = value {
            let mut registers = [Value::Unset, Value::Unset, Value::Unset];
            self.iterate_over(&mut registers, value)?;
            return Ok(Iter::new(Source::Program(Rc::new(RefCell::new(registers))), 0, false));
        }
        if let Value::Object(object) = value {
            if object.iterates() {
                return Ok(Iter::object(Rc::clone(object)));
            }
            if let Some(iter) = Rc::clone(object).iter(self)? {
                return Ok(iter);
            }
        }
        Err(E::NotIterable { type_name: value.type_name() }.into())
    }

    /// The items of a value that can be iterated over, in a `Vec` of their own.
    ///
    /// Fails with `TypeError` if it has none, and with `MemoryError` if there is no room for so many.
    pub fn items(&mut self, value: &Value) -> Result<Vec<Value>> {
        let iter = self.iter(value)?;
        self.rest(iter)
    }

    /// The items that an iterator still has.
    pub(super) fn rest(&mut self, mut iter: Iter) -> Result<Vec<Value>> {
        let least = iter.least();
        self.memory.check_room(least.saturating_mul(size_of::<Value>()))?;
        // A list owns them meanwhile: however many they are, an interrupt need not wait until all have been let go.
        let mut items = Kept::with_capacity(least);
        loop {
            if items.len().is_multiple_of(ROOM) {
                self.memory.check_interrupt()?;
                if items.len() > least {
                    self.memory.check_room(items.len().saturating_mul(size_of::<Value>()))?;
                }
            }
            if iter.piece(&mut items) {
                continue;
            }
            let Some(item) = iter.next(self)? else { return Ok(items.take()) };
            items.push(item);
        }
    }
}
