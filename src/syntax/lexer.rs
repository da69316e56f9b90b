//! Where tokens begin and end, by hand and fast: for what has to be known before the grammar sees a statement.
//!
//! It finds the end of a statement, counts brackets, and lifts numbers. It is not asked what a statement means:
//! that is the grammar's matter.

use super::{SyntaxError, number};

/// What a token is, as far as it matters before the grammar is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name or a keyword.
    Word,
    /// A number literal.
    Number,
    /// A string literal, with its prefix.
    Str,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// `;`
    Semicolon,
    /// The end of a line.
    Newline,
    /// `#` and what follows it on the line.
    Comment,
    /// A backslash with the end of its line.
    Continuation,
    /// One byte of an operator or a separator.
    Other,
    /// The end of the text.
    End,
}

/// A token and its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
}

/// A fault that Python's tokenizer too finds, and its bytes.
#[derive(Clone, Debug)]
pub(crate) struct LexFault {
    /// What it is. A line in it is yet to be counted.
    pub(super) kind: SyntaxError,
    /// The first byte at fault.
    pub(crate) start: usize,
    /// One past the last.
    pub(crate) end: usize,
    /// Whether more text could make it good: an open string of three quotes, a backslash at the end.
    pub(crate) open: bool,
}

/// Reads tokens from `bytes`, which are UTF-8.
pub(crate) struct Lexer<'t> {
    bytes: &'t [u8],
    /// Where the next token is looked for.
    pub(crate) pos: usize,
    /// In an open string, how far its end was looked for already.
    pub(super) searched: usize,
}

impl<'t> Lexer<'t> {
    /// A lexer of `bytes` from `pos` on.
    pub(crate) fn new(bytes: &'t [u8], pos: usize) -> Self {
        Self { bytes, pos, searched: 0 }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The next token; blanks before it are skipped.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Token, LexFault> {
        while matches!(self.byte(self.pos), b' ' | b'\t' | b'\x0c') {
            self.pos += 1;
        }
        let start = self.pos;
        let Some(&first) = self.bytes.get(start) else {
            return Ok(Token { kind: TokenKind::End, start, end: start });
        };
        let kind = match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => {
                let mut end = start + 1;
                while number::is_word_byte(self.byte(end)) {
                    end += 1;
                }
                if matches!(self.byte(end), b'"' | b'\'') && is_string_prefix(&self.bytes[start..end]) {
                    return self.string(start, end);
                }
                self.pos = end;
                return Ok(Token { kind: TokenKind::Word, start, end });
            }
            b'0'..=b'9' => return self.number(start),
            b'.' if self.byte(start + 1).is_ascii_digit() => return self.number(start),
            b'"' | b'\'' => return self.string(start, start),
            b'(' | b'[' | b'{' => TokenKind::Open,
            b')' | b']' | b'}' => TokenKind::Close,
            b';' => TokenKind::Semicolon,
            b'\n' => TokenKind::Newline,
            b'#' => {
                let rest = &self.bytes[start..];
                let end = start + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
                self.pos = end;
                return Ok(Token { kind: TokenKind::Comment, start, end });
            }
            b'\\' => {
                return match self.bytes.get(start + 1) {
                    Some(b'\n') => {
                        self.pos = start + 2;
                        Ok(Token { kind: TokenKind::Continuation, start, end: start + 2 })
                    }
                    None => Err(fault(SyntaxError::UnexpectedEof {}, start, start + 1, true)),
                    Some(_) => Err(fault(SyntaxError::AfterContinuation {}, start + 1, start + 2, false)),
                };
            }
            0..=b' ' | 0x7f => {
                let kind = SyntaxError::NonPrintable { code: format!("{first:04X}") };
                return Err(fault(kind, start, start + 1, false));
            }
            _ => TokenKind::Other,
        };
        self.pos = start + 1;
        Ok(Token { kind, start, end: start + 1 })
    }

    fn number(&mut self, start: usize) -> Result<Token, LexFault> {
        match number::end(self.bytes, start) {
            Ok(end) => {
                self.pos = end;
                Ok(Token { kind: TokenKind::Number, start, end })
            }
            Err((at, kind)) => Err(fault(kind, at.max(start), at.max(start) + 1, false)),
        }
    }

    /// The string whose prefix starts at `start` and whose first quote stands at `quote`.
    fn string(&mut self, start: usize, quote: usize) -> Result<Token, LexFault> {
        let mark = self.bytes[quote];
        let long = self.byte(quote + 1) == mark && self.byte(quote + 2) == mark;
        let mut at = self.searched.max(if long { quote + 3 } else { quote + 1 });
        loop {
            match self.bytes.get(at) {
                Some(b'\\') if at + 1 < self.bytes.len() => at += 2,
                Some(&byte) if byte == mark && !long => break at += 1,
                Some(&byte) if byte == mark && self.byte(at + 1) == mark && self.byte(at + 2) == mark => {
                    break at += 3;
                }
                Some(b'\n') if !long => {
                    return Err(fault(SyntaxError::OpenString { line: 0 }, start, quote + 1, false));
                }
                Some(b'\\') | None if long => {
                    // More text can only come as a new line, which completes neither a quote nor an escape.
                    self.searched = at;
                    return Err(fault(SyntaxError::OpenLongString { line: 0 }, start, quote + 3, true));
                }
                // A backslash as the last byte may be followed by a line that ends the string.
                Some(b'\\') => {
                    self.searched = at;
                    return Err(fault(SyntaxError::OpenString { line: 0 }, start, quote + 1, true));
                }
                None => return Err(fault(SyntaxError::OpenString { line: 0 }, start, quote + 1, false)),
                Some(_) => at += 1,
            }
        }
        self.pos = at;
        self.searched = 0;
        Ok(Token { kind: TokenKind::Str, start, end: at })
    }
}

fn fault(kind: SyntaxError, start: usize, end: usize, open: bool) -> LexFault {
    LexFault { kind, start, end, open }
}

/// Whether the letters `word` before a quote belong to the string.
fn is_string_prefix(word: &[u8]) -> bool {
    let lower = |at: usize| word.get(at).map_or(0, u8::to_ascii_lowercase);
    match word.len() {
        1 => matches!(lower(0), b'r' | b'u' | b'b' | b'f'),
        2 => matches!((lower(0), lower(1)), (b'r', b'b' | b'f') | (b'b' | b'f', b'r')),
        _ => false,
    }
}
