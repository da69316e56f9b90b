//! The tokens of a faulty statement as Python would cut them, for finding out what is wrong with it.

use super::keyword::is_keyword;
use super::lexer::{Lexer, TokenKind};

/// The operators of more than one character, longest first.
const OPERATORS: [&str; 24] = [
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "<>", "->", ":=",
    "+=", "-=", "*=", "/=", "%=", "@=", "&=", "|=",
];

/// A token, and in how many brackets it stands. A bracket stands outside of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    pub(super) kind: TokenKind,
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) depth: usize,
}

impl Piece<'_> {
    /// Whether it is this word, operator or bracket.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && self.kind != TokenKind::Str
    }

    /// Whether it is a word that cannot be a name.
    pub(super) fn is_keyword(&self) -> bool {
        self.kind == TokenKind::Word && is_keyword(self.text)
    }

    /// Whether it is a keyword that is a value too.
    fn is_constant(&self) -> bool {
        matches!(self.text, "None" | "True" | "False")
    }

    /// Whether an operand can end with it.
    pub(super) fn ends_operand(&self) -> bool {
        match self.kind {
            TokenKind::Word => !self.is_keyword() || self.is_constant(),
            TokenKind::Number | TokenKind::Str | TokenKind::Close => true,
            _ => self.text == "...",
        }
    }

    /// Whether an expression can start with it.
    pub(super) fn starts_expression(&self) -> bool {
        match self.kind {
            TokenKind::Word => {
                !self.is_keyword() || self.is_constant() || matches!(self.text, "not" | "lambda")
            }
            TokenKind::Number | TokenKind::Str | TokenKind::Open => true,
            _ => matches!(self.text, "..." | "-" | "+" | "~"),
        }
    }
}

/// The pieces of `text` from the byte `start` up to `end`, and one of no length at the end.
pub(super) fn pieces(text: &str, start: usize, end: usize) -> Vec<Piece<'_>> {
    let mut lexer = Lexer::new(&text.as_bytes()[..end], start);
    let mut pieces = Vec::new();
    let mut depth: usize = 0;
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End => break,
            TokenKind::Comment | TokenKind::Continuation | TokenKind::Newline => continue,
            TokenKind::Close => depth = depth.saturating_sub(1),
            TokenKind::Other => {
                let rest = &text[token.start..end];
                let length =
                    OPERATORS.iter().find(|operator| rest.starts_with(**operator)).map_or(1, |o| o.len());
                lexer.pos = token.start + length;
            }
            _ => {}
        }
        let piece_end = if token.kind == TokenKind::Other { lexer.pos } else { token.end };
        let piece = &text[token.start..piece_end];
        pieces.push(Piece { kind: token.kind, text: piece, start: token.start, end: piece_end, depth });
        if token.kind == TokenKind::Open {
            depth += 1;
        }
    }
    // Python blames the end of the line, not of the statement.
    let rest = &text[end..];
    let end = end + rest.len() - rest.trim_start_matches([' ', '\t', '\x0c']).len();
    pieces.push(Piece { kind: TokenKind::End, text: "", start: end, end, depth });
    pieces
}
