//! Buffers, and the memory they come from: identity, limit, recycling, the log of events.

use std::cell::{Cell, Ref, RefCell, RefMut};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Exception, Kind, Result};

use super::account::Accounts;
use super::block::Block;
use super::floating::Floating;
use super::log::Log;
use super::pool::Pool;
use super::room;
use super::saved::{Saved, Saves};
use super::{ArrayId, BufferId, DType, Event, Reference, Shape, ShapeText};

/// The memory of a session: it hands out buffers, counts them, and keeps the log of events. Cloning gives another handle.
#[derive(Clone)]
pub struct Memory(Rc<Inner>);

struct Inner {
    limit: usize,
    live: Cell<usize>,
    peak: Cell<usize>,
    next_buffer: Cell<BufferId>,
    next_array: Cell<ArrayId>,
    next_tag: Cell<u32>,
    site: Cell<u64>,
    next_address: Cell<u64>,
    numbering: Cell<bool>,
    pool: RefCell<Pool>,
    recording: Cell<bool>,
    /// Buffers below this number are older than the statement that runs; what is written in them is saved first.
    saving_below: Cell<BufferId>,
    saves: Saves,
    log: RefCell<Log>,
    /// What each line does, while somebody asks for that.
    accounts: RefCell<Option<Accounts>>,
    accounting: Cell<bool>,
    warnings: RefCell<Vec<Box<dyn Kind>>>,
    /// What is done about warnings; the first rule that fits.
    rules: RefCell<Vec<WarningRule>>,
    floating: Floating,
    interrupt: Arc<AtomicBool>,
}

/// A memory, not kept alive.
#[derive(Default)]
pub(super) struct WeakMemory(Weak<Inner>);

impl WeakMemory {
    /// Lets the blocks go that are kept to be used again.
    pub(super) fn let_go(&self) {
        if let Some(memory) = self.0.upgrade()
            && let Ok(mut pool) = memory.pool.try_borrow_mut()
        {
            pool.let_go();
        }
    }
}

/// The address of the first buffer that is asked for one.
const FIRST_ADDRESS: u64 = 0x7f40_0000_0000;

/// What every buffer's address is a multiple of.
const ALIGNMENT: u64 = 64;

/// What a new buffer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Init {
    /// Zeros.
    Zeroed,
    /// Whatever was there; the caller writes all of it before anyone can see it.
    Overwritten,
    /// Whatever was there, and it may be seen: `np.empty`.
    Uninit,
}

/// What is done about some warnings.
#[derive(Clone, Debug)]
pub struct WarningRule {
    /// What is done.
    pub response: WarningResponse,
    /// The classes that are meant; none for all.
    pub kinds: Option<Vec<Exception>>,
    /// How the message begins.
    pub beginning: String,
}

/// What is done about a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningResponse {
    /// Nothing.
    Ignore,
    /// It is an error.
    Raise,
    /// It is told each time.
    Always,
}

impl Memory {
    /// Memory that hands out at most `limit` bytes at a time. `interrupt` is looked at by long operations.
    pub fn new(limit: usize, interrupt: Arc<AtomicBool>) -> Self {
        room::allow(limit, &interrupt);
        let memory = Self(Rc::new(Inner {
            limit,
            live: Cell::new(0),
            peak: Cell::new(0),
            next_buffer: Cell::new(1),
            next_array: Cell::new(1),
            next_tag: Cell::new(1),
            site: Cell::new(0),
            next_address: Cell::new(FIRST_ADDRESS),
            numbering: Cell::new(true),
            pool: RefCell::new(Pool::new((limit / 4).min(1 << 30))),
            recording: Cell::new(true),
            saving_below: Cell::new(0),
            saves: Saves::default(),
            log: RefCell::default(),
            accounts: RefCell::default(),
            accounting: Cell::new(false),
            warnings: RefCell::new(Vec::new()),
            rules: RefCell::new(Vec::new()),
            floating: Floating::default(),
            interrupt,
        }));
        room::recycles(WeakMemory(Rc::downgrade(&memory.0)));
        memory
    }

