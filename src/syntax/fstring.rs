//! f-strings, by the rules of Python 3.11: text, doubled braces, fields and their format specs.

use super::build::Builder;
use super::grammar::{self, Refusal, Rule};
use super::lexer::{Lexer, TokenKind};
use super::outline::MAX_BRACKETS;
use super::strings::{Parts, unescape};
use super::{ExprKind, FPart, Span, SyntaxError, fault};
use crate::error::{Error, Result};

/// How deep format specs may nest: `{a:{b}}` is the deepest.
const MAX_SPECS: u32 = 2;

fn fail<T>(kind: SyntaxError, start: usize, end: usize) -> Result<T> {
    Err(Error::from(kind).at(Span::new(start, end)))
}

/// Walks over the bytes of the f-string.
struct Walk {
    at: usize,
    end: usize,
}

impl Builder<'_, '_> {
    /// Adds the parts of the f-string whose text between the quotes stands at `inside`.
    pub(super) fn fstring(&mut self, inside: Span, raw: bool, level: u32, parts: &mut Parts) -> Result<()> {
        let mut walk = Walk { at: inside.start as usize, end: inside.end as usize };
        self.fstring_parts(&mut walk, raw, level, parts)
    }

    /// Adds parts up to the end, or, in a format spec, up to the brace that ends its field.
    fn fstring_parts(&mut self, walk: &mut Walk, raw: bool, level: u32, parts: &mut Parts) -> Result<()> {
        let bytes = self.text.as_bytes();
        while walk.at < walk.end {
            let start = walk.at;
            walk.at = literal_end(bytes, start, walk.end, raw);
            let span = Span::new(start, walk.at);
            if raw {
                parts.text(span.of(self.text));
            } else {
                parts.text(&unescape(span.of(self.text), span)?);
            }
            if walk.at >= walk.end {
                break;
            }
            let brace = bytes[walk.at];
            let doubled = walk.at + 1 < walk.end && bytes[walk.at + 1] == brace;
            if level == 0 && doubled {
                parts.char(char::from(brace));
                walk.at += 2;
            } else if brace == b'{' {
                self.field(walk, raw, level, parts)?;
            } else if level == 0 {
                return fail(SyntaxError::FStringLoneBrace {}, walk.at, walk.at + 1);
            } else {
                break;
            }
        }
        Ok(())
    }

    /// Adds the field whose opening brace is next.
    fn field(&mut self, walk: &mut Walk, raw: bool, level: u32, parts: &mut Parts) -> Result<()> {
        let bytes = self.text.as_bytes();
        let open = walk.at;
        if level >= MAX_SPECS {
            return fail(SyntaxError::FStringTooDeep {}, open, open + 1);
        }
        let start = open + 1;
        let end = self.field_end(start, walk.end)?;
        let peek = |walk: &Walk| if walk.at < walk.end { Some(bytes[walk.at]) } else { None };
        let expect = |walk: &Walk| match peek(walk) {
            Some(byte) => Ok(byte),
            None => fail(SyntaxError::FStringExpectingBrace {}, open, open + 1),
        };
        walk.at = end;
        expect(walk)?;
        if self.text[start..end].trim().is_empty() {
            return match bytes[end] {
                b'}' => fail(SyntaxError::FStringEmpty {}, open, end + 1),
                byte => fail(SyntaxError::FStringExpressionRequired { before: byte.into() }, end, end + 1),
            };
        }
        let node = self.field_expr(start, end)?;
        let mut documented = false;
        if peek(walk) == Some(b'=') {
            documented = true;
            walk.at += 1;
            while matches!(peek(walk), Some(b' ' | b'\t' | b'\n' | b'\x0c' | b'\r' | b'\x0b')) {
                walk.at += 1;
            }
            expect(walk)?;
            parts.text(&self.text[start..walk.at]);
        }
        let mut conversion = None;
        if peek(walk) == Some(b'!') {
            walk.at += 1;
            expect(walk)?;
            let found = self.text[walk.at..walk.end].chars().next().unwrap_or('}');
            if !matches!(found, 's' | 'r' | 'a') {
                return fail(SyntaxError::FStringConversion {}, walk.at, walk.at + found.len_utf8());
            }
            conversion = Some(found);
            walk.at += 1;
            expect(walk)?;
        }
        let mut spec = Parts::default();
        let mut specified = false;
        if peek(walk) == Some(b':') {
            walk.at += 1;
            specified = true;
            self.fstring_parts(walk, raw, level + 1, &mut spec)?;
        }
        if peek(walk) != Some(b'}') {
            return fail(SyntaxError::FStringExpectingBrace {}, open, open + 1);
        }
        walk.at += 1;
        if documented && conversion.is_none() && !specified {
            conversion = Some('r');
        }
        let depth = node.depth.max(spec.depth) + 1;
        parts.field(FPart::Field { expr: node.expr, conversion, spec: spec.finish() }, depth);
        Ok(())
    }

