//! Golden tests: scripts and Markdown sessions replayed against their recorded output.
//!
//! Beside `name.arr` stand `name.out`, its standard output, and, where it writes any, `name.err`, its standard error; a script whose `.err`
//! ends with an error is expected to stop there. In Markdown, every block that opens with ```` ```arr ```` (or ```` ```arr notes ````, with notes) is a session: lines after `>>> ` and
//! `... ` are typed, what follows is what must be shown. Blank lines and comments after that, and before the first prompt, are the author's.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::machine::{plain, tell};
use crate::session::{Outcome, Session, Settings};

/// Replays what lies under `paths`; with `bless` records it. Returns the exit status: 0 if all agree, 1 if not, 2 if something cannot be read.
/// Fails if `out` cannot be written.
pub fn run(
    paths: &[PathBuf],
    bless: bool,
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
    out: &mut dyn Write,
) -> io::Result<u8> {
    let mut files = Vec::new();
    for path in paths {
        if let Err(error) = collect(path, true, &mut files) {
            tell(&format!("arr: {}: {}\n", path.display(), plain(&error)));
            return Ok(2);
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
        let text = match replayed {
            Ok(verdict) => {
                passed += verdict.agreeing;
                failed += verdict.different.len();
                blessed += usize::from(verdict.blessed);
                let recorded =
                    if verdict.blessed { format!("recorded {}\n", file.display()) } else { String::new() };
                recorded + &verdict.different.concat()
            }
            Err(error) => {
                failed += 1;
                format!("{}: {}\n", file.display(), plain(&error))
            }
        };
        out.write_all(text.as_bytes())?;
    }
    let blessed = if blessed > 0 { format!("{blessed} recorded, ") } else { String::new() };
    writeln!(out, "{blessed}{passed} passed, {failed} failed")?;
    out.flush()?;
    Ok(u8::from(failed > 0))
}

/// How a file agrees with its records.
#[derive(Default)]
struct Verdict {
    /// How many parts agree.
    agreeing: usize,
    /// What to say about each part that does not.
    different: Vec<String>,
    /// Whether what did not agree was recorded.
    blessed: bool,
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "md")
}

fn collect(path: &Path, named: bool, files: &mut Vec<PathBuf>) -> io::Result<()> {
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
) -> io::Result<Verdict> {
    let script = fs::File::open(path)?;
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let settings = Settings { source: name, ..settings.clone() };
    let (mut out, mut err) = (String::new(), String::new());
    Session::new(settings, Arc::clone(interrupt)).run(io::BufReader::new(script), false, &mut |outcome| {
        out.push_str(&outcome.out.plain);
        push_warnings(&mut err, &outcome);
        push_notes(&mut err, &outcome);
        push_failure(&mut err, &outcome);
        true
    });
    let (out_path, err_path) = (path.with_extension("out"), path.with_extension("err"));
    let read = |path: &Path| match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    };
    let (want_out, want_err) = (read(&out_path)?, read(&err_path)?);
    if out == want_out && err == want_err && out_path.exists() {
        return Ok(Verdict { agreeing: 1, ..Verdict::default() });
    }
    if bless {
        fs::write(&out_path, &out)?;
        if !err.is_empty() {
            fs::write(&err_path, &err)?;
        } else if err_path.exists() {
            fs::remove_file(&err_path)?;
        }
        return Ok(Verdict { blessed: true, ..Verdict::default() });
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
    Ok(Verdict { different: vec![difference], ..Verdict::default() })
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
#[derive(Default)]
struct Exchange<'t> {
    /// The number of the line with the prompt.
    line: usize,
    typed: String,
    /// The lines up to the next prompt, each with its end.
    recorded: Vec<&'t str>,
}

impl Exchange<'_> {
    /// Whether what was shown is what was recorded, up to remarks after it.
    fn agrees(&self, shown: &[&str]) -> bool {
        let Some((record, remarks)) = self.recorded.split_at_checked(shown.len()) else { return false };
        record.iter().zip(shown).all(|(a, b)| bare(a) == bare(b))
            && remarks.iter().all(|line| is_remark(line))
    }

    /// The remarks after what was recorded, where `shown` now stands instead: remarks that it ends with are among them once.
    fn remarks(&self, shown: &[&str]) -> &[&str] {
        let trailing =
            |lines: &[&str]| lines.iter().rposition(|line| !is_remark(line)).map_or(0, |at| at + 1);
        let remarks = &self.recorded[trailing(&self.recorded)..];
        let ends = &shown[trailing(shown)..];
        let common = remarks.iter().zip(ends).take_while(|(a, b)| bare(a) == bare(b)).count();
        &remarks[common..]
    }
}