    /// The most bytes that may be live at a time.
    pub fn limit(&self) -> usize {
        self.0.limit
    }

    /// The bytes of all live buffers.
    pub fn live(&self) -> usize {
        self.0.live.get()
    }

    /// The most bytes that were live at a time.
    pub fn peak(&self) -> usize {
        self.0.peak.get()
    }

    /// Records an event.
    #[inline]
    pub fn record(&self, event: impl FnOnce() -> Event) {
        if self.0.recording.get() {
            let event = event();
            if self.0.accounting.get() {
                self.account(&event);
            }
            self.0.log.borrow_mut().push(event);
        }
    }

    /// Which place of the program does what comes from now on: a number that whoever runs it makes up, 0 for none.
    #[inline]
    pub fn set_site(&self, site: u64) {
        self.0.site.set(site);
    }

    /// Which place of the program does what happens now.
    #[inline]
    pub fn site(&self) -> u64 {
        self.0.site.get()
    }

    /// Records how an array object came to be, in place of what was said of it just before: one event is enough for one array, unless
    /// something happened in between.
    #[inline]
    pub(super) fn record_made_otherwise(&self, made: Event) {
        if !self.0.recording.get() {
            return;
        }
        if self.0.accounting.get() {
            self.account(&made);
        }
        let mut log = self.0.log.borrow_mut();
        match (log.last_mut(), &made) {
            (Some(last), Event::Made { array, .. }) if last.made() == Some(*array) => {
                *last = made;
                return;
            }
            _ => {}
        }
        log.push(made);
    }

    /// Records that elements were written, nobody asking which: once for any number of writes through one array in a row.
    #[inline]
    pub(super) fn record_write(&self, array: ArrayId, buffer: BufferId, dtype: DType) {
        if self.0.recording.get() {
            let mut log = self.0.log.borrow_mut();
            let again = matches!(log.events().last(), Some(Event::Write { array: last, buffer: b, layout: None, .. }) if *last == array && *b == buffer);
            if !again {
                log.push(Event::Write { array, buffer, layout: None, dtype });
            }
        }
    }

    /// From now on, what each line does is added up.
    pub fn set_accounting(&self) {
        *self.0.accounts.borrow_mut() = Some(Accounts::default());
        self.0.accounting.set(true);
    }

    #[cold]
    fn account(&self, event: &Event) {
        if let Some(accounts) = &mut *self.0.accounts.borrow_mut() {
            accounts.add(event, self.0.live.get());
        }
    }

    /// A line begins to run, if somebody asks what lines do.
    pub fn begin_line(&self, line: u32) {
        if let Some(accounts) = &mut *self.0.accounts.borrow_mut() {
            accounts.begin(line);
        }
    }

    /// A line goes on after a call that it made.
    pub fn resume_line(&self, line: u32) {
        if let Some(accounts) = &mut *self.0.accounts.borrow_mut() {
            accounts.go_back(line);
        }
    }

