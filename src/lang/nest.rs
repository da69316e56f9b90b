//! Containers that may stand in each other to any depth: they are let go one after another, since a destructor that calls itself for what is
//! inside uses up the stack.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use crate::error::Result;
use crate::memory::Memory;

use super::entries::Entries;
use super::table::RowId;
use super::value::{Key, Lambda, Value};

/// What holds values.
pub trait Nest {
    /// Takes out the values that may hold others, and whole what holds very many.
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting);
}

/// Something that holds values, shared by all who hold it. Cloning makes an alias.
pub struct Shared<T: Nest + ?Sized>(Rc<T>);

impl<T: Nest> Shared<T> {
    /// Shared from now on.
    pub fn new(contents: T) -> Self {
        Self(Rc::new(contents))
    }
}

impl<T: Nest + ?Sized> Shared<T> {
    /// Whether both are the same object.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Whether nobody else holds the object.
    pub fn is_unique(&self) -> bool {
        Rc::strong_count(&self.0) == 1
    }

    /// A way to the object that does not keep it.
    pub fn downgrade(&self) -> std::rc::Weak<T> {
        Rc::downgrade(&self.0)
    }

    /// The object at the end of such a way, if it is still there.
    pub fn revived(weak: &std::rc::Weak<T>) -> Option<Self>
    where
        T: Sized,
    {
        weak.upgrade().map(Self)
    }

    /// Where the object lies.
    pub fn address(&self) -> *const () {
        Rc::as_ptr(&self.0).cast()
    }
}

impl<T: Nest + ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: Nest + ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Nest + fmt::Debug + ?Sized> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Vec<Value>> for Shared<[Value]> {
    fn from(items: Vec<Value>) -> Self {
        Self(items.into())
    }
}

impl FromIterator<Value> for Shared<[Value]> {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: Nest + ?Sized> Drop for Shared<T> {
    fn drop(&mut self) {
        if Rc::strong_count(&self.0) == 1 {
            let mut taken = Waiting::default();
            T::give_up(&mut self.0, &mut taken);
            bury(taken);
        }
    }
}

/// So many items are let go one by one, with a look at Ctrl-C now and then.
const LONG: usize = 1 << 12;
/// How many values go before Ctrl-C is looked at again.
const PATIENCE: usize = 1 << 12;
/// What an interrupt left is let go so many values at a time, whenever others go.
const REST: usize = 1 << 16;

/// Values to be let go.
#[derive(Debug, Default)]
pub struct Waiting {
    values: Vec<Value>,
    lists: Vec<std::vec::IntoIter<Value>>,
    tuples: Vec<(Rc<[Value]>, usize)>,
    entries: Vec<indexmap::map::IntoIter<Key, Value>>,
}

impl Waiting {
    /// Takes values that may hold others.
    pub(super) fn extend(&mut self, values: impl IntoIterator<Item = Value>) {
        self.values.extend(values.into_iter().filter(Value::holds_values));
    }

    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.lists.is_empty() && self.tuples.is_empty() && self.entries.is_empty()
    }

    fn append(&mut self, mut more: Self) {
        self.values.append(&mut more.values);
        self.lists.append(&mut more.lists);
        self.tuples.append(&mut more.tuples);
        self.entries.append(&mut more.entries);
    }

    /// The next value to let go; `None` if there is none any more.
    fn pop(&mut self) -> Option<Value> {
        if let Some(value) = self.values.pop() {
            return Some(value);
        }
        while let Some(list) = self.lists.last_mut() {
            if let Some(value) = list.next() {
                return Some(value);
            }
            self.lists.pop();
        }
        while let Some((tuple, at)) = self.tuples.last_mut() {
            if let Some(value) = Rc::get_mut(tuple).and_then(|items| items.get_mut(*at)) {
                *at += 1;
                return Some(std::mem::replace(value, Value::None));
            }
            self.tuples.pop();
        }
        while let Some(entries) = self.entries.last_mut() {
            if let Some((_, value)) = entries.next() {
                return Some(value);
            }
            self.entries.pop();
        }
        None
    }
}

thread_local! {
    static WAITING: RefCell<Waiting> = RefCell::default();
    static BUSY: Cell<bool> = const { Cell::new(false) };
    /// Whether an interrupt left something.
    static LEFT: Cell<bool> = const { Cell::new(false) };
}

/// Lets go of values, those in them after them. At Ctrl-C the rest is left for later: whoever pressed it does not wait for it.
fn bury(values: Waiting) {
    if values.is_empty() {
        return;
    }
    // At the end of a thread there is no list any more; then they go as they are.
    let _ = WAITING.try_with(|waiting| waiting.borrow_mut().append(values));
    let left = LEFT.try_with(Cell::get).unwrap_or(false);
    dig(if left { REST } else { usize::MAX });
}

