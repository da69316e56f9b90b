//! Names that NumPy and Python have, whether arr has them or not: the lists are made by machine from the installed ones.

use std::cmp::Ordering;

use super::errors::{Hint, NameError};
use super::value::{Module, Type, Value};

/// `owner.name` on each line, in the order of the bytes.
const NAMES: &str = include_str!("names.txt");

/// A former name of NumPy, the warning before its error, the error's message; tab by tab, in the order of the names.
const GONE: &str = include_str!("gone.txt");

/// Whether the oracle's module or class has the name. An owner is named as in error messages: `numpy.linalg`, `numpy.float64`, `str`.
pub(super) fn has(owner: &str, name: &str) -> bool {
    line(NAMES, |line| {
        let wanted = owner.bytes().chain(*b".").chain(name.bytes());
        line.bytes().cmp(wanted)
    })
    .is_some()
}

/// The names that the oracle's module or class has.
pub(super) fn names(owner: &str) -> impl Iterator<Item = &'static str> {
    let prefix = format!("{owner}.");
    NAMES.lines().filter_map(move |line| line.strip_prefix(&prefix)).filter(|name| !name.contains('.'))
}

/// The warning and the message with which NumPy refuses a name that it once had.
fn gone(name: &str) -> Option<(&'static str, String)> {
    let found = line(GONE, |line| line.bytes().take_while(|&b| b != b'\t').cmp(name.bytes()))?;
    let mut fields = found.split('\t').skip(1);
    let (warning, message) = (fields.next()?, fields.next()?);
    Some((warning, message.replace("\\n", "\n")))
}

/// The line of a sorted text that `order` finds equal.
fn line(text: &'static str, order: impl Fn(&str) -> Ordering) -> Option<&'static str> {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = text.as_bytes()[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let end =
            text.as_bytes()[middle..].iter().position(|&b| b == b'\n').map_or(text.len(), |i| middle + i);
        let found = &text[start..end];
        match order(found) {
            Ordering::Equal => return Some(found),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

/// A module or class as people write it: `np` for `numpy`.
fn written(owner: &str, name: &str) -> String {
    match (owner, owner.strip_prefix("numpy")) {
        ("builtins", _) => name.to_owned(),
        (_, Some(rest)) => format!("np{rest}.{name}"),
        _ => format!("{owner}.{name}"),
    }
}

/// What is said of a name that a module does not have here: that NumPy gave it up, that arr does not have it yet, or that nobody has it.
pub(super) fn no_member(module: Module, name: &str, hint: Hint) -> (Option<NameError>, NameError) {
    let owner = module.name();
    if module == Module::Numpy
        && let Some((warning, message)) = gone(name)
    {
        let warning = warning.strip_prefix("FutureWarning: ");
        let warning = warning.map(|text| NameError::FutureName { message: text.to_owned() });
        return (warning, NameError::Gone { message });
    }
    if has(owner, name) {
        return (None, NameError::NotYet { name: written(owner, name) });
    }
    (None, NameError::ModuleAttribute { module: owner, name: name.to_owned(), hint })
}

/// The class in the list of a value's attributes.
pub(super) fn owner(value: &Value) -> String {
    match value {
        Value::DType(_) => Type::DType.qualified(),
        other => other.type_name(),
    }
}

/// The name as it is written, if the oracle's class of the value has it as an attribute.
pub(super) fn attribute(value: &Value, name: &str) -> Option<String> {
    let owner = owner(value);
    has(&owner, name).then(|| written(&owner, name))
}

/// The name of a function or class of Python's own that arr does not have.
pub(super) fn builtin(name: &str) -> Option<String> {
    has("builtins", name).then(|| written("builtins", name))
}

/// The name of a member that a module of the oracle has, as it is written.
pub(super) fn member(module: &str, name: &str) -> Option<String> {
    has(module, name).then(|| written(module, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for text in [NAMES, GONE] {
            assert!(text.lines().zip(text.lines().skip(1)).all(|(a, b)| a < b));
        }
    }

    #[test]
    fn every_name_is_found_and_no_other() {
        for line in NAMES.lines() {
            let (owner, name) = line.rsplit_once('.').unwrap();
            assert!(has(owner, name), "{line}");
            assert!(!has(owner, &format!("{name} ")) && !has("numpyx", name), "{line}");
        }
        for line in GONE.lines() {
            assert!(gone(line.split('\t').next().unwrap()).is_some(), "{line}");
        }
        assert!(!has("a", "a") && !has("zip", "zzz") && gone("").is_none());
    }
}
