//! Containers that may stand in each other to any depth: they are let go one after another, since a destructor that calls itself for what is
//! inside uses up the stack.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use super::table::RowId;
use super::value::{Entries, Lambda, Value};

/// What holds values.
pub trait Nest {
    /// Takes out the values that may hold others.
    fn give_up(&mut self, taken: &mut Vec<Value>);
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
        if let Some(contents) = Rc::get_mut(&mut self.0) {
            let mut taken = Vec::new();
            contents.give_up(&mut taken);
            bury(taken);
        }
    }
}

thread_local! {
    static WAITING: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Lets go of values, those in them after them.
pub(super) fn bury(values: Vec<Value>) {
    if values.is_empty() {
        return;
    }
    // At the end of a thread there is no list any more; then they go as they are.
    let _ = WAITING.try_with(|waiting| waiting.borrow_mut().extend(values));
    if BUSY.try_with(|busy| busy.replace(true)).unwrap_or(true) {
        return;
    }
    while let Ok(Some(value)) = WAITING.try_with(|waiting| waiting.borrow_mut().pop()) {
        drop(value);
    }
    let _ = BUSY.try_with(|busy| busy.set(false));
}

/// Takes a value that may hold others.
fn take(value: &mut Value, taken: &mut Vec<Value>) {
    if value.holds_values() {
        taken.push(std::mem::replace(value, Value::None));
    }
}

impl Nest for [Value] {
    fn give_up(&mut self, taken: &mut Vec<Value>) {
        for value in self.iter_mut() {
            take(value, taken);
        }
    }
}

impl Nest for [Value; 3] {
    fn give_up(&mut self, taken: &mut Vec<Value>) {
        self.as_mut_slice().give_up(taken);
    }
}

impl Nest for RefCell<Vec<Value>> {
    fn give_up(&mut self, taken: &mut Vec<Value>) {
        self.get_mut().give_up(taken);
    }
}

impl Nest for RefCell<Entries> {
    fn give_up(&mut self, taken: &mut Vec<Value>) {
        self.get_mut().values_mut().for_each(|value| take(value, taken));
    }
}

impl Nest for (Value, RowId) {
    fn give_up(&mut self, taken: &mut Vec<Value>) {
        take(&mut self.0, taken);
    }
}

impl Nest for Lambda {
    fn give_up(&mut self, taken: &mut Vec<Value>) {
        self.locals.iter_mut().for_each(|(_, value)| take(value, taken));
        self.params.iter_mut().filter_map(|(_, value)| value.as_mut()).for_each(|value| take(value, taken));
    }
}
