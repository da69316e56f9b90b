//! What Python finds in a program before it runs any of it.

use std::rc::Rc;

use crate::error::{Error, Exception, Result};
use crate::span::Span;
use crate::syntax::{ExprKind, StatementKind, SyntaxError, parse_statement};

use super::code::CodeSource;
use super::compile;
use super::errors::ScopeError;
use super::interp::Interp;

/// The features that `__future__` has.
const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Whether an error is one that Python would find too: what arr cannot do yet is no fault of the program.
fn is_pythons(error: &Error) -> bool {
    let unread = matches!(
        error.exception(),
        Exception::SyntaxError | Exception::IndentationError | Exception::TabError
    );
    let missing = matches!(
        error.downcast_ref::<SyntaxError>(),
        Some(SyntaxError::NoStatement { .. } | SyntaxError::NoExpression { .. } | SyntaxError::TooDeep {})
    ) || matches!(error.downcast_ref::<ScopeError>(), Some(ScopeError::TooLarge {}));
    unread && !missing
}

impl Interp {
    /// Looks through a program for what Python finds before it runs it.
    pub fn check_program(&mut self, text: &str) -> Result<()> {
        let mut before = compile::ModuleScope::default();
        let (mut at, mut begun) = (0, false);
        let mut options = self.compile_options;
        loop {
            self.memory.check_interrupt()?;
            let (statement, next) = match parse_statement(text, at, &mut self.interner) {
                Ok(Some(parsed)) => parsed,
                Err(error) if is_pythons(&error) => return Err(error),
                _ => return Ok(()),
            };
            at = next;
            let kind = &statement.form.kind;
            let form = statement.form.span;
            let mut checked = Ok(());
            if let StatementKind::ImportFrom { module, names, .. } = kind
                && module == "__future__"
            {
                let unknown = names.iter().find(|import| !FEATURES.contains(&&*import.name));
                if let Some(import) = unknown {
                    let first = Span { start: form.start, end: form.start + 1 };
                    checked = Err(Error::from(ScopeError::NoFeature { name: import.name.clone() }).at(first));
                } else if begun {
                    checked = Err(Error::from(ScopeError::LateFeature {}).at(form));
                }
            } else {
                let doc = matches!(kind, StatementKind::Expr(expr) if matches!(expr.kind, ExprKind::Str(_)));
                begun |= !doc;
            }
            options.note(kind);
            let own_text = text.get(statement.start as usize..statement.end as usize).unwrap_or_default();
            let source = Rc::new(CodeSource { file: Rc::clone(&self.file), text: own_text.into(), line: 1 });
            let compiled = checked.and_then(|()| {
                compile::compile_after(&statement, &source, &mut self.interner, options, Some(&mut before))
            });
            match compiled {
                Err(error) if is_pythons(&error) => {
                    return Err(error.map_span(|span| statement.locate(span, text)));
                }
                Err(_) => return Ok(()),
                Ok(_) => {}
            }
        }
    }
}
