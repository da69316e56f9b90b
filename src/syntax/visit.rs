//! A walk over every expression of a statement.

use super::{Arg, Clause, Expr, ExprKind, FPart, StatementKind};

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
            for statement in body {
                expressions(statement, each);
            }
        }
        StatementKind::Pass | StatementKind::Import(_) | StatementKind::ImportFrom { .. } => {}
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
                walk(key, each);
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
            for arg in args {
                match arg {
                    Arg::Positional(value)
                    | Arg::Starred(value)
                    | Arg::Keyword { value, .. }
                    | Arg::DoubleStarred(value) => walk(value, each),
                }
            }
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
        ExprKind::Comprehension { value, clauses, .. } => {
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
        ExprKind::Lambda { params, body } => {
            for default in params.iter().filter_map(|(_, default)| default.as_ref()) {
                walk(default, each);
            }
            walk(body, each);
        }
        ExprKind::Number(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Bool(_)
        | ExprKind::None
        | ExprKind::Ellipsis
        | ExprKind::Name(_) => {}
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
