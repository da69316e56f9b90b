//! A walk over every expression of a statement.

use super::{Arg, Clause, Expr, ExprKind, FPart, Makes, Parameters, StatementKind, Stmt};

/// Calls `each` with every expression of a statement, the outer ones first.
pub fn expressions<'s>(statement: &'s StatementKind, each: &mut dyn FnMut(&'s Expr)) {
    match statement {
        StatementKind::Expr(expr) => walk(expr, each),
        StatementKind::Assign { targets, value } => {
            in_all(targets, each);
            walk(value, each);
        }
        StatementKind::AugAssign { target, value, .. } => {
            walk(target, each);
            walk(value, each);
        }
        StatementKind::Del(targets) => in_all(targets, each),
        StatementKind::Assert { test, message } => {
            walk(test, each);
            if let Some(message) = message {
                walk(message, each);
            }
        }
        StatementKind::With { items, body } => {
            for item in items {
                walk(&item.context, each);
                if let Some(name) = &item.name {
                    walk(name, each);
                }
            }
            in_body(body, each);
        }
        StatementKind::Annotated { target, annotation, value } => {
            walk(target, each);
            walk(annotation, each);
            if let Some(value) = value {
                walk(value, each);
            }
        }
        StatementKind::If { test, body, otherwise } | StatementKind::While { test, body, otherwise } => {
            walk(test, each);
            in_body(body, each);
            in_body(otherwise, each);
        }
        StatementKind::For { target, iterable, body, otherwise } => {
            walk(target, each);
            walk(iterable, each);
            in_body(body, each);
            in_body(otherwise, each);
        }
        StatementKind::FunctionDef(def) => {
            in_all(&def.decorators, each);
            in_parameters(&def.parameters, each);
            if let Some(returns) = &def.returns {
                walk(returns, each);
            }
            in_body(&def.body, each);
        }
        StatementKind::ClassDef(def) => {
            in_all(&def.decorators, each);
            in_args(&def.args, each);
            in_body(&def.body, each);
        }
        StatementKind::Try { body, handlers, otherwise, finally } => {
            in_body(body, each);
            for handler in handlers {
                if let Some(exception) = &handler.exception {
                    walk(exception, each);
                }
                in_body(&handler.body, each);
            }
            in_body(otherwise, each);
            in_body(finally, each);
        }
        StatementKind::Match { subject, cases } => {
            walk(subject, each);
            for case in cases {
                if let Some(guard) = &case.guard {
                    walk(guard, each);
                }
                in_body(&case.body, each);
            }
        }
        StatementKind::Return(value) => {
            if let Some(value) = value {
                walk(value, each);
            }
        }
        StatementKind::Raise { exception, cause } => {
            for part in [exception, cause].into_iter().flatten() {
                walk(part, each);
            }
        }
        StatementKind::Pass
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Global(_)
        | StatementKind::Nonlocal(_)
        | StatementKind::Import(_)
        | StatementKind::ImportFrom { .. } => {}
    }
}

/// Calls `each` with the name of every module that a statement imports, those left out that functions and classes inside it do.
pub fn imports<'s>(statement: &'s StatementKind, each: &mut dyn FnMut(&'s str)) {
    match statement {
        StatementKind::Import(names) => names.iter().for_each(|import| each(&import.name)),
        StatementKind::ImportFrom { module, .. } => each(module),
        StatementKind::FunctionDef(_) | StatementKind::ClassDef(_) => {}
        other => other.bodies().into_iter().flatten().for_each(|stmt| imports(&stmt.kind, each)),
    }
}

fn walk<'s>(expr: &'s Expr, each: &mut dyn FnMut(&'s Expr)) {
    each(expr);
    match &expr.kind {
        ExprKind::FString(parts) => in_parts(parts, each),
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            in_all(items, each);
        }
        ExprKind::Dict(entries) => {
            for (key, value) in entries {
                if let Some(key) = key {
                    walk(key, each);
                }
                walk(value, each);
            }
        }
        ExprKind::Unary { operand, .. } => walk(operand, each),
        ExprKind::Binary { left, right, .. } | ExprKind::And(left, right) | ExprKind::Or(left, right) => {
            walk(left, each);
            walk(right, each);
        }
        ExprKind::Compare { first, rest } => {
            walk(first, each);
            for (_, right) in rest {
                walk(right, each);
            }
        }
        ExprKind::Conditional { test, then, otherwise } => {
            for part in [test, then, otherwise] {
                walk(part, each);
            }
        }
        ExprKind::Call { function, args } => {
            walk(function, each);
            in_args(args, each);
        }
        ExprKind::Attribute { object, .. } => walk(object, each),
        ExprKind::Index { object, index } => {
            walk(object, each);
            walk(index, each);
        }
        ExprKind::Slice { start, stop, step } => {
            for part in [start, stop, step].into_iter().flatten() {
                walk(part, each);
            }
        }
        ExprKind::Starred(inner) => walk(inner, each),
        ExprKind::Comprehension { value, clauses, makes } => {
            if let Makes::Dict { key } = makes {
                walk(key, each);
            }
            for clause in clauses {
                match clause {
                    Clause::For { target, iterable } => {
                        walk(target, each);
                        walk(iterable, each);
                    }
                    Clause::If(test) => walk(test, each),
                }
            }
            walk(value, each);
        }
        ExprKind::Lambda { parameters, body } => {
            in_parameters(parameters, each);
            walk(body, each);
        }
        ExprKind::Walrus { value, .. } | ExprKind::YieldFrom(value) | ExprKind::Yield(Some(value)) => {
            walk(value, each);
        }
        ExprKind::Yield(None) => {}
        ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Bool(_)
        | ExprKind::None
        | ExprKind::Ellipsis
        | ExprKind::Name(_) => {}
    }
}

fn in_body<'s>(body: &'s [Stmt], each: &mut dyn FnMut(&'s Expr)) {
    for stmt in body {
        expressions(&stmt.kind, each);
    }
}

fn in_args<'s>(args: &'s [Arg], each: &mut dyn FnMut(&'s Expr)) {
    for arg in args {
        match arg {
            Arg::Positional(value)
            | Arg::Starred(value)
            | Arg::Keyword { value, .. }
            | Arg::DoubleStarred(value) => walk(value, each),
        }
    }
}

fn in_parameters<'s>(parameters: &'s Parameters, each: &mut dyn FnMut(&'s Expr)) {
    for parameter in parameters.all() {
        for part in [&parameter.annotation, &parameter.default].into_iter().flatten() {
            walk(part, each);
        }
    }
}

fn in_all<'s>(exprs: &'s [Expr], each: &mut dyn FnMut(&'s Expr)) {
    for expr in exprs {
        walk(expr, each);
    }
}

fn in_parts<'s>(parts: &'s [FPart], each: &mut dyn FnMut(&'s Expr)) {
    for part in parts {
        if let FPart::Field { expr, spec, .. } = part {
            walk(expr, each);
            in_parts(spec, each);
        }
    }
}
