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

/// Where the parts of a `with` statement stand.
#[derive(Default)]
struct Parts {
    /// The contexts, each with its name after `as`.
    items: Vec<(Part, Option<Part>)>,
    /// The statements.
    body: Vec<Part>,
    /// How far each statement that starts a line is indented.
    indents: Vec<(usize, Part)>,
}

/// The statement that `outline` found in `text`, of which `own` is the part, without its comments.
pub(super) fn parse(text: &str, own: &str, outline: Outline, interner: &mut Interner) -> Result<Parsed> {
    let parts = split(own).map_err(|error| error.map_span(|span| shift(span, outline.start)))?;
    let fail = |kind: SyntaxError, (start, end): Part| {
        Err(Error::from(kind).at(Span::new(outline.start + start, outline.start + end)))
    };
    if text[..outline.start].trim_end_matches([' ', '\t']).ends_with(';') {
        return fail(SyntaxError::Invalid {}, (0, "with".len()));
    }
    if let Some(&(start, _)) = parts.body.iter().find(|(start, end)| is_with(&own.as_bytes()[*start..*end])) {
        let what = "'with' statements in others".to_owned();
        return fail(
            SyntaxError::NoStatement { word: "with".to_owned(), what },
            (start, start + "with".len()),
        );
    }
    for (indent, part) in &parts.indents {
        match indent.cmp(&parts.indents[0].0) {
            Ordering::Less => return fail(SyntaxError::NoIndent {}, *part),
            Ordering::Equal => {}
            Ordering::Greater => return fail(SyntaxError::UnexpectedIndent {}, *part),
        }
    }
    let source = &text[outline.start..outline.end];
    let mut builder = Builder::new(source, interner);
    let mut items = Vec::new();
    for (context, name) in parts.items {
        let context = expression(&mut builder, text, own, outline, context)?;
        let name = name.map(|name| expression(&mut builder, text, own, outline, name)).transpose()?;
        if let Some(name) = &name {
            target::check(name, target::Place::Assigned)
                .map_err(|error| error.map_span(|span| shift(span, outline.start)))?;
        }
        items.push(WithItem { context, name });
    }
    // `with (a, b):` are two contexts, no tuple.
    if let [WithItem { context: Expr { kind: ExprKind::Tuple(contexts), .. }, name: None }] = &mut items[..] {
        items =
            std::mem::take(contexts).into_iter().map(|context| WithItem { context, name: None }).collect();
    }
    let mut body = Vec::new();
    for (start, end) in parts.body {
        let piece = &own[start..end];
        let place = Outline { start: outline.start + start, end: outline.start + end, next: outline.next };
        let read = grammar::read(statement_rule(piece), piece, start);
        let tokens = read.map_err(|refusal| refused(text, place, refusal, builder.interner))?;
        let kind = builder.statement(tokens).map_err(|error| {
            let error = error.map_span(|span| shift(span, outline.start));
            match (error.downcast_ref(), error.span()) {
                (Some(SyntaxError::Invalid {}), Some(span)) => {
                    fault::explain(text, place, span.start as usize, builder.interner)
                }
                _ => error,
            }
        })?;
        body.push(kind);
    }
    let kind = StatementKind::With { items, body };
    let form = Form { kind, span: Span::new(0, own.len()), lifted: Box::default() };
    Ok(Parsed { form, numbers: builder.numbers, spans: builder.spans })
}

fn refused(text: &str, place: Outline, refusal: Refusal, interner: &mut Interner) -> Error {
    match refusal {
        Refusal::TooDeep => Error::from(SyntaxError::TooDeep {}).at(Span::new(place.start, place.end)),
        Refusal::At(at) => fault::explain(text, place, place.start + at, interner),
    }
}

/// The expression at a part of `own`.
fn expression<'t>(
    builder: &mut Builder<'t, '_>,
    text: &str,
    own: &'t str,
    outline: Outline,
    (start, end): Part,
) -> Result<Expr> {
    let place = Outline { start: outline.start + start, end: outline.start + end, next: outline.next };
    let mut tokens = grammar::read(Rule::field, &own[start..end], start)
        .map_err(|refusal| refused(text, place, refusal, builder.interner))?;
    let node = builder.values(&mut tokens);
    node.map(|node| node.expr).map_err(|error| error.map_span(|span| shift(span, outline.start)))
}

/// Finds the parts of a `with` statement.
fn split(own: &str) -> Result<Parts> {
    let bytes = own.as_bytes();
    let mut lexer = Lexer::new(bytes, "with".len());
    let mut parts = Parts::default();
    let (mut depth, mut lambdas) = (0_usize, 0_usize);
    // The parts that are read: the header's until its colon, then the body's.
    let (mut header, mut inline) = (true, true);
    let (mut context, mut start, mut line_start) = (None, None, true);
    let mut last = "with".len();
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
                if grammar::read(Rule::field, &own["with".len()..last], 0).is_err() {
                    return Err(invalid(last.saturating_sub(1)));
                }
                return Err(Error::from(SyntaxError::MissingColon {}).at(Span::new(last, last + 1)));
            }
            if let Some(start) = start.take() {
                parts.body.push((start, last));
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
                parts.indents.push((blanks, (token.start - blanks, token.start)));
            }
            line_start = false;
        }
        last = token.end;
    }
    if parts.body.is_empty() {
        return Err(Error::from(SyntaxError::NoBlock { line: 1 }).at(Span::new(last, last + 1)));
    }
    Ok(parts)
}
