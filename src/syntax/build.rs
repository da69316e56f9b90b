//! From the flat tokens of the grammar to the tree: expressions, by binding power.

use super::grammar::{Rule, Token, Tokens};
use super::{
    BinaryOp, CompareOp, Expr, ExprKind, Interner, Number, Span, Symbol, SyntaxError, UnaryOp, keyword,
    number,
};
use crate::error::{Error, Result};

/// How deep a tree may be, so that whoever walks it can recurse.
pub(super) const MAX_DEPTH: u32 = 500;

/// An expression under construction, and how deep its tree is.
pub(super) struct Node {
    pub(super) expr: Expr,
    pub(super) depth: u32,
}

/// What a tree is built with.
pub(super) struct Builder<'t, 'n> {
    /// The text of the statement.
    pub(super) text: &'t str,
    pub(super) interner: &'n mut Interner,
    /// The numbers met so far, and where.
    pub(super) numbers: Vec<Number>,
    pub(super) spans: Vec<Span>,
    /// Whether the parameters that are read are those of a `def`, which may have annotations.
    pub(super) annotates: bool,
    /// How many expressions are under construction around this one.
    level: u32,
}

/// How tightly the operators bind, loosest first.
mod power {
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const NOT: u8 = 3;
    pub(super) const COMPARE: u8 = 4;
    pub(super) const SIGN: u8 = 11;
    pub(super) const POWER: u8 = 12;
}

/// An operator between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Binary(BinaryOp),
    Compare(CompareOp),
    And,
    Or,
}

impl Infix {
    /// The operator written as `text`. Between the words of `not in` and `is not` there may be any blanks.
    fn read(text: &str) -> Self {
        match text {
            "+" => Self::Binary(BinaryOp::Add),
            "-" => Self::Binary(BinaryOp::Subtract),
            "*" => Self::Binary(BinaryOp::Multiply),
            "/" => Self::Binary(BinaryOp::Divide),
            "**" => Self::Binary(BinaryOp::Power),
            "//" => Self::Binary(BinaryOp::FloorDivide),
            "%" => Self::Binary(BinaryOp::Remainder),
            "@" => Self::Binary(BinaryOp::MatMul),
            "<<" => Self::Binary(BinaryOp::LeftShift),
            ">>" => Self::Binary(BinaryOp::RightShift),
            "&" => Self::Binary(BinaryOp::BitAnd),
            "|" => Self::Binary(BinaryOp::BitOr),
            "^" => Self::Binary(BinaryOp::BitXor),
            "<" => Self::Compare(CompareOp::Less),
            "<=" => Self::Compare(CompareOp::LessEqual),
            ">" => Self::Compare(CompareOp::Greater),
            ">=" => Self::Compare(CompareOp::GreaterEqual),
            "==" => Self::Compare(CompareOp::Equal),
            "!=" => Self::Compare(CompareOp::NotEqual),
            "in" => Self::Compare(CompareOp::In),
            "is" => Self::Compare(CompareOp::Is),
            "and" => Self::And,
            "or" => Self::Or,
            _ if text.starts_with("is") => Self::Compare(CompareOp::IsNot),
            _ => Self::Compare(CompareOp::NotIn),
        }
    }

    fn power(self) -> u8 {
        match self {
            Self::Or => power::OR,
            Self::And => power::AND,
            Self::Compare(_) => power::COMPARE,
            Self::Binary(op) => match op {
                BinaryOp::BitOr => 5,
                BinaryOp::BitXor => 6,
                BinaryOp::BitAnd => 7,
                BinaryOp::LeftShift | BinaryOp::RightShift => 8,
                BinaryOp::Add | BinaryOp::Subtract => 9,
                BinaryOp::Multiply
                | BinaryOp::MatMul
                | BinaryOp::Divide
                | BinaryOp::FloorDivide
                | BinaryOp::Remainder => 10,
                BinaryOp::Power => power::POWER,
            },
        }
    }
}

impl<'t, 'n> Builder<'t, 'n> {
    /// A builder for the statement `text`.
    pub(super) fn new(text: &'t str, interner: &'n mut Interner) -> Self {
        Self { text, interner, numbers: Vec::new(), spans: Vec::new(), annotates: false, level: 0 }
    }

