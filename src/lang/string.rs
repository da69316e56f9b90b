//! Strings: shared text whose characters are found by their number, so that `s[i]` costs one step however long the string is.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

use crate::error::Result;
use crate::memory::{Memory, Patience};

/// A string, shared by all who hold it. Indices count characters, as in Python.
#[derive(Clone)]
pub struct Str(Text);

#[derive(Clone)]
enum Text {
    /// One byte a character.
    Ascii(Rc<str>),
    /// Characters of several bytes among them.
    Wide(Rc<Wide>),
}

/// Text beyond ASCII, with the table of its characters once somebody has asked for one.
struct Wide {
    text: Rc<str>,
    index: OnceCell<Index>,
}

/// Where the characters of a text start.
struct Index {
    /// How many characters there are.
    count: usize,
    /// The first byte of every [`STEP`]th character.
    starts: Box<[usize]>,
}

/// Characters between two entries of an [`Index`].
const STEP: usize = 32;

impl Index {
    fn of(memory: &Memory, text: &str) -> Result<Self> {
        let patience = Patience::new(memory);
        let mut starts = Vec::with_capacity(text.len() / STEP / 2);
        let mut count = 0;
        for (at, _) in text.char_indices() {
            if count % STEP == 0 {
                patience.spend(STEP)?;
                starts.push(at);
            }
            count += 1;
        }
        Ok(Self { count, starts: starts.into() })
    }
}

impl Wide {
    fn index(&self, memory: &Memory) -> Result<&Index> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index = Index::of(memory, &self.text)?;
        Ok(self.index.get_or_init(|| index))
    }

    /// The first byte of a character; of one past the last, the length in bytes.
    fn byte(&self, memory: &Memory, i: usize) -> Result<usize> {
        let Some(&start) = self.index(memory)?.starts.get(i / STEP) else { return Ok(self.text.len()) };
        let after = self.text[start..].char_indices().nth(i % STEP);
        Ok(after.map_or(self.text.len(), |(at, _)| start + at))
    }
}

thread_local! {
    /// The strings of one ASCII character, which loops over texts give again and again.
    static SINGLE: [OnceCell<Str>; 128] = const { [const { OnceCell::new() }; 128] };
}

impl Str {
    /// The string of one character.
    pub fn of_char(c: char) -> Self {
        let new = || Self::from(&*c.encode_utf8(&mut [0; 4]));
        match usize::try_from(u32::from(c)) {
            Ok(code @ ..128) => {
                SINGLE.try_with(|single| single[code].get_or_init(new).clone()).unwrap_or_else(|_| new())
            }
            _ => new(),
        }
    }

    /// Whether every character is ASCII.
    pub fn is_ascii(&self) -> bool {
        matches!(self.0, Text::Ascii(_))
    }

    /// How many characters it has: `len(s)`. Those beyond ASCII are counted once.
    ///
    /// Fails with `KeyboardInterrupt` at Ctrl-C, as what follows does.
    pub fn count(&self, memory: &Memory) -> Result<usize> {
        Ok(match &self.0 {
            Text::Ascii(text) => text.len(),
            Text::Wide(wide) => wide.index(memory)?.count,
        })
    }

    /// The character at a place, `None` past the end.
    pub fn char_at(&self, memory: &Memory, i: usize) -> Result<Option<char>> {
        Ok(match &self.0 {
            Text::Ascii(text) => text.as_bytes().get(i).map(|&byte| char::from(byte)),
            Text::Wide(wide) => wide.text[wide.byte(memory, i)?..].chars().next(),
        })
    }

    /// The `n` characters from `start` on, each `step` after the one before: all of them in the string.
    pub fn slice(&self, memory: &Memory, start: usize, step: i64, n: usize) -> Result<Self> {
        if step == 1 {
            if n == self.count(memory)? {
                return Ok(self.clone());
            }
            return Ok(match &self.0 {
                Text::Ascii(text) => Self(Text::Ascii(text[start..start + n].into())),
                Text::Wide(wide) => {
                    Self::from(&wide.text[wide.byte(memory, start)?..wide.byte(memory, start + n)?])
                }
            });
        }
        let patience = Patience::new(memory);
        let mut part = String::with_capacity(n);
        for i in (0..n as i64).map(|i| (start as i64 + i * step) as usize) {
            patience.spend(1)?;
            part.extend(self.char_at(memory, i)?);
        }
        Ok(part.into())
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Text::Ascii(text) => text,
            Text::Wide(wide) => &wide.text,
        }
    }
}

impl From<Rc<str>> for Str {
    fn from(text: Rc<str>) -> Self {
        Self(if text.is_ascii() {
            Text::Ascii(text)
        } else {
            Text::Wide(Rc::new(Wide { text, index: OnceCell::new() }))
        })
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        Rc::<str>::from(text).into()
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        Rc::<str>::from(text).into()
    }
}

impl From<&Str> for Rc<str> {
    fn from(text: &Str) -> Self {
        match &text.0 {
            Text::Ascii(text) => Self::clone(text),
            Text::Wide(wide) => Self::clone(&wide.text),
        }
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(&raw const **self, &raw const **other) || **self == **other
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Str {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::{STEP, Str};
    use crate::memory::Memory;

    #[test]
    fn characters_are_found_by_their_number() -> crate::error::Result<()> {
        let memory = &Memory::new(1 << 40, Arc::new(AtomicBool::new(false)));
        for text in ["", "a", "plain text", "é", "naïve 数 𝄞 text", &"aé数𝄞".repeat(40), &"é".repeat(STEP)]
        {
            let s = Str::from(text);
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(s.count(memory)?, chars.len());
            for i in 0..chars.len() + 2 {
                assert_eq!(s.char_at(memory, i)?, chars.get(i).copied(), "{text:?}[{i}]");
            }
            for start in 0..chars.len() {
                for n in 0..=chars.len() - start {
                    let part: String = chars[start..start + n].iter().collect();
                    assert_eq!(&*s.slice(memory, start, 1, n)?, part);
                }
                let back: String = chars[..=start].iter().rev().step_by(2).collect();
                assert_eq!(&*s.slice(memory, start, -2, start / 2 + 1)?, back);
            }
        }
        Ok(())
    }

    #[test]
    fn counting_the_characters_hears_an_interrupt() {
        let memory = &Memory::new(1 << 40, Arc::new(AtomicBool::new(true)));
        assert!(Str::from("é".repeat(1 << 20)).count(memory).is_err());
    }

    #[test]
    fn a_string_is_two_words_wide() {
        assert_eq!(size_of::<Str>(), 16);
    }
}
