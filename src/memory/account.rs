//! Accounts: what each source line of a program allocates, copies and frees, added up as it comes.

use rustc_hash::FxHashMap;

use super::{BufferId, Event, Relation};

/// What a line did, all its runs taken together. All amounts are in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How often it ran.
    pub runs: u64,
    /// What it allocated.
    pub allocated: usize,
    /// What of that was a copy of elements of another array.
    pub copied: usize,
    /// What it gave back.
    pub freed: usize,
    /// The most that was alive while it ran.
    pub peak: usize,
}

/// The accounts of the lines of a program.
#[derive(Debug, Default)]
pub struct Accounts {
    line: u32,
    lines: FxHashMap<u32, Account>,
    /// The buffers that were allocated meanwhile, each with its size.
    sizes: FxHashMap<BufferId, usize>,
}

impl Accounts {
    /// A line begins to run.
    pub(super) fn begin(&mut self, line: u32) {
        self.line = line;
        self.lines.entry(line).or_default().runs += 1;
    }

    /// What happens from now on is a line's again: a call that it made is over.
    pub(super) fn go_back(&mut self, line: u32) {
        self.line = line;
    }

    /// Adds an event; so many bytes are alive after it.
    pub(super) fn add(&mut self, event: &Event, live: usize) {
        let account = self.lines.entry(self.line).or_default();
        match event {
            Event::Alloc { buffer, bytes } => {
                account.allocated += bytes;
                account.peak = account.peak.max(live);
                self.sizes.insert(*buffer, *bytes);
            }
            Event::Free { buffer, bytes } => {
                account.freed += bytes;
                self.sizes.remove(buffer);
            }
            Event::Made { buffer, relation: Relation::Copy, .. } => {
                // A copy is said of a buffer once: a second word on it counts nothing.
                account.copied += self.sizes.remove(buffer).unwrap_or(0);
            }
            _ => {}
        }
    }

    /// The lines with what they did, in order.
    pub fn lines(&self) -> Vec<(u32, Account)> {
        let mut lines: Vec<_> = self.lines.iter().map(|(line, account)| (*line, *account)).collect();
        lines.sort_unstable_by_key(|(line, _)| *line);
        lines
    }
}
