//! String literals: prefixes, escapes, and neighbours joined.

use std::rc::Rc;

use super::build::{Builder, Node};
use super::grammar::{Rule, Token, Tokens};
use super::{ExprKind, FPart, Span, SyntaxError};
use crate::error::{Error, Result};

/// A string literal taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    pub(super) raw: bool,
    pub(super) format: bool,
    pub(super) bytes: bool,
    /// What stands between the quotes.
    pub(super) inside: Span,
}

impl Literal {
    /// Takes apart the literal `text`, which stands at `span`.
    fn new(text: &str, span: Span) -> Self {
        let quote = text.find(['"', '\'']).unwrap_or(0);
        let prefix = text[..quote].to_ascii_lowercase();
        let body = &text[quote..];
        let long = body.starts_with("\"\"\"") || body.starts_with("'''");
        let marks = if long { 3 } else { 1 };
        let inside = Span::new(span.start as usize + quote + marks, span.end as usize - marks);
        Self { raw: prefix.contains('r'), format: prefix.contains('f'), bytes: prefix.contains('b'), inside }
    }
}

/// The parts of an f-string under construction; neighbouring texts are joined.
#[derive(Default)]
pub(super) struct Parts {
    done: Vec<FPart>,
    text: String,
    pub(super) depth: u32,
}

impl Parts {
    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a character.
    pub(super) fn char(&mut self, c: char) {
        self.text.push(c);
    }

    /// Adds a field.
    pub(super) fn field(&mut self, field: FPart, depth: u32) {
        self.flush();
        self.done.push(field);
        self.depth = self.depth.max(depth);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.done.push(FPart::Text(std::mem::take(&mut self.text).into()));
        }
    }

    /// The parts.
    pub(super) fn finish(mut self) -> Vec<FPart> {
        self.flush();
        self.done
    }
}

impl<'t> Builder<'t, '_> {
    /// The string `first` with the strings after it.
    pub(super) fn strings(&mut self, first: &Token<'t>, tokens: &mut Tokens<'t>) -> Result<Node> {
        let mut span = first.span;
        let literal = Literal::new(first.text(), span);
        if literal.bytes {
            return self.bytes(literal, span, tokens);
        }
        let inside = literal.inside.of(self.text);
        if tokens.peek() != Some(Rule::more_string) && !literal.format {
            let text: Rc<str> = if literal.raw || !inside.contains('\\') {
                inside.into()
            } else {
                unescape(inside, literal.inside)?.into()
            };
            return Self::node(ExprKind::Str(text), span, 0);
        }
        let mut parts = Parts::default();
        let mut format = literal.format;
        self.string_parts(literal, &mut parts)?;
        while let Some(token) = tokens.take_if(Rule::more_string) {
            span = span.to(token.span);
            let literal = Literal::new(token.text(), token.span);
            if literal.bytes {
                return Err(Error::from(SyntaxError::MixedLiterals {}).at(span));
            }
            format |= literal.format;
            self.string_parts(literal, &mut parts)?;
        }
        if format {
            let depth = parts.depth;
            return Self::node(ExprKind::FString(parts.finish()), span, depth);
        }
        Self::node(ExprKind::Str(parts.text.into()), span, 0)
    }

    /// The bytes literal `first`, which stands at `span`, with the ones after it.
    fn bytes(&mut self, first: Literal, mut span: Span, tokens: &mut Tokens<'t>) -> Result<Node> {
        let mut bytes = Vec::new();
        let mut literal = first;
        loop {
            let inside = literal.inside.of(self.text);
            if !inside.is_ascii() {
                return Err(Error::from(SyntaxError::BytesNotAscii {}).at(span));
            }
            if literal.raw {
                bytes.extend_from_slice(inside.as_bytes());
            } else {
                unescape_bytes(inside.as_bytes(), &mut bytes).map_err(|position| {
                    Error::from(SyntaxError::BytesEscape { position }).at(literal.inside)
                })?;
            }
            let Some(token) = tokens.take_if(Rule::more_string) else { break };
            span = span.to(token.span);
            literal = Literal::new(token.text(), token.span);
            if !literal.bytes {
                return Err(Error::from(SyntaxError::MixedLiterals {}).at(span));
            }
        }
        Self::node(ExprKind::Bytes(bytes.into()), span, 0)
    }

    /// Adds what a literal says to `parts`.
    fn string_parts(&mut self, literal: Literal, parts: &mut Parts) -> Result<()> {
        let inside = literal.inside.of(self.text);
        if literal.format {
            return self.fstring(literal.inside, literal.raw, 0, parts);
        }
        if literal.raw {
            parts.text(inside);
        } else {
            parts.text(&unescape(inside, literal.inside)?);
        }
        Ok(())
    }
}

