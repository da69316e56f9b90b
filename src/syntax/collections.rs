//! From tokens to the tree: what stands in brackets, and `lambda`.

use super::build::{Builder, Node};
use super::grammar::{Rule, Token, Tokens};
use super::{Arg, Clause, Expr, ExprKind, Makes, Span, SyntaxError, UnaryOp, target};
use crate::error::{Error, Result};

fn fail<T>(kind: SyntaxError, span: Span) -> Result<T> {
    Err(Error::from(kind).at(span))
}

impl<'t> Builder<'t, '_> {
    /// An expression, or `*a`.
    pub(super) fn value(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let Some(star) = tokens.take_if(Rule::star) else {
            return self.expr(tokens);
        };
        let start = tokens.start();
        let node = self.binary(tokens, 0)?;
        let bare = node.expr.span.start == start;
        match &node.expr.kind {
            // Python takes nothing looser than `|` here, unless it stands in parentheses.
            ExprKind::Compare { first, .. } | ExprKind::And(first, _) | ExprKind::Or(first, _) if bare => {
                let end = first.span.end;
                return fail(SyntaxError::Invalid {}, Span { start: end, end: end + 1 });
            }
            ExprKind::Unary { op: UnaryOp::Not, .. } if bare => {
                return fail(SyntaxError::Invalid {}, Span { start, end: start + 3 });
            }
            _ => {}
        }
        let span = Span { start: star.span.start, end: tokens.end };
        Self::node(ExprKind::Starred(Box::new(node.expr)), span, node.depth)
    }

    /// What a bracket holds: an expression, `*a`, or `name := a`.
    fn inner(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let node = self.value(tokens)?;
        self.walrus(node, tokens)
    }

    /// An expression, or `name := a`.
    pub(super) fn named(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let node = self.expr(tokens)?;
        self.walrus(node, tokens)
    }

    /// `target := value` if that is how it goes on, else `target`.
    pub(super) fn walrus(&mut self, target: Node, tokens: &mut Tokens<'t>) -> Result<Node> {
        if tokens.take_if(Rule::walrus).is_none() {
            return Ok(target);
        }
        let ExprKind::Name(name) = target.expr.kind else {
            let what = target::name(&target.expr.kind).to_owned();
            return fail(SyntaxError::Walrus { what }, target.expr.span);
        };
        let value = self.expr(tokens)?;
        let name_span = target.expr.span;
        let span = Span { start: name_span.start, end: tokens.end };
        Self::node(ExprKind::Walrus { name, name_span, value: Box::new(value.expr) }, span, value.depth)
    }

    /// What stands right of a `=`: values, or a `yield`.
    pub(super) fn right(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let Some(token) = tokens.take_if(Rule::yielded) else { return self.values(tokens) };
        let span = token.span;
        let mut inner = token.into_inner();
        let (kind, depth) = if inner.take_if(Rule::from_word).is_some() {
            let node = self.expr(&mut inner)?;
            (ExprKind::YieldFrom(Box::new(node.expr)), node.depth)
        } else if inner.peek().is_some() {
            let node = self.values(&mut inner)?;
            (ExprKind::Yield(Some(Box::new(node.expr))), node.depth)
        } else {
            (ExprKind::Yield(None), 0)
        };
        let end = inner.end.max(span.start + 5);
        Self::node(kind, Span { start: span.start, end }, depth)
    }

    /// `a`, or the tuple `a, b`.
    pub(super) fn values(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let start = tokens.start();
        let first = self.value(tokens)?;
        if tokens.peek() != Some(Rule::comma) {
            return Ok(first);
        }
        self.tuple(start, first, tokens, Self::value)
    }

    /// What a `match` looks at: values, each of which may be bound to a name.
    pub(super) fn subject(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let start = tokens.start();
        let first = self.inner(tokens)?;
        if tokens.peek() != Some(Rule::comma) {
            return Ok(first);
        }
        self.tuple_until(start, first, tokens, Self::inner, true)
    }

    /// The tuple that `first` is the first element of, each further one read by `element`.
    fn tuple(
        &mut self,
        start: u32,
        first: Node,
        tokens: &mut Tokens<'t>,
        element: impl Fn(&mut Self, &mut Tokens<'t>) -> Result<Node>,
    ) -> Result<Node> {
        self.tuple_until(start, first, tokens, element, false)
    }

    /// The same; in a header the colon may come after a comma, where in an index it begins a slice.
    fn tuple_until(
        &mut self,
        start: u32,
        first: Node,
        tokens: &mut Tokens<'t>,
        element: impl Fn(&mut Self, &mut Tokens<'t>) -> Result<Node>,
        in_header: bool,
    ) -> Result<Node> {
        let mut depth = first.depth;
        let mut elements = vec![first.expr];
        while tokens.take_if(Rule::comma).is_some() {
            let next = tokens.peek();
            if matches!(next, None | Some(Rule::assign | Rule::augmented))
                || in_header && next == Some(Rule::colon)
            {
                break;
            }
            let next = element(self, tokens)?;
            depth = depth.max(next.depth);
            elements.push(next.expr);
        }
        Self::node(ExprKind::Tuple(elements), Span { start, end: tokens.end }, depth)
    }

    /// `[...]`
    pub(super) fn list(&mut self, token: Token<'t>) -> Result<Node> {
        let span = token.span;
        let mut tokens = token.into_inner();
        let mut elements = Vec::new();
        let mut depth = 0;
        while tokens.peek().is_some() {
            let node = self.inner(&mut tokens)?;
            if tokens.peek() == Some(Rule::for_clause) {
                return self.comprehension(Makes::List, node, &mut tokens, span);
            }
            depth = depth.max(node.depth);
            elements.push(node.expr);
        }
        Self::node(ExprKind::List(elements), span, depth)
    }

    /// `(...)`: an expression, a tuple or a generator.
    pub(super) fn group(&mut self, token: Token<'t>) -> Result<Node> {
        let span = token.span;
        let mut tokens = token.into_inner();
        if tokens.peek().is_none() {
            return Self::node(ExprKind::Tuple(Vec::new()), span, 0);
        }
        if tokens.peek() == Some(Rule::yielded) {
            return self.right(&mut tokens);
        }
        let node = self.inner(&mut tokens)?;
        match tokens.peek() {
            Some(Rule::for_clause) => self.comprehension(Makes::Generator, node, &mut tokens, span),
            Some(Rule::comma) => {
                let mut tuple = self.tuple(span.start, node, &mut tokens, Self::inner)?;
                tuple.expr.span = span;
                Ok(tuple)
            }
            _ if matches!(node.expr.kind, ExprKind::Starred(_)) => {
                fail(SyntaxError::GroupedStarred {}, node.expr.span)
            }
            _ => Ok(node),
        }
    }

    /// `value for ... in ... if ...`
    pub(super) fn comprehension(
        &mut self,
        makes: Makes,
        value: Node,
        tokens: &mut Tokens<'t>,
        span: Span,
    ) -> Result<Node> {
        if let ExprKind::Starred(_) = value.expr.kind {
            return fail(SyntaxError::StarredComprehension {}, value.expr.span);
        }
        let mut depth = value.depth;
        let mut clauses = Vec::new();
        while let Some(token) = tokens.take() {
            let is_for = token.rule() == Rule::for_clause;
            let mut inner = token.into_inner();
            if is_for {
                let bound = self.targets(&mut inner)?;
                target::check(&bound.expr, target::Place::Assigned)?;
                let iterable = self.binary(&mut inner, 0)?;
                depth = depth.max(bound.depth).max(iterable.depth);
                clauses.push(Clause::For { target: bound.expr, iterable: iterable.expr });
            } else {
                let test = self.binary(&mut inner, 0)?;
                let test = self.walrus(test, &mut inner)?;
                depth = depth.max(test.depth);
                clauses.push(Clause::If(test.expr));
            }
        }
        Self::node(ExprKind::Comprehension { makes, value: Box::new(value.expr), clauses }, span, depth)
    }

    /// The targets of a `for`: names, attributes, indices, and tuples of these.
    pub(super) fn targets(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let Some(token) = tokens.take_if(Rule::targets) else {
            return self.operand(tokens);
        };
        let mut tokens = token.into_inner();
        let target = |builder: &mut Self, tokens: &mut Tokens<'t>| match tokens.take_if(Rule::star) {
            None => builder.operand(tokens),
            Some(star) => {
                let node = builder.operand(tokens)?;
                let span = Span { start: star.span.start, end: tokens.end };
                Self::node(ExprKind::Starred(Box::new(node.expr)), span, node.depth)
            }
        };
        let start = tokens.start();
        let first = target(self, &mut tokens)?;
        if tokens.peek() != Some(Rule::comma) {
            return Ok(first);
        }
        self.tuple(start, first, &mut tokens, target)
    }

    /// `{a, b}` and `{a: b}`, and comprehensions in braces.
    pub(super) fn brace(&mut self, token: Token<'t>) -> Result<Node> {
        let span = token.span;
        let mut tokens = token.into_inner();
        let mut keys: Vec<Expr> = Vec::new();
        let mut pairs: Vec<(Option<Expr>, Expr)> = Vec::new();
        let mut depth = 0;
        while tokens.peek().is_some() {
            if let Some(stars) = tokens.take_if(Rule::double_star) {
                if !keys.is_empty() {
                    return fail(SyntaxError::Invalid {}, stars.span);
                }
                let value = self.binary(&mut tokens, 0)?;
                depth = depth.max(value.depth);
                pairs.push((None, value.expr));
                if tokens.peek() == Some(Rule::for_clause) {
                    return fail(SyntaxError::UnpackedComprehension {}, stars.span);
                }
                continue;
            }
            if let (Some(Rule::star), false) = (tokens.peek(), pairs.is_empty()) {
                let star = tokens.start();
                return fail(SyntaxError::Invalid {}, Span { start: star, end: star + 1 });
            }
            let key = self.inner(&mut tokens)?;
            depth = depth.max(key.depth);
            if let Some(colon) = tokens.take_if(Rule::colon) {
                if !keys.is_empty() || matches!(key.expr.kind, ExprKind::Starred(_)) {
                    return fail(SyntaxError::Invalid {}, colon.span);
                }
                let value = self.expr(&mut tokens)?;
                if tokens.peek() == Some(Rule::for_clause) && pairs.is_empty() {
                    let value = Node { depth: value.depth.max(depth), expr: value.expr };
                    return self.comprehension(
                        Makes::Dict { key: Box::new(key.expr) },
                        value,
                        &mut tokens,
                        span,
                    );
                }
                depth = depth.max(value.depth);
                pairs.push((Some(key.expr), value.expr));
            } else {
                if tokens.peek() == Some(Rule::for_clause) && keys.is_empty() && pairs.is_empty() {
                    return self.comprehension(Makes::Set, key, &mut tokens, span);
                }
                if !pairs.is_empty() {
                    let end = key.expr.span.end;
                    return fail(SyntaxError::ExpectedColon {}, Span { start: end.saturating_sub(1), end });
                }
                keys.push(key.expr);
            }
        }
        let kind = if keys.is_empty() { ExprKind::Dict(pairs) } else { ExprKind::Set(keys) };
        Self::node(kind, span, depth)
    }

    /// The arguments of a call, and the depth of the deepest.
    pub(super) fn arguments(&mut self, token: Token<'t>) -> Result<(Vec<Arg>, u32)> {
        let call = token.span;
        let mut tokens = token.into_inner();
        let mut args = Vec::new();
        let mut depth = 0;
        // Where a `name=` and a `**` came first: what may follow depends on it.
        let (mut named, mut unpacked) = (false, false);
        while let Some(rule) = tokens.peek() {
            if let Rule::star | Rule::double_star = rule {
                let star = tokens.take().map_or(call, |token| token.span);
                let node = self.expr(&mut tokens)?;
                depth = depth.max(node.depth);
                if rule == Rule::double_star {
                    unpacked = true;
                    args.push(Arg::DoubleStarred(node.expr));
                } else if unpacked {
                    return fail(SyntaxError::StarAfterUnpacking {}, star.to(node.expr.span));
                } else {
                    args.push(Arg::Starred(node.expr));
                }
                continue;
            }
            let start = tokens.start();
            let node = self.expr(&mut tokens)?;
            let node = self.walrus(node, &mut tokens)?;
            depth = depth.max(node.depth);
            if let Some(equals) = tokens.take_if(Rule::assign) {
                let value = self.expr(&mut tokens)?;
                depth = depth.max(value.depth);
                let name_span = node.expr.span;
                let ExprKind::Name(name) = node.expr.kind else {
                    return fail(keyword_fault(&node.expr.kind), Span { start, end: equals.span.end });
                };
                if name_span.start != start {
                    return fail(SyntaxError::KeywordExpression {}, Span { start, end: equals.span.end });
                }
                let taken =
                    args.iter().any(|arg| matches!(arg, Arg::Keyword { name: other, .. } if *other == name));
                if taken {
                    let name = self.interner.name(name).to_string();
                    return fail(SyntaxError::RepeatedKeyword { name }, name_span.to(value.expr.span));
                }
                if tokens.peek() == Some(Rule::for_clause) {
                    return fail(SyntaxError::EqualsInExpression {}, name_span.to(value.expr.span));
                }
                named = true;
                args.push(Arg::Keyword { name, name_span, value: value.expr });
                continue;
            }
            if tokens.peek() == Some(Rule::for_clause) {
                let generator = self.comprehension(Makes::Generator, node, &mut tokens, call)?;
                return Ok((vec![Arg::Positional(generator.expr)], generator.depth));
            }
            if unpacked || named {
                // Python looks at the whole call, and blames its end.
                let kind = if unpacked {
                    SyntaxError::PositionalAfterUnpacking {}
                } else {
                    SyntaxError::PositionalAfterKeyword {}
                };
                return fail(kind, node.expr.span);
            }
            args.push(Arg::Positional(node.expr));
        }
        Ok((args, depth))
    }

    /// What stands in the brackets of `a[...]`.
    pub(super) fn index(&mut self, token: Token<'t>) -> Result<Node> {
        let mut tokens = token.into_inner();
        let start = tokens.start();
        let first = self.index_part(&mut tokens)?;
        if tokens.peek() != Some(Rule::comma) {
            return match first.expr.kind {
                ExprKind::Starred(_) => {
                    let (span, depth) = (first.expr.span, first.depth);
                    Self::node(ExprKind::Tuple(vec![first.expr]), span, depth)
                }
                _ => Ok(first),
            };
        }
        self.tuple(start, first, &mut tokens, Self::index_part)
    }

    /// One index: an expression, `*a` or a slice.
    fn index_part(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let start = tokens.start();
        let first = match tokens.peek() {
            Some(Rule::colon) => None,
            Some(Rule::star) => Some(self.starred_index(tokens)?),
            _ => {
                let node = self.expr(tokens)?;
                Some(self.walrus(node, tokens)?)
            }
        };
        if tokens.take_if(Rule::colon).is_none() {
            return match first {
                Some(node) => Ok(node),
                None => fail(SyntaxError::Invalid {}, Span { start, end: tokens.end }),
            };
        }
        let stop = self.slice_part(tokens)?;
        let step = if tokens.take_if(Rule::colon).is_some() { self.slice_part(tokens)? } else { None };
        let depth = [&first, &stop, &step].into_iter().flatten().map(|node| node.depth).max().unwrap_or(0);
        let part = |node: Option<Node>| node.map(|node| Box::new(node.expr));
        let kind = ExprKind::Slice { start: part(first), stop: part(stop), step: part(step) };
        Self::node(kind, Span { start, end: tokens.end }, depth)
    }

    /// `*a` as an index: here any expression may follow the star.
    fn starred_index(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let start = tokens.start();
        tokens.take_if(Rule::star);
        let node = self.expr(tokens)?;
        Self::node(ExprKind::Starred(Box::new(node.expr)), Span { start, end: tokens.end }, node.depth)
    }

    fn slice_part(&mut self, tokens: &mut Tokens<'t>) -> Result<Option<Node>> {
        match tokens.peek() {
            None | Some(Rule::colon | Rule::comma) => Ok(None),
            Some(_) => self.expr(tokens).map(Some),
        }
    }

    /// `lambda a, b=1: a + b`
    pub(super) fn lambda(&mut self, token: Token<'t>) -> Result<Node> {
        let span = token.span;
        let mut tokens = token.into_inner();
        let annotates = std::mem::replace(&mut self.annotates, false);
        let (parameters, depth) = self.parameters(&mut tokens)?;
        self.annotates = annotates;
        tokens.take_if(Rule::colon);
        let body = self.expr(&mut tokens)?;
        let span = Span { start: span.start, end: tokens.end };
        let kind = ExprKind::Lambda { parameters: Box::new(parameters), body: Box::new(body.expr) };
        Self::node(kind, span, depth.max(body.depth))
    }
}

/// What is wrong with `kind=` as an argument.
fn keyword_fault(kind: &ExprKind) -> SyntaxError {
    match kind {
        ExprKind::None | ExprKind::Bool(_) => SyntaxError::Assign { what: target::name(kind).to_owned() },
        _ => SyntaxError::KeywordExpression {},
    }
}
