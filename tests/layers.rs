//! The layers of the source: who may use whom, and which part may use which crate.

use std::collections::BTreeSet;

use crate::run::{files, repository};

/// From the bottom up: a layer uses only those before it.
const LAYERS: &[&str] = &[
    "span", "error", "syntax", "memory", "ops", "display", "lang", "explain", "net", "session", "machine",
    "paint", "report", "golden", "repl", "cli",
];

/// Macros, which `#[macro_export]` puts at the top of the crate.
const MACROS: &[&str] = &["dispatch", "width", "error_kinds"];

/// Crates that one part alone may name.
const CRATES: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("rustyline", &["repl"]),
    ("clap", &["cli"]),
    ("ctrlc", &["cli"]),
    ("colored", &["paint", "repl"]),
    ("strsim", &["lang", "repl"]),
];

/// Every source file: its layer, its path, and its text without comments.
fn sources() -> Vec<(String, String, String)> {
    let root = repository("src");
    files("src", "rs")
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).expect("a path in src").display().to_string();
            let layer = inside.split('/').next().expect("a part").trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
            (layer, inside, code.join("\n"))
        })
        .filter(|(layer, ..)| layer != "lib" && layer != "main")
        .collect()
}

/// The names that follow `before` in a text.
fn names_after<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(before).map(move |(at, _)| {
        let rest = &text[at + before.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn a_layer_uses_only_those_below_it() {
    let place = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = Vec::new();
    for (layer, path, code) in sources() {
        let Some(own) = place(&layer) else {
            wrong.push(format!("{path}: no known layer"));
            continue;
        };
        assert!(!code.contains("use crate::{") || layer == "cli", "{path}: name the layers one by one");
        let grouped =
            code.split("use crate::{").nth(1).map_or("", |rest| rest.split("};").next().unwrap_or(""));
        let grouped = grouped.split(',').map(|part| part.trim().split("::").next().unwrap_or(""));
        let used: BTreeSet<&str> =
            names_after(&code, "crate::").chain(grouped).filter(|n| !n.is_empty()).collect();
        for name in used {
            match place(name) {
                Some(other) if other <= own => {}
                None if MACROS.contains(&name) => {}
                _ => wrong.push(format!("{path} uses {name}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stay_where_they_belong() {
    for (layer, path, code) in sources() {
        for (name, owners) in CRATES {
            let named = code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            assert!(!named || owners.contains(&layer.as_str()), "{path} names {name}");
        }
    }
}

#[test]
fn nothing_prints_below_the_edges() {
    for (layer, path, code) in sources() {
        if ["golden", "machine", "repl", "cli"].contains(&layer.as_str()) || path.contains("test") {
            continue;
        }
        for name in ["println!(", "eprintln!(", "print!(", "dbg!(", "stdout()", "stderr()"] {
            assert!(!code.contains(name), "{path} has {name}");
        }
    }
}

#[test]
fn nothing_is_left_open() {
    for (_, path, code) in sources() {
        for name in ["todo!(", "unimplemented!(", "#[ignore"] {
            assert!(!code.contains(name), "{path} has {name}");
        }
    }
}
