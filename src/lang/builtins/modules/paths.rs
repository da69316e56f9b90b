//! `os.path`

use std::fs;
use std::os::unix::fs::MetadataExt;

use crate::error::Result;

use super::super::super::call::Args;
use super::super::super::interp::Interp;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::arguments::{path_text, type_error, value_error};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::OsPath), parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["join"],
        "a, *p",
        |interp, args| {
            let mut path = text(interp, args.value("a"))?;
            for part in &args.rest {
                let part = match part {
                    Value::Int(_) | Value::Float(_) | Value::None | Value::List(_) => {
                        let name = part.type_name();
                        return Err(type_error(format!(
                            "join() argument must be str, bytes, or os.PathLike object, not '{name}'"
                        )));
                    }
                    other => text(interp, other)?,
                };
                path = join(&path, &part);
            }
            Ok(Value::from(path))
        },
        "Paths put together.",
        "import os; os.path.join('a', 'b')",
    ),
    row(
        &["exists"],
        "path",
        |interp, args| is(interp, &args, |path| fs::metadata(path).is_ok()),
        "Whether there is such a file.",
        "import os; os.path.exists('/')",
    ),
    row(
        &["lexists"],
        "path",
        |interp, args| is(interp, &args, |path| fs::symlink_metadata(path).is_ok()),
        "Whether there is such a file, or a link.",
        "import os; os.path.lexists('/')",
    ),
    row(
        &["isfile"],
        "path",
        |interp, args| is(interp, &args, |path| fs::metadata(path).is_ok_and(|m| m.is_file())),
        "Whether it is a file.",
        "import os; os.path.isfile('/')",
    ),
    row(
        &["isdir"],
        "s",
        |interp, args| is_of(interp, &args, "s", |path| fs::metadata(path).is_ok_and(|m| m.is_dir())),
        "Whether it is a directory.",
        "import os; os.path.isdir('/')",
    ),
    row(
        &["islink"],
        "path",
        |interp, args| is(interp, &args, |path| fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink())),
        "Whether it is a link.",
        "import os; os.path.islink('/')",
    ),
    row(
        &["isabs"],
        "s",
        |interp, args| Ok(Value::Bool(text(interp, args.value("s"))?.starts_with('/'))),
        "Whether a path starts at the root.",
        "import os; os.path.isabs('/a')",
    ),
    row(
        &["basename"],
        "p",
        |interp, args| Ok(Value::from(split(&text(interp, args.value("p"))?).1)),
        "What stands after the last slash.",
        "import os; os.path.basename('a/b')",
    ),
    row(
        &["dirname"],
        "p",
        |interp, args| Ok(Value::from(split(&text(interp, args.value("p"))?).0)),
        "What stands before the last slash.",
        "import os; os.path.dirname('a/b')",
    ),
    row(
        &["split"],
        "p",
        |interp, args| {
            let (head, tail) = split(&text(interp, args.value("p"))?);
            Ok(Value::tuple(vec![Value::from(head), Value::from(tail)]))
        },
        "What stands before and after the last slash.",
        "import os; os.path.split('a/b')",
    ),
    row(
        &["splitext"],
        "p",
        |interp, args| {
            let path = text(interp, args.value("p"))?;
            let at = extension_at(&path);
            Ok(Value::tuple(vec![Value::str(&path[..at]), Value::str(&path[at..])]))
        },
        "A path and its extension.",
        "import os; os.path.splitext('a.txt')",
    ),
    row(
        &["splitdrive"],
        "p",
        |interp, args| Ok(Value::tuple(vec![Value::str(""), Value::from(text(interp, args.value("p"))?)])),
        "A drive, which there is none, and the path.",
        "import os; os.path.splitdrive('/a')",
    ),
    row(
        &["abspath"],
        "path",
        |interp, args| Ok(Value::from(absolute(&text(interp, args.value("path"))?))),
        "A path from the root.",
        "import os; os.path.abspath('/a/../b')",
    ),
    row(
        &["normpath"],
        "path",
        |interp, args| Ok(Value::from(normal(&text(interp, args.value("path"))?))),
        "A path without detours.",
        "import os; os.path.normpath('a//b/../c')",
    ),
    row(
        &["normcase"],
        "s",
        |interp, args| Ok(Value::from(text(interp, args.value("s"))?)),
        "The path itself.",
        "import os; os.path.normcase('A')",
    ),
    row(
        &["realpath"],
        "filename, *, strict=False",
        |interp, args| Ok(Value::from(real(&text(interp, args.value("filename"))?))),
        "A path from the root, without links.",
        "import os; os.path.realpath('/')",
    ),
    row(
        &["expanduser"],
        "path",
        |interp, args| Ok(Value::from(expanded(&text(interp, args.value("path"))?))),
        "A path with the home directory for ~.",
        "import os; os.path.expanduser('a')",
    ),
    row(
        &["expandvars"],
        "path",
        |interp, args| {
            let path = text(interp, args.value("path"))?;
            let mut out = String::new();
            let mut rest = path.as_str();
            while let Some(at) = rest.find('$') {
                out.push_str(&rest[..at]);
                let after = &rest[at + 1..];
                let (name, length) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
                    Some((name, _)) => (name, name.len() + 2),
                    None => {
                        let end =
                            after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
                        (&after[..end], end)
                    }
                };
                match std::env::var(name) {
                    Ok(value) => out.push_str(&value),
                    Err(_) => out.push_str(&rest[at..at + 1 + length]),
                }
                rest = &after[length..];
            }
            out.push_str(rest);
            Ok(Value::from(out))
        },
        "A path with variables of the environment put in.",
        "import os; os.path.expandvars('a')",
    ),
    row(
        &["getsize"],
        "filename",
        |interp, args| {
            let given = args.value("filename").clone();
            let path = text(interp, &given)?;
            let found = fs::metadata(path).map_err(|error| interp.os_error(&error, Some(given)))?;
            Ok(Value::Int(found.len() as i64))
        },
        "The bytes of a file.",
        "import os; os.path.getsize('/') > 0",
    ),
    row(
        &["getmtime", "getatime", "getctime"],
        "filename",
        |interp, args| {
            let given = args.value("filename").clone();
            let path = text(interp, &given)?;
            let found = fs::metadata(path).map_err(|error| interp.os_error(&error, Some(given)))?;
            Ok(Value::Float(found.mtime() as f64 + found.mtime_nsec() as f64 * 1e-9))
        },
        "When a file was written last.",
        "import os; os.path.getmtime('/') > 0",
    ),
    row(
        &["samefile"],
        "f1, f2",
        |interp, args| {
            let mut found = Vec::new();
            for name in ["f1", "f2"] {
                let given = args.value(name).clone();
                let path = text(interp, &given)?;
                let one = fs::metadata(path).map_err(|error| interp.os_error(&error, Some(given)))?;
                found.push((one.dev(), one.ino()));
            }
            Ok(Value::Bool(found[0] == found[1]))
        },
        "Whether two paths lead to the same file.",
        "import os; os.path.samefile('/', '/')",
    ),
    row(
        &["relpath"],
        "path, start=None",
        |interp, args| {
            let path = text(interp, args.value("path"))?;
            if path.is_empty() {
                return Err(value_error("no path specified"));
            }
            let start = match args.some("start") {
                Some(start) => text(interp, &start.clone())?,
                None => ".".to_owned(),
            };
            Ok(Value::from(relative(&path, &start)))
        },
        "A path as seen from a directory.",
        "import os; os.path.relpath('/a/b', '/a/c')",
    ),
    row(
        &["commonprefix"],
        "m",
        |interp, args| {
            let items = interp.items(args.value("m"))?;
            let mut common: Option<String> = None;
            for item in &items {
                let item = text(interp, item)?;
                common = Some(match common {
                    None => item,
                    Some(common) => {
                        common.chars().zip(item.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
                    }
                });
            }
            Ok(Value::from(common.unwrap_or_default()))
        },
        "What all of some texts begin with.",
        "import os; os.path.commonprefix(['abc', 'abd'])",
    ),
    row(
        &["commonpath"],
        "paths",
        |interp, args| {
            let items = interp.items(args.value("paths"))?;
            if items.is_empty() {
                return Err(value_error("commonpath() arg is an empty sequence"));
            }
            let mut all = Vec::new();
            for item in &items {
                all.push(text(interp, item)?);
            }
            let rooted = all[0].starts_with('/');
            if all.iter().any(|path| path.starts_with('/') != rooted) {
                return Err(value_error("Can't mix absolute and relative paths"));
            }
            let parts = |path: &str| -> Vec<String> {
                path.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect()
            };
            let mut common = parts(&all[0]);
            for path in &all[1..] {
                let same = common.iter().zip(parts(path)).take_while(|(a, b)| *a == b).count();
                common.truncate(same);
            }
            Ok(Value::from(format!("{}{}", if rooted { "/" } else { "" }, common.join("/"))))
        },
        "The directory that all of some paths are in.",
        "import os; os.path.commonpath(['/a/b', '/a/c'])",
    ),
];

