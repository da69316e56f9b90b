//! The expression of a tag: the shortest sensible one that yields a view from the reference array of its buffer.
//!
//! From the everyday case to the rare one: a basic index; the same after a change of dtype; a diagonal; an index of a reshaped
//! reference; bytes put together anew; the reference's base. Where axes of length one have strides that no short expression gives
//! them, their strides are let go: they lead nowhere.

use smallvec::SmallVec;

use crate::memory::{DType, Kind, Layout};

use super::direct::{direct, permutation};
use super::grid::{Best, lines_of, on_grid, on_sliced_grid, orientations};
use super::step::{Geometry, IndexItem, Step, Steps};

/// How far from the main diagonal one is looked for first.
const NEAR_DIAGONALS: isize = 8;
/// The most ways to take a stride for the sum of two that are tried.
const MOST_SUMS: usize = 200;

/// The expression that yields `view` when evaluated on `reference`, a geometry on the same buffer: same dtype, shape, strides and offset
/// (but for the strides of axes of length one and the offset of empty arrays, where they cannot be had). `base` is the geometry of the
/// reference's `base`, for views that reach out of the reference.
///
/// `None` if there is none that is short: axes stretched by broadcasting, windows, and what only `as_strided` can make.
pub fn expression(reference: &Geometry, base: Option<&Geometry>, view: &Geometry) -> Option<Steps> {
    if reference.dtype == view.dtype {
        if let Some(steps) = direct(&reference.layout, &view.layout) {
            return Some(steps);
        }
    }
    if is_stretched(&view.layout) && !is_stretched(&reference.layout) {
        return None;
    }
    let without_ones = loosened(view);
    let on = |from: &Geometry| exact(from, view).or_else(|| exact(from, &without_ones)).or_else(|| empty(from, view));
    on(reference).or_else(|| Some(Steps(vec![Step::Base]).and(on(base?)?)))
}

/// Whether an axis repeats its elements.
fn is_stretched(layout: &Layout) -> bool {
    layout.size() > 0 && layout.shape.iter().zip(&layout.strides).any(|(&n, &s)| n > 1 && s == 0)
}

/// The same with all axes of length one as `None` would have made them.
fn loosened(view: &Geometry) -> Geometry {
    let mut view = view.clone();
    for axis in 0..view.layout.ndim() {
        if view.layout.shape[axis] == 1 {
            view.layout.strides[axis] = 0;
        }
    }
    view
}

/// The expression for exactly this geometry.
fn exact(reference: &Geometry, view: &Geometry) -> Option<Steps> {
    as_elements(reference, view).or_else(|| as_bytes(reference, view))
}

/// The expression where the elements of the view are elements of the reference under one change of dtype.
fn as_elements(reference: &Geometry, view: &Geometry) -> Option<Steps> {
    let starts = seen_as(reference, view.dtype);
    let stages: [fn(&Geometry, &Layout) -> Option<Steps>; 5] =
        [|from, view| direct(&from.layout, view), on_diagonal, on_grid, on_sliced_grid, on_diagonal_of_grid];
    for stage in stages {
        let mut best = Best::default();
        for (steps, from) in &starts {
            if let Some(more) = stage(from, &view.layout) {
                best.offer(steps.and(more));
            }
        }
        if let Some((_, steps)) = best.0 {
            return Some(steps);
        }
    }
    None
}

