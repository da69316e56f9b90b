//! What is said of broken texts, against Python's words.

use super::unquote;
use crate::syntax::{Forms, Interner, LogicalLine, LogicalLines};

/// The first error in `text`: the exception, the message, and the line and column (in characters, from 1).
fn first_error(text: &str) -> Option<(String, String, usize, usize)> {
    let mut lines = LogicalLines::new(text.as_bytes());
    let mut line = LogicalLine::default();
    let (mut forms, mut interner) = (Forms::default(), Interner::default());
    loop {
        let error = match lines.read(&mut line) {
            Ok(false) => return None,
            Err(error) => error,
            Ok(true) => {
                let mut at = 0;
                loop {
                    match forms.parse(&line.text, at, &mut interner) {
                        Ok(Some((_, next))) => at = next,
                        Ok(None) => break,
                        Err(error) => {
                            let error = line.renumber(error);
                            let start = error.span().expect("a place").start;
                            let (number, column) = line.locate(start);
                            let source = line.source(number).expect("a line");
                            let column = source[..column.min(source.len())].chars().count();
                            return Some((
                                error.exception().to_string(),
                                error.to_string(),
                                number,
                                column + 1,
                            ));
                        }
                    }
                }
                continue;
            }
        };
        return Some((error.exception().to_string(), error.to_string(), line.number, 1));
    }
}

/// Where arr says something else than Python, and what.
const OTHER_WORDS: [(&str, &str); 3] = [
    // Python looks into the module `__future__`.
    ("from __future__ import braces", ""),
    // A string here is UTF-8.
    (
        "'\\ud800' = 1",
        "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-5: surrogates not allowed",
    ),
    // What Python says of a file, not of a string.
    ("a = 1\0", "SyntaxError: source code cannot contain null bytes"),
];

/// Messages whose place is not Python's: it blames the whole string, the end of the call, the end of the blanks.
const OTHER_PLACES: [&str; 6] = [
    "f-string",
    "(unicode error)",
    "positional argument follows",
    "unexpected EOF",
    "unexpected indent",
    "expression cannot contain assignment",
];

/// Texts of which Python blames a token before or after the one blamed here.
const OTHER_TOKENS: [&str; 9] = [
    "1e+",
    "import a.",
    "from import a",
    "from a.b. import c",
    "from numpy import as np",
    "f'{1a}'",
    "f'{012}'",
    "@",
    "@a",
];

#[test]
fn messages_are_pythons() {
    let recorded = std::fs::read_to_string("tests/data/syntax_errors.tsv").expect("the recorded errors");
    let mut wrong = Vec::new();
    for row in recorded.lines() {
        let fields: Vec<_> = row.split('\t').collect();
        let [text, exception, message, line, column] = fields[..] else { panic!("{row}") };
        let text = unquote(text);
        let found = first_error(&text);
        let said = found.clone().map(|found| format!("{}: {}", found.0, found.1)).unwrap_or_default();
        let place = found.map_or(String::new(), |found| format!("{}:{}", found.2, found.3));
        if let Some((_, other)) = OTHER_WORDS.iter().find(|(other, _)| *other == text) {
            assert_eq!(said, *other, "{text:?}");
            continue;
        }
        let elsewhere =
            OTHER_PLACES.iter().any(|start| message.starts_with(start)) || OTHER_TOKENS.contains(&&*text);
        if said != format!("{exception}: {message}") || !elsewhere && place != format!("{line}:{column}") {
            wrong.push(format!("{text:?}\n  python {message} {line}:{column}\n  arr    {said} {place}"));
        }
    }
    assert!(recorded.lines().count() > 700);
    assert!(wrong.is_empty(), "{} of them differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_arr_has_not_is_named() {
    for (text, expected) in [
        ("async def f():", "'async': arr has no coroutines yet"),
        ("x = await a", "'await': arr has no coroutines yet"),
        ("from . import a", "arr has no relative imports yet"),
        ("from .a import b", "arr has no relative imports yet"),
    ] {
        assert_eq!(first_error(text).map(|found| found.1).as_deref(), Some(expected), "{text}");
    }
}