    /// A node of `kind`, one deeper than the deepest of its parts.
    pub(super) fn node(kind: ExprKind, span: Span, below: u32) -> Result<Node> {
        if below >= MAX_DEPTH {
            return Err(Error::from(SyntaxError::TooDeep {}).at(span));
        }
        Ok(Node { expr: Expr { kind, span }, depth: below + 1 })
    }

    /// Runs `build` one level deeper.
    pub(super) fn deeper<T>(&mut self, at: Span, build: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.level >= MAX_DEPTH {
            return Err(Error::from(SyntaxError::TooDeep {}).at(at));
        }
        self.level += 1;
        let built = build(self);
        self.level -= 1;
        built
    }

    /// The next expression.
    pub(super) fn expr(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        if let Some(token) = tokens.take_if(Rule::lambda) {
            let node = self.deeper(token.span, |builder| builder.lambda(token))?;
            // The token holds the blanks after the body too.
            tokens.end = node.expr.span.end;
            return Ok(node);
        }
        let start = tokens.start();
        let then = self.binary(tokens, 0)?;
        let Some(word) = tokens.take_if(Rule::if_word) else {
            return Ok(then);
        };
        let test = self.binary(tokens, 0)?;
        tokens.take_if(Rule::else_word);
        let otherwise = self.deeper(word.span, |builder| builder.expr(tokens))?;
        let depth = then.depth.max(test.depth).max(otherwise.depth);
        let kind = ExprKind::Conditional {
            test: Box::new(test.expr),
            then: Box::new(then.expr),
            otherwise: Box::new(otherwise.expr),
        };
        Self::node(kind, Span { start, end: tokens.end }, depth)
    }

    /// The next expression whose operators bind at least as tightly as `least`.
    pub(super) fn binary(&mut self, tokens: &mut Tokens<'t>, least: u8) -> Result<Node> {
        let start = tokens.start();
        let mut left = self.prefixed(tokens)?;
        while let Some((op, token)) = tokens.take_infix(least) {
            left = match op {
                Infix::Compare(op) => self.comparison(tokens, start, left, op)?,
                Infix::Binary(binary) => {
                    // `**` groups to the right, and its right operand may have a sign: `2 ** -1`.
                    let least = if binary == BinaryOp::Power { power::SIGN } else { op.power() + 1 };
                    self.combine(tokens, start, left, &token, least, |op_span, left, right| {
                        ExprKind::Binary { op: binary, op_span, left, right }
                    })?
                }
                Infix::And => {
                    self.combine(tokens, start, left, &token, power::AND + 1, |_, a, b| ExprKind::And(a, b))?
                }
                Infix::Or => {
                    self.combine(tokens, start, left, &token, power::OR + 1, |_, a, b| ExprKind::Or(a, b))?
                }
            };
        }
        Ok(left)
    }

    /// `left` and the right operand, which `token` stands before, made one by `kind`.
    fn combine(
        &mut self,
        tokens: &mut Tokens<'t>,
        start: u32,
        left: Node,
        token: &Token<'t>,
        least: u8,
        kind: impl FnOnce(Span, Box<Expr>, Box<Expr>) -> ExprKind,
    ) -> Result<Node> {
        let right = self.deeper(token.span, |builder| builder.binary(tokens, least))?;
        let depth = left.depth.max(right.depth);
        let kind = kind(token.span, Box::new(left.expr), Box::new(right.expr));
        Self::node(kind, Span { start, end: tokens.end }, depth)
    }

    /// `first op ...`, with all comparisons that follow.
    fn comparison(
        &mut self,
        tokens: &mut Tokens<'t>,
        start: u32,
        first: Node,
        mut op: CompareOp,
    ) -> Result<Node> {
        let mut rest = Vec::new();
        let mut depth = first.depth;
        loop {
            let right = self.deeper(first.expr.span, |builder| builder.binary(tokens, power::COMPARE + 1))?;
            depth = depth.max(right.depth);
            rest.push((op, right.expr));
            match tokens.take_infix(power::COMPARE) {
                Some((Infix::Compare(next), _)) => op = next,
                _ => break,
            }
        }
        Self::node(
            ExprKind::Compare { first: Box::new(first.expr), rest },
            Span { start, end: tokens.end },
            depth,
        )
    }

