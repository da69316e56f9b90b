//! Golden tests: scripts and Markdown sessions replayed against their recorded output.
//!
//! Beside `name.arr` stand `name.out`, its standard output, and, where it writes any, `name.err`, its standard error; a script whose `.err`
//! ends with an error is expected to stop there. In Markdown, every block that opens with ```` ```arr ```` (or ```` ```arr notes ````, with notes) is a session: lines after `>>> ` and
//! `... ` are typed, what follows is what must be shown.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::machine::plain;
use crate::session::{Outcome, Session, Settings};

/// Replays what lies under `paths`; with `bless` records it. Returns the exit status: 0 if all agree, 1 if not, 2 if something cannot be read.
pub fn run(
    paths: &[PathBuf],
    bless: bool,
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
    out: &mut dyn Write,
) -> u8 {
    let mut files = Vec::new();
    for path in paths {
        if let Err(error) = collect(path, true, &mut files) {
            eprintln!("arr: {}: {}", path.display(), plain(&error));
            return 2;
        }
    }
    files.sort();
    files.dedup();
    let (mut passed, mut failed, mut blessed) = (0, 0, 0);
    for file in &files {
        let replayed = if is_markdown(file) {
            replay_markdown(file, bless, settings, interrupt)
        } else {
            replay_script(file, bless, settings, interrupt)
        };
        let line = match replayed {
            Ok(Verdict::Same(n)) => {
                passed += n;
                continue;
            }
            Ok(Verdict::Blessed) => {
                blessed += 1;
                format!("recorded {}\n", file.display())
            }
            Ok(Verdict::Different(differences, agreeing)) => {
                passed += agreeing;
                failed += differences.len();
                differences.concat()
            }
            Err(error) => {
                failed += 1;
                format!("{}: {}\n", file.display(), plain(&error))
            }
        };
        if out.write_all(line.as_bytes()).is_err() {
            return 0;
        }
    }
    let blessed = if blessed > 0 { format!("{blessed} recorded, ") } else { String::new() };
    if writeln!(out, "{blessed}{passed} passed, {failed} failed").is_err() {
        return 0;
    }
    u8::from(failed > 0)
}

enum Verdict {
    /// So many parts agree with their records.
    Same(usize),
    Blessed,
    /// What to say about each part that does not, and how many do.
    Different(Vec<String>, usize),
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "md")
}

fn collect(path: &Path, named: bool, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if fs::metadata(path)?.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), false, files)?;
        }
    } else if named || is_markdown(path) || path.extension().is_some_and(|e| e == "arr") {
        files.push(path.to_owned());
    }
    Ok(())
}

fn replay_script(
    path: &Path,
    bless: bool,
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
) -> std::io::Result<Verdict> {
    let script = fs::File::open(path)?;
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let settings = Settings { source: name, ..settings.clone() };
    let (mut out, mut err) = (String::new(), String::new());
    Session::new(settings, Arc::clone(interrupt)).run(
        std::io::BufReader::new(script),
        false,
        &mut |outcome| {
            out.push_str(&outcome.out.plain);
            push_warnings(&mut err, &outcome);
            push_notes(&mut err, &outcome);
            push_failure(&mut err, &outcome);
            true
        },
    );
    let (out_path, err_path) = (path.with_extension("out"), path.with_extension("err"));
    let read = |path: &Path| match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    };
    let (want_out, want_err) = (read(&out_path)?, read(&err_path)?);
    if out == want_out && err == want_err && out_path.exists() {
        return Ok(Verdict::Same(1));
    }
    if bless {
        fs::write(&out_path, &out)?;
        if !err.is_empty() {
            fs::write(&err_path, &err)?;
        } else if err_path.exists() {
            fs::remove_file(&err_path)?;
        }
        return Ok(Verdict::Blessed);
    }
    let mut difference = String::new();
    if !out_path.exists() {
        difference = format!("{}: no recorded output beside it (record it with --bless)\n", path.display());
    } else if out != want_out {
        difference = describe(&out_path, &want_out, &out);
    }
    if err != want_err {
        difference.push_str(&describe(&err_path, &want_err, &err));
    }
    Ok(Verdict::Different(vec![difference], 0))
}

