//! A net for panics: whatever breaks, a statement fails and the session goes on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

use crate::error::Error;
use crate::memory::{MemoryError, NoRoom, Stopped};

crate::error_kinds! {
    /// What arr itself can do wrong.
    pub(crate) enum InternalError {
        /// A bug in arr.
        SystemError Internal { message: String } = "internal error: {message}. This is a bug in arr, not in your statement; it bound no name, and you can go on";
    }
}

/// Where the last panic happened: its hook runs on the thread that panics, which may be one of many.
static PANICKED_AT: Mutex<String> = Mutex::new(String::new());
static HOOK: Once = Once::new();

/// Keeps panics from writing to stderr by themselves. Where memory is short a backtrace needs more than there is, and the failure of that
/// waits for ever for the lock that the backtrace holds.
fn quiet() {
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            let place =
                info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
            *PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner) = place;
        }));
    });
}

/// Runs `f`; if it unwinds, gives what that means to the user.
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, Error> {
    quiet();
    catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        if payload.is::<NoRoom>() {
            return MemoryError::NoRoom {}.into();
        }
        if payload.is::<Stopped>() {
            return MemoryError::Interrupted {}.into();
        }
        let place = PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner).clone();
        InternalError::Internal { message: format!("{}{place}", message(&*payload)) }.into()
    })
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("something broke")
}
