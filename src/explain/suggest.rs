//! For a write that was lost, the form that works.

use crate::lang::Wrote;
use crate::memory::{Advanced, CopyReason};
use crate::syntax::{Arg, BinaryOp, Expr, ExprKind, Span, StatementKind, expressions};

use super::facts::Statement;
use super::lint::find;

/// The longest form that is written out.
const LONG: usize = 120;

/// The form that counts every time an index names an element: `np.add.at(a, [0, 0], 1)`.
pub(super) fn at(statement: &Statement<'_>, object: &str, index: &str) -> String {
    let StatementKind::AugAssign { op, value, .. } = &statement.tree.form.kind else {
        return "a ufunc's at counts every time".into();
    };
    let value = statement.source(value.span);
    let index = if index.contains(',') && !index.starts_with(['[', '(']) || splits(index) {
        format!("({index})")
    } else {
        index.to_owned()
    };
    format!("np.{}.at({object}, {index}, {value}) changes it every time", ufunc(*op))
}

/// Whether a comma stands outside of brackets.
fn splits(index: &str) -> bool {
    let mut depth = 0;
    index.chars().any(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
}

fn ufunc(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Power => "power",
        BinaryOp::Multiply => "multiply",
        BinaryOp::MatMul => "matmul",
        BinaryOp::Divide => "divide",
        BinaryOp::FloorDivide => "floor_divide",
        BinaryOp::Remainder => "remainder",
        BinaryOp::Add => "add",
        BinaryOp::Subtract => "subtract",
        BinaryOp::LeftShift => "left_shift",
        BinaryOp::RightShift => "right_shift",
        BinaryOp::BitAnd => "bitwise_and",
        BinaryOp::BitXor => "bitwise_xor",
        BinaryOp::BitOr => "bitwise_or",
    }
}

/// What to write instead of a write to the expression at `span`, which gave a passing array.
pub(super) fn instead(
    statement: &Statement<'_>,
    span: Span,
    how: Wrote,
    reason: Option<&CopyReason>,
) -> String {
    let Some(target) = find(statement, span) else { return name_it(statement.source(span)) };
    let Some(reason) = reason else { return name_it(statement.source(span)) };
    let form = match how {
        Wrote::Items => items(statement, target, reason),
        Wrote::Method => method(statement, target),
        Wrote::Out { .. } => out(statement, target),
        Wrote::Argument | Wrote::Attribute => None,
    };
    let form = form.or_else(|| through_name(statement, target)).filter(|form| form.len() <= LONG);
    form.map_or_else(|| name_it(statement.source(span)), |form| format!("{form} writes to the array"))
}

fn name_it(source: &str) -> String {
    if source.len() > LONG || source.contains('\n') {
        return "give the array a name first".to_owned();
    }
    format!("give it a name first: t = {source}")
}

