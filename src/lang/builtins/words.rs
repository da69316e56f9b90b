//! More methods of strings: searching, cutting, and asking what they are made of.

use crate::error::Result;

use super::super::call::Args;
use super::super::convert::{index_int, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::letters;
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
            let mut rest = text(&args).chars();
            let mut out = String::new();
            if let Some(first) = rest.next() {
                letters::titled(first, &mut out);
            }
            out.push_str(&rest.as_str().to_lowercase());
            Ok(out.into())
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
        |_, args| Ok(letters::folded(text(&args)).into()),
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
        |interp, args| all(interp, &args, |c| letters::decimal(c).is_some()),
        "Whether all are decimal digits.",
        "'12'.isdecimal()",
    ),
    row(
        &["isspace"],
        "",
        |interp, args| all(interp, &args, letters::is_blank),
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
        |_, args| {
            Ok(Value::Bool(
                text(&args)
                    .chars()
                    .all(|c| if c.is_ascii() { !c.is_control() } else { crate::display::is_printable(c) }),
            ))
        },
        "Whether all can be printed.",
        "'a'.isprintable()",
    ),
    row(
        &["islower"],
        "",
        |_, args| cased(&args, |c| c.is_uppercase() || letters::is_title_letter(c)),
        "Whether the letters are small.",
        "'ab'.islower()",
    ),
    row(
        &["isupper"],
        "",
        |_, args| cased(&args, |c| c.is_lowercase() || letters::is_title_letter(c)),
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
            let mut rest = text(&args);
            let mut lines = Kept::default();
            while !rest.is_empty() {
                interp.memory.check_interrupt()?;
                let end = rest.find(letters::ends_line).unwrap_or(rest.len());
                let after = match rest[end..].chars().next() {
                    Some('\r') if rest[end..].starts_with("\r\n") => end + 2,
                    Some(c) => end + c.len_utf8(),
                    None => end,
                };
                lines.push(Value::str(&rest[..if keep { after } else { end }]));
                rest = &rest[after..];
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
    row(
        &["istitle"],
        "",
        |_, args| {
            let (mut some, mut inside) = (false, false);
            for c in text(&args).chars() {
                let capital = c.is_uppercase() || letters::is_title_letter(c);
                if capital && inside || c.is_lowercase() && !inside {
                    return Ok(Value::Bool(false));
                }
                inside = capital || c.is_lowercase();
                some |= inside;
            }
            Ok(Value::Bool(some))
        },
        "Whether each word's first letter, and no other, is a capital.",
        "'Ab Cd'.istitle()",
    ),
    row(
        &["expandtabs"],
        "tabsize=8",
        |interp, args| {
            let size = args.get("tabsize").map_or(Ok(8), index_int)?;
            let size = usize::try_from(size).unwrap_or(0);
            let (mut out, mut column) = (String::new(), 0);
            for c in text(&args).chars() {
                match c {
                    '\t' if size > 0 => {
                        let n = size - column % size;
                        interp.memory.check_room(out.len() + n)?;
                        out.extend(std::iter::repeat_n(' ', n));
                        column += n;
                    }
                    '\t' => {}
                    _ => {
                        out.push(c);
                        column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
                    }
                }
            }
            Ok(out.into())
        },
        "With tabs made blanks.",
        "'a\\tb'.expandtabs(4)",
    ),
    row(
        &["translate"],
        "table, /",
        translate,
        "Each character replaced by what a table says of its code.",
        "'abc'.translate({97: 'x', 98: None})",
    ),
    row(
        &["maketrans"],
        "x, y=<no value>, z=<no value>, /",
        maketrans,
        "A table for translate.",
        "str.maketrans('ab', 'xy')",
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
                    format!(
                        "{function}() argument must be str, not {}",
                        super::super::convert::argument_type(other)
                    )
                }
                "find" | "rfind" | "index" | "rindex" | "count" | "partition" | "rpartition" => {
                    format!("must be str, not {}", other.type_name())
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
        let i = super::super::containers::slice_bound(value)?.unwrap_or(default);
        Ok(if i < 0 { i.saturating_add(length).max(0) } else { i })
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
        Some(other) if !matches!(other, Value::Str(_)) => {
            let message = format!("must be str or None, not {}", other.type_name());
            return Err(E::Type { message }.into());
        }
        Some(_) => s.rsplitn(most, &*separator(&args)?).map(Value::str).collect(),
        None => {
            let mut rest = s.trim_end_matches(letters::is_blank);
            let mut parts = Vec::new();
            while !rest.is_empty() {
                match rest.rfind(letters::is_blank) {
                    Some(at) if parts.len() + 1 < most => {
                        let blank = rest[at..].chars().next().map_or(1, char::len_utf8);
                        parts.push(Value::str(&rest[at + blank..]));
                        rest = rest[..at].trim_end_matches(letters::is_blank);
                    }
                    _ => {
                        parts.push(Value::str(rest.trim_start_matches(letters::is_blank)));
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

/// What a table says of each character: another character by its code, a text, or `None` to leave it out.
fn translate(interp: &mut Interp, args: Args) -> Result<Value> {
    let table = args.value("table").clone();
    let mut out = String::new();
    for c in text(&args).chars() {
        interp.memory.check_interrupt()?;
        let found = interp.get_item_value(&table, &Value::Int(u32::from(c).into()));
        match found {
            Err(error)
                if matches!(
                    error.exception(),
                    crate::error::Exception::KeyError | crate::error::Exception::IndexError
                ) =>
            {
                out.push(c);
            }
            Ok(Value::None) => {}
            Ok(Value::Str(text)) => {
                interp.memory.check_room(out.len() + text.len())?;
                out.push_str(&text);
            }
            Ok(Value::Int(n)) => match u32::try_from(n).ok().and_then(char::from_u32) {
                Some(c) => out.push(c),
                None => {
                    let message = "character mapping must be in range(0x110000)".into();
                    return Err(E::Value { message }.into());
                }
            },
            Ok(_) => {
                let message = "character mapping must return integer, None or str".into();
                return Err(E::Type { message }.into());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(out.into())
}

/// `str.maketrans`
fn maketrans(interp: &mut Interp, args: Args) -> Result<Value> {
    let fail = |message: &str| -> Result<Value> { Err(E::Type { message: message.into() }.into()) };
    let mut table = super::super::entries::Entries::new();
    let Some(to) = args.get("y") else {
        let Value::Dict(dict) = args.value("x") else {
            return fail("if you give only one argument to maketrans it must be a dict");
        };
        for (key, value) in dict.borrow().iter() {
            let code = match key.value() {
                Value::Str(text) => {
                    let mut letters = text.chars();
                    match (letters.next(), letters.next()) {
                        (Some(c), None) => Value::Int(u32::from(c).into()),
                        _ => {
                            let message = "string keys in translate table must be of length 1".into();
                            return Err(E::Value { message }.into());
                        }
                    }
                }
                code @ (Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) => code,
                _ => return fail("keys in translate table must be strings or integers"),
            };
            table.insert(super::super::key::convert_key(&code)?, value.clone());
        }
        return Ok(Value::Dict(super::super::nest::Shared::new(std::cell::RefCell::new(table))));
    };
    let Value::Str(from) = args.value("x") else {
        return fail("first maketrans argument must be a string if there is a second argument");
    };
    let named = |value: &Value, place: usize| -> Result<super::super::string::Str> {
        match value {
            Value::Str(text) => Ok(text.clone()),
            other => {
                let given = super::super::convert::argument_type(other);
                let message = format!("maketrans() argument {place} must be str, not {given}");
                Err(E::Type { message }.into())
            }
        }
    };
    let to = named(to, 2)?;
    let gone = args.get("z").map(|gone| named(gone, 3)).transpose()?;
    if from.chars().count() != to.chars().count() {
        let message = "the first two maketrans arguments must have equal length".into();
        return Err(E::Value { message }.into());
    }
    let code = |c: char| super::super::value::Key::Int(u32::from(c).into());
    for (from, to) in from.chars().zip(to.chars()) {
        interp.memory.check_interrupt()?;
        table.insert(code(from), Value::Int(u32::from(to).into()));
    }
    for c in gone.iter().flat_map(|gone| gone.chars()) {
        table.insert(code(c), Value::None);
    }
    Ok(Value::Dict(super::super::nest::Shared::new(std::cell::RefCell::new(table))))
}
