//! The parse against Python's own, over recorded statements.

use super::{Interner, Statement, dump, parse_statement};

/// The only statement of `text`.
pub(super) fn parse(text: &str, interner: &mut Interner) -> Statement {
    match parse_statement(text, 0, interner) {
        Ok(Some((statement, next))) => {
            assert_eq!(next, text.len(), "{text}");
            statement
        }
        Ok(None) => panic!("no statement in {text:?}"),
        Err(error) => panic!("{text:?}: {error}, {:?}", error.span()),
    }
}

/// A JSON string as text.
pub(super) fn unquote(json: &str) -> String {
    let mut text = String::new();
    let mut chars = json[1..json.len() - 1].chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match chars.next().expect("a character after a backslash") {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\x0c',
            'b' => '\x08',
            'u' => {
                let code: String = chars.by_ref().take(4).collect();
                char::from_u32(u32::from_str_radix(&code, 16).expect("four digits")).expect("a character")
            }
            c => c,
        });
    }
    text
}

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
