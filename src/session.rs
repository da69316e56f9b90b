//! The façade: a logical line in, outcomes out. The prompt, scripts, tests and reports all use it and differ only at their edges.

use std::cell::RefCell;
use std::io::BufRead;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;

use crate::display::{Meaning, Text};
use crate::error::{Error, Exception, Kind};
use crate::explain::{self, Facts, Finding, History, Moment, TakenBack, Undo, Watched};
use crate::lang::{Interp, Question};
use crate::memory::{BufferId, Event, Memory};
use crate::net;
use crate::syntax::{Forms, LogicalLine, LogicalLines, Statement, parse_statement};

/// How a session behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether arrays are shown with their tags.
    pub tags: bool,
    /// Whether notes are made.
    pub notes: bool,
    /// Whether arr's own warnings are errors.
    pub strict: bool,
    /// The most bytes of arrays at a time.
    pub max_memory: usize,
    /// Whether the Python dialect is spoken, whatever is imported; if that is not said, importing numpy turns to it.
    pub python: Option<bool>,
    /// What errors and warnings call the source: a file's name, `<string>`, `<stdin>`.
    pub source: String,
    /// The modules that arr does not have on which every use succeeds and does nothing.
    pub stand_ins: Vec<String>,
}

/// A session: names, memory, and what happened.
pub struct Session {
    interp: Interp,
    forms: Forms,
    settings: Settings,
    interrupt: Arc<AtomicBool>,
    history: Rc<RefCell<History>>,
    /// The buffers that were warned of because little of them can be seen.
    known: FxHashSet<BufferId>,
    /// The events of the statement that runs.
    events: Vec<Event>,
    /// Whether outcomes come with the facts.
    telling: bool,
    /// What it takes to take statements back, if that is wanted.
    undo: Option<Undo>,
}

/// What is said when importing numpy turns to the Python dialect.
const TURNED: &str = "numpy is imported: from here on [1, 2] is a list, and sum, max, min, round, abs, any and all are Python's (%dialect arr turns back)";

/// Runs a logical line in a session, giving each outcome to the last argument.
pub type RunLine<'a> = dyn FnMut(&mut Session, &LogicalLine, &mut dyn FnMut(Outcome) -> bool) -> Ran + 'a;

/// What a statement did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What it printed and echoed: for stdout.
    pub out: Text,
    /// Whether the output is to be seen at once.
    pub flush: bool,
    /// Its warnings, each a line: for stderr.
    pub warnings: Vec<Text>,
    /// What it did to memory, a line each: for stderr.
    pub notes: Vec<Text>,
    /// The same as facts, if the session was asked for them.
    pub facts: Option<Box<Told>>,
    /// How it failed, if it did: for stderr.
    pub error: Option<Failure>,
}

/// What a statement did to memory, and where it stands.
#[derive(Debug)]
pub struct Told {
    /// The number of its first line.
    pub line: usize,
    /// Its text.
    pub source: String,
    /// What it did.
    pub facts: Facts,
    /// What it was warned of: the kind of warning, and its words.
    pub warnings: Vec<(&'static str, String)>,
}

/// A failed statement.
#[derive(Debug)]
pub struct Failure {
    /// The exception class.
    pub exception: Exception,
    /// File, line, source line, caret, and `ErrorType: message`; ends with a newline.
    pub report: Text,
    /// The status with which the program ends, if it asked to end.
    pub exit: Option<u8>,
}

impl Outcome {
    /// Whether there is nothing to show.
    fn is_empty(&self) -> bool {
        self.error.is_none()
            && self.out.is_empty()
            && self.warnings.is_empty()
            && self.notes.is_empty()
            && self.facts.is_none()
    }
}

impl Session {
    /// A fresh session. `interrupt` is set by whoever handles Ctrl-C; the statement that runs then fails with `KeyboardInterrupt`.
    pub fn new(settings: Settings, interrupt: Arc<AtomicBool>) -> Self {
        let memory = Memory::new(settings.max_memory, Arc::clone(&interrupt));
        let mut interp = Interp::new(memory);
        interp.tags = settings.tags;
        interp.set_file(&settings.source);
        interp.follows_imports = settings.python.is_none();
        interp.set_python(settings.python == Some(true));
        if !settings.source.is_empty() && !settings.source.starts_with('<') {
            let script = std::path::Path::new(&settings.source);
            interp.set_program(Some(script), std::slice::from_ref(&settings.source));
        }
        settings.stand_ins.iter().for_each(|name| interp.set_stand_in(name));
        let history = Rc::new(RefCell::new(History::default()));
        let told = Rc::clone(&history);
        interp.set_teller(Rc::new(move |interp, question| match question {
            Question::Why(value) => told.borrow().why(interp, value),
            Question::LastStep(value) => told.borrow().last_step(interp, value),
            Question::Relation(a, b) => explain::relation(interp, a, b),
            Question::Map => explain::map(interp),
        }));
        Self {
            interp,
            forms: Forms::default(),
            settings,
            interrupt,
            history,
            known: FxHashSet::default(),
            events: Vec::new(),
            telling: false,
            undo: None,
        }
    }

