//! rustyline, adapted: how lines are edited, completed and remembered.

use std::cell::RefCell;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rustyline::completion::{Completer, FilenameCompleter};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::{History, MemHistory};
use rustyline::validate::Validator;
use rustyline::{
    Behavior, Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Event, EventContext,
    EventHandler, Helper, KeyCode, KeyEvent, Modifiers, RepeatCount,
};

use crate::machine::tell;
use crate::session::Session;
use crate::syntax::{Completeness, completeness};

use super::complete::complete;
use super::half::{Half, half};
use super::history_file::HistoryFile;

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

type Lines<'r, 's> = rustyline::Editor<Completion<'r, 's>, MemHistory>;

/// Reads what is typed at the terminal.
///
/// What a read takes beyond the end of a line stays in rustyline's buffer for the next one, but only where the line is given, not where it
/// is given up. Ctrl-C and Ctrl-D therefore end a line as Enter does, and tell by [`Key`] that they did.
pub(super) struct Editor<'r, 's> {
    lines: Lines<'r, 's>,
    config: Config,
    /// The key that ended the line.
    key: Arc<AtomicU8>,
    /// Where inputs are remembered, unless they cannot be.
    history: Option<HistoryFile>,
}

/// A key that ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Enter,
    CtrlC,
    CtrlD,
}

/// How reading a line ended.
enum Read {
    Line(String),
    Abandoned,
    End,
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
        let mut inputs = MemHistory::with_config(&config);
        let history = HistoryFile::of_user();
        for input in history.iter().flat_map(HistoryFile::inputs) {
            inputs.add_owned(input)?;
        }
        let key = Arc::new(AtomicU8::new(Key::Enter as u8));
        let helper = Completion { session, files: FilenameCompleter::new() };
        let lines = lines(config.clone(), inputs, Some(helper), &key)?;
        Ok(Self { lines, config, key, history })
    }

    /// Reads an input: lines until it is whole, or can no longer become so.
    pub(super) fn read(&mut self) -> Input {
        let mut text = match self.line(">>> ") {
            Read::Line(text) => text,
            Read::Abandoned => return Input::Abandoned,
            Read::End => return Input::End,
        };
        while completeness(&text) == Completeness::Incomplete {
            match self.line("... ") {
                Read::Line(more) => {
                    text.push('\n');
                    text.push_str(&more);
                }
                Read::Abandoned => return Input::Abandoned,
                // The error says what was still open.
                Read::End => break,
            }
        }
        if !text.trim().is_empty() && matches!(self.lines.add_history_entry(text.trim_end()), Ok(true)) {
            // Written at once: a terminal that closes takes nothing with it.
            if let Some(history) = &self.history {
                history.push(text.trim_end());
            }
        }
        Input::Text(text)
    }

    /// Reads a line.
    fn line(&mut self, prompt: &str) -> Read {
        self.key.store(Key::Enter as u8, Ordering::Relaxed);
        match self.lines.readline(prompt) {
            Ok(line) => match self.key.load(Ordering::Relaxed) {
                key if key == Key::CtrlC as u8 => Read::Abandoned,
                key if key == Key::CtrlD as u8 => Read::End,
                _ => Read::Line(line),
            },
            Err(ReadlineError::Interrupted) => Read::Abandoned,
            // Bytes that are no text take their line with them, not the session.
            Err(ReadlineError::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                tell("arr: what was typed is not UTF-8\n");
                Read::Abandoned
            }
            Err(_) => Read::End,
        }
    }

    /// Forgets the lines that were typed or pasted and wait for the statement that runs, as the terminal forgets those that it still has.
    pub(super) fn drop_waiting(&mut self) -> rustyline::Result<()> {
        let inputs = std::mem::replace(self.lines.history_mut(), MemHistory::with_config(&self.config));
        let helper = self.lines.helper_mut().map(Completion::again);
        self.lines = lines(self.config.clone(), inputs, helper, &self.key)?;
        Ok(())
    }
}

/// rustyline's editor, with the keys that end a line.
fn lines<'r, 's>(
    config: Config,
    inputs: MemHistory,
    helper: Option<Completion<'r, 's>>,
    ended: &Arc<AtomicU8>,
) -> rustyline::Result<Lines<'r, 's>> {
    let mut lines = rustyline::Editor::with_history(config, inputs)?;
    lines.set_helper(helper);
    let mut bind = |event: KeyEvent, key| {
        let ends = Ends { key, ended: Arc::clone(ended) };
        lines.bind_sequence(Event::from(event), EventHandler::Conditional(Box::new(ends)));
    };
    bind(KeyEvent(KeyCode::Enter, Modifiers::NONE), Key::Enter);
    bind(KeyEvent::ctrl('J'), Key::Enter);
    bind(KeyEvent::ctrl('C'), Key::CtrlC);
    bind(KeyEvent::ctrl('D'), Key::CtrlD);
    Ok(lines)
}

/// Ends a line, and tells which key did.
struct Ends {
    key: Key,
    ended: Arc<AtomicU8>,
}

impl ConditionalEventHandler for Ends {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        if self.key == Key::CtrlD && !context.line().is_empty() {
            // It deletes what is under the cursor.
            return None;
        }
        self.ended.store(self.key as u8, Ordering::Relaxed);
        (self.key != Key::Enter).then_some(Cmd::AcceptLine)
    }
}

/// Asks a question at the terminal; anything but yes is no.
pub(super) fn confirm(question: &str) -> bool {
    let mut answer = String::new();
    let mut out = std::io::stdout();
    write!(out, "{question} (y/[n])? ").is_ok()
        && out.flush().is_ok()
        && std::io::stdin().read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes" | "Yes")
}

/// What rustyline asks for while a line is typed.
struct Completion<'r, 's> {
    session: &'r RefCell<&'s mut Session>,
    files: FilenameCompleter,
}

impl Completion<'_, '_> {
    /// The same again, for another editor.
    fn again(&mut self) -> Self {
        Self { session: self.session, files: FilenameCompleter::new() }
    }
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