fn text(interp: &mut Interp, value: &Value) -> Result<String> {
    path_text(interp, value, |name| format!("expected str, bytes or os.PathLike object, not {name}"))
}

fn is(interp: &mut Interp, args: &Args, test: fn(&str) -> bool) -> Result<Value> {
    is_of(interp, args, "path", test)
}

fn is_of(interp: &mut Interp, args: &Args, parameter: &str, test: fn(&str) -> bool) -> Result<Value> {
    let value = args.value(parameter).clone();
    let path = path_text(interp, &value, |name| {
        format!("stat: path should be string, bytes, os.PathLike or integer, not {name}")
    })?;
    Ok(Value::Bool(test(&path)))
}

/// `a/b`, or `b` if that starts at the root.
pub(super) fn join(a: &str, b: &str) -> String {
    if b.starts_with('/') || a.is_empty() {
        b.to_owned()
    } else if a.ends_with('/') {
        format!("{a}{b}")
    } else {
        format!("{a}/{b}")
    }
}

fn split(path: &str) -> (String, String) {
    let at = path.rfind('/').map_or(0, |at| at + 1);
    let (head, tail) = path.split_at(at);
    let trimmed = head.trim_end_matches('/');
    (if trimmed.is_empty() { head } else { trimmed }.to_owned(), tail.to_owned())
}