    /// An operand with its signs before it and its trailers after it.
    fn prefixed(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let (op, power) = match tokens.peek() {
            Some(Rule::sign) => (UnaryOp::Negative, power::SIGN),
            Some(Rule::not_word) => (UnaryOp::Not, power::NOT),
            _ => return self.operand(tokens),
        };
        let Some(token) = tokens.take() else { return self.operand(tokens) };
        let op = match token.text() {
            "+" => UnaryOp::Positive,
            "~" => UnaryOp::Invert,
            _ => op,
        };
        let operand = self.deeper(token.span, |builder| builder.binary(tokens, power))?;
        let span = Span { start: token.span.start, end: tokens.end };
        Self::node(ExprKind::Unary { op, operand: Box::new(operand.expr) }, span, operand.depth)
    }

    /// An operand with its trailers: `a.b(c)[d]`.
    pub(super) fn operand(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let start = tokens.start();
        let mut node = self.atom(tokens)?;
        loop {
            let Some(rule @ (Rule::attribute | Rule::call | Rule::subscript)) = tokens.peek() else {
                return Ok(node);
            };
            let Some(token) = tokens.take() else { return Ok(node) };
            let span = Span { start, end: token.span.end };
            let mut depth = node.depth;
            let object = Box::new(node.expr);
            let kind = match rule {
                Rule::attribute => {
                    let (name_span, name) = (token.span, self.name(&token)?);
                    ExprKind::Attribute { object, name, name_span }
                }
                Rule::call => {
                    let (args, below) = self.deeper(span, |builder| builder.arguments(token))?;
                    depth = depth.max(below);
                    ExprKind::Call { function: object, args }
                }
                _ => {
                    let index = self.deeper(span, |builder| builder.index(token))?;
                    depth = depth.max(index.depth);
                    ExprKind::Index { object, index: Box::new(index.expr) }
                }
            };
            node = Self::node(kind, span, depth)?;
        }
    }

    fn atom(&mut self, tokens: &mut Tokens<'t>) -> Result<Node> {
        let Some(token) = tokens.take() else {
            let end = tokens.end as usize;
            return Err(Error::from(SyntaxError::Invalid {}).at(Span::new(end, end)));
        };
        let span = token.span;
        let kind = match token.rule() {
            Rule::name | Rule::foreign_name => match token.text() {
                "None" => ExprKind::None,
                "True" => ExprKind::Bool(true),
                "False" => ExprKind::Bool(false),
                _ => ExprKind::Name(self.name(&token)?),
            },
            Rule::number => {
                self.numbers.push(number::value(token.text()));
                self.spans.push(span);
                ExprKind::Number(self.numbers.len() - 1)
            }
            Rule::string => return self.strings(&token, tokens),
            Rule::ellipsis => ExprKind::Ellipsis,
            Rule::list => return self.deeper(span, |builder| builder.list(token)),
            Rule::group => return self.deeper(span, |builder| builder.group(token)),
            Rule::brace => return self.deeper(span, |builder| builder.brace(token)),
            _ => return Err(Error::from(SyntaxError::Invalid {}).at(span)),
        };
        Ok(Node { expr: Expr { kind, span }, depth: 1 })
    }

    /// The symbol of a word that must not be a keyword.
    pub(super) fn name(&mut self, token: &Token<'t>) -> Result<Symbol> {
        if keyword::is_keyword(token.text()) {
            return Err(Error::from(SyntaxError::Invalid {}).at(token.span));
        }
        Ok(self.interner.intern(token.text()))
    }
}

impl<'t> Tokens<'t> {
    /// Takes the next token if it is an operator that binds at least as tightly as `least`.
    fn take_infix(&mut self, least: u8) -> Option<(Infix, Token<'t>)> {
        let op = match self.peek() {
            Some(Rule::op | Rule::logic) => Infix::read(self.peek_text()),
            _ => return None,
        };
        if op.power() < least {
            return None;
        }
        self.take().map(|token| (op, token))
    }
}
