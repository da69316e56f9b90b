//! The expression of a tag: the shortest sensible one that yields a view from the reference array of its buffer.
//!
//! From the everyday case to the rare one: a basic index; the same after a change of dtype; a diagonal; an index of a reshaped
//! reference; bytes put together anew; the reference's base. Where axes of length one have strides that no short expression gives
//! them, their strides are let go: they lead nowhere.

use smallvec::SmallVec;

use crate::memory::{DType, Kind, Layout};

use super::direct::{direct, permutation};
use super::grid::{Best, lines_of, on_grid, on_sliced_grid, orientations};
use super::step::{Geometry, IndexItem, Step, Steps, Target};

/// How far from the main diagonal one is looked for first.
const NEAR_DIAGONALS: isize = 8;
/// An expression of that many bytes is not looked at again for a shorter one.
const ENOUGH: usize = 30;
/// How many bytes shorter an expression must be to be preferred to one that is easier to read.
const CLEARLY: usize = 4;
/// The most ways to take a stride for the sum of two that are tried.
const MOST_SUMS: usize = 200;

/// The expression that yields `view` when evaluated on `reference`, a geometry on the same buffer: same dtype, shape, strides and offset
/// (but for the strides of axes of length one and the offset of empty arrays, where they cannot be had).
///
/// `None` if there is none that is short: axes stretched by broadcasting, windows, what only `as_strided` can make, and views that reach
/// out of the reference.
pub fn expression(reference: &Geometry, view: &Geometry) -> Option<Steps> {
    if reference.dtype == view.dtype
        && let Some(steps) = direct(&reference.layout, &view.layout)
    {
        return Some(steps);
    }
    if is_stretched(&view.layout) && !is_stretched(&reference.layout) {
        return None;
    }
    on(reference, view)
}

/// The expression through the reference's `.base`, for views that reach out of the reference.
pub fn expression_on_base(base: &Geometry, view: &Geometry) -> Option<Steps> {
    Some(Steps(vec![Step::Base]).and(expression(base, view)?))
}

/// Whether an axis repeats its elements.
fn is_stretched(layout: &Layout) -> bool {
    layout.size() > 0 && layout.shape.iter().zip(&layout.strides).any(|(&n, &s)| n > 1 && s == 0)
}

