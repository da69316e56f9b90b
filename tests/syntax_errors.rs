//! Reports of text that is no statement: the place, the caret, the words.

use crate::run::{arr, statements};

fn reported(text: &str, report: &str) {
    statements(text).stderr(format!("  File \"<stdin>\", {report}")).status(1).check();
}

#[test]
fn the_caret_stands_under_the_fault() {
    reported("x = = 1", "line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n");
    reported("\n\nx = 1 +* 2", "line 3\n    x = 1 +* 2\n           ^\nSyntaxError: invalid syntax\n");
}

#[test]
fn the_caret_counts_characters() {
    reported(
        "x = ('äöü', 1 2)",
        "line 1\n    x = ('äöü', 1 2)\n                ^^^\nSyntaxError: invalid syntax. Perhaps you forgot a comma?\n",
    );
}

#[test]
fn a_report_of_many_lines_names_the_line_at_fault() {
    reported(
        "a = [1,\n     2 3]",
        "line 2\n    2 3]\n    ^^^\nSyntaxError: invalid syntax. Perhaps you forgot a comma?\n",
    );
}

#[test]
fn what_was_never_closed() {
    reported("print(1", "line 1\n    print(1\n         ^\nSyntaxError: '(' was never closed\n");
    reported(
        "x = 'abc",
        "line 1\n    x = 'abc\n        ^\nSyntaxError: unterminated string literal (detected at line 1)\n",
    );
}

#[test]
fn statements_before_a_fault_have_run() {
    arr(["x.arr"])
        .file("x.arr", "print(1)\nprint(2) print(3)\n")
        .stdout("1\n")
        .fails_with("SyntaxError: invalid syntax")
        .check();
}

#[test]
fn statements_before_a_fault_in_the_same_line_have_not_run() {
    statements("print(1); )").fails_with("SyntaxError: unmatched ')'").check();
}

#[test]
fn statements_that_arr_has_not() {
    for text in
        ["async def f(): pass", "x = await a", "try: pass", "def f(", "return 1", "break", "nonlocal a"]
    {
        let given = statements(text).given();
        assert_eq!(given.status, 1, "{text}");
        let last = given.stderr.lines().last().unwrap_or("");
        assert!(last.starts_with("SyntaxError: ") && last.len() > 20, "{text}: {last}");
    }
}

/// Programs of which something else is said than Python says, by a word of them: arr has no coroutines and no `except*`, and marks the part of an
/// f-string or call that is at fault.
const OTHERWISE: [&str; 20] = [
    "except*",
    "await",
    "async",
    "f'{",
    "f\"{",
    "yield = ",
    "from . import *",
    "class A(x for",
    "class A(b=1, C)",
    "case [*a, *b]",
    "case *a:",
    "    case:\n",
    "foo(a, b for",
    "f(**k, *a)",
    "x, y: int",
    "x == 1:\n",
    "foo():\n",
    "print(\"a\"):\n",
    "yield from",
    "a := b = c",
];

#[test]
fn what_python_finds_before_it_runs_a_program() {
    let unquote = |json: &str| serde_json::from_str::<String>(json).expect("a string");
    let recorded = std::fs::read_to_string("tests/data/program_errors.tsv").expect("the recorded errors");
    let (mut wrong, mut otherwise) = (Vec::new(), 0);
    for row in recorded.lines() {
        let (program, report) = row.split_once('\t').expect("two fields");
        let (program, report) = (unquote(program), unquote(report));
        let given = arr(["x.py"]).file("x.py", &program).given();
        let same = given.stderr == report && given.stdout.is_empty() && given.status == 1;
        if OTHERWISE.iter().any(|part| program.contains(part))
            || program.ends_with("\\\n")
            || program == "@a\n"
        {
            otherwise += 1;
        } else if !same {
            wrong.push(format!("{program}  Python\n{report}  arr\n{}", given.stderr));
        }
    }
    assert!(recorded.lines().count() > 400 && otherwise < 50, "{otherwise}");
    assert!(wrong.is_empty(), "{} of them differ\n{}", wrong.len(), wrong.join("\n"));
}
