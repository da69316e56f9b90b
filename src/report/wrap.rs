//! Texts in columns: wrapped at blanks, what the parts mean kept.

use crate::display::Text;

/// The text in lines of at most `width` characters, as far as its words allow; a part with a meaning that holds no blank is one word.
pub(super) fn wrap(text: &Text, width: usize) -> Vec<Text> {
    let mut lines = Vec::new();
    let mut line = Text::default();
    let mut used = 0;
    for (word, start) in words(text) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(" ");
            used += 1;
        }
        push(&mut line, text, start, word);
        used += length;
    }
    lines.push(line);
    lines
}

/// The words of a text, each with its first byte. Blanks inside brackets part nothing.
fn words(text: &Text) -> Vec<(&str, usize)> {
    let plain = text.plain.trim_end();
    let (mut words, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, c) in plain.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 => {
                if at > start {
                    words.push((&plain[start..at], start));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < plain.len() {
        words.push((&plain[start..], start));
    }
    words
}

/// Adds a piece of a text, with what its bytes mean there.
fn push(line: &mut Text, text: &Text, start: usize, word: &str) {
    let end = start + word.len();
    let mut at = start;
    for (range, meaning) in &text.marks {
        let (from, to) = (range.start.max(start), range.end.min(end));
        if from < to {
            line.push(&text.plain[at..from]);
            line.push_meaning(&text.plain[from..to], *meaning);
            at = to;
        }
    }
    line.push(&text.plain[at..end]);
}
