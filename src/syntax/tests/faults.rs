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

#[test]
fn messages_are_pythons() {
    let recorded = std::fs::read_to_string("tests/data/syntax_errors.tsv").expect("the recorded errors");
    let mut report = String::new();
    let (mut wrong, mut places) = (0, 0);
    for row in recorded.lines() {
        let fields: Vec<_> = row.split('\t').collect();
        let [text, exception, message, line, column] = fields[..] else { panic!("{row}") };
        let text = unquote(text);
        let found = first_error(&text);
        let said = found.clone().map(|found| format!("{}: {}", found.0, found.1)).unwrap_or_default();
        let expected = format!("{exception}: {message}");
        let place = found.map_or(String::new(), |found| format!("{}:{}", found.2, found.3));
        if said != expected {
            wrong += 1;
            report += &format!("{text:?}\n  python {expected} {line}:{column}\n  arr    {said} {place}\n");
        } else if place != format!("{line}:{column}") {
            places += 1;
            report += &format!("{text:?} {said}\n  python {line}:{column} arr {place}\n");
        }
    }
    std::fs::write("/work/tmp/faults.txt", report).expect("written");
    assert!(wrong + places == 0, "{wrong} messages and {places} places differ");
}
