//! One basic index and one permutation of axes: what most views are.

use smallvec::SmallVec;

use crate::memory::Layout;

use super::step::{IndexItem, Step, Steps};

/// Attempts before the search for the axes of a view is given up; a search that succeeds takes one for each axis.
const ATTEMPTS: u32 = 300;

/// An axis to place a part of an offset on: its stride, and the least and the greatest index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) stride: isize,
    pub(super) least: isize,
    pub(super) most: isize,
}

/// The indices at which an offset of `delta` bytes is reached: `Σ index · stride == delta`.
pub(super) fn place(delta: isize, rooms: &[Room]) -> Option<SmallVec<[isize; 6]>> {
    let mut order: SmallVec<[usize; 6]> = (0..rooms.len()).collect();
    order.sort_by_key(|&k| std::cmp::Reverse(rooms[k].stride.unsigned_abs()));
    // What the axes from `k` on in that order can add at the least and at the most.
    let mut reach: SmallVec<[(isize, isize); 7]> = SmallVec::from_elem((0, 0), rooms.len() + 1);
    for (k, &axis) in order.iter().enumerate().rev() {
        let Room { stride, least, most } = rooms[axis];
        let (x, y) = (least * stride, most * stride);
        reach[k] = (reach[k + 1].0 + x.min(y), reach[k + 1].1 + x.max(y));
    }
    let mut out: SmallVec<[isize; 6]> = rooms.iter().map(|r| r.least).collect();
    let mut attempts = ATTEMPTS;
    place_from(0, delta, rooms, &order, &reach, &mut out, &mut attempts).then_some(out)
}

fn place_from(
    k: usize,
    delta: isize,
    rooms: &[Room],
    order: &[usize],
    reach: &[(isize, isize)],
    out: &mut [isize],
    attempts: &mut u32,
) -> bool {
    if delta < reach[k].0 || delta > reach[k].1 || *attempts == 0 {
        return false;
    }
    *attempts -= 1;
    let Some(&axis) = order.get(k) else { return delta == 0 };
    let Room { stride, least, most } = rooms[axis];
    if stride == 0 || least == most {
        out[axis] = least;
        return place_from(k + 1, delta - least * stride, rooms, order, reach, out, attempts);
    }
    let (low, high) = (delta - reach[k + 1].1, delta - reach[k + 1].0);
    let (low, high) = if stride > 0 { (low, high) } else { (-high, -low) };
    let step = stride.abs();
    let first = (low.div_euclid(step) + isize::from(low.rem_euclid(step) != 0)).max(least);
    let last = high.div_euclid(step).min(most);
    for index in first..=last {
        out[axis] = index;
        if place_from(k + 1, delta - index * stride, rooms, order, reach, out, attempts) {
            return true;
        }
    }
    false
}

/// Which axis of the reference each axis of the view runs along, and in what steps; `None` for a new axis.
type Axes = SmallVec<[Option<(usize, isize)>; 4]>;

/// An axis of the reference that an axis of the view may run along, best first: the size of the step, whether it breaks the order,
/// how far it is from the one before, the axis, and the step.
type Choice = (usize, bool, usize, usize, isize);

/// The index and the permutation of axes that give `view` from `reference`, both of one dtype; `None` if there are none.
pub(super) fn direct(reference: &Layout, view: &Layout) -> Option<Steps> {
    if reference == view {
        return Some(Steps::default());
    }
    let delta = view.offset as isize - reference.offset as isize;
    let search = |backwards| {
        let mut search =
            Search { reference, view, delta, axes: SmallVec::new(), used: 0, attempts: ATTEMPTS, backwards };
        let starts = search.from(0)?;
        Some((search.axes, starts))
    };
    let (mut axes, mut starts) = search(false)?;
    if !in_order(&axes, false) && !in_order(&axes, true) {
        // Among axes of length one there may be a choice, and reversing all of them is the shortest to write.
        if let Some(reversed) = search(true).filter(|(axes, _)| in_order(axes, true)) {
            (axes, starts) = reversed;
        }
    }
    Some(write(reference, view, &axes, &starts))
}

