//! What is wrong with a text that the grammar refused, in Python's words.

use super::outline::Outline;
use super::{Interner, Span, SyntaxError, keyword};
use crate::error::Error;

/// The error of the statement `outline` of `text`, which the grammar took only up to the byte `at`.
pub(super) fn explain(text: &str, outline: Outline, at: usize, _interner: &mut Interner) -> Error {
    let own = &text[outline.start..outline.end];
    let word = own.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
    if let Some(what) = keyword::missing_statement(word) {
        let kind = SyntaxError::NoStatement { word: word.to_owned(), what: what.to_owned() };
        return Error::from(kind).at(Span::new(outline.start, outline.start + word.len()));
    }
    Error::from(SyntaxError::Invalid {}).at(Span::new(at, at + 1))
}

/// The error of an expression in an f-string, which the grammar took only up to the byte `at`.
pub(super) fn explain_field(_text: &str, _field: Span, at: usize, _interner: &mut Interner) -> Error {
    in_field(Error::from(SyntaxError::Invalid {}).at(Span::new(at, at + 1)))
}

/// The same error, said of an expression in an f-string.
pub(super) fn in_field(error: Error) -> Error {
    let message = error.to_string();
    if message.starts_with("f-string: ") {
        return error;
    }
    let span = error.span().unwrap_or_default();
    Error::from(SyntaxError::FString { message }).at(span)
}

/// An error of the tree builder, with its span in the bytes of `text`.
pub(super) fn refine(_text: &str, outline: Outline, error: Error) -> Error {
    let base = outline.start as u32;
    error.map_span(|span| Span { start: span.start + base, end: span.end + base })
}
