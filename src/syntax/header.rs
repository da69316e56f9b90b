//! What is wrong with the header of a compound statement, in Python's words.

use super::compound::Compound;
use super::grammar::{self, Rule};
use super::lexer::TokenKind;
use super::outline::Outline;
use super::pieces::{Piece, pieces};
use super::{Interner, Span, SyntaxError, fault, is_keyword};
use crate::error::Error;

/// The error of the header of `row` at `place` of `text`, which the grammar took only up to the byte `at`.
pub(super) fn explain(
    text: &str,
    row: &Compound,
    place: Outline,
    at: usize,
    interner: &mut Interner,
) -> Error {
    let pieces = pieces(text, place.start, place.end);
    let last = pieces.len() - 1;
    let stand = pieces.iter().position(|piece| piece.end > at).unwrap_or(last);
    if row.rule == Rule::def_header
        && let Some((kind, span)) = definition(&pieces, stand)
    {
        return Error::from(kind).at(span);
    }
    if row.rule == Rule::except_header
        && let Some(span) = several_exceptions(&pieces)
    {
        return Error::from(SyntaxError::SeveralExceptions {}).at(span);
    }
    let piece = &pieces[stand];
    let whole = stand > 0 && reads_without_colon(text, row, place.start, pieces[stand - 1].end);
    if whole
        && !piece.is(":")
        && (piece.kind == TokenKind::End
            || row.forced && piece.depth == 0 && lacks_colon(row, &pieces, stand))
    {
        return Error::from(SyntaxError::MissingColon {}).at(here(piece));
    }
    fault::explain_header(text, place, at, interner)
}

/// Whether nothing but a colon can stand at the piece `at` of a header.
fn lacks_colon(row: &Compound, pieces: &[Piece<'_>], at: usize) -> bool {
    match row.rule {
        // After a comma, an expression of the iterable may be the fault.
        Rule::for_header => !pieces[..at].iter().any(|piece| piece.is(",") && piece.depth == 0),
        _ => true,
    }
}

/// Whether a header up to a byte lacks nothing but its colon.
fn reads_without_colon(text: &str, row: &Compound, start: usize, end: usize) -> bool {
    let whole = format!("{}:", &text[start..end]);
    grammar::read(row.rule, &whole, 0)
        .is_ok_and(|mut tokens| tokens.take().is_some_and(|token| token.span.end as usize == whole.len()))
}

fn here(piece: &Piece<'_>) -> Span {
    Span::new(piece.start, piece.end.max(piece.start + 1))
}

/// `except A, B:`
fn several_exceptions(pieces: &[Piece<'_>]) -> Option<Span> {
    let comma = pieces.iter().position(|piece| piece.is(",") && piece.depth == 0)?;
    let colon = pieces.iter().position(|piece| piece.is(":") && piece.depth == 0)?;
    let plain =
        |piece: &Piece<'_>| piece.kind != TokenKind::Word || !is_keyword(piece.text) || piece.is("as");
    (1 < comma && comma + 1 < colon && pieces[1..colon].iter().all(plain))
        .then(|| Span::new(pieces[1].start, pieces[colon - 1].end))
}

/// What is wrong with the name or the parameters of a function, which Python does not read as expressions.
fn definition(pieces: &[Piece<'_>], stand: usize) -> Option<(SyntaxError, Span)> {
    let name = pieces.get(1)?;
    if name.kind != TokenKind::Word || name.is_keyword() {
        return Some((SyntaxError::Invalid {}, here(name)));
    }
    let open = pieces.get(2)?;
    if !open.is("(") {
        return Some((SyntaxError::ExpectedParenthesis {}, here(open)));
    }
    let close = pieces.iter().position(|piece| piece.kind == TokenKind::Close && piece.depth == 0);
    let end = close.unwrap_or(pieces.len() - 1);
    let own = |piece: &Piece<'_>| piece.depth == 1;
    for (i, piece) in pieces.iter().enumerate().take(end + 1).skip(3) {
        let (before, after) = (&pieces[i - 1], pieces.get(i + 1)?);
        if !own(piece) {
            continue;
        }
        if piece.is("=") {
            let starred = i >= 2 && before.kind == TokenKind::Word;
            if starred && pieces[i - 2].is("*") {
                return Some((SyntaxError::VarargsDefault {}, here(piece)));
            }
            if starred && pieces[i - 2].is("**") {
                return Some((SyntaxError::KwargsDefault {}, here(piece)));
            }
            if after.is(",") || after.kind == TokenKind::Close {
                return Some((SyntaxError::ExpectedDefault {}, here(piece)));
            }
        }
        if piece.is("(")
            && i <= stand
            && (before.is("(") || before.is(","))
            && !pieces[..i].iter().any(|piece| own(piece) && piece.is("="))
            && let Some(last) = pieces[i..].iter().position(|piece| piece.is(")") && piece.depth == 1)
        {
            let inside = &pieces[i + 1..i + last];
            if inside
                .iter()
                .all(|piece| piece.is(",") || piece.kind == TokenKind::Word && !piece.is_keyword())
            {
                let span = Span::new(piece.start, pieces[i + last].end);
                return Some((SyntaxError::FunctionParenthesized {}, span));
            }
        }
    }
    let close = close.filter(|&close| close < stand);
    if close.is_none() {
        // In a default or an annotation an expression may be the fault.
        let since = (3..stand)
            .rev()
            .find(|&i| own(&pieces[i]) && (pieces[i].is(",") || pieces[i].is("=") || pieces[i].is(":")));
        let expression = since.is_some_and(|i| !pieces[i].is(",") && i + 1 < stand);
        return (!expression).then(|| (SyntaxError::Invalid {}, here(&pieces[stand])));
    }
    let close = close?;
    (pieces[close + 1].is("->") && stand == close + 2)
        .then(|| (SyntaxError::MissingColon {}, here(&pieces[close + 1])))
}
