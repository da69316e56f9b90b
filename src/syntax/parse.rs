//! Text to statement: the outline, the grammar, the tree.

use std::rc::Rc;

use super::build::Builder;
use super::grammar::{self, Refusal, Rule, Token, Tokens};
use super::keyword::is_keyword;
use super::lexer::{Lexer, TokenKind};
use super::number::is_word_byte;
use super::outline::{Outline, outline};
use super::{
    BinaryOp, Expr, ExprKind, Form, ImportName, Interner, Number, Span, Statement, StatementKind,
    SyntaxError, block, compound, fault, forms, target,
};
use crate::error::{Error, Result};

/// Reads the first statement of `text` from the byte `at` on, and says where the next may begin. `None` if only
/// blanks, comments and empty lines are left.
///
/// A statement ends where a line does outside brackets, or at a `;`. The spans in its form are bytes of its own
/// text; [`Statement::locate`] says which bytes of `text` they are. The span of an error is in bytes of `text`.
pub fn parse_statement(text: &str, at: usize, interner: &mut Interner) -> Result<Option<(Statement, usize)>> {
    match find(text, at, &mut Vec::new(), interner)? {
        None => Ok(None),
        Some(outline) => {
            let Parsed { form, numbers, .. } = parse_outlined(text, outline, interner)?;
            Ok(Some((forms::statement(Rc::new(form), numbers, outline), outline.next)))
        }
    }
}

/// Where the first statement of `text` from `at` on lies, and its number literals.
pub(super) fn find(
    text: &str,
    at: usize,
    numbers: &mut Vec<(u32, u32)>,
    interner: &mut Interner,
) -> Result<Option<Outline>> {
    outline(text, at, numbers).map_err(|error| fault::unclosed(text, at, error, interner))
}

/// A statement, and where its numbers stand in its text.
pub(super) struct Parsed {
    pub(super) form: Form,
    pub(super) numbers: Vec<Number>,
    pub(super) spans: Vec<Span>,
}

/// The statement that `outline` found in `text`.
pub(super) fn parse_outlined(text: &str, outline: Outline, interner: &mut Interner) -> Result<Parsed> {
    let own = &text[outline.start..outline.end];
    let blanked = blank_out(own);
    if compound::Extent::of(own).is_some() {
        return block::parse(text, blanked.as_deref().unwrap_or(own), outline, interner);
    }
    let tokens = match grammar::read(statement_rule(own), blanked.as_deref().unwrap_or(own), 0) {
        Ok(tokens) => tokens,
        Err(Refusal::TooDeep) => {
            return Err(Error::from(SyntaxError::TooDeep {}).at(Span::new(outline.start, outline.end)));
        }
        Err(Refusal::At(place)) => {
            return Err(fault::explain(text, outline, outline.start + place, interner));
        }
    };
    let mut builder = Builder::new(own, interner);
    let kind = match builder.statement(tokens) {
        Ok(kind) => kind,
        Err(error) => {
            let error = error.map_span(|span| shift(span, outline.start));
            return Err(match (error.downcast_ref(), error.span()) {
                (Some(SyntaxError::Invalid {}), Some(span)) => {
                    fault::explain(text, outline, span.start as usize, interner)
                }
                _ => error,
            });
        }
    };
    let form = Form { kind, span: Span::new(0, own.len()), lifted: Box::default() };
    Ok(Parsed { form, numbers: builder.numbers, spans: builder.spans })
}

/// `span`, moved by `base`.
pub(super) fn shift(span: Span, base: usize) -> Span {
    Span::new(span.start as usize + base, span.end as usize + base)
}

/// `text` with its comments and its backslashes at line ends overwritten by blanks, if it has any.
fn blank_out(text: &str) -> Option<String> {
    if !text.contains(['#', '\\']) {
        return None;
    }
    let mut blanked = text.to_owned();
    let mut lexer = Lexer::new(text.as_bytes(), 0);
    while let Ok(token) = lexer.next() {
        match token.kind {
            TokenKind::End => break,
            TokenKind::Comment | TokenKind::Continuation => {
                blanked.replace_range(token.start..token.end, &" ".repeat(token.end - token.start));
            }
            _ => {}
        }
    }
    Some(blanked)
}

