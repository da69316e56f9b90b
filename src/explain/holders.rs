//! Holders: the names that arrays are bound to, and the ways that lead to arrays from names and from variables of functions that run:
//! `a`, `rows[0]`, `net.layers[1].w`, `in f: x`.

use std::fmt::Write;

use rustc_hash::FxHashSet;

use crate::lang::{Interp, Value, Way};
use crate::memory::{Array, ArrayId};

/// How far containers are looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All the way: for who asks.
    Whole,
    /// As far as a note on a statement may take.
    Near,
}

/// So many values are looked at for a note.
const NEAR: usize = 1 << 12;
/// A list that begins with so many values of which none holds others is taken for one of such values, in a note.
const PLAIN: usize = 1 << 6;

/// A value that is reached.
struct Node {
    value: Value,
    /// What led to it, and how; a root has its own words.
    from: Result<(usize, Way), String>,
}

/// The arrays that are wanted, each with every way that leads to it: names first, then ways of one step, of two, and so on. What holds
/// itself is looked into once.
pub(super) fn holders(
    interp: &Interp,
    reach: Reach,
    wanted: &dyn Fn(&Array) -> bool,
) -> Vec<(String, Array)> {
    let mut found = Vec::new();
    let mut nodes: Vec<Node> = Vec::new();
    let mut seen: FxHashSet<*const ()> = FxHashSet::default();
    for (name, value) in interp.bound() {
        match value {
            Value::Array(array) if wanted(array) => found.push((name.to_owned(), array.clone())),
            value => push(&mut nodes, &mut seen, value, || Err(name.to_owned())),
        }
    }
    for running in interp.running() {
        for (name, value) in &running.variables {
            let words = || format!("in {}: {}", running.function, interp.interner.name(*name));
            match value {
                Value::Array(array) if wanted(array) => {
                    // A variable of a function that runs twice over, or that one inside sees, is told once.
                    let words = words();
                    if !found
                        .iter()
                        .any(|(known, other): &(String, Array)| *known == words && other.is(array))
                    {
                        found.push((words, array.clone()));
                    }
                }
                value => push(&mut nodes, &mut seen, value, || Err(words())),
            }
        }
    }
    let mut left = if reach == Reach::Near { NEAR } else { usize::MAX };
    let mut at = 0;
    while at < nodes.len() && left > 0 {
        let value = nodes[at].value.clone();
        let mut plain = 0;
        interp.each_inside(&value, &mut |way, inside| {
            left = left.saturating_sub(1);
            match inside {
                Value::Array(array) => {
                    if wanted(array) {
                        found.push((path(&nodes, at, &way()), array.clone()));
                    }
                    plain = 0;
                }
                value if value.address().is_some() => {
                    push(&mut nodes, &mut seen, value, || Ok((at, way())));
                    plain = 0;
                }
                _ => plain += 1,
            }
            left > 0 && (reach == Reach::Whole || plain < PLAIN)
        });
        at += 1;
    }
    found
}

/// The arrays among those that a name reaches first, each once.
pub(super) fn first_holders(interp: &Interp, wanted: &dyn Fn(&Array) -> bool) -> Vec<(String, Array)> {
    let mut seen: FxHashSet<ArrayId> = FxHashSet::default();
    let mut found = holders(interp, Reach::Whole, wanted);
    found.retain(|(_, array)| seen.insert(array.id()));
    found
}

fn push(
    nodes: &mut Vec<Node>,
    seen: &mut FxHashSet<*const ()>,
    value: &Value,
    from: impl FnOnce() -> Result<(usize, Way), String>,
) {
    if let Some(address) = value.address()
        && seen.insert(address)
    {
        nodes.push(Node { value: value.clone(), from: from() });
    }
}

/// The words that lead to what stands one step from a node.
fn path(nodes: &[Node], at: usize, way: &Way) -> String {
    let mut ways = vec![way];
    let mut at = at;
    let root = loop {
        match &nodes[at].from {
            Ok((before, way)) => {
                ways.push(way);
                at = *before;
            }
            Err(root) => break root,
        }
    };
    let mut text = root.clone();
    for way in ways.into_iter().rev() {
        // Writing to a string does not fail.
        let _ = match way {
            Way::Item(i) => write!(text, "[{i}]"),
            Way::Key(key) => write!(text, "[{key}]"),
            Way::Attribute(name) => write!(text, ".{name}"),
            Way::Variable(name) => write!(text, ": {name}"),
            Way::Itself | Way::Hidden => Ok(()),
        };
    }
    text
}
