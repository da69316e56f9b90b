//! Statements that differ only in their numbers share one form, which is parsed once.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::outline::{Outline, outline};
use super::parse::{Parsed, find, parse_outlined};
use super::{Form, Interner, Number, Span, Statement, number};
use crate::error::Result;

/// How many forms are kept.
const MAX_FORMS: usize = 1024;

/// How long a statement may be for its form to be kept, in bytes.
const MAX_TEXT: usize = 256;

/// What stands in a key for a number. It is no byte of UTF-8.
const NUMBER: u8 = 0xff;

/// The forms of the statements read last, by their text without its numbers.
///
/// Names in a form are symbols, so one interner belongs to it.
#[derive(Debug, Default)]
pub struct Forms {
    entries: FxHashMap<Box<[u8]>, Entry>,
    /// The key and the number literals of the statement being read; kept for their memory.
    key: Vec<u8>,
    literals: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Entry {
    form: Rc<Form>,
    /// The numbers that are not in the place of another's: those in f-strings, with their slots.
    fixed: Vec<(usize, Number)>,
}

impl Forms {
    /// Reads a statement as [`super::parse_statement`] does, by its form if that is known.
    pub fn parse(
        &mut self,
        text: &str,
        at: usize,
        interner: &mut Interner,
    ) -> Result<Option<(Statement, usize)>> {
        let Some(outline) = find(text, at, &mut self.literals, interner)? else {
            return Ok(None);
        };
        let short = outline.end - outline.start <= MAX_TEXT;
        if short {
            self.make_key(text, outline);
            if let Some(entry) = self.entries.get(&self.key[..]) {
                let numbers = entry.numbers(text, &self.literals);
                return Ok(Some((statement(Rc::clone(&entry.form), numbers, outline), outline.next)));
            }
        }
        let Parsed { mut form, numbers, spans } = parse_outlined(text, outline, interner)?;
        if short && let Some(fixed) = self.lift(outline, &mut form, &numbers, &spans) {
            let form = Rc::new(form);
            if self.entries.len() >= MAX_FORMS {
                self.entries.clear();
            }
            self.entries.insert(self.key[..].into(), Entry { form: Rc::clone(&form), fixed });
            return Ok(Some((statement(form, numbers, outline), outline.next)));
        }
        Ok(Some((statement(Rc::new(form), numbers, outline), outline.next)))
    }

    /// How many forms are kept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no form is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Makes the key of the statement: its text, with a mark for each number.
    fn make_key(&mut self, text: &str, outline: Outline) {
        let bytes = text.as_bytes();
        self.key.clear();
        let mut from = outline.start;
        for &(start, end) in &self.literals {
            self.key.extend_from_slice(&bytes[from..start as usize]);
            self.key.push(NUMBER);
            from = end as usize;
        }
        self.key.extend_from_slice(&bytes[from..outline.end]);
    }

    /// Notes in `form` where its literals stand, and gives the numbers that are none of them. `None` if the grammar
    /// saw other numbers than the lexer did.
    fn lift(
        &self,
        outline: Outline,
        form: &mut Form,
        numbers: &[Number],
        spans: &[Span],
    ) -> Option<Vec<(usize, Number)>> {
        let place = |at: u32| at - outline.start as u32;
        let lifted: Box<[Span]> =
            self.literals.iter().map(|&(start, end)| Span { start: place(start), end: place(end) }).collect();
        let mut left = lifted.iter().peekable();
        let mut fixed = Vec::new();
        for (slot, span) in spans.iter().enumerate() {
            if left.next_if(|&literal| literal == span).is_none() {
                fixed.push((slot, numbers[slot].clone()));
            }
        }
        if left.next().is_some() {
            return None;
        }
        form.lifted = lifted;
        Some(fixed)
    }
}

impl Entry {
    /// The number of each slot, for the statement with these literals.
    fn numbers(&self, text: &str, literals: &[(u32, u32)]) -> Vec<Number> {
        let mut numbers = Vec::with_capacity(literals.len() + self.fixed.len());
        let mut fixed = self.fixed.iter().peekable();
        for &(start, end) in literals {
            while let Some((_, number)) = fixed.next_if(|(slot, _)| *slot == numbers.len()) {
                numbers.push(number.clone());
            }
            numbers.push(number::value(&text[start as usize..end as usize]));
        }
        numbers.extend(fixed.map(|(_, number)| number.clone()));
        numbers
    }
}

/// The statement of `form` that stands at `outline`.
pub(super) fn statement(form: Rc<Form>, numbers: Vec<Number>, outline: Outline) -> Statement {
    Statement { form, numbers, start: outline.start as u32, end: outline.end as u32 }
}

impl Statement {
    /// Which bytes of `text`, the text that this statement was read from, the span of a node of its form means.
    ///
    /// A form may have been read from another statement, with numbers of other lengths. The numbers of this one are
    /// looked up only here, so that nothing is spent on it until an error asks.
    pub fn locate(&self, span: Span, text: &str) -> Span {
        let mut here = Vec::new();
        let lifted = &self.form.lifted;
        if !lifted.is_empty() && outline(text, self.start as usize, &mut here).is_err() {
            return Span { start: self.start, end: self.end };
        }
        let place = |at: u32| {
            let before = lifted.partition_point(|there| there.end <= at);
            if let (Some(there), Some(&(start, end))) = (lifted.get(before), here.get(before))
                && there.start <= at
            {
                return end.min(start + at - there.start);
            }
            match before.checked_sub(1).and_then(|last| Some((lifted.get(last)?, here.get(last)?))) {
                Some((there, &(_, end))) => end + at - there.end,
                None => self.start + at,
            }
        };
        Span { start: place(span.start), end: place(span.end) }
    }
}
