//! `arr explain FILE`: a script, and beside each of its statements what that did to memory.

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::display::{Meaning, Text};
use crate::explain::{bytes, notes};
use crate::memory::{Account, Accounts};
use crate::paint::paint;
use crate::session::{Outcome, Session, Settings, Told};

use super::json;
use super::wrap::wrap;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person: in columns, with colours where they are wanted.
    Text {
        /// Whether in colour.
        color: bool,
    },
    /// One JSON object a statement.
    Json,
}

/// How wide the source is.
const SOURCE: usize = 38;
/// How wide the report is.
const WIDTH: usize = 100;

/// Runs a script and reports what each statement did, up to the first that fails. What the script prints is left out. Returns the exit
/// status: 0, or 1 if the script failed; the error goes to `err`. Fails if `out` cannot be written.
pub fn explain(
    script: impl BufRead,
    settings: Settings,
    interrupt: &Arc<AtomicBool>,
    format: Format,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let mut session = Session::new(settings, Arc::clone(interrupt));
    session.set_telling(true);
    session.interp().set_accounting();
    let mut lines = Lines::default();
    let mut totals = Totals::default();
    let mut failure = None;
    let mut written = Ok(());
    session.run(script, false, &mut |outcome: Outcome| {
        if let Some(told) = &outcome.facts {
            totals.add(told);
            lines.add(told);
            let text = match format {
                Format::Json => {
                    let mut text = Text::default();
                    text.push(&json::statement(told));
                    if let Some(failure) = &outcome.error {
                        let last = failure.report.plain.trim_end().lines().last().unwrap_or_default();
                        text.push(&format!(", \"error\": {}", json::string(last)));
                    }
                    text.push("}\n");
                    text
                }
                Format::Text { .. } => beside(told),
            };
            written = write(out, &text, format);
        }
        if let Some(failed) = outcome.error {
            failure = Some(failed.report);
        }
        written.is_ok()
    });
    written?;
    if let Format::Text { .. } = format {
        let peak = session.interp().memory.peak();
        let left = session.interp().memory.live();
        write(out, &lines.text(session.interp().memory.accounts().as_ref()), format)?;
        write(out, &totals.text(peak, left), format)?;
    } else {
        let memory = session.interp().memory.clone();
        let last = lines.json(memory.accounts().as_ref(), memory.peak(), memory.live());
        write(out, &last, format)?;
    }
    out.flush()?;
    let failed = failure.is_some();
    if let Some(report) = failure {
        // A closed stderr is no reason to stop.
        let _ = err.write_all(report.plain.as_bytes());
    }
    Ok(u8::from(failed))
}

fn write(out: &mut dyn Write, text: &Text, format: Format) -> io::Result<()> {
    let color = format == Format::Text { color: true };
    out.write_all(paint(text, color).as_bytes())
}

/// A statement, and beside it what it did.
fn beside(told: &Told) -> Text {
    let mut right: Vec<Text> = Vec::new();
    for note in notes(&told.facts) {
        if !note.plain.starts_with("also changed: ") {
            right.push(note);
        }
    }
    let mut plain = |text: String, meaning: Option<Meaning>| {
        let mut line = Text::default();
        match meaning {
            Some(meaning) => line.push_meaning(&text, meaning),
            None => line.push(&text),
        }
        right.push(line);
    };
    for bound in told.facts.binds.iter().filter(|bound| bound.tag.is_none() && bound.reason.is_none()) {
        plain(format!("{}: {}", bound.name, bound.kind.word()), Some(Meaning::Note));
    }
    for name in &told.facts.unbound {
        plain(format!("{name} unbound"), Some(Meaning::Note));
    }
    if !told.facts.changed.is_empty() {
        let places: Vec<String> = told.facts.changed.iter().flat_map(json::places).collect();
        plain(format!("changed: {}", places.join(", ")), Some(Meaning::Note));
    }
    if let Some(line) = amounts(told) {
        plain(line, Some(Meaning::Note));
    }
    for (kind, message) in &told.warnings {
        plain(format!("warning ({kind}): {message}"), Some(Meaning::Warning));
    }
    let mut left: Vec<Text> = told
        .source
        .lines()
        .flat_map(|line| {
            let indent = line.len() - line.trim_start().len();
            let mut text = Text::default();
            text.push(line.trim_start());
            let lines = wrap(&text, SOURCE.saturating_sub(indent).max(SOURCE / 2));
            lines.into_iter().map(move |line| {
                let mut text = Text::default();
                text.push(&" ".repeat(indent));
                text.append(&line);
                text
            })
        })
        .collect();
    let mut right: Vec<Text> = right.iter().flat_map(|line| wrap(line, WIDTH - SOURCE - 8)).collect();
    let rows = left.len().max(right.len()).max(1);
    left.resize_with(rows, Text::default);
    right.resize_with(rows, Text::default);
    let mut text = Text::default();
    for (row, (left, right)) in left.iter().zip(&right).enumerate() {
        if row == 0 {
            text.push_meaning(&format!("{:>4}", told.line), Meaning::Place);
        } else {
            text.push("    ");
        }
        text.push("  ");
        text.append(left);
        if !right.is_empty() {
            let blanks = (SOURCE + 2).saturating_sub(left.plain.chars().count()).max(2);
            text.push(&" ".repeat(blanks));
            text.append(right);
        }
        let end = text.plain.trim_end_matches(' ').len();
        text.plain.truncate(end);
        text.push("\n");
    }
    text
}

