//! How the names of a session relate in memory: nobody's bytes are counted twice.

use crate::lang::Value;
use crate::memory::{Array, Base};

/// What an array is to the names before it and beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The one whose memory it is, of all names on the buffer.
    Holder,
    /// The same array object as this name's.
    Alias(String),
    /// Another array object on the memory of this name's.
    View(String),
    /// On the same buffer as this name's, which is no base of it.
    Beside(String),
}

/// Names and the arrays that they are bound to, in the order in which they were bound.
pub(super) struct Names(Vec<(String, Array)>);

impl Names {
    /// The names that are bound to arrays.
    pub(super) fn new<'a>(bound: impl Iterator<Item = (&'a str, &'a Value)>) -> Self {
        Self(
            bound
                .filter_map(|(name, value)| match value {
                    Value::Array(array) => Some((name.to_owned(), array.clone())),
                    _ => None,
                })
                .collect(),
        )
    }

    /// What the array of `name` is to the others.
    pub(super) fn relation(&self, name: &str, array: &Array) -> Relation {
        // Of two names for one array the first is the name, the other the alias.
        if let Some((first, _)) = self.0.iter().find(|(_, other)| other.is(array))
            && first != name
        {
            return Relation::Alias(first.clone());
        }
        let mut base = array.base();
        while let Some(Base::Array(array) | Base::Holder(_, array)) = base {
            if let Some((of, _)) = self.0.iter().find(|(_, other)| other.is(&array)) {
                return Relation::View(of.clone());
            }
            base = array.base();
        }
        match self.holder(array) {
            Some(holder) if holder != name => Relation::Beside(holder.to_owned()),
            _ => Relation::Holder,
        }
    }

    /// The name that the memory of `array` is put down to: the owner's if that has one, else the first.
    pub(super) fn holder(&self, array: &Array) -> Option<&str> {
        let mut on = self.0.iter().filter(|(_, other)| other.same_buffer(array));
        let first = on.clone().next();
        on.find(|(_, other)| other.base().is_none()).or(first).map(|(name, _)| name.as_str())
    }

    /// The other names of the same array object.
    pub(super) fn aliases<'a>(&'a self, name: &'a str, array: &'a Array) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, a)| other != name && a.is(array)).map(|(other, _)| other.as_str())
    }
}