/// The array that a passing copy was taken of, and how it was taken.
enum Taken<'e> {
    /// `base[index]`
    Index(&'e Expr, &'e Expr),
    /// `base.ravel()`, `base.reshape(n)`: all elements in C order, on one axis.
    Flat(&'e Expr),
    /// `base.copy()`, `copy(base)`: the same shape.
    Same(&'e Expr),
    /// `base.reshape(…)` to another shape.
    Reshaped(&'e Expr),
}

/// `None` also where that array is itself a passing copy, or may be one: a write to it would be lost as well.
fn taken<'e>(statement: &Statement<'_>, target: &'e Expr) -> Option<Taken<'e>> {
    let taken = taken_of(statement, target)?;
    let (Taken::Index(base, _) | Taken::Flat(base) | Taken::Same(base) | Taken::Reshaped(base)) = taken;
    arrives(statement, base).then_some(taken)
}

/// Whether what is written to an expression reaches an array with a name: it is one, or a chain of what always gives views.
fn arrives(statement: &Statement<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Name(_) => true,
        ExprKind::Attribute { object, name_span, .. } => {
            matches!(statement.source(*name_span), "T" | "mT" | "real") && arrives(statement, object)
        }
        ExprKind::Index { object, index } => {
            let basic = |item: &Expr| {
                is_int(item)
                    || matches!(item.kind, ExprKind::Slice { .. } | ExprKind::Ellipsis | ExprKind::None)
            };
            let items = match &index.kind {
                ExprKind::Tuple(items) => items.iter().all(basic),
                _ => basic(index),
            };
            items && arrives(statement, object)
        }
        ExprKind::Call { function, args } => {
            const VIEWS: [&str; 10] = [
                "view",
                "transpose",
                "swapaxes",
                "moveaxis",
                "squeeze",
                "expand_dims",
                "flip",
                "fliplr",
                "flipud",
                "rot90",
            ];
            callee(statement, function, args)
                .is_some_and(|(name, base, _)| VIEWS.contains(&name) && arrives(statement, base))
        }
        _ => false,
    }
}

fn taken_of<'e>(statement: &Statement<'_>, target: &'e Expr) -> Option<Taken<'e>> {
    match &target.kind {
        ExprKind::Index { object, index } => Some(Taken::Index(object, index)),
        ExprKind::Call { function, args } => {
            let (name, base, rest) = callee(statement, function, args)?;
            let plain = |rest: &[Arg]| rest.iter().all(|arg| matches!(arg, Arg::Positional(_)));
            match name {
                "ravel" | "flatten" if rest.is_empty() => Some(Taken::Flat(base)),
                "reshape" if plain(rest) => match rest {
                    [Arg::Positional(one)] if !matches!(one.kind, ExprKind::Tuple(_) | ExprKind::List(_)) => {
                        let number = matches!(one.kind, ExprKind::Number(_) | ExprKind::Unary { .. });
                        Some(if number { Taken::Flat(base) } else { Taken::Reshaped(base) })
                    }
                    _ => Some(Taken::Reshaped(base)),
                },
                "copy" | "array" | "ascontiguousarray" | "asfortranarray" | "astype" | "asarray" => {
                    Some(Taken::Same(base))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The name of what is called, the array it is about, and the other arguments.
fn callee<'s, 'e>(
    statement: &'s Statement<'_>,
    function: &'e Expr,
    args: &'e [Arg],
) -> Option<(&'s str, &'e Expr, &'e [Arg])> {
    let first = || match args.first() {
        Some(Arg::Positional(first)) => Some((first, &args[1..])),
        _ => None,
    };
    match &function.kind {
        ExprKind::Attribute { object, name_span, .. } => {
            let name = statement.source(*name_span);
            let module = matches!(&object.kind, ExprKind::Name(_))
                && matches!(statement.source(object.span), "np" | "numpy" | "copy");
            if module {
                let (base, rest) = first()?;
                return Some((name, base, rest));
            }
            Some((name, object, args))
        }
        ExprKind::Name(_) => {
            let (base, rest) = first()?;
            Some((statement.source(function.span), base, rest))
        }
        _ => None,
    }
}

/// The rest of the statement after the subscript: ` = 1`, ` += 1`.
fn assignment(statement: &Statement<'_>) -> Option<String> {
    match &statement.tree.form.kind {
        StatementKind::Assign { targets, value } if targets.len() == 1 => {
            Some(format!("= {}", statement.source(value.span)))
        }
        StatementKind::AugAssign { op, value, .. } => {
            Some(format!("{}= {}", op.symbol(), statement.source(value.span)))
        }
        _ => None,
    }
}

/// For `target[j] = v`.
fn items(statement: &Statement<'_>, target: &Expr, reason: &CopyReason) -> Option<String> {
    let mut outer = None;
    expressions(&statement.tree.form.kind, &mut |expr| {
        if let ExprKind::Index { object, index } = &expr.kind
            && object.span == target.span
        {
            outer = Some(&**index);
        }
    });
    let outer = outer?;
    let assign = assignment(statement)?;
    let j = statement.source(outer.span);
    let simple = is_int(outer) || matches!(outer.kind, ExprKind::Slice { .. });
    match taken(statement, target)? {
        Taken::Index(base, index) => {
            let (base, i) = (statement.source(base.span), statement.source(index.span));
            if matches!(j.trim(), ":" | "...") {
                return Some(format!("{base}[{i}] {assign}"));
            }
            if matches!(index.kind, ExprKind::Tuple(_)) || !simple {
                return None;
            }
            match reason {
                CopyReason::AdvancedItem { what: Advanced::Mask(1), items: 1, .. } => {
                    Some(format!("{base}[np.flatnonzero({i})[{j}]] {assign}"))
                }
                CopyReason::AdvancedItem { what: Advanced::Integers, items: 1, .. } => {
                    let array = if matches!(index.kind, ExprKind::List(_)) {
                        format!("np.array({i})")
                    } else {
                        i.to_owned()
                    };
                    Some(format!("{base}[{array}[{j}]] {assign}"))
                }
                CopyReason::AdvancedItem { what: Advanced::Mask(_), items: 1, .. } if is_int(outer) => {
                    Some(format!("{base}[tuple(np.argwhere({i})[{j}])] {assign}"))
                }
                _ => None,
            }
        }
        Taken::Flat(base) if simple => Some(format!("{}.flat[{j}] {assign}", statement.source(base.span))),
        Taken::Same(base) => Some(format!("{}[{j}] {assign}", statement.source(base.span))),
        _ => None,
    }
}

fn is_int(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Unary { operand, .. } => is_int(operand),
        _ => false,
    }
}

/// For `target.sort()`.
fn method(statement: &Statement<'_>, target: &Expr) -> Option<String> {
    match taken(statement, target)? {
        Taken::Same(base) => {
            let after =
                statement.text.get(statement.tree.locate(target.span, statement.text).end as usize..)?;
            let end = statement.whole().len() + statement.tree.start as usize;
            let from = statement.tree.locate(target.span, statement.text).end as usize;
            let call = after.get(..end.checked_sub(from)?)?;
            matches!(statement.tree.form.kind, StatementKind::Expr(_))
                .then(|| format!("{}{call}", statement.source(base.span)))
        }
        _ => None,
    }
}

/// For `np.add(a, 1, out=target)`.
fn out(statement: &Statement<'_>, target: &Expr) -> Option<String> {
    let mut call = None;
    expressions(&statement.tree.form.kind, &mut |expr| {
        if let ExprKind::Call { function, args } = &expr.kind
            && args.iter().any(|arg| matches!(arg, Arg::Keyword { value, .. } if value.span == target.span))
        {
            call = Some((&**function, args));
        }
    });
    let (function, args) = call?;
    let kept: Vec<String> = args
        .iter()
        .filter_map(|arg| match arg {
            Arg::Positional(value) => Some(statement.source(value.span).to_owned()),
            Arg::Keyword { value, .. } if value.span == target.span => None,
            Arg::Keyword { name_span, value, .. } => {
                Some(format!("{}={}", statement.source(*name_span), statement.source(value.span)))
            }
            Arg::Starred(value) => Some(format!("*{}", statement.source(value.span))),
            Arg::DoubleStarred(value) => Some(format!("**{}", statement.source(value.span))),
        })
        .collect();
    let call = format!("{}({})", statement.source(function.span), kept.join(", "));
    match taken(statement, target)? {
        Taken::Index(..) => Some(format!("{} = {call}", statement.source(target.span))),
        Taken::Flat(base) => Some(format!("{}.flat = {call}", statement.source(base.span))),
        Taken::Same(base) => Some(format!("{}[...] = {call}", statement.source(base.span))),
        Taken::Reshaped(_) => None,
    }
}

/// The way that always works: name the copy, write to it, and put it back.
fn through_name(statement: &Statement<'_>, target: &Expr) -> Option<String> {
    let (from, text) = (statement.tree.locate(target.span, statement.text), statement.text);
    let before = text.get(statement.tree.start as usize..from.start as usize)?;
    let after = text.get(from.end as usize..statement.tree.end as usize)?;
    let source = statement.source(target.span);
    let back = match taken(statement, target)? {
        Taken::Index(..) => format!("{source} = t"),
        Taken::Flat(base) => format!("{}.flat = t", statement.source(base.span)),
        Taken::Same(base) => format!("{}[...] = t", statement.source(base.span)),
        Taken::Reshaped(base) => {
            let base = statement.source(base.span);
            format!("{base}[...] = t.reshape({base}.shape)")
        }
    };
    Some(format!("t = {source}; {before}t{after}; {back}"))
}
