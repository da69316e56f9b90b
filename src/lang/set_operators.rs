//! What sets do: their operators, comparisons, and how they are made.

use crate::error::Result;
use crate::syntax::{BinaryOp, CompareOp};

use super::interp::Interp;
use super::nest::Shared;
use super::set::{SetObject, SetTable};
use super::value::{Key, Value};

impl Interp {
    /// A set of items.
    pub(super) fn set_of(&mut self, items: Vec<Value>) -> Result<Value> {
        let table = self.table_of(items)?;
        Ok(Self::set_value(table, false))
    }

    /// A set or a frozenset of a table.
    pub(super) fn set_value(table: SetTable, frozen: bool) -> Value {
        Value::Set(Shared::new(SetObject::new(table, frozen)))
    }

    /// Adds the items of a value that can be iterated over to a table.
    pub(super) fn merge_items(&mut self, table: &mut SetTable, source: &Value) -> Result<()> {
        match source {
            Value::Set(set) => table.merge(&set.items.borrow()),
            Value::Dict(dict) => {
                let dict = dict.borrow();
                table.make_room(dict.len());
                for key in dict.keys() {
                    table.insert(key.clone());
                }
            }
            _ => {
                let mut items = self.iter(source)?;
                while let Some(item) = items.next(self)? {
                    self.memory.check_interrupt()?;
                    let key = self.key_of(&item)?;
                    table.insert(key);
                }
            }
        }
        Ok(())
    }

    /// The key of an item that is looked for in a set: a set is looked for as the frozenset that is equal to it.
    pub(super) fn sought_key(&mut self, item: &Value) -> Result<Key> {
        match item {
            Value::Set(set) if !set.frozen => {
                let frozen = Self::set_value(set.items.borrow().copied(), true);
                self.key_of(&frozen)
            }
            other => self.key_of(other),
        }
    }

    /// The table of a set of items.
    pub(super) fn table_of(&mut self, items: Vec<Value>) -> Result<SetTable> {
        let mut table = SetTable::default();
        for item in items {
            let key = self.key_of(&item)?;
            table.insert(key);
        }
        Ok(table)
    }

    /// Adds an item to a set.
    pub(super) fn set_add(&mut self, set: &Value, item: Value) -> Result<()> {
        let key = self.key_of(&item)?;
        if let Value::Set(set) = set {
            set.items.borrow_mut().insert(key);
        }
        Ok(())
    }

    /// `left op right` of two sets; `None` if they are not both sets, or have no such operator.
    pub(super) fn set_binary(op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
        let (Value::Set(a), Value::Set(b)) = (left, right) else { return Ok(None) };
        let table = {
            let (left, right) = (a.items.borrow(), b.items.borrow());
            match op {
                BinaryOp::BitOr => union(&left, &right),
                BinaryOp::BitAnd => intersection(&left, &right),
                BinaryOp::Subtract => difference(&left, &right),
                BinaryOp::BitXor => symmetric_difference(&left, &right),
                _ => return Ok(None),
            }
        };
        Ok(Some(Value::Set(Shared::new(SetObject::new(table, a.frozen)))))
    }

    /// `left op= right` of two sets: a set changes in place.
    pub(super) fn set_in_place(op: BinaryOp, left: &Value, right: &Value) -> Result<Option<Value>> {
        let (Value::Set(a), Value::Set(b)) = (left, right) else { return Ok(None) };
        if a.frozen {
            return Ok(None);
        }
        let other = b.items.borrow().clone();
        let mut table = a.items.borrow_mut();
        let old = match op {
            BinaryOp::BitOr => {
                table.merge(&other);
                return Ok(Some(left.clone()));
            }
            BinaryOp::BitXor => {
                toggle(&mut table, other.iter());
                return Ok(Some(left.clone()));
            }
            BinaryOp::Subtract if a.ptr_eq(b) => std::mem::take(&mut *table),
            BinaryOp::Subtract => {
                table.subtract(other.iter());
                return Ok(Some(left.clone()));
            }
            BinaryOp::BitAnd => {
                let both = intersection(&table, &other);
                std::mem::replace(&mut *table, both)
            }
            _ => return Ok(None),
        };
        // What was in it may look at the set: it goes when the set is no longer borrowed.
        drop(table);
        drop(old);
        Ok(Some(left.clone()))
    }

    /// A comparison of two sets: equality, and which holds the other.
    pub(super) fn set_compare(op: CompareOp, left: &Value, right: &Value) -> Result<Option<Value>> {
        let (Value::Set(a), Value::Set(b)) = (left, right) else { return Ok(None) };
        let (a, b) = (a.items.borrow(), b.items.borrow());
        let within = |x: &SetTable, y: &SetTable| x.len() <= y.len() && x.iter().all(|key| y.contains(key));
        Ok(Some(Value::Bool(match op {
            CompareOp::Equal => a.len() == b.len() && within(&a, &b),
            CompareOp::NotEqual => !(a.len() == b.len() && within(&a, &b)),
            CompareOp::LessEqual => within(&a, &b),
            CompareOp::Less => a.len() < b.len() && within(&a, &b),
            CompareOp::GreaterEqual => within(&b, &a),
            CompareOp::Greater => b.len() < a.len() && within(&b, &a),
            _ => return Ok(None),
        })))
    }
}

/// The items of both.
pub(super) fn union(a: &SetTable, b: &SetTable) -> SetTable {
    let mut table = a.copied();
    table.merge(b);
    table
}

/// The items that are in both; the smaller is walked over, as in Python's own interpreter.
pub(super) fn intersection(a: &SetTable, b: &SetTable) -> SetTable {
    let (walked, asked) = if b.len() > a.len() { (a, b) } else { (b, a) };
    let mut table = SetTable::default();
    for key in walked.iter() {
        if asked.contains(key) {
            table.insert(key.clone());
        }
    }
    table
}

/// The items of the first that are not in the second.
pub(super) fn difference(a: &SetTable, b: &SetTable) -> SetTable {
    // A few items are taken out of a copy.
    if a.len() >> 2 > b.len() {
        let mut table = a.copied();
        table.subtract(b.iter());
        return table;
    }
    let mut table = SetTable::default();
    for key in a.iter() {
        if !b.contains(key) {
            table.insert(key.clone());
        }
    }
    table
}

/// The items that are in one of them only.
pub(super) fn symmetric_difference(a: &SetTable, b: &SetTable) -> SetTable {
    let mut table = b.copied();
    toggle(&mut table, a.iter());
    table
}

/// Removes the items that are there and adds the others.
pub(super) fn toggle<'k>(table: &mut SetTable, keys: impl Iterator<Item = &'k Key>) {
    for key in keys {
        if !table.remove(key) {
            table.insert(key.clone());
        }
    }
}
