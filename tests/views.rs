//! What every operation returns: the array itself, a view of its memory, or other memory; recorded from NumPy by `tests/record_views.py`, which
//! says what a line holds.

use std::fmt::Write as _;

use crate::run::{arr, repository, untagged};

/// An operation and what NumPy says of it.
struct Row {
    source: String,
    statements: Vec<String>,
    what: String,
    answers: Vec<String>,
    kind: String,
}

struct Corpus {
    setup: String,
    facts: String,
    rows: Vec<Row>,
}

fn corpus() -> Corpus {
    let text = std::fs::read_to_string(repository("tests/data/views.txt")).expect("the corpus");
    let mut corpus = Corpus { setup: String::new(), facts: String::new(), rows: Vec::new() };
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["setup", statement] => corpus.setup.extend([*statement, "\n"]),
            ["facts", questions] => (*questions).clone_into(&mut corpus.facts),
            [_, source, statements, what, answers, kind] => corpus.rows.push(Row {
                source: (*source).to_owned(),
                statements: statements.split("; ").map(str::to_owned).collect(),
                what: (*what).to_owned(),
                answers: answers.split(" ;; ").map(str::to_owned).collect(),
                kind: (*kind).to_owned(),
            }),
            other => panic!("{other:?}"),
        }
    }
    assert!(corpus.rows.len() > 350, "{} operations", corpus.rows.len());
    corpus
}

impl Row {
    /// Statements that print the answers, a line each.
    fn questions(&self, facts: &str) -> String {
        let of = |r: &str| format!("print(({}))\n", facts.replace("{0}", &self.source).replace("{1}", r));
        match self.what.split_once(' ') {
            Some(("arrays", n)) => {
                (0..n.parse().expect("a number")).map(|k: usize| of(&format!("r[{k}]"))).collect()
            }
            _ if self.what == "array" => of("r"),
            _ => "print(type(r).__name__)\n".to_owned(),
        }
    }
}

#[test]
fn every_operation_returns_what_numpys_does() {
    let corpus = corpus();
    let rows: Vec<&Row> = corpus.rows.iter().filter(|row| row.what != "error").collect();
    let mut script = String::new();
    for (k, row) in rows.iter().enumerate() {
        let (setup, statements) = (&corpus.setup, row.statements.join("\n"));
        let questions = row.questions(&corpus.facts);
        // What a statement before this one left in `r` answers nothing.
        write!(script, "{setup}r = 'nothing'\n{statements}\nprint('@@{k}')\n{questions}").expect("a string");
    }
    let given = arr(["-i", "--tags", "off", "--notes", "off", "-"]).stdin(&script).given();
    let mut wrong = String::new();
    let mut parts = given.stdout.split("@@").skip(1);
    for (k, row) in rows.iter().enumerate() {
        let answers = parts.next().and_then(|part| part.strip_prefix(&format!("{k}\n"))).unwrap_or("nothing");
        let want = row.answers.join("\n") + "\n";
        if answers != want {
            let name = row.statements.join("; ");
            write!(wrong, "{name}\n  NumPy {want}  arr   {answers}\n").expect("a string");
        }
    }
    let errors: Vec<&str> = given.stderr.lines().filter(|line| !line.starts_with(' ')).take(20).collect();
    assert!(wrong.is_empty(), "{wrong}{}", errors.join("\n"));
}

#[test]
fn what_numpy_refuses_is_refused() {
    let corpus = corpus();
    for row in corpus.rows.iter().filter(|row| row.what == "error") {
        let given = untagged(&format!("{}{}\n", corpus.setup, row.statements.join("\n"))).given();
        let named = given.stderr.lines().any(|line| line.starts_with(&format!("{}:", row.answers[0])));
        assert!(named && given.status == 1, "{}: {}", row.statements.join("; "), given.stderr);
    }
}

#[test]
fn explain_tells_the_kind_of_every_operation() {
    let corpus = corpus();
    let rows: Vec<&Row> = corpus.rows.iter().filter(|row| row.what != "error").collect();
    let (mut script, mut last_lines) = (String::new(), Vec::new());
    for row in &rows {
        script += &corpus.setup;
        script += &row.statements.join("\n");
        script += "\n";
        last_lines.push(script.lines().count());
    }
    let given = arr(["explain", "--format", "json", "views.arr"]).file("views.arr", &script).given();
    // The kind of what each line bound to `r`.
    let mut kinds: Vec<Option<String>> = vec![None; script.lines().count() + 1];
    for line in given.stdout.lines() {
        let told: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let Some(number) = told["line"].as_u64() else { continue };
        let binds = told["binds"].as_array().map(Vec::as_slice).unwrap_or_default();
        let bound = binds.iter().find(|bind| bind["name"] == "r");
        kinds[number as usize] = bound.and_then(|bind| bind["kind"].as_str()).map(str::to_owned);
    }
    let mut wrong = String::new();
    for (row, &line) in rows.iter().zip(&last_lines) {
        // The last statement may write to what an earlier one bound.
        let first = line + 1 - row.statements.len();
        let kind = (first..=line).rev().find_map(|line| kinds[line].clone()).unwrap_or_default();
        if kind != row.kind {
            writeln!(wrong, "{}: {} in NumPy, explained as {kind}", row.statements.join("; "), row.kind)
                .expect("a string");
        }
    }
    assert!(wrong.is_empty() && given.status == 0, "{wrong}{}", given.stderr);
}