    /// What each line did.
    pub fn accounts(&self) -> Ref<'_, Option<Accounts>> {
        self.0.accounts.borrow()
    }

    /// An array object came to its end.
    #[inline]
    pub(super) fn bury(&self, array: ArrayId) {
        if self.0.recording.get() {
            // Whoever reads the events has no array of the statement.
            if let Ok(mut log) = self.0.log.try_borrow_mut() {
                log.bury(array);
            }
        }
    }

    /// Records an event that is only asked for together with what was overwritten: see [`Self::set_saving`].
    #[inline]
    pub fn record_detail(&self, event: impl FnOnce() -> Event) {
        if self.is_saving() {
            self.record(event);
        }
    }

    /// Whether events are recorded.
    pub fn set_recording(&self, on: bool) {
        self.0.recording.set(on);
    }

    /// Moves the events so far to the end of `to`.
    pub fn drain_events(&self, to: &mut Vec<Event>) {
        self.0.log.borrow_mut().drain(to, self.next_ids());
    }

    /// Forgets the events so far, keeping the space that a usual statement needs for the next.
    pub fn clear_events(&self) {
        self.0.log.borrow_mut().clear(self.next_ids());
    }

    /// Looks at the events since they were last taken or cleared.
    pub fn events(&self) -> Ref<'_, [Event]> {
        Ref::map(self.0.log.borrow(), Log::events)
    }

    /// Raises a warning, such as NumPy's `RuntimeWarning`; the same one twice in a statement counts once.
    pub fn warn(&self, kind: impl Kind + 'static) {
        let text = kind.to_string();
        let response = {
            let rules = self.0.rules.borrow();
            let fits = |rule: &&WarningRule| {
                rule.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind.exception()))
                    && text.starts_with(&rule.beginning)
            };
            rules.iter().find(fits).map(|rule| rule.response)
        };
        match response {
            Some(WarningResponse::Ignore) => return,
            Some(WarningResponse::Raise) => {
                self.raise_later(kind.into());
                return;
            }
            Some(WarningResponse::Always) => {
                self.0.warnings.borrow_mut().push(Box::new(kind));
                return;
            }
            None => {}
        }
        let mut warnings = self.0.warnings.borrow_mut();
        if !warnings.iter().any(|w| w.exception() == kind.exception() && w.to_string() == text) {
            warnings.push(Box::new(kind));
        }
    }

    /// What is done about faults of arithmetic.
    pub(super) fn floating(&self) -> &Floating {
        &self.0.floating
    }

    /// Sets what is done about warnings: `warnings.simplefilter(…)`. What no rule fits is told once a statement.
    pub fn set_warning_rules(&self, rules: Vec<WarningRule>) {
        *self.0.rules.borrow_mut() = rules;
    }

    /// How many warnings there are to tell.
    pub fn warned(&self) -> usize {
        self.0.warnings.borrow().len()
    }

    /// The warnings from a number on, taken away.
    pub fn take_warnings_from(&self, first: usize) -> Vec<Box<dyn Kind>> {
        let mut warnings = self.0.warnings.borrow_mut();
        let first = first.min(warnings.len());
        warnings.split_off(first)
    }

    /// The warnings since the last call.
    pub fn take_warnings(&self) -> Vec<Box<dyn Kind>> {
        if self.0.warnings.borrow().is_empty() {
            return Vec::new();
        }
        std::mem::take(&mut *self.0.warnings.borrow_mut())
    }

    /// Fails with `KeyboardInterrupt` if Ctrl-C was pressed since the statement began, and with `MemoryError` if what it made meanwhile
    /// without asking has filled the memory. Long operations ask every few milliseconds.
    #[inline]
    pub fn check_interrupt(&self) -> Result<()> {
        self.look(room::LOOKS)
    }

    /// As [`Self::check_interrupt`], where it is asked at each turn of a loop.
    #[inline]
    pub fn check_turn(&self) -> Result<()> {
        self.look(room::TURNS)
    }

    #[inline]
    fn look(&self, looks: usize) -> Result<()> {
        if self.0.interrupt.load(Ordering::Relaxed) {
            return Err(MemoryError::Interrupted {}.into());
        }
        if room::is_full(looks) { Err(MemoryError::NoRoom {}.into()) } else { Ok(()) }
    }

    /// The flag behind [`Self::check_interrupt`], for kernels that run on several threads.
    pub fn interrupt_flag(&self) -> &Arc<AtomicBool> {
        &self.0.interrupt
    }

    /// A buffer of `bytes` bytes. `shape` and `dtype` are what the error names if it cannot be had.
    pub fn alloc(&self, bytes: usize, init: Init, shape: &[usize], dtype: DType) -> Result<Rc<Buffer>> {
        let inner = &self.0;
        let refuse = || MemoryError::Unable { bytes, shape: shape.into(), dtype };
        let live = inner.live.get();
        let left = inner.limit.saturating_sub(live);
        if bytes > left {
            return Err(refuse().into());
        }
        // A whole number of 16-byte elements, so that a slice of complex128 covers every word.
        let words = bytes.div_ceil(16) * 2;
        let is_zeroed = init == Init::Zeroed;
        let kept = inner.pool.borrow_mut().take(words, is_zeroed);
        let block = match kept {
            Some(block) => block,
            None if !room::fits_array(bytes) => return Err(refuse().into()),
            None => inner.pool.borrow_mut().make(words, left - bytes).ok_or_else(refuse)?,
        };
        inner.live.set(live + bytes);
        inner.peak.set(inner.peak.get().max(live + bytes));
        let id = inner.next_buffer.get();
        inner.next_buffer.set(id + 1);
        self.record_detail(|| Event::Alloc { buffer: id, bytes });
        Ok(Rc::new(Buffer {
            id,
            bytes,
            block: RefCell::new(block),
            uninit: Cell::new(init == Init::Uninit),
            reference: RefCell::new(None),
            address: Cell::new(None),
            memory: self.clone(),
        }))
    }

    /// Fails with `MemoryError` if there is no room for `bytes` more outside of arrays, for lists and strings: what the process holds
    /// then must not pass the limit either.
    pub fn check_room(&self, bytes: usize) -> Result<()> {
        if room::fits(bytes) { Ok(()) } else { Err(MemoryError::NoRoom {}.into()) }
    }

    /// The number of the next buffer and of the next array object: what is older than this moment has smaller ones.
    pub fn next_ids(&self) -> (BufferId, ArrayId) {
        (self.0.next_buffer.get(), self.0.next_array.get())
    }

    /// From now on, whether the bytes of the buffers there are now are saved before they are written (see [`Self::take_saved`]), and
    /// whether the events are recorded that only notes, reports and `%undo` ask for: allocations, bindings, moved bytes.
    pub fn set_saving(&self, on: bool) {
        self.0.saving_below.set(if on { self.0.next_buffer.get() } else { 0 });
    }

    /// Whether what is written is saved first.
    pub(super) fn is_saving(&self) -> bool {
        self.0.saving_below.get() > 0
    }

    /// What stood where something was written since the last call, in the order of the writes.
    pub fn take_saved(&self) -> Vec<Saved> {
        self.0.saves.take()
    }

    /// Saves what is about to be written, if somebody asked for that.
    #[inline]
    pub(super) fn save(&self, buffer: &Rc<Buffer>, bytes: impl FnOnce() -> std::ops::Range<usize>) {
        /// The most bytes that are saved for one statement.
        const MOST: usize = 64 << 20;
        if buffer.id < self.0.saving_below.get() {
            self.0.saves.save(buffer, bytes(), MOST);
        }
    }

    /// The next unused number for an array object.
    pub(super) fn next_array_id(&self) -> ArrayId {
        let id = self.0.next_array.get();
        self.0.next_array.set(id + 1);
        id
    }

    /// Whether buffers get numbers for their tags. Off while a statement is timed: its thousands of passing arrays take none.
    pub fn set_numbering(&self, on: bool) {
        self.0.numbering.set(on);
    }

    /// The next unused number for a tag, unless numbering is off.
    pub(super) fn next_tag(&self) -> Option<u32> {
        if !self.0.numbering.get() {
            return None;
        }
        let tag = self.0.next_tag.get();
        self.0.next_tag.set(tag + 1);
        Some(tag)
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").field("live", &self.live()).field("limit", &self.limit()).finish()
    }
}

