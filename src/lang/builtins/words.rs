//! More methods of strings: searching, cutting, and asking what they are made of.

use crate::error::Result;

use super::super::call::Args;
use super::super::convert::{index_int, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Kept;
use super::super::table::{Builtin, Home, Returns};
use super::super::text as long;
use super::super::value::Value;
use super::strings::text;

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Str, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["capitalize"],
        "",
        |_, args| {
            let mut letters = text(&args).chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            Ok((first + &letters.as_str().to_lowercase()).into())
        },
        "With a capital first, and small letters after it.",
        "'aB'.capitalize()",
    ),
    row(
        &["swapcase"],
        "",
        |interp, args| {
            let swap = |c: char| {
                if c.is_uppercase() { c.to_lowercase().to_string() } else { c.to_uppercase().to_string() }
            };
            let swapped = |piece: &str| piece.chars().map(swap).collect();
            Ok(long::mapped(&interp.memory, text(&args), swapped)?.into())
        },
        "Capitals made small, and small letters capitals.",
        "'aB'.swapcase()",
    ),
    row(
        &["casefold"],
        "",
        |_, args| Ok(text(&args).to_lowercase().into()),
        "In small letters, to compare.",
        "'A'.casefold()",
    ),
    row(
        &["find"],
        "sub, start=None, end=None, /",
        |interp, args| Ok(Value::Int(search(interp, &args, false)?.map_or(-1, |at| at as i64))),
        "Where a part stands first, or -1.",
        "'abc'.find('c')",
    ),
    row(
        &["rfind"],
        "sub, start=None, end=None, /",
        |interp, args| Ok(Value::Int(search(interp, &args, true)?.map_or(-1, |at| at as i64))),
        "Where a part stands last, or -1.",
        "'abca'.rfind('a')",
    ),
    row(
        &["index"],
        "sub, start=None, end=None, /",
        |interp, args| found(interp, &args, false),
        "Where a part stands first.",
        "'abc'.index('c')",
    ),
    row(
        &["rindex"],
        "sub, start=None, end=None, /",
        |interp, args| found(interp, &args, true),
        "Where a part stands last.",
        "'abca'.rindex('a')",
    ),
    row(
        &["count"],
        "sub, start=None, end=None, /",
        |interp, args| {
            let sub = string(&args, "sub")?;
            let Some((part, _)) = within(&args)? else { return Ok(Value::Int(0)) };
            Ok(if sub.is_empty() {
                long::count_chars(&interp.memory, part)? + 1
            } else {
                long::count(&interp.memory, part.as_bytes(), sub.as_bytes())?
            }
            .into())
        },
        "How often a part occurs.",
        "'abab'.count('a')",
    ),
    row(
        &["startswith"],
        "prefix, start=None, end=None, /",
        |_, args| affix(&args, "prefix", "startswith", |part, prefix| part.starts_with(prefix)),
        "Whether it starts so, or in one of several ways.",
        "'abc'.startswith('a')",
    ),
    row(
        &["endswith"],
        "suffix, start=None, end=None, /",
        |_, args| affix(&args, "suffix", "endswith", |part, suffix| part.ends_with(suffix)),
        "Whether it ends so, or in one of several ways.",
        "'abc'.endswith('c')",
    ),
    row(
        &["isalpha"],
        "",
        |interp, args| all(interp, &args, char::is_alphabetic),
        "Whether all are letters.",
        "'ab'.isalpha()",
    ),
    row(
        &["isalnum"],
        "",
        |interp, args| all(interp, &args, char::is_alphanumeric),
        "Whether all are letters or digits.",
        "'a1'.isalnum()",
    ),
    row(
        &["isnumeric"],
        "",
        |interp, args| all(interp, &args, char::is_numeric),
        "Whether all are numbers.",
        "'12'.isnumeric()",
    ),
    row(
        &["isdecimal"],
        "",
        |interp, args| all(interp, &args, |c| c.is_ascii_digit()),
        "Whether all are decimal digits.",
        "'12'.isdecimal()",
    ),
    row(
        &["isspace"],
        "",
        |interp, args| all(interp, &args, char::is_whitespace),
        "Whether all are blanks.",
        "' '.isspace()",
    ),
    row(
        &["isascii"],
        "",
        |_, args| Ok(Value::Bool(text(&args).is_ascii())),
        "Whether all are ASCII.",
        "'a'.isascii()",
    ),
    row(
        &["isprintable"],
        "",
        |_, args| Ok(Value::Bool(text(&args).chars().all(|c| !c.is_control()))),
        "Whether all can be printed.",
        "'a'.isprintable()",
    ),
    row(
        &["islower"],
        "",
        |_, args| cased(&args, char::is_uppercase),
        "Whether the letters are small.",
        "'ab'.islower()",
    ),
    row(
        &["isupper"],
        "",
        |_, args| cased(&args, char::is_lowercase),
        "Whether the letters are capitals.",
        "'AB'.isupper()",
    ),
    row(
        &["isidentifier"],
        "",
        |_, args| {
            let mut letters = text(&args).chars();
            let first = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
            Ok(Value::Bool(first && letters.all(|c| c.is_alphanumeric() || c == '_')))
        },
        "Whether it could be a name.",
        "'a1'.isidentifier()",
    ),
    row(
        &["partition"],
        "sep, /",
        |_, args| {
            let sep = separator(&args)?;
            let s = text(&args);
            Ok(three(match s.split_once(&*sep) {
                Some((head, tail)) => [head, &sep, tail],
                None => [s, "", ""],
            }))
        },
        "What stands before the first separator, it, and what stands after it.",
        "'a=b'.partition('=')",
    ),
    row(
        &["rpartition"],
        "sep, /",
        |_, args| {
            let sep = separator(&args)?;
            let s = text(&args);
            Ok(three(match s.rsplit_once(&*sep) {
                Some((head, tail)) => [head, &sep, tail],
                None => ["", "", s],
            }))
        },
        "What stands before the last separator, it, and what stands after it.",
        "'a=b=c'.rpartition('=')",
    ),
    row(
        &["removeprefix"],
        "prefix, /",
        |_, args| {
            let prefix = string(&args, "prefix")?;
            Ok(Value::str(text(&args).strip_prefix(&*prefix).unwrap_or(text(&args))))
        },
        "Without what it starts with.",
        "'abc'.removeprefix('a')",
    ),
    row(
        &["removesuffix"],
        "suffix, /",
        |_, args| {
            let suffix = string(&args, "suffix")?;
            Ok(Value::str(text(&args).strip_suffix(&*suffix).unwrap_or(text(&args))))
        },
        "Without what it ends with.",
        "'abc'.removesuffix('c')",
    ),
    row(
        &["rsplit"],
        "sep=None, maxsplit=-1",
        rsplit,
        "Cut at blanks, or at a separator, from the right.",
        "'a b c'.rsplit(' ', 1)",
    ),
    row(
        &["splitlines"],
        "keepends=False",
        |interp, args| {
            let keep = args.get("keepends").map_or(Ok(false), truth)?;
            let cut = |line: &str| {
                if keep { Value::str(line) } else { Value::str(line.trim_end_matches(['\n', '\r'])) }
            };
            let mut lines = Kept::default();
            for line in text(&args).split_inclusive('\n') {
                interp.memory.check_interrupt()?;
                lines.push(cut(line));
            }
            Ok(Value::list(lines.take()))
        },
        "Cut into lines.",
        "'a\\nb'.splitlines()",
    ),
    row(
        &["zfill"],
        "width, /",
        |interp, args| {
            let s = text(&args);
            let width = usize::try_from(index_int(args.value("width"))?).unwrap_or(0);
            let missing = width.saturating_sub(s.chars().count());
            interp.memory.check_room(missing)?;
            let (sign, digits) = match s.strip_prefix(['-', '+']) {
                Some(rest) => (&s[..1], rest),
                None => ("", s),
            };
            Ok(format!("{sign}{}{digits}", "0".repeat(missing)).into())
        },
        "With zeros in front, after a sign.",
        "'-5'.zfill(4)",
    ),
];

