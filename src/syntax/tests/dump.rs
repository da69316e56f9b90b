//! A tree as one line of text, for tests that compare it with what Python's `ast` makes of the same text.

use crate::syntax::{
    Arg, Clause, Expr, ExprKind, FPart, ImportName, Interner, Number, Span, Statement, StatementKind, Symbol,
};

struct Dump<'a> {
    numbers: &'a [Number],
    interner: &'a Interner,
    /// Whether to write where nodes stand. Python 3.11 places those inside an f-string wrongly.
    spans: bool,
    /// Where a span lies in the text, and whether to write those of names, numbers and operators too.
    locate: &'a dyn Fn(Span) -> Span,
    all: bool,
}

/// The tree as `tests/data/syntax_trees.py` writes Python's.
pub(super) fn statement(statement: &Statement, interner: &Interner) -> String {
    let numbers = &statement.numbers;
    kind(&statement.form.kind, &Dump { numbers, interner, spans: true, locate: &|span| span, all: false })
}

/// The tree with all spans, in the bytes of `text`.
pub(super) fn located(statement: &Statement, interner: &Interner, text: &str) -> String {
    let numbers = &statement.numbers;
    let whole = statement.locate(statement.form.span, text);
    let locate = |span| statement.locate(span, text);
    format!(
        "{} {whole:?}",
        kind(&statement.form.kind, &Dump { numbers, interner, spans: true, locate: &locate, all: true })
    )
}

fn kind(statement: &StatementKind, dump: &Dump<'_>) -> String {
    match statement {
        StatementKind::Expr(value) => format!("(expr {})", dump.expr(value)),
        StatementKind::Assign { targets, value } => {
            format!("(assign {} {})", dump.list(targets), dump.expr(value))
        }
        StatementKind::AugAssign { target, op, value } => {
            format!("(aug {} {} {})", op.symbol(), dump.expr(target), dump.expr(value))
        }
        StatementKind::Del(targets) => format!("(del {})", dump.list(targets)),
        StatementKind::Assert { test, message } => {
            format!("(assert {} {})", dump.expr(test), dump.option(message.as_ref()))
        }
        StatementKind::Pass => "(pass)".into(),
        StatementKind::With { items, body } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("({} {})", dump.expr(&item.context), dump.option(item.name.as_ref())))
                .collect();
            let body: Vec<String> = body.iter().map(|statement| kind(statement, dump)).collect();
            format!("(with {} {})", items.join(" "), body.join(" "))
        }
        StatementKind::Import(names) => format!("(import {})", dump.imports(names)),
        StatementKind::ImportFrom { module, names, .. } if names.is_empty() => format!("(from {module} *)"),
        StatementKind::ImportFrom { module, names, .. } => format!("(from {module} {})", dump.imports(names)),
    }
}