/// A block of bytes with an identity.
///
/// The one place where shared memory changes: the bytes stand in a `RefCell`, borrowed for the length of one kernel.
/// Operations decide about overlap first and borrow after, so that no borrow can fail.
#[derive(Debug)]
pub struct Buffer {
    id: BufferId,
    bytes: usize,
    block: RefCell<Block>,
    uninit: Cell<bool>,
    reference: RefCell<Option<Reference>>,
    address: Cell<Option<u64>>,
    memory: Memory,
}

impl Buffer {
    /// Its identity.
    pub fn id(&self) -> BufferId {
        self.id
    }

    /// Its size in bytes.
    pub fn len(&self) -> usize {
        self.bytes
    }

    /// Whether it has no bytes.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// The memory it came from.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Whether it was handed out uncleared and not written since.
    pub fn is_uninit(&self) -> bool {
        self.uninit.get()
    }

    /// The address of its first byte, as programs see it that ask where an array stands: a multiple of 64, the same for as long as the
    /// buffer lives, and never another buffer's. It is made up when it is first asked for.
    pub fn address(&self) -> u64 {
        self.address.get().unwrap_or_else(|| {
            let next = &self.memory.0.next_address;
            let address = next.get();
            // One line of the cache apart, so that no buffer begins where another ends.
            next.set(address + (self.bytes as u64).next_multiple_of(ALIGNMENT) + ALIGNMENT);
            self.address.set(Some(address));
            address
        })
    }

