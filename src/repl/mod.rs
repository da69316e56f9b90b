//! The prompt: the only user of rustyline.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::error::ReadlineError;
use rustyline::{DefaultEditor, Result};

use crate::paint::paint;
use crate::session::Session;
use crate::syntax::{Completeness, completeness};

/// Reads statements until the end of input and runs them. Returns the exit status.
pub fn run(session: &mut Session, color: bool, running: &AtomicBool) -> u8 {
    let mut editor = match DefaultEditor::new() {
        Ok(editor) => editor,
        Err(error) => {
            eprintln!("arr: no prompt on this terminal: {error}");
            return 1;
        }
    };
    loop {
        let text = match read(&mut editor) {
            Ok(text) => text,
            Err(ReadlineError::Interrupted) => {
                eprintln!("KeyboardInterrupt");
                continue;
            }
            Err(_) => return 0,
        };
        running.store(true, Ordering::Relaxed);
        let mut closed = false;
        session.run(text.as_bytes(), true, &mut |outcome| {
            let mut out = std::io::stdout().lock();
            closed |=
                out.write_all(paint(&outcome.out, color).as_bytes()).and_then(|()| out.flush()).is_err();
            let color = color && std::io::stderr().is_terminal();
            let mut err = std::io::stderr().lock();
            for warning in &outcome.warnings {
                let _ = err.write_all(paint(warning, color).as_bytes());
            }
            if let Some(failure) = &outcome.error {
                let _ = err.write_all(paint(&failure.report, color).as_bytes());
            }
            !closed
        });
        running.store(false, Ordering::Relaxed);
        if closed {
            return 0;
        }
    }
}

fn read(editor: &mut DefaultEditor) -> Result<String> {
    let mut text = editor.readline(">>> ")?;
    while completeness(&text) == Completeness::Incomplete {
        text.push('\n');
        text.push_str(&editor.readline("... ")?);
    }
    if !text.trim().is_empty() {
        editor.add_history_entry(&text)?;
    }
    Ok(text)
}