/// Where the extension begins.
fn extension_at(path: &str) -> usize {
    let start = path.rfind('/').map_or(0, |at| at + 1);
    let name = &path[start..];
    let lead = name.len() - name.trim_start_matches('.').len();
    name[lead..].rfind('.').map_or(path.len(), |at| start + lead + at)
}

/// A path without detours.
pub(super) fn normal(path: &str) -> String {
    if path.is_empty() {
        return ".".to_owned();
    }
    let lead = match path {
        _ if path.starts_with("//") && !path.starts_with("///") => "//",
        _ if path.starts_with('/') => "/",
        _ => "",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if !lead.is_empty() => {}
            part => parts.push(part),
        }
    }
    let whole = format!("{lead}{}", parts.join("/"));
    if whole.is_empty() { ".".to_owned() } else { whole }
}

/// A path from the root.
pub(super) fn absolute(path: &str) -> String {
    let here = std::env::current_dir().map_or_else(|_| "/".to_owned(), |here| here.display().to_string());
    normal(&join(&here, path))
}

/// A path from the root, without links.
pub(super) fn real(path: &str) -> String {
    let whole = absolute(path);
    if let Ok(found) = fs::canonicalize(&whole) {
        return found.display().to_string();
    }
    // What is not there has no links: what is above it may.
    let (head, tail) = split(&whole);
    if head == whole || tail.is_empty() { whole } else { join(&real(&head), &tail) }
}

/// A path with the home directory for `~`.
pub(super) fn expanded(path: &str) -> String {
    match (path.strip_prefix('~'), std::env::var("HOME")) {
        (Some(rest), Ok(home)) if rest.is_empty() || rest.starts_with('/') => {
            let whole = format!("{}{rest}", home.trim_end_matches('/'));
            if whole.is_empty() { "/".to_owned() } else { whole }
        }
        _ => path.to_owned(),
    }
}

/// A path as seen from a directory.
pub(super) fn relative(path: &str, start: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        absolute(path).split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (path, start) = (parts(path), parts(start));
    let same = path.iter().zip(&start).take_while(|(a, b)| a == b).count();
    let mut out = vec!["..".to_owned(); start.len() - same];
    out.extend_from_slice(&path[same..]);
    if out.is_empty() { ".".to_owned() } else { out.join("/") }
}