    /// Its bytes, to read.
    pub fn read(&self) -> Ref<'_, [u8]> {
        Ref::map(self.block.borrow(), |block| &bytemuck::cast_slice(block.words())[..self.bytes])
    }

    /// Its bytes, to write. Only [`super::Array::write`] calls this, so that each write is checked and recorded; and who puts back what
    /// was saved.
    pub(super) fn write(&self) -> RefMut<'_, [u8]> {
        self.uninit.set(false);
        RefMut::map(self.block.borrow_mut(), |block| {
            &mut bytemuck::cast_slice_mut(block.words_mut())[..self.bytes]
        })
    }

    /// The array that tags on this buffer refer to, once there is one.
    pub fn reference(&self) -> Option<Reference> {
        self.reference.borrow().clone()
    }

    /// Whether there is such an array.
    pub(super) fn has_reference(&self) -> bool {
        self.reference.borrow().is_some()
    }

    pub(super) fn set_reference(&self, reference: Reference) {
        *self.reference.borrow_mut() = Some(reference);
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let memory = &self.memory;
        memory.0.live.set(memory.0.live.get().saturating_sub(self.bytes));
        let (buffer, bytes) = (self.id, self.bytes);
        memory.record(|| Event::Free { buffer, bytes });
        memory.0.pool.borrow_mut().give(std::mem::take(self.block.get_mut()));
    }
}

/// A number of bytes as NumPy's `MemoryError` writes it: three digits and a binary unit.
struct Bytes(usize);

impl std::fmt::Display for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const UNITS: [&str; 7] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        let mut unit = self.0.max(1).ilog2() as usize / 10;
        let mut count = self.0 as f64 / (1u64 << (unit * 10)) as f64;
        if count.round_ties_even() == 1024.0 && unit + 1 < UNITS.len() {
            unit += 1;
            count /= 1024.0;
        }
        let decimals = match count {
            _ if unit == 0 => return write!(f, "{count:.0} bytes"),
            c if c.round_ties_even() >= 1000.0 => return write!(f, "{count:.0}. {}", UNITS[unit]),
            c if c >= 99.95 => return write!(f, "{count:.0}. {}", UNITS[unit]),
            c if c >= 9.995 => 1,
            _ => 2,
        };
        write!(f, "{count:.decimals$} {}", UNITS[unit])
    }
}

crate::error_kinds! {
    /// What is allowed, and seldom meant.
    pub enum MemoryWarning {
        /// `w = lib.stride_tricks.sliding_window_view(arange(4), 2, writeable=True); w[0] = 9`
        SelfOverlapWarning SelfOverlap {} = "this view overlaps itself: one element in memory is several of its elements, so one write changes them all; write to a copy, or to the array that it views";
    }
}

crate::error_kinds! {
    /// What can go wrong with memory itself.
    pub enum MemoryError {
        /// `zeros((1000000, 1000000))`
        MemoryError Unable { bytes: usize, shape: Shape, dtype: DType } = "Unable to allocate {} for an array with shape {} and data type {}", Bytes(*bytes), ShapeText(shape), dtype.name();
        /// `[i for i in range(10**12)]`
        MemoryError NoRoom {} = "";
        /// Ctrl-C
        KeyboardInterrupt Interrupted {} = "";
    }
}