/// An argument that has to be a string.
fn string<'a>(args: &'a Args, name: &str) -> Result<std::borrow::Cow<'a, str>> {
    match args.value(name) {
        Value::Str(s) => Ok(std::borrow::Cow::Borrowed(s)),
        other => {
            let function = args.function();
            let message = match function {
                "removeprefix" | "removesuffix" => {
                    format!("{function}() argument must be str, not {}", other.type_name())
                }
                _ => format!("must be str, not {}", other.type_name()),
            };
            Err(E::Type { message }.into())
        }
    }
}

fn separator(args: &Args) -> Result<std::borrow::Cow<'_, str>> {
    let sep = string(args, "sep")?;
    if sep.is_empty() { Err(E::Value { message: "empty separator".into() }.into()) } else { Ok(sep) }
}

fn three(parts: [&str; 3]) -> Value {
    Value::tuple(parts.into_iter().map(Value::str).collect())
}

fn all(interp: &Interp, args: &Args, is: fn(char) -> bool) -> Result<Value> {
    let s = text(args);
    Ok(Value::Bool(!s.is_empty() && long::all_chars(&interp.memory, s, is)?))
}

/// Whether there are letters with a case, and none of the other one.
fn cased(args: &Args, other: fn(char) -> bool) -> Result<Value> {
    let s = text(args);
    let some = s.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    Ok(Value::Bool(some && !s.chars().any(other)))
}

