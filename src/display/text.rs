//! Text that knows what its parts mean. Colour comes last, from whoever writes it to a terminal.

use crate::memory::Array;

use super::pieces::append;

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The tag of an array on the buffer with this number.
    Tag(u32),
    /// The class of an error.
    Error,
    /// The class of a warning.
    Warning,
    /// Where an error happened.
    Place,
    /// What points at the fault.
    Caret,
    /// A remark that is no output of the program.
    Note,
}

/// Text, and which of its bytes mean something.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text without any colour.
    pub plain: String,
    /// Byte ranges with a meaning, in order, none overlapping.
    pub marks: Vec<(std::ops::Range<usize>, Meaning)>,
}

impl Text {
    /// Adds text that means nothing in particular.
    pub fn push(&mut self, text: &str) {
        append(&mut self.plain, text);
    }

    /// Adds text with a meaning.
    pub fn push_meaning(&mut self, text: &str, meaning: Meaning) {
        let start = self.plain.len();
        self.plain.push_str(text);
        self.marks.push((start..self.plain.len(), meaning));
    }

    /// Adds a space and the tag of an array.
    pub fn push_tag(&mut self, array: &Array) {
        self.plain.push(' ');
        let start = self.plain.len();
        let number = array.buffer().reference().map_or(0, |r| r.tag);
        self.plain.push_str(&super::tag_text(array));
        self.marks.push((start..self.plain.len(), Meaning::Tag(number)));
    }

    /// Adds another text.
    pub fn append(&mut self, other: &Self) {
        let shift = self.plain.len();
        append(&mut self.plain, &other.plain);
        self.marks.extend(other.marks.iter().map(|(range, m)| (range.start + shift..range.end + shift, *m)));
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Takes what there is, leaving none but keeping its space.
    pub fn clear(&mut self) {
        self.plain.clear();
        self.marks.clear();
    }
}
