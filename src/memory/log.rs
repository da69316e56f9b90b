//! The log of events of the statement that runs. However long that runs, no more of it is kept than what a short one leaves: what came and
//! went is added up.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ArrayId, BufferId, DType, Event, Layout, Relation};

/// So many events are kept before it is looked which of them still matter.
const LENGTH: usize = 1 << 12;
/// So many writes to one buffer are told apart.
const WRITES: usize = 1 << 8;
/// So many steps back from a living array are kept of how it came to be.
const STEPS: usize = 1 << 6;

/// The events since they were last taken.
#[derive(Debug)]
pub(super) struct Log {
    events: Vec<Event>,
    /// At which length it is looked next which of them still matter.
    limit: usize,
    /// The arrays that came and went.
    dead: Vec<ArrayId>,
    /// What is older than the events has smaller numbers.
    from: (BufferId, ArrayId),
}

impl Default for Log {
    fn default() -> Self {
        Self { events: Vec::new(), limit: LENGTH, dead: Vec::new(), from: (0, 0) }
    }
}

impl Log {
    /// The events.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The last event, to be replaced by a later word on the same array.
    pub(super) fn last_mut(&mut self) -> Option<&mut Event> {
        self.events.last_mut()
    }

    /// Adds an event.
    #[inline]
    pub(super) fn push(&mut self, event: Event) {
        if self.events.len() >= self.limit {
            self.compact();
        }
        self.events.push(event);
    }

    /// An array object came to its end.
    #[inline]
    pub(super) fn bury(&mut self, array: ArrayId) {
        if array >= self.from.1 && !self.events.is_empty() {
            self.dead.push(array);
        }
    }

    /// Moves the events to the end of `to`; what comes from now on is newer than `next`.
    pub(super) fn drain(&mut self, to: &mut Vec<Event>, next: (BufferId, ArrayId)) {
        if to.is_empty() {
            std::mem::swap(to, &mut self.events);
        } else {
            to.append(&mut self.events);
        }
        self.clear(next);
    }

    /// Forgets the events, keeping the space for the next.
    pub(super) fn clear(&mut self, next: (BufferId, ArrayId)) {
        self.events.clear();
        self.dead.clear();
        self.limit = LENGTH;
        self.from = next;
    }

    /// Adds up what came and went.
    #[cold]
    fn compact(&mut self) {
        let freed: FxHashSet<BufferId> = self
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Free { buffer, .. } if *buffer >= self.from.0 => Some(*buffer),
                _ => None,
            })
            .collect();
        let dead: FxHashSet<ArrayId> = self.dead.iter().copied().collect();
        let kept = self.ancestors(&dead);
        let mut passed = Passed::default();
        let mut written: FxHashMap<BufferId, Writes> = FxHashMap::default();
        let mut moved: FxHashMap<BufferId, usize> = FxHashMap::default();
        let mut bound: FxHashSet<usize> = FxHashSet::default();
        let mut shaped: FxHashSet<ArrayId> = FxHashSet::default();
        let mut flagged: FxHashSet<ArrayId> = FxHashSet::default();
        for event in &self.events {
            passed.count(event, &freed);
        }
        let old = std::mem::take(&mut self.events);
        let mut events = Vec::with_capacity(old.len() / 4);
        for event in old {
            let stays = match &event {
                Event::Passed { .. } => false,
                Event::Alloc { buffer, .. } | Event::Free { buffer, .. } => !freed.contains(buffer),
                Event::Made { array, .. } => !dead.contains(array) || kept.contains(array),
                Event::Promoted { array, .. } => !dead.contains(array) || kept.contains(array),
                Event::Write { buffer, .. } => {
                    !freed.contains(buffer) && written.entry(*buffer).or_default().is_new(&event)
                }
                Event::Moved { buffer, bytes } => {
                    if !freed.contains(buffer) {
                        *moved.entry(*buffer).or_default() += bytes;
                    }
                    false
                }
                Event::Bind { name, .. } => bound.insert(*name),
                Event::Reshaped { array, .. } => !dead.contains(array) && shaped.insert(*array),
                Event::Flagged { array, .. } => !dead.contains(array) && flagged.insert(*array),
            };
            if stays {
                events.push(event);
            }
        }
        events.insert(0, passed.event());
        events.extend(moved.into_iter().map(|(buffer, bytes)| Event::Moved { buffer, bytes }));
        events.extend(written.into_iter().filter_map(|(buffer, writes)| writes.rest(buffer)));
        self.limit = LENGTH.max(2 * events.len());
        self.events = events;
        self.dead.retain(|array| kept.contains(array));
    }

    /// The dead arrays that living ones came from.
    fn ancestors(&self, dead: &FxHashSet<ArrayId>) -> FxHashSet<ArrayId> {
        let of: FxHashMap<ArrayId, ArrayId> = self
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Made { array, of: Some(of), .. } => Some((*array, *of)),
                _ => None,
            })
            .collect();
        let mut kept = FxHashSet::default();
        for living in of.keys().filter(|array| !dead.contains(array)) {
            let mut at = of.get(living);
            for _ in 0..STEPS {
                let Some(ancestor) = at else { break };
                if dead.contains(ancestor) && !kept.insert(*ancestor) {
                    break;
                }
                at = of.get(ancestor);
            }
        }
        kept
    }
}

