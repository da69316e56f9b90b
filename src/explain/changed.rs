//! Which names a statement changed, and where.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::display::tag::touched_index;
use crate::lang::Interp;
use crate::memory::{
    Array, ArrayId, BufferId, Change, Event, Saved, Touched, changed_elements, touched_elements,
};

use super::facts::{Moment, Statement};
use super::holders::{Reach, holders};

/// A name whose values changed, and did so without being bound to something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The name, or the way from a name.
    pub name: String,
    /// The others of the same array object.
    pub aliases: Vec<String>,
    /// The array object.
    pub array: ArrayId,
    /// The part that changed, to be written after the name: `[2]`, `[0:3]`, `.shape`; empty if that is all of it.
    pub part: String,
    /// How many elements differ, where they are too scattered for an index.
    pub scattered: Option<usize>,
    /// Whether the statement wrote through this name, rather than through another.
    pub written: bool,
}

/// Where bytes were written, what they were, and what they are.
type Difference = (usize, Vec<u8>, Vec<u8>);

/// The most places that are listed one by one.
const LISTED: usize = 1000;

/// The names that a statement changed, in the order in which they were first seen.
pub(super) fn changed(
    interp: &Interp,
    statement: &Statement<'_>,
    events: &[Event],
    saved: &[Saved],
    before: Moment,
) -> Vec<Changed> {
    let reshaped = events.iter().any(|event| matches!(event, Event::Reshaped { .. }));
    if saved.is_empty() && !reshaped {
        return Vec::new();
    }
    let mut buffers: Vec<BufferId> = saved.iter().map(|part| part.id).collect();
    buffers.sort_unstable();
    buffers.dedup();
    let differences: Vec<(BufferId, Option<Difference>)> = buffers
        .into_iter()
        .map(|id| (id, Saved::before(&saved.iter().filter(|part| part.id == id).collect::<Vec<_>>())))
        .collect();
    let roots = statement.written(interp);
    let through = written_through(events, before);
    let is_touched = |array: &Array| {
        let id = array.buffer().id();
        array.id() < before.array
            && (differences.iter().any(|(buffer, _)| *buffer == id)
                || events
                    .iter()
                    .any(|event| matches!(event, Event::Reshaped { array: id, .. } if *id == array.id())))
    };
    let mut all: Vec<Changed> = Vec::new();
    for (name, array) in &holders(interp, Reach::Near, &is_touched) {
        let root = name.split(['.', '[', ':']).next().unwrap_or_default();
        let rebound = interp.replaced().iter().any(|(symbol, _)| &**interp.interner.name(*symbol) == root);
        if rebound {
            continue;
        }
        // Of what a name leads to, the statement wrote to the one that the write went through.
        let written = roots.iter().any(|symbol| &**interp.interner.name(*symbol) == root)
            && (root == name || through.contains(&array.id()));
        let mut add = |part: String, scattered| {
            let twin = all
                .iter_mut()
                .find(|other| other.array == array.id() && other.part == part && !other.written && !written);
            match twin {
                Some(twin) => twin.aliases.push(name.clone()),
                None => all.push(Changed {
                    name: name.clone(),
                    aliases: Vec::new(),
                    array: array.id(),
                    part,
                    scattered,
                    written,
                }),
            }
        };
        let what = events.iter().find_map(|event| match event {
            Event::Reshaped { array: id, what, before } if *id == array.id() => {
                // The first of them knows how it was before the statement; it may be so again.
                Some((*what, before.0.shape != array.shape() || before.1 != array.dtype()))
            }
            _ => None,
        });
        let what = what.and_then(|(what, changed)| changed.then_some(what));
        if let Some(what) = what {
            add(format!(".{what}"), None);
        }
        let id = array.buffer().id();
        let Some((_, difference)) = differences.iter().find(|(buffer, _)| *buffer == id) else { continue };
        let shape = array.shape();
        match difference {
            Some((start, old, new)) => {
                let change =
                    changed_elements(old, new, *start, array.read().layout(), array.itemsize(), LISTED);
                if let Some(change) = change {
                    let (part, scattered) = index_of(&change, &shape);
                    add(part, scattered);
                }
            }
            // Too much was written to be kept: what the writes were allowed to touch is all that is known.
            None => {
                if let Some(part) = touched_part(events, id, array) {
                    add(part, None);
                }
            }
        }
    }
    all
}

/// The arrays through which was written, and those that they were taken of.
fn written_through(events: &[Event], before: Moment) -> FxHashSet<ArrayId> {
    let mut through: FxHashSet<ArrayId> = FxHashSet::default();
    let of: FxHashMap<ArrayId, ArrayId> = events
        .iter()
        .filter_map(|event| match event {
            Event::Made { array, of: Some(of), .. } => Some((*array, *of)),
            _ => None,
        })
        .collect();
    for event in events {
        let Event::Write { array, .. } = event else { continue };
        let mut at = *array;
        while through.insert(at) && at >= before.array {
            let Some(of) = of.get(&at) else { break };
            at = *of;
        }
    }
    through
}

fn touched_part(events: &[Event], id: BufferId, array: &Array) -> Option<String> {
    let touched: Vec<Touched> = events
        .iter()
        .filter_map(|event| match event {
            Event::Write { buffer, layout, dtype, .. } if *buffer == id => {
                touched_elements(layout.as_deref()?, dtype.itemsize(), array)
            }
            _ => None,
        })
        .collect();
    match touched.as_slice() {
        [] => None,
        [one] => Some(touched_index(one, &array.shape()).map_or_else(String::new, |step| step.to_string())),
        _ => Some(String::new()),
    }
}

/// The index that selects what changed, and how many elements did if the index selects more.
fn index_of(change: &Change, shape: &[usize]) -> (String, Option<usize>) {
    let box_index =
        || touched_index(&change.touched, shape).map_or_else(String::new, |step| step.to_string());
    if change.touched.exact {
        return (box_index(), None);
    }
    let Some(places) = &change.places else { return (box_index(), Some(change.touched.count)) };
    (listed(change, places, shape), None)
}

/// An advanced index with exactly these places.
fn listed(change: &Change, places: &[smallvec::SmallVec<[usize; 4]>], shape: &[usize]) -> String {
    let list = |values: &mut dyn Iterator<Item = usize>| {
        let values: Vec<String> = values.map(|v| v.to_string()).collect();
        format!("[{}]", values.join(", "))
    };
    // One axis may need a list while the others are slices: that is one index too.
    for axis in 0..shape.len() {
        let mut along: Vec<usize> = places.iter().map(|place| place[axis]).collect();
        along.sort_unstable();
        along.dedup();
        let others: usize = change
            .touched
            .axes
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != axis)
            .map(|(_, range)| range.count)
            .product();
        if along.len() * others == places.len() {
            let mut items: Vec<String> = (0..shape.len())
                .map(|other| {
                    let range = change.touched.axes[other];
                    match range.count {
                        _ if other == axis => list(&mut along.iter().copied()),
                        n if n == shape[other] => ":".to_owned(),
                        1 => range.start.to_string(),
                        _ if range.step == 1 => format!("{}:{}", range.start, range.stop()),
                        _ => format!("{}:{}:{}", range.start, range.stop(), range.step),
                    }
                })
                .collect();
            while items.last().is_some_and(|item| item == ":") {
                items.pop();
            }
            return format!("[{}]", items.join(", "));
        }
    }
    let items: Vec<String> =
        (0..shape.len()).map(|axis| list(&mut places.iter().map(|place| place[axis]))).collect();
    format!("[{}]", items.join(", "))
}
