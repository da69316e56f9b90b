//! `with` statements: the contexts, and the statements in them, on the same line or indented below it.

use std::cmp::Ordering;

use super::build::Builder;
use super::grammar::{self, Refusal, Rule};
use super::lexer::{Lexer, TokenKind};
use super::number::is_word_byte;
use super::outline::Outline;
use super::parse::{Parsed, shift, statement_rule};
use super::{Expr, ExprKind, Form, Interner, Span, StatementKind, SyntaxError, WithItem, fault, target};
use crate::error::{Error, Result};

/// Whether a statement starts with the word `with`.
pub(super) fn is_with(text: &[u8]) -> bool {
    text.strip_prefix(b"with").is_some_and(|rest| rest.first().is_none_or(|&byte| !is_word_byte(byte)))
}

/// Whether `text` is a `with` statement whose statements are to be indented below it: nothing follows its colon.
pub(super) fn opens_block(text: &str) -> bool {
    if !is_with(text.as_bytes()) {
        return false;
    }
    let mut lexer = Lexer::new(text.as_bytes(), 0);
    let (mut depth, mut colon) = (0_usize, false);
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End => return colon && depth == 0,
            TokenKind::Newline if depth == 0 => return colon,
            TokenKind::Comment | TokenKind::Continuation | TokenKind::Newline => continue,
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        colon = token.kind == TokenKind::Other && text.as_bytes()[token.start] == b':';
    }
    false
}

/// Whether the text of a line from `at` on belongs to a block above it: it is indented, and there is something in it.
pub(super) fn next_is_indented(text: &[u8], at: usize) -> bool {
    text.get(at..).unwrap_or_default().split(|&byte| byte == b'\n').find_map(is_indented).unwrap_or(false)
}

/// Whether a line is indented; `None` if it holds nothing.
pub(super) fn is_indented(line: &[u8]) -> Option<bool> {
    let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c' | b'\r')).count();
    match line.get(blanks) {
        None | Some(b'#') => None,
        Some(_) => Some(blanks > 0),
    }
}

/// A part of the text: its first byte, and one past its last.
type Part = (usize, usize);

/// A statement of a body.
struct Piece {
    part: Part,
    /// How far it is indented, if it starts a line.
    indent: Option<usize>,
}

/// Where the parts of a `with` statement stand.
#[derive(Default)]
struct Parts {
    /// The contexts, each with its name after `as`.
    items: Vec<(Part, Option<Part>)>,
    /// The statements, those of `with` statements among them too.
    body: Vec<Piece>,
}

/// How many `with` statements may stand in one another, as in Python.
const MOST_NESTED: usize = 20;

/// The statement that `outline` found in `text`, of which `own` is the part, without its comments.
pub(super) fn parse(text: &str, own: &str, outline: Outline, interner: &mut Interner) -> Result<Parsed> {
    let source = &text[outline.start..outline.end];
    let mut reader = Reader { text, own, outline, builder: Builder::new(source, interner) };
    if text[..outline.start].trim_end_matches([' ', '\t']).ends_with(';') {
        return reader.fail(SyntaxError::Invalid {}, (0, "with".len()));
    }
    let kind = reader.with((0, own.len()), 0, 1)?;
    let form = Form { kind, span: Span::new(0, own.len()), lifted: Box::default() };
    Ok(Parsed { form, numbers: reader.builder.numbers, spans: reader.builder.spans })
}

/// What it takes to read a `with` statement, and those in it.
struct Reader<'t, 'i> {
    text: &'t str,
    own: &'t str,
    outline: Outline,
    builder: Builder<'t, 'i>,
}

impl Reader<'_, '_> {
    /// The `with` statement at a part of `own`, indented so far, inside of so many.
    fn with(&mut self, part: Part, indent: usize, depth: usize) -> Result<StatementKind> {
        if depth > MOST_NESTED {
            return self.fail(SyntaxError::TooManyBlocks {}, (part.0, part.0 + "with".len()));
        }
        let parts = split(&self.own[..part.1], part.0)
            .map_err(|error| error.map_span(|span| shift(span, self.outline.start)))?;
        let mut items = Vec::new();
        for (context, name) in parts.items {
            let context = self.expression(context)?;
            let name = name.map(|name| self.expression(name)).transpose()?;
            if let Some(name) = &name {
                target::check(name, target::Place::Assigned)
                    .map_err(|error| error.map_span(|span| shift(span, self.outline.start)))?;
            }
            items.push(WithItem { context, name });
        }
        // `with (a, b):` are two contexts, no tuple.
        if let [WithItem { context: Expr { kind: ExprKind::Tuple(contexts), .. }, name: None }] =
            &mut items[..]
        {
            items = std::mem::take(contexts)
                .into_iter()
                .map(|context| WithItem { context, name: None })
                .collect();
        }
        let body = self.body(&parts.body, part, indent, depth)?;
        Ok(StatementKind::With { items, body })
    }