/// The ways to see the reference with another dtype, nearest first.
fn seen_as(reference: &Geometry, dtype: DType) -> SmallVec<[(Steps, Geometry); 4]> {
    let mut out: SmallVec<[(Steps, Geometry); 4]> = SmallVec::new();
    if reference.dtype == dtype {
        out.push((Steps::default(), reference.clone()));
        return out;
    }
    let mut add = |steps: Steps| {
        if let Some(seen) = reference.after_all(&steps).filter(|seen| seen.dtype == dtype) {
            out.push((steps, seen));
        }
    };
    let (old, new) = (reference.dtype.itemsize(), dtype.itemsize());
    let view = Step::View(dtype);
    let parts = reference.dtype.kind() == Kind::Complex;
    if parts {
        for part in [Step::Real, Step::Imag] {
            let steps = Steps(vec![part]);
            if reference.dtype.real() == dtype {
                add(steps);
            } else if old / 2 == new {
                add(steps.then(view.clone()));
            }
        }
    }
    if old == new {
        add(Steps(vec![view]));
        return out;
    }
    for (steps, turned) in orientations(reference) {
        let counts: Vec<usize> = lines_of(&turned.layout, old).iter().map(|l| l.count).collect();
        let flat = steps.then(Step::Reshape(counts));
        for steps in [steps, flat] {
            let Some(from) = reference.after_all(&steps) else { continue };
            add(steps.then(view.clone()));
            let Some(&length) = from.layout.shape.last() else { continue };
            // For a larger dtype, the last axis may have to begin later or to end earlier.
            for start in 0..(new / old).min(length) {
                let count = (length - start) / (new / old).max(1) * (new / old);
                if new > old && count > 0 && count < length {
                    let slice = IndexItem::slice(start, 1, count, length);
                    let items = match from.layout.ndim() {
                        1 => vec![slice],
                        2 => vec![IndexItem::FULL, slice],
                        _ => vec![IndexItem::Ellipsis, slice],
                    };
                    add(steps.then(Step::Index(items)).then(view.clone()));
                }
            }
        }
    }
    if new < old {
        let ends = Step::Index(vec![IndexItem::Ellipsis, IndexItem::NewAxis]);
        if parts && new < old / 2 {
            for part in [Step::Real, Step::Imag] {
                add(Steps(vec![part, ends.clone(), view.clone()]));
            }
        }
        add(Steps(vec![ends, view]));
    }
    out
}