/// Lets go of values, those in them after them: for an iterator over iterators, whose destructor would call itself.
pub(super) fn let_go(values: Vec<Value>) {
    bury(Waiting { values, ..Waiting::default() });
}

/// Lets go of what an interrupt left, all of it unless there is another interrupt: for whoever counts what there is.
pub fn finish() {
    if LEFT.try_with(Cell::get).unwrap_or(false) {
        dig(usize::MAX);
    }
}

/// Lets go of what waits, at most so many values.
fn dig(most: usize) {
    if BUSY.try_with(|busy| busy.replace(true)).unwrap_or(true) {
        return;
    }
    let mut left = true;
    for i in 1..=most {
        let Ok(Some(value)) = WAITING.try_with(|waiting| waiting.borrow_mut().pop()) else {
            left = false;
            break;
        };
        drop(value);
        if i % PATIENCE == 0 && crate::memory::is_interrupted() {
            break;
        }
    }
    let _ = LEFT.try_with(|flag| flag.set(left));
    let _ = BUSY.try_with(|busy| busy.set(false));
}

/// A vector of values that is being made: if that is broken off, its items are let go as those of a list.
#[derive(Debug, Default)]
pub(super) struct Kept(Vec<Value>);

impl Kept {
    /// An empty one with room for `n`.
    pub(super) fn with_capacity(n: usize) -> Self {
        Self(crate::memory::with_room(n))
    }

    /// The items, when all are there.
    pub(super) fn take(mut self) -> Vec<Value> {
        std::mem::take(&mut self.0)
    }
}

impl From<Vec<Value>> for Kept {
    fn from(items: Vec<Value>) -> Self {
        Self(items)
    }
}

impl Deref for Kept {
    type Target = Vec<Value>;

    fn deref(&self) -> &Vec<Value> {
        &self.0
    }
}

impl std::ops::DerefMut for Kept {
    fn deref_mut(&mut self) -> &mut Vec<Value> {
        &mut self.0
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let mut taken = Waiting::default();
        give_up_list(&mut self.0, &mut taken);
        bury(taken);
    }
}

/// A copy of the entries of a dict, with a look at Ctrl-C now and then.
pub(super) fn copied(memory: &Memory, entries: &Entries) -> Result<Entries> {
    let mut copy = Entries::new();
    for (i, (key, value)) in entries.iter().enumerate() {
        if i.is_multiple_of(PATIENCE)
            && let Err(error) = memory.check_interrupt()
        {
            // They go as those of a dict do.
            drop(Shared::new(RefCell::new(copy)));
            return Err(error);
        }
        copy.insert(key.clone(), value.clone());
    }
    Ok(copy)
}

fn give_up_list(items: &mut Vec<Value>, taken: &mut Waiting) {
    if items.len() < LONG {
        take_each(items, taken);
    } else {
        taken.lists.push(std::mem::take(items).into_iter());
    }
}

/// Takes a value that may hold others.
fn take(value: &mut Value, taken: &mut Waiting) {
    if value.holds_values() {
        taken.values.push(std::mem::replace(value, Value::None));
    }
}

fn take_each(items: &mut [Value], taken: &mut Waiting) {
    for value in items {
        take(value, taken);
    }
}

impl Nest for [Value] {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        if this.len() >= LONG {
            taken.tuples.push((std::mem::replace(this, Rc::new([])), 0));
        } else if let Some(items) = Rc::get_mut(this) {
            take_each(items, taken);
        }
    }
}

/// What is reached through a reference of one's own gives up what is in it.
macro_rules! nest {
    ($type:ty, |$contents:ident, $taken:ident| $give:expr) => {
        impl Nest for $type {
            fn give_up(this: &mut Rc<Self>, $taken: &mut Waiting) {
                if let Some($contents) = Rc::get_mut(this) {
                    $give
                }
            }
        }
    };
}

nest!([Value; 3], |items, taken| take_each(items, taken));
nest!(RefCell<Vec<Value>>, |items, taken| give_up_list(items.get_mut(), taken));
nest!(RefCell<Entries>, |entries, taken| give_up_entries(entries.get_mut(), taken));
nest!((Value, RowId), |method, taken| take(&mut method.0, taken));
nest!(Lambda, |lambda, taken| {
    lambda.locals.iter_mut().for_each(|(_, value)| take(value, taken));
    lambda.params.iter_mut().filter_map(|(_, value)| value.as_mut()).for_each(|value| take(value, taken));
});

fn give_up_entries(entries: &mut Entries, taken: &mut Waiting) {
    if entries.len() < LONG {
        entries.values_mut().for_each(|value| take(value, taken));
    } else {
        taken.entries.push(std::mem::take(entries).into_rows());
    }
}