/// What it allocated, copied and freed, if anything.
fn amounts(told: &Told) -> Option<String> {
    let facts = &told.facts;
    let mut parts = Vec::new();
    for (what, n) in [("allocated", facts.allocated), ("copied", facts.copied), ("freed", facts.freed)] {
        if n > 0 {
            parts.push(format!("{what} {}", bytes(n)));
        }
    }
    let (count, size) = facts.temporaries;
    if count > 0 {
        let s = if count == 1 { "y" } else { "ies" };
        parts.push(format!("{count} temporar{s} of {}", bytes(size)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The lines of functions and loops, with what each did in all its runs.
#[derive(Default)]
struct Lines {
    /// Line and source, those of statements that hold others.
    sources: std::collections::BTreeMap<u32, String>,
}

impl Lines {
    fn add(&mut self, told: &Told) {
        if told.source.contains('\n') {
            let first = u32::try_from(told.line).unwrap_or(u32::MAX);
            let lines = (first..).zip(told.source.lines());
            self.sources.extend(lines.map(|(line, text)| (line, text.to_owned())));
        }
    }

    /// The lines that ran.
    fn ran(&self, accounts: Option<&Accounts>) -> Vec<(u32, Account, &str)> {
        let lines = accounts.map_or_else(Vec::new, Accounts::lines);
        let known = |(line, account)| Some((line, account, self.sources.get(&line)?.as_str()));
        lines.into_iter().filter_map(known).collect()
    }

    fn text(&self, accounts: Option<&Accounts>) -> Text {
        let mut text = Text::default();
        let ran = self.ran(accounts);
        if ran.is_empty() {
            return text;
        }
        text.push("\nin functions and loops, each line with all its runs:\n");
        text.push_meaning(
            &format!(
                "{:>4} {:>8} {:>11} {:>11} {:>11}  source\n",
                "line", "runs", "allocated", "copied", "freed"
            ),
            Meaning::Place,
        );
        for (line, account, source) in ran {
            let amount = |n: usize| if n == 0 { String::new() } else { bytes(n) };
            text.push_meaning(&format!("{line:>4}"), Meaning::Place);
            text.push(&format!(
                " {:>8} {:>11} {:>11} {:>11}  {source}\n",
                account.runs,
                amount(account.allocated),
                amount(account.copied),
                amount(account.freed)
            ));
        }
        text
    }

    fn json(&self, accounts: Option<&Accounts>, peak: usize, left: usize) -> Text {
        let rows: Vec<String> = self
            .ran(accounts)
            .iter()
            .map(|(line, account, source)| {
                format!(
                    "{{\"line\": {line}, \"source\": {}, \"runs\": {}, \"allocated\": {}, \"copied\": {}, \"freed\": {}, \"peak\": {}}}",
                    json::string(source),
                    account.runs,
                    account.allocated,
                    account.copied,
                    account.freed,
                    account.peak
                )
            })
            .collect();
        let mut text = Text::default();
        if rows.is_empty() {
            return text;
        }
        text.push(&format!("{{\"lines\": [{}], \"peak\": {peak}, \"alive\": {left}}}\n", rows.join(", ")));
        text
    }
}

/// The sums over a script.
#[derive(Default)]
struct Totals {
    statements: usize,
    allocated: usize,
    copied: usize,
    freed: usize,
    temporaries: (usize, usize),
    warnings: usize,
}

impl Totals {
    fn add(&mut self, told: &Told) {
        let facts = &told.facts;
        self.statements += 1;
        self.allocated += facts.allocated;
        self.copied += facts.copied;
        self.freed += facts.freed;
        self.temporaries.0 += facts.temporaries.0;
        self.temporaries.1 += facts.temporaries.1;
        self.warnings += told.warnings.len();
    }

    fn text(&self, peak: usize, left: usize) -> Text {
        let s = |n: usize| if n == 1 { "" } else { "s" };
        let mut text = Text::default();
        text.push(&format!(
            "\n{} statement{}: allocated {}, copied {}, freed {}; {} temporar{} of {}; {} warning{}\npeak {}, at the end {}\n",
            self.statements,
            s(self.statements),
            bytes(self.allocated),
            bytes(self.copied),
            bytes(self.freed),
            self.temporaries.0,
            if self.temporaries.0 == 1 { "y" } else { "ies" },
            bytes(self.temporaries.1),
            self.warnings,
            s(self.warnings),
            bytes(peak),
            bytes(left)
        ));
        text
    }
}
