//! What a program needs of the edge while a statement runs: to be seen at once, to complain, to be answered.

use std::fmt;
use std::io;
use std::rc::Rc;

use crate::display::Text;

use super::interp::Interp;

/// The edge, as a program that runs sees it.
pub trait Console {
    /// Shows output, at once.
    fn show(&self, out: &Text);
    /// Writes to standard error.
    fn complain(&self, text: &str);
    /// The next line of standard input with its newline; empty at the end.
    fn read_line(&self) -> io::Result<Vec<u8>>;
}

/// The console of an interpreter, if its edge brought one.
#[derive(Clone, Default)]
pub(super) struct ConsoleSlot(Option<Rc<dyn Console>>);

impl fmt::Debug for ConsoleSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConsoleSlot").field(&self.0.is_some()).finish()
    }
}

impl Interp {
    /// Brings what shows output while a statement runs.
    pub fn set_console(&mut self, console: Rc<dyn Console>) {
        self.console = ConsoleSlot(Some(console));
    }

    /// Shows what was printed so far, before the program waits for something.
    pub(super) fn show_now(&mut self) {
        let Some(console) = self.console.0.clone() else {
            self.flush = true;
            return;
        };
        if !self.out.is_empty() {
            let out = std::mem::take(&mut self.out);
            console.show(&out);
        }
    }

    /// Writes to standard error.
    pub(super) fn complain(&mut self, text: &str) {
        match self.console.0.clone() {
            Some(console) => {
                self.show_now();
                console.complain(text);
            }
            None => self.err.push_str(text),
        }
    }

    /// The next line of standard input with its newline; empty at the end.
    pub(super) fn ask_line(&mut self) -> io::Result<Vec<u8>> {
        self.show_now();
        match self.console.0.clone() {
            Some(console) => console.read_line(),
            None => Ok(Vec::new()),
        }
    }
}
