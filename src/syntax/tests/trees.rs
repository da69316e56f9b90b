//! The parse against Python's own, over recorded statements.

use super::{dump, unquote};
use crate::syntax::{Interner, parse_statement};

/// The shape that Python wrote, with chains of `and` and of `or` as here.
#[test]
fn trees_are_pythons() {
    let recorded = std::fs::read_to_string("tests/data/syntax_trees.tsv").expect("the recorded trees");
    let mut wrong = 0;
    for row in recorded.lines() {
        let (text, expected) = row.split_once('\t').expect("two columns");
        let text = unquote(text);
        let mut interner = Interner::default();
        let found = match parse_statement(&text, 0, &mut interner) {
            Ok(Some((statement, next))) if next == text.len() => dump::statement(&statement, &interner),
            Ok(other) => format!("{other:?}"),
            Err(error) => format!("{error} at {:?}", error.span()),
        };
        if found != expected {
            wrong += 1;
            if wrong < 10 {
                eprintln!("{text:?}\n  python {expected}\n  arr    {found}");
            }
        }
    }
    assert!(recorded.lines().count() >= 2000);
    assert_eq!(wrong, 0);
}
