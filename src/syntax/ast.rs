//! The tree of a statement. Every node knows the bytes it was read from.
//!
//! Numbers are not in the tree: a node holds the slot of its number, and the numbers stand beside the tree in
//! [`Statement`]. Two statements that differ only in their numbers therefore share one tree (a [`Form`]), which
//! is what lets a long generated script be parsed once for each form instead of once for each line.

use std::rc::Rc;

use num_bigint::BigInt;

use super::{Span, Symbol};

/// A number as it was written, without a sign.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// `42`, `0xff`, `1_000`
    Int(i64),
    /// An integer that does not fit 64 bits with sign.
    BigInt(Rc<BigInt>),
    /// `1.5`, `1e-3`
    Float(f64),
    /// `2j`: the imaginary part.
    Imaginary(f64),
}

/// One statement: its form, and the numbers that fill the form's slots.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The tree, shared by statements that differ only in their numbers.
    pub form: Rc<Form>,
    /// The number of each slot, in the order of the text.
    pub numbers: Vec<Number>,
    /// The first byte of the statement in the text it was read from.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// The tree of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What the statement does.
    pub kind: StatementKind,
    /// Its text, without what stands around it. It starts at 0: the spans of a form are bytes of the text of the
    /// statement it was first read from. [`Statement::locate`] finds them in the text of another.
    pub span: Span,
    /// Where the numbers stand in whose place another statement of this form may have others.
    pub lifted: Box<[Span]>,
}

/// What a statement does.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `a + 1`
    Expr(Expr),
    /// `a = b = x`, `a, b = x`, `a[0] = x`, `a.shape = x`: the targets from left to right.
    Assign {
        /// Names, attributes, indices, starred names, and tuples or lists of these.
        targets: Vec<Expr>,
        /// What is assigned.
        value: Expr,
    },
    /// `a += 1`
    AugAssign {
        /// A name, an attribute or an index.
        target: Expr,
        /// The operator, without its `=`.
        op: BinaryOp,
        /// The right operand.
        value: Expr,
    },
    /// `del a, b`
    Del(Vec<Expr>),
    /// `assert test, message`
    Assert {
        /// What must be true.
        test: Expr,
        /// What to say if it is not.
        message: Option<Expr>,
    },
    /// `pass`
    Pass,
    /// `with errstate(all='ignore'): a / b`
    With {
        /// The contexts, from left to right.
        items: Vec<WithItem>,
        /// The statements in them.
        body: Vec<StatementKind>,
    },
    /// `import numpy as np, math`
    Import(Vec<ImportName>),
    /// `from numpy import copy as cp, zeros`; no names mean `*`.
    ImportFrom {
        /// The module, with its dots.
        module: String,
        /// Its span.
        module_span: Span,
        /// What is imported; empty for `*`.
        names: Vec<ImportName>,
    },
}

/// `printoptions(precision=3) as options`
#[derive(Clone, Debug, PartialEq)]
pub struct WithItem {
    /// What is entered and left.
    pub context: Expr,
    /// What is bound to what entering gave, if that was written.
    pub name: Option<Expr>,
}

