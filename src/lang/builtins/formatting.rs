//! `str.format` and `str.format_map`: texts with fields in braces.

use crate::error::Result;

use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home};
use super::super::value::Value;
use super::strings::{row, text};

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::Str,
        &["format"],
        "*args, **kwargs",
        |interp, args| {
            let mut fields = Fields { from: From::Arguments(&args), numbering: Numbering::None };
            format_text(interp, text(&args), &mut fields, 0).map(Value::from)
        },
        "Values put in the places of braces.",
        "'{} {:.1f}'.format(1, 2.0)",
    ),
    row(
        Home::Str,
        &["format_map"],
        "mapping, /",
        |interp, args| {
            let mut fields =
                Fields { from: From::Mapping(args.value("mapping")), numbering: Numbering::None };
            format_text(interp, text(&args), &mut fields, 0).map(Value::from)
        },
        "The values of a mapping put in the places of braces.",
        "'{a}'.format_map({'a': 1})",
    ),
];

/// Where the values of fields come from.
enum From<'a> {
    Arguments(&'a Args),
    Mapping(&'a Value),
}

/// How fields without names are counted.
enum Numbering {
    None,
    Automatic(usize),
    Manual,
}

struct Fields<'a> {
    from: From<'a>,
    numbering: Numbering,
}

/// How deep fields may stand in the formats of fields, as in Python.
const FIELD_DEPTH: usize = 2;

fn fail(message: &str) -> crate::error::Error {
    E::Value { message: message.into() }.into()
}

/// One field as it is written: `{name!conversion:spec}`.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    spec: &'a str,
}

/// The field that a text begins with, after its brace, and what follows it.
fn field(source: &str) -> Result<(Field<'_>, &str)> {
    let mut bracket = false;
    let end = source.find(|c| {
        match c {
            '[' => bracket = true,
            ']' => bracket = false,
            '{' if !bracket => return true,
            '}' | ':' | '!' if !bracket => return true,
            _ => {}
        }
        false
    });
    let Some(end) = end else { return Err(fail("expected '}' before end of string")) };
    let (name, rest) = source.split_at(end);
    let mut chars = rest.chars();
    match chars.next() {
        Some('{') => return Err(fail("unexpected '{' in field name")),
        Some('}') => return Ok((Field { name, conversion: None, spec: "" }, chars.as_str())),
        _ => {}
    }
    let mut conversion = None;
    if rest.starts_with('!') {
        conversion = chars.next();
        if conversion.is_none() {
            return Err(fail("end of string while looking for conversion specifier"));
        }
        match chars.next() {
            None => return Err(fail("unmatched '{' in format spec")),
            Some('}') => return Ok((Field { name, conversion, spec: "" }, chars.as_str())),
            Some(':') => {}
            Some(_) => return Err(fail("expected ':' after conversion specifier")),
        }
    }
    let rest = chars.as_str();
    let mut open = 1;
    let end = rest.find(|c| {
        open += i32::from(c == '{') - i32::from(c == '}');
        open == 0
    });
    let Some(end) = end else { return Err(fail("unmatched '{' in format spec")) };
    Ok((Field { name, conversion, spec: &rest[..end] }, &rest[end + 1..]))
}

/// Where the first brace stands, looked for with looks at Ctrl-C.
fn brace_in(text: &str) -> Option<usize> {
    /// So many bytes are looked at in one go.
    const PIECE: usize = 1 << 16;
    text.as_bytes().chunks(PIECE).enumerate().find_map(|(i, piece)| {
        crate::memory::stop_if_interrupted();
        memchr::memchr2(b'{', b'}', piece).map(|at| i * PIECE + at)
    })
}

