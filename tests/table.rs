//! The table of builtins holds together: names, help, examples and what they say about memory.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arr::lang::Table;
use arr::session::{Session, Settings};

use crate::run::repository;
use crate::statements::{self, record};

fn session() -> Session {
    let settings = Settings {
        tags: true,
        notes: false,
        strict: false,
        max_memory: 1 << 30,
        source: "<table>".to_owned(),
        python: None,
        stand_ins: Vec::new(),
    };
    Session::new(settings, Arc::new(AtomicBool::new(false)))
}

/// What a text shows in a fresh session, and its report if it fails.
fn shown(text: &str) -> (String, Option<String>) {
    let (mut out, mut failure) = (String::new(), None);
    session().run(text.as_bytes(), false, &mut |outcome| {
        out.push_str(&outcome.out.plain);
        failure = failure.take().or(outcome.error.map(|f| f.report.plain));
        true
    });
    (out, failure)
}

#[test]
fn every_example_runs() {
    let mut wrong = Vec::new();
    for row in Table::get().rows() {
        let example = row.row().example;
        let (_, failure) = shown(example);
        // An example may show the error that the function is there to raise.
        if let Some(report) = failure.filter(|_| !row.row().help.contains("rror")) {
            wrong.push(format!("{:?} {}: {example}\n{report}", row.row().home, row.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_show_what_numpy_shows() {
    let mut wrong = Vec::new();
    let records = record(&repository("tests/data/examples.jsonl"));
    for mut want in records {
        let example = want[0].as_str().expect("an example").to_owned();
        want.as_array_mut().expect("a list").remove(0);
        let got = statements::shown(&mut statements::session(), &example);
        if got != want {
            wrong.push(format!("{example}\n  NumPy {want}\n  arr   {got}"));
        }
    }
    // The hook that a session sets for panics says nothing.
    eprint!("{}", wrong.join("\n"));
    assert!(wrong.is_empty(), "arr shows something else");
}

#[test]
fn every_row_has_help_and_an_example_that_names_it() {
    for row in Table::get().rows() {
        let (row, name) = (row.row(), row.name());
        assert!(!row.names.is_empty() && !row.help.is_empty() && !row.example.is_empty(), "{name}");
        assert!(
            row.help.ends_with('.') && !row.help.contains('\n'),
            "{name}: help is one sentence: {:?}",
            row.help
        );
        let named = row.names.iter().any(|name| row.example.contains(name.trim_matches('_')));
        assert!(named, "{name}: the example does not show it: {:?}", row.example);
    }
}

#[test]
fn names_are_unique_at_each_home() {
    let mut seen = HashSet::new();
    for row in Table::get().rows() {
        for name in row.row().names {
            assert!(seen.insert((row.row().home, *name)), "{name} stands twice at {:?}", row.row().home);
        }
    }
}

#[test]
fn every_signature_can_be_read() {
    for row in Table::get().rows() {
        // Reading panics or says nothing; either way every row has been read once.
        let _ = row.signature();
    }
}
