//! Where a statement ends, and whether its brackets are sound: found before the grammar reads it.

use smallvec::SmallVec;

use super::compound::{Extent, is_indented};
use super::lexer::{LexFault, Lexer, TokenKind};
use super::{Span, SyntaxError};
use crate::error::{Error, Result};

/// How deep brackets may nest, as in Python.
pub(super) const MAX_BRACKETS: usize = 200;

/// How many `lambda` a statement may hold. Each may be the body of the one before it.
const MAX_LAMBDAS: usize = 100;

/// Where a statement lies in its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte, without the blanks and the comment after it.
    pub(super) end: usize,
    /// Where the next statement may begin.
    pub(super) next: usize,
}

/// Finds the first statement of `text` from `at` on, and the number literals in it (`numbers`: start, end).
/// `None` if only blanks, comments and empty lines are left.
pub(super) fn outline(text: &str, at: usize, numbers: &mut Vec<(u32, u32)>) -> Result<Option<Outline>> {
    numbers.clear();
    let bytes = text.as_bytes();
    let mut lexer = Lexer::new(bytes, at);
    let mut open: SmallVec<[(u8, usize); 8]> = SmallVec::new();
    let mut lambdas = 0;
    let mut outline: Option<Outline> = None;
    // A compound statement holds others: it ends where a line does that is not followed by one that belongs to it.
    let mut extent: Option<Extent> = None;
    loop {
        let token = match lexer.next() {
            Ok(token) => token,
            Err(fault) => return Err(lex_error(text, fault, &open)),
        };
        match token.kind {
            TokenKind::End | TokenKind::Newline | TokenKind::Semicolon if open.is_empty() => {
                match &mut outline {
                    Some(_)
                        if extent.as_mut().is_some_and(|extent| {
                            token.kind == TokenKind::Semicolon
                                || token.kind == TokenKind::Newline && goes_on(extent, text, token.end)
                        }) =>
                    {
                        if token.kind == TokenKind::Newline {
                            continue;
                        }
                    }
                    Some(outline) => {
                        outline.next = token.end;
                        return Ok(Some(*outline));
                    }
                    None if token.kind == TokenKind::End => return Ok(None),
                    None if token.kind == TokenKind::Newline => continue,
                    None => return Err(error(SyntaxError::Invalid {}, token.start, token.end)),
                }
            }
            TokenKind::End => {
                let (bracket, start) = open[open.len() - 1];
                return Err(error(SyntaxError::NeverClosed { bracket: bracket.into() }, start, start + 1));
            }
            TokenKind::Newline | TokenKind::Comment | TokenKind::Continuation => continue,
            TokenKind::Open => {
                open.push((bytes[token.start], token.start));
                if open.len() > MAX_BRACKETS {
                    return Err(error(SyntaxError::TooManyBrackets {}, token.start, token.end));
                }
            }
            TokenKind::Close => check_close(text, token.start, open.pop())?,
            TokenKind::Word
                if token.end - token.start == 6 && &bytes[token.start..token.end] == b"lambda" =>
            {
                lambdas += 1;
                if lambdas > MAX_LAMBDAS {
                    return Err(error(SyntaxError::TooDeep {}, token.start, token.end));
                }
            }
            TokenKind::Number => numbers.push((token.start as u32, token.end as u32)),
            TokenKind::Word | TokenKind::Str | TokenKind::Other | TokenKind::Semicolon => {}
        }
        if let Some(outline) = &mut outline {
            outline.end = token.end;
        } else {
            check_indent(bytes, token.start)?;
            extent = Extent::of(&text[token.start..]);
            outline = Some(Outline { start: token.start, end: token.end, next: token.end });
        }
    }
}

/// Whether one of the lines from a byte of the text on belongs to the statement that is read.
fn goes_on(extent: &mut Extent, text: &str, at: usize) -> bool {
    let mut lines = text[at..].split('\n');
    lines.find(|line| is_indented(line.as_bytes()).is_some()).is_some_and(|line| extent.takes(line))
}

/// Checks the bracket at `at`, which closes `opened`.
fn check_close(text: &str, at: usize, opened: Option<(u8, usize)>) -> Result<()> {
    let close = char::from(text.as_bytes()[at]);
    let Some((open, start)) = opened else {
        return Err(error(SyntaxError::Unmatched { bracket: close }, at, at + 1));
    };
    let open = char::from(open);
    if matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}')) {
        return Ok(());
    }
    let kind = if text[start..at].contains('\n') {
        let line = 1 + text[..start].matches('\n').count();
        SyntaxError::MismatchedAcross { close, open, line }
    } else {
        SyntaxError::Mismatched { close, open }
    };
    Err(error(kind, at, at + 1))
}

/// Checks that nothing but a line's start stands before the first token of a statement that starts a line.
fn check_indent(bytes: &[u8], start: usize) -> Result<()> {
    let blanks = bytes[..start].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    // A form feed starts the columns anew.
    let line_start = start - blanks == 0 || matches!(bytes[start - blanks - 1], b'\n' | b'\x0c');
    if blanks > 0 && line_start {
        return Err(error(SyntaxError::UnexpectedIndent {}, start, start));
    }
    Ok(())
}

/// The error of a fault in a token. Where a bracket is open at the end of the text, Python blames that.
pub(super) fn lex_error(text: &str, fault: LexFault, open: &[(u8, usize)]) -> Error {
    let lines = |text: &str| 1 + text.matches('\n').count();
    let kind = match (fault.kind, open.last()) {
        (SyntaxError::UnexpectedEof {}, Some(&(bracket, start))) => {
            return error(SyntaxError::NeverClosed { bracket: bracket.into() }, start, start + 1);
        }
        (SyntaxError::OpenLongString { .. }, _) => {
            SyntaxError::OpenLongString { line: lines(text.strip_suffix('\n').unwrap_or(text)) }
        }
        (SyntaxError::OpenString { .. }, _) => {
            // The string reaches to the first end of a line that has no backslash before it.
            let mut end = fault.start;
            for line in text[fault.start..].split_inclusive('\n') {
                end += line.len();
                if !line.ends_with("\\\n") {
                    end -= usize::from(line.ends_with('\n'));
                    break;
                }
            }
            SyntaxError::OpenString { line: lines(&text[..end]) }
        }
        (kind, _) => kind,
    };
    // Of three quotes Python marks the first.
    let end = if matches!(kind, SyntaxError::OpenLongString { .. }) { fault.start + 1 } else { fault.end };
    error(kind, fault.start, end)
}

fn error(kind: SyntaxError, start: usize, end: usize) -> Error {
    Error::from(kind).at(Span::new(start, end))
}