impl Dump<'_> {
    fn imports(&self, names: &[ImportName]) -> String {
        let name = |import: &ImportName| match import.alias {
            Some(alias) => format!("{}:{}", import.name, self.interner.name(alias)),
            None => import.name.clone(),
        };
        names.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    fn option(&self, expr: Option<&Expr>) -> String {
        expr.map_or("-".into(), |expr| self.expr(expr))
    }

    fn list(&self, exprs: &[Expr]) -> String {
        format!("[{}]", exprs.iter().map(|expr| self.expr(expr)).collect::<Vec<_>>().join(" "))
    }

    fn number(&self, slot: usize) -> String {
        match &self.numbers[slot] {
            Number::Int(value) => format!("int:{value}"),
            Number::BigInt(value) => format!("int:{value}"),
            Number::Float(value) => format!("float:{:016x}", value.to_bits()),
            Number::Imaginary(value) => format!("imag:{:016x}", value.to_bits()),
        }
    }

    fn parts(&self, parts: &[FPart]) -> String {
        let part = |part: &FPart| match part {
            FPart::Text(text) => hex(text),
            FPart::Field { expr, conversion, spec } => {
                let inside = Dump { spans: self.all, ..*self };
                format!("(field {} {} {})", inside.expr(expr), conversion.unwrap_or('-'), inside.parts(spec))
            }
        };
        format!("[{}]", parts.iter().map(part).collect::<Vec<_>>().join(" "))
    }

    pub(super) fn expr(&self, expr: &Expr) -> String {
        let text = match &expr.kind {
            ExprKind::Number(slot) => return self.number(*slot) + &self.extra(expr.span),
            ExprKind::Str(text) => return hex(text),
            ExprKind::Bytes(bytes) => format!("bytes {bytes:?}"),
            ExprKind::FString(parts) => format!("fstring {}", self.parts(parts)),
            ExprKind::Bool(true) => return "True".into(),
            ExprKind::Bool(false) => return "False".into(),
            ExprKind::None => return "None".into(),
            ExprKind::Ellipsis => return "...".into(),
            ExprKind::Name(name) => return self.interner.name(*name).to_string() + &self.extra(expr.span),
            ExprKind::List(parts) => format!("list {}", self.list(parts)),
            ExprKind::Tuple(parts) => format!("tuple {}", self.list(parts)),
            ExprKind::Set(parts) => format!("set {}", self.list(parts)),
            ExprKind::Dict(pairs) => {
                let pair = |(key, value): &(Expr, Expr)| format!("{}={}", self.expr(key), self.expr(value));
                format!("dict [{}]", pairs.iter().map(pair).collect::<Vec<_>>().join(" "))
            }
            ExprKind::Unary { op, operand } => format!("{op:?} {}", self.expr(operand)),
            ExprKind::Binary { op, left, right, op_span } => {
                format!("{}{} {} {}", op.symbol(), self.extra(*op_span), self.expr(left), self.expr(right))
            }
            ExprKind::Compare { first, rest } => {
                let rest = rest.iter().map(|(op, right)| format!(" '{}' {}", op.symbol(), self.expr(right)));
                format!("compare {}{}", self.expr(first), rest.collect::<String>())
            }
            ExprKind::And(left, right) => format!("and {} {}", self.expr(left), self.expr(right)),
            ExprKind::Or(left, right) => format!("or {} {}", self.expr(left), self.expr(right)),
            ExprKind::Conditional { test, then, otherwise } => {
                format!("if {} {} {}", self.expr(test), self.expr(then), self.expr(otherwise))
            }
            ExprKind::Call { function, args } => {
                let arg = |arg: &Arg| match arg {
                    Arg::Positional(value) => self.expr(value),
                    Arg::Starred(value) => format!("*{}", self.expr(value)),
                    Arg::Keyword { name, value, .. } => {
                        format!("{}={}", self.interner.name(*name), self.expr(value))
                    }
                    Arg::DoubleStarred(value) => format!("**{}", self.expr(value)),
                };
                // Python keeps positional and keyword arguments apart.
                let keyword = |arg: &&Arg| matches!(arg, Arg::Keyword { .. } | Arg::DoubleStarred(_));
                let args: Vec<_> =
                    args.iter().filter(|a| !keyword(a)).chain(args.iter().filter(keyword)).map(arg).collect();
                format!("call {} [{}]", self.expr(function), args.join(" "))
            }
            ExprKind::Attribute { object, name, name_span } => {
                format!("attr {} {}{}", self.expr(object), self.interner.name(*name), self.extra(*name_span))
            }
            ExprKind::Index { object, index } => format!("index {} {}", self.expr(object), self.expr(index)),
            ExprKind::Slice { start, stop, step } => format!(
                "slice {} {} {}",
                self.option(start.as_deref()),
                self.option(stop.as_deref()),
                self.option(step.as_deref())
            ),
            ExprKind::Starred(value) => format!("* {}", self.expr(value)),
            ExprKind::Comprehension { list, value, clauses } => {
                let clause = |clause: &Clause| match clause {
                    Clause::For { target, iterable } => {
                        format!(" (for {} {})", self.expr(target), self.expr(iterable))
                    }
                    Clause::If(test) => format!(" (if {})", self.expr(test)),
                };
                let name = if *list { "listcomp" } else { "generator" };
                format!("{name} {}{}", self.expr(value), clauses.iter().map(clause).collect::<String>())
            }
            ExprKind::Lambda { params, body } => {
                let param = |(name, default): &(Symbol, Option<Expr>)| {
                    format!("{}={}", self.interner.name(*name), self.option(default.as_ref()))
                };
                let params: Vec<_> = params.iter().map(param).collect();
                format!("lambda [{}] {}", params.join(" "), self.expr(body))
            }
        };
        if !self.spans {
            return format!("({text})");
        }
        let span = (self.locate)(expr.span);
        format!("({text})@{}-{}", span.start, span.end)
    }

    /// The span, if all are wanted.
    fn extra(&self, span: Span) -> String {
        if !self.all {
            return String::new();
        }
        let span = (self.locate)(span);
        format!("@{}-{}", span.start, span.end)
    }
}

/// A string, so that nothing in it can be taken for structure.
fn hex(text: &str) -> String {
    text.chars().fold("s".to_owned(), |hex, c| format!("{hex}.{:x}", u32::from(c)))
}
