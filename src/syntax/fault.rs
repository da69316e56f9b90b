//! What is wrong with a text that the grammar refused, in Python's words.
//!
//! The grammar says where it came to a stand. What to say of that place is told from the tokens around it, as the
//! `invalid_` rules of Python's grammar do.

use super::build::Builder;
use super::compound::{self, Compound};
use super::grammar::{self, Refusal, Rule};
use super::lexer::{Lexer, TokenKind};
use super::outline::{Outline, outline};
use super::pieces::{Piece, pieces};
use super::scene::Scene;
use super::{ExprKind, Interner, Makes, Span, SyntaxError, UnaryOp, header, keyword, target};
use crate::error::{Error, Result};

/// A kind of error and its bytes.
type Fault = (SyntaxError, Span);

/// The error of the statement `outline` of `text`, which the grammar took only up to the byte `at`.
pub(super) fn explain(text: &str, outline: Outline, at: usize, interner: &mut Interner) -> Error {
    let pieces = pieces(text, outline.start, outline.end);
    let scene = Scene::new(text, &pieces, at, 0, interner);
    let (kind, span) = scene.explain();
    Error::from(kind).at(span)
}

/// As [`explain`], of the header of a compound statement.
pub(super) fn explain_header(text: &str, outline: Outline, at: usize, interner: &mut Interner) -> Error {
    let pieces = pieces(text, outline.start, outline.end);
    let scene = Scene::new(text, &pieces, at, 1, interner);
    let (kind, span) = scene.explain();
    Error::from(kind).at(span)
}

/// The error of a statement whose bracket was never closed, unless something before the end is wrong.
pub(super) fn unclosed(text: &str, at: usize, error: Error, interner: &mut Interner) -> Error {
    let Some(bracket) = error
        .span()
        .filter(|_| matches!(error.downcast_ref::<SyntaxError>(), Some(SyntaxError::NeverClosed { .. })))
    else {
        return error;
    };
    let end = text.trim_end().len();
    let (start, row) = line_of(text, at, bracket.start as usize);
    let rule = row.map_or_else(|| super::parse::statement_rule(&text[start..end]), |row| row.rule);
    let Err(Refusal::At(place)) = grammar::read(rule, &text[start..end], 0) else { return error };
    // A fault on a later line than the bracket is most likely what the open bracket swallowed.
    let later = text.get(bracket.start as usize..start + place).is_some_and(|between| between.contains('\n'));
    if start + place >= end || later {
        return error;
    }
    // Where Python had to read up to the end to tell, it is the bracket that it blames.
    let outline = Outline { start, end, next: end };
    let explained = match row {
        Some(row) => header::explain(text, row, outline, start + place, interner),
        None => explain(text, outline, start + place, interner),
    };
    let read_up_to = match (explained.downcast_ref(), explained.span()) {
        // What follows the `=` was read too.
        (Some(SyntaxError::AssignHere { .. }), Some(span)) => {
            text[span.end as usize..end].find(',').map_or(end, |comma| span.end as usize + comma)
        }
        (_, span) => span.map_or(end, |span| span.end as usize),
    };
    if read_up_to >= end { error } else { explained }
}