    /// How it behaves.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Brings what shows output while a statement runs.
    pub fn set_console(&mut self, console: Rc<dyn crate::lang::Console>) {
        self.interp.set_console(console);
    }

    /// Says where the program lies and what it was given: `sys.argv`, `sys.path[0]`, `__file__`.
    pub fn set_program(&mut self, script: Option<&std::path::Path>, arguments: &[String]) {
        self.interp.set_program(script, arguments);
    }

    /// A module that arr does not have becomes a stand-in, on which every use succeeds and does nothing.
    pub fn set_stand_in(&mut self, name: &str) {
        self.interp.set_stand_in(name);
    }

    /// Turns to the Python dialect, or to arr's own, whatever is imported from now on.
    pub fn fix_dialect(&mut self, python: bool) {
        self.interp.follows_imports = false;
        self.interp.set_python(python);
    }

    /// Whether the Python dialect is spoken.
    pub fn is_python(&self) -> bool {
        self.interp.is_python()
    }

    /// Whether the value of a statement that is an expression is shown from now on.
    pub fn set_echoes(&mut self, on: bool) {
        self.interp.echoes = on;
    }

    /// Changes the name that errors and warnings give the source.
    pub fn set_source(&mut self, source: &str) {
        source.clone_into(&mut self.settings.source);
        self.interp.set_file(source);
    }

    /// The interpreter, for completion, help and reports.
    pub fn interp(&mut self) -> &mut Interp {
        &mut self.interp
    }

    /// Whether the user bound the name.
    pub fn is_bound(&self, name: &str) -> bool {
        self.interp.interner.get(name).is_some_and(|symbol| self.interp.global(symbol).is_some())
    }

    /// Forgets a Ctrl-C that came when nothing ran, and says whether there was one.
    pub fn take_interrupt(&self) -> bool {
        self.interrupt.swap(false, Ordering::Relaxed)
    }

    /// Whether notes are made from now on.
    pub fn set_notes(&mut self, on: bool) {
        self.settings.notes = on;
    }

    /// Whether statements can be taken back from now on.
    pub fn set_undo(&mut self, on: bool) {
        self.undo = on.then(Undo::default);
    }

    /// Takes back the last statement that bound a name or wrote to memory: `%undo`.
    pub fn take_back(&mut self) -> TakenBack {
        match &mut self.undo {
            Some(undo) => {
                let taken = undo.take_back(&mut self.interp);
                self.interp.memory.clear_events();
                taken
            }
            None => TakenBack::Nothing("statements are taken back at the prompt only".to_owned()),
        }
    }

    /// Whether outcomes come with the facts about what each statement did to memory from now on.
    pub fn set_telling(&mut self, on: bool) {
        self.telling = on;
    }

    /// Whether arrays are shown with their tags from now on.
    pub fn set_tags(&mut self, on: bool) {
        self.settings.tags = on;
        self.interp.tags = on;
    }

