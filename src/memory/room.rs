//! The room that the process has: whatever is put in memory, it must not bring the process down.
//!
//! Arrays are counted by [`Memory`]. Everything else (containers, text, ints, working memory of operations) is counted by what the process
//! holds: who is about to make something of a size that a user chose asks first, small things add up until it is worth a measurement, and
//! long work that makes many small things is measured where it looks at Ctrl-C.
//!
//! A view can be far larger than the memory under it (`broadcast_to(x, (10**6, 10**6))`), so what an operation puts aside for it may not
//! fit. Deep inside of a kernel there is nobody to give an error to. It therefore unwinds to the statement, with [`NoRoom`] as the reason;
//! the session makes a `MemoryError` of that.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use super::Memory;
use super::buffer::WeakMemory;
use crate::error::Result;

/// Why a statement was unwound: there is no room.
#[derive(Debug)]
pub struct NoRoom;

/// Why a statement was unwound: Ctrl-C was pressed.
#[derive(Debug)]
pub struct Stopped;

/// What a process may hold whatever the limit says, beside what it held when it began: the program itself, its tables, its threads.
const LEAST: usize = 1 << 24;
/// So many bytes are not worth a measurement; when this many have been asked for in small parts, there is one.
pub(super) const SMALL: usize = 1 << 20;
/// How many looks at the interrupt flag are made between two looks at the clock: of those between pieces of work, and of those at each turn
/// of a loop.
pub(super) const LOOKS: usize = 1 << 2;
pub(super) const TURNS: usize = 1 << 7;
/// How many nanoseconds pass between two measurements.
const OFTEN: u64 = 500_000;
/// How many bytes are worked on between two looks at the interrupt flag.
const PIECE: usize = 1 << 20;
/// How many items are made between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 10;

/// What part of the address space is left to what is too small to be asked about.
const SPARE: usize = 4;

/// The largest limit of any memory of the process.
static LIMIT: AtomicUsize = AtomicUsize::new(LEAST);
/// The address space that the process may take, where that is limited.
static SPACE: AtomicUsize = AtomicUsize::new(usize::MAX);
/// How much of it is left to what is too small to be asked about.
static SPARED: AtomicUsize = AtomicUsize::new(0);
/// What the process held when its first memory was made.
static BEGAN: OnceLock<(usize, Instant)> = OnceLock::new();
/// What was asked for in small parts since the last measurement.
static ASKED: AtomicUsize = AtomicUsize::new(0);
/// How often the interrupt flag was looked at.
static LOOKED: AtomicUsize = AtomicUsize::new(0);
/// Whether something was refused since a statement began.
static REFUSED: AtomicBool = AtomicBool::new(false);
/// What the process still holds though what was refused has been let go: pages between things that live, which are used again.
static FLOOR: AtomicUsize = AtomicUsize::new(0);
/// When the last measurement was, in nanoseconds from the beginning.
static MEASURED: AtomicU64 = AtomicU64::new(0);

/// Whether so many bytes can be mapped.
pub fn can_map(bytes: usize) -> bool {
    memmap2::MmapMut::map_anon(bytes).is_ok()
}

/// Takes note that the process may take no more than `space` bytes of addresses. Where an allocation fails the process ends, so a
/// statement must fail before it comes to that.
pub fn limit_space(space: usize) {
    let taken = memory_stats::memory_stats().map_or(0, |stats| stats.virtual_mem);
    SPARED.store(space.saturating_sub(taken) / SPARE, Ordering::Relaxed);
    SPACE.store(space, Ordering::Relaxed);
}

/// Whether `bytes` more of addresses can be had.
fn has_space(bytes: usize) -> bool {
    let space = SPACE.load(Ordering::Relaxed);
    space == usize::MAX
        || memory_stats::memory_stats().is_none_or(|stats| {
            let left = space.saturating_sub(stats.virtual_mem);
            // What grows by being moved is there twice for a moment.
            bytes.saturating_mul(2) <= left.saturating_sub(SPARED.load(Ordering::Relaxed))
        })
}

thread_local! {
    /// The interrupt flag of the memory that this thread made last.
    static INTERRUPT: RefCell<Arc<AtomicBool>> = RefCell::default();
    /// The memory that this thread made last.
    static MEMORY: RefCell<WeakMemory> = RefCell::default();
}

/// Takes note of the limit and of the interrupt flag of a memory.
pub(super) fn allow(limit: usize, interrupt: &Arc<AtomicBool>) {
    LIMIT.fetch_max(limit, Ordering::Relaxed);
    INTERRUPT.with(|flag| *flag.borrow_mut() = Arc::clone(interrupt));
    BEGAN.get_or_init(|| (held(), Instant::now()));
}

/// Takes note of a memory, whose recycled blocks are let go where room is short.
pub(super) fn recycles(memory: WeakMemory) {
    MEMORY.with(|last| *last.borrow_mut() = memory);
}

/// What the process holds.
fn held() -> usize {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem)
}

/// The interrupt flag of the memory that this thread made last, for what knows of no memory.
pub(crate) fn interrupt_flag() -> Arc<AtomicBool> {
    INTERRUPT.try_with(|flag| Arc::clone(&flag.borrow())).unwrap_or_default()
}

