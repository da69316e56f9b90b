//! A tree as one line of text, for tests that compare it with what Python's `ast` makes of the same text.

#![allow(clippy::format_collect)] // Trees of tests are short.

use crate::syntax::{
    Arg, Clause, Expr, ExprKind, FPart, ImportName, Interner, Makes, Number, Parameter, Parameters, Pattern,
    PatternKind, Span, Statement, StatementKind, Stmt, Symbol,
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
            format!("(with {}{})", items.join(" "), block(body, dump))
        }
        StatementKind::Annotated { target, annotation, value } => {
            format!("(ann {} {} {})", dump.expr(target), dump.expr(annotation), dump.option(value.as_ref()))
        }
        StatementKind::If { test, body, otherwise } => {
            format!("(if {}{} else{})", dump.expr(test), block(body, dump), block(otherwise, dump))
        }
        StatementKind::While { test, body, otherwise } => {
            format!("(while {}{} else{})", dump.expr(test), block(body, dump), block(otherwise, dump))
        }
        StatementKind::For { target, iterable, body, otherwise } => {
            let (target, iterable) = (dump.expr(target), dump.expr(iterable));
            format!("(for {target} {iterable}{} else{})", block(body, dump), block(otherwise, dump))
        }
        StatementKind::FunctionDef(def) => format!(
            "(def {} {} {} {}{})",
            dump.name(def.name),
            dump.list(&def.decorators),
            dump.parameters(&def.parameters),
            dump.option(def.returns.as_ref()),
            block(&def.body, dump)
        ),
        StatementKind::ClassDef(def) => format!(
            "(class {} {} {}{})",
            dump.name(def.name),
            dump.list(&def.decorators),
            dump.args(&def.args),
            block(&def.body, dump)
        ),
        StatementKind::Try { body, handlers, otherwise, finally } => {
            let handlers: String = handlers
                .iter()
                .map(|handler| {
                    let name = handler.name.map_or("-".into(), |name| dump.name(name));
                    let exception = dump.option(handler.exception.as_ref());
                    format!(" (except {exception} {name}{})", block(&handler.body, dump))
                })
                .collect();
            let (otherwise, finally) = (block(otherwise, dump), block(finally, dump));
            format!("(try{}{handlers} else{otherwise} finally{finally})", block(body, dump))
        }
        StatementKind::Match { subject, cases } => {
            let cases: String = cases
                .iter()
                .map(|case| {
                    let guard = dump.option(case.guard.as_ref());
                    format!(" (case {} {guard}{})", dump.pattern(&case.pattern), block(&case.body, dump))
                })
                .collect();
            format!("(match {}{cases})", dump.expr(subject))
        }
        StatementKind::Return(value) => format!("(return {})", dump.option(value.as_ref())),
        StatementKind::Raise { exception, cause } => {
            format!("(raise {} {})", dump.option(exception.as_ref()), dump.option(cause.as_ref()))
        }
        StatementKind::Break => "(break)".into(),
        StatementKind::Continue => "(continue)".into(),
        StatementKind::Global(names) => format!("(global {})", dump.names(names)),
        StatementKind::Nonlocal(names) => format!("(nonlocal {})", dump.names(names)),
        StatementKind::Import(names) => format!("(import {})", dump.imports(names)),
        StatementKind::ImportFrom { module, names, .. } if names.is_empty() => format!("(from {module} *)"),
        StatementKind::ImportFrom { module, names, .. } => format!("(from {module} {})", dump.imports(names)),
    }
}

/// The statements of a block.
fn block(body: &[Stmt], dump: &Dump<'_>) -> String {
    body.iter().map(|stmt| format!(" {}", kind(&stmt.kind, dump))).collect()
}

