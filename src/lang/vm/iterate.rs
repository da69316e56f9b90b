//! Iterations of loops: three registers that hold what is iterated over, and how far.

use std::rc::Rc;

use crate::error::Result;

use super::super::call::Given;
use super::super::code::{Reg, Src};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::iter::Feed;
use super::super::value::Value;
use super::generator::Sent;
use super::run::value;

impl Interp {
    /// Begins an iteration over a value. A range of 64-bit numbers becomes its next number, its bound and its step.
    pub(super) fn begin_iteration(&mut self, window: &mut [Value], source: Value) -> Result<()> {
        match source {
            Value::Range(range) => {
                let small = |n: i128| i64::try_from(n).ok();
                if let (Some(start), Some(stop), Some(step)) =
                    (small(range.start), small(range.stop), small(range.step))
                {
                    window[0] = Value::Int(start);
                    window[1] = Value::Int(stop);
                    window[2] = Value::Int(step);
                } else {
                    window[0] = Value::Range(range);
                    window[1] = Value::Int(0);
                }
            }
            Value::List(_) | Value::Tuple(_) | Value::Generator(_) => {
                window[0] = source;
                window[1] = Value::Int(0);
            }
            Value::Instance(_) => self.begin_instance_iteration(window, &source)?,
            Value::Class(_) => {
                let items = self.class_items(&source)?;
                window[0] = Value::list(items);
                window[1] = Value::Int(0);
            }
            Value::Object(object) if object.iterates() => {
                window[0] = Value::Object(object);
                window[1] = Value::None;
            }
            Value::Str(_) => {
                window[0] = source;
                window[1] = Value::Int(0);
            }
            other => {
                // What is no container of Python's own gives its items one by one.
                let walk = self.live_walk(&other)?;
                window[0] = other;
                window[1] = walk;
            }
        }
        Ok(())
    }

    fn begin_instance_iteration(&mut self, window: &mut [Value], source: &Value) -> Result<()> {
        let names = self.names;
        if let Some(method) = self.special(source, names.iter) {
            if matches!(method, Value::None) {
                return Err(E::NotIterable { type_name: source.type_name() }.into());
            }
            let iterator = self.call(&method, Given::default())?;
            return match iterator {
                Value::Instance(_) => {
                    if self.special(&iterator, names.next).is_none() {
                        let type_name = iterator.type_name();
                        let message = format!("iter() returned non-iterator of type '{type_name}'");
                        return Err(E::Type { message }.into());
                    }
                    window[0] = iterator;
                    window[1] = Value::None;
                    Ok(())
                }
                Value::List(_)
                | Value::Tuple(_)
                | Value::Str(_)
                | Value::Dict(_)
                | Value::Int(_)
                | Value::None
                | Value::Float(_)
                | Value::Bool(_)
                | Value::Array(_)
                | Value::Range(_) => {
                    let type_name = iterator.type_name();
                    let message = format!("iter() returned non-iterator of type '{type_name}'");
                    Err(E::Type { message }.into())
                }
                other => self.begin_iteration(window, other),
            };
        }
        if let Value::Instance(instance) = source {
            let payload = instance.payload.borrow().clone();
            if let Some(payload) = payload {
                return self.begin_iteration(window, payload);
            }
        }
        if self.special(source, names.getitem).is_some() {
            // The old protocol: items by number, until there is no further one.
            window[0] = source.clone();
            window[1] = Value::Int(0);
            return Ok(());
        }
        Err(E::NotIterable { type_name: source.type_name() }.into())
    }

