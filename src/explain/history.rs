//! How arrays came to be: what `why(x)` tells.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::display::{Meaning, Text, tag_text};
use crate::lang::{Interp, Value};
use crate::memory::{Array, ArrayId, CopyReason, DType, Event, Relation};

use super::names::{Names, Standing};
use super::words;

/// How many array objects are remembered: a long script forgets its oldest.
const REMEMBERED: usize = 20_000;
/// The widest source text in a line of a history.
const WIDTH: usize = 44;

/// The statements that made arrays, and how each array was made; the oldest are forgotten.
#[derive(Debug, Default)]
pub struct History {
    statements: VecDeque<Told>,
    forgotten: usize,
    steps: VecDeque<Step>,
}

/// A statement that made arrays.
#[derive(Debug)]
struct Told {
    line: usize,
    text: Rc<str>,
}

/// How an array was made.
#[derive(Clone, Debug)]
struct Step {
    array: ArrayId,
    relation: Relation,
    of: Option<ArrayId>,
    operation: &'static str,
    reason: Option<CopyReason>,
    promoted: Option<(DType, DType)>,
    statement: usize,
}

impl History {
    /// Adds what a statement made. `text` is its source, in the line with this number.
    pub fn add(&mut self, events: &[Event], line: usize, text: &str) {
        let statement = self.forgotten + self.statements.len();
        let first = self.steps.len();
        for event in events {
            match event {
                Event::Made { array, relation, of, operation, reason, .. } => {
                    let step = Step {
                        array: *array,
                        relation: *relation,
                        of: *of,
                        operation,
                        reason: reason.clone(),
                        promoted: None,
                        statement,
                    };
                    // The last word on an array counts.
                    match self.place(*array) {
                        Some(at) => self.steps[at] = step,
                        None => self.steps.push_back(step),
                    }
                }
                Event::Promoted { array, from, to } => {
                    if let Some(at) = self.place(*array) {
                        self.steps[at].promoted = Some((*from, *to));
                    }
                }
                _ => {}
            }
        }
        if self.steps.len() > first {
            self.statements.push_back(Told { line, text: text.into() });
        }
        while self.steps.len() > REMEMBERED {
            self.steps.pop_front();
            let oldest = self.steps.front().map_or(statement, |step| step.statement);
            while self.forgotten < oldest && self.statements.pop_front().is_some() {
                self.forgotten += 1;
            }
        }
    }

    fn place(&self, array: ArrayId) -> Option<usize> {
        // Nearly always the newest, or one that is newer still.
        let last = self.steps.len().checked_sub(1)?;
        if self.steps[last].array <= array {
            return (self.steps[last].array == array).then_some(last);
        }
        self.steps.binary_search_by_key(&array, |step| step.array).ok()
    }

    /// The steps by which an array came to be, oldest first, and whether the first is not remembered.
    fn path(&self, array: ArrayId) -> (Vec<&Step>, bool) {
        let (mut path, mut at) = (Vec::new(), Some(array));
        while let Some(id) = at {
            let Some(place) = self.place(id) else {
                path.reverse();
                return (path, true);
            };
            let step = &self.steps[place];
            path.push(step);
            at = step.of.filter(|of| *of < id);
        }
        path.reverse();
        (path, false)
    }

