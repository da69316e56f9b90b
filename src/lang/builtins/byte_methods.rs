//! Methods of bytes, which bytearrays have too: what gives bytes gives a value of the class whose method is called.

use std::ops::Range;

use crate::error::Result;
use crate::memory::Patience;

use super::super::call::Args;
use super::super::containers::slice_bound;
use super::super::convert::{argument_type, index_int, truth, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::Kept;
use super::super::table::{Builtin, Home};
use super::super::text as long;
use super::super::value::Value;
use super::bytearray::ByteArray;
use super::bytes::raw;
use super::strings::row;

/// The bytes of a value that has some: bytes, a bytearray, an array, a view of its memory.
pub(in super::super) fn bytes_like(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Bytes(bytes) => Some(bytes.to_vec()),
        Value::Array(array) => Some(raw(array)),
        Value::Object(object) => {
            if let Some(own) = object.as_any().downcast_ref::<ByteArray>() {
                return Some(own.to_vec());
            }
            object.as_any().downcast_ref::<super::MemoryView>().map(|view| raw(&view.0))
        }
        _ => None,
    }
}

/// The same, of a value that has to have some.
pub(super) fn need_bytes(value: &Value) -> Result<Vec<u8>> {
    bytes_like(value).ok_or_else(|| {
        let message = format!("a bytes-like object is required, not '{}'", value.type_name());
        E::Type { message }.into()
    })
}

/// The bytes whose method is called.
pub(super) fn this(args: &Args) -> Vec<u8> {
    bytes_like(args.this()).unwrap_or_default()
}

/// Bytes of the class of those whose method is called.
pub(super) fn made(args: &Args, bytes: Vec<u8>) -> Value {
    match args.this() {
        Value::Object(_) => Value::object(ByteArray::new(bytes)),
        _ => Value::bytes(bytes),
    }
}

/// A part that is looked for: bytes, or one byte by its number.
pub(super) fn part(value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = bytes_like(value) {
        return Ok(bytes);
    }
    match try_index_int(value) {
        Ok(Some(n)) => match u8::try_from(n) {
            Ok(byte) => Ok(vec![byte]),
            Err(_) => Err(E::Value { message: "byte must be in range(0, 256)".into() }.into()),
        },
        Err(_) => Err(E::Value { message: "byte must be in range(0, 256)".into() }.into()),
        Ok(None) => {
            let message =
                format!("argument should be integer or bytes-like object, not '{}'", value.type_name());
            Err(E::Type { message }.into())
        }
    }
}

/// The places between `start` and `end`, which count as a slice does; none if `start` lies behind the end.
pub(super) fn within(args: &Args, length: usize) -> Result<Option<Range<usize>>> {
    let n = length as i64;
    let bound = |name: &str, default: i64| -> Result<i64> {
        let Some(i) = args.some(name).map(slice_bound).transpose()?.flatten() else { return Ok(default) };
        Ok(if i < 0 { (i.saturating_add(n)).max(0) } else { i })
    };
    let (start, end) = (bound("start", 0)?, bound("end", n)?.min(n));
    Ok((start <= n && start <= end).then_some(start as usize..end.max(start) as usize))
}

fn search(interp: &Interp, args: &Args, last: bool) -> Result<Option<usize>> {
    let (bytes, sub) = (this(args), part(args.value("sub"))?);
    let Some(places) = within(args, bytes.len())? else { return Ok(None) };
    let start = places.start;
    let found = if last {
        let (all, n) = (&bytes[places], sub.len());
        (0..=all.len().saturating_sub(n)).rev().find(|&i| all[i..].starts_with(&sub))
    } else {
        long::find(&interp.memory, &bytes[places], &sub)?
    };
    Ok(found.map(|at| at + start))
}

fn found(interp: &Interp, args: &Args, last: bool) -> Result<Value> {
    match search(interp, args, last)? {
        Some(at) => Ok(at.into()),
        None => Err(E::Value { message: "subsection not found".into() }.into()),
    }
}

