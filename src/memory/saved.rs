//! What stood in memory before it was written, kept while somebody asks what changed or wants it back.

use std::cell::{Cell, RefCell};
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
    pub bytes: Option<Vec<u8>>,
}

/// What the writes since some moment overwrote, in the order of the writes.
#[derive(Debug, Default)]
pub(super) struct Saves {
    parts: RefCell<Vec<Saved>>,
    /// The bytes of all parts.
    held: Cell<usize>,
}

/// So many parts are kept apart before those of each buffer are made one.
const PARTS: usize = 1 << 10;

impl Saves {
    /// Keeps the bytes of a range that is about to be written, as far as the sum stays under `limit`.
    pub(super) fn save(&self, buffer: &Rc<Buffer>, range: Range<usize>, limit: usize) {
        let mut parts = self.parts.borrow_mut();
        let id = buffer.id();
        let range = range.start.min(buffer.len())..range.end.min(buffer.len());
        let mut held = self.held.get();
        if let Some(last) = parts.iter_mut().rev().find(|part| part.id == id) {
            let Some(bytes) = &mut last.bytes else { return };
            let end = last.start + bytes.len();
            // A loop that writes the same place again and again needs its bytes once.
            if last.start <= range.start && range.end <= end {
                return;
            }
            // One that goes on from place to place adds to what is there.
            if range.start == end && held.saturating_add(range.len()) <= limit {
                bytes.extend_from_slice(&buffer.read()[range.clone()]);
                self.held.set(held + range.len());
                return;
            }
        }
        if parts.len() >= PARTS {
            self.unite(&mut parts, limit);
            held = self.held.get();
            if parts.iter().any(|part| part.id == id && part.covers(&range)) {
                return;
            }
        }
        let fits = held.saturating_add(range.len()) <= limit;
        let bytes = fits.then(|| buffer.read()[range.clone()].to_vec());
        self.held.set(held + bytes.as_ref().map_or(0, Vec::len));
        parts.push(Saved { buffer: Rc::downgrade(buffer), id, start: range.start, bytes });
    }

    /// Makes the parts of each buffer one, which spans all of it that they touch.
    fn unite(&self, parts: &mut Vec<Saved>, limit: usize) {
        let mut ids: Vec<BufferId> = Vec::new();
        for part in &*parts {
            if !ids.contains(&part.id) {
                ids.push(part.id);
            }
        }
        let mut united: Vec<Saved> = Vec::new();
        let mut held = 0;
        for id in ids {
            let own: Vec<&Saved> = parts.iter().filter(|part| part.id == id).collect();
            // A buffer that is gone needs nothing any more.
            let Some(first) = own.first().filter(|part| part.buffer.strong_count() > 0) else { continue };
            let before = Saved::before(&own).filter(|(_, before, _)| held + before.len() <= limit);
            let (start, bytes) = before.map_or((0, None), |(start, before, _)| (start, Some(before)));
            held += bytes.as_ref().map_or(0, Vec::len);
            united.push(Saved { buffer: first.buffer.clone(), id, start, bytes });
        }
        self.held.set(held);
        *parts = united;
    }

    /// What was kept, leaving nothing.
    pub(super) fn take(&self) -> Vec<Saved> {
        self.held.set(0);
        std::mem::take(&mut *self.parts.borrow_mut())
    }
}

impl Saved {
    /// Whether a range lies inside what was kept, or nothing more of its buffer is kept anyway.
    fn covers(&self, range: &Range<usize>) -> bool {
        self.bytes
            .as_ref()
            .is_none_or(|bytes| self.start <= range.start && range.end <= self.start + bytes.len())
    }

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
