//! The parser that pest makes of `grammar/arr.pest`, and a walk over the tokens it gives.

use pest::Parser as _;
use pest::error::InputLocation;
use pest::iterators::{Pair, Pairs};

use super::Span;

#[allow(missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/arr.pest"]
    pub struct Grammar;
}

pub(super) use generated::Rule;

/// Why the grammar did not take a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No rule goes on from this byte.
    At(usize),
    /// It nests deeper than the native stack allows.
    TooDeep,
}

/// Reads all of `text` by `rule`. Spans are moved by `base`, the place of `text` in its statement.
pub(super) fn read(rule: Rule, text: &str, base: usize) -> Result<Tokens<'_>, Refusal> {
    match generated::Grammar::parse(rule, text) {
        Ok(pairs) => Ok(Tokens::new(pairs, base)),
        Err(error) => Err(match (error.variant, error.location) {
            (pest::error::ErrorVariant::CustomError { .. }, _) => Refusal::TooDeep,
            (_, InputLocation::Pos(at) | InputLocation::Span((at, _))) => Refusal::At(at),
        }),
    }
}

/// Whether `char` can stand in a word, or at its start.
pub(super) fn is_word_char(char: char, start: bool) -> bool {
    char == '_' || if start { pest::unicode::XID_START(char) } else { pest::unicode::XID_CONTINUE(char) }
}

/// Whether Python would print `char` as it is.
pub(super) fn is_printable(char: char) -> bool {
    char == ' ' || !(pest::unicode::OTHER(char) || pest::unicode::SEPARATOR(char))
}

/// Tokens, one ahead.
pub(super) struct Tokens<'t> {
    pairs: Pairs<'t, Rule>,
    next: Option<Pair<'t, Rule>>,
    base: usize,
    /// One past the last byte of the token taken last.
    pub(super) end: u32,
}

/// A token: its rule, its bytes, and the tokens inside.
pub(super) struct Token<'t> {
    pair: Pair<'t, Rule>,
    base: usize,
    /// Its bytes.
    pub(super) span: Span,
}

impl<'t> Tokens<'t> {
    fn new(mut pairs: Pairs<'t, Rule>, base: usize) -> Self {
        let next = pairs.next();
        Self { pairs, next, base, end: 0 }
    }

    /// The rule of the next token.
    pub(super) fn peek(&self) -> Option<Rule> {
        self.next.as_ref().map(Pair::as_rule)
    }

    /// The text of the next token.
    pub(super) fn peek_text(&self) -> &'t str {
        self.next.as_ref().map_or("", Pair::as_str)
    }

    /// The first byte of the next token; without one, the end of the last.
    pub(super) fn start(&self) -> u32 {
        self.next.as_ref().map_or(self.end, |pair| (self.base + pair.as_span().start()) as u32)
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Option<Token<'t>> {
        let pair = std::mem::replace(&mut self.next, self.pairs.next())?;
        let span = pair.as_span();
        let span = Span::new(self.base + span.start(), self.base + span.end());
        self.end = span.end;
        Some(Token { pair, base: self.base, span })
    }

    /// Takes the next token if it is of `rule`.
    pub(super) fn take_if(&mut self, rule: Rule) -> Option<Token<'t>> {
        if self.peek() == Some(rule) { self.take() } else { None }
    }
}

impl<'t> Token<'t> {
    /// What it is.
    pub(super) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// Its text.
    pub(super) fn text(&self) -> &'t str {
        self.pair.as_str()
    }

    /// The tokens inside.
    pub(super) fn into_inner(self) -> Tokens<'t> {
        Tokens::new(self.pair.into_inner(), self.base)
    }
}
