//! The tokens around the place where the grammar came to a stand.

use std::cell::RefCell;

use super::build::Builder;
use super::grammar::{self, Rule};
use super::lexer::TokenKind;
use super::pieces::Piece;
use super::{ExprKind, Interner, Span};

/// The tokens around the place where the grammar came to a stand.
pub(super) struct Scene<'t, 'n> {
    pub(super) text: &'t str,
    pub(super) pieces: &'t [Piece<'t>],
    /// The piece at fault.
    pub(super) at: usize,
    pub(super) interner: RefCell<&'n mut Interner>,
}

impl<'t, 'n> Scene<'t, 'n> {
    /// The scene around the byte `place`; pieces before `first` are known to be sound.
    pub(super) fn new(
        text: &'t str,
        pieces: &'t [Piece<'t>],
        place: usize,
        first: usize,
        interner: &'n mut Interner,
    ) -> Self {
        let last = pieces.len() - 1;
        let mut at = pieces.iter().position(|piece| piece.end > place).unwrap_or(last);
        // The grammar takes any word for a name; Python stands still at a keyword.
        if !matches!(pieces[0].text, "import" | "from") {
            let misplaced = |&i: &usize| misplaced_keyword(pieces, i);
            at = (first..at).find(misplaced).unwrap_or(at);
        }
        // Python reads on after the `not` of a `not in`.
        if pieces[at].is("not") && at > 0 && pieces[at - 1].ends_operand() {
            at = (at + 1).min(last);
        }
        Self { text, pieces, at, interner: RefCell::new(interner) }
    }

    /// The piece at fault.
    pub(super) fn piece(&self) -> &Piece<'t> {
        &self.pieces[self.at]
    }

    /// The piece before the one at fault.
    pub(super) fn before(&self) -> Option<&Piece<'t>> {
        self.at.checked_sub(1).map(|i| &self.pieces[i])
    }

    /// In how many brackets the fault stands.
    pub(super) fn depth(&self) -> usize {
        let piece = self.piece();
        piece.depth + usize::from(piece.kind == TokenKind::Close)
    }

    /// The innermost open bracket around the fault, by its number.
    pub(super) fn bracket(&self) -> Option<usize> {
        let depth = self.depth().checked_sub(1)?;
        (0..self.at).rev().find(|&i| self.pieces[i].kind == TokenKind::Open && self.pieces[i].depth == depth)
    }

    /// The pieces between the innermost open bracket and the fault that stand in no inner bracket, by their numbers.
    pub(super) fn siblings(&self) -> impl Iterator<Item = usize> + '_ {
        let depth = self.depth();
        let first = self.bracket().map_or(0, |i| i + 1);
        (first..self.at).filter(move |&i| self.pieces[i].depth == depth)
    }

    /// Whether a word or separator stands among the siblings.
    pub(super) fn has_sibling(&self, text: &str) -> bool {
        self.siblings().any(|i| self.pieces[i].is(text))
    }

    /// Where the expression starts that goes on up to the piece `end`: after what separates expressions. And that
    /// separator, if it is none of those after which `expression` stands in Python's grammar.
    pub(super) fn expression_start(&self, end: usize) -> (usize, Option<&'t str>) {
        let depth = self.depth();
        for i in (0..end).rev() {
            let piece = &self.pieces[i];
            if piece.depth > depth
                || piece.depth == depth && matches!(piece.kind, TokenKind::Open | TokenKind::Close)
            {
                continue;
            }
            if piece.depth < depth {
                return (i + 1, None);
            }
            match piece.text {
                "," | "=" | ":" | ";" | "for" | "assert" | "del" | ":=" | "return" | "raise" | "yield"
                | "while" | "elif" | "with" | "except" | "@"
                    if piece.text != "@" || i == 0 =>
                {
                    return (i + 1, None);
                }
                // An `in` between two operands is an operator, unless it belongs to a `for`.
                "in" if !self.has_sibling("for") => {}
                "in" | "if" | "else" => return (i + 1, Some(piece.text)),
                "==" | "!=" | "<=" | ">=" => {}
                "*" | "**" if i == 0 || !self.pieces[i - 1].ends_operand() => return (i + 1, None),
                // `+=` and its like
                _ if piece.kind == TokenKind::Other && piece.text.ends_with('=') => return (i + 1, None),
                _ => {}
            }
        }
        (0, None)
    }

    /// The tree of the pieces from `first` up to, not including, `end`, if all of it is one expression, without `if` and
    /// `lambda`.
    pub(super) fn operation(&self, first: usize, end: usize) -> Option<ExprKind> {
        let from = self.pieces.get(first)?.start;
        let to = self.pieces[end.checked_sub(1)?].end;
        let text = self.text.get(from..to)?;
        let (tree, length) = self.prefix(Rule::operation, text)?;
        (length == text.len()).then_some(tree)
    }

    /// The tree of the expression that `text` starts with, and how long it is.
    pub(super) fn prefix(&self, rule: Rule, text: &str) -> Option<(ExprKind, usize)> {
        let mut tokens = grammar::read(rule, text, 0).ok()?;
        let mut interner = self.interner.borrow_mut();
        let mut builder = Builder::new(text, &mut interner);
        let node = builder.values(&mut tokens).ok()?;
        Some((node.expr.kind, tokens.end as usize))
    }

    /// Whether an expression starts with the piece `first`.
    pub(super) fn is_expression(&self, first: usize) -> bool {
        let Some(piece) = self.pieces.get(first) else { return false };
        piece.starts_expression() && self.prefix(Rule::expr, &self.text[piece.start..]).is_some()
    }

    /// The bytes at fault.
    pub(super) fn here(&self) -> Span {
        let piece = self.piece();
        Span::new(piece.start, piece.end.max(piece.start + 1))
    }

    /// The bytes from the piece `first` up to the fault.
    pub(super) fn since(&self, first: usize) -> Span {
        Span::new(self.pieces[first].start, self.pieces[self.at - 1].end)
    }
}

/// Whether the piece `i` is a keyword where an operand should stand.
fn misplaced_keyword(pieces: &[Piece<'_>], i: usize) -> bool {
    let piece = &pieces[i];
    if !piece.is_keyword() || matches!(piece.text, "None" | "True" | "False" | "not" | "lambda") {
        return false;
    }
    match i.checked_sub(1).map(|before| &pieces[before]) {
        None => !super::keyword::starts_statement(piece.text),
        Some(before) => {
            let operand = before.ends_operand() && !before.is(".");
            !operand && !(piece.is("in") && (before.is(",") || before.is("not")))
        }
    }
}
