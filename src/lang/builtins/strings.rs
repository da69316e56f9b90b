//! Methods of strings, lists, tuples and dicts that snippets use.

use crate::error::Result;
use crate::memory::Patience;

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::iter::ROOM;
use super::super::nest::Kept;
use super::super::string::Str;
use super::super::table::{Builtin, Home, Returns};
use super::super::text as long;
use super::super::value::{List, Value};

/// A row whose result is no array.
pub(super) const fn row(
    home: Home,
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, home, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::Str,
        &["upper"],
        "",
        |interp, args| Ok(long::mapped(&interp.memory, text(&args), str::to_uppercase)?.into()),
        "In capitals.",
        "'a'.upper()",
    ),
    row(
        Home::Str,
        &["lower"],
        "",
        |interp, args| {
            let s = text(&args);
            // A sigma at the end of a word becomes another letter: such a text is read whole.
            if long::find(&interp.memory, s.as_bytes(), "Σ".as_bytes())?.is_some() {
                return Ok(s.to_lowercase().into());
            }
            Ok(long::mapped(&interp.memory, s, str::to_lowercase)?.into())
        },
        "In small letters.",
        "'A'.lower()",
    ),
    row(
        Home::Str,
        &["strip"],
        "chars=None, /",
        |interp, args| trim(interp, &args, true, true),
        "Without blanks at both ends.",
        "' a '.strip()",
    ),
    row(
        Home::Str,
        &["lstrip"],
        "chars=None, /",
        |interp, args| trim(interp, &args, true, false),
        "Without blanks at the start.",
        "' a'.lstrip()",
    ),
    row(
        Home::Str,
        &["rstrip"],
        "chars=None, /",
        |interp, args| trim(interp, &args, false, true),
        "Without blanks at the end.",
        "'a '.rstrip()",
    ),
    row(
        Home::Str,
        &["replace"],
        "old, new, count=-1, /",
        |interp, args| {
            let (old, new) = (part(&args, "old", 1)?, part(&args, "new", 2)?);
            let count = args.get("count").map_or(Ok(-1), index_int)?;
            let most = usize::try_from(count).unwrap_or(usize::MAX);
            Ok(long::replaced(&interp.memory, text(&args), &old, &new, most)?.into())
        },
        "With one part replaced by another.",
        "'abc'.replace('b', 'x')",
    ),
    row(
        Home::Str,
        &["split"],
        "sep=None, maxsplit=-1",
        |interp, args| {
            let s = text(&args);
            let most = args.get("maxsplit").map_or(Ok(-1), index_int)?;
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            let mut parts = Kept::default();
            let mut keep = |part: &str| {
                if parts.len().is_multiple_of(ROOM) && parts.len() == parts.capacity() {
                    interp.memory.check_room(parts.len() * 2 * size_of::<Value>())?;
                }
                parts.push(Value::str(part));
                Ok(())
            };
            match args.some("sep") {
                None => long::words(&interp.memory, s, most, &mut keep)?,
                Some(sep) => {
                    let Value::Str(sep) = sep else {
                        let message = format!("must be str or None, not {}", sep.type_name());
                        return Err(E::Type { message }.into());
                    };
                    if sep.is_empty() {
                        return Err(E::Value { message: "empty separator".into() }.into());
                    }
                    long::split(&interp.memory, s, sep, most, &mut keep)?;
                }
            }
            Ok(Value::list(parts.take()))
        },
        "Cut at blanks, or at a separator.",
        "'a b'.split()",
    ),
    row(
        Home::Str,
        &["join"],
        "iterable, /",
        |interp, args| {
            let items = match interp.items(args.value("iterable")) {
                Err(error) if matches!(error.downcast_ref::<E>(), Some(E::NotIterable { .. })) => {
                    return Err(E::Type { message: "can only join an iterable".into() }.into());
                }
                items => Kept::from(items?),
            };
            let mut joined = long::Maker::<String>::new(&interp.memory);
            for (i, item) in items.iter().enumerate() {
                let item = Interp::payload(item).unwrap_or_else(|| item.clone());
                let Value::Str(part) = &item else {
                    let message =
                        format!("sequence item {i}: expected str instance, {} found", item.type_name());
                    return Err(E::Type { message }.into());
                };
                if i > 0 {
                    joined.push(text(&args))?;
                }
                joined.push(part)?;
            }
            Ok(joined.finish().into())
        },
        "Strings joined by this one.",
        "'-'.join(['a', 'b'])",
    ),
    row(
        Home::Str,
        &["title"],
        "",
        |interp, args| Ok(capitals(interp, text(&args))?.into()),
        "With each word's first letter a capital.",
        "'a b'.title()",
    ),
    row(
        Home::Str,
        &["ljust"],
        "width, fillchar=' ', /",
        |interp, args| pad(interp, &args, 0),
        "Padded on the right.",
        "'a'.ljust(3)",
    ),
    row(
        Home::Str,
        &["rjust"],
        "width, fillchar=' ', /",
        |interp, args| pad(interp, &args, 1),
        "Padded on the left.",
        "'a'.rjust(3)",
    ),
    row(
        Home::Str,
        &["center"],
        "width, fillchar=' ', /",
        |interp, args| pad(interp, &args, 2),
        "Padded on both sides.",
        "'a'.center(3)",
    ),
    row(
        Home::Str,
        &["isdigit"],
        "",
        |interp, args| {
            let s = text(&args);
            Ok(Value::Bool(
                !s.is_empty() && long::all_chars(&interp.memory, s, super::super::letters::is_digit)?,
            ))
        },
        "Whether all are digits.",
        "'12'.isdigit()",
    ),
    row(
        Home::List,
        &["append"],
        "object, /",
        |interp, args| {
            let list = list(&args)?;
            let mut items = list.0.borrow_mut();
            if items.len() == items.capacity() {
                interp.memory.check_room(items.len() * size_of::<Value>())?;
            }
            items.push(args.value("object").clone());
            Ok(Value::None)
        },
        "Adds an item at the end.",
        "x = ['a']; x.append('b'); x",
    ),
    row(
        Home::List,
        &["extend"],
        "iterable, /",
        |interp, args| {
            let more = interp.items(&args.value("iterable").clone())?;
            list(&args)?.0.borrow_mut().extend(more);
            Ok(Value::None)
        },
        "Adds items at the end.",
        "x = ['a']; x.extend(['b']); x",
    ),
    row(
        Home::List,
        &["insert"],
        "index, object, /",
        |_, args| {
            let list = list(&args)?;
            let n = list.len() as i64;
            let i = index_int(args.value("index"))?;
            let at = (if i < 0 { i.saturating_add(n) } else { i }).clamp(0, n);
            list.0.borrow_mut().insert(at as usize, args.value("object").clone());
            Ok(Value::None)
        },
        "Puts an item before a place.",
        "x = ['b']; x.insert(0, 'a'); x",
    ),
    row(
        Home::List,
        &["pop"],
        "index=-1, /",
        |_, args| {
            let list = list(&args)?;
            let n = list.len() as i64;
            let i = args.get("index").map_or(Ok(-1), index_int)?;
            let at = if i < 0 { i.saturating_add(n) } else { i };
            if n == 0 {
                return Err(E::Index { message: "pop from empty list".into() }.into());
            }
            if !(0..n).contains(&at) {
                return Err(E::Index { message: "pop index out of range".into() }.into());
            }
            Ok(list.0.borrow_mut().remove(at as usize))
        },
        "Takes an item out, by default the last.",
        "x = ['a', 'b']; x.pop()",
    ),
    row(
        Home::List,
        &["clear"],
        "",
        |_, args| {
            // What is in it may hold the list itself: it goes when the list is no longer borrowed.
            let items = std::mem::take(&mut *list(&args)?.0.borrow_mut());
            drop(items);
            Ok(Value::None)
        },
        "Takes every item out.",
        "x = ['a']; x.clear(); x",
    ),
    row(
        Home::List,
        &["copy"],
        "",
        |interp, args| Ok(Value::list(interp.items(args.this())?)),
        "A shallow copy.",
        "['a'].copy()",
    ),
    row(
        Home::List,
        &["remove"],
        "value, /",
        |interp, args| {
            let wanted = args.value("value").clone();
            if let Some(i) = interp.find(args.this(), &wanted)? {
                let list = list(&args)?;
                if i < list.len() {
                    list.0.borrow_mut().remove(i);
                }
                return Ok(Value::None);
            }
            Err(E::Value { message: "list.remove(x): x not in list".into() }.into())
        },
        "Takes out the first item that is equal.",
        "x = ['a', 'b']; x.remove('a'); x",
    ),
    row(
        Home::List,
        &["sort"],
        "*, key=None, reverse=False",
        |interp, args| {
            let list = list(&args)?;
            let sorted = {
                let items = interp.items(args.this())?;
                super::python::sorted_items(interp, items, &args)?
            };
            *list.0.borrow_mut() = sorted;
            Ok(Value::None)
        },
        "Puts the items in order, in place.",
        "x = ['b', 'a']; x.sort(); x",
    ),
    row(
        Home::List,
        &["reverse"],
        "",
        |interp, args| {
            /// A longer list takes a while and is turned round in a copy: an interrupt leaves it as it was.
            const LONG: usize = 1 << 20;
            let list = list(&args)?;
            if list.len() < LONG {
                list.0.borrow_mut().reverse();
                return Ok(Value::None);
            }
            let mut turned = Kept::with_capacity(list.len());
            for part in list.0.borrow().rchunks(ROOM) {
                interp.memory.check_interrupt()?;
                turned.extend(part.iter().rev().cloned());
            }
            let old = Kept::from(list.0.replace(turned.take()));
            drop(old);
            Ok(Value::None)
        },
        "Turns the order round, in place.",
        "x = ['a', 'b']; x.reverse(); x",
    ),
    row(
        Home::List,
        &["index"],
        "value, start=0, stop=0, /",
        position,
        "Where an item stands.",
        "['a', 'b'].index('b')",
    ),
    row(Home::List, &["count"], "value, /", count, "How often an item occurs.", "['a', 'a'].count('a')"),
    row(
        Home::Tuple,
        &["index"],
        "value, start=0, stop=0, /",
        position,
        "Where an item stands.",
        "(1, 2).index(2)",
    ),
    row(Home::Tuple, &["count"], "value, /", count, "How often an item occurs.", "(1, 1).count(1)"),
];

