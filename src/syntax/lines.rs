//! Bytes to logical lines: physical lines joined where a bracket, a long string or a backslash goes on.
//!
//! One logical line is held at a time, so a script may be of any length. Prompts of pasted sessions are taken off, and
//! remembered, so that a place in the text is still found in the line as it was typed.

use std::io::BufRead;

use smallvec::SmallVec;

use super::compound::Extent;
use super::lexer::{Lexer, TokenKind};
use super::outline::MAX_BRACKETS;
use super::{Span, SyntaxError};
use crate::error::{Error, Result};

/// A logical line: text for [`super::parse_statement`], and where it came from.
#[derive(Clone, Debug, Default)]
pub struct LogicalLine {
    /// The physical lines joined by `\n`, without the last line's end and without prompts.
    pub text: String,
    /// The number of the first physical line, counted from 1.
    pub number: usize,
    /// How it ended.
    pub ending: Completeness,
    /// What was taken off the front of a physical line, counted from 0, if anything was.
    prompts: Vec<(usize, String)>,
}

/// Whether a text is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// Every bracket and string is closed.
    #[default]
    Complete,
    /// More lines are needed: an open bracket, an open long string, a backslash at the end.
    Incomplete,
    /// No further line can make it good: an open short string, a bracket that closes another kind.
    Hopeless,
}

impl LogicalLine {
    /// A whole text, from its first line on.
    pub fn of_text(text: &str) -> Self {
        Self { text: text.to_owned(), number: 1, ..Self::default() }
    }

    /// The number of the physical line that holds the byte `at` of the text, and the byte's column in that line as it
    /// was typed, prompt and all; both as Python counts them, the line from 1 and the column from 0.
    pub fn locate(&self, at: u32) -> (usize, usize) {
        let before = self.before(at);
        let index = self.number_at(at) - self.number;
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count();
        (self.number + index, self.prompt(index).len() + column)
    }

    /// The number of the physical line that a byte of the text stands in.
    pub fn number_at(&self, at: u32) -> usize {
        self.number + self.before(at).split(|&byte| byte == b'\n').count() - 1
    }

    /// The text before a byte.
    fn before(&self, at: u32) -> &[u8] {
        self.text.as_bytes().split_at((at as usize).min(self.text.len())).0
    }

    /// The physical line of that number as it was typed, prompt and all, if it is one of this logical line's.
    pub fn source(&self, number: usize) -> Option<String> {
        let index = number.checked_sub(self.number)?;
        let line = self.text.split('\n').nth(index)?;
        Some(format!("{}{line}", self.prompt(index)))
    }

    /// The same error, the lines that it names counted from the start of the script.
    #[must_use]
    pub fn renumber(&self, error: Error) -> Error {
        let before = self.number.saturating_sub(1);
        let kind = match error.downcast_ref::<SyntaxError>() {
            Some(SyntaxError::OpenString { line }) => SyntaxError::OpenString { line: line + before },
            Some(SyntaxError::OpenLongString { line }) => SyntaxError::OpenLongString { line: line + before },
            Some(SyntaxError::NoBlock { what, line }) => {
                SyntaxError::NoBlock { what: what.clone(), line: line + before }
            }
            Some(&SyntaxError::MismatchedAcross { close, open, line }) => {
                SyntaxError::MismatchedAcross { close, open, line: line + before }
            }
            _ => return error,
        };
        Error::from(kind).at(error.span().unwrap_or_default())
    }

    fn prompt(&self, index: usize) -> &str {
        self.prompts.iter().find(|(line, _)| *line == index).map_or("", |(_, prompt)| prompt)
    }
}

/// Splits what a reader gives into logical lines. Lines that are empty or hold only a comment are left out.
#[derive(Debug)]
pub struct LogicalLines<R> {
    reader: R,
    /// Bytes read, up to and with a `\n`, and how many of them are used: a lone `\r` ends a line too.
    raw: Vec<u8>,
    used: usize,
    /// How many physical lines were taken.
    number: usize,
    /// Whether the logical line before had a prompt, so that `... ` may be one.
    prompted: bool,
    ask: Ask,
    /// Whether reading broke off in the middle of a line: nothing after it means what it says.
    broken: bool,
}

/// Asked, while a long line is read, whether there is room for so many bytes more.
struct Ask(Box<dyn FnMut(usize) -> Result<()>>);

impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask")
    }
}

/// From this many bytes on, a line is long.
const LONG: usize = 1 << 16;

impl<R: BufRead> LogicalLines<R> {
    /// The logical lines of `reader`.
    pub fn new(reader: R) -> Self {
        Self::asking(reader, Box::new(|_| Ok(())))
    }

    /// The logical lines of `reader`. While a long one is read, `ask` is called with the bytes that it may need more; if that fails, so does
    /// the reading, and ends.
    pub fn asking(reader: R, ask: Box<dyn FnMut(usize) -> Result<()>>) -> Self {
        Self { reader, raw: Vec::new(), used: 0, number: 0, prompted: false, ask: Ask(ask), broken: false }
    }