    /// Runs every statement of a reader, giving each outcome to `each`, until `each` says to stop, or, unless `go_on`, one fails.
    /// Returns the exception of the last failure.
    pub fn run(
        &mut self,
        reader: impl BufRead,
        go_on: bool,
        each: &mut dyn FnMut(Outcome) -> bool,
    ) -> Option<Exception> {
        self.run_with(reader, go_on, each, &mut |session, line, each| session.run_line(line, each))
    }

    /// As [`Self::run`], but `run_line` runs each logical line: an edge that has commands looks for them there.
    pub fn run_with(
        &mut self,
        reader: impl BufRead,
        go_on: bool,
        each: &mut dyn FnMut(Outcome) -> bool,
        run_line: &mut RunLine<'_>,
    ) -> Option<Exception> {
        let memory = self.interp.memory.clone();
        let ask = move |bytes| memory.check_interrupt().and_then(|()| memory.check_room(bytes));
        let mut lines = LogicalLines::asking(reader, Box::new(ask));
        let mut line = LogicalLine::default();
        let mut failed = None;
        loop {
            let read = match lines.read(&mut line) {
                Ok(false) => return failed,
                Ok(true) => run_line(self, &line, each),
                Err(error) => {
                    if error.exception() == Exception::KeyboardInterrupt {
                        self.take_interrupt();
                    }
                    let failure = self.failure(&line, error);
                    let exception = failure.exception;
                    let more = each(Outcome { error: Some(failure), ..Outcome::default() });
                    Ran { failed: Some(exception), stopped: !more }
                }
            };
            if read.failed.is_some() {
                failed = read.failed;
            }
            if read.stopped || (read.failed.is_some() && !go_on) {
                return failed;
            }
        }
    }

    /// Looks through a program in Python, as Python does before it runs any of it: what stands in the way of its first statement too.
    ///
    /// What arr alone cannot read is told when its turn comes. A text that was pasted from a prompt is not looked through.
    pub fn check_program(&mut self, text: &str) -> Option<Failure> {
        let pasted = |line: &str| line.starts_with(">>>") || line.starts_with("In [");
        if text.contains(['\r', '\0', '\u{feff}']) || text.lines().any(pasted) {
            return None;
        }
        let error = self.interp.check_program(text).err()?;
        let line = LogicalLine::of_text(text);
        Some(self.failure(&line, line.renumber(error)))
    }

    /// Runs the statements of a logical line; the first that fails ends it.
    pub fn run_line(&mut self, line: &LogicalLine, each: &mut dyn FnMut(Outcome) -> bool) -> Ran {
        // As in Python, a line is read whole before any of it runs.
        if line.text.contains(';') {
            let mut at = 0;
            while let Some((_, next)) = match parse_statement(&line.text, at, &mut self.interp.interner) {
                Ok(parsed) => parsed,
                Err(error) => {
                    let failure = self.failure(line, line.renumber(error));
                    let failed = Some(failure.exception);
                    return Ran {
                        failed,
                        stopped: !each(Outcome { error: Some(failure), ..Outcome::default() }),
                    };
                }
            } {
                at = next;
            }
        }
        self.run_from(line, 0, each)
    }

    /// Runs the statements of a logical line from the byte `at` on; the first that fails ends it.
    pub fn run_from(
        &mut self,
        line: &LogicalLine,
        mut at: usize,
        each: &mut dyn FnMut(Outcome) -> bool,
    ) -> Ran {
        loop {
            let (outcome, next) = self.run_statement(line, at);
            let failed = outcome.error.as_ref().map(|f| f.exception);
            let quiet = outcome.is_empty();
            let more = quiet || each(outcome);
            match next {
                _ if !more => return Ran { failed, stopped: true },
                Some(next) if failed.is_none() => at = next,
                _ => return Ran { failed, stopped: false },
            }
        }
    }