/// Whether the axes of the reference appear in their order, or in the reverse of it.
fn in_order(axes: &Axes, reversed: bool) -> bool {
    let kept = axes.iter().flatten().map(|&(axis, _)| axis);
    if reversed { kept.rev().is_sorted() } else { kept.is_sorted() }
}

struct Search<'a> {
    reference: &'a Layout,
    view: &'a Layout,
    delta: isize,
    axes: Axes,
    used: u64,
    attempts: u32,
    /// Whether axes are taken from the last one on.
    backwards: bool,
}

impl Search<'_> {
    /// Matches the axes of the view from `k` on, and gives the start on each axis of the reference.
    fn from(&mut self, k: usize) -> Option<SmallVec<[isize; 6]>> {
        self.attempts = self.attempts.checked_sub(1)?;
        if k == self.view.ndim() {
            return place(self.delta, &self.rooms()?);
        }
        let (n, stride) = (self.view.shape[k], self.view.strides[k]);
        let mut choices: SmallVec<[Choice; 4]> = SmallVec::new();
        let last = self.axes.iter().rev().find_map(|a| a.map(|(axis, _)| axis));
        for axis in (0..self.reference.ndim()).filter(|&a| self.used & 1 << a == 0) {
            let (length, base) = (self.reference.shape[axis], self.reference.strides[axis]);
            let step = match (n, base) {
                (0, _) if stride == base => 1,
                (0, _) => continue,
                (_, 0) if stride == 0 => 1,
                (_, 0) => continue,
                _ if stride % base == 0 && stride != 0 => stride / base,
                _ => continue,
            };
            let reach = (n.max(1) - 1).checked_mul(step.unsigned_abs());
            if n > 0 && reach.is_none_or(|reach| reach >= length) {
                continue;
            }
            let end = if self.backwards { self.reference.ndim() } else { 0 };
            let far = axis.abs_diff(last.unwrap_or(end));
            let behind = last.is_some_and(|l| (axis < l) != self.backwards);
            choices.push((step.unsigned_abs(), behind, far, axis, step));
        }
        if n == 1 && stride == 0 {
            self.axes.push(None);
            if let Some(starts) = self.from(k + 1) {
                return Some(starts);
            }
            self.axes.pop();
        }
        choices.sort_unstable();
        for (_, _, _, axis, step) in choices {
            self.axes.push(Some((axis, step)));
            self.used |= 1 << axis;
            if let Some(starts) = self.from(k + 1) {
                return Some(starts);
            }
            self.used &= !(1 << axis);
            self.axes.pop();
        }
        None
    }

    /// Where on each axis of the reference the view may start.
    fn rooms(&self) -> Option<SmallVec<[Room; 6]>> {
        let mut rooms: SmallVec<[Room; 6]> = SmallVec::new();
        for axis in 0..self.reference.ndim() {
            let stride = self.reference.strides[axis];
            let most = self.reference.shape[axis] as isize - 1;
            if most < 0 && self.used & 1 << axis == 0 {
                return None;
            }
            rooms.push(Room { stride, least: 0, most });
        }
        for (k, axis) in self.axes.iter().enumerate() {
            if let &Some((axis, step)) = axis {
                let room = &mut rooms[axis];
                match self.view.shape[k] {
                    0 => room.most = 0,
                    n if step > 0 => room.most -= (n as isize - 1) * step,
                    n => room.least = (n as isize - 1) * -step,
                }
            }
        }
        Some(rooms)
    }
}

