//! Patterns of `case`.

use super::build::Builder;
use super::grammar::{Rule, Token, Tokens};
use super::{BinaryOp, Expr, ExprKind, Pattern, PatternKind, Span, Symbol, SyntaxError, UnaryOp};
use crate::error::{Error, Result};

fn fail<T>(kind: SyntaxError, span: Span) -> Result<T> {
    Err(Error::from(kind).at(span))
}

impl<'t> Builder<'t, '_> {
    /// The patterns of a `case`: one, or those of a sequence without brackets.
    pub(super) fn patterns(&mut self, tokens: &mut Tokens<'t>) -> Result<Pattern> {
        let Some(token) = tokens.take_if(Rule::patterns) else {
            return fail(SyntaxError::Invalid {}, Span::default());
        };
        let span = token.span;
        let (mut items, comma) = self.pattern_items(token)?;
        match items.pop() {
            Some(pattern) if items.is_empty() && !comma => match pattern.kind {
                PatternKind::Star(_) => fail(SyntaxError::Invalid {}, pattern.span),
                _ => Ok(pattern),
            },
            Some(last) => {
                items.push(last);
                Ok(Pattern { kind: PatternKind::Sequence(items), span })
            }
            None => Ok(Pattern { kind: PatternKind::Sequence(items), span }),
        }
    }

    /// The patterns between commas, and whether there was a comma.
    fn pattern_items(&mut self, token: Token<'t>) -> Result<(Vec<Pattern>, bool)> {
        let whole = token.span;
        let mut tokens = token.into_inner();
        let mut items = Vec::new();
        let (mut comma, mut starred) = (false, false);
        while let Some(token) = tokens.take() {
            match token.rule() {
                Rule::comma => comma = true,
                Rule::star => {
                    let Some(name) = tokens.take_if(Rule::declared_name) else { continue };
                    if starred {
                        return fail(SyntaxError::TwoStarredPatterns {}, whole);
                    }
                    starred = true;
                    let span = token.span.to(name.span);
                    items.push(Pattern { kind: PatternKind::Star(self.captured(&name)?), span });
                }
                _ => items.push(self.pattern(token)?),
            }
        }
        Ok((items, comma))
    }

    /// The name that a capture binds; none for `_`.
    fn captured(&mut self, token: &Token<'t>) -> Result<Option<Symbol>> {
        if token.text() == "_" { Ok(None) } else { self.name(token).map(Some) }
    }

    /// `a | b as c`
    fn pattern(&mut self, token: Token<'t>) -> Result<Pattern> {
        let span = token.span;
        let mut tokens = token.into_inner();
        let mut alternatives = Vec::new();
        let mut name = None;
        while let Some(token) = tokens.take() {
            match token.rule() {
                Rule::as_word => {
                    if let Some(token) = tokens.take_if(Rule::declared_name) {
                        if token.text() == "_" {
                            return fail(SyntaxError::UnderscoreTarget {}, token.span);
                        }
                        name = self.captured(&token)?;
                    }
                }
                _ => alternatives.push(self.closed(token)?),
            }
        }
        let mut pattern = match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            Some(last) => {
                alternatives.push(last);
                Pattern { kind: PatternKind::Or(alternatives), span }
            }
            None => return fail(SyntaxError::Invalid {}, span),
        };
        if let Some(name) = name {
            pattern = Pattern { kind: PatternKind::As(Box::new(pattern), name), span };
        }
        Ok(pattern)
    }

    fn closed(&mut self, token: Token<'t>) -> Result<Pattern> {
        let span = token.span;
        let kind = match token.rule() {
            Rule::literal_pattern => return self.literal_pattern(token),
            Rule::capture if token.text() == "_" => PatternKind::Wildcard,
            Rule::capture => PatternKind::Capture(self.name(&token)?),
            Rule::value_pattern => PatternKind::Value(self.dotted_value(token.text(), span)?),
            Rule::sequence_pattern => {
                let mut tokens = token.into_inner();
                match tokens.take() {
                    Some(inner) => PatternKind::Sequence(self.pattern_items(inner)?.0),
                    None => PatternKind::Sequence(Vec::new()),
                }
            }
            Rule::group_pattern => {
                let mut tokens = token.into_inner();
                let Some(inner) = tokens.take() else {
                    return Ok(Pattern { kind: PatternKind::Sequence(Vec::new()), span });
                };
                let (mut items, comma) = self.pattern_items(inner)?;
                match items.pop() {
                    Some(only)
                        if items.is_empty() && !comma && !matches!(only.kind, PatternKind::Star(_)) =>
                    {
                        return Ok(only);
                    }
                    last => {
                        items.extend(last);
                        PatternKind::Sequence(items)
                    }
                }
            }
            Rule::mapping_pattern => self.mapping_pattern(token)?,
            Rule::class_pattern => self.class_pattern(token)?,
            _ => return fail(SyntaxError::Invalid {}, span),
        };
        Ok(Pattern { kind, span })
    }

    /// `-1`, `1 + 2j`, `'a'`, `None`
    fn literal_pattern(&mut self, token: Token<'t>) -> Result<Pattern> {
        let (span, text) = (token.span, token.text());
        let singleton = match text {
            "None" => Some(ExprKind::None),
            "True" => Some(ExprKind::Bool(true)),
            "False" => Some(ExprKind::Bool(false)),
            _ => None,
        };
        if let Some(kind) = singleton {
            return Ok(Pattern { kind: PatternKind::Singleton(Expr { kind, span }), span });
        }
        let mut tokens = token.into_inner();
        if tokens.peek() == Some(Rule::string) {
            let value = self.operand(&mut tokens)?.expr;
            if matches!(value.kind, ExprKind::FString(_)) {
                return fail(SyntaxError::NoPattern {}, value.span);
            }
            return Ok(Pattern { kind: PatternKind::Value(value), span });
        }
        let negative = tokens.take_if(Rule::sign);
        let mut value = self.operand(&mut tokens)?.expr;
        if negative.is_some_and(|sign| sign.text() == "-") {
            value = Expr { kind: ExprKind::Unary { op: UnaryOp::Negative, operand: Box::new(value) }, span };
        }
        if let Some(sign) = tokens.take_if(Rule::sign) {
            let imaginary = tokens.peek_text().ends_with(['j', 'J']);
            let right = self.operand(&mut tokens)?.expr;
            if !imaginary {
                return fail(SyntaxError::NotImaginary {}, right.span);
            }
            let op = if sign.text() == "-" { BinaryOp::Subtract } else { BinaryOp::Add };
            let (left, right) = (Box::new(value), Box::new(right));
            value = Expr { kind: ExprKind::Binary { op, op_span: sign.span, left, right }, span };
        }
        Ok(Pattern { kind: PatternKind::Value(value), span })
    }

    /// `a.b.c` as an expression.
    fn dotted_value(&mut self, text: &str, span: Span) -> Result<Expr> {
        let mut parts = text.split('.').map(str::trim);
        let first = parts.next().unwrap_or_default();
        if super::is_keyword(first) {
            return fail(SyntaxError::Invalid {}, span);
        }
        let mut value = Expr { kind: ExprKind::Name(self.interner.intern(first)), span };
        for part in parts {
            let name = self.interner.intern(part);
            let kind = ExprKind::Attribute { object: Box::new(value), name, name_span: span };
            value = Expr { kind, span };
        }
        Ok(value)
    }

    fn mapping_pattern(&mut self, token: Token<'t>) -> Result<PatternKind> {
        let mut tokens = token.into_inner();
        let mut items = Vec::new();
        let mut rest = None;
        while let Some(token) = tokens.take() {
            if rest.is_some() {
                return fail(SyntaxError::Invalid {}, token.span);
            }
            if token.rule() == Rule::double_star {
                if let Some(name) = tokens.take_if(Rule::declared_name) {
                    if name.text() == "_" {
                        return fail(SyntaxError::Invalid {}, name.span);
                    }
                    rest = self.captured(&name)?;
                }
                continue;
            }
            let (PatternKind::Value(key) | PatternKind::Singleton(key)) = self.closed(token)?.kind else {
                return fail(SyntaxError::Invalid {}, Span::default());
            };
            if let Some(value) = tokens.take() {
                items.push((key, self.pattern(value)?));
            }
        }
        Ok(PatternKind::Mapping { items, rest })
    }

    fn class_pattern(&mut self, token: Token<'t>) -> Result<PatternKind> {
        let span = token.span;
        let mut tokens = token.into_inner();
        let Some(name) = tokens.take() else { return fail(SyntaxError::Invalid {}, span) };
        let class = self.dotted_value(name.text(), name.span)?;
        let (mut positional, mut keywords) = (Vec::new(), Vec::new());
        while let Some(token) = tokens.take() {
            if token.rule() == Rule::declared_name {
                let name = self.name(&token)?;
                tokens.take_if(Rule::assign);
                if let Some(value) = tokens.take() {
                    keywords.push((name, self.pattern(value)?));
                }
            } else if keywords.is_empty() {
                positional.push(self.pattern(token)?);
            } else {
                return fail(SyntaxError::PositionalPattern {}, token.span);
            }
        }
        Ok(PatternKind::Class { class, positional, keywords })
    }
}