    /// `why(x)`: how a value came to be, a line a step.
    pub fn why(&self, interp: &Interp, value: &Value) -> Text {
        let mut text = Text::default();
        let Value::Array(array) = value else {
            let kind = value.type_of().name();
            text.push(&format!("{kind}: no array, so it is in nobody's memory but its own\n"));
            return text;
        };
        let names = Names::new(interp.bound());
        let name = names.of_array(array.id(), |_| true);
        headline(&mut text, &names, name, array);
        let current = Self::now(interp);
        let (path, lost) = self.path_with(&current, array.id());
        if lost {
            text.push("   …       older than what is remembered\n");
        }
        for (i, step) in path.iter().enumerate() {
            let (line, source) = self.source(step);
            let what = match step.relation {
                Relation::New => "new array",
                Relation::View => "view",
                Relation::Copy => "copy",
            };
            let shown: String = first_line(source);
            let operation = words::operation(step.operation);
            text.push(&format!(
                "{:>4}. {line:<9} {shown:<WIDTH$} {operation}: {what}; {}\n",
                i + 1,
                words::rule(step.relation, step.operation, step.reason.as_ref())
            ));
            if let Some((from, to)) = step.promoted {
                text.push(&format!(
                    "{:<16}an operand of {} was computed as {} (dtype promotion)\n",
                    "",
                    from.name(),
                    to.name()
                ));
            }
            if let Some(instead) = step.reason.as_ref().and_then(words::instead) {
                text.push(&format!("{:<16}to avoid it: {instead}\n", ""));
            }
        }
        let aliases: Vec<&str> = name.map_or_else(Vec::new, |name| names.aliases(name, array).collect());
        if !aliases.is_empty() {
            text.push(&format!(
                "      {} {} the same array: = bound the name and copied nothing\n",
                aliases.join(", "),
                if aliases.len() == 1 { "is" } else { "are" }
            ));
        }
        text
    }

    /// The last step by which a value came to be, in one line.
    pub fn last_step(&self, interp: &Interp, value: &Value) -> Text {
        let mut text = Text::default();
        let Value::Array(array) = value else { return text };
        let current = Self::now(interp);
        let (path, _) = self.path_with(&current, array.id());
        let made = path.iter().rev().find(|step| step.relation != Relation::View).or(path.last());
        if let Some(step) = made {
            let (line, source) = self.source(step);
            let rule = words::rule(step.relation, step.operation, step.reason.as_ref());
            let source = first_line(source);
            let place = if source.is_empty() { line } else { format!("{line}, {source}") };
            text.push(&format!("{rule} ({place})"));
        }
        text
    }

    /// What the statement that runs has made so far.
    fn now(interp: &Interp) -> Self {
        let mut current = Self::default();
        current.add(&interp.memory.events(), 0, "");
        current
    }

    fn path_with<'a>(&'a self, current: &'a Self, array: ArrayId) -> (Vec<&'a Step>, bool) {
        let (late, lost) = current.path(array);
        let from = match late.first() {
            None => array,
            Some(first) => match (lost, first.of) {
                (true, Some(of)) => of,
                _ => return (late, false),
            },
        };
        let (mut path, lost) = self.path(from);
        path.extend(late);
        (path, lost)
    }

    fn source(&self, step: &Step) -> (String, &str) {
        let told = step.statement.checked_sub(self.forgotten).and_then(|at| self.statements.get(at));
        let mine = self.place(step.array).is_some();
        match told.filter(|_| mine) {
            Some(told) => (format!("line {}", told.line), &told.text),
            None => ("here".to_owned(), ""),
        }
    }
}

fn first_line(source: &str) -> String {
    let line = source.lines().next().unwrap_or_default();
    if line.chars().count() > WIDTH {
        return format!("{}…", line.chars().take(WIDTH - 1).collect::<String>());
    }
    line.to_owned()
}

/// What an array is now: `d: view of a, @m1[2:7], 40 B`.
pub(super) fn headline(text: &mut Text, names: &Names, name: Option<&str>, array: &Array) {
    let label = name.unwrap_or("it");
    text.push(&format!("{label}: "));
    match names.standing(label, array) {
        Standing::Alias(of) => text.push(&format!("alias of {of}, ")),
        Standing::View(of) => text.push(&format!("view of {of}, ")),
        Standing::Beside(of) => text.push(&format!("on the memory of {of}, ")),
        Standing::Holder => text.push("in memory of its own, "),
    }
    let tag = tag_text(array);
    text.push_meaning(&tag, Meaning::Tag(array.buffer().reference().map_or(0, |r| r.tag)));
    text.push(&format!(", {}\n", words::bytes(array.nbytes())));
}