pub(super) fn text(args: &Args) -> &str {
    match args.this() {
        Value::Str(s) => s,
        _ => "",
    }
}

/// A text that is an argument by place.
fn part(args: &Args, name: &str, place: usize) -> Result<Str> {
    match args.value(name) {
        Value::Str(part) => Ok(part.clone()),
        other => {
            let given = super::super::convert::argument_type(other);
            let message = format!("{}() argument {place} must be str, not {given}", args.function());
            Err(E::Type { message }.into())
        }
    }
}

fn list(args: &Args) -> Result<List> {
    match args.this() {
        Value::List(list) => Ok(list.clone()),
        other => Err(E::Type { message: format!("expected a list, not {}", other.type_name()) }.into()),
    }
}

fn trim(interp: &Interp, args: &Args, start: bool, end: bool) -> Result<Value> {
    let chars: Option<Vec<char>> = match args.some("chars") {
        Some(Value::Str(chars)) => Some(chars.chars().collect()),
        None => None,
        Some(_) => {
            let message = format!("{} arg must be None or str", args.function());
            return Err(E::Type { message }.into());
        }
    };
    let patience = Patience::new(&interp.memory);
    let out = |c: char| {
        !patience.is_over()
            && chars.as_ref().map_or_else(|| super::super::letters::is_blank(c), |set| set.contains(&c))
    };
    let mut s = text(args);
    if start {
        s = s.trim_start_matches(out);
    }
    if end {
        s = s.trim_end_matches(out);
    }
    interp.memory.check_interrupt()?;
    long::part(&interp.memory, s).map(Value::from)
}

