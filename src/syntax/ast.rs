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
        body: Vec<Stmt>,
    },
    /// `x: int = 3`: an annotation, which is kept and not checked.
    Annotated {
        /// A name, an attribute or an index.
        target: Expr,
        /// What stands after the colon.
        annotation: Expr,
        /// What is assigned, if anything is.
        value: Option<Expr>,
    },
    /// `if test: … elif …: … else: …`; an `elif` is an `if` alone in `otherwise`.
    If {
        /// The condition.
        test: Expr,
        /// What runs if it holds.
        body: Vec<Stmt>,
        /// What runs if it does not.
        otherwise: Vec<Stmt>,
    },
    /// `while test: … else: …`
    While {
        /// The condition.
        test: Expr,
        /// What runs as long as it holds.
        body: Vec<Stmt>,
        /// What runs when it no longer does.
        otherwise: Vec<Stmt>,
    },
    /// `for target in iterable: … else: …`
    For {
        /// What each item is bound to.
        target: Expr,
        /// What is iterated over.
        iterable: Expr,
        /// What runs for each item.
        body: Vec<Stmt>,
        /// What runs when there are no more.
        otherwise: Vec<Stmt>,
    },
    /// `def f(a, b=1): …`
    FunctionDef(Rc<FunctionDef>),
    /// `class C(Base): …`
    ClassDef(Rc<ClassDef>),
    /// `try: … except E as e: … else: … finally: …`
    Try {
        /// What is tried.
        body: Vec<Stmt>,
        /// The `except` clauses.
        handlers: Vec<Handler>,
        /// What runs if nothing was raised.
        otherwise: Vec<Stmt>,
        /// What runs in any case.
        finally: Vec<Stmt>,
    },
    /// `match subject: case pattern: …`
    Match {
        /// What is matched.
        subject: Expr,
        /// The cases.
        cases: Vec<Case>,
    },
    /// `return a`
    Return(Option<Expr>),
    /// `raise a from b`
    Raise {
        /// The exception; none to raise again the one that is handled.
        exception: Option<Expr>,
        /// Its cause.
        cause: Option<Expr>,
    },
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `global a, b`
    Global(Vec<Symbol>),
    /// `nonlocal a, b`
    Nonlocal(Vec<Symbol>),
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

impl StatementKind {
    /// The statements that it holds, a run a block.
    pub fn bodies(&self) -> Vec<&[Stmt]> {
        match self {
            Self::With { body, .. } => vec![body],
            Self::If { body, otherwise, .. }
            | Self::While { body, otherwise, .. }
            | Self::For { body, otherwise, .. } => vec![body, otherwise],
            Self::Try { body, handlers, otherwise, finally } => {
                let mut bodies: Vec<&[Stmt]> = vec![body];
                bodies.extend(handlers.iter().map(|handler| &handler.body[..]));
                bodies.extend([&otherwise[..], &finally[..]]);
                bodies
            }
            Self::Match { cases, .. } => cases.iter().map(|case| &case.body[..]).collect(),
            Self::FunctionDef(def) => vec![&def.body],
            Self::ClassDef(def) => vec![&def.body],
            _ => Vec::new(),
        }
    }

    /// Whether it holds other statements.
    pub fn holds_statements(&self) -> bool {
        matches!(
            self,
            Self::With { .. }
                | Self::If { .. }
                | Self::While { .. }
                | Self::For { .. }
                | Self::Try { .. }
                | Self::Match { .. }
                | Self::FunctionDef(_)
                | Self::ClassDef(_)
        )
    }
}

/// A statement in a block, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// What it does.
    pub kind: StatementKind,
    /// The bytes it was read from; of a compound statement, its header.
    pub span: Span,
}

/// A function as it is defined.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDef {
    /// Its name.
    pub name: Symbol,
    /// Its parameters.
    pub parameters: Parameters,
    /// What stands after `->`.
    pub returns: Option<Expr>,
    /// Its body.
    pub body: Vec<Stmt>,
    /// The decorators, the outermost first.
    pub decorators: Vec<Expr>,
}