    /// The next item of an iteration; `None` at its end.
    pub(super) fn next_item(&mut self, window: &mut [Value]) -> Result<Option<Value>> {
        self.memory.check_turn()?;
        match (&window[0], &window[1]) {
            (Value::Int(next), Value::Int(stop)) => {
                let (next, stop) = (*next, *stop);
                let Value::Int(step) = window[2] else { return Ok(None) };
                let more = if step > 0 { next < stop } else { next > stop };
                if !more {
                    return Ok(None);
                }
                match next.checked_add(step) {
                    Some(after) => window[0] = Value::Int(after),
                    None => window[1] = Value::Int(next),
                }
                Ok(Some(Value::Int(next)))
            }
            (Value::List(list), Value::Int(place)) => {
                let item = list.0.borrow().get(*place as usize).cloned();
                if item.is_some() {
                    window[1] = Value::Int(place + 1);
                }
                Ok(item)
            }
            (Value::Tuple(items), Value::Int(place)) => {
                let item = items.get(*place as usize).cloned();
                if item.is_some() {
                    window[1] = Value::Int(place + 1);
                }
                Ok(item)
            }
            (Value::Generator(generator), _) => {
                let generator = generator.clone();
                Ok(self.advance(&generator, Sent::Value(Value::None))?.ok())
            }
            (Value::Str(text), Value::Int(byte)) => {
                let byte = *byte as usize;
                let next = match text.as_bytes().get(byte) {
                    Some(&code) if code.is_ascii() => Some(char::from(code)),
                    Some(_) => text[byte..].chars().next(),
                    None => None,
                };
                let Some(next) = next else { return Ok(None) };
                window[1] = Value::Int((byte + next.len_utf8()) as i64);
                Ok(Some(Value::Str(super::super::string::Str::of_char(next))))
            }
            (Value::Object(object), Value::None) => {
                let object = Rc::clone(object);
                super::super::iter::ask(&*object, self)
            }
            (Value::Instance(_), Value::Int(place)) => {
                let place = *place;
                let object = window[0].clone();
                match self.get_item_value(&object, &Value::Int(place)) {
                    Ok(item) => {
                        window[1] = Value::Int(place + 1);
                        Ok(Some(item))
                    }
                    Err(error) if self.is_end(&error) => Ok(None),
                    Err(error) => Err(error),
                }
            }
            (Value::Instance(_), _) => {
                let names = self.names;
                let object = window[0].clone();
                let Some(method) = self.special(&object, names.next) else { return Ok(None) };
                match self.call(&method, Given::default()) {
                    Ok(item) => Ok(Some(item)),
                    Err(error) if error.exception() == crate::error::Exception::StopIteration => Ok(None),
                    Err(error) => Err(error),
                }
            }
            _ => {
                let walk = window[1].clone();
                self.walk_on(&walk)
            }
        }
    }

