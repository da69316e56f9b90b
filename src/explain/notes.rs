//! Notes: a line or two after a statement, about what it did to memory.

use crate::display::{Meaning, Text};

use super::facts::{Bound, Facts, Kind};
use super::words;

/// The most names that are called changed in one note.
const NAMED: usize = 12;
/// The longest index that a note writes out.
const LONG: usize = 60;

/// The notes on a statement, each a line. What binds no array and writes to none has none.
pub fn notes(facts: &Facts) -> Vec<Text> {
    let mut notes: Vec<Text> = facts.binds.iter().filter_map(binding).collect();
    let others: Vec<String> = facts
        .changed
        .iter()
        .filter(|change| !change.written)
        .map(|change| {
            let place = match change.scattered {
                Some(count) => {
                    format!("{}{} ({} in it)", change.name, change.part, words::count(count, "element"))
                }
                None if change.part.len() > LONG => {
                    format!("{} ({} elements)", change.name, change.part.matches(',').count() + 1)
                }
                None => format!("{}{}", change.name, change.part),
            };
            match change.aliases.as_slice() {
                [] => place,
                [one] => format!("{place} (and its alias {one})"),
                more => format!("{place} (and its aliases {})", more.join(", ")),
            }
        })
        .collect();
    if !others.is_empty() {
        let mut text = Text::default();
        let more = others.len().saturating_sub(NAMED);
        let shown = others[..others.len() - more].join(", ");
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        text.push_meaning(&format!("also changed: {shown}{rest}"), Meaning::Note);
        text.push("\n");
        notes.push(text);
    }
    notes
}

fn binding(bound: &Bound) -> Option<Text> {
    let mut text = Text::default();
    let mut say = |words: &str| text.push_meaning(words, Meaning::Note);
    let name = &bound.name;
    let of = || match (&bound.of, bound.was) {
        (Some(of), true) => format!("what {of} was"),
        (Some(of), false) => of.clone(),
        (None, _) => "an array without a name".to_owned(),
    };
    let bytes = words::bytes(bound.bytes.unwrap_or(0));
    if let (Kind::New | Kind::Copy, Some(kept)) = (bound.kind, bound.unnamed) {
        say(&format!("{name}: view of an unnamed array of {}, ", words::bytes(kept)));
    }
    match bound.kind {
        Kind::New | Kind::Copy if bound.unnamed.is_some() => {}
        Kind::Alias if bound.of.as_deref() == Some(name) => {
            say(&format!("{name} is the same array as before: nothing copied"));
        }
        Kind::Alias => say(&format!("{name} is {}: the same array, nothing copied", of())),
        Kind::View => say(&format!("{name}: view of {}, ", of())),
        Kind::Copy => say(&format!("{name}: copy of {}, {bytes}, ", of())),
        Kind::New => say(&format!("{name}: new array, {bytes}, ")),
        Kind::Scalar | Kind::Other => match &bound.reason {
            Some(reason) => say(&format!("{name}: {reason}")),
            None => return None,
        },
    }
    if let (Kind::View | Kind::Copy | Kind::New, Some((tag, number))) = (bound.kind, &bound.tag) {
        text.push_meaning(tag, Meaning::Tag(*number));
    }
    if let (true, Some(reason)) = (bound.forced, &bound.reason) {
        text.push_meaning(&format!("; {reason}"), Meaning::Note);
    }
    text.push("\n");
    Some(text)
}