/// Adds `text` to `resolved` with its escapes resolved. Fails with the place of an escape that is cut short.
fn unescape_bytes(text: &[u8], resolved: &mut Vec<u8>) -> Result<(), usize> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        let (b'\\', Some(&escape)) = (byte, text.get(at)) else {
            resolved.push(byte);
            continue;
        };
        at += 1;
        let plain = match escape {
            b'\n' => continue,
            b'\\' | b'\'' | b'"' => escape,
            b'a' => 0x07,
            b'b' => 0x08,
            b'f' => 0x0c,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0b,
            b'0'..=b'7' => {
                let digits = text[at - 1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let (n, code) =
                    digits.fold((0, 0), |(n, code), digit| (n + 1, code * 8 + u32::from(digit - b'0')));
                at += n - 1;
                (code & 0xff) as u8
            }
            b'x' => {
                let digit = |at: usize| text.get(at).and_then(|&digit| char::from(digit).to_digit(16));
                let (Some(high), Some(low)) = (digit(at), digit(at + 1)) else { return Err(at - 2) };
                at += 2;
                (16 * high + low) as u8
            }
            unknown => {
                resolved.push(b'\\');
                unknown
            }
        };
        resolved.push(plain);
    }
    Ok(())
}

/// `text` with its escapes resolved; it stands at `span`.
pub(super) fn unescape(text: &str, span: Span) -> Result<String> {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let offset = text.len() - rest.len() - 1;
        let taken = escape(rest, &mut resolved).map_err(|(length, reason)| {
            let end = offset + length;
            let kind =
                SyntaxError::UnicodeEscape { range: format!("{offset}-{end}"), reason: reason.to_owned() };
            let start = span.start as usize + offset;
            Error::from(kind).at(Span::new(start, start + length + 1))
        })?;
        rest = &rest[taken..];
    }
    resolved.push_str(rest);
    Ok(resolved)
}

/// Resolves the escape whose backslash stood before `rest`: how many bytes of `rest` it took, or how many bytes
/// after the backslash are at fault and why. An escape that Python does not know stays as it is.
fn escape(rest: &str, resolved: &mut String) -> Result<usize, (usize, &'static str)> {
    let first = rest.bytes().next().unwrap_or(b'\\');
    let plain = match first {
        b'\n' => return Ok(1),
        b'\\' | b'\'' | b'"' => char::from(first),
        b'a' => '\x07',
        b'b' => '\x08',
        b'f' => '\x0c',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'v' => '\x0b',
        b'0'..=b'7' => {
            let length = rest.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let code = u32::from_str_radix(&rest[..length], 8).unwrap_or(0);
            resolved.push(char::from_u32(code).unwrap_or('\0'));
            return Ok(length);
        }
        b'x' => return hex_escape(rest, 2, "truncated \\xXX escape", resolved),
        b'u' => return hex_escape(rest, 4, "truncated \\uXXXX escape", resolved),
        b'U' => return hex_escape(rest, 8, "truncated \\UXXXXXXXX escape", resolved),
        b'N' => {
            let name = rest[1..].strip_prefix('{').map(|name| name.find('}'));
            return Err(match name {
                Some(Some(length)) if length > 0 => (length + 3, "unknown Unicode character name"),
                Some(_) => (2, "malformed \\N character escape"),
                None => (1, "malformed \\N character escape"),
            });
        }
        _ => {
            resolved.push('\\');
            return Ok(0);
        }
    };
    resolved.push(plain);
    Ok(1)
}

/// `\x41` and the like: `count` hexadecimal digits after a letter.
fn hex_escape(
    rest: &str,
    count: usize,
    truncated: &'static str,
    resolved: &mut String,
) -> Result<usize, (usize, &'static str)> {
    let digits = rest.bytes().skip(1).take(count).take_while(u8::is_ascii_hexdigit).count();
    if digits < count {
        return Err((digits + 1, truncated));
    }
    match u32::from_str_radix(&rest[1..=count], 16) {
        Ok(0xd800..=0xdfff) => return Err((count + 1, "surrogates not allowed")),
        Ok(code) => match char::from_u32(code) {
            Some(c) => resolved.push(c),
            None => return Err((count + 1, "illegal Unicode character")),
        },
        Err(_) => return Err((count + 1, truncated)),
    }
    Ok(count + 1)
}