/// The parameters of a function, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters {
    /// Those that may be given by position: first those before `/`.
    pub positional: Vec<Parameter>,
    /// How many of them stand before `/` and so may not be given by keyword.
    pub positional_only: usize,
    /// `*args`
    pub varargs: Option<Parameter>,
    /// Those after `*` or `*args`.
    pub keyword_only: Vec<Parameter>,
    /// `**kwargs`
    pub kwargs: Option<Parameter>,
}

impl Parameters {
    /// Every parameter: by position, `*args`, by keyword, `**kwargs`.
    pub fn all(&self) -> impl Iterator<Item = &Parameter> {
        self.positional.iter().chain(&self.varargs).chain(&self.keyword_only).chain(&self.kwargs)
    }
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Symbol,
    /// Its annotation, which is kept and not checked.
    pub annotation: Option<Expr>,
    /// Its default.
    pub default: Option<Expr>,
}

/// A class as it is defined.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassDef {
    /// Its name.
    pub name: Symbol,
    /// What stands in the parentheses: bases, and keywords such as `metaclass=`.
    pub args: Vec<Arg>,
    /// Its body.
    pub body: Vec<Stmt>,
    /// The decorators, the outermost first.
    pub decorators: Vec<Expr>,
}

/// An `except` clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Handler {
    /// The exception or exceptions that it handles; all, if there is none.
    pub exception: Option<Expr>,
    /// What the exception is bound to.
    pub name: Option<Symbol>,
    /// What runs.
    pub body: Vec<Stmt>,
    /// The bytes of the header.
    pub span: Span,
}

/// A `case` of a `match`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What the subject must look like.
    pub pattern: Pattern,
    /// What else must hold.
    pub guard: Option<Expr>,
    /// What runs.
    pub body: Vec<Stmt>,
    /// The bytes of the header.
    pub span: Span,
}

/// A pattern of a `case`, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// The bytes it was read from.
    pub span: Span,
}

/// What a pattern is.
#[derive(Clone, Debug, PartialEq)]
pub enum PatternKind {
    /// `_`
    Wildcard,
    /// `x`: takes anything and binds it.
    Capture(Symbol),
    /// `1`, `'a'`, `color.RED`: equal to this.
    Value(Expr),
    /// `None`, `True`, `False`: this very object.
    Singleton(Expr),
    /// `[a, *rest]`, `a, b`
    Sequence(Vec<Pattern>),
    /// `*rest` in a sequence; `*_` binds nothing.
    Star(Option<Symbol>),
    /// `{'k': p, **rest}`
    Mapping {
        /// Keys with their patterns.
        items: Vec<(Expr, Pattern)>,
        /// What the other items are bound to.
        rest: Option<Symbol>,
    },
    /// `Point(x, y=0)`
    Class {
        /// The class.
        class: Expr,
        /// By position.
        positional: Vec<Pattern>,
        /// By attribute.
        keywords: Vec<(Symbol, Pattern)>,
    },
    /// `a | b`
    Or(Vec<Pattern>),
    /// `p as x`
    As(Box<Pattern>, Symbol),
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
    /// `{a: b, **c}`: a key that is missing stands for `**`.
    Dict(Vec<(Option<Expr>, Expr)>),
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
    /// `[value for target in iterable if test]`, and the same in parentheses and braces.
    Comprehension {
        /// What it makes.
        makes: Makes,
        /// What is collected; of a dict, the values.
        value: Box<Expr>,
        /// The `for` and `if` parts.
        clauses: Vec<Clause>,
    },
    /// `lambda i, j: i + j`
    Lambda {
        /// The parameters.
        parameters: Box<Parameters>,
        /// The body.
        body: Box<Expr>,
    },
    /// `name := value`
    Walrus {
        /// The name.
        name: Symbol,
        /// Where it stands.
        name_span: Span,
        /// What it is bound to.
        value: Box<Expr>,
    },
    /// `yield a`
    Yield(Option<Box<Expr>>),
    /// `yield from a`
    YieldFrom(Box<Expr>),
}

/// What a comprehension makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Makes {
    /// `[…]`
    List,
    /// `(…)`
    Generator,
    /// `{…}`
    Set,
    /// `{key: …}`
    Dict {
        /// The key of each item.
        key: Box<Expr>,
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