fn bare(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// Whether the line, where no output is due, is the author's: empty, or a comment.
fn is_remark(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// What follows the prompt, if the line begins with it.
fn prompted<'t>(line: &'t str, prompt: &str) -> Option<&'t str> {
    let rest = bare(line).strip_prefix(prompt)?;
    rest.strip_prefix(' ').or_else(|| rest.is_empty().then_some(""))
}

fn replay_markdown(
    path: &Path,
    bless: bool,
    settings: &Settings,
    interrupt: &Arc<AtomicBool>,
) -> io::Result<Verdict> {
    let text = fs::read_to_string(path)?;
    let mut new = String::new();
    let mut verdict = Verdict::default();
    let mut lines = text.split_inclusive('\n').enumerate().peekable();
    while let Some((opening, line)) = lines.next() {
        new.push_str(line);
        let notes = match line.trim_end() {
            "```arr" => settings.notes,
            "```arr notes" => true,
            _ => continue,
        };
        let mut session = Session::new(
            Settings { source: "<stdin>".to_owned(), notes, ..settings.clone() },
            Arc::clone(interrupt),
        );
        // What stands before the first prompt is not run.
        let mut idle = None;
        while let Some((i, line)) =
            lines.next_if(|(_, line)| !is_fence(line) && prompted(line, ">>>").is_none())
        {
            new.push_str(line);
            if idle.is_none() && !is_remark(line) {
                idle = Some(i);
            }
        }
        if lines.peek().is_none_or(|(_, line)| is_fence(line)) {
            idle = idle.or(Some(opening));
        }
        if let Some(i) = idle {
            verdict.different.push(format!(
                "{}:{}: not run: no line with >>> before it\n",
                path.display(),
                i + 1
            ));
        }
        while let Some((i, line)) = lines.next_if(|(_, line)| !is_fence(line)) {
            let mut exchange = Exchange { line: i + 1, ..Exchange::default() };
            let mut typed = Some((prompted(line, ">>>").unwrap_or_default(), line));
            while let Some((text, line)) = typed {
                new.push_str(line);
                exchange.typed.extend([text, "\n"]);
                typed = lines
                    .next_if(|(_, line)| prompted(line, "...").is_some())
                    .map(|(_, line)| (prompted(line, "...").unwrap_or_default(), line));
            }
            while let Some((_, line)) =
                lines.next_if(|(_, line)| !is_fence(line) && prompted(line, ">>>").is_none())
            {
                exchange.recorded.push(line);
            }
            let mut shown = String::new();
            session.run(exchange.typed.as_bytes(), true, &mut |outcome| {
                push_warnings(&mut shown, &outcome);
                shown.push_str(&outcome.out.plain);
                push_notes(&mut shown, &outcome);
                push_failure(&mut shown, &outcome);
                true
            });
            let shown: Vec<&str> = shown.split_inclusive('\n').collect();
            if exchange.agrees(&shown) {
                verdict.agreeing += 1;
                new.extend(exchange.recorded);
            } else if bless {
                verdict.blessed = true;
                let end = &line[bare(line).len()..];
                for &line in &shown {
                    new.extend([bare(line), end]);
                }
                new.extend(exchange.remarks(&shown).iter().copied());
            } else {
                let place = PathBuf::from(format!("{}:{}", path.display(), exchange.line));
                let recorded: String = exchange.recorded.iter().flat_map(|line| [bare(line), "\n"]).collect();
                verdict.different.push(describe(&place, &recorded, &shown.concat()));
            }
        }
    }
    if verdict.blessed {
        replace(path, &new)?;
    }
    Ok(verdict)
}

/// Whether the line ends a block.
fn is_fence(line: &str) -> bool {
    line.trim_end() == "```"
}

/// Puts a text in a file's place, which keeps what it has if that fails: a person wrote it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let mut new = path.clone().into_os_string();
    new.push(".new");
    let written = fs::write(&new, text)
        .and_then(|()| fs::set_permissions(&new, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&new, &path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}