fn push_warnings(text: &mut String, outcome: &Outcome) {
    for warning in &outcome.warnings {
        text.push_str(&warning.plain);
    }
}

fn push_notes(text: &mut String, outcome: &Outcome) {
    for note in &outcome.notes {
        text.push_str(&note.plain);
    }
}

fn push_failure(text: &mut String, outcome: &Outcome) {
    if let Some(failure) = &outcome.error {
        text.push_str(&failure.report.plain);
    }
}

/// The first line in which two texts differ, with what was expected and what came.
fn describe(path: &Path, want: &str, got: &str) -> String {
    let (mut a, mut b) = (want.split('\n'), got.split('\n'));
    let mut number = 1;
    loop {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => number += 1,
            (x, y) => {
                let line = |l: Option<&str>| l.map_or_else(|| "(nothing)".to_owned(), |l| format!("{l:?}"));
                return format!(
                    "{}:{number}: expected {}\n{:>width$} {}\n",
                    path.display(),
                    line(x),
                    "got",
                    line(y),
                    width = path.display().to_string().len() + number.to_string().len() + 10
                );
            }
        }
    }
}

/// What was typed in a session, and what must follow.
struct Exchange {
    line: usize,
    typed: String,
    shown: String,
}

fn replay_markdown(
    path: &Path,
    bless: bool,
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
) -> std::io::Result<Verdict> {
    let text = fs::read_to_string(path)?;
    let mut new = String::new();
    let mut differences = Vec::new();
    let mut agreeing = 0;
    let mut lines = text.split_inclusive('\n').enumerate().peekable();
    while let Some((_, line)) = lines.next() {
        new.push_str(line);
        let notes = match line.trim_end() {
            "```arr" => settings.notes,
            "```arr notes" => true,
            _ => continue,
        };
        let mut exchanges: Vec<Exchange> = Vec::new();
        let mut end = "";
        for (i, line) in lines.by_ref() {
            if line.trim_end() == "```" {
                end = line;
                break;
            }
            let bare = line.trim_end_matches(['\r', '\n']);
            if let Some(typed) = bare.strip_prefix(">>> ").or((bare == ">>>").then_some("")) {
                exchanges.push(Exchange { line: i + 1, typed: format!("{typed}\n"), shown: String::new() });
            } else if let Some(last) = exchanges.last_mut() {
                match bare.strip_prefix("... ").or((bare == "...").then_some("")) {
                    Some(more) if last.shown.is_empty() => last.typed.extend([more, "\n"]),
                    _ => last.shown.extend([bare, "\n"]),
                }
            }
        }
        let mut session = Session::new(
            Settings { source: "<stdin>".to_owned(), notes, ..settings.clone() },
            Arc::clone(interrupt),
        );
        for exchange in exchanges {
            let mut shown = String::new();
            session.run(exchange.typed.as_bytes(), true, &mut |outcome| {
                push_warnings(&mut shown, &outcome);
                shown.push_str(&outcome.out.plain);
                push_notes(&mut shown, &outcome);
                push_failure(&mut shown, &outcome);
                true
            });
            for (i, typed) in exchange.typed.lines().enumerate() {
                let prompt = if i == 0 { ">>> " } else { "... " };
                new.push_str(format!("{prompt}{typed}").trim_end());
                new.push('\n');
            }
            new.push_str(&shown);
            if shown == exchange.shown {
                agreeing += 1;
            } else {
                let place = PathBuf::from(format!("{}:{}", path.display(), exchange.line));
                differences.push(describe(&place, &exchange.shown, &shown));
            }
        }
        new.push_str(end);
    }
    if differences.is_empty() {
        return Ok(Verdict::Same(agreeing));
    }
    if bless {
        fs::write(path, new)?;
        return Ok(Verdict::Blessed);
    }
    Ok(Verdict::Different(differences, agreeing))
}
