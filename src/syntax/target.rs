//! What can be assigned to, and in which words Python says that something cannot.

use super::{Expr, ExprKind, SyntaxError};
use crate::error::{Error, Result};

/// Where a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Left of `=`, on its own.
    Whole,
    /// In a tuple or list left of `=`, or after `for`.
    Part,
    /// Left of `+=`.
    Augmented,
    /// After `del`.
    Del,
}

/// Checks that `expr` can stand at `place`.
pub(super) fn check(expr: &Expr, place: Place) -> Result<()> {
    let fault = match (&expr.kind, place) {
        (ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Index { .. }, _) => return Ok(()),
        (ExprKind::Tuple(parts) | ExprKind::List(parts), Place::Whole | Place::Part | Place::Del) => {
            let inner = if place == Place::Del { place } else { Place::Part };
            let mut starred = 0;
            for part in parts {
                if let (ExprKind::Starred(inside), Place::Part) = (&part.kind, inner) {
                    check(inside, Place::Part)?;
                    starred += 1;
                } else {
                    check(part, inner)?;
                }
            }
            if starred < 2 {
                return Ok(());
            }
            SyntaxError::TwoStarred {}
        }
        (ExprKind::Starred(inside), Place::Whole | Place::Part) => {
            check(inside, Place::Part)?;
            SyntaxError::LoneStarredTarget {}
        }
        (kind, Place::Augmented) => SyntaxError::IllegalAugmented { what: name(kind).to_owned() },
        (kind, Place::Del) => SyntaxError::Delete { what: name(kind).to_owned() },
        // A `==` is what was meant only where the whole left side is a value.
        (kind @ (ExprKind::None | ExprKind::Bool(_)), _) | (kind, Place::Part) => {
            SyntaxError::Assign { what: name(kind).to_owned() }
        }
        (kind, Place::Whole) => SyntaxError::AssignHere { what: name(kind).to_owned() },
    };
    Err(Error::from(fault).at(expr.span))
}

/// What Python calls an expression when it refuses to assign to it.
pub(super) fn name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Number(_) | ExprKind::Str(_) => "literal",
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
        ExprKind::Comprehension { list: true, .. } => "list comprehension",
        ExprKind::Comprehension { list: false, .. } => "generator expression",
        ExprKind::Lambda { .. } => "lambda",
    }
}