    /// The statements in the `with` statement at a part of `own`.
    fn body(
        &mut self,
        pieces: &[Piece],
        outer: Part,
        outer_indent: usize,
        depth: usize,
    ) -> Result<Vec<StatementKind>> {
        let level = pieces.first().and_then(|piece| piece.indent);
        if level.is_some_and(|level| level <= outer_indent) || pieces.is_empty() {
            let line = 1 + self.own[..outer.0].matches('\n').count();
            return self.fail(SyntaxError::NoBlock { line }, (outer.1, outer.1 + 1));
        }
        let mut body = Vec::new();
        let mut rest = pieces;
        while let Some((&Piece { part, indent }, after)) = rest.split_first() {
            rest = after;
            let (start, end) = part;
            if let (Some(level), Some(indent)) = (level, indent) {
                match indent.cmp(&level) {
                    Ordering::Less => return self.fail(SyntaxError::NoIndent {}, (start - indent, start)),
                    Ordering::Equal => {}
                    Ordering::Greater => {
                        return self.fail(SyntaxError::UnexpectedIndent {}, (start - indent, start));
                    }
                }
            }
            if !is_with(&self.own.as_bytes()[start..end]) {
                body.push(self.statement(part)?);
                continue;
            }
            let Some(indent) = indent else {
                return self.fail(SyntaxError::Invalid {}, (start, start + "with".len()));
            };
            // What is indented further is its own, or what follows on its line.
            let block = opens_block(&self.own[start..end]);
            let own = |piece: &Piece| piece.indent.is_none_or(|further| block && further > indent);
            let count = rest.iter().take_while(|piece| own(piece)).count();
            let end = rest[..count].last().map_or(end, |piece| piece.part.1);
            rest = &rest[count..];
            body.push(self.with((start, end), indent, depth + 1)?);
        }
        Ok(body)
    }

    /// The statement at a part of `own`.
    fn statement(&mut self, (start, end): Part) -> Result<StatementKind> {
        let piece = &self.own[start..end];
        let place = self.place((start, end));
        let read = grammar::read(statement_rule(piece), piece, start);
        let tokens = read.map_err(|refusal| refused(self.text, place, refusal, self.builder.interner))?;
        self.builder.statement(tokens).map_err(|error| {
            let error = error.map_span(|span| shift(span, self.outline.start));
            match (error.downcast_ref(), error.span()) {
                (Some(SyntaxError::Invalid {}), Some(span)) => {
                    fault::explain(self.text, place, span.start as usize, self.builder.interner)
                }
                _ => error,
            }
        })
    }

    /// The expression at a part of `own`.
    fn expression(&mut self, (start, end): Part) -> Result<Expr> {
        let place = self.place((start, end));
        let mut tokens = grammar::read(Rule::field, &self.own[start..end], start)
            .map_err(|refusal| refused(self.text, place, refusal, self.builder.interner))?;
        let node = self.builder.values(&mut tokens);
        node.map(|node| node.expr).map_err(|error| error.map_span(|span| shift(span, self.outline.start)))
    }

    fn place(&self, (start, end): Part) -> Outline {
        let Outline { start: from, next, .. } = self.outline;
        Outline { start: from + start, end: from + end, next }
    }

    fn fail<T>(&self, kind: SyntaxError, (start, end): Part) -> Result<T> {
        Err(Error::from(kind).at(Span::new(self.outline.start + start, self.outline.start + end)))
    }
}

fn refused(text: &str, place: Outline, refusal: Refusal, interner: &mut Interner) -> Error {
    match refusal {
        Refusal::TooDeep => Error::from(SyntaxError::TooDeep {}).at(Span::new(place.start, place.end)),
        Refusal::At(at) => fault::explain(text, place, place.start + at, interner),
    }
}

/// Finds the parts of the `with` statement from a byte of `own` to its end.
fn split(own: &str, from: usize) -> Result<Parts> {
    let bytes = own.as_bytes();
    let after = from + "with".len();
    let mut lexer = Lexer::new(bytes, after);
    let mut parts = Parts::default();
    let (mut depth, mut lambdas) = (0_usize, 0_usize);
    // The parts that are read: the header's until its colon, then the body's.
    let (mut header, mut inline) = (true, true);
    let (mut context, mut start, mut line_start) = (None, None, true);
    let mut last = after;
    let mut indent = None;
    let invalid = |at: usize| Error::from(SyntaxError::Invalid {}).at(Span::new(at, at + 1));
    while let Ok(token) = lexer.next() {
        let word = &own[token.start..token.end];
        match token.kind {
            TokenKind::Comment | TokenKind::Continuation => continue,
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let outside = depth == 0 && token.kind != TokenKind::Close;
        if header && outside {
            match word {
                "lambda" => lambdas += 1,
                ":" if lambdas > 0 => lambdas -= 1,
                "as" if context.is_none() => {
                    context = Some((start.take().ok_or_else(|| invalid(token.start))?, last));
                    continue;
                }
                "," | ":" => {
                    let part = (start.take().ok_or_else(|| invalid(token.start))?, last);
                    let item = context.take().map_or((part, None), |context| (context, Some(part)));
                    parts.items.push(item);
                    header = word == ",";
                    last = token.end;
                    continue;
                }
                _ => {}
            }
        }
        let ends = matches!(token.kind, TokenKind::End | TokenKind::Newline | TokenKind::Semicolon);
        if depth == 0 && ends {
            if header {
                // What is no expression is at fault itself.
                if grammar::read(Rule::field, &own[after..last], 0).is_err() {
                    return Err(invalid(last.saturating_sub(1)));
                }
                return Err(Error::from(SyntaxError::MissingColon {}).at(Span::new(last, last + 1)));
            }
            if let Some(start) = start.take() {
                parts.body.push(Piece { part: (start, last), indent: indent.take() });
            } else if token.kind == TokenKind::Semicolon {
                return Err(invalid(token.start));
            }
            if token.kind == TokenKind::End {
                break;
            }
            if token.kind == TokenKind::Newline {
                line_start = true;
                inline &= !parts.body.is_empty();
            }
            continue;
        }
        if token.kind == TokenKind::Newline {
            continue;
        }
        if start.is_none() {
            start = Some(token.start);
            if !header && !inline && line_start {
                let blanks =
                    bytes[..token.start].iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
                indent = Some(blanks);
            }
            line_start = false;
        }
        last = token.end;
    }
    Ok(parts)
}