    /// Runs the statement at a byte of a logical line; also where the next one begins, if there is one.
    fn run_statement(&mut self, line: &LogicalLine, at: usize) -> (Outcome, Option<usize>) {
        if self.interrupt.load(Ordering::Relaxed) {
            self.interrupt.store(false, Ordering::Relaxed);
            let error = crate::memory::MemoryError::Interrupted {}.into();
            return (Outcome { error: Some(self.failure(line, error)), ..Outcome::default() }, None);
        }
        let (statement, next) = match self.forms.parse(&line.text, at, &mut self.interp.interner) {
            Ok(Some(parsed)) => parsed,
            Ok(None) => return (Outcome::default(), None),
            Err(error) => {
                let error = line.renumber(error);
                return (Outcome { error: Some(self.failure(line, error)), ..Outcome::default() }, None);
            }
        };
        crate::memory::recover_room();
        let before = Moment::now(&self.interp.memory);
        let listening = self.settings.notes || self.telling || self.undo.is_some();
        if listening {
            self.interp.memory.set_saving(true);
        }
        let number = line.number_at(statement.start);
        let result =
            net::catch(|| self.interp.run_in(&statement, &line.text, number)).unwrap_or_else(|error| {
                self.recover();
                Err(error)
            });
        let outcome = self.told(line, at, &statement, before, listening, result);
        (outcome, Some(next))
    }

    /// What a statement that just ran has done.
    fn told(
        &mut self,
        line: &LogicalLine,
        at: usize,
        tree: &Statement,
        before: Moment,
        listening: bool,
        result: crate::error::Result<()>,
    ) -> Outcome {
        let memory = self.interp.memory.clone();
        let statement = explain::Statement { tree, text: &line.text };
        self.events.clear();
        memory.drain_events(&mut self.events);
        let saved = if listening {
            memory.set_saving(false);
            memory.take_saved()
        } else {
            Vec::new()
        };
        let mut facts = (self.settings.notes || self.telling)
            .then(|| explain::facts(&self.interp, &statement, &self.events, &saved, before));
        if let Some(undo) = &mut self.undo {
            undo.push(&self.interp, statement.whole(), &self.events, &saved);
        }
        let watched = Watched::of(&self.interp);
        self.interp.settle();
        memory.drain_events(&mut self.events);
        if !self.events.is_empty() {
            let number = line.number_at(tree.start);
            self.history.borrow_mut().add(&self.interp, &self.events, number, statement.whole());
        }
        let mut outcome = Outcome {
            out: std::mem::take(&mut self.interp.out),
            flush: std::mem::take(&mut self.interp.flush),
            ..Outcome::default()
        };
        if !self.interp.err.is_empty() {
            let mut text = Text::default();
            text.push(&std::mem::take(&mut self.interp.err));
            outcome.warnings.push(text);
        }
        let mut told = Vec::new();
        let mut strict = None;
        let mut findings: Vec<Finding> = memory
            .take_warnings()
            .into_iter()
            .map(|kind| Finding { kind, span: None, place: None })
            .collect();
        if result.is_ok() {
            findings.extend(explain::findings(&self.interp, &statement, &self.events, before));
            findings.extend(watched.findings(&self.interp, &mut self.known));
        }
        for Finding { kind, span, place } in findings {
            let exception = kind.exception();
            if self.telling {
                told.push((Finding::slug(exception), kind.to_string().replace('\n', " ")));
            }
            if !Finding::is_own(exception) {
                outcome.warnings.push(self.warning(line, at, &*kind));
                continue;
            }
            let span = tree.locate(span.unwrap_or(tree.form.span), &line.text);
            let mut error = Error::of(kind);
            match place {
                Some(place) => error.pass(place),
                None => error = error.at(span),
            }
            let failure = self.failure(line, error);
            if self.settings.strict && strict.is_none() && result.is_ok() {
                strict = Some(failure);
            } else {
                outcome.warnings.push(failure.report);
            }
        }
        if let Err(error) = result {
            if error.exception() == Exception::KeyboardInterrupt {
                self.interrupt.store(false, Ordering::Relaxed);
            }
            let error = error.map_span(|span| tree.locate(span, &line.text));
            outcome.error = Some(self.failure(line, error));
            if let Some(facts) = &mut facts {
                facts.binds.clear();
            }
        } else {
            outcome.error = strict;
        }
        if let Some(mut facts) = facts {
            if self.settings.notes {
                outcome.notes = explain::notes(&facts);
                if self.interp.take_turned() {
                    let mut note = Text::default();
                    note.push_meaning(TURNED, Meaning::Note);
                    note.push("\n");
                    outcome.notes.push(note);
                }
            }
            if self.telling {
                facts.account(&self.events, before);
                let number = line.number_at(tree.start);
                let source = statement.whole().to_owned();
                outcome.facts = Some(Box::new(Told { line: number, source, facts, warnings: told }));
            }
        }
        self.events.clear();
        // Whatever a long statement needed, the next is a usual one.
        self.events.shrink_to(1 << 12);
        outcome
    }

