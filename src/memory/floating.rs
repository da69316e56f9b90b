//! What happens where arithmetic goes wrong: NumPy's `errstate`.

use std::cell::{Cell, RefCell};
use std::ops::{BitOr, BitOrAssign};

use crate::error::{Error, Kind, Result};

use super::Memory;

/// A condition of floating-point arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A pole: an infinity from finite operands.
    Divide,
    /// A result too large.
    Over,
    /// A result too small. No kernel here tells of it.
    Under,
    /// A NaN from operands that are none.
    Invalid,
}

/// The conditions that arithmetic met. NumPy reads them from the status word of the floating-point unit, arr works them out from the values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FpStatus(u8);

impl FpStatus {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// A pole: an infinity from finite operands, exactly.
    pub const DIVIDE: Self = Self(1);
    /// A result too large for its dtype.
    pub const OVERFLOW: Self = Self(2);
    /// A NaN from operands that are none, or a float that no integer of the width it goes through can hold.
    pub const INVALID: Self = Self(4);
    /// An integer to a negative integer power: an error.
    pub const NEGATIVE_POWER: Self = Self(8);

    /// Whether nothing happened.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of `other` happened.
    #[inline]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// `self` if `condition` holds, else nothing.
    #[inline(always)]
    #[must_use]
    pub fn when(self, condition: bool) -> Self {
        Self(self.0 * u8::from(condition))
    }

    /// As a number, for an atomic.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// From [`Self::bits`].
    pub fn from_bits(bits: u8) -> Self {
        Self(bits)
    }
}

impl BitOr for FpStatus {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for FpStatus {
    #[inline(always)]
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What is done about a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// `'ignore'`
    Ignore,
    /// `'warn'`: a `RuntimeWarning`.
    Warn,
    /// `'raise'`: a `FloatingPointError`.
    Raise,
    /// `'call'`: a function, of which there is none.
    Call,
    /// `'print'`: a line on standard error; here the warning.
    Print,
    /// `'log'`: the same through an object, of which there is none.
    Log,
}

impl Response {
    /// Every response with its name.
    pub const ALL: [(&'static str, Self); 6] = [
        ("ignore", Self::Ignore),
        ("warn", Self::Warn),
        ("raise", Self::Raise),
        ("call", Self::Call),
        ("print", Self::Print),
        ("log", Self::Log),
    ];

    /// The response by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, response)| *response)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, r)| *r == self).map_or("warn", |(name, _)| name)
    }
}

/// What is done about each fault. The default is NumPy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Responses {
    /// `divide=`
    pub divide: Response,
    /// `over=`
    pub over: Response,
    /// `under=`
    pub under: Response,
    /// `invalid=`
    pub invalid: Response,
}

impl Default for Responses {
    fn default() -> Self {
        Self {
            divide: Response::Warn,
            over: Response::Warn,
            under: Response::Ignore,
            invalid: Response::Warn,
        }
    }
}

impl Responses {
    /// What is done about one of them.
    pub fn to(self, fault: Fault) -> Response {
        match fault {
            Fault::Divide => self.divide,
            Fault::Over => self.over,
            Fault::Under => self.under,
            Fault::Invalid => self.invalid,
        }
    }
}

/// The state of a [`Memory`]: what is done about faults, and the error of one that was met and not told yet.
#[derive(Debug, Default)]
pub(super) struct Floating {
    responses: Cell<Responses>,
    met: Cell<bool>,
    error: RefCell<Option<Error>>,
}

/// Puts back what was done about faults when it is dropped.
#[derive(Debug)]
pub struct Hushed {
    memory: Memory,
    before: Responses,
}

impl Drop for Hushed {
    fn drop(&mut self) {
        self.memory.set_responses(self.before);
    }
}

impl Memory {
    /// What is done about faults of arithmetic: `np.geterr()`.
    pub fn responses(&self) -> Responses {
        self.floating().responses.get()
    }

    /// Sets that: `np.seterr(…)`.
    pub fn set_responses(&self, responses: Responses) {
        self.floating().responses.set(responses);
    }

    /// Ignores all faults for as long as the guard lives.
    #[must_use]
    pub fn hush(&self) -> Hushed {
        let before = self.responses();
        let ignore = Response::Ignore;
        self.set_responses(Responses { divide: ignore, over: ignore, under: ignore, invalid: ignore });
        Hushed { memory: self.clone(), before }
    }

    /// Ignores invalid operations for as long as the guard lives.
    #[must_use]
    pub fn hush_invalid(&self) -> Hushed {
        let before = self.responses();
        self.set_responses(Responses { invalid: Response::Ignore, ..before });
        Hushed { memory: self.clone(), before }
    }

    /// Tells of a fault: as a warning, an error that [`Self::take_fault`] gives to whoever asks next, or not at all.
    pub fn fault(&self, fault: Fault, warning: impl Kind + 'static) {
        match self.responses().to(fault) {
            Response::Ignore => {}
            Response::Warn | Response::Print => self.warn(warning),
            Response::Log => {
                let text = warning.to_string();
                let (what, place) = text.split_once(" encountered in ").unwrap_or((&text, ""));
                self.meet(FaultError::NoLog { what: what.into(), place: place.into() });
            }
            Response::Raise => self.meet(FaultError::Raised { message: warning.to_string() }),
            Response::Call => {
                let text = warning.to_string();
                let (what, place) = text.split_once(" encountered in ").unwrap_or((&text, ""));
                self.meet(FaultError::NoFunction { what: what.into(), place: place.into() });
            }
        }
    }

    /// Notes an error that [`Self::take_fault`] gives to whoever asks next.
    pub(super) fn raise_later(&self, error: Error) {
        let state = self.floating();
        state.met.set(true);
        state.error.borrow_mut().get_or_insert(error);
    }

    fn meet(&self, error: FaultError) {
        let state = self.floating();
        state.met.set(true);
        state.error.borrow_mut().get_or_insert_with(|| error.into());
    }

    /// Fails with `FloatingPointError` if a fault was met that is to be raised.
    #[inline]
    pub fn take_fault(&self) -> Result<()> {
        if self.floating().met.get() { self.told() } else { Ok(()) }
    }

    #[cold]
    fn told(&self) -> Result<()> {
        self.floating().met.set(false);
        self.floating().error.borrow_mut().take().map_or(Ok(()), Err)
    }
}

crate::error_kinds! {
    /// A fault that is an error.
    pub enum FaultError {
        /// `seterr(divide='raise'); array([1.0]) / 0`
        FloatingPointError Raised { message: String } = "{message}";
        /// `seterr(divide='call'); array([1.0]) / 0`
        NameError NoFunction { what: String, place: String } = "python callback specified for {what} (in  {place}) but no function found.";
        /// `seterr(divide='log'); array([1.0]) / 0`
        NameError NoLog { what: String, place: String } = "log specified for {what} (in {place}) but no object with write method found.";
    }
}
