//! Working memory of operations, which is no array of anybody: it must not bring the process down either.
//!
//! A view can be far larger than the memory under it (`broadcast_to(x, (10**6, 10**6))`), so what an operation puts aside for it may not
//! fit. Deep inside of a kernel there is nobody to give an error to. It therefore unwinds to the statement, with [`NoRoom`] as the reason;
//! the session makes a `MemoryError` of that.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Memory;
use crate::error::Result;

/// Why a statement was unwound: there is no room.
#[derive(Debug)]
pub struct NoRoom;

/// Why a statement was unwound: Ctrl-C was pressed.
#[derive(Debug)]
pub struct Stopped;

/// What a process may hold whatever the limit for arrays says.
const LEAST: usize = 1 << 28;
/// So many bytes are never asked about.
pub(super) const SMALL: usize = 1 << 20;
/// How many bytes are worked on between two looks at the interrupt flag.
const PIECE: usize = 1 << 20;
/// How many items are made between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 12;

/// What part of the address space is left to what is too small to be asked about.
const SPARE: usize = 4;

/// The largest limit of any memory of the process.
static LIMIT: AtomicUsize = AtomicUsize::new(LEAST);
/// The address space that the process may take, where that is limited.
static SPACE: AtomicUsize = AtomicUsize::new(usize::MAX);
/// How much of it is left to what is too small to be asked about.
static SPARED: AtomicUsize = AtomicUsize::new(0);

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

/// Whether the address space is limited.
pub(super) fn is_space_limited() -> bool {
    SPACE.load(Ordering::Relaxed) != usize::MAX
}

/// Whether `bytes` more of addresses can be had.
pub(super) fn has_space(bytes: usize) -> bool {
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
}

/// Takes note of the limit and of the interrupt flag of a memory.
pub(super) fn allow(limit: usize, interrupt: &Arc<AtomicBool>) {
    LIMIT.fetch_max(limit, Ordering::Relaxed);
    INTERRUPT.with(|flag| *flag.borrow_mut() = Arc::clone(interrupt));
}

/// The interrupt flag of the memory that this thread made last, for what knows of no memory.
pub(crate) fn interrupt_flag() -> Arc<AtomicBool> {
    INTERRUPT.try_with(|flag| Arc::clone(&flag.borrow())).unwrap_or_default()
}

/// Whether Ctrl-C was pressed, for what knows of no memory: a destructor.
pub(crate) fn is_interrupted() -> bool {
    INTERRUPT.try_with(|flag| flag.borrow().load(Ordering::Relaxed)).unwrap_or(false)
}

/// Unwinds with [`Stopped`] if Ctrl-C was pressed: for long loops deep inside of a kernel, where there is nobody to give an error to.
pub(crate) fn stop_if_interrupted() {
    if is_interrupted() {
        resume_unwind(Box::new(Stopped));
    }
}

/// Calls `f` with one piece of a slice after another. Unwinds with [`Stopped`] if Ctrl-C is pressed meanwhile.
pub(crate) fn in_pieces<T>(items: &[T], mut f: impl FnMut(&[T])) {
    for piece in items.chunks(PIECE / size_of::<T>().max(1)) {
        stop_if_interrupted();
        f(piece);
    }
}

/// Whether the process may hold `bytes` more.
pub(super) fn fits(bytes: usize, limit: usize) -> bool {
    let held = || memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem);
    bytes < SMALL || (bytes <= limit.max(LEAST).saturating_sub(held()) && has_space(bytes))
}

/// An empty vector with room for `n` elements. Unwinds with [`NoRoom`] if there is none.
pub(crate) fn with_room<T>(n: usize) -> Vec<T> {
    let mut items = Vec::new();
    let bytes = n.saturating_mul(size_of::<T>());
    if !fits(bytes, LIMIT.load(Ordering::Relaxed)) || items.try_reserve_exact(n).is_err() {
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
