//! Sets: an open table that keeps its items in the order of Python's, so that what is printed and iterated comes in Python's order.

use std::cell::RefCell;
use std::rc::Rc;

use super::key::hash;
use super::nest::{Nest, Waiting};
use super::value::Key;

/// How many slots are tried one after another before the search jumps, as in Python's own interpreter.
const LINEAR_PROBES: usize = 9;
/// By how many bits the hash is shifted at each jump.
const PERTURB_SHIFT: u32 = 5;
/// The fewest slots.
const MIN_SLOTS: usize = 8;

/// A set or a frozenset.
#[derive(Debug)]
pub struct SetObject {
    /// The items.
    pub items: RefCell<SetTable>,
    /// Whether it cannot change.
    pub frozen: bool,
}

/// A slot of a table.
#[derive(Clone, Debug)]
enum Slot {
    Empty,
    /// Something was here: a search goes on past it.
    Removed,
    Item(i64, Key),
}

/// The items of a set.
#[derive(Clone, Debug)]
pub struct SetTable {
    slots: Vec<Slot>,
    /// How many slots are not empty, removed items included.
    fill: usize,
    used: usize,
    /// Where the search for an item to take out begins.
    finger: usize,
}

impl Default for SetTable {
    fn default() -> Self {
        Self { slots: vec![Slot::Empty; MIN_SLOTS], fill: 0, used: 0, finger: 0 }
    }
}

impl SetTable {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The items, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Key> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Item(_, key) => Some(key),
            _ => None,
        })
    }

    /// The item that comes at or after a place of the table, and the place after it.
    pub fn next_from(&self, mut place: usize) -> Option<(Key, usize)> {
        while let Some(slot) = self.slots.get(place) {
            place += 1;
            if let Slot::Item(_, key) = slot {
                return Some((key.clone(), place));
            }
        }
        None
    }

    /// Whether an item is there.
    pub fn contains(&self, key: &Key) -> bool {
        matches!(self.slots[self.find(hash(key), key)], Slot::Item(..))
    }

    /// Adds an item; whether it is new.
    pub fn insert(&mut self, key: Key) -> bool {
        let hashed = hash(&key);
        let at = self.find(hashed, &key);
        if let Slot::Item(..) = self.slots[at] {
            return false;
        }
        let (mask, used) = (self.slots.len() - 1, self.used + 1);
        // The room for more is there before anything changes.
        let larger = ((self.fill + 1) * 5 >= mask * 3)
            .then(|| Self::empty_slots(if used > 50_000 { used * 2 } else { used * 4 }));
        self.slots[at] = Slot::Item(hashed, key);
        self.fill += 1;
        self.used += 1;
        if let Some(larger) = larger {
            self.move_to(larger);
        }
        true
    }

    /// Removes an item; whether it was there.
    pub fn remove(&mut self, key: &Key) -> bool {
        let at = self.find(hash(key), key);
        let found = matches!(self.slots[at], Slot::Item(..));
        if found {
            self.slots[at] = Slot::Removed;
            self.used -= 1;
        }
        found
    }

    /// Takes out an item: the next one after the last that was taken out.
    pub fn pop(&mut self) -> Option<Key> {
        if self.used == 0 {
            return None;
        }
        let (mask, start) = (self.slots.len() - 1, self.finger);
        let mut places = (0..=mask).map(|i| (start + i) & mask);
        let at = places.find(|&at| matches!(self.slots[at], Slot::Item(..)))?;
        self.finger = at + 1;
        self.used -= 1;
        match std::mem::replace(&mut self.slots[at], Slot::Removed) {
            Slot::Item(_, key) => Some(key),
            _ => None,
        }
    }

    /// Adds the items of another table, at once where nothing is here yet.
    pub fn merge(&mut self, other: &Self) {
        self.make_room(other.used);
        if self.fill == 0 && self.slots.len() == other.slots.len() && other.fill == other.used {
            self.slots.clone_from(&other.slots);
            (self.fill, self.used) = (other.fill, other.used);
            return;
        }
        for key in other.iter() {
            self.insert(key.clone());
        }
    }

    /// A copy, laid out as Python lays out a set made of another.
    pub fn copied(&self) -> Self {
        let mut copy = Self::default();
        copy.merge(self);
        copy
    }

    /// Grows for so many items more, if they do not fit.
    pub fn make_room(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.slots.len() - 1) * 3 {
            self.move_to(Self::empty_slots((self.used + more) * 2));
        }
    }

    /// Removes the items of another table, and what many removals leave behind.
    pub fn subtract<'k>(&mut self, others: impl Iterator<Item = &'k Key>) {
        for key in others {
            self.remove(key);
        }
        if self.fill - self.used > (self.slots.len() - 1) / 5 {
            self.move_to(Self::empty_slots(if self.used > 50_000 { self.used * 2 } else { self.used * 4 }));
        }
    }

    /// Removes every item.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The slot of an item, or the empty one where it would be put.
    fn find(&self, hashed: i64, key: &Key) -> usize {
        let mask = self.slots.len() - 1;
        let mut perturb = hashed as u64;
        let mut i = hashed as usize & mask;
        loop {
            let probes = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for at in i..=i + probes {
                match &self.slots[at] {
                    Slot::Empty => return at,
                    Slot::Item(other, item) if *other == hashed && item == key => return at,
                    _ => {}
                }
            }
            perturb >>= PERTURB_SHIFT;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// More than `least` empty slots.
    fn empty_slots(least: usize) -> Vec<Slot> {
        let mut size = MIN_SLOTS;
        while size <= least {
            size <<= 1;
        }
        crate::memory::filled(size, Slot::Empty)
    }

    fn move_to(&mut self, slots: Vec<Slot>) {
        let old = std::mem::replace(&mut self.slots, slots);
        self.fill = self.used;
        for slot in old {
            if let Slot::Item(hashed, key) = slot {
                let at = self.find(hashed, &key);
                self.slots[at] = Slot::Item(hashed, key);
            }
        }
    }
}

impl SetObject {
    /// A set of a table.
    pub fn new(items: SetTable, frozen: bool) -> Self {
        Self { items: RefCell::new(items), frozen }
    }
}

impl Nest for SetObject {
    fn give_up(this: &mut Rc<Self>, taken: &mut Waiting) {
        let Some(this) = Rc::get_mut(this) else { return };
        taken.extend(this.items.get_mut().iter().map(Key::value));
    }
}
