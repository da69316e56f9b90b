//! rustyline, adapted: how lines are edited, completed and remembered.

use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use rustyline::completion::{Completer, FilenameCompleter};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{Behavior, ColorMode, CompletionType, Config, Context, Helper};

use crate::session::Session;
use crate::syntax::{Completeness, completeness};

use super::complete::complete;
use super::half::{Half, half};

/// How many inputs are remembered.
const REMEMBERED: usize = 10_000;

/// What was typed.
pub(super) enum Input {
    /// Statements, or as much of one as there will be.
    Text(String),
    /// Ctrl-C: the line is not wanted.
    Abandoned,
    /// Ctrl-D on an empty line, or the terminal is gone.
    End,
}

/// Reads what is typed at the terminal.
pub(super) struct Editor<'r, 's> {
    lines: rustyline::Editor<Completion<'r, 's>, FileHistory>,
    /// Where inputs are remembered, unless they cannot be.
    history: Option<PathBuf>,
}

impl<'r, 's> Editor<'r, 's> {
    /// An editor that completes names of `session`.
    pub(super) fn new(session: &'r RefCell<&'s mut Session>, color: bool) -> rustyline::Result<Self> {
        let config = Config::builder()
            .max_history_size(REMEMBERED)?
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .color_mode(if color { ColorMode::Enabled } else { ColorMode::Disabled })
            // What is piped on must not get the prompts.
            .behavior(if std::io::stdout().is_terminal() { Behavior::Stdio } else { Behavior::PreferTerm })
            .build();
        let mut lines = rustyline::Editor::with_config(config)?;
        lines.set_helper(Some(Completion { session, files: FilenameCompleter::new() }));
        let history = history_file();
        if let Some(path) = &history {
            // There is none yet, or it cannot be read: then nothing is remembered from before.
            let _ = lines.load_history(path);
        }
        Ok(Self { lines, history })
    }

    /// Reads an input: lines until it is whole, or can no longer become so.
    pub(super) fn read(&mut self) -> Input {
        let mut text = match self.lines.readline(">>> ") {
            Ok(text) => text,
            Err(ReadlineError::Interrupted) => return Input::Abandoned,
            Err(_) => return Input::End,
        };
        while completeness(&text) == Completeness::Incomplete {
            match self.lines.readline("... ") {
                Ok(more) => {
                    text.push('\n');
                    text.push_str(&more);
                }
                Err(ReadlineError::Interrupted) => return Input::Abandoned,
                // The error says what was still open.
                Err(_) => break,
            }
        }
        if !text.trim().is_empty() && matches!(self.lines.add_history_entry(text.trim_end()), Ok(true)) {
            // Written at once: a terminal that closes takes nothing with it.
            if let Some(path) = &self.history
                && self.lines.append_history(path).is_err()
            {
                self.history = None;
            }
        }
        Input::Text(text)
    }
}

/// Where inputs are remembered: in the user's state directory, which is made if need be.
fn history_file() -> Option<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
    let directory = state.join("arr");
    std::fs::create_dir_all(&directory).ok()?;
    Some(directory.join("history"))
}

/// Asks a question at the terminal; anything but yes is no.
pub(super) fn confirm(question: &str) -> bool {
    print!("{question} (y/[n])? ");
    let mut answer = String::new();
    std::io::stdout().flush().is_ok()
        && std::io::stdin().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes" | "Yes")
}

/// What rustyline asks for while a line is typed.
struct Completion<'r, 's> {
    session: &'r RefCell<&'s mut Session>,
    files: FilenameCompleter,
}

impl Completer for Completion<'_, '_> {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = &line[..pos];
        if typed.rsplit('\n').next().is_none_or(|last| last.trim().is_empty()) {
            // Nothing to complete: Tab indents, as at Python's prompt.
            return Ok((pos, vec!["    ".to_owned()]));
        }
        let wanted = half(typed);
        if let Half::File { start } = wanted {
            let (at, files) = self.files.complete_path(&line[start..], pos - start)?;
            return Ok((start + at, files.into_iter().map(|file| file.replacement).collect()));
        }
        let mut session = self.session.borrow_mut();
        let start = wanted.start().unwrap_or(pos);
        Ok((start, complete(session.interp(), &wanted, &typed[start..])))
    }
}

impl Hinter for Completion<'_, '_> {
    type Hint = String;
}
impl Highlighter for Completion<'_, '_> {}
// Lines are joined by the editor, so that each has its prompt.
impl Validator for Completion<'_, '_> {}
impl Helper for Completion<'_, '_> {}