/// A format with its fields filled in.
fn format_text(interp: &mut Interp, source: &str, fields: &mut Fields<'_>, depth: usize) -> Result<String> {
    if depth >= FIELD_DEPTH {
        return Err(fail("Max string recursion exceeded"));
    }
    interp.memory.check_room(source.len())?;
    let mut out = String::new();
    let mut rest = source;
    while let Some(at) = brace_in(rest) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            out.push_str(brace);
            rest = after;
            continue;
        }
        if brace == "}" {
            return Err(fail("Single '}' encountered in format string"));
        }
        if rest.is_empty() {
            return Err(fail("Single '{' encountered in format string"));
        }
        let (field, after) = field(rest)?;
        rest = after;
        let value = value_of(interp, field.name, fields)?;
        let value = match field.conversion {
            None => value,
            Some('r') => Value::from(interp.text_of(&value, true)?),
            Some('a') => Value::from(super::super::builtins::to_ascii(&interp.text_of(&value, true)?)),
            Some('s') => Value::from(interp.text_of(&value, false)?),
            Some(other) if (' '..='~').contains(&other) && other != ' ' => {
                return Err(fail(&format!("Unknown conversion specifier '{other}'")));
            }
            Some(other) => {
                return Err(fail(&format!("Unknown conversion specifier '\\x{:x}'", u32::from(other))));
            }
        };
        let spec = if field.spec.contains(['{', '}']) {
            format_text(interp, field.spec, fields, depth + 1)?
        } else {
            field.spec.to_owned()
        };
        interp.memory.check_room(out.len())?;
        out.push_str(&interp.format_value(&value, &spec)?);
    }
    out.push_str(rest);
    Ok(out)
}

/// The value that a field names: an argument, and perhaps attributes and items of it.
fn value_of(interp: &mut Interp, field: &str, fields: &mut Fields<'_>) -> Result<Value> {
    let end = field.find(['.', '[']).unwrap_or(field.len());
    let (name, mut path) = field.split_at(end);
    let digits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    let place = if name.is_empty() || digits {
        let (place, manual) = match (&fields.numbering, digits) {
            (Numbering::Automatic(_), true) => {
                return Err(fail(
                    "cannot switch from automatic field numbering to manual field specification",
                ));
            }
            (Numbering::Manual, false) => {
                return Err(fail(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
            (_, true) => {
                let place = name.parse::<usize>().ok().filter(|&n| i64::try_from(n).is_ok());
                (place.ok_or_else(|| fail("Too many decimal digits in format string"))?, true)
            }
            (Numbering::Automatic(next), false) => (*next, false),
            (Numbering::None, false) => (0, false),
        };
        fields.numbering = if manual { Numbering::Manual } else { Numbering::Automatic(place + 1) };
        Some(place)
    } else {
        None
    };
    let mut value = match (&fields.from, place) {
        (From::Mapping(_), Some(_)) => return Err(fail("Format string contains positional fields")),
        (From::Mapping(mapping), None) => interp.get_item_value(mapping, &Value::str(name))?,
        (From::Arguments(args), Some(place)) => args.rest.get(place).cloned().ok_or_else(|| E::Index {
            message: format!("Replacement index {place} out of range for positional args tuple"),
        })?,
        (From::Arguments(args), None) => {
            let found = args.extra.iter().find(|(n, _)| &**n == name).map(|(_, value)| value.clone());
            match found {
                Some(value) => value,
                None => return Err(interp.missing_key(&Value::str(name))),
            }
        }
    };
    while !path.is_empty() {
        if let Some(rest) = path.strip_prefix('.') {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            if end == 0 {
                return Err(fail("Empty attribute in format string"));
            }
            value = interp.attribute(&value, &rest[..end])?;
            path = &rest[end..];
        } else if let Some(rest) = path.strip_prefix('[') {
            let Some((index, rest)) = rest.split_once(']') else {
                return Err(fail("Missing ']' in format string"));
            };
            if index.is_empty() {
                return Err(fail("Empty attribute in format string"));
            }
            let whole = index.bytes().all(|b| b.is_ascii_digit());
            let place = index.parse::<i64>().ok().filter(|_| whole);
            let index = place.map_or_else(|| Value::str(index), Value::Int);
            value = interp.get_item_value(&value, &index)?;
            path = rest;
        } else {
            return Err(fail("Only '.' or '[' may follow ']' in format field specifier"));
        }
    }
    Ok(value)
}