    /// Reads the next logical line into `line`; whether there was one.
    ///
    /// Fails for bytes that are not UTF-8 or are zero: `line` then holds what came before, and its number, and reading can go on after
    /// it. Fails where the reader fails or there is no room, and then has reached the end.
    pub fn read(&mut self, line: &mut LogicalLine) -> Result<bool> {
        line.text.clear();
        line.number = self.number + 1;
        line.prompts.clear();
        line.ending = Completeness::Complete;
        let mut scan = Scan::default();
        let mut first = true;
        let (mut extent, mut whole): (Option<Extent>, _) = (None, Completeness::Complete);
        let mut begun = false;
        let mut asked = LONG;
        while let Some(physical) = self.physical()? {
            self.number += 1;
            if first {
                line.number = self.number;
            } else {
                line.text.push('\n');
            }
            let taken = self.raw.get(physical).unwrap_or_default();
            let added = decode(taken, line.text.len())?;
            let width = if first || !line.prompts.is_empty() {
                prompt_width(added, !first, self.prompted)
            } else {
                0
            };
            if width > 0 {
                line.prompts.push((self.number - line.number, added[..width].to_owned()));
            }
            let added = &added[width..];
            if first {
                if matches!(added.trim_start_matches([' ', '\t', '\x0c']).bytes().next(), None | Some(b'#')) {
                    self.prompted |= width > 0;
                    line.prompts.clear();
                    continue;
                }
                self.prompted = width > 0;
                first = false;
            }
            line.text.push_str(added);
            if line.text.len() >= asked {
                asked = line.text.len() * 2;
                self.ask(line.text.len())?;
            } else if asked > LONG {
                self.ask(0)?;
            }
            line.ending = scan.go_on(&line.text);
            whole = line.ending;
            if line.ending == Completeness::Complete {
                if !begun {
                    begun = true;
                    extent = Extent::of(&line.text);
                }
                if let Some(extent) = &mut extent
                    && self.goes_on(extent, !line.prompts.is_empty())?
                {
                    line.ending = Completeness::Incomplete;
                }
            }
            if line.ending != Completeness::Incomplete {
                return Ok(true);
            }
        }
        if extent.is_some() {
            line.ending = whole;
        }
        Ok(!first)
    }

    /// Whether the next physical line belongs to a compound statement.
    fn goes_on(&mut self, extent: &mut Extent, prompts: bool) -> Result<bool> {
        let (used, number) = (self.used, self.number);
        let Some(range) = self.physical()? else { return Ok(false) };
        // It is only looked at. If the buffer was filled anew, it starts there.
        self.used = range.start;
        debug_assert!(self.number == number && (used == range.start || range.start == 0));
        let Ok(text) = std::str::from_utf8(self.raw.get(range).unwrap_or_default()) else { return Ok(false) };
        let width = if prompts { prompt_width(text, true, self.prompted) } else { 0 };
        Ok(extent.takes(&text[width..]))
    }