/// The part of the string between `start` and `end`, which count characters as a slice does, and how many characters stand before it. None if
/// `start` lies behind the end.
fn within(args: &Args) -> Result<Option<(&str, usize)>> {
    let s = text(args);
    let length = s.chars().count() as i64;
    let bound = |name: &str, default: i64| -> Result<i64> {
        let Some(value) = args.some(name) else { return Ok(default) };
        let i = index_int(value)?;
        Ok(if i < 0 { (i + length).max(0) } else { i })
    };
    let (start, end) = (bound("start", 0)?, bound("end", length)?.min(length));
    if start > length || start > end {
        return Ok(None);
    }
    let at = |n: i64| match n {
        n if n == length => s.len(),
        // Characters of one byte each.
        n if length as usize == s.len() => n as usize,
        n => s.char_indices().nth(n as usize).map_or(s.len(), |(byte, _)| byte),
    };
    Ok(Some((&s[at(start)..at(end)], start as usize)))
}

/// Where a part stands, in characters.
fn search(interp: &Interp, args: &Args, last: bool) -> Result<Option<usize>> {
    let sub = string(args, "sub")?;
    let Some((part, before)) = within(args)? else { return Ok(None) };
    let byte =
        if last { part.rfind(&*sub) } else { long::find(&interp.memory, part.as_bytes(), sub.as_bytes())? };
    let Some(byte) = byte else { return Ok(None) };
    Ok(Some(before + long::count_chars(&interp.memory, &part[..byte])?))
}

fn found(interp: &Interp, args: &Args, last: bool) -> Result<Value> {
    match search(interp, args, last)? {
        Some(at) => Ok(at.into()),
        None => Err(E::Value { message: "substring not found".into() }.into()),
    }
}

fn affix(args: &Args, name: &str, function: &str, holds: fn(&str, &str) -> bool) -> Result<Value> {
    let affixes = match args.value(name) {
        Value::Tuple(items) => items.to_vec(),
        one => vec![one.clone()],
    };
    let part = within(args)?;
    for affix in affixes {
        let Value::Str(affix) = &affix else {
            let message =
                format!("{function} first arg must be str or a tuple of str, not {}", affix.type_name());
            return Err(E::Type { message }.into());
        };
        if part.is_some_and(|(part, _)| holds(part, affix)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn rsplit(_: &mut Interp, args: Args) -> Result<Value> {
    let s = text(&args);
    let most = args.get("maxsplit").map_or(Ok(-1), index_int)?;
    let most = usize::try_from(most).map_or(usize::MAX, |n| n.saturating_add(1));
    let mut parts: Vec<Value> = match args.some("sep") {
        Some(_) => s.rsplitn(most, &*separator(&args)?).map(Value::str).collect(),
        None => {
            let mut rest = s.trim_end();
            let mut parts = Vec::new();
            while !rest.is_empty() {
                match rest.rfind(char::is_whitespace) {
                    Some(at) if parts.len() + 1 < most => {
                        let blank = rest[at..].chars().next().map_or(1, char::len_utf8);
                        parts.push(Value::str(&rest[at + blank..]));
                        rest = rest[..at].trim_end();
                    }
                    _ => {
                        parts.push(Value::str(rest.trim_start()));
                        break;
                    }
                }
            }
            parts
        }
    };
    parts.reverse();
    Ok(Value::list(parts))
}
