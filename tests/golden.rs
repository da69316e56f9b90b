//! Golden scripts: each beside its recorded output, with tags, and beside what NumPy printed for the same script.
//!
//! `arr test --bless tests/golden` records the first; `tests/record_golden.py` records the second, from NumPy.

use std::path::Path;

use crate::run::{arr, files, repository};

const DIRECTORIES: &[&str] = &[
    "tests/golden/good",
    "tests/golden/syntax_errors",
    "tests/golden/runtime_errors",
    "scripts/article",
    "scripts/tour",
    "scripts/folklore",
];

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The warnings that are NumPy's, and the last line of an error.
fn told(stderr: &str) -> String {
    let warnings = ["RuntimeWarning: ", "ComplexWarning: ", "DeprecationWarning: "];
    let mut lines: Vec<&str> =
        stderr.lines().filter(|line| warnings.iter().any(|w| line.contains(w))).collect();
    if let Some(last) = stderr.lines().last().filter(|line| !line.contains("Warning: ")) {
        lines.push(last);
    }
    lines.iter().fold(String::new(), |all, line| all + "! " + line + "\n")
}

#[test]
fn replay() {
    let paths: Vec<String> = DIRECTORIES.iter().map(|d| repository(d).display().to_string()).collect();
    let given = arr(["test".to_owned()].into_iter().chain(paths)).given();
    assert!(given.status == 0 && given.stderr.is_empty(), "{}{}", given.stdout, given.stderr);
}

#[test]
fn without_tags_the_output_is_numpys() {
    let mut wrong = String::new();
    for path in DIRECTORIES.iter().flat_map(|d| files(d, "arr")) {
        let text = read(&path);
        if text.starts_with("# arr only") {
            continue;
        }
        let name = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        let given = arr(["--tags", "off", &name]).file(&name, text).given();
        let (got, want) = (given.stdout + &told(&given.stderr), read(&path.with_extension("numpy")));
        let differing = got.lines().zip(want.lines()).find(|(a, b)| a != b);
        if let Some((got, want)) = differing {
            wrong.extend([&name, "\n  arr   ", got, "\n  NumPy ", want, "\n"]);
        } else if got != want {
            wrong.extend([&name, ": one of the two goes on\n"]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn tags_are_the_only_thing_added() {
    for path in DIRECTORIES.iter().flat_map(|d| files(d, "arr")) {
        let (tagged, plain) = (path.with_extension("out"), path.with_extension("numpy"));
        if plain.exists() {
            let plain: String = read(&plain).split_inclusive('\n').filter(|l| !l.starts_with("! ")).collect();
            assert_eq!(without_tags(&read(&tagged)), plain, "{}", tagged.display());
        }
    }
}

/// A text without ` @m1[2:7] ro uninit` and the like.
fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" @m") {
        plain.push_str(&rest[..at]);
        let tag = &rest[at + 3..];
        let digits = tag.find(|c: char| !c.is_ascii_digit()).unwrap_or(tag.len());
        let mut end = digits;
        // An offset, or a chain of indices, attributes and calls.
        if tag[end..].starts_with('+') {
            end += 1 + tag[end + 1..].find(|c: char| !c.is_ascii_digit()).unwrap_or(tag.len() - end - 1);
        }
        loop {
            let after = &tag[end..];
            let closing = match after.chars().next() {
                Some('[') => ']',
                Some('(') => ')',
                Some('.') => {
                    end += 1 + after[1..]
                        .find(|c: char| !c.is_alphanumeric() && c != '_')
                        .unwrap_or(after.len() - 1);
                    continue;
                }
                _ => break,
            };
            end += after.find(closing).expect("a bracket is closed") + 1;
        }
        for flag in [" ro", " uninit"] {
            if tag[end..].starts_with(flag) && !tag[end + flag.len()..].starts_with(char::is_alphanumeric) {
                end += flag.len();
            }
        }
        rest = &tag[end..];
    }
    plain + rest
}