    /// Runs the statements of a logical line from the byte `at` on, all of them `loops` times, and says how long that took. Nothing is
    /// shown, no name stays bound to something else, and no buffer gets a number; what is written in place stays written.
    pub fn time(&mut self, line: &LogicalLine, mut at: usize, loops: u64) -> Result<Duration, Failure> {
        let mut statements = Vec::new();
        loop {
            match parse_statement(&line.text, at, &mut self.interp.interner) {
                Ok(Some((statement, next))) => {
                    statements.push(statement);
                    at = next;
                }
                Ok(None) => break,
                Err(error) => return Err(self.failure(line, error)),
            }
        }
        let before = self.interp.bindings();
        self.interp.memory.set_numbering(false);
        let start = Instant::now();
        let failed =
            (0..loops).find_map(|_| statements.iter().find_map(|s| self.time_once(s).err().map(|e| (s, e))));
        let taken = start.elapsed();
        self.interp.memory.set_numbering(true);
        self.interp.restore(before);
        self.interp.memory.clear_events();
        let _ = self.interp.memory.take_warnings();
        match failed {
            None => Ok(taken),
            Some((statement, error)) => {
                self.interrupt.store(false, Ordering::Relaxed);
                let error = error.map_span(|span| statement.locate(span, &line.text));
                Err(self.failure(line, error))
            }
        }
    }

    fn time_once(&mut self, statement: &Statement) -> crate::error::Result<()> {
        // What unwinds is a failure of the statement: the names are put back all the same, and the interrupt is told once.
        let result = net::catch(|| self.interp.run_unechoed(statement))
            .and_then(|result| result)
            .and_then(|()| self.interp.memory.check_interrupt());
        self.interp.settle();
        self.interp.memory.clear_events();
        self.interp.out.clear();
        result
    }

    /// Puts the session in order after a statement that broke off in a panic: it bound no name, and what it printed is dropped.
    pub fn recover(&mut self) {
        self.interp.roll_back();
        self.interp.out.clear();
        self.interp.tags = self.settings.tags;
        self.interp.memory.set_numbering(true);
        self.interp.memory.set_saving(false);
        let _ = self.interp.memory.take_saved();
        self.interp.memory.clear_events();
        let _ = self.interp.memory.take_warnings();
    }

    /// The events of the memory since they were last cleared.
    pub fn events(&self) -> Vec<Event> {
        self.interp.memory.events().to_vec()
    }

    /// The failure that an error in a logical line is.
    pub fn failure(&self, line: &LogicalLine, error: Error) -> Failure {
        let exception = error.exception();
        if let Some((status, said)) = self.interp.exit_of(&error) {
            let mut report = Text::default();
            if let Some(said) = said {
                report.push(&said);
                report.push("\n");
            }
            return Failure { exception, report, exit: Some(status) };
        }
        Failure { exception, report: report(&self.settings.source, line, &error), exit: None }
    }