/// Writes down what the search has found, in the shorter of the orders that it can be written in.
fn write(reference: &Layout, view: &Layout, axes: &Axes, starts: &[isize]) -> Steps {
    let kept: SmallVec<[usize; 4]> = axes.iter().flatten().map(|&(axis, _)| axis).collect();
    let forward: SmallVec<[usize; 4]> = (0..reference.ndim()).collect();
    let in_order: SmallVec<[usize; 4]> = (0..view.ndim()).collect();
    let index = |from: &[usize], to: &[usize]| index_items(reference, view, axes, starts, from, to);
    let steps = |before: Option<Step>, items: Vec<IndexItem>, after: Option<Step>| {
        let items = if items.is_empty() { None } else { Some(Step::Index(items)) };
        Steps(before.into_iter().chain(items).chain(after).collect())
    };
    if kept.is_sorted() {
        return steps(None, index(&forward, &in_order), None);
    }
    let (one, other) = if kept.iter().rev().is_sorted() {
        let backward: SmallVec<[usize; 4]> = forward.iter().rev().copied().collect();
        let reversed: SmallVec<[usize; 4]> = in_order.iter().rev().copied().collect();
        let after = steps(None, index(&forward, &reversed), Some(Step::T));
        (steps(Some(Step::T), index(&backward, &in_order), None), Some(after))
    } else {
        // Axes that an integer takes away go first, so that the full slices that follow need not be written.
        let mut from: SmallVec<[usize; 4]> = forward.iter().copied().filter(|a| !kept.contains(a)).collect();
        from.extend(kept.iter().copied());
        let before = permutation(&from);
        let before = steps(Some(before), index(&from, &in_order), None);
        let after = (kept.len() == view.ndim()).then(|| {
            let mut to = in_order.clone();
            to.sort_by_key(|&k| kept[k]);
            let mut back: SmallVec<[usize; 4]> = SmallVec::from_elem(0, to.len());
            for (position, &k) in to.iter().enumerate() {
                back[k] = position;
            }
            steps(None, index(&forward, &to), Some(permutation(&back)))
        });
        (before, after)
    };
    match other {
        Some(other) if other.width() < one.width() => other,
        _ => one,
    }
}

/// The step that brings axis `axes[k]` to place `k`.
pub(super) fn permutation(axes: &[usize]) -> Step {
    if axes.iter().rev().copied().eq(0..axes.len()) {
        return Step::T;
    }
    let mut moved = (0..axes.len()).filter(|&k| axes[k] != k);
    if let (Some(i), Some(j), None) = (moved.next(), moved.next(), moved.next()) {
        return Step::SwapAxes(i, j);
    }
    Step::Transpose(axes.to_vec())
}

/// The items that take the axes `from` of the reference, in this order, to the axes `to` of the view, in this order. None if all are full.
fn index_items(
    reference: &Layout,
    view: &Layout,
    axes: &Axes,
    starts: &[isize],
    from: &[usize],
    to: &[usize],
) -> Vec<IndexItem> {
    let mut items = Vec::with_capacity(from.len());
    let mut to = to.iter().copied().peekable();
    for &axis in from {
        while to.next_if(|&k| axes[k].is_none()).is_some() {
            items.push(IndexItem::NewAxis);
        }
        let here = to.next_if(|&k| axes[k].is_some_and(|(a, _)| a == axis));
        let start = starts[axis] as usize;
        items.push(match here.and_then(|k| axes[k].map(|(_, step)| (view.shape[k], step))) {
            Some((count, step)) => {
                let length = reference.shape[axis];
                if (start, step, count) == (0, 1, length) {
                    IndexItem::FULL
                } else {
                    IndexItem::slice(start, step, count, length)
                }
            }
            None => IndexItem::Int(start),
        });
    }
    items.extend(to.map(|_| IndexItem::NewAxis));
    shorten(&mut items);
    items
}

/// Leaves out what need not be written: full slices at the end, and all but an ellipsis of the longest run of them.
pub(super) fn shorten(items: &mut Vec<IndexItem>) {
    if items.last() == Some(&IndexItem::FULL) {
        while items.last() == Some(&IndexItem::FULL) {
            items.pop();
        }
        return;
    }
    if !items.is_empty() && items.iter().all(|i| matches!(i, IndexItem::Int(_))) {
        // Integers alone would give a scalar.
        items.push(IndexItem::Ellipsis);
        return;
    }
    let (mut best, mut run) = (0..0, 0..0);
    for (k, item) in items.iter().enumerate() {
        run = if *item == IndexItem::FULL { run.start..k + 1 } else { k + 1..k + 1 };
        if run.len() > best.len() {
            best = run.clone();
        }
    }
    if best.len() > 1 {
        items.splice(best, [IndexItem::Ellipsis]);
    }
}