/// The rule for the statement `text`, by its first word.
pub(super) fn statement_rule(text: &str) -> Rule {
    let word = |word: &str| {
        text.strip_prefix(word).is_some_and(|rest| rest.bytes().next().is_none_or(|byte| !is_word_byte(byte)))
    };
    match text.as_bytes().first() {
        Some(b'd') if word("del") => Rule::del_statement,
        Some(b'a') if word("assert") => Rule::assert_statement,
        Some(b'p') if word("pass") => Rule::pass_statement,
        Some(b'i') if word("import") => Rule::import_statement,
        Some(b'f') if word("from") => Rule::from_statement,
        Some(b'r') if word("return") => Rule::return_statement,
        Some(b'r') if word("raise") => Rule::raise_statement,
        Some(b'b') if word("break") => Rule::break_statement,
        Some(b'c') if word("continue") => Rule::continue_statement,
        Some(b'g') if word("global") => Rule::global_statement,
        Some(b'n') if word("nonlocal") => Rule::nonlocal_statement,
        Some(b'y') if word("yield") => Rule::yield_statement,
        _ => Rule::assignment,
    }
}

fn fail<T>(kind: SyntaxError, span: Span) -> Result<T> {
    Err(Error::from(kind).at(span))
}

impl<'t> Builder<'t, '_> {
    /// The statement made of all `tokens`.
    pub(super) fn statement(&mut self, mut tokens: Tokens<'t>) -> Result<StatementKind> {
        match tokens.peek() {
            Some(
                Rule::del_statement
                | Rule::assert_statement
                | Rule::pass_statement
                | Rule::import_statement
                | Rule::from_statement
                | Rule::return_statement
                | Rule::raise_statement
                | Rule::break_statement
                | Rule::continue_statement
                | Rule::global_statement
                | Rule::nonlocal_statement,
            ) => match tokens.take() {
                Some(token) => self.word_statement(token),
                None => Ok(StatementKind::Pass),
            },
            _ => self.assignment(&mut tokens),
        }
    }

    /// `a`, `a = b`, `a += b`
    fn assignment(&mut self, tokens: &mut Tokens<'t>) -> Result<StatementKind> {
        let yields = tokens.peek() == Some(Rule::yielded);
        let first = self.right(tokens)?.expr;
        match tokens.take() {
            Some(token) if yields => {
                fail(SyntaxError::Assign { what: "yield expression".into() }, token.span)
            }
            None => {
                check_starred(&first)?;
                Ok(StatementKind::Expr(first))
            }
            Some(token) if token.rule() == Rule::augmented => {
                target::check(&first, target::Place::Augmented)?;
                let value = self.right(tokens)?.expr;
                check_starred(&value)?;
                Ok(StatementKind::AugAssign { target: first, op: augmented_op(token.text()), value })
            }
            Some(token) if token.rule() == Rule::colon => {
                target::check(&first, target::Place::Annotated)?;
                let annotation = self.expr(tokens)?.expr;
                let value = match tokens.take_if(Rule::assign) {
                    Some(_) => Some(self.right(tokens)?.expr),
                    None => None,
                };
                value.as_ref().map_or(Ok(()), check_starred)?;
                Ok(StatementKind::Annotated { target: first, annotation, value })
            }
            Some(_) => {
                let mut targets = vec![first];
                let mut value = self.right(tokens)?.expr;
                while tokens.take_if(Rule::assign).is_some() {
                    targets.push(value);
                    value = self.right(tokens)?.expr;
                }
                target::check_assignment(&targets, &value)?;
                check_starred(&value)?;
                Ok(StatementKind::Assign { targets, value })
            }
        }
    }

    /// A statement that starts with a word of its own.
    fn word_statement(&mut self, token: Token<'t>) -> Result<StatementKind> {
        let rule = token.rule();
        let mut tokens = token.into_inner();
        match rule {
            Rule::del_statement => {
                let mut targets = Vec::new();
                while tokens.peek().is_some() {
                    let node = self.value(&mut tokens)?;
                    target::check(&node.expr, target::Place::Del)?;
                    targets.push(node.expr);
                    tokens.take_if(Rule::comma);
                }
                Ok(StatementKind::Del(targets))
            }
            Rule::assert_statement => {
                let test = self.expr(&mut tokens)?.expr;
                let message = match tokens.take_if(Rule::comma) {
                    Some(_) => Some(self.expr(&mut tokens)?.expr),
                    None => None,
                };
                Ok(StatementKind::Assert { test, message })
            }
            Rule::return_statement => {
                let value = match tokens.peek() {
                    Some(_) => Some(self.values(&mut tokens)?.expr),
                    None => None,
                };
                value.as_ref().map_or(Ok(()), check_starred)?;
                Ok(StatementKind::Return(value))
            }
            Rule::raise_statement => {
                let exception = match tokens.peek() {
                    Some(_) => Some(self.expr(&mut tokens)?.expr),
                    None => None,
                };
                let cause = match tokens.take_if(Rule::from_word) {
                    Some(_) => Some(self.expr(&mut tokens)?.expr),
                    None => None,
                };
                Ok(StatementKind::Raise { exception, cause })
            }
            Rule::break_statement => Ok(StatementKind::Break),
            Rule::continue_statement => Ok(StatementKind::Continue),
            Rule::global_statement | Rule::nonlocal_statement => {
                let mut names = Vec::new();
                while let Some(token) = tokens.take_if(Rule::declared_name) {
                    names.push(self.name(&token)?);
                }
                Ok(match rule {
                    Rule::global_statement => StatementKind::Global(names),
                    _ => StatementKind::Nonlocal(names),
                })
            }
            Rule::import_statement => Ok(StatementKind::Import(self.imports(&mut tokens, Rule::dotted)?)),
            Rule::from_statement => match tokens.take_if(Rule::dotted) {
                Some(module) => {
                    tokens.take_if(Rule::star);
                    let names = self.imports(&mut tokens, Rule::import_name)?;
                    Ok(StatementKind::ImportFrom {
                        module: dotted(&module)?,
                        module_span: module.span,
                        names,
                    })
                }
                None => fail(SyntaxError::Invalid {}, Span::default()),
            },
            _ => Ok(StatementKind::Pass),
        }
    }

    /// The names imported, each a token of `rule` and perhaps an alias.
    fn imports(&mut self, tokens: &mut Tokens<'t>, rule: Rule) -> Result<Vec<ImportName>> {
        let mut names = Vec::new();
        while let Some(token) = tokens.take_if(rule) {
            let name = dotted(&token)?;
            let mut span = token.span;
            let alias = match tokens.take_if(Rule::alias) {
                Some(alias) => {
                    span = span.to(alias.span);
                    Some(self.name(&alias)?)
                }
                None => None,
            };
            names.push(ImportName { name, alias, span });
        }
        Ok(names)
    }
}

