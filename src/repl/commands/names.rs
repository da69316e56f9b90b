//! `%who`, `%whos`, `%reset`: the user's names.

use crate::display::{Meaning, Text, tag_text};
use crate::error::Result;
use crate::explain::{Names, Standing};
use crate::lang::{Interp, Value};
use crate::memory::Array;
use crate::session::Ran;

use super::super::command::{Call, UsageError};

const EMPTY: &str = "Interactive namespace is empty.\n";

pub(in super::super) fn who(call: &mut Call<'_>) -> Result<Ran> {
    if !call.arguments().is_empty() {
        return Err(call.usage());
    }
    let names: Vec<&str> = call.session.interp().bound().map(|(name, _)| name).collect();
    let mut text = Text::default();
    text.push(if names.is_empty() { EMPTY } else { "" });
    if !names.is_empty() {
        text.push(&names.join("  "));
        text.push("\n");
    }
    Ok(call.show(text))
}

pub(in super::super) fn whos(call: &mut Call<'_>) -> Result<Ran> {
    if !call.arguments().is_empty() {
        return Err(call.usage());
    }
    let text = table(call.session.interp());
    Ok(call.show(text))
}

/// A row of `%whos`.
struct Row {
    name: String,
    kind: String,
    shape: String,
    dtype: String,
    bytes: String,
    info: Text,
}

fn table(interp: &mut Interp) -> Text {
    let names = Names::new(interp.bound());
    let (mut total, mut buffers) = (0, 0);
    let mut rows = Vec::new();
    for (name, value) in interp.bound() {
        let mut row = Row {
            name: name.to_owned(),
            kind: value.type_of().name().to_owned(),
            shape: String::new(),
            dtype: String::new(),
            bytes: String::new(),
            info: Text::default(),
        };
        match value {
            Value::Array(array) => {
                row.shape = interp.repr(&Value::shape(&array.shape()));
                array.dtype().name().clone_into(&mut row.dtype);
                let relation = names.standing(name, array);
                if names.holder(array) == Some(name) {
                    let bytes = array.buffer().len();
                    total += bytes;
                    buffers += 1;
                    row.bytes = bytes.to_string();
                }
                row.info = memory(array, &relation);
            }
            other => row.info.push(&short(&interp.repr(other))),
        }
        rows.push(row);
    }
    let mut text = Text::default();
    if rows.is_empty() {
        text.push(EMPTY);
        return text;
    }
    let titles = ["Name", "Type", "Shape", "Dtype", "Bytes"].map(str::to_owned);
    let cells = |row: &Row| [&row.name, &row.kind, &row.shape, &row.dtype, &row.bytes].map(Clone::clone);
    let lines: Vec<[String; 5]> = rows.iter().map(cells).collect();
    let widths: [usize; 5] = std::array::from_fn(|i| {
        lines.iter().chain([&titles]).map(|cells| cells[i].chars().count()).max().unwrap_or(0)
    });
    let pad = |cells: &[String; 5]| {
        let mut line = String::new();
        for (i, (cell, width)) in cells.iter().zip(widths).enumerate() {
            let blanks = " ".repeat(width - cell.chars().count());
            // Numbers stand right.
            line.extend(if i == 4 { [&blanks, cell.as_str(), "  "] } else { [cell.as_str(), &blanks, "  "] });
        }
        line
    };
    let title = format!("{}Memory", pad(&titles));
    text.push(&format!("{title}\n{}\n", "-".repeat(title.chars().count())));
    for (row, cells) in rows.iter().zip(&lines) {
        text.push(&pad(cells));
        text.append(&row.info);
        text.push("\n");
    }
    if buffers > 0 {
        let s = |n| if n == 1 { "" } else { "s" };
        text.push(&format!("{total} byte{} in {buffers} buffer{}\n", s(total), s(buffers)));
    }
    text
}

/// What an array's memory is to others: `@m1`, `alias of a`, `view of a, @m1[2:7]`.
pub(super) fn memory(array: &Array, relation: &Standing) -> Text {
    let mut text = Text::default();
    match relation {
        Standing::Alias(of) => {
            text.push(&format!("alias of {of}"));
            return text;
        }
        Standing::View(of) => text.push(&format!("view of {of}, ")),
        Standing::Beside(of) => text.push(&format!("view on the buffer of {of}, ")),
        Standing::Holder => {}
    }
    push_tag(&mut text, array);
    let kept = array.buffer().len();
    if *relation == Standing::Holder && array.nbytes() < kept {
        text.push(&format!(", {} of {kept} bytes", array.nbytes()));
    }
    text
}

/// The tag of an array, in its colour, without a blank before it.
pub(super) fn push_tag(text: &mut Text, array: &Array) {
    let tag = tag_text(array);
    let number = array.buffer().reference().map_or(0, |reference| reference.tag);
    text.push_meaning(&tag, Meaning::Tag(number));
}

/// The first line of a text, cut where it gets long.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > MOST || line.len() < text.len() {
        return format!("{}…", line.chars().take(MOST).collect::<String>());
    }
    line.to_owned()
}

pub(in super::super) fn reset(call: &mut Call<'_>) -> Result<Ran> {
    let sure = match (call.arguments(), &mut call.shell.ask) {
        ("-f", _) => true,
        ("", Some(ask)) => ask("Unbind all your names?"),
        ("", None) => return Err(UsageError::NobodyToAsk {}.into()),
        _ => return Err(call.usage()),
    };
    if sure {
        call.session.interp().reset();
    }
    let mut text = Text::default();
    if call.shell.ask.is_some() && call.arguments().is_empty() && !sure {
        text.push_meaning("Nothing was unbound.", Meaning::Note);
        text.push("\n");
    }
    Ok(call.show(text))
}
