//! How arrays came to be: what `why(x)` tells.

use std::collections::VecDeque;
use std::num::NonZero;
use std::rc::Rc;

use crate::display::{Meaning, Text, tag_text};
use crate::error::Frame;
use crate::lang::{Interp, Value};
use crate::memory::{Array, ArrayId, CopyReason, DType, Event, Relation};

use super::names::{Names, Standing};
use super::words;

/// How many array objects are remembered at least: a long script forgets its oldest.
const REMEMBERED: usize = 8_000;
/// So many stand in a block, and are forgotten at once.
const BLOCK: usize = 1_000;
/// The widest source text in a line of a history.
const WIDTH: usize = 44;

/// How arrays were made, and by which statements; the oldest are forgotten.
///
/// Every statement that makes an array comes by here, and hardly one is ever asked about: nothing is allocated for one, and what is
/// remembered is neither moved when there is more of it nor when the oldest is forgotten, whose memory the newest then takes.
#[derive(Debug, Default)]
pub struct History {
    /// The block that is being filled.
    newest: Block,
    /// The full ones, the oldest first.
    older: VecDeque<Block>,
}

/// So many steps, one after another.
#[derive(Debug, Default)]
struct Block {
    steps: Vec<Step>,
    /// The source of their statements, as far as it is shown, one after another.
    source: String,
}

/// How an array was made.
#[derive(Clone, Debug)]
struct Step {
    array: ArrayId,
    relation: Relation,
    of: Option<NonZero<ArrayId>>,
    operation: &'static str,
    reason: Option<CopyReason>,
    promoted: Option<(DType, DType)>,
    line: u32,
    /// The function that took it; none at the top level.
    function: Option<Rc<str>>,
    /// Where its source begins in the block.
    source: u32,
    /// How long that is.
    length: u8,
}

impl History {
    /// Adds what a statement made. `text` is its source, in the line with this number.
    ///
    /// What code in a block or a function made has a line of its own.
    pub fn add(&mut self, interp: &Interp, events: &[Event], line: usize, text: &str) {
        let whole = (u32::try_from(line).unwrap_or(u32::MAX), text, None);
        let mut shown = None;
        let mut at = 0;
        let mut place: Option<Frame> = None;
        for event in events {
            match event {
                Event::Made { array, relation, of, operation, reason, site, .. } => {
                    if *site != at {
                        at = *site;
                        place = if at == 0 { None } else { interp.place_of_site(at) };
                        shown = None;
                    }
                    let (line, text, function) = place.as_ref().map_or_else(|| whole.clone(), line_of);
                    // The last word on an array counts.
                    let known = self.step_mut(*array);
                    let is_new = known.is_none();
                    let (source, length) = match known {
                        Some((_, step)) if step.line == line => (step.source, step.length),
                        Some((source, _)) => keep(source, text),
                        None => {
                            if self.newest.steps.len() == self.newest.steps.capacity() {
                                self.make_room();
                                shown = None;
                            }
                            *shown.get_or_insert_with(|| keep(&mut self.newest.source, text))
                        }
                    };
                    let step = || Step {
                        array: *array,
                        relation: *relation,
                        of: of.and_then(NonZero::new),
                        operation,
                        reason: reason.clone(),
                        promoted: None,
                        line,
                        function: function.clone(),
                        source,
                        length,
                    };
                    if is_new {
                        self.newest.steps.push(step());
                    } else if let Some((_, known)) = self.step_mut(*array) {
                        *known = step();
                    }
                }
                Event::Promoted { array, from, to } => {
                    if let Some((_, step)) = self.step_mut(*array) {
                        step.promoted = Some((*from, *to));
                    }
                }
                _ => {}
            }
        }
    }

    /// Begins another block, in the memory of the oldest once enough is remembered.
    #[cold]
    fn make_room(&mut self) {
        let enough = self.older.len() >= REMEMBERED / BLOCK;
        let mut block = if enough { self.older.pop_front() } else { None }.unwrap_or_default();
        block.steps.clear();
        block.steps.reserve_exact(BLOCK);
        block.source.clear();
        let full = std::mem::replace(&mut self.newest, block);
        if !full.steps.is_empty() {
            self.older.push_back(full);
        }
    }

    /// The number of the full block, `None` for the newest, and the place in it where an array's step stands.
    fn place(&self, array: ArrayId) -> Option<(Option<usize>, usize)> {
        let at = |block: &Block| block.steps.binary_search_by_key(&array, |step| step.array).ok();
        // Nearly always the newest step, or one that is newer still.
        let newest = &self.newest.steps;
        if let Some(last) = newest.len().checked_sub(1)
            && newest[last].array <= array
        {
            return (newest[last].array == array).then_some((None, last));
        }
        if newest.first().is_some_and(|step| step.array <= array) {
            return Some((None, at(&self.newest)?));
        }
        let after =
            self.older.partition_point(|block| block.steps.first().is_some_and(|step| step.array <= array));
        let block = after.checked_sub(1)?;
        Some((Some(block), at(&self.older[block])?))
    }