/// Whether Ctrl-C was pressed, for what knows of no memory: a destructor.
pub(crate) fn is_interrupted() -> bool {
    INTERRUPT.try_with(|flag| flag.borrow().load(Ordering::Relaxed)).unwrap_or(false)
}

/// Unwinds with [`Stopped`] if Ctrl-C was pressed, and with [`NoRoom`] if memory is full: for long loops deep inside of a kernel, where
/// there is nobody to give an error to.
pub(crate) fn stop_if_interrupted() {
    if is_interrupted() {
        resume_unwind(Box::new(Stopped));
    }
    if is_full(LOOKS) {
        resume_unwind(Box::new(NoRoom));
    }
}

/// Calls `f` with one piece of a slice after another. Unwinds with [`Stopped`] if Ctrl-C is pressed meanwhile.
pub(crate) fn in_pieces<T>(items: &[T], mut f: impl FnMut(&[T])) {
    for piece in items.chunks(PIECE / size_of::<T>().max(1)) {
        stop_if_interrupted();
        f(piece);
    }
}

/// Whether small things, which nobody asks about, have filled the memory. Whoever looks at the interrupt flag asks this as well; most of the
/// time it only counts.
#[inline]
pub(super) fn is_full(looks: usize) -> bool {
    let looked = LOOKED.load(Ordering::Relaxed).wrapping_add(1);
    LOOKED.store(looked, Ordering::Relaxed);
    looked.is_multiple_of(looks) && is_full_now()
}

#[cold]
fn is_full_now() -> bool {
    let now = BEGAN.get().map_or(0, |(_, began)| began.elapsed().as_nanos() as u64);
    now.saturating_sub(MEASURED.load(Ordering::Relaxed)) >= OFTEN
        && !has_room(if SPACE.load(Ordering::Relaxed) == usize::MAX { 0 } else { SMALL })
}

/// Whether the process may hold `bytes` more.
#[inline]
pub(super) fn fits(bytes: usize) -> bool {
    let asked = ASKED.load(Ordering::Relaxed).saturating_add(bytes);
    ASKED.store(asked, Ordering::Relaxed);
    asked < SMALL || has_room(bytes)
}

/// Whether the process may hold `bytes` more, measured.
#[cold]
fn has_room(bytes: usize) -> bool {
    let Some((base, began)) = BEGAN.get() else { return true };
    MEASURED.store(began.elapsed().as_nanos() as u64, Ordering::Relaxed);
    ASKED.store(0, Ordering::Relaxed);
    let limit = LIMIT.load(Ordering::Relaxed).max(LEAST);
    let floor = FLOOR.load(Ordering::Relaxed).saturating_add(limit / 16).min(limit.saturating_add(limit / 8));
    let limit = base.saturating_add(limit.max(floor));
    let fits = || bytes <= limit.saturating_sub(held()) && has_space(bytes);
    // What is kept to be used again is let go first.
    let fits = fits() || (MEMORY.try_with(|memory| memory.borrow().let_go()).is_ok() && fits());
    REFUSED.fetch_or(!fits, Ordering::Relaxed);
    fits
}

/// Takes note that what was refused is over: whoever made it has let go of it, but not every page can go back to the system. What is small
/// has those pages to itself, and a little more.
pub fn recover_room() {
    if REFUSED.load(Ordering::Relaxed) && REFUSED.swap(false, Ordering::Relaxed) {
        let base = BEGAN.get().map_or(0, |(base, _)| *base);
        FLOOR.store(held().saturating_sub(base), Ordering::Relaxed);
    }
}

/// Whether an array of `bytes` bytes, which is counted by itself, fits beside everything else. Where pages stayed behind that nothing lives
/// in, the count has the last word.
pub(super) fn fits_array(bytes: usize) -> bool {
    fits(bytes) || (FLOOR.load(Ordering::Relaxed) > 0 && has_space(bytes))
}

/// An empty vector with room for `n` elements. Unwinds with [`NoRoom`] if there is none.
pub(crate) fn with_room<T>(n: usize) -> Vec<T> {
    let mut items = Vec::new();
    let bytes = n.saturating_mul(size_of::<T>());
    if !fits(bytes) || items.try_reserve_exact(n).is_err() {
        resume_unwind(Box::new(NoRoom));
    }
    items
}

/// A vector of `make(0)` to `make(n - 1)`, which looks at the interrupt flag now and then. Unwinds with [`NoRoom`] if there is no room for it.
pub(crate) fn made<T>(memory: &Memory, n: usize, mut make: impl FnMut(usize) -> T) -> Result<Vec<T>> {
    let mut items = with_room(n);
    for i in 0..n {
        if i % PATIENCE == 0 {
            memory.check_interrupt()?;
        }
        items.push(make(i));
    }
    Ok(items)
}

/// A vector of `n` times `value`. Unwinds with [`NoRoom`] if there is no room for it, and with [`Stopped`] at Ctrl-C.
pub(crate) fn filled<T: Clone>(n: usize, value: T) -> Vec<T> {
    let mut items = with_room(n);
    while items.len() < n {
        stop_if_interrupted();
        items.resize(n.min(items.len() + PIECE / size_of::<T>().max(1)), value.clone());
    }
    items
}
