//! The prompt: the only user of rustyline.
//!
//! [`editor`] adapts rustyline; what a half-typed line wants is worked out by [`half`], pure, and answered by [`complete`] from the
//! one table of builtins. [`shell`] runs a line, or the command of the table in [`command`] that it calls; piped input uses it too.

mod command;
mod commands;
mod complete;
mod editor;
mod half;
mod history_file;
mod paste;
mod shell;

use std::cell::RefCell;
use std::io::{self, BufRead, Write};

use crate::error::Exception;
use crate::machine::tell;
use crate::session::{Outcome, Session};

use editor::{Editor, Input};
use shell::Shell;

/// What is shown before the first prompt.
const BANNER: &str = concat!(
    "arr ",
    env!("CARGO_PKG_VERSION"),
    ": which of my arrays share memory, and what made the copy?\nname? tells about a name, %help about commands, Ctrl-D leaves."
);

/// Reads statements until the end of input and runs them; what they show goes to `each`, which says whether anyone still reads it.
/// Returns the exit status. Fails if what the prompt itself says cannot be written.
pub(crate) fn run(
    session: &mut Session,
    color: bool,
    each: &mut dyn FnMut(Outcome) -> bool,
) -> io::Result<u8> {
    session.set_undo(true);
    let session = RefCell::new(session);
    let mut editor = match Editor::new(&session, color) {
        Ok(editor) => editor,
        Err(error) => {
            tell(&format!("arr: no prompt on this terminal: {error}\n"));
            return Ok(1);
        }
    };
    writeln!(io::stdout(), "{BANNER}")?;
    let mut shell = Shell::new(Some(Box::new(editor::confirm)));
    loop {
        let text = match editor.read() {
            Input::Text(text) => paste::statements(&text),
            Input::Abandoned => {
                tell("KeyboardInterrupt\n");
                continue;
            }
            Input::End => return Ok(0),
        };
        if text.trim().is_empty() {
            continue;
        }
        shell.history.push(text.trim_end());
        let mut session = session.borrow_mut();
        // A Ctrl-C that came after the last statement was for that.
        session.take_interrupt();
        let (mut open, mut line_ended, mut interrupted) = (true, true, false);
        session.run_with(
            text.as_bytes(),
            true,
            &mut |outcome| {
                // Ctrl-C ends all of a pasted block.
                interrupted |=
                    outcome.error.as_ref().is_some_and(|f| f.exception == Exception::KeyboardInterrupt);
                if !outcome.out.is_empty() {
                    line_ended = outcome.out.plain.ends_with('\n');
                }
                open = each(outcome);
                open && !interrupted
            },
            &mut |session, line, each| shell.run_line(session, line, each),
        );
        if shell.quit || !open {
            return Ok(0);
        }
        if !line_ended {
            // The prompt would be written over it.
            writeln!(io::stdout())?;
        }
        // Nor do lines that were typed ahead survive it: the terminal drops them too.
        if (interrupted || session.take_interrupt())
            && let Err(error) = editor.drop_waiting()
        {
            tell(&format!("arr: the terminal is gone: {error}\n"));
            return Ok(1);
        }
    }
}

/// Runs piped input as the prompt would: commands work, and an error is not the end. Returns the exception of the last failure.
pub(crate) fn run_piped(
    session: &mut Session,
    reader: impl BufRead,
    each: &mut dyn FnMut(Outcome) -> bool,
) -> Option<Exception> {
    let mut shell = Shell::new(None);
    session.set_undo(true);
    session.run_with(reader, true, each, &mut |session, line, each| {
        shell.history.push(&line.text);
        shell.run_line(session, line, each)
    })
}
