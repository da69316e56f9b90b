//! Long work in small pieces, with a look at Ctrl-C between them.

use std::cell::Cell;

use super::Memory;
use crate::error::Result;

/// How many units of work are done between two looks: a unit takes some nanoseconds.
const UNITS: usize = 1 << 16;

/// Counts units of work, and looks at Ctrl-C once in so many of them.
#[derive(Debug)]
pub struct Patience<'a> {
    memory: &'a Memory,
    left: Cell<usize>,
}

impl<'a> Patience<'a> {
    /// Patience that looks at the interrupt flag of `memory`.
    pub fn new(memory: &'a Memory) -> Self {
        Self { memory, left: Cell::new(0) }
    }

    /// So many units more have to be done. Fails with `KeyboardInterrupt` if Ctrl-C was pressed.
    #[inline]
    pub fn spend(&self, units: usize) -> Result<()> {
        match self.left.get().checked_sub(units) {
            Some(left) => self.left.set(left),
            None => {
                self.left.set(UNITS);
                self.memory.check_interrupt()?;
            }
        }
        Ok(())
    }

    /// One unit more, for a predicate that cannot fail: whether it should stop. Whoever uses it asks [`Memory::check_interrupt`] afterwards.
    #[inline]
    pub fn is_over(&self) -> bool {
        self.spend(1).is_err()
    }

    /// The items of an iterator, one unit each, in a vector.
    pub fn collect<T>(&self, items: impl Iterator<Item = T>) -> Result<Vec<T>> {
        let mut all = super::with_room(items.size_hint().0);
        for item in items {
            self.spend(1)?;
            all.push(item);
        }
        Ok(all)
    }
}
