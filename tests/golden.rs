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
    "scripts/programs",
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

/// A text without ` @m1[2:7] ro uninit`, ` broadcast_to(@m1[:2], (3, 2))` and the like.
fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    let starts = [" @m", " broadcast_to(@m", " sliding_window_view(@m"];
    while let Some(at) = starts.iter().filter_map(|start| rest.find(start)).min() {
        plain.push_str(&rest[..at]);
        let tag = &rest[at + 1..];
        let mut end = tag.find(|c: char| !c.is_alphanumeric() && c != '@' && c != '_').unwrap_or(tag.len());
        // An offset, or a chain of indices, attributes and calls.
        if tag[end..].starts_with('+') {
            end += 1 + tag[end + 1..].find(|c: char| !c.is_ascii_digit()).unwrap_or(tag.len() - end - 1);
        }
        loop {
            let after = &tag[end..];
            match after.chars().next() {
                Some('[' | '(') => end += closed(after),
                Some('.') => {
                    end += 1 + after[1..]
                        .find(|c: char| !c.is_alphanumeric() && c != '_')
                        .unwrap_or(after.len() - 1);
                }
                _ => break,
            }
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

/// How long a text is up to the end of the bracket that it opens with.
fn closed(text: &str) -> usize {
    let mut open = 0;
    for (i, c) in text.char_indices() {
        match c {
            '[' | '(' => open += 1,
            ']' | ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return i + 1;
        }
    }
    panic!("a bracket is not closed: {text}");
}
