//! Slices put into an array and taken out of it: always copies.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, CopyReason, Init, Layout, Order};
use crate::ops::assign::{AssignError, copy, fill_layout};
use crate::ops::convert::convert_if_needed;
use crate::ops::index::Slice;
use crate::ops::shape::{CopyMode, DimsText, moveaxis, normalize_axis, ravel};

/// Which indices along an axis: the `obj` of `np.insert` and `np.delete`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Positions {
    /// An integer.
    One(i64),
    /// A 1-d sequence of integers.
    Many(Vec<i64>),
    /// A 1-d sequence of bools.
    Mask(Vec<bool>),
    /// Bools that are no 1-d sequence, which fit no axis.
    NoMask,
    /// A slice, not yet fitted to the length of the axis.
    Slice(Slice),
}

/// The indices of a slice over `n` elements. Fails with `ValueError` for a step of zero.
fn sliced(slice: Slice, n: usize) -> Result<Vec<i64>> {
    let (start, step, count) = slice.resolve(n)?;
    Ok((0..count as i64).map(|i| start as i64 + i * step as i64).collect())
}

/// What both operations start from: the array (flattened for `None`), the axis, and the order of the result.
fn prepare(a: &Array, axis: Option<i64>) -> Result<(Array, usize, Order)> {
    let order = if a.is_f_contiguous() && !a.is_c_contiguous() { Order::F } else { Order::C };
    Ok(match axis {
        Some(axis) => (a.clone(), normalize_axis(axis, a.ndim(), None)?, order),
        None if a.ndim() == 1 => (a.clone(), 0, order),
        None => (ravel(a, Order::C)?, 0, order),
    })
}

/// A new array in the image of `a` with another length along an axis.
fn resized(a: &Array, axis: usize, length: usize, order: Order, operation: &'static str) -> Result<Array> {
    let mut shape = a.shape();
    shape[axis] = length;
    let itemsize = a.itemsize();
    let layout = if order == Order::F { Layout::f(&shape, itemsize) } else { Layout::c(&shape, itemsize) };
    Array::with_layout(&a.memory(), layout, a.dtype(), Init::Overwritten, operation)
}

/// Copies the slices of `from` along `axis` for which `which` holds, in order, to the slices of `out` for which `place` holds.
fn spread(
    out: &Array,
    place: impl Fn(usize) -> bool,
    source: &Array,
    from: &Layout,
    which: impl Fn(usize) -> bool,
    axis: usize,
) -> Result<()> {
    let to = out.layout();
    let mut targets = (0..to.shape[axis]).filter(|&i| place(i)).peekable();
    let mut sources = (0..from.shape[axis]).filter(|&i| which(i)).peekable();
    let mut runs = Vec::new();
    while let (Some(t), Some(s)) = (targets.next(), sources.next()) {
        // As many neighbours at a time as both sides have.
        let mut count = 1;
        while targets.peek() == Some(&(t + count)) && sources.peek() == Some(&(s + count)) {
            targets.next();
            sources.next();
            count += 1;
        }
        runs.push((t, s, count));
    }
    let itemsize = out.itemsize();
    if runs.len() > FEW_RUNS && to.is_c_contiguous(itemsize) && from.is_c_contiguous(itemsize) {
        copy_runs(out, &to, source, from, &runs, axis);
        return Ok(());
    }
    for (t, s, count) in runs {
        let to = to.slice_axis(axis, t as isize, 1, count);
        let from = from.slice_axis(axis, s as isize, 1, count);
        fill_layout(out, &to, source, &from)?;
    }
    Ok(())
}

/// Up to this many runs are copied as slices.
const FEW_RUNS: usize = 8;

/// Copies runs of slices, given as target, source and count, between C-contiguous arrays of one dtype.
fn copy_runs(
    out: &Array,
    to: &Layout,
    source: &Array,
    from: &Layout,
    runs: &[(usize, usize, usize)],
    axis: usize,
) {
    let slice = to.shape[axis + 1..].iter().product::<usize>() * out.itemsize();
    let (to_row, from_row) = (to.shape[axis] * slice, from.shape[axis] * slice);
    if to_row == 0 || from_row == 0 {
        return;
    }
    let (read, guard) = (source.read(), out.write_new());
    let (bytes, mut target) = (read.bytes(), guard.bytes());
    let bytes = &bytes[from.offset..from.offset + from.size() * out.itemsize()];
    for (to, from) in target.chunks_exact_mut(to_row).zip(bytes.chunks_exact(from_row)) {
        for &(t, s, count) in runs {
            to[t * slice..(t + count) * slice].copy_from_slice(&from[s * slice..(s + count) * slice]);
        }
    }
}

