//! Who holds which memory: names, and the arrays that they reach.

use crate::lang::{Interp, Value};
use crate::memory::{Array, ArrayId, Base, Relation};

use super::holders::{Reach, holders};

/// What an array is to the names before it and beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The one whose memory it is, of all names on the buffer.
    Holder,
    /// The same array object as this name's.
    Alias(String),
    /// Another array object on the memory of this name's.
    View(String),
    /// On the same buffer as this name's, which is no base of it.
    Beside(String),
}

/// Names and the arrays that they are bound to, in the order in which they were first seen.
pub struct Names(Vec<(String, Array)>);

impl Names {
    /// The names that are bound to arrays.
    pub fn new<'a>(bound: impl Iterator<Item = (&'a str, &'a Value)>) -> Self {
        Self(
            bound
                .filter_map(|(name, value)| match value {
                    Value::Array(array) => Some((name.to_owned(), array.clone())),
                    _ => None,
                })
                .collect(),
        )
    }

    /// All that holds an array: names, and what leads to one from there.
    pub(super) fn reaching(interp: &Interp) -> Self {
        Self(holders(interp, Reach::Whole, &|_| true))
    }

    /// The same, as far as a note looks.
    pub(super) fn near(interp: &Interp) -> Self {
        Self(holders(interp, Reach::Near, &|_| true))
    }

    /// What the array of `name` is to the others.
    pub fn standing(&self, name: &str, array: &Array) -> Standing {
        // Of two names for one array the first is the name, the other the alias.
        if let Some((first, _)) = self.0.iter().find(|(_, other)| other.is(array))
            && first != name
        {
            return Standing::Alias(first.clone());
        }
        let mut base = array.base();
        // An array that was resized in place has left its views behind on the memory it had.
        while let Some(Base::Array(owner) | Base::Holder(_, owner)) = base
            && owner.same_buffer(array)
        {
            if let Some((of, _)) = self.0.iter().find(|(_, other)| other.is(&owner)) {
                return Standing::View(of.clone());
            }
            base = owner.base();
        }
        // The base of a view of a view is the owner of the memory, who may have no name; what it was taken of may have one.
        let origin = array.origin();
        if origin.relation == Relation::View
            && let Some((of, _)) =
                self.0.iter().find(|(_, other)| Some(other.id()) == origin.of && other.same_buffer(array))
        {
            return Standing::View(of.clone());
        }
        match self.holder(array) {
            Some(holder) if holder != name => Standing::Beside(holder.to_owned()),
            _ => Standing::Holder,
        }
    }

    /// The name that the memory of `array` is put down to: the owner's if that has one, else the first.
    pub fn holder(&self, array: &Array) -> Option<&str> {
        let mut on = self.0.iter().filter(|(_, other)| other.same_buffer(array));
        let first = on.clone().next();
        on.find(|(_, other)| other.base().is_none()).or(first).map(|(name, _)| name.as_str())
    }

    /// The other names of the same array object.
    pub fn aliases<'a>(&'a self, name: &'a str, array: &'a Array) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, a)| other != name && a.is(array)).map(|(other, _)| other.as_str())
    }

    /// The first name of this array object for which `wanted` holds.
    pub(super) fn of_array(&self, array: ArrayId, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        self.0.iter().find(|(name, a)| a.id() == array && wanted(name)).map(|(name, _)| name.as_str())
    }

    /// Every name with its array.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Array)> {
        self.0.iter().map(|(name, array)| (name.as_str(), array))
    }
}

/// The array object with this identity, if anything reaches it.
pub(super) fn array_with(interp: &Interp, id: ArrayId) -> Option<Array> {
    holders(interp, Reach::Whole, &|array| array.id() == id).into_iter().next().map(|(_, array)| array)
}
