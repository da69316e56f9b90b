//! Facts as JSON, one object a line.

use std::fmt::Write;

use crate::explain::{Bound, Changed};
use crate::session::Told;

/// A string in quotes.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), string)
}

/// The names with the part of them that changed: `a[2]`.
pub(super) fn places(changed: &Changed) -> impl Iterator<Item = String> {
    std::iter::once(&changed.name).chain(&changed.aliases).map(|name| format!("{name}{}", changed.part))
}

/// The object of a statement, without the brace that closes it.
pub(super) fn statement(told: &Told) -> String {
    let facts = &told.facts;
    let bind = |bound: &Bound| {
        format!(
            "{{\"name\": {}, \"kind\": {}, \"of\": {}, \"tag\": {}, \"bytes\": {}, \"reason\": {}}}",
            string(&bound.name),
            string(bound.kind.word()),
            or_null(bound.of.as_deref()),
            or_null(bound.tag.as_ref().map(|(tag, _)| tag.as_str())),
            bound.bytes.map_or_else(|| "null".to_owned(), |n| n.to_string()),
            or_null(bound.reason.as_deref())
        )
    };
    let warning = |(kind, message): &(&str, String)| {
        format!("{{\"kind\": {}, \"message\": {}}}", string(kind), string(message))
    };
    format!(
        "{{\"line\": {}, \"source\": {}, \"binds\": {}, \"allocated\": {}, \"copied\": {}, \"freed\": {}, \"changed\": {}, \"warnings\": {}",
        told.line,
        string(&told.source),
        list(facts.binds.iter().map(bind)),
        facts.allocated,
        facts.copied,
        facts.freed,
        list(facts.changed.iter().flat_map(places).map(|place| string(&place))),
        list(told.warnings.iter().map(warning))
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn strings_are_escaped() {
        assert_eq!(super::string("a\"b\\c\n\u{1}é"), "\"a\\\"b\\\\c\\n\\u0001é\"");
    }
}