/// The sums of what came and went.
#[derive(Default)]
struct Passed {
    buffers: usize,
    allocated: usize,
    copied: usize,
    sizes: FxHashMap<BufferId, usize>,
    copies: FxHashSet<BufferId>,
}

impl Passed {
    fn count(&mut self, event: &Event, freed: &FxHashSet<BufferId>) {
        match event {
            Event::Passed { buffers, allocated, copied } => {
                self.buffers += buffers;
                self.allocated += allocated;
                self.copied += copied;
            }
            Event::Alloc { buffer, bytes } if freed.contains(buffer) => {
                self.sizes.insert(*buffer, *bytes);
            }
            Event::Made { buffer, relation: Relation::Copy, .. } if freed.contains(buffer) => {
                self.copies.insert(*buffer);
            }
            Event::Free { buffer, bytes } if freed.contains(buffer) => {
                self.buffers += 1;
                self.allocated += bytes;
            }
            _ => {}
        }
    }

    fn event(&self) -> Event {
        let copied: usize = self.copies.iter().filter_map(|buffer| self.sizes.get(buffer)).sum();
        Event::Passed { buffers: self.buffers, allocated: self.allocated, copied: self.copied + copied }
    }
}

/// The writes to a buffer.
#[derive(Default)]
struct Writes {
    seen: Vec<(ArrayId, Option<Box<Layout>>)>,
    /// The bytes of those that are not told apart any more, and the array of the last.
    rest: Option<(std::ops::Range<usize>, ArrayId)>,
}

impl Writes {
    /// Whether a write is one to be told apart from those before it.
    fn is_new(&mut self, event: &Event) -> bool {
        let Event::Write { array, layout, dtype, .. } = event else { return false };
        if self.seen.iter().any(|(other, at)| other == array && at == layout) {
            return false;
        }
        if self.seen.len() < WRITES {
            self.seen.push((*array, layout.clone()));
            return true;
        }
        if let Some(layout) = layout {
            let bytes = layout.bounds(dtype.itemsize());
            let bytes = match &self.rest {
                Some((rest, _)) => rest.start.min(bytes.start)..rest.end.max(bytes.end),
                None => bytes,
            };
            self.rest = Some((bytes, *array));
        }
        false
    }

    /// One write for all those that were not told apart.
    fn rest(self, buffer: BufferId) -> Option<Event> {
        let (bytes, array) = self.rest?;
        let layout = Layout { offset: bytes.start, ..Layout::c(&[bytes.len()], 1) };
        Some(Event::Write { array, buffer, layout: Some(Box::new(layout)), dtype: DType::UInt8 })
    }
}