/// `np.delete(a, positions, axis)`: without the slices at these positions; flattened for `None`. Always a copy.
pub fn delete(a: &Array, positions: &Positions, axis: Option<i64>) -> Result<Array> {
    let (source, axis, order) = prepare(a, axis)?;
    let from = source.layout();
    let n = from.shape[axis];
    let mut keep = crate::memory::filled(n, true);
    // A list of indices goes through an advanced index, whose result is laid out otherwise.
    let mut advanced = false;
    match positions {
        Positions::One(index) => keep[single(*index, axis, n)?] = false,
        Positions::Many(indices) if indices.len() == 1 => keep[single(indices[0], axis, n)?] = false,
        Positions::Many(indices) => {
            advanced = true;
            for &index in indices {
                keep[single(index, 0, n)?] = false;
            }
        }
        Positions::NoMask => return Err(EditError::Mask { length: n }.into()),
        Positions::Mask(mask) => {
            if mask.len() != n {
                return Err(EditError::Mask { length: n }.into());
            }
            advanced = true;
            keep.iter_mut().zip(mask).for_each(|(keep, &gone)| *keep = !gone);
        }
        Positions::Slice(slice) => {
            let gone = sliced(*slice, n)?;
            if gone.is_empty() {
                return Ok(copy(&source, order)?.as_copy_of(a, CopyReason::Asked));
            }
            for i in gone {
                keep[i as usize] = false;
            }
        }
    }
    let left = keep.iter().filter(|&&keep| keep).count();
    if advanced {
        // As `a[:, keep]` does it: the selected axis first and slowest, the others in the order of their strides, then the axis moved to its
        // place, which makes the result a view of a hidden array.
        let mut axes: SmallVec<[usize; 4]> = (0..from.ndim()).filter(|&k| k != axis).collect();
        axes.insert(0, axis);
        let first = from.permuted(&axes);
        let mut layout = first.clone();
        (layout.shape[0], layout.offset) = (left, 0);
        let mut step = a.itemsize() as isize;
        let order = first.k_order();
        for &k in order.iter().rev().filter(|&&k| k != 0).chain([&0]) {
            layout.strides[k] = step;
            step = step.wrapping_mul(layout.shape[k] as isize);
        }
        let hidden = Array::with_layout(&a.memory(), layout, a.dtype(), Init::Overwritten, "delete")?;
        spread(&hidden, |_| true, &source, &first, |i| keep[i], 0)?;
        if axis == 0 {
            return Ok(hidden.as_copy_of(a, CopyReason::Asked));
        }
        return Ok(moveaxis(&hidden, &[0], &[axis as i64])?.as_copy_of(a, CopyReason::Asked));
    }
    let out = resized(&source, axis, left, order, "delete")?;
    spread(&out, |_| true, &source, &from, |i| keep[i], axis)?;
    Ok(out.as_copy_of(a, CopyReason::Asked))
}

/// An index along an axis of length `n`, negative ones counted from the end.
fn single(index: i64, axis: usize, n: usize) -> Result<usize> {
    let from_end = if index < 0 { index.saturating_add(n as i64) } else { index };
    usize::try_from(from_end)
        .ok()
        .filter(|&i| i < n)
        .ok_or_else(|| EditError::Index { index: index.to_string(), axis, length: n }.into())
}

/// `np.insert(a, positions, values, axis)`: with `values`, broadcast and cast, before these positions; flattened for `None`. Always a copy.
pub fn insert(a: &Array, positions: &Positions, values: &Array, axis: Option<i64>) -> Result<Array> {
    let (source, axis, order) = prepare(a, axis)?;
    let n = source.shape()[axis];
    let indices = match positions {
        Positions::One(index) => return insert_at(a, &source, axis, order, *index, values, positions),
        Positions::Many(indices) => indices.clone(),
        Positions::NoMask => return Err(EditError::Mask { length: n }.into()),
        Positions::Mask(mask) => (0..mask.len() as i64).filter(|&i| mask[i as usize]).collect(),
        Positions::Slice(slice) => sliced(*slice, n)?,
    };
    if let [index] = indices.as_slice() {
        return insert_at(a, &source, axis, order, *index, values, positions);
    }
    let count = indices.len();
    let total = n + count;
    let mut places: Vec<i64> =
        indices.iter().map(|&i| if i < 0 { i.saturating_add(n as i64) } else { i }).collect();
    let mut sorted: Vec<usize> = (0..count).collect();
    sorted.sort_by_key(|&k| places[k]);
    for (shift, &k) in sorted.iter().enumerate() {
        places[k] = places[k].saturating_add(shift as i64);
    }
    let mut old = crate::memory::filled(total, true);
    let mut slots = crate::memory::with_room(count);
    for &place in &places {
        let slot = single(place, 0, total)?;
        old[slot] = false;
        slots.push(slot);
    }
    let kept = old.iter().filter(|&&old| old).count();
    let mut whole = source.layout();
    if kept != n {
        // Indices so far below zero that two of them fall on one place.
        if n != 1 {
            check_values(values, &whole, axis, count)?;
            return Err(misfit(&whole, axis, kept));
        }
        (whole.shape[axis], whole.strides[axis]) = (kept, 0);
    }
    let out = resized(&source, axis, total, order, "insert")?;
    let from = check_values(values, &whole, axis, count)?;
    spread(&out, |i| old[i], &source, &whole, |_| true, axis)?;
    for (k, &slot) in slots.iter().enumerate() {
        let to = out.layout().slice_axis(axis, slot as isize, 1, 1);
        fill_layout(&out, &to, values, &from.slice_axis(axis, k as isize, 1, 1))?;
    }
    Ok(out.as_copy_of(a, CopyReason::Asked))
}