/// Where the statement or header starts that holds the bracket at `bracket`, and the row of the header.
fn line_of(text: &str, at: usize, bracket: usize) -> (usize, Option<&'static Compound>) {
    let mut lexer = Lexer::new(text.as_bytes(), at);
    let (mut start, mut fresh, mut depth) = (at, true, 0_usize);
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End => break,
            TokenKind::Newline | TokenKind::Semicolon if depth == 0 => fresh = true,
            TokenKind::Newline | TokenKind::Comment | TokenKind::Continuation => {}
            _ if token.start > bracket => break,
            kind => {
                if fresh {
                    (start, fresh) = (token.start, false);
                }
                match kind {
                    TokenKind::Open => depth += 1,
                    TokenKind::Close => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }
    let word = compound::first_word(&text.as_bytes()[start..]);
    let row = std::str::from_utf8(word)
        .ok()
        .and_then(compound::find)
        .filter(|row| !matches!(row.rule, Rule::match_header | Rule::case_header));
    let Some(row) = row else { return (start, None) };
    // What follows the colon is a statement of its own.
    match grammar::read(row.rule, &text[start..], start).map(|mut tokens| tokens.take()) {
        Ok(Some(token)) if (token.span.end as usize) <= bracket => {
            let rest = &text[token.span.end as usize..];
            (token.span.end as usize + rest.len() - rest.trim_start().len(), None)
        }
        _ => (start, Some(row)),
    }
}

/// The error of an expression in an f-string, which stands at `field`: that of the expression in parentheses.
pub(super) fn explain_field(text: &str, field: Span, interner: &mut Interner) -> Error {
    let wrapped = format!("({})", field.of(text));
    let mut explain_wrapped = || -> Result<Error> {
        let Some(outline) = outline(&wrapped, 0, &mut Vec::new())? else {
            return Ok(SyntaxError::Invalid {}.into());
        };
        match grammar::read(Rule::assignment, &wrapped, 0) {
            Err(Refusal::At(at)) => Ok(explain(&wrapped, outline, at, interner)),
            Err(Refusal::TooDeep) => Ok(SyntaxError::TooDeep {}.into()),
            Ok(_) => Ok(SyntaxError::Invalid {}.into()),
        }
    };
    let error = explain_wrapped().unwrap_or_else(|error| error);
    let base = field.start;
    let error = error
        .map_span(|span| Span { start: (span.start + base).max(1) - 1, end: (span.end + base).max(1) - 1 });
    in_field(error.at(field))
}

/// The same error, said of an expression in an f-string. What Python's tokenizer says stays as it is.
pub(super) fn in_field(error: Error) -> Error {
    let message = error.to_string();
    let tokenizer = matches!(
        error.downcast_ref(),
        Some(
            SyntaxError::InvalidNumber { .. }
                | SyntaxError::InvalidDigit { .. }
                | SyntaxError::LeadingZeros {}
                | SyntaxError::InvalidCharacter { .. }
                | SyntaxError::NonPrintable { .. }
        )
    );
    if tokenizer || message.starts_with("f-string: ") {
        return error;
    }
    let span = error.span().unwrap_or_default();
    Error::from(SyntaxError::FString { message }).at(span)
}

impl Scene<'_, '_> {
    fn explain(&self) -> Fault {
        let piece = self.piece();
        let first = &self.pieces[0];
        if let Some(fault) = self.character() {
            return fault;
        }
        for word in [first, piece] {
            if let Some(what) = keyword::missing_statement(word.text) {
                let kind = SyntaxError::NoStatement { word: word.text.into(), what: what.into() };
                return (kind, span(word));
            }
        }
        let found = self
            .soft_header()
            .or_else(|| self.import())
            .or_else(|| self.bad_target())
            .or_else(|| self.legacy_call())
            .or_else(|| self.lambda())
            .or_else(|| self.missing_else())
            .or_else(|| if self.depth() > 0 { self.in_brackets() } else { self.in_header() })
            .or_else(|| if self.depth() > 0 { None } else { self.annotation() });
        found.unwrap_or_else(|| {
            // What could go on from here makes Python read one more token.
            let brace = self.bracket().is_some_and(|i| self.pieces[i].is("{"));
            let operand = self.before().is_some_and(Piece::ends_operand);
            let reads_on = match piece.text {
                "**" => brace,
                "for" => brace && operand,
                ":" => self.depth() == 0 && operand && self.is_annotated(),
                ":=" => self.depth() > 0 && operand,
                _ => false,
            };
            let piece = if reads_on { &self.pieces[self.at + 1] } else { piece };
            (SyntaxError::Invalid {}, Span::new(piece.start, piece.end.max(piece.start + 1)))
        })
    }

    /// A character that no word may hold.
    fn character(&self) -> Option<Fault> {
        for piece in
            self.pieces.iter().filter(|piece| !piece.text.is_ascii() && piece.kind == TokenKind::Word)
        {
            for (i, char) in piece.text.char_indices() {
                if grammar::is_word_char(char, i == 0) {
                    continue;
                }
                let code = format!("{:04X}", u32::from(char));
                let kind = if grammar::is_printable(char) {
                    SyntaxError::InvalidCharacter { char, code }
                } else {
                    SyntaxError::NonPrintable { code }
                };
                let start = piece.start + i;
                return Some((kind, Span::new(start, start + char.len_utf8())));
            }
        }
        None
    }

    /// What is particular to imports.
    fn import(&self) -> Option<Fault> {
        let first = &self.pieces[0];
        let before = self.before()?;
        if first.is("from") && before.is(",") && self.piece().kind == TokenKind::End {
            return Some((SyntaxError::TrailingComma {}, self.here()));
        }
        if first.is("from") && self.at == 1 && self.piece().text.starts_with('.') {
            return Some((SyntaxError::NoExpression { what: "relative imports".into() }, self.here()));
        }
        None
    }

    /// A target left of an `=` before the fault that cannot be one.
    fn bad_target(&self) -> Option<Fault> {
        let equals: Vec<usize> =
            (0..self.at).filter(|&i| self.pieces[i].depth == 0 && self.pieces[i].is("=")).collect();
        let mut first = 0;
        for (nth, &i) in equals.iter().enumerate() {
            let (from, to) = (self.pieces[first].start, self.pieces[i].start);
            let text = self.text.get(from..to)?;
            let mut tokens = grammar::read(Rule::field, text, from).ok()?;
            let checked = {
                let mut interner = self.interner.borrow_mut();
                let mut builder = Builder::new(self.text, &mut interner);
                let node = builder.values(&mut tokens).ok()?;
                target::check(&node.expr, target::Place::Assigned)
            };
            if let Err(error) = checked {
                let span = error.span()?;
                let kind = error.downcast_ref::<SyntaxError>()?.clone();
                let single = nth == 0 && equals.len() == 1 && self.at > i + 1;
                return Some(match kind {
                    SyntaxError::Assign { what } if single => (SyntaxError::AssignHere { what }, span),
                    kind => (kind, span),
                });
            }
            first = i + 1;
        }
        None
    }

    /// `print a`
    fn legacy_call(&self) -> Option<Fault> {
        let before = self.before()?;
        let starts = self.expression_start(self.at).0 + 1 == self.at;
        let import = matches!(self.pieces[0].text, "import" | "from");
        if !matches!(before.text, "print" | "exec") || !starts || import || !self.is_expression(self.at) {
            return None;
        }
        let name = before.text.to_owned();
        Some((SyntaxError::MissingParentheses { name }, Span::new(before.start, self.piece().end)))
    }

    /// Parameters that a `lambda` cannot have.
    fn lambda(&self) -> Option<Fault> {
        let lambda = self.siblings().filter(|&i| self.pieces[i].is("lambda")).last()?;
        let depth = self.depth();
        if (lambda..self.at).any(|i| self.pieces[i].depth == depth && self.pieces[i].is(":")) {
            return None;
        }
        match self.piece().text {
            "(" if lambda + 1 == self.at => Some((SyntaxError::ParenthesizedParameters {}, self.here())),
            "*" | "**" | "/" if self.before().is_some_and(|before| before.is("lambda") || before.is(",")) => {
                Some((SyntaxError::Invalid {}, self.here()))
            }
            _ => None,
        }
    }

    /// `a if b`
    fn missing_else(&self) -> Option<Fault> {
        if self.piece().is("else") || self.piece().is(":") || !self.before()?.ends_operand() {
            return None;
        }
        let separators = |&i: &usize| matches!(self.pieces[i].text, "if" | "else" | "," | "=" | ":" | "for");
        let word = self.siblings().filter(separators).last()?;
        let (start, separator) = self.expression_start(word);
        // After the `in` or the `if` of a comprehension, an `if` is one of its parts.
        if !self.pieces[word].is("if") || word + 1 >= self.at || matches!(separator, Some("in" | "if")) {
            return None;
        }
        self.operation(start, word)?;
        Some((SyntaxError::ExpectedElse {}, self.since(start)))
    }

    /// `match a` and no colon
    fn soft_header(&self) -> Option<Fault> {
        let (first, last) = (&self.pieces[0], self.pieces.last()?);
        if !first.is("match") || self.pieces.len() < 3 || last.kind != TokenKind::End {
            return None;
        }
        let end = self.pieces[self.pieces.len() - 2].end;
        let whole = format!("{}:", &self.text[first.start..end]);
        grammar::read(Rule::match_header, &whole, 0).ok()?;
        // A block stands on lines of its own.
        if let Some(colon) = self.pieces.iter().position(|piece| piece.is(":") && piece.depth == 0) {
            return self.pieces.get(colon + 1).map(|piece| (SyntaxError::Invalid {}, span(piece)));
        }
        Some((SyntaxError::MissingColon {}, Span::new(last.start, last.start + 1)))
    }

    /// `if a = 1:`, `for a + 1 in b:`
    fn in_header(&self) -> Option<Fault> {
        match self.pieces[0].text {
            "if" | "elif" | "while" | "@" if self.piece().is("=") => {
                self.equals(self.expression_start(self.at).0)
            }
            "for" => self.for_target(),
            _ => None,
        }
    }

    /// Whether what stands before a colon may be annotated.
    fn is_annotated(&self) -> bool {
        let before = self.at.checked_sub(2).map(|i| &self.pieces[i]);
        self.at == 1 && !self.pieces[0].is(")")
            || before.is_some_and(|piece| piece.is("."))
            || self.before().is_some_and(|piece| piece.is("]"))
            || self.pieces[0].is("(") && self.before().is_some_and(|piece| piece.is(")") && piece.depth == 0)
    }

    /// `a: int = 1`
    fn annotation(&self) -> Option<Fault> {
        let piece = self.piece();
        // There is one annotation only.
        if piece.is(":") && self.pieces[..self.at].iter().any(|piece| piece.is(":") && piece.depth == 0) {
            return Some((SyntaxError::Invalid {}, span(piece)));
        }
        if !piece.is(":") || !self.before()?.ends_operand() || !self.is_expression(self.at + 1) {
            return None;
        }
        let from = self.pieces[self.at + 1].start;
        let (_, length) = self.prefix(Rule::expr, &self.text[from..])?;
        let next = self.pieces.iter().find(|piece| piece.start >= from + length)?;
        Some((SyntaxError::Invalid {}, Span::new(next.start, next.end)))
    }

    /// What is wrong inside brackets.
    fn in_brackets(&self) -> Option<Fault> {
        let (piece, before) = (self.piece(), self.before()?);
        let bracket = self.bracket()?;
        let open = self.pieces[bracket].text;
        let call = open == "(" && bracket > 0 && self.pieces[bracket - 1].ends_operand();
        let (start, separator) = self.expression_start(self.at);
        match piece.text {
            ":=" if before.ends_operand() && self.is_expression(self.at + 1) => {
                match self.operation(start, self.at)? {
                    ExprKind::Name(_) => Some((SyntaxError::Invalid {}, self.here())),
                    kind => {
                        let what = target::name(&kind).to_owned();
                        Some((SyntaxError::AssignmentExpression { what }, self.since(start)))
                    }
                }
            }
            // Only the first part of an index, and no unpacked argument, is read as what may hold a `:=`.
            "=" if open == "["
                && bracket > 0
                && self.pieces[bracket - 1].ends_operand()
                && self.has_sibling(":") =>
            {
                None
            }
            "=" if call && matches!(self.pieces[start - 1].text, "*" | "**") => None,
            "=" => self.equals(start),
            "for" if open == "{" && before.ends_operand() && self.is_expression(self.at + 1) => {
                let what = if self.has_sibling(":") { "dict comprehensions" } else { "set comprehensions" };
                Some((SyntaxError::NoExpression { what: what.into() }, self.here()))
            }
            "for" if call && self.has_sibling(",") => {
                Some((SyntaxError::BareGenerator {}, self.since(start)))
            }
            "for" if open == "[" && self.has_sibling(",") && !self.has_sibling("for") => {
                Some((SyntaxError::BareTarget {}, self.since(bracket + 1)))
            }
            "," if call && self.has_sibling("for") => {
                Some((SyntaxError::BareGenerator {}, self.since(bracket + 1)))
            }
            "**" if before.start == self.pieces[bracket].start && open == "(" => {
                Some((SyntaxError::GroupedDoubleStarred {}, self.here()))
            }
            "**" if open == "{" && matches!(before.text, "{" | ",") && self.is_expression(self.at + 1) => {
                Some((SyntaxError::Invalid {}, self.here()))
            }
            "*" if open == "{" && before.is(":") => Some((SyntaxError::StarredDictValue {}, self.here())),
            "}" | "," if open == "{" && before.is(":") => Some((SyntaxError::ExpectedValue {}, span(before))),
            _ => self.for_target().or_else(|| self.missing_separator(open, start, separator)),
        }
    }

    /// `=` where an expression goes on.
    fn equals(&self, start: usize) -> Option<Fault> {
        let left = self.operation(start, self.at)?;
        let right = self.at + 1;
        let (_, length) = self.prefix(Rule::operation, &self.text[self.pieces[right].start..])?;
        let end = self.pieces[right].start + length;
        let next = self.pieces.iter().find(|piece| piece.start >= end)?;
        if next.is("=") || next.is(":=") || self.pieces[right].is("not") {
            return None;
        }
        let span = self.since(start);
        match left {
            ExprKind::Name(_) => {
                Some((SyntaxError::EqualsInExpression {}, Span { start: span.start, end: end as u32 }))
            }
            kind if takes_here(&kind) => {
                Some((SyntaxError::AssignHere { what: target::name(&kind).to_owned() }, span))
            }
            _ => None,
        }
    }

    /// An expression after `for` that cannot be assigned to.
    fn for_target(&self) -> Option<Fault> {
        let word = self.siblings().filter(|&i| matches!(self.pieces[i].text, "for" | "in")).last()?;
        if !self.pieces[word].is("for")
            || self.piece().starts_expression() && self.piece().kind != TokenKind::Other
        {
            return None;
        }
        let text = &self.text[self.pieces[word].end..];
        let blanks = text.len() - text.trim_start().len();
        let from = self.pieces[word].end + blanks;
        let (tree, length) = self.prefix(Rule::operation, &self.text[from..])?;
        let (bound, length) = match tree {
            ExprKind::Compare { first, .. } => (first.kind, first.span.end as usize),
            kind => (kind, length),
        };
        match bound {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Index { .. } | ExprKind::Tuple(_) => {
                None
            }
            kind => {
                let what = target::name(&kind).to_owned();
                Some((SyntaxError::Assign { what }, Span::new(from, from + length)))
            }
        }
    }

    /// A comma or a colon that seems to be missing between two expressions.
    fn missing_separator(&self, open: &str, start: usize, separator: Option<&str>) -> Option<Fault> {
        let before = self.before()?;
        if !before.ends_operand() {
            return None;
        }
        if open == "{"
            && self.has_sibling(":")
            && start > 0
            && self.pieces[start - 1].is(",")
            && !self.piece().is(":")
        {
            self.operation(start, self.at)?;
            return Some((SyntaxError::ExpectedColon {}, Span::new(before.end - 1, before.end)));
        }
        let prefixed = self.pieces[start].kind == TokenKind::Word
            && self.pieces.get(start + 1).is_some_and(|piece| piece.kind == TokenKind::Str);
        let bracket = self.bracket()?;
        let index = open == "[" && bracket > 0 && self.pieces[bracket - 1].ends_operand();
        if separator.is_some() || prefixed || index && self.has_sibling(",") || !self.is_expression(self.at) {
            return None;
        }
        self.operation(start, self.at)?;
        let (_, length) = self.prefix(Rule::expr, &self.text[self.piece().start..])?;
        Some((SyntaxError::ForgotComma {}, Span::new(self.pieces[start].start, self.piece().start + length)))
    }
}

/// Whether Python says "here" of an assignment to this: a value that binds tighter than a comparison, and does not
/// look like a target that went wrong inside.
pub(super) fn takes_here(kind: &ExprKind) -> bool {
    !matches!(
        kind,
        ExprKind::Compare { .. }
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Unary { op: UnaryOp::Not, .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Lambda { .. }
            | ExprKind::Starred(_)
            | ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::Comprehension { makes: Makes::Generator, .. }
            | ExprKind::None
            | ExprKind::Bool(_)
    )
}

fn span(piece: &Piece<'_>) -> Span {
    Span::new(piece.start, piece.end)
}