fn affix(args: &Args, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> Result<Value> {
    let affixes = match args.value(name) {
        Value::Tuple(items) => items.to_vec(),
        one => vec![one.clone()],
    };
    let whole = matches!(args.value(name), Value::Tuple(_));
    let bytes = this(args);
    let places = within(args, bytes.len())?;
    for affix in affixes {
        let Some(affix) = bytes_like(&affix) else {
            let function = args.function();
            let message = if whole {
                format!("a bytes-like object is required, not '{}'", affix.type_name())
            } else {
                format!("{function} first arg must be bytes or a tuple of bytes, not {}", affix.type_name())
            };
            return Err(E::Type { message }.into());
        };
        if places.clone().is_some_and(|places| holds(&bytes[places], &affix)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// Whether a byte is a blank, as Python counts them among bytes.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

fn trim(args: &Args, start: bool, end: bool) -> Result<Value> {
    let bytes = this(args);
    let set = args.some("chars").map(need_bytes).transpose()?;
    let out = |byte: u8| set.as_ref().map_or_else(|| is_blank(byte), |set| set.contains(&byte));
    let first = if start { bytes.iter().position(|&b| !out(b)).unwrap_or(bytes.len()) } else { 0 };
    let last = if end { bytes.iter().rposition(|&b| !out(b)).map_or(first, |i| i + 1) } else { bytes.len() };
    Ok(made(args, bytes[first..last.max(first)].to_vec()))
}

fn all(args: &Args, holds: fn(&u8) -> bool) -> Result<Value> {
    let bytes = this(args);
    Ok(Value::Bool(!bytes.is_empty() && bytes.iter().all(holds)))
}

#[allow(clippy::unnecessary_wraps)]
fn mapped(args: &Args, map: fn(u8) -> u8) -> Result<Value> {
    Ok(made(args, this(args).into_iter().map(map).collect()))
}

fn cased(args: &Args, other: fn(&u8) -> bool) -> Result<Value> {
    let bytes = this(args);
    Ok(Value::Bool(bytes.iter().any(u8::is_ascii_alphabetic) && !bytes.iter().any(other)))
}

fn swap(byte: u8) -> u8 {
    if byte.is_ascii_lowercase() { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() }
}

fn pad(interp: &Interp, args: &Args, side: u8) -> Result<Value> {
    let width = usize::try_from(index_int(args.value("width"))?).unwrap_or(0);
    let fill = match args.get("fillchar") {
        None => b' ',
        Some(value) => match bytes_like(value).as_deref() {
            Some([fill]) if !matches!(value, Value::Array(_)) => *fill,
            _ => {
                let message = format!(
                    "{}() argument 2 must be a byte string of length 1, not {}",
                    args.function(),
                    argument_type(value)
                );
                return Err(E::Type { message }.into());
            }
        },
    };
    let bytes = this(args);
    let missing = width.saturating_sub(bytes.len());
    let left = match side {
        0 => 0,
        1 => missing,
        _ => missing / 2 + (missing & width & 1),
    };
    interp.memory.check_room(width)?;
    let mut padded = crate::memory::with_room(bytes.len() + missing);
    padded.resize(left, fill);
    padded.extend_from_slice(&bytes);
    padded.resize(bytes.len() + missing, fill);
    Ok(made(args, padded))
}

/// The places where parts begin and end that a separator cuts, from either end.
fn cut(bytes: &[u8], sep: Option<&[u8]>, most: usize, from_right: bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    match (sep, from_right) {
        (Some(sep), false) => {
            let mut start = 0;
            let mut at = 0;
            while parts.len() < most && at + sep.len() <= bytes.len() {
                if bytes[at..].starts_with(sep) {
                    parts.push(start..at);
                    at += sep.len();
                    start = at;
                } else {
                    at += 1;
                }
            }
            parts.push(start..bytes.len());
        }
        (Some(sep), true) => {
            let mut end = bytes.len();
            let mut at = bytes.len();
            while parts.len() < most && at >= sep.len() {
                if bytes[..at].ends_with(sep) {
                    parts.push(at..end);
                    at -= sep.len();
                    end = at;
                } else {
                    at -= 1;
                }
            }
            parts.push(0..end);
            parts.reverse();
        }
        (None, false) => {
            let mut at = 0;
            loop {
                while at < bytes.len() && is_blank(bytes[at]) {
                    at += 1;
                }
                if at == bytes.len() {
                    break;
                }
                let start = at;
                if parts.len() == most {
                    let end = bytes.iter().rposition(|&b| !is_blank(b)).map_or(start, |i| i + 1);
                    parts.push(start..end);
                    break;
                }
                while at < bytes.len() && !is_blank(bytes[at]) {
                    at += 1;
                }
                parts.push(start..at);
            }
        }
        (None, true) => {
            let mut at = bytes.len();
            loop {
                while at > 0 && is_blank(bytes[at - 1]) {
                    at -= 1;
                }
                if at == 0 {
                    break;
                }
                let end = at;
                if parts.len() == most {
                    let start = bytes.iter().position(|&b| !is_blank(b)).unwrap_or(0);
                    parts.push(start..end);
                    break;
                }
                while at > 0 && !is_blank(bytes[at - 1]) {
                    at -= 1;
                }
                parts.push(at..end);
            }
            parts.reverse();
        }
    }
    parts
}

fn split(args: &Args, from_right: bool) -> Result<Value> {
    let bytes = this(args);
    let most = args.get("maxsplit").map_or(Ok(-1), index_int)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let sep = args.some("sep").map(need_bytes).transpose()?;
    if sep.as_ref().is_some_and(Vec::is_empty) {
        return Err(E::Value { message: "empty separator".into() }.into());
    }
    // Without a separator the last part loses its blanks on the outer side only.
    let mut parts = cut(&bytes, sep.as_deref(), most, from_right);
    if sep.is_none()
        && !from_right
        && parts.len() > most
        && let Some(last) = parts.last_mut()
    {
        last.end = bytes.len();
        while last.end > last.start && is_blank(bytes[last.end - 1]) {
            last.end -= 1;
        }
    }
    let mut items = Kept::default();
    items.extend(parts.into_iter().map(|part| made(args, bytes[part].to_vec())));
    Ok(Value::list(items.take()))
}

fn partition(args: &Args, last: bool) -> Result<Value> {
    let (bytes, sep) = (this(args), need_bytes(args.value("sep"))?);
    if sep.is_empty() {
        return Err(E::Value { message: "empty separator".into() }.into());
    }
    let n = bytes.len();
    let mut places = 0..(n + 1).saturating_sub(sep.len());
    let at = if last {
        places.rev().find(|&i| bytes[i..].starts_with(&sep))
    } else {
        places.find(|&i| bytes[i..].starts_with(&sep))
    };
    let parts = match (at, last) {
        (Some(at), _) => [bytes[..at].to_vec(), sep.clone(), bytes[at + sep.len()..].to_vec()],
        (None, false) => [bytes, Vec::new(), Vec::new()],
        (None, true) => [Vec::new(), Vec::new(), bytes],
    };
    Ok(Value::tuple(parts.into_iter().map(|part| made(args, part)).collect()))
}

fn replaced(interp: &Interp, args: &Args) -> Result<Value> {
    let (bytes, old, new) = (this(args), need_bytes(args.value("old"))?, need_bytes(args.value("new"))?);
    let count = args.get("count").map_or(Ok(-1), index_int)?;
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let mut out = long::Maker::<Vec<u8>>::new(&interp.memory);
    if old.is_empty() {
        for (i, byte) in bytes.iter().enumerate() {
            if i < most {
                out.push(&new)?;
            }
            out.push(&[*byte])?;
        }
        if bytes.len() < most {
            out.push(&new)?;
        }
    } else {
        // No list of the places: there may be as many as bytes.
        let (mut rest, mut count) = (&bytes[..], 0);
        while count < most
            && let Some(at) = rest.windows(old.len()).position(|part| *part == old[..])
        {
            out.push(&rest[..at])?;
            out.push(&new)?;
            rest = &rest[at + old.len()..];
            count += 1;
        }
        out.push(rest)?;
    }
    Ok(made(args, out.finish()))
}

fn translate(args: &Args) -> Result<Value> {
    let table = args.some("table").map(need_bytes).transpose()?;
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(E::Value { message: "translation table must be 256 characters long".into() }.into());
    }
    let gone = args.get("delete").map_or(Ok(Vec::new()), need_bytes)?;
    let bytes = this(args).into_iter().filter(|byte| !gone.contains(byte));
    let map = |byte: u8| table.as_ref().map_or(byte, |table| table[usize::from(byte)]);
    Ok(made(args, bytes.map(map).collect()))
}

/// `bytes.maketrans(from, to)`
pub(super) fn maketrans(args: &Args) -> Result<Value> {
    let (from, to) = (need_bytes(args.value("frm"))?, need_bytes(args.value("to"))?);
    if from.len() != to.len() {
        return Err(E::Value { message: "maketrans arguments must have same length".into() }.into());
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.into_iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(Value::bytes(table))
}

/// The letters of words made capital first and small after it, words being runs of letters.
fn title(bytes: &mut [u8]) {
    let mut inside = false;
    for byte in bytes {
        *byte = if inside { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        inside = byte.is_ascii_alphabetic();
    }
}

fn is_title(bytes: &[u8]) -> bool {
    let mut titled = bytes.to_vec();
    title(&mut titled);
    bytes.iter().any(u8::is_ascii_alphabetic) && titled == bytes
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::Bytes,
        &["count"],
        "sub, start=None, end=None, /",
        |interp, args| {
            let (bytes, sub) = (this(&args), part(args.value("sub"))?);
            let Some(places) = within(&args, bytes.len())? else { return Ok(Value::Int(0)) };
            if sub.is_empty() {
                return Ok((places.len() + 1).into());
            }
            Ok(long::count(&interp.memory, &bytes[places], &sub)?.into())
        },
        "How often a part occurs.",
        "b'abab'.count(b'a')",
    ),
    row(
        Home::Bytes,
        &["find"],
        "sub, start=None, end=None, /",
        |interp, args| Ok(search(interp, &args, false)?.map_or(Value::Int(-1), Value::from)),
        "Where a part stands first, or -1.",
        "b'abc'.find(b'c')",
    ),
    row(
        Home::Bytes,
        &["rfind"],
        "sub, start=None, end=None, /",
        |interp, args| Ok(search(interp, &args, true)?.map_or(Value::Int(-1), Value::from)),
        "Where a part stands last, or -1.",
        "b'abca'.rfind(b'a')",
    ),
    row(
        Home::Bytes,
        &["index"],
        "sub, start=None, end=None, /",
        |interp, args| found(interp, &args, false),
        "Where a part stands first.",
        "b'abc'.index(b'c')",
    ),
    row(
        Home::Bytes,
        &["rindex"],
        "sub, start=None, end=None, /",
        |interp, args| found(interp, &args, true),
        "Where a part stands last.",
        "b'abca'.rindex(b'a')",
    ),
    row(
        Home::Bytes,
        &["startswith"],
        "prefix, start=None, end=None, /",
        |_, args| affix(&args, "prefix", <[u8]>::starts_with),
        "Whether it begins with a part, or with one of several.",
        "b'abc'.startswith(b'a')",
    ),
    row(
        Home::Bytes,
        &["endswith"],
        "suffix, start=None, end=None, /",
        |_, args| affix(&args, "suffix", <[u8]>::ends_with),
        "Whether it ends with a part, or with one of several.",
        "b'abc'.endswith(b'c')",
    ),
    row(
        Home::Bytes,
        &["join"],
        "iterable, /",
        |interp, args| {
            let items = Kept::from(interp.items(args.value("iterable"))?);
            let own = this(&args);
            let mut joined = long::Maker::<Vec<u8>>::new(&interp.memory);
            for (i, item) in items.iter().enumerate() {
                let Some(part) = bytes_like(item) else {
                    let found = item.type_name();
                    let message = format!("sequence item {i}: expected a bytes-like object, {found} found");
                    return Err(E::Type { message }.into());
                };
                if i > 0 {
                    joined.push(&own)?;
                }
                joined.push(&part)?;
            }
            Ok(made(&args, joined.finish()))
        },
        "Parts joined by these bytes.",
        "b'-'.join([b'a', b'b'])",
    ),
    row(
        Home::Bytes,
        &["upper"],
        "",
        |_, args| mapped(&args, |byte| byte.to_ascii_uppercase()),
        "In capitals.",
        "b'a'.upper()",
    ),
    row(
        Home::Bytes,
        &["lower"],
        "",
        |_, args| mapped(&args, |byte| byte.to_ascii_lowercase()),
        "In small letters.",
        "b'A'.lower()",
    ),
    row(
        Home::Bytes,
        &["swapcase"],
        "",
        |_, args| mapped(&args, swap),
        "Capitals made small, and small letters capitals.",
        "b'aB'.swapcase()",
    ),
    row(
        Home::Bytes,
        &["capitalize"],
        "",
        |_, args| {
            let mut bytes = this(&args).to_ascii_lowercase();
            if let Some(first) = bytes.first_mut() {
                first.make_ascii_uppercase();
            }
            Ok(made(&args, bytes))
        },
        "With a capital first, and small letters after it.",
        "b'aB'.capitalize()",
    ),
    row(
        Home::Bytes,
        &["title"],
        "",
        |_, args| {
            let mut bytes = this(&args);
            title(&mut bytes);
            Ok(made(&args, bytes))
        },
        "With each word's first letter a capital.",
        "b'a b'.title()",
    ),
    row(
        Home::Bytes,
        &["strip"],
        "chars=None, /",
        |_, args| trim(&args, true, true),
        "Without blanks at both ends.",
        "b' a '.strip()",
    ),
    row(
        Home::Bytes,
        &["lstrip"],
        "chars=None, /",
        |_, args| trim(&args, true, false),
        "Without blanks at the start.",
        "b' a'.lstrip()",
    ),
    row(
        Home::Bytes,
        &["rstrip"],
        "chars=None, /",
        |_, args| trim(&args, false, true),
        "Without blanks at the end.",
        "b'a '.rstrip()",
    ),
    row(
        Home::Bytes,
        &["removeprefix"],
        "prefix, /",
        |_, args| {
            let (bytes, prefix) = (this(&args), need_bytes(args.value("prefix"))?);
            Ok(made(&args, bytes.strip_prefix(&prefix[..]).unwrap_or(&bytes).to_vec()))
        },
        "Without what it starts with.",
        "b'abc'.removeprefix(b'a')",
    ),
    row(
        Home::Bytes,
        &["removesuffix"],
        "suffix, /",
        |_, args| {
            let (bytes, suffix) = (this(&args), need_bytes(args.value("suffix"))?);
            Ok(made(&args, bytes.strip_suffix(&suffix[..]).unwrap_or(&bytes).to_vec()))
        },
        "Without what it ends with.",
        "b'abc'.removesuffix(b'c')",
    ),
    row(
        Home::Bytes,
        &["replace"],
        "old, new, count=-1, /",
        |interp, args| replaced(interp, &args),
        "With one part replaced by another.",
        "b'abc'.replace(b'b', b'x')",
    ),
    row(
        Home::Bytes,
        &["split"],
        "sep=None, maxsplit=-1",
        |_, args| split(&args, false),
        "Cut at blanks, or at a separator.",
        "b'a b'.split()",
    ),
    row(
        Home::Bytes,
        &["rsplit"],
        "sep=None, maxsplit=-1",
        |_, args| split(&args, true),
        "Cut at blanks, or at a separator, from the right.",
        "b'a b c'.rsplit(b' ', 1)",
    ),
    row(
        Home::Bytes,
        &["splitlines"],
        "keepends=False",
        |interp, args| {
            let keep = args.get("keepends").map_or(Ok(false), truth)?;
            let bytes = this(&args);
            let (mut lines, mut start) = (Kept::default(), 0);
            let patience = Patience::new(&interp.memory);
            while start < bytes.len() {
                patience.spend(1)?;
                let end = bytes[start..].iter().position(|b| matches!(b, b'\n' | b'\r'));
                let end = end.map_or(bytes.len(), |i| start + i);
                let after = match &bytes[end..] {
                    [] => end,
                    [b'\r', b'\n', ..] => end + 2,
                    _ => end + 1,
                };
                lines.push(made(&args, bytes[start..if keep { after } else { end }].to_vec()));
                start = after;
            }
            Ok(Value::list(lines.take()))
        },
        "Cut into lines.",
        "b'a\\nb'.splitlines()",
    ),
    row(
        Home::Bytes,
        &["partition"],
        "sep, /",
        |_, args| partition(&args, false),
        "What stands before the first separator, it, and what stands after it.",
        "b'a=b'.partition(b'=')",
    ),
    row(
        Home::Bytes,
        &["rpartition"],
        "sep, /",
        |_, args| partition(&args, true),
        "What stands before the last separator, it, and what stands after it.",
        "b'a=b=c'.rpartition(b'=')",
    ),
    row(
        Home::Bytes,
        &["ljust"],
        "width, fillchar=b' ', /",
        |interp, args| pad(interp, &args, 0),
        "Padded on the right.",
        "b'a'.ljust(3)",
    ),
    row(
        Home::Bytes,
        &["rjust"],
        "width, fillchar=b' ', /",
        |interp, args| pad(interp, &args, 1),
        "Padded on the left.",
        "b'a'.rjust(3)",
    ),
    row(
        Home::Bytes,
        &["center"],
        "width, fillchar=b' ', /",
        |interp, args| pad(interp, &args, 2),
        "Padded on both sides.",
        "b'a'.center(3)",
    ),
    row(
        Home::Bytes,
        &["zfill"],
        "width, /",
        |interp, args| {
            let bytes = this(&args);
            let width = usize::try_from(index_int(args.value("width"))?).unwrap_or(0);
            interp.memory.check_room(width)?;
            let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
            let mut filled = bytes[..sign].to_vec();
            filled.resize(sign + width.saturating_sub(bytes.len()), b'0');
            filled.extend_from_slice(&bytes[sign..]);
            Ok(made(&args, filled))
        },
        "With zeros in front, after a sign.",
        "b'-5'.zfill(4)",
    ),
    row(
        Home::Bytes,
        &["expandtabs"],
        "tabsize=8",
        |interp, args| {
            let size = args.get("tabsize").map_or(Ok(8), index_int)?;
            let size = usize::try_from(size).unwrap_or(0);
            let (mut out, mut column) = (Vec::new(), 0);
            for byte in this(&args) {
                match byte {
                    b'\t' if size > 0 => {
                        let n = size - column % size;
                        interp.memory.check_room(out.len() + n)?;
                        out.resize(out.len() + n, b' ');
                        column += n;
                    }
                    b'\t' => {}
                    _ => {
                        out.push(byte);
                        column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
                    }
                }
            }
            Ok(made(&args, out))
        },
        "With tabs made blanks.",
        "b'a\\tb'.expandtabs(4)",
    ),
    row(
        Home::Bytes,
        &["translate"],
        "table, /, delete=b''",
        |_, args| translate(&args),
        "Each byte replaced by that of a table.",
        "b'abc'.translate(None, b'b')",
    ),
    row(
        Home::Bytes,
        &["isalnum"],
        "",
        |_, args| all(&args, u8::is_ascii_alphanumeric),
        "Whether all are letters or digits.",
        "b'a1'.isalnum()",
    ),
    row(
        Home::Bytes,
        &["isalpha"],
        "",
        |_, args| all(&args, u8::is_ascii_alphabetic),
        "Whether all are letters.",
        "b'ab'.isalpha()",
    ),
    row(
        Home::Bytes,
        &["isdigit"],
        "",
        |_, args| all(&args, u8::is_ascii_digit),
        "Whether all are digits.",
        "b'12'.isdigit()",
    ),
    row(
        Home::Bytes,
        &["isspace"],
        "",
        |_, args| all(&args, |&byte| is_blank(byte)),
        "Whether all are blanks.",
        "b' '.isspace()",
    ),
    row(
        Home::Bytes,
        &["isascii"],
        "",
        |_, args| Ok(Value::Bool(this(&args).is_ascii())),
        "Whether all are ASCII.",
        "b'a'.isascii()",
    ),
    row(
        Home::Bytes,
        &["islower"],
        "",
        |_, args| cased(&args, u8::is_ascii_uppercase),
        "Whether the letters are small.",
        "b'ab'.islower()",
    ),
    row(
        Home::Bytes,
        &["isupper"],
        "",
        |_, args| cased(&args, u8::is_ascii_lowercase),
        "Whether the letters are capitals.",
        "b'AB'.isupper()",
    ),
    row(
        Home::Bytes,
        &["istitle"],
        "",
        |_, args| Ok(Value::Bool(is_title(&this(&args)))),
        "Whether each word's first letter, and no other, is a capital.",
        "b'Ab'.istitle()",
    ),
    row(
        Home::Bytes,
        &["maketrans"],
        "frm, to, /",
        |_, args| maketrans(&args),
        "A table for translate: bytes that stand for others.",
        "bytes.maketrans(b'ab', b'xy')[97]",
    ),
];