    fn warning(&self, line: &LogicalLine, at: usize, warning: &dyn Kind) -> Text {
        let number = line.number_at(at as u32);
        let mut text = Text::default();
        text.push(&format!("{}:{number}: ", self.settings.source));
        let class = warning.class_name().unwrap_or_else(|| warning.exception().to_string());
        text.push_meaning(&class, Meaning::Warning);
        // One line each, whatever the message.
        text.push(&format!(": {}\n", warning.to_string().replace('\n', " ")));
        text
    }
}

/// How a logical line ran.
#[derive(Clone, Copy, Debug)]
pub struct Ran {
    /// The exception of the statement that failed.
    pub failed: Option<Exception>,
    /// Whether whoever takes the outcomes wants no more.
    pub stopped: bool,
}

/// An error as a person reads it: what led to it, a traceback of the frames that it passed, and the message. Where it passed one frame only, the
/// source line with a caret under the part at fault.
pub fn report(source: &str, line: &LogicalLine, error: &Error) -> Text {
    let mut text = Text::default();
    for earlier in error.kind().before() {
        push_frames(&mut text, &earlier.frames, true);
        push_message(&mut text, &earlier.class, &earlier.message, Meaning::Error);
        text.push(if earlier.is_cause {
            "\nThe above exception was the direct cause of the following exception:\n\n"
        } else {
            "\nDuring handling of the above exception, another exception occurred:\n\n"
        });
    }
    if error.frames().is_empty() {
        push_place(&mut text, source, line, error.span(), is_unread(error));
    } else {
        let chained = !error.kind().before().is_empty();
        push_frames(&mut text, error.frames(), chained);
    }
    let meaning = if Finding::is_own(error.exception()) { Meaning::Warning } else { Meaning::Error };
    let class = error.kind().class_name().unwrap_or_else(|| error.exception().to_string());
    push_message(&mut text, &class, &error.to_string(), meaning);
    text
}

/// `ErrorType: message`
fn push_message(text: &mut Text, class: &str, message: &str, meaning: Meaning) {
    text.push_meaning(class, meaning);
    if !message.is_empty() {
        text.push(&format!(": {message}"));
    }
    text.push("\n");
}

/// The place of an error that passed no frame.
fn push_place(
    text: &mut Text,
    source: &str,
    line: &LogicalLine,
    span: Option<crate::syntax::Span>,
    unread: bool,
) {
    let Some(span) = span else {
        text.push_meaning(&format!("  File \"{source}\", line {}\n", line.number), Meaning::Place);
        return;
    };
    let (number, column) = line.locate(span.start);
    text.push_meaning(&format!("  File \"{source}\", line {number}\n"), Meaning::Place);
    if unread {
        if let Some(source_line) = line.source(number) {
            // The end of a line, or of the text, is a place as wide as a byte.
            let end = match span.end.saturating_sub(span.start) {
                0 => None,
                1 => Some(column + 1),
                _ => Some(match line.locate(span.end) {
                    // The end of the line belongs to what is at fault.
                    (end_number, 0) if end_number == number + 1 => source_line.len() + 1,
                    (_, end) => end,
                }),
            };
            push_unread(text, &source_line, column, end);
        }
        return;
    }
    if let Some(source_line) = line.source(number) {
        let (end_number, end_column) = line.locate(span.end);
        let end = if end_number == number { end_column } else { source_line.trim_end().len() };
        push_line(text, &source_line, column, end, true);
    }
}

/// Whether an error is of a text that could not be read, which Python shows in a way of its own.
fn is_unread(error: &Error) -> bool {
    matches!(error.exception(), Exception::SyntaxError | Exception::IndentationError | Exception::TabError)
}

/// The source line of a text that could not be read: without the blanks before it, with carets from `column` up to `end`. Where nothing is at
/// fault but the place before a token, Python counts from that place, and marks it only where tabs stand before it.
fn push_unread(text: &mut Text, source_line: &str, column: usize, end: Option<usize>) {
    const WIDTH: usize = 160;
    let shown = source_line.trim_start_matches([' ', '\x0c']);
    let blanks = source_line.len() - shown.len();
    if shown.len() > WIDTH {
        let end = end.unwrap_or(column + 1);
        push_line(text, source_line, column, end.clamp(column, source_line.len()), true);
        return;
    }
    text.push(&format!("    {shown}\n"));
    let from = column + usize::from(end.is_some());
    let Some(skipped) = from.checked_sub(1 + blanks) else { return };
    let mut before: String = shown
        .get(..skipped.min(shown.len()))
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_whitespace() { c } else { ' ' })
        .collect();
    before.extend(std::iter::repeat_n(' ', skipped.saturating_sub(shown.len())));
    // The end may stand on another line, as Python counts it.
    let under = match end {
        None => 1,
        Some(end) if end == column => 1,
        Some(end) => {
            source_line.get(column..end).map_or(end.saturating_sub(column), |marked| marked.chars().count())
        }
    };
    text.push(&format!("    {before}"));
    text.push_meaning(&"^".repeat(under), Meaning::Caret);
    text.push("\n");
}