    /// The next pair of an iteration that gives pairs, without a tuple of it; the outer `None` for one that does not.
    #[allow(clippy::option_option)] // The end, and that there is no such way.
    pub(super) fn next_pair(&mut self, window: &[Value]) -> Result<Option<Option<(Value, Value)>>> {
        self.memory.check_interrupt()?;
        match (&window[0], &window[1]) {
            (Value::Object(object), Value::None) => {
                let object = Rc::clone(object);
                object.next_pair(self)
            }
            (_, Value::Object(object)) => match object.as_any().downcast_ref::<Walking>() {
                Some(walking) => walking.0.next_pair(),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn is_end(&self, error: &crate::error::Error) -> bool {
        use crate::error::Exception as X;
        matches!(error.exception(), X::IndexError | X::StopIteration)
    }

    /// What a `yield from` of no generator gives next; `Err` within is its value at the end.
    pub(super) fn delegate(
        &mut self,
        window: &mut [Value],
        sent: Value,
    ) -> Result<std::result::Result<Value, Value>> {
        if let (Value::Instance(_), false) = (&window[0], matches!(sent, Value::None)) {
            let object = window[0].clone();
            let method = self.attribute(&object, "send")?;
            return match self.call(&method, Given::places([sent])) {
                Ok(item) => Ok(Ok(item)),
                Err(error) if error.exception() == crate::error::Exception::StopIteration => {
                    let stopped = self.caught(error);
                    let first =
                        stopped.raised.as_ref().and_then(|raised| raised.borrow().args.first().cloned());
                    Ok(Err(first.unwrap_or(Value::None)))
                }
                Err(error) => Err(error),
            };
        }
        Ok(self.next_item(window)?.ok_or(Value::None))
    }

    /// Begins an iteration, whose state stands in three values.
    pub(in super::super) fn iterate_over(&mut self, window: &mut [Value; 3], source: &Value) -> Result<()> {
        self.begin_iteration(window, source.clone())
    }

    /// The next item of an iteration.
    pub(in super::super) fn next_of_iteration(&mut self, window: &mut [Value; 3]) -> Result<Option<Value>> {
        self.next_item(window)
    }

    /// Calls `each` with every item of a value, until it says that it wants no more.
    pub(in super::super) fn for_each_item(
        &mut self,
        source: &Value,
        each: &mut dyn FnMut(&mut Self, Value) -> Result<bool>,
    ) -> Result<()> {
        let mut window = [Value::Unset, Value::Unset, Value::Unset];
        self.begin_iteration(&mut window, source.clone())?;
        while let Some(item) = self.next_item(&mut window)? {
            if !each(self, item)? {
                break;
            }
        }
        Ok(())
    }

    /// A function of NumPy's by its name.
    pub(in super::super) fn numpy(&mut self, name: &str) -> Result<Value> {
        let symbol = self.interner.intern(name);
        let member = super::super::modules::member(super::super::value::Module::Numpy, name);
        member.ok_or_else(|| self.undefined(symbol))
    }

    /// `next(x)` of a generator, or of an iterator of a program's class.
    pub(in super::super) fn next_of(&mut self, iterator: &Value) -> Result<Value> {
        match iterator {
            Value::Generator(generator) => match self.advance(generator, Sent::Value(Value::None))? {
                Ok(item) => Ok(item),
                Err(returned) => Err(self.stop_iteration(returned)),
            },
            other => {
                let name = self.names.next;
                match self.special(other, name) {
                    Some(method) => self.call(&method, Given::default()),
                    None => Err(E::NoIterator { type_name: other.type_name() }.into()),
                }
            }
        }
    }

    /// `iter(x)` of an instance of a program's class.
    pub(in super::super) fn iterator_of(&mut self, source: &Value) -> Result<Value> {
        let name = self.names.iter;
        if let Some(method) = self.special(source, name) {
            return self.call(&method, Given::default());
        }
        let items = self.items_of(source)?;
        let iter = self.bare("iter")?;
        self.call(&iter, Given::places([Value::list(items)]))
    }

    /// A function of Python's own by its name.
    pub(in super::super) fn bare(&mut self, name: &str) -> Result<Value> {
        let symbol = self.interner.intern(name);
        super::super::modules::bare(name).ok_or_else(|| self.undefined(symbol))
    }

    /// All items of a value.
    pub(in super::super) fn items_of(&mut self, source: &Value) -> Result<Vec<Value>> {
        match source {
            Value::Generator(_) | Value::Instance(_) | Value::Class(_) => {}
            _ => return self.items(source),
        }
        let mut window = [Value::Unset, Value::Unset, Value::Unset];
        self.begin_iteration(&mut window, source.clone())?;
        let mut items = Vec::new();
        while let Some(item) = self.next_item(&mut window)? {
            if items.len() == items.capacity() && items.len() >= super::super::iter::ROOM {
                self.memory.check_room(items.len() * size_of::<Value>())?;
            }
            items.push(item);
        }
        Ok(items)
    }

    /// The items of a value, one to each of so many registers.
    pub(super) fn unpack_to(&mut self, r: &mut [Value], a: Src, start: Reg, count: u16) -> Result<()> {
        let source = value(r, a);
        let (start, count) = (start as usize, count as usize);
        match &source {
            Value::Tuple(items) if items.len() == count => {
                for (slot, item) in r[start..start + count].iter_mut().zip(items.iter()) {
                    *slot = item.clone();
                }
                return Ok(());
            }
            Value::List(list) if list.len() == count => {
                for (slot, item) in r[start..start + count].iter_mut().zip(list.0.borrow().iter()) {
                    *slot = item.clone();
                }
                return Ok(());
            }
            _ => {}
        }
        if super::super::absent::stands_in(&source) {
            r[start..start + count].fill(source);
            return Ok(());
        }
        // No more is taken than one item too many.
        let items = self.first_items(&source, count + 1)?;
        if items.len() > count {
            return Err(E::TooManyValues { expected: count }.into());
        }
        if items.len() < count {
            return Err(E::NotEnoughValues { expected: count, got: items.len() }.into());
        }
        for (slot, item) in r[start..].iter_mut().zip(items) {
            *slot = item;
        }
        Ok(())
    }

    fn first_items(&mut self, source: &Value, most: usize) -> Result<Vec<Value>> {
        let mut window = [Value::Unset, Value::Unset, Value::Unset];
        if let Err(error) = self.begin_iteration(&mut window, source.clone()) {
            let refused = error.downcast_ref::<E>().is_some_and(|e| matches!(e, E::NotIterable { .. }));
            return Err(if refused {
                E::NotUnpackable { type_name: source.type_name() }.into()
            } else {
                error
            });
        }
        let mut items = Vec::new();
        while items.len() < most
            && let Some(item) = self.next_item(&mut window)?
        {
            items.push(item);
        }
        Ok(items)
    }

    pub(super) fn unpack_starred(
        &mut self,
        r: &mut [Value],
        a: Src,
        start: Reg,
        before: u16,
        after: u16,
    ) -> Result<()> {
        let source = value(r, a);
        let (start, before, after) = (start as usize, before as usize, after as usize);
        let mut items = self.first_items(&source, usize::MAX)?;
        let least = before + after;
        if items.len() < least {
            return Err(E::NotEnoughForStar { expected: least, got: items.len() }.into());
        }
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        for (slot, item) in r[start..].iter_mut().zip(items) {
            *slot = item;
        }
        r[start + before] = Value::list(middle);
        for (slot, item) in r[start + before + 1..].iter_mut().zip(tail) {
            *slot = item;
        }
        Ok(())
    }

    /// What walks over a value of no program's class: kept in a register beside it.
    fn live_walk(&mut self, source: &Value) -> Result<Value> {
        let items = Feed::over(self, source)?;
        Ok(Value::Object(Rc::new(Walking(items))))
    }

    fn walk_on(&mut self, walk: &Value) -> Result<Option<Value>> {
        let Value::Object(object) = walk else { return Ok(None) };
        match object.as_any().downcast_ref::<Walking>() {
            Some(walking) => walking.0.next(self),
            None => Ok(None),
        }
    }
}

/// A walk over the items of a value.
#[derive(Debug)]
struct Walking(Feed);

impl super::super::object::Object for Walking {
    fn type_name(&self) -> &'static str {
        "iterator"
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