fn capitals(interp: &Interp, s: &str) -> Result<String> {
    let mut start = true;
    long::mapped(&interp.memory, s, |piece| {
        let mut out = String::with_capacity(piece.len());
        for c in piece.chars() {
            if start {
                super::super::letters::titled(c, &mut out);
            } else {
                out.extend(c.to_lowercase());
            }
            start = !(c.is_uppercase() || c.is_lowercase() || super::super::letters::is_title_letter(c));
        }
        out
    })
}

fn pad(interp: &mut Interp, args: &Args, side: u8) -> Result<Value> {
    let width = usize::try_from(index_int(args.value("width"))?).unwrap_or(0);
    let fill: Str = match args.get("fillchar") {
        None => Str::of_char(' '),
        Some(Value::Str(fill)) if fill.chars().count() == 1 => fill.clone(),
        Some(Value::Str(_)) => {
            return Err(
                E::Type { message: "The fill character must be exactly one character long".into() }.into()
            );
        }
        Some(other) => {
            let message =
                format!("The fill character must be a unicode character, not {}", other.type_name());
            return Err(E::Type { message }.into());
        }
    };
    let s = text(args);
    let missing = width.saturating_sub(s.chars().count());
    let left = match side {
        0 => 0,
        1 => missing,
        _ => missing / 2 + (missing & width & 1),
    };
    interp.memory.check_room(missing.saturating_mul(fill.len()))?;
    Ok(format!("{}{s}{}", fill.repeat(left), fill.repeat(missing - left)).into())
}

