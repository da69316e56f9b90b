//! Long texts are put together in pieces, so that Ctrl-C ends that: the statement unwinds with [`crate::memory::Stopped`].

use crate::memory::stop_if_interrupted;

/// So many bytes are one piece.
const PIECE: usize = 1 << 20;

/// Adds a text.
pub(super) fn append(out: &mut String, text: &str) {
    if text.len() <= PIECE {
        return out.push_str(text);
    }
    out.reserve(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        stop_if_interrupted();
        let end = (0..=rest.len().min(PIECE)).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(0);
        let (piece, after) = rest.split_at(end);
        out.push_str(piece);
        rest = after;
    }
}

/// Adds a character so many times.
pub(super) fn fill(out: &mut String, character: char, times: usize) {
    /// So many characters are added at a time.
    const MANY: usize = PIECE / 4;
    if times <= MANY {
        return out.extend(std::iter::repeat_n(character, times));
    }
    out.reserve(times * character.len_utf8());
    let many = std::iter::repeat_n(character, MANY).collect::<String>();
    for _ in 0..times / MANY {
        stop_if_interrupted();
        out.push_str(&many);
    }
    out.extend(std::iter::repeat_n(character, times % MANY));
}
