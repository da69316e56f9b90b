//! Statements about single values and errors, one a line in `tests/data/statements/*.txt`, beside what NumPy shows for each.
//!
//! `tests/record_statements.py` records the answers, from NumPy.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::session::{Session, Settings};

use crate::run::files;

/// A session that shows what NumPy shows.
pub(crate) fn session() -> Session {
    let settings = Settings {
        tags: false,
        notes: false,
        strict: false,
        max_memory: 1 << 30,
        source: "<statement>".to_owned(),
        python: None,
        stand_ins: Vec::new(),
    };
    Session::new(settings, Arc::new(AtomicBool::new(false)))
}

/// What a text shows: its output, the warnings that are NumPy's, and the last line of the error that ends it.
pub(crate) fn shown(session: &mut Session, text: &str) -> serde_json::Value {
    let (mut out, mut warned, mut error) = (String::new(), Vec::new(), String::new());
    session.run(text.as_bytes(), true, &mut |outcome| {
        out += &outcome.out.plain;
        for warning in &outcome.warnings {
            let kinds = ["RuntimeWarning: ", "ComplexWarning: ", "DeprecationWarning: ", "FutureWarning: "];
            for kind in kinds {
                if let Some(at) = warning.plain.find(kind) {
                    let words = warning.plain[at..].trim_end().to_owned();
                    if !warned.contains(&words) {
                        warned.push(words);
                    }
                }
            }
        }
        if let Some(failure) = outcome.error {
            let mut lines = failure.report.plain.lines().rev();
            lines.find(|line| !line.starts_with(' ')).unwrap_or_default().clone_into(&mut error);
        }
        error.is_empty()
    });
    serde_json::json!([out, warned, error])
}

/// The lines of a record, each a value of JSON.
pub(crate) fn record(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn numpy_shows_the_same() {
    let mut wrong = Vec::new();
    for path in files("tests/data/statements", "txt") {
        let text = std::fs::read_to_string(&path).expect("a text");
        let (statements, answers) =
            (text.lines().filter(|line| !line.is_empty()), record(&path.with_extension("numpy")));
        assert_eq!(statements.clone().count(), answers.len(), "{}: record it again", path.display());
        let mut session = session();
        for (statement, want) in statements.zip(answers) {
            let got = shown(&mut session, statement);
            if got != want {
                wrong.push(format!("{}: {statement}\n  NumPy {want}\n  arr   {got}", path.display()));
            }
        }
    }
    // The hook that a session sets for panics says nothing.
    eprint!("{}", wrong.join("\n"));
    assert!(wrong.is_empty(), "arr shows something else");
}