/// The expression where each element of the view is put together from smaller pieces: those of the reference, or single bytes.
fn as_bytes(reference: &Geometry, view: &Geometry) -> Option<Steps> {
    let size = view.dtype.itemsize();
    let old = reference.dtype.itemsize();
    let whole = |x: isize| x.unsigned_abs() % old == 0;
    let layout = &view.layout;
    let aligned = whole(layout.offset as isize - reference.layout.offset as isize)
        && layout.shape.iter().zip(&layout.strides).all(|(&n, &s)| n <= 1 || whole(s));
    let mut best = Best::default();
    let pieces: [Option<DType>; 3] = [
        (old < size && aligned).then_some(reference.dtype),
        (reference.dtype.kind() == Kind::Complex).then(|| reference.dtype.real()),
        Some(DType::UInt8),
    ];
    for piece in pieces.into_iter().flatten().filter(|p| p.itemsize() < size) {
        let factor = size / piece.itemsize();
        // An axis whose elements follow one another takes the pieces in; it must come last.
        for axis in (0..layout.ndim()).rev() {
            if layout.strides[axis] != size as isize || layout.shape[axis] == 0 {
                continue;
            }
            let mut axes: Vec<usize> = (0..layout.ndim()).filter(|&a| a != axis).collect();
            axes.push(axis);
            let mut pieced = layout.permuted(&axes);
            if let (Some(n), Some(s)) = (pieced.shape.last_mut(), pieced.strides.last_mut()) {
                *n *= factor;
                *s = piece.itemsize() as isize;
            }
            if let Some(steps) = as_elements(reference, &Geometry::new(pieced, piece)) {
                let steps = steps.then(Step::View(view.dtype));
                best.offer(if axis + 1 == layout.ndim() {
                    steps
                } else {
                    let mut back: Vec<usize> = (0..layout.ndim()).collect();
                    for (place, &a) in axes.iter().enumerate() {
                        back[a] = place;
                    }
                    steps.then(permutation(&back))
                });
            }
        }
        if best.0.is_none() {
            let mut pieced = layout.clone();
            pieced.shape.push(factor);
            pieced.strides.push(piece.itemsize() as isize);
            if let Some(steps) = as_elements(reference, &Geometry::new(pieced, piece)) {
                let first = Step::Index(vec![IndexItem::Ellipsis, IndexItem::Int(0)]);
                best.offer(steps.then(Step::View(view.dtype)).then(first));
            }
        }
        if best.0.is_some() {
            break;
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// An index of a diagonal of the reference.
fn on_diagonal(reference: &Geometry, view: &Layout) -> Option<Steps> {
    let layout = &reference.layout;
    let mut best = Best::default();
    for axis2 in 1..layout.ndim() {
        for axis1 in 0..axis2 {
            let stride = layout.strides[axis1] + layout.strides[axis2];
            let fits = |(&n, &s): (&usize, &isize)| n != 1 && stride != 0 && s % stride == 0;
            if !view.shape.iter().zip(&view.strides).any(fits) {
                continue;
            }
            let above = (layout.shape[axis2] as isize - 1).min(NEAR_DIAGONALS);
            let below = (layout.shape[axis1] as isize - 1).min(NEAR_DIAGONALS);
            for offset in -below..=above {
                let diagonal = Steps(vec![Step::Diagonal { offset, axis1, axis2 }]);
                let Some(taken) = reference.after_all(&diagonal) else { continue };
                if let Some(more) = direct(&taken.layout, view) {
                    best.offer(diagonal.and(more));
                }
            }
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// A diagonal of an index of a grid: one stride of the view is taken for the sum of two.
fn on_diagonal_of_grid(reference: &Geometry, view: &Layout) -> Option<Steps> {
    let itemsize = reference.dtype.itemsize() as isize;
    let mut best = Best::default();
    for axis in 0..view.ndim() {
        let (n, stride) = (view.shape[axis], view.strides[axis]);
        if n < 2 {
            continue;
        }
        for part in summands(reference, view, itemsize).into_iter().take(MOST_SUMS) {
            if part == 0 || part == stride {
                continue;
            }
            let mut apart = view.clone();
            apart.shape.remove(axis);
            apart.strides.remove(axis);
            apart.shape.extend([n, n]);
            apart.strides.extend([stride - part, part]);
            let last = view.ndim() - 1;
            let diagonal = Step::Diagonal { offset: 0, axis1: last, axis2: last + 1 };
            let found = direct(&reference.layout, &apart).or_else(|| on_grid(reference, &apart));
            if let Some(steps) = found {
                let mut order: Vec<usize> = (0..last).collect();
                order.insert(axis, last);
                let steps = steps.then(diagonal);
                best.offer(if axis == last { steps } else { steps.then(permutation(&order)) });
            }
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// Strides that may be one part of a diagonal's: small ones, and those of the reference and the view, with what fits beside them.
fn summands(reference: &Geometry, view: &Layout, itemsize: isize) -> SmallVec<[isize; 32]> {
    let mut out: SmallVec<[isize; 32]> = SmallVec::new();
    let strides = reference.layout.strides.iter().chain(&view.strides);
    let lengths = reference.layout.shape.iter().chain(&view.shape);
    for (&n, &s) in lengths.zip(strides) {
        for k in [1, -1, 2, -2, 3, -3, n as isize, -(n as isize)] {
            out.push(k * s);
        }
    }
    for k in 1..=16 {
        out.extend([k * itemsize, -k * itemsize]);
    }
    out.sort_unstable_by_key(|s| (s.unsigned_abs(), *s < 0));
    out.dedup();
    out
}

/// Any expression with this shape and dtype: an empty array has no elements to find.
fn empty(reference: &Geometry, view: &Geometry) -> Option<Steps> {
    if view.layout.size() > 0 {
        return None;
    }
    let mut steps = Steps::default();
    if reference.layout.ndim() == 0 {
        steps = steps.then(Step::Reshape(vec![1]));
    }
    if reference.layout.size() > 0 {
        steps = steps.then(Step::Index(vec![IndexItem::slice(0, 1, 0, 1)]));
    }
    if reference.dtype != view.dtype {
        steps = steps.then(Step::Reshape(vec![0])).then(Step::View(view.dtype));
    }
    let shape = view.layout.shape.to_vec();
    let shaped = reference.after_all(&steps)?;
    Some(if shaped.layout.shape == view.layout.shape { steps } else { steps.then(Step::Reshape(shape)) })
}
