//! Long texts and bytes: searched, joined and made piece by piece, with a look at Ctrl-C and at the room between two pieces.

use memchr::memmem::Finder;

use crate::error::Result;
use crate::memory::{Memory, Patience};

/// So many bytes are one piece.
pub(super) const PIECE: usize = 1 << 20;

/// A text or bytes that grow piece by piece.
pub(super) trait Piecewise: Default {
    /// A part of it.
    type Part: ?Sized;
    /// The first piece of a part, and the rest.
    fn cut(part: &Self::Part) -> (&Self::Part, &Self::Part);
    /// How many bytes a part has.
    fn size(part: &Self::Part) -> usize;
    /// Adds a part.
    fn add(&mut self, part: &Self::Part);
    /// Makes room for so many bytes more.
    fn make_room(&mut self, bytes: usize);
    /// The bytes there is room for.
    fn room(&self) -> usize;
    /// The bytes there are.
    fn filled(&self) -> usize;
}

/// The byte at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

impl Piecewise for String {
    type Part = str;
    fn cut(part: &str) -> (&str, &str) {
        part.split_at(boundary(part, PIECE))
    }
    fn size(part: &str) -> usize {
        part.len()
    }
    fn add(&mut self, part: &str) {
        self.push_str(part);
    }
    fn make_room(&mut self, bytes: usize) {
        self.reserve_exact(bytes);
    }
    fn room(&self) -> usize {
        self.capacity()
    }
    fn filled(&self) -> usize {
        self.len()
    }
}

impl Piecewise for Vec<u8> {
    type Part = [u8];
    fn cut(part: &[u8]) -> (&[u8], &[u8]) {
        part.split_at(part.len().min(PIECE))
    }
    fn size(part: &[u8]) -> usize {
        part.len()
    }
    fn add(&mut self, part: &[u8]) {
        self.extend_from_slice(part);
    }
    fn make_room(&mut self, bytes: usize) {
        self.reserve_exact(bytes);
    }
    fn room(&self) -> usize {
        self.capacity()
    }
    fn filled(&self) -> usize {
        self.len()
    }
}

/// A text or bytes in the making.
pub(super) struct Maker<'a, T> {
    memory: &'a Memory,
    made: T,
    /// The bytes since the last look at Ctrl-C.
    since: usize,
}

impl<'a, T: Piecewise> Maker<'a, T> {
    /// An empty one.
    pub(super) fn new(memory: &'a Memory) -> Self {
        Self { memory, made: T::default(), since: 0 }
    }

    /// An empty one with room for so many bytes.
    ///
    /// Fails with `MemoryError` if there is none.
    pub(super) fn with_room(memory: &'a Memory, bytes: usize) -> Result<Self> {
        memory.check_room(bytes)?;
        let mut maker = Self::new(memory);
        maker.made.make_room(bytes);
        Ok(maker)
    }

    /// Adds a part.
    ///
    /// Fails with `KeyboardInterrupt` at Ctrl-C, and with `MemoryError` if there is no room.
    pub(super) fn push(&mut self, mut part: &T::Part) -> Result<()> {
        loop {
            let (piece, rest) = T::cut(part);
            let size = T::size(piece);
            self.since += size;
            if self.since >= PIECE {
                self.since = 0;
                self.memory.check_interrupt()?;
            }
            if self.made.filled() + size > self.made.room() {
                let more = size.max(self.made.filled()).max(16);
                self.memory.check_room(more)?;
                self.made.make_room(more);
            }
            self.made.add(piece);
            if T::size(rest) == 0 {
                return Ok(());
            }
            part = rest;
        }
    }

    /// Adds a part so many times.
    pub(super) fn repeat(&mut self, part: &T::Part, times: usize) -> Result<()>
    where
        T: std::ops::Deref<Target = T::Part>,
    {
        // Small parts are put together first.
        let size = T::size(part);
        let together = (PIECE / 16).checked_div(size).unwrap_or(1).clamp(1, times.max(1));
        let mut piece = T::default();
        (0..together).for_each(|_| piece.add(part));
        (0..times / together).try_for_each(|_| self.push(&piece))?;
        (0..times % together).try_for_each(|_| self.push(part))
    }

    /// What was made.
    pub(super) fn finish(self) -> T {
        self.made
    }
}

/// `text` so many times.
pub(super) fn repeated<T>(memory: &Memory, part: &T::Part, times: usize) -> Result<T>
where
    T: Piecewise + std::ops::Deref<Target = <T as Piecewise>::Part>,
{
    let mut maker = Maker::<T>::with_room(memory, T::size(part).saturating_mul(times))?;
    if T::size(part) > 0 {
        maker.repeat(part, times)?;
    }
    Ok(maker.finish())
}