/// `numpy as np`
#[derive(Clone, Debug, PartialEq)]
pub struct ImportName {
    /// The name, with its dots.
    pub name: String,
    /// What it is bound to, if that was written.
    pub alias: Option<Symbol>,
    /// Where it stands.
    pub span: Span,
}

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The bytes it was read from.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// The number in this slot of the statement.
    Number(usize),
    /// A string, escapes resolved and neighbours joined.
    Str(Rc<str>),
    /// `b'text'`
    Bytes(Rc<[u8]>),
    /// An f-string, in parts.
    FString(Vec<FPart>),
    /// `True`, `False`
    Bool(bool),
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// A name.
    Name(Symbol),
    /// `[a, *b]`
    List(Vec<Expr>),
    /// `a, b` and `(a, b)`
    Tuple(Vec<Expr>),
    /// `{a: b}`
    Dict(Vec<(Expr, Expr)>),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `-a`, `not a`
    Unary {
        /// The operator.
        op: UnaryOp,
        /// Its operand.
        operand: Box<Expr>,
    },
    /// `a + b`
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// The left operand.
        left: Box<Expr>,
        /// The right operand.
        right: Box<Expr>,
    },
    /// `a < b <= c`
    Compare {
        /// The leftmost operand.
        first: Box<Expr>,
        /// Each operator with its right operand.
        rest: Vec<(CompareOp, Expr)>,
    },
    /// `a and b`
    And(Box<Expr>, Box<Expr>),
    /// `a or b`
    Or(Box<Expr>, Box<Expr>),
    /// `a if test else b`
    Conditional {
        /// The condition.
        test: Box<Expr>,
        /// The value if it holds.
        then: Box<Expr>,
        /// The value if it does not.
        otherwise: Box<Expr>,
    },
    /// `f(a, *b, key=c, **d)`
    Call {
        /// What is called.
        function: Box<Expr>,
        /// The arguments, in the order of the text.
        args: Vec<Arg>,
    },
    /// `a.name`
    Attribute {
        /// Whose attribute.
        object: Box<Expr>,
        /// Which.
        name: Symbol,
        /// Where the name stands.
        name_span: Span,
    },
    /// `a[index]`; several indices are a `Tuple`.
    Index {
        /// What is indexed.
        object: Box<Expr>,
        /// The index.
        index: Box<Expr>,
    },
    /// `start:stop:step`, only inside an index.
    Slice {
        /// Before the first colon.
        start: Option<Box<Expr>>,
        /// After it.
        stop: Option<Box<Expr>>,
        /// After the second.
        step: Option<Box<Expr>>,
    },
    /// `*a`, inside a list, tuple, call or target.
    Starred(Box<Expr>),
    /// `[value for target in iterable if test]`, and the same in parentheses.
    Comprehension {
        /// Whether it stood in brackets (a list) or in parentheses (a generator).
        list: bool,
        /// What is collected.
        value: Box<Expr>,
        /// The `for` and `if` parts.
        clauses: Vec<Clause>,
    },
    /// `lambda i, j: i + j`
    Lambda {
        /// The parameters with their defaults.
        params: Vec<(Symbol, Option<Expr>)>,
        /// The body.
        body: Box<Expr>,
    },
}

/// A part of a comprehension.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// `for target in iterable`
    For {
        /// What each element is bound to.
        target: Expr,
        /// What is walked over.
        iterable: Expr,
    },
    /// `if test`
    If(Expr),
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// `a`
    Positional(Expr),
    /// `*a`
    Starred(Expr),
    /// `name=a`
    Keyword {
        /// The parameter.
        name: Symbol,
        /// Where its name stands.
        name_span: Span,
        /// The value.
        value: Expr,
    },
    /// `**a`
    DoubleStarred(Expr),
}

/// A part of an f-string.
#[derive(Clone, Debug, PartialEq)]
pub enum FPart {
    /// Text, escapes and doubled braces resolved.
    Text(Rc<str>),
    /// `{expr!r:spec}`; for `{expr=}` the text up to the `=` comes before it as a `Text`, and the conversion is `r`
    /// unless a spec or a conversion was written.
    Field {
        /// The expression.
        expr: Expr,
        /// `!r`, `!s`, `!a`
        conversion: Option<char>,
        /// The format spec, itself an f-string.
        spec: Vec<FPart>,
    },
}

/// `-`, `+`, `~`, `not`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Negative,
    Positive,
    Invert,
    Not,
}

/// The binary operators, tightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Power,
    Multiply,
    MatMul,
    Divide,
    FloorDivide,
    Remainder,
    Add,
    Subtract,
    LeftShift,
    RightShift,
    BitAnd,
    BitXor,
    BitOr,
}

impl BinaryOp {
    /// How the operator is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Power => "**",
            Self::Multiply => "*",
            Self::MatMul => "@",
            Self::Divide => "/",
            Self::FloorDivide => "//",
            Self::Remainder => "%",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::LeftShift => "<<",
            Self::RightShift => ">>",
            Self::BitAnd => "&",
            Self::BitXor => "^",
            Self::BitOr => "|",
        }
    }
}

/// The comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CompareOp {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CompareOp {
    /// How the operator is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }
}