/// The values broadcast to `count` slices along `axis` of an array with the layout `whole`.
fn check_values(values: &Array, whole: &Layout, axis: usize, count: usize) -> Result<Layout> {
    let layout = values.layout();
    let mut block = whole.shape.clone();
    block[axis] = count;
    layout.broadcast_to(&block).ok_or_else(|| {
        EditError::Values {
            from: layout.shape.iter().map(|&n| n as i64).collect(),
            into: block.iter().map(|&n| n as i64).collect(),
        }
        .into()
    })
}

/// The old elements do not fit between the new ones.
fn misfit(whole: &Layout, axis: usize, places: usize) -> crate::error::Error {
    if whole.ndim() == 1 {
        return EditError::Places { values: whole.shape[0], places }.into();
    }
    let from: Vec<i64> = whole.shape.iter().map(|&n| n as i64).collect();
    let mut into = from.clone();
    into[axis] = places as i64;
    EditError::Values { from, into }.into()
}

/// All of `values` before one index. For an integer, the first axis of `values` runs along `axis`.
fn insert_at(
    a: &Array,
    source: &Array,
    axis: usize,
    order: Order,
    index: i64,
    values: &Array,
    positions: &Positions,
) -> Result<Array> {
    let n = source.shape()[axis] as i64;
    if index < -n || index > n {
        let said = match positions {
            Positions::Many(indices) => format!("[{}]", indices[0]),
            Positions::Slice(Slice { start, stop, step }) => {
                let text = |bound: &Option<i64>| bound.map_or("None".to_owned(), |b| b.to_string());
                format!("slice({}, {}, {})", text(start), text(stop), text(step))
            }
            _ => index.to_string(),
        };
        return Err(EditError::Index { index: said, axis, length: n as usize }.into());
    }
    let index = if index < 0 { index + n } else { index } as usize;
    let values =
        convert_if_needed(values, Some(a.dtype()), Order::K, CopyMode::IfNeeded, source.ndim(), "insert")?;
    let values = match positions {
        Positions::One(_) => moveaxis(&values, &[0], &[axis as i64])?,
        _ => values,
    };
    let from = values.layout();
    let count = from.shape.get(axis).copied().unwrap_or(1);
    let out = resized(source, axis, n as usize + count, order, "insert")?;
    let whole = source.layout();
    let slot = out.layout().slice_axis(axis, index as isize, 1, count);
    let from = fitted(&from, &slot)?;
    fill_layout(
        &out,
        &out.layout().slice_axis(axis, 0, 1, index),
        source,
        &whole.slice_axis(axis, 0, 1, index),
    )?;
    fill_layout(&out, &slot, &values, &from)?;
    let rest = n as usize - index;
    fill_layout(
        &out,
        &out.layout().slice_axis(axis, (index + count) as isize, 1, rest),
        source,
        &whole.slice_axis(axis, index as isize, 1, rest),
    )?;
    Ok(out.as_copy_of(a, CopyReason::Asked))
}

/// A layout broadcast to that of the slot it is written to.
fn fitted(from: &Layout, slot: &Layout) -> Result<Layout> {
    let mismatch = || AssignError::Broadcast { from: from.shape.clone(), into: slot.shape.clone() };
    let mut trimmed = from.clone();
    while trimmed.ndim() > slot.ndim() {
        if trimmed.shape[0] != 1 {
            return Err(mismatch().into());
        }
        trimmed = trimmed.index_axis(0, 0);
    }
    Ok(trimmed.broadcast_to(&slot.shape).ok_or_else(mismatch)?)
}

crate::error_kinds! {
    /// What can go wrong when slices are put in and taken out.
    pub enum EditError {
        /// `delete([1, 2], 5)`
        IndexError Index { index: String, axis: usize, length: usize } = "index {index} is out of bounds for axis {axis} with size {length}";
        /// `delete([1, 2], [True])`
        ValueError Mask { length: usize } = "boolean array argument obj to delete must be one dimensional and match the axis length of {length}";
        /// `insert([1, 2, 3, 4], [-5, 4, 2], 9)`
        ValueError Places { values: usize, places: usize } = "NumPy boolean array indexing assignment cannot assign {values} input values to the {places} output values where the mask is true";
        /// `insert([1, 2], [0, 1], [1, 2, 3])`
        ValueError Values { from: Vec<i64>, into: Vec<i64> } = "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}", DimsText(from), DimsText(into);
    }
}