/// A dotted name without the blanks around its dots; no part of it can be a keyword.
fn dotted(token: &Token<'_>) -> Result<String> {
    let parts: Vec<_> = token.text().split('.').map(str::trim).collect();
    if parts.iter().any(|part| is_keyword(part)) {
        return fail(SyntaxError::Invalid {}, token.span);
    }
    Ok(parts.join("."))
}

/// Refuses `*a` where a value is wanted.
fn check_starred(value: &Expr) -> Result<()> {
    match value.kind {
        ExprKind::Starred(_) => fail(SyntaxError::LoneStarred {}, value.span),
        _ => Ok(()),
    }
}

/// The operator of `op=`.
fn augmented_op(text: &str) -> BinaryOp {
    match text {
        "+=" => BinaryOp::Add,
        "-=" => BinaryOp::Subtract,
        "*=" => BinaryOp::Multiply,
        "/=" => BinaryOp::Divide,
        "**=" => BinaryOp::Power,
        "//=" => BinaryOp::FloorDivide,
        "%=" => BinaryOp::Remainder,
        "@=" => BinaryOp::MatMul,
        "<<=" => BinaryOp::LeftShift,
        ">>=" => BinaryOp::RightShift,
        "&=" => BinaryOp::BitAnd,
        "^=" => BinaryOp::BitXor,
        _ => BinaryOp::BitOr,
    }
}