    /// Reads up to and with a `\n` into `raw`.
    fn fill(&mut self) -> Result<()> {
        while !self.broken {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.broken = true;
                    return Err(SyntaxError::Unreadable { reason: error.to_string() }.into());
                }
            };
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let taken = end.map_or(chunk.len(), |end| end + 1);
            // No text, and perhaps without an end.
            let binary = self.raw.len() >= LONG && chunk.contains(&0);
            self.raw.extend_from_slice(chunk.get(..taken).unwrap_or_default());
            self.reader.consume(taken);
            if taken == 0 || end.is_some() {
                break;
            }
            if binary {
                self.broken = true;
            } else if self.raw.len() >= LONG {
                self.ask(self.raw.len())?;
            }
        }
        Ok(())
    }

    /// Asks whether there is room for so many bytes more.
    fn ask(&mut self, bytes: usize) -> Result<()> {
        let answer = (self.ask.0)(bytes);
        if answer.is_err() {
            self.broken = true;
            self.raw.clear();
            self.used = 0;
        }
        answer
    }

    /// The bytes of the next physical line, as a range of `raw`.
    fn physical(&mut self) -> Result<Option<std::ops::Range<usize>>> {
        if self.used >= self.raw.len() {
            self.raw.clear();
            self.used = 0;
            self.fill()?;
            if self.number == 0 && self.raw.starts_with(b"\xef\xbb\xbf") {
                self.used = 3;
            }
            if self.used >= self.raw.len() {
                return Ok(None);
            }
        }
        let start = self.used;
        let rest = &self.raw[start..];
        let length = rest.iter().position(|&byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let newline = match rest[length..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        self.used = start + length + newline;
        Ok(Some(start..start + length))
    }
}

/// Whether `text`, typed so far, is whole: whether the prompt should ask for another line.
pub fn completeness(text: &str) -> Completeness {
    let mut lines = LogicalLines::new(text.as_bytes());
    let mut line = LogicalLine::default();
    loop {
        match lines.read(&mut line) {
            Ok(false) => return Completeness::Complete,
            // A block typed at the prompt ends with a line in which nothing stands.
            Ok(true)
                if Extent::of(&line.text).is_some_and(|extent| extent.waits(&line.text))
                    && line.ending == Completeness::Complete
                    && text.ends_with(line.text.trim_end_matches('\n'))
                    && !text.ends_with('\n') =>
            {
                return Completeness::Incomplete;
            }
            Ok(true) if line.ending == Completeness::Complete => {}
            Ok(true) => return line.ending,
            Err(_) => return Completeness::Hopeless,
        }
    }
}

/// How far the tokens of a growing text were read.
#[derive(Default)]
struct Scan {
    pos: usize,
    searched: usize,
    open: Vec<u8>,
}

impl Scan {
    /// Reads on, after lines were added to `text`.
    fn go_on(&mut self, text: &str) -> Completeness {
        let bytes = text.as_bytes();
        if self.pos == 0 && self.open.is_empty() && is_plainly_whole(bytes) {
            return Completeness::Complete;
        }
        let mut lexer = Lexer::new(bytes, self.pos);
        lexer.searched = self.searched;
        loop {
            match lexer.next() {
                Err(fault) if fault.open => {
                    self.pos = fault.start;
                    self.searched = lexer.searched;
                    return Completeness::Incomplete;
                }
                Err(_) => return Completeness::Hopeless,
                Ok(token) => match token.kind {
                    TokenKind::End if self.open.is_empty() => {
                        self.pos = token.start;
                        self.searched = 0;
                        return Completeness::Complete;
                    }
                    TokenKind::End => {
                        self.pos = token.start;
                        self.searched = 0;
                        return Completeness::Incomplete;
                    }
                    TokenKind::Open => {
                        self.open.push(bytes[token.start]);
                        if self.open.len() > MAX_BRACKETS {
                            return Completeness::Hopeless;
                        }
                    }
                    TokenKind::Close => {
                        let matching = match bytes[token.start] {
                            b')' => b'(',
                            b']' => b'[',
                            _ => b'{',
                        };
                        if self.open.pop() != Some(matching) {
                            return Completeness::Hopeless;
                        }
                    }
                    _ => {}
                },
            }
        }
    }
}

/// Whether a text is one line without strings, comments and continuations, whose brackets are all closed: most lines are, and reading their
/// bytes costs less than reading their tokens.
fn is_plainly_whole(text: &[u8]) -> bool {
    let mut open: SmallVec<[u8; 16]> = SmallVec::new();
    for &byte in text {
        match byte {
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b')' | b']' | b'}' if open.pop() != Some(byte) => return false,
            b'\'' | b'"' | b'#' | b'\\' | b'\n' | b'\x0c' | b'$' | b'?' | b'!' | b'`' | 0x80.. => {
                return false;
            }
            _ => {}
        }
        if open.len() > MAX_BRACKETS {
            return false;
        }
    }
    open.is_empty()
}

/// How many bytes of the physical line `line` are a prompt: `>>> `, `In [3]: `, `   ...: `, and, after a line with a
/// prompt, `... `. `continues`: the line goes on one that had a prompt.
fn prompt_width(line: &str, continues: bool, prompted: bool) -> usize {
    let rest = line.trim_start_matches([' ', '\t']);
    let blank = line.len() - rest.len();
    // A prompt's own blank may have been lost where nothing follows it.
    let width = |mark: &str| match rest.strip_prefix(mark) {
        Some(after) if after.starts_with(' ') => blank + mark.len() + 1,
        Some("") => line.len(),
        _ => 0,
    };
    if width("...:") > 0 {
        return width("...:");
    }
    if continues || prompted {
        let dots = width("...");
        if dots > 0 || continues {
            return dots;
        }
    }
    if let Some(after) = rest.strip_prefix("In [") {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let mark = rest.get(..4 + digits + 2).filter(|mark| digits > 0 && mark.ends_with("]:"));
        return mark.map_or(0, width);
    }
    width(">>>")
}

/// The text of `bytes`, or, in Python's words, why they are not text. `before`: how many bytes of the logical line
/// came before them.
fn decode(bytes: &[u8], before: usize) -> Result<&str> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let length = error.error_len().unwrap_or(bytes.len() - start);
        let reason = match (error.error_len(), bytes[start]) {
            (None, _) => "unexpected end of data",
            (_, 0x80..=0xc1 | 0xf5..) => "invalid start byte",
            _ => "invalid continuation byte",
        };
        let (bytes, range) = if length == 1 {
            (format!("byte 0x{:02x}", bytes[start]), start.to_string())
        } else {
            ("bytes".to_owned(), format!("{start}-{}", start + length - 1))
        };
        let kind = SyntaxError::NotUtf8 { bytes, range, reason: reason.to_owned() };
        Error::from(kind).at(Span::new(before + start, before + start + length))
    })?;
    match text.find('\0') {
        Some(at) => Err(Error::from(SyntaxError::NullBytes {}).at(Span::new(before + at, before + at + 1))),
        None => Ok(text),
    }
}