impl Dump<'_> {
    fn name(&self, name: Symbol) -> String {
        self.interner.name(name).to_string()
    }

    fn names(&self, names: &[Symbol]) -> String {
        names.iter().map(|&name| self.name(name)).collect::<Vec<_>>().join(" ")
    }

    fn parameters(&self, parameters: &Parameters) -> String {
        let one = |p: &Parameter| {
            let annotation = p.annotation.as_ref().map_or(String::new(), |a| format!(":{}", self.expr(a)));
            format!("{}{annotation}={}", self.name(p.name), self.option(p.default.as_ref()))
        };
        let mut all = Vec::new();
        for (i, p) in parameters.positional.iter().enumerate() {
            if i == parameters.positional_only && i > 0 {
                all.push("/".to_owned());
            }
            all.push(one(p));
        }
        if parameters.positional_only > 0 && parameters.positional_only == parameters.positional.len() {
            all.push("/".to_owned());
        }
        all.extend(parameters.varargs.iter().map(|p| format!("*{}", one(p))));
        all.extend(parameters.keyword_only.iter().map(|p| format!("kw {}", one(p))));
        all.extend(parameters.kwargs.iter().map(|p| format!("**{}", one(p))));
        format!("[{}]", all.join(" "))
    }

    fn pattern(&self, pattern: &Pattern) -> String {
        let many = |items: &[Pattern]| items.iter().map(|p| self.pattern(p)).collect::<Vec<_>>().join(" ");
        let optional = |name: Option<Symbol>| name.map_or("-".into(), |name| self.name(name));
        match &pattern.kind {
            PatternKind::Wildcard => "_".into(),
            PatternKind::Capture(name) => self.name(*name),
            PatternKind::Value(expr) => format!("(value {})", self.expr(expr)),
            PatternKind::Singleton(expr) => self.expr(expr),
            PatternKind::Sequence(items) => format!("[{}]", many(items)),
            PatternKind::Star(name) => format!("*{}", optional(*name)),
            PatternKind::Mapping { items, rest } => {
                let items: String =
                    items.iter().map(|(k, p)| format!("{}={} ", self.expr(k), self.pattern(p))).collect();
                format!("{{{items}{}}}", optional(*rest))
            }
            PatternKind::Class { class, positional, keywords } => {
                let keywords: String =
                    keywords.iter().map(|(k, p)| format!(" {}={}", self.name(*k), self.pattern(p))).collect();
                format!("(class {} [{}]{keywords})", self.expr(class), many(positional))
            }
            PatternKind::Or(items) => format!("(or {})", many(items)),
            PatternKind::As(inner, name) => format!("(as {} {})", self.pattern(inner), self.name(*name)),
        }
    }

    fn args(&self, args: &[Arg]) -> String {
        let arg = |arg: &Arg| match arg {
            Arg::Positional(value) => self.expr(value),
            Arg::Starred(value) => format!("*{}", self.expr(value)),
            Arg::Keyword { name, value, .. } => format!("{}={}", self.interner.name(*name), self.expr(value)),
            Arg::DoubleStarred(value) => format!("**{}", self.expr(value)),
        };
        // Python keeps positional and keyword arguments apart.
        let keyword = |arg: &&Arg| matches!(arg, Arg::Keyword { .. } | Arg::DoubleStarred(_));
        let args: Vec<_> =
            args.iter().filter(|a| !keyword(a)).chain(args.iter().filter(keyword)).map(arg).collect();
        format!("[{}]", args.join(" "))
    }

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
                let pair = |(key, value): &(Option<Expr>, Expr)| {
                    format!("{}={}", self.option(key.as_ref()), self.expr(value))
                };
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
                format!("call {} {}", self.expr(function), self.args(args))
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
            ExprKind::Comprehension { makes, value, clauses } => {
                let clause = |clause: &Clause| match clause {
                    Clause::For { target, iterable } => {
                        format!(" (for {} {})", self.expr(target), self.expr(iterable))
                    }
                    Clause::If(test) => format!(" (if {})", self.expr(test)),
                };
                let name = match makes {
                    Makes::List => "listcomp".to_owned(),
                    Makes::Generator => "generator".to_owned(),
                    Makes::Set => "setcomp".to_owned(),
                    Makes::Dict { key } => format!("dictcomp {}", self.expr(key)),
                };
                format!("{name} {}{}", self.expr(value), clauses.iter().map(clause).collect::<String>())
            }
            ExprKind::Lambda { parameters, body } => {
                format!("lambda {} {}", self.parameters(parameters), self.expr(body))
            }
            ExprKind::Walrus { name, value, .. } => {
                format!("walrus {} {}", self.name(*name), self.expr(value))
            }
            ExprKind::Yield(value) => format!("yield {}", self.option(value.as_deref())),
            ExprKind::YieldFrom(value) => format!("yieldfrom {}", self.expr(value)),
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
