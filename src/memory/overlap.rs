//! Which arrays share bytes, and which writes must wait for a copy.
//!
//! Everything here is exact. See [`super::sumset`] for the arithmetic.

use super::sumset::{Term, Terms, reaches};
use super::{Array, Layout};

/// Whether two arrays have a byte in common: `np.shares_memory(a, b)`. An array without elements shares with none, not even itself.
pub fn shares_memory(a: &Array, b: &Array) -> bool {
    a.same_buffer(b) && {
        let (ia, ib) = (a.itemsize(), b.itemsize());
        layouts_share(a.read().layout(), ia, b.read().layout(), ib)
    }
}

/// Whether the bounds of two arrays overlap: `np.may_share_memory(a, b)`.
pub fn may_share_memory(a: &Array, b: &Array) -> bool {
    a.same_buffer(b) && {
        let (ia, ib) = (a.itemsize(), b.itemsize());
        bounds_meet(a.read().layout(), ia, b.read().layout(), ib)
    }
}

/// [`shares_memory`] for two layouts on one buffer, with their itemsizes.
pub fn layouts_share(a: &Layout, a_itemsize: usize, b: &Layout, b_itemsize: usize) -> bool {
    if !bounds_meet(a, a_itemsize, b, b_itemsize) {
        return false;
    }
    // An element of `a` counted from its lowest byte and one of `b` counted downwards from its highest meet where the two distances
    // add up to that between the ends.
    let target = b.bounds(b_itemsize).end - 1 - a.bounds(a_itemsize).start;
    let mut terms = axis_terms(a);
    terms.extend(axis_terms(b));
    reaches(terms, (a_itemsize + b_itemsize - 1) as u64, target as u64)
}

/// Whether two different elements have a byte in common, as under `broadcast_to` and `sliding_window_view`.
pub fn has_internal_overlap(layout: &Layout, itemsize: usize) -> bool {
    if layout.shape.contains(&0) {
        return false;
    }
    if layout.shape.iter().zip(&layout.strides).any(|(&n, &s)| n > 1 && s == 0) {
        return true;
    }
    let mut terms = axis_terms(layout);
    terms.sort_unstable_by_key(|t| t.stride);
    let mut reach = itemsize as u64 - 1;
    for k in 0..terms.len() {
        let Term { count, stride } = terms[k];
        if stride <= reach {
            // Two elements differ along this axis by d >= 1 and along the axes before by anything, and stand less than an itemsize apart.
            let mut differences: Terms =
                terms[..k].iter().map(|t| Term { count: 2 * t.count - 1, stride: t.stride }).collect();
            differences.push(Term { count: count - 1, stride });
            if reaches(differences, 2 * itemsize as u64 - 1, reach - stride) {
                return true;
            }
        }
        reach += terms[k].extent();
    }
    false
}

/// What stands in the way of writing an elementwise result while its source is still being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hazard {
    /// No byte in common.
    None,
    /// The very same elements in the same places: element k of the result depends on element k alone, so it is safe in place.
    SameElements,
    /// Some bytes in common: copy the source first.
    Overlap,
}

/// The hazard of writing `destination` elementwise from `source`, which has been broadcast to its shape.
pub fn hazard(destination: &Array, source: &Array) -> Hazard {
    if !destination.same_buffer(source) {
        return Hazard::None;
    }
    let (to, from) = (destination.itemsize(), source.itemsize());
    layout_hazard(destination.read().layout(), to, source.read().layout(), from)
}

/// [`hazard`] for two layouts on one buffer, with their itemsizes.
pub fn layout_hazard(destination: &Layout, to: usize, source: &Layout, from: usize) -> Hazard {
    let same = to == from
        && destination.offset == source.offset
        && destination.shape == source.shape
        && (0..source.ndim()).all(|k| source.shape[k] <= 1 || source.strides[k] == destination.strides[k]);
    if same && source.shape.contains(&0) {
        Hazard::None
    } else if same && !has_internal_overlap(destination, to) {
        Hazard::SameElements
    } else if layouts_share(destination, to, source, from) {
        Hazard::Overlap
    } else {
        Hazard::None
    }
}

/// A progression for each axis with more than one place, counted upwards from the lowest element.
pub(super) fn axis_terms(layout: &Layout) -> Terms {
    layout
        .shape
        .iter()
        .zip(&layout.strides)
        .filter(|&(&n, &s)| n > 1 && s != 0)
        .map(|(&n, &s)| Term { count: n as u64, stride: s.unsigned_abs() as u64 })
        .collect()
}

fn bounds_meet(a: &Layout, a_itemsize: usize, b: &Layout, b_itemsize: usize) -> bool {
    let (a, b) = (a.bounds(a_itemsize), b.bounds(b_itemsize));
    a.start < b.end && b.start < a.end && !a.is_empty() && !b.is_empty()
}
