//! Colour, last of all: texts whose parts have a meaning become strings for a terminal.

use colored::{Color, Colorize};

use crate::display::{Meaning, Text};

/// The colours of buffers, taken in turn: all arrays on one buffer have one.
const BUFFERS: [Color; 6] =
    [Color::Cyan, Color::Green, Color::Magenta, Color::Yellow, Color::BrightBlue, Color::BrightRed];

/// The text with ANSI colours, or plain.
pub fn paint(text: &Text, color: bool) -> std::borrow::Cow<'_, str> {
    if !color || text.marks.is_empty() {
        return (&text.plain).into();
    }
    let mut out = String::with_capacity(text.plain.len() + 16 * text.marks.len());
    let mut at = 0;
    for (range, meaning) in &text.marks {
        out.push_str(&text.plain[at..range.start]);
        let part = &text.plain[range.clone()];
        let painted = match meaning {
            Meaning::Tag(number) => part.color(BUFFERS[*number as usize % BUFFERS.len()]),
            Meaning::Error => part.red().bold(),
            Meaning::Warning => part.yellow().bold(),
            Meaning::Place | Meaning::Note => part.dimmed(),
            Meaning::Caret => part.red(),
        };
        out.push_str(&painted.to_string());
        at = range.end;
    }
    out.push_str(&text.plain[at..]);
    out.into()
}

/// Tells the colour crate what was decided, so that it does not decide again.
pub fn set_color(on: bool) {
    colored::control::set_override(on);
}
