//! What stood in memory before it was written, kept while somebody asks what changed or wants it back.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

use super::{Buffer, BufferId};

/// Bytes of a buffer as they were before a write.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Where they stood; saving does not keep a buffer alive.
    pub buffer: Weak<Buffer>,
    /// Which buffer.
    pub id: BufferId,
    /// The first byte.
    pub start: usize,
    /// The bytes; `None` where there were too many to keep.
    pub bytes: Option<Box<[u8]>>,
}

/// What the writes since some moment overwrote, in the order of the writes.
#[derive(Debug, Default)]
pub(super) struct Saves {
    parts: RefCell<Vec<Saved>>,
}

impl Saves {
    /// Keeps the bytes of a range that is about to be written, as far as the sum stays under `limit`.
    pub(super) fn save(&self, buffer: &Rc<Buffer>, range: Range<usize>, limit: usize) {
        let mut parts = self.parts.borrow_mut();
        let id = buffer.id();
        let range = range.start.min(buffer.len())..range.end.min(buffer.len());
        if let Some(last) = parts.iter().rev().find(|part| part.id == id) {
            let end = last.bytes.as_ref().map_or(usize::MAX, |bytes| last.start + bytes.len());
            // A loop that writes the same place again and again needs its bytes once.
            if last.bytes.is_none() || (last.start <= range.start && range.end <= end) {
                return;
            }
        }
        let held: usize = parts.iter().filter_map(|part| Some(part.bytes.as_ref()?.len())).sum();
        let fits = held.saturating_add(range.len()) <= limit;
        let bytes = fits.then(|| Box::from(&buffer.read()[range.clone()]));
        parts.push(Saved { buffer: Rc::downgrade(buffer), id, start: range.start, bytes });
    }

    /// What was kept, leaving nothing.
    pub(super) fn take(&self) -> Vec<Saved> {
        std::mem::take(&mut *self.parts.borrow_mut())
    }
}

impl Saved {
    /// Puts the bytes back, if the buffer is still alive; false if they were not kept.
    pub fn restore(&self) -> bool {
        let Some(bytes) = &self.bytes else { return false };
        if let Some(buffer) = self.buffer.upgrade() {
            buffer.write()[self.start..self.start + bytes.len()].copy_from_slice(bytes);
        }
        true
    }

    /// What all the bytes of the range that these parts of one buffer span were before the first of them was written.
    ///
    /// `None` if some were not kept, or the buffer is gone.
    pub fn before(parts: &[&Self]) -> Option<(usize, Vec<u8>, Vec<u8>)> {
        let buffer = parts.first()?.buffer.upgrade()?;
        let (mut low, mut high) = (usize::MAX, 0);
        for part in parts {
            low = low.min(part.start);
            high = high.max(part.start + part.bytes.as_ref()?.len());
        }
        let span = low..high;
        let after = buffer.read()[span.clone()].to_vec();
        let mut before = after.clone();
        for part in parts.iter().rev() {
            let bytes = part.bytes.as_ref()?;
            let at = part.start - span.start;
            before[at..at + bytes.len()].copy_from_slice(bytes);
        }
        Some((span.start, before, after))
    }
}
