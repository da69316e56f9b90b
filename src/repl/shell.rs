//! What stands between an edge and a session: commands, the inputs so far, and a net for panics.

use crate::net;
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

impl Shell {
    /// A shell without a past.
    pub(super) fn new(ask: Option<Ask>) -> Self {
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
        net::catch(run).unwrap_or_else(|error| {
            session.recover();
            let failure = session.failure(line, error);
            let failed = Some(failure.exception);
            let more = each(Outcome { error: Some(failure), ..Outcome::default() });
            Ran { failed, stopped: !more }
        })
    }
}