/// The expression on one reference: exact if that is short, else with the strides of axes of length one let go.
fn on(reference: &Geometry, view: &Geometry) -> Option<Steps> {
    let dtype = view.dtype;
    let (all, part) =
        (reference.layout.bounds(reference.dtype.itemsize()), view.layout.bounds(dtype.itemsize()));
    if view.layout.size() == 0 {
        let starts = seen_as(reference, dtype);
        let plain =
            starts.iter().find_map(|(steps, from)| Some(steps.and(direct(&from.layout, &view.layout)?)));
        return plain.or_else(|| empty(reference, view));
    }
    if part.start < all.start || part.end > all.end {
        return None;
    }
    let strict = Target { layout: view.layout.clone(), loose: false };
    let mut best = Best::default();
    best.offer_any(as_elements(reference, &strict, dtype));
    if best.0.is_none() || reference.dtype.itemsize() < dtype.itemsize() {
        if best.0.is_none() && view.layout.shape.contains(&1) {
            best.offer_any(as_elements(reference, &strict.loosened(), dtype));
        }
        if best.0.as_ref().is_none_or(|(width, steps)| *width > ENOUGH || steps.0.len() > 2) {
            best.offer_any(as_bytes(reference, &strict, dtype));
        }
    }
    if best.width() > ENOUGH && view.layout.shape.contains(&1) {
        let loose = strict.loosened();
        let found = as_elements(reference, &loose, dtype).or_else(|| as_bytes(reference, &loose, dtype));
        if found.as_ref().is_some_and(|steps| steps.width() < best.width() / 2) {
            best.offer_any(found);
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// The expression where the elements of the view are elements of the reference under one change of dtype.
fn as_elements(reference: &Geometry, view: &Target, dtype: DType) -> Option<Steps> {
    let starts = seen_as(reference, dtype);
    let stages: [fn(&Geometry, &Target) -> Option<Steps>; 6] = [
        |from, view| direct(&from.layout, &view.layout),
        on_diagonal,
        on_grid_or_merged,
        on_sliced_grid,
        on_grid_of_diagonal,
        on_diagonal_of_grid,
    ];
    for stage in stages {
        let mut best = Best::default();
        for (steps, from) in &starts {
            if let Some(more) = stage(from, view) {
                best.offer(steps.and(more));
            }
        }
        if let Some((_, steps)) = best.0 {
            return Some(steps);
        }
    }
    None
}

/// An index of a grid, or a reshape of a view with fewer axes, whichever is shorter.
fn on_grid_or_merged(reference: &Geometry, view: &Target) -> Option<Steps> {
    let mut best = Best::default();
    if let Some(steps) = on_grid(reference, view) {
        if steps.0.len() == 1 {
            return Some(steps);
        }
        best.offer(steps);
    }
    let itemsize = reference.dtype.itemsize();
    let whole = Geometry::new(view.layout.clone(), reference.dtype);
    for (turn, turned) in orientations(&whole).into_iter().take(2) {
        let lines = lines_of(&turned.layout, itemsize);
        if lines.len() >= view.layout.ndim() {
            continue;
        }
        let merged = Layout {
            shape: lines.iter().map(|l| l.count).collect(),
            strides: lines.iter().map(|l| l.stride).collect(),
            offset: view.layout.offset,
        };
        let reshape = Step::Reshape(turned.layout.shape.to_vec());
        let shaped = Geometry::new(merged.clone(), reference.dtype).after(&reshape);
        if !shaped.is_some_and(|g| view.with(turned.layout).is(&g.layout)) {
            continue;
        }
        let merged = Target { layout: merged, loose: false };
        let found = direct(&reference.layout, &merged.layout)
            .or_else(|| on_diagonal(reference, &merged))
            .or_else(|| on_grid(reference, &merged));
        if let Some(steps) = found {
            // Between the two, an index at the end is easier to read.
            let steps = steps.then(reshape).and(inverse(turn));
            if steps.width() + CLEARLY < best.width() {
                best.offer(steps);
            }
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// The steps that undo a permutation of axes, of which there is one or none.
fn inverse(turn: Steps) -> Steps {
    match turn.0.as_slice() {
        [Step::Transpose(axes)] => Steps(vec![permutation(&inverted(axes))]),
        _ => turn,
    }
}

/// Where each axis has gone: `inverted(axes)[axes[k]] == k`.
fn inverted(axes: &[usize]) -> Vec<usize> {
    let mut back = vec![0; axes.len()];
    for (place, &axis) in axes.iter().enumerate() {
        back[axis] = place;
    }
    back
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
    if reference.layout.shape.first() == Some(&1) {
        // An axis of length one may always be divided.
        add(Steps(vec![Step::T, view.clone()]));
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
fn as_bytes(reference: &Geometry, view: &Target, dtype: DType) -> Option<Steps> {
    let size = dtype.itemsize();
    let old = reference.dtype.itemsize();
    let whole = |x: isize| x.unsigned_abs().is_multiple_of(old);
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
            if let Some(steps) = as_elements(reference, &view.with(pieced), piece) {
                let steps = steps.then(Step::View(dtype));
                best.offer(if axis + 1 == layout.ndim() {
                    steps
                } else {
                    steps.then(permutation(&inverted(&axes)))
                });
            }
        }
        if best.0.is_none() {
            let mut pieced = layout.clone();
            pieced.shape.push(factor);
            pieced.strides.push(piece.itemsize() as isize);
            if let Some(steps) = as_elements(reference, &view.with(pieced), piece) {
                let first = Step::Index(vec![IndexItem::Ellipsis, IndexItem::Int(0)]);
                best.offer(steps.then(Step::View(dtype)).then(first));
            }
        }
        if best.0.is_some() {
            break;
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// An index of a diagonal of the reference.
fn on_diagonal(reference: &Geometry, view: &Target) -> Option<Steps> {
    of_diagonals(reference, view, |diagonal| direct(&diagonal.layout, &view.layout))
}

/// An index of a grid made of a diagonal of the reference.
fn on_grid_of_diagonal(reference: &Geometry, view: &Target) -> Option<Steps> {
    of_diagonals(reference, view, |diagonal| on_grid(diagonal, view))
}

/// The shortest expression on those diagonals of the reference that a stride of the view runs along.
fn of_diagonals(
    reference: &Geometry,
    view: &Target,
    find: impl Fn(&Geometry) -> Option<Steps>,
) -> Option<Steps> {
    let (layout, view) = (&reference.layout, &view.layout);
    let mut best = Best::default();
    for axis2 in 1..layout.ndim() {
        for axis1 in 0..axis2 {
            let stride = layout.strides[axis1] + layout.strides[axis2];
            let along =
                |(&n, &s): (&usize, &isize)| s == stride || (n != 1 && stride != 0 && s % stride == 0);
            if !view.shape.iter().zip(&view.strides).any(along) {
                continue;
            }
            let above = (layout.shape[axis2] as isize - 1).min(NEAR_DIAGONALS);
            let below = (layout.shape[axis1] as isize - 1).min(NEAR_DIAGONALS);
            for offset in -below..=above {
                let step = Step::Diagonal { offset, axis1, axis2 };
                let found = reference.after(&step).and_then(|diagonal| find(&diagonal));
                if let Some(more) = found {
                    best.offer(Steps(vec![step]).and(more));
                }
            }
        }
    }
    best.0.map(|(_, steps)| steps)
}

/// A diagonal of an index of a grid: one stride of the view is taken for the sum of two.
fn on_diagonal_of_grid(reference: &Geometry, target: &Target) -> Option<Steps> {
    let view = &target.layout;
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
            let found = direct(&reference.layout, &apart).or_else(|| on_grid(reference, &target.with(apart)));
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