fn position(interp: &mut Interp, args: Args) -> Result<Value> {
    let wanted = args.value("value").clone();
    let n = interp.len(args.this())? as i64;
    let bound = |name: &str, default: i64| -> Result<i64> {
        let Some(value) = args.get(name) else { return Ok(default) };
        if let Value::None = value {
            let message = "slice indices must be integers or have an __index__ method".into();
            return Err(E::Type { message }.into());
        }
        let i = super::super::containers::slice_bound(value).map_err(|error| {
            match error.downcast_ref::<E>() {
                Some(E::Type { .. }) => {
                    let message = "slice indices must be integers or have an __index__ method".into();
                    E::Type { message }.into()
                }
                _ => error,
            }
        })?;
        let i = i.unwrap_or(default);
        Ok(if i < 0 { i.saturating_add(n).max(0) } else { i })
    };
    let (start, stop) = (bound("start", 0)?, bound("stop", i64::MAX)?);
    let mut i = usize::try_from(start).unwrap_or(0);
    while (i as i64) < stop
        && let Some(item) = args.this().nth(i)
    {
        interp.memory.check_interrupt()?;
        if item.is(&wanted) || interp.equal(&item, &wanted, 0)? {
            return Ok(i.into());
        }
        i += 1;
    }
    let text = interp.whole_repr(&wanted)?;
    let message = match args.this() {
        Value::Tuple(_) => "tuple.index(x): x not in tuple".to_owned(),
        _ => format!("{text} is not in list"),
    };
    Err(E::Value { message }.into())
}

fn count(interp: &mut Interp, args: Args) -> Result<Value> {
    let wanted = args.value("value").clone();
    let (mut i, mut n) = (0, 0_usize);
    while let Some(item) = args.this().nth(i) {
        interp.memory.check_interrupt()?;
        n += usize::from(item.is(&wanted) || interp.equal(&item, &wanted, 0)?);
        i += 1;
    }
    Ok(n.into())
}

/// A text with everything beyond ASCII escaped, as `ascii()` gives it.
pub(in super::super) fn ascii_of(text: &str) -> String {
    use std::fmt::Write as _;
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        let code = u32::from(c);
        let _ = match code {
            0..=0x7f => {
                ascii.push(c);
                Ok(())
            }
            0x80..=0xff => write!(ascii, "\\x{code:02x}"),
            0x100..=0xffff => write!(ascii, "\\u{code:04x}"),
            _ => write!(ascii, "\\U{code:08x}"),
        };
    }
    ascii
}
