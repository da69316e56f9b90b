//! What can be assigned to, and in which words Python says that something cannot.

use super::fault::takes_here;
use super::{Expr, ExprKind, Makes, SyntaxError, UnaryOp};
use crate::error::{Error, Result};

/// Where a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Left of `=`, or after `for`.
    Assigned,
    /// Left of `+=`.
    Augmented,
    /// Left of `: int`.
    Annotated,
    /// After `del`.
    Del,
}

/// Checks that `expr` can stand at `place`.
pub(super) fn check(expr: &Expr, place: Place) -> Result<()> {
    let fault = match (&expr.kind, place) {
        (ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Index { .. }, _) => return Ok(()),
        (ExprKind::Tuple(parts) | ExprKind::List(parts), Place::Assigned | Place::Del) => {
            let mut starred = 0;
            for part in parts {
                match &part.kind {
                    ExprKind::Starred(inside) if place == Place::Assigned => {
                        check(inside, place)?;
                        starred += 1;
                    }
                    _ => check(part, place)?,
                }
            }
            if starred < 2 {
                return Ok(());
            }
            SyntaxError::TwoStarred {}
        }
        (ExprKind::Starred(inside), Place::Assigned) => {
            check(inside, place)?;
            SyntaxError::LoneStarredTarget {}
        }
        (ExprKind::Tuple(_), Place::Annotated) => SyntaxError::AnnotatedSeveral { what: "tuple".to_owned() },
        (ExprKind::List(_), Place::Annotated) => SyntaxError::AnnotatedSeveral { what: "list".to_owned() },
        (_, Place::Annotated) => SyntaxError::Annotated {},
        (kind, Place::Augmented) => SyntaxError::IllegalAugmented { what: name(kind).to_owned() },
        (kind, Place::Del) => SyntaxError::Delete { what: name(kind).to_owned() },
        (kind, Place::Assigned) => SyntaxError::Assign { what: name(kind).to_owned() },
    };
    Err(Error::from(fault).at(expr.span))
}

/// Checks the targets of `targets = value`. Of a value left of a lone `=`, Python asks whether `==` was meant.
pub(super) fn check_assignment(targets: &[Expr], value: &Expr) -> Result<()> {
    let Some(error) = targets.iter().find_map(|target| check(target, Place::Assigned).err()) else {
        return Ok(());
    };
    let (Some(first), Some(SyntaxError::Assign { .. })) = (targets.first(), error.downcast_ref()) else {
        return Err(error);
    };
    let last = match &first.kind {
        // A tuple without parentheses starts where its first element does.
        ExprKind::Tuple(parts) if parts.first().is_some_and(|part| part.span.start == first.span.start) => {
            parts.last().unwrap_or(first)
        }
        _ => first,
    };
    let right = targets.get(1).unwrap_or(value);
    let right = match &right.kind {
        ExprKind::Tuple(parts) if parts.first().is_some_and(|part| part.span.start == right.span.start) => {
            None
        }
        kind => Some(kind),
    };
    // What stands right of the `=`: another `=` must not follow it at once.
    let lone = match right {
        Some(ExprKind::Unary { op: UnaryOp::Not, .. } | ExprKind::Lambda { .. } | ExprKind::Starred(_)) => {
            false
        }
        Some(
            ExprKind::Compare { .. } | ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Conditional { .. },
        )
        | None => true,
        Some(_) => targets.len() == 1,
    };
    let fault = match &last.kind {
        ExprKind::Name(_) if lone => SyntaxError::EqualsInExpression {},
        // In parentheses, `None` and its like are no longer what Python looks for.
        kind if lone && (takes_here(kind) || is_constant(kind) && first.span.start > 0) => {
            SyntaxError::AssignHere { what: name(kind).to_owned() }
        }
        _ => return Err(error),
    };
    Err(Error::from(fault).at(last.span))
}

fn is_constant(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::None | ExprKind::Bool(_))
}

/// What Python calls an expression when it refuses to assign to it.
pub(super) fn name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Number(_) | ExprKind::Str(_) | ExprKind::Bytes(_) => "literal",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Bool(true) => "True",
        ExprKind::Bool(false) => "False",
        ExprKind::None => "None",
        ExprKind::Ellipsis => "ellipsis",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::Unary { .. } | ExprKind::Binary { .. } | ExprKind::And(..) | ExprKind::Or(..) => {
            "expression"
        }
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Conditional { .. } => "conditional expression",
        ExprKind::Call { .. } => "function call",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Index { .. } => "subscript",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Starred(_) => "starred",
        ExprKind::Comprehension { makes, .. } => match makes {
            Makes::List => "list comprehension",
            Makes::Generator => "generator expression",
            Makes::Set => "set comprehension",
            Makes::Dict { .. } => "dict comprehension",
        },
        ExprKind::Walrus { .. } => "named expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Lambda { .. } => "lambda",
    }
}