    /// Where the expression that starts at `start` ends: at `!`, `:`, `=` or `}` outside brackets and strings.
    fn field_end(&self, start: usize, end: usize) -> Result<usize> {
        let bytes = self.text.as_bytes();
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut at = start;
        while at < end {
            let byte = bytes[at];
            match byte {
                b'\\' => return fail(SyntaxError::FStringBackslash {}, at, at + 1),
                b'#' => return fail(SyntaxError::FStringComment {}, at, at + 1),
                b'"' | b'\'' => match Lexer::new(&bytes[..end], at).next() {
                    Ok(token) if bytes[at..token.end].contains(&b'\\') => {
                        return fail(SyntaxError::FStringBackslash {}, at, token.end);
                    }
                    Ok(token) => {
                        at = token.end;
                        continue;
                    }
                    Err(_) => return fail(SyntaxError::FStringOpenString {}, at, at + 1),
                },
                b'(' | b'[' | b'{' => {
                    open.push((byte, at));
                    if open.len() > MAX_BRACKETS {
                        return fail(SyntaxError::TooManyBrackets {}, at, at + 1);
                    }
                }
                b'=' | b'!' | b'<' | b'>' if open.is_empty() => {
                    if bytes[..end].get(at + 1) == Some(&b'=') {
                        at += 1;
                    } else if matches!(byte, b'=' | b'!') {
                        break;
                    }
                }
                b':' | b'}' if open.is_empty() => break,
                b')' | b']' | b'}' => {
                    let close = char::from(byte);
                    match open.pop() {
                        Some((b'(', _)) if byte == b')' => {}
                        Some((b'[', _)) if byte == b']' => {}
                        Some((b'{', _)) if byte == b'}' => {}
                        Some((open, _)) => {
                            return fail(
                                SyntaxError::FStringMismatched { close, open: open.into() },
                                at,
                                at + 1,
                            );
                        }
                        None => return fail(SyntaxError::FStringUnmatched { close }, at, at + 1),
                    }
                }
                _ => {}
            }
            at += 1;
        }
        match open.last() {
            Some(&(bracket, at)) => fail(SyntaxError::FStringUnmatched { close: bracket.into() }, at, at + 1),
            None => Ok(at),
        }
    }

    /// The expression of a field.
    fn field_expr(&mut self, start: usize, end: usize) -> Result<super::build::Node> {
        let text = &self.text[start..end];
        let span = Span::new(start, end);
        let mut lexer = Lexer::new(text.as_bytes(), 0);
        let sound = loop {
            match lexer.next() {
                Ok(token) if token.kind == TokenKind::End => break true,
                Ok(_) => {}
                Err(_) => break false,
            }
        };
        if !sound {
            return Err(fault::explain_field(self.text, span, self.interner));
        }
        let mut tokens = match grammar::read(Rule::field, text, start) {
            Ok(tokens) => tokens,
            Err(Refusal::TooDeep) => return fail(SyntaxError::TooDeep {}, start, end),
            Err(Refusal::At(_)) => return Err(fault::explain_field(self.text, span, self.interner)),
        };
        let node = self.deeper(span, |builder| builder.values(&mut tokens)).map_err(fault::in_field)?;
        if let ExprKind::Starred(_) = node.expr.kind {
            return Err(fault::in_field(Error::from(SyntaxError::GroupedStarred {}).at(span)));
        }
        Ok(node)
    }
}

/// Where the text that starts at `start` ends: at a brace, or at `end`. The braces of `\N{...}` are text.
fn literal_end(bytes: &[u8], start: usize, end: usize, raw: bool) -> usize {
    let mut at = start;
    while at < end && !matches!(bytes[at], b'{' | b'}') {
        if bytes[at] == b'\\' && !raw && at + 1 < end {
            at += 1;
            if bytes[at] == b'N' && bytes[..end].get(at + 1) == Some(&b'{') {
                while at < end && bytes[at] != b'}' {
                    at += 1;
                }
            } else if matches!(bytes[at], b'{' | b'}') {
                continue;
            }
        }
        at += 1;
    }
    at.min(end)
}