    /// The block with an array's step, and the step.
    fn find(&self, array: ArrayId) -> Option<(&Block, &Step)> {
        let (block, at) = self.place(array)?;
        let block = block.map_or(&self.newest, |block| &self.older[block]);
        Some((block, &block.steps[at]))
    }

    /// The source of the block with an array's step, and the step.
    fn step_mut(&mut self, array: ArrayId) -> Option<(&mut String, &mut Step)> {
        let (block, at) = self.place(array)?;
        let Block { steps, source } = match block {
            Some(block) => &mut self.older[block],
            None => &mut self.newest,
        };
        Some((source, &mut steps[at]))
    }

    /// The steps by which an array came to be, oldest first, and whether the first is not remembered.
    fn path(&self, array: ArrayId) -> (Vec<&Step>, bool) {
        let (mut path, mut at) = (Vec::new(), Some(array));
        while let Some(id) = at {
            let Some((_, step)) = self.find(id) else {
                path.reverse();
                return (path, true);
            };
            path.push(step);
            at = step.of.map(NonZero::get).filter(|of| *of < id);
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
        let names = Names::reaching(interp);
        let name = names.of_array(array.id(), |_| true);
        headline(&mut text, &names, name, array);
        let current = Self::now(interp);
        let (path, lost) = self.path_with(&current, array.id());
        if lost {
            text.push("   …       older than what is remembered\n");
        }
        let places = path.iter().map(|step| self.source(&current, step).0.chars().count());
        let width = places.max().unwrap_or(0).max(9);
        let indent = width + 7;
        for (i, step) in path.iter().enumerate() {
            let (line, source) = self.source(&current, step);
            let what = match step.relation {
                Relation::New => "new array",
                Relation::View => "view",
                Relation::Copy => "copy",
            };
            let operation = words::operation(step.operation);
            text.push(&format!(
                "{:>4}. {line:<width$} {source:<WIDTH$} {operation}: {what}; {}\n",
                i + 1,
                words::rule(step.relation, step.operation, step.reason.as_ref())
            ));
            if let Some((from, to)) = step.promoted {
                text.push(&format!(
                    "{:<indent$}an operand of {} was computed as {} (dtype promotion)\n",
                    "",
                    from.name(),
                    to.name()
                ));
            }
            if let Some(instead) = step.reason.as_ref().and_then(words::instead) {
                text.push(&format!("{:<indent$}to avoid it: {instead}\n", ""));
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
            let (line, source) = self.source(&current, step);
            let rule = words::rule(step.relation, step.operation, step.reason.as_ref());
            let place = if source.is_empty() { line } else { format!("{line}, {source}") };
            text.push(&format!("{rule} ({place})"));
        }
        text
    }

    /// What the statement that runs has made so far.
    fn now(interp: &Interp) -> Self {
        let mut current = Self::default();
        current.add(interp, &interp.memory.events(), 0, "");
        current
    }

    fn path_with<'a>(&'a self, current: &'a Self, array: ArrayId) -> (Vec<&'a Step>, bool) {
        let (late, lost) = current.path(array);
        let from = match late.first() {
            None => array,
            Some(first) => match (lost, first.of) {
                (true, Some(of)) => of.get(),
                _ => return (late, false),
            },
        };
        let (mut path, lost) = self.path(from);
        path.extend(late);
        (path, lost)
    }

    /// Where the statement that took a step stands, and what is shown of it.
    fn source(&self, current: &Self, step: &Step) -> (String, String) {
        // A step of the statement that runs is not among those that are kept.
        let Some((block, _)) = self.find(step.array).or_else(|| current.find(step.array)) else {
            return ("here".to_owned(), String::new());
        };
        let start = step.source as usize;
        let text = block.source.get(start..start + usize::from(step.length));
        let line = match &step.function {
            _ if step.line == 0 => "here".to_owned(),
            Some(function) => format!("line {}, in {function}", step.line),
            None => format!("line {}", step.line),
        };
        (line, first_line(text.unwrap_or_default()))
    }
}

/// The number and the text of the line that a place in a block or a function stands on, and the function.
fn line_of(place: &Frame) -> (u32, &str, Option<Rc<str>>) {
    let start = (place.span.start as usize).min(place.text.len());
    let before = place.text.get(..start).unwrap_or_default();
    let number = place.line + before.matches('\n').count();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let text = place.text[line..].lines().next().unwrap_or_default().trim();
    let function = (!place.function.is_empty()).then(|| Rc::clone(&place.function));
    (u32::try_from(number).unwrap_or(u32::MAX), text, function)
}

/// Keeps what may be shown of a statement's source: where it begins, and its length.
fn keep(source: &mut String, text: &str) -> (u32, u8) {
    // Enough to see that it does not fit, and that its line does not end there.
    const MOST: usize = WIDTH + 2;
    let cut = if text.len() > MOST { text.char_indices().nth(MOST) } else { None };
    let text = cut.map_or(text, |(end, _)| &text[..end]);
    let start = source.len() as u32;
    source.push_str(text);
    (start, text.len() as u8)
}

/// The first line of a statement, as far as it is shown.
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