/// A copy of a part.
pub(super) fn part(memory: &Memory, part: &str) -> Result<String> {
    concatenated::<String>(memory, [part, ""])
}

/// One part after another.
pub(super) fn concatenated<T: Piecewise>(memory: &Memory, parts: [&T::Part; 2]) -> Result<T> {
    let mut maker = Maker::<T>::with_room(memory, T::size(parts[0]) + T::size(parts[1]))?;
    parts.into_iter().try_for_each(|part| maker.push(part))?;
    Ok(maker.finish())
}

/// The pieces of a text, each of whole characters.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = String::cut(rest);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// A text made of another, piece by piece: for what looks at one character at a time.
pub(super) fn mapped(memory: &Memory, text: &str, mut map: impl FnMut(&str) -> String) -> Result<String> {
    let mut maker = Maker::<String>::new(memory);
    for piece in pieces(text) {
        // Characters may grow by a lot: sixteenths of a piece are soon done.
        let mut rest = piece;
        while !rest.is_empty() {
            let (now, after) = rest.split_at(boundary(rest, PIECE / 16));
            maker.push(&map(now))?;
            rest = after;
        }
    }
    Ok(maker.finish())
}

/// How many characters a text has.
pub(super) fn count_chars(memory: &Memory, text: &str) -> Result<usize> {
    let mut count = 0;
    for piece in pieces(text) {
        memory.check_interrupt()?;
        count += piece.chars().count();
    }
    Ok(count)
}

