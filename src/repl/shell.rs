//! What stands between an edge and a session: commands, the inputs so far, and a net for panics.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use crate::session::{Outcome, Ran, Session};
use crate::syntax::LogicalLine;

use super::command;

/// Asks a question that is answered with yes or no.
pub(super) type Ask = Box<dyn FnMut(&str) -> bool>;

/// What commands know beside the session.
pub(super) struct Shell {
    /// The inputs so far, each without its last line end.
    pub(super) history: Vec<String>,
    /// Whether a command ended the session.
    pub(super) quit: bool,
    /// Asks the user, if there is one at a terminal.
    pub(super) ask: Option<Ask>,
}

crate::error_kinds! {
    /// What arr itself can do wrong.
    pub(super) enum ShellError {
        /// A bug in arr.
        SystemError Internal { message: String } = "internal error: {message}. This is a bug in arr, not in your statement; it bound no name, and you can go on";
    }
}

/// Where the last panic happened: its hook runs on the thread that panics, which may be one of rayon's.
static PANICKED_AT: Mutex<String> = Mutex::new(String::new());

impl Shell {
    /// A shell without a past. Panics are from now on reported as errors.
    pub(super) fn new(ask: Option<Ask>) -> Self {
        std::panic::set_hook(Box::new(|info| {
            let place =
                info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
            *PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner) = place;
        }));
        Self { history: Vec::new(), quit: false, ask }
    }

    /// Runs a logical line: the command that it calls, or its statements. A panic becomes an error.
    pub(super) fn run_line(
        &mut self,
        session: &mut Session,
        line: &LogicalLine,
        each: &mut dyn FnMut(Outcome) -> bool,
    ) -> Ran {
        let run = || match command::find(&line.text, &|name| session.is_bound(name)) {
            Some(found) => command::run(found, self, session, line, each),
            None => session.run_line(line, each),
        };
        catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| {
            session.recover();
            let place = PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let error = ShellError::Internal { message: format!("{}{place}", message(&*payload)) };
            let failure = session.failure(line, error.into());
            let failed = Some(failure.exception);
            let more = each(Outcome { error: Some(failure), ..Outcome::default() });
            Ran { failed, stopped: !more }
        })
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("something broke")
}
