//! What stands between an edge and a session: commands, the inputs so far, and a net for panics.

use std::collections::VecDeque;

use crate::net;
use crate::session::{Outcome, Ran, Session};
use crate::syntax::LogicalLine;

use super::command;

/// Asks a question that is answered with yes or no.
pub(super) type Ask = Box<dyn FnMut(&str) -> bool>;

/// What commands know beside the session.
pub(super) struct Shell {
    /// The inputs so far.
    pub(super) history: Inputs,
    /// Whether a command ended the session.
    pub(super) quit: bool,
    /// Asks the user, if there is one at a terminal.
    pub(super) ask: Option<Ask>,
}

/// The inputs of a session, of which the newest are remembered.
#[derive(Default)]
pub(super) struct Inputs {
    /// Each without its last line end.
    newest: VecDeque<String>,
    /// How many came before them.
    before: usize,
    /// How many bytes they have.
    bytes: usize,
}

/// How many inputs are remembered, and how many bytes of them.
const REMEMBERED: usize = 10_000;
const MOST: usize = 4 << 20;

impl Inputs {
    /// Adds an input; the oldest are forgotten where there are too many.
    pub(super) fn push(&mut self, input: &str) {
        self.bytes += input.len();
        self.newest.push_back(input.to_owned());
        while self.newest.len() > REMEMBERED || (self.bytes > MOST && self.newest.len() > 1) {
            self.bytes -= self.newest.pop_front().map_or(0, |oldest| oldest.len());
            self.before += 1;
        }
    }

    /// The inputs that are remembered, oldest first, each with its number, counted from 1.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.newest.iter().enumerate().map(|(i, input)| (self.before + i + 1, input.as_str()))
    }
}

impl Shell {
    /// A shell without a past.
    pub(super) fn new(ask: Option<Ask>) -> Self {
        Self { history: Inputs::default(), quit: false, ask }
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

#[cfg(test)]
mod tests {
    use super::{Inputs, MOST, REMEMBERED};

    #[test]
    fn the_newest_inputs_are_remembered_with_their_numbers() {
        let mut inputs = Inputs::default();
        for i in 1..=REMEMBERED + 5 {
            inputs.push(&format!("x = {i}"));
        }
        assert_eq!(inputs.iter().count(), REMEMBERED);
        assert_eq!(inputs.iter().next(), Some((6, "x = 6")));
        inputs.push(&"x".repeat(MOST + 1));
        assert_eq!(inputs.iter().map(|(number, _)| number).collect::<Vec<_>>(), [REMEMBERED + 6]);
    }
}