/// Whether all characters fulfil a condition.
pub(super) fn all_chars(memory: &Memory, text: &str, mut holds: impl FnMut(char) -> bool) -> Result<bool> {
    let patience = Patience::new(memory);
    for c in text.chars() {
        patience.spend(1)?;
        if !holds(c) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A part looked for in bytes, or in the bytes of a text.
pub(super) struct Search<'a> {
    memory: &'a Memory,
    bytes: &'a [u8],
    finder: Option<Finder<'a>>,
    at: usize,
}

impl<'a> Search<'a> {
    /// The places of a part, which is not empty, from the front on and none overlapping.
    pub(super) fn new(memory: &'a Memory, bytes: &'a [u8], part: &'a [u8]) -> Self {
        // What is too long to be there is not even read.
        let part = if part.len() > bytes.len() { None } else { Some(part) };
        Self { memory, bytes, finder: part.map(Finder::new), at: 0 }
    }

    /// The next place.
    pub(super) fn next(&mut self) -> Result<Option<usize>> {
        let Some(finder) = &self.finder else { return Ok(None) };
        let size = finder.needle().len().max(1);
        loop {
            self.memory.check_interrupt()?;
            // A part may begin in one piece and end in the next.
            let end = self.bytes.len().min(self.at + PIECE.max(size) + size - 1);
            if let Some(found) = finder.find(&self.bytes[self.at..end]) {
                let place = self.at + found;
                self.at = place + size;
                return Ok(Some(place));
            }
            if end == self.bytes.len() {
                return Ok(None);
            }
            self.at = end + 1 - size;
        }
    }
}

/// The first place of a part in bytes.
pub(super) fn find(memory: &Memory, bytes: &[u8], part: &[u8]) -> Result<Option<usize>> {
    if part.is_empty() { Ok(Some(0)) } else { Search::new(memory, bytes, part).next() }
}

/// How often a part, which is not empty, occurs in bytes.
pub(super) fn count(memory: &Memory, bytes: &[u8], part: &[u8]) -> Result<usize> {
    let mut search = Search::new(memory, bytes, part);
    let mut n = 0;
    while search.next()?.is_some() {
        n += 1;
    }
    Ok(n)
}

/// A text with a part replaced, at most so many times.
pub(super) fn replaced(memory: &Memory, text: &str, old: &str, new: &str, most: usize) -> Result<String> {
    let mut maker = Maker::<String>::new(memory);
    if old.is_empty() {
        // Before each character, and at the end.
        let mut left = most;
        for c in text.chars() {
            if left > 0 {
                left -= 1;
                maker.push(new)?;
            }
            maker.push(c.encode_utf8(&mut [0; 4]))?;
        }
        if left > 0 {
            maker.push(new)?;
        }
        return Ok(maker.finish());
    }
    let mut search = Search::new(memory, text.as_bytes(), old.as_bytes());
    let mut from = 0;
    for _ in 0..most {
        let Some(place) = search.next()? else { break };
        maker.push(&text[from..place])?;
        maker.push(new)?;
        from = place + old.len();
    }
    maker.push(&text[from..])?;
    Ok(maker.finish())
}

/// The parts between the places of a separator, which is not empty, cut at most so many times.
pub(super) fn split(
    memory: &Memory,
    text: &str,
    separator: &str,
    most: usize,
    each: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let mut search = Search::new(memory, text.as_bytes(), separator.as_bytes());
    let mut from = 0;
    for _ in 0..most {
        let Some(place) = search.next()? else { break };
        each(&text[from..place])?;
        from = place + separator.len();
    }
    each(&text[from..])
}

/// The words of a text: the parts between blanks, cut at most so many times.
pub(super) fn words(
    memory: &Memory,
    text: &str,
    most: usize,
    each: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    let patience = Patience::new(memory);
    let mut cuts = 0;
    let mut start = None;
    for (at, c) in text.char_indices() {
        patience.spend(1)?;
        match (super::letters::is_blank(c), start) {
            (true, Some(from)) => {
                each(&text[from..at])?;
                start = None;
                cuts += 1;
            }
            (false, None) => {
                if cuts == most {
                    // Blanks inside and at the end stay.
                    return each(&text[at..]);
                }
                start = Some(at);
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        each(&text[from..])?;
    }
    Ok(())
}

/// How two runs of bytes are ordered.
pub(super) fn order(memory: &Memory, a: &[u8], b: &[u8]) -> Result<std::cmp::Ordering> {
    for (x, y) in a.chunks(PIECE).zip(b.chunks(PIECE)) {
        memory.check_interrupt()?;
        if x != y {
            return Ok(x.cmp(y));
        }
    }
    Ok(a.len().cmp(&b.len()))
}

/// Whether two runs of bytes are equal.
pub(super) fn equal(memory: &Memory, a: &[u8], b: &[u8]) -> Result<bool> {
    Ok(a.len() == b.len() && (a.as_ptr() == b.as_ptr() || order(memory, a, b)?.is_eq()))
}

/// A float rounded to so many decimal digits after the point, or before it: to the nearest, as its exact value lies.
pub(super) fn round_decimal(x: f64, digits: i32) -> f64 {
    if digits >= 0 {
        return format!("{x:.*}", digits as usize).parse().unwrap_or(x);
    }
    // In units of a power of ten; halves go to the even one.
    let unit = 10f64.powi(-digits);
    let rounded = (x / unit).round_ties_even() * unit;
    if rounded.is_finite() { rounded } else { x }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::*;

    /// A memory whose interrupt flag is set.
    fn interrupted() -> Memory {
        Memory::new(1 << 40, Arc::new(AtomicBool::new(true)))
    }

    #[test]
    fn an_interrupt_ends_whatever_is_longer_than_a_piece() {
        let memory = &interrupted();
        let long = "ab".repeat(PIECE);
        assert!(repeated::<String>(memory, "ab", PIECE).is_err());
        assert!(repeated::<Vec<u8>>(memory, b"ab", PIECE).is_err());
        assert!(concatenated::<String>(memory, [&long, "c"]).is_err());
        assert!(mapped(memory, &long, str::to_uppercase).is_err());
        assert!(count_chars(memory, &long).is_err());
        assert!(all_chars(memory, &long, char::is_alphabetic).is_err());
        assert!(find(memory, long.as_bytes(), b"c").is_err());
        assert!(count(memory, long.as_bytes(), b"a").is_err());
        assert!(replaced(memory, &long, "a", "c", usize::MAX).is_err());
        assert!(replaced(memory, &long, "", "c", usize::MAX).is_err());
        assert!(split(memory, &long, "a", usize::MAX, &mut |_| Ok(())).is_err());
        assert!(words(memory, &long, usize::MAX, &mut |_| Ok(())).is_err());
        assert!(order(memory, long.as_bytes(), long.as_bytes()).is_err());
    }

    #[test]
    fn places_are_found_across_pieces() {
        let memory = &Memory::new(1 << 40, Arc::new(AtomicBool::new(false)));
        // Around each end of a piece, with parts of several lengths.
        for at in [0, 1, PIECE - 3, PIECE - 2, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE - 1, 2 * PIECE] {
            for part in ["c", "cd", "cdé", &"cd".repeat(PIECE / 2 + 1)] {
                let text = format!("{}{part}b", "a".repeat(at));
                assert_eq!(find(memory, text.as_bytes(), part.as_bytes()).ok(), Some(Some(at)));
                assert_eq!(count(memory, text.as_bytes(), part.as_bytes()).ok(), Some(1));
                let made = replaced(memory, &text, part, "é", usize::MAX).ok();
                assert!(made == Some(text.replace(part, "é")));
                assert_eq!(count_chars(memory, &text).ok(), Some(text.chars().count()));
            }
        }
    }
}