/// How many equal frames of a traceback are shown, as in Python.
const SHOWN: usize = 3;

/// A traceback, the innermost frame last. A lone frame of the top level is told without its heading.
fn push_frames(text: &mut Text, frames: &[crate::error::Frame], headed: bool) {
    let headed = headed || frames.len() > 1;
    if headed {
        text.push("Traceback (most recent call last):\n");
    }
    let mut run = 0;
    let mut last: Option<(&str, usize, &str)> = None;
    let repeated = |text: &mut Text, run: usize| {
        if run > SHOWN {
            let more = run - SHOWN;
            let times = if more == 1 { "time" } else { "times" };
            text.push(&format!("  [Previous line repeated {more} more {times}]\n"));
        }
    };
    for frame in frames.iter().rev() {
        let start = (frame.span.start as usize).min(frame.text.len());
        let before = frame.text.get(..start).unwrap_or_default();
        let number = frame.line + before.matches('\n').count();
        let key = (&*frame.file, number, &*frame.function);
        if last == Some(key) {
            run += 1;
            if run > SHOWN {
                continue;
            }
        } else {
            repeated(text, run);
            (run, last) = (1, Some(key));
        }
        let place = match (headed, &*frame.function) {
            (false, _) => String::new(),
            (true, "") => ", in <module>".to_owned(),
            (true, function) => format!(", in {function}"),
        };
        text.push_meaning(&format!("  File \"{}\", line {number}{place}\n", frame.file), Meaning::Place);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = frame.text[line_start..].find('\n').map_or(frame.text.len(), |at| line_start + at);
        let source_line = &frame.text[line_start..line_end];
        let end = (frame.span.end as usize).clamp(start, line_end) - line_start;
        let whole = headed
            && source_line.get(start - line_start..end).map(str::len) == Some(source_line.trim().len());
        push_line(text, source_line, start - line_start, end, !whole);
    }
    repeated(text, run);
}

/// A source line with a caret, if one is wanted, under the bytes from `column` up to `end`.
fn push_line(text: &mut Text, source_line: &str, column: usize, end: usize, caret: bool) {
    // A long line is shown around the fault only.
    const WIDTH: usize = 160;
    let indent = source_line.len() - source_line.trim_start().len();
    let mut from = indent.min(column);
    if source_line.len() - from > WIDTH {
        from = from.max(column.saturating_sub(WIDTH / 2));
        while !source_line.is_char_boundary(from) {
            from -= 1;
        }
    }
    let shown: String = source_line[from..].chars().take(WIDTH).collect();
    let width = |s: &str| s.chars().count();
    let before = width(source_line.get(from..column).unwrap_or(""));
    let under =
        width(source_line.get(column..end).unwrap_or("")).clamp(1, (WIDTH.saturating_sub(before)).max(1));
    text.push(&format!("    {}\n", shown.trim_end()));
    if !caret {
        // As in Python, a whole line needs no mark.
        return;
    }
    text.push(&format!("    {}", " ".repeat(before)));
    text.push_meaning(&"^".repeat(under), Meaning::Caret);
    text.push("\n");
}
