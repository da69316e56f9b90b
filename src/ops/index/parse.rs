//! From a list of index items to what has to be done: the checks and the order of checks of NumPy's `prepare_index`.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Bool, DType, Layout, MAX_DIMS};

use super::error::IndexingError;
use super::fancy::{Fancy, Operand, Positions};
use super::mask;

/// A slice as Python holds it: `None` where nothing was written. Numbers beyond 64 bits are clamped to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Slice {
    pub start: Option<i64>,
    pub stop: Option<i64>,
    pub step: Option<i64>,
}

impl Slice {
    /// Start, step and number of elements along an axis of length `n`, as Python's `slice.indices`; an empty slice is `(0, 1, 0)`, as NumPy takes it.
    ///
    /// Fails with `ValueError: slice step cannot be zero`.
    pub fn resolve(&self, n: usize) -> Result<(isize, isize, usize)> {
        let n = n as i64;
        let step = self.step.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return Err(IndexingError::ZeroStep {}.into());
        }
        // The places a bound may take: one before the first element to one past the last, as the direction asks.
        let (low, high) = if step < 0 { (-1, n - 1) } else { (0, n) };
        let bound = |given: Option<i64>, default: i64| match given {
            None => default,
            Some(i) if i < 0 => i.saturating_add(n).max(low),
            Some(i) => i.min(high),
        };
        let (start, stop) = if step < 0 {
            (bound(self.start, high), bound(self.stop, low))
        } else {
            (bound(self.start, low), bound(self.stop, high))
        };
        let span = if step < 0 { start - stop } else { stop - start };
        if span <= 0 {
            return Ok((0, 1, 0));
        }
        Ok((start as isize, step as isize, ((span - 1) / step.abs() + 1) as usize))
    }
}

/// One item of an index: what stands between two commas in `a[…]`.
#[derive(Clone, Debug)]
pub enum IndexItem {
    /// A Python int or a NumPy integer scalar.
    Int(i64),
    /// `start:stop:step`
    Slice(Slice),
    /// `...`
    Ellipsis,
    /// `None`
    NewAxis,
    /// A Python or NumPy bool: a new axis of length one or zero.
    Bool(bool),
    /// An array of integers or bools of any number of axes. A list comes as the array it makes; an empty list as one of int64.
    Array(Array),
    /// An int between 2**63 and 2**64, which NumPy takes for a uint64 first and then refuses.
    HugeInt,
    /// Anything else: a float, a string, an int beyond 64 bits.
    Invalid,
}

/// Whether an index gives a view or a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// Integers fill every axis: one element.
    Element,
    /// Basic: a view.
    View,
    /// Advanced: a copy, because of the item with this number.
    Copy {
        /// The first item that made the index advanced.
        item: usize,
    },
}

/// What kind of index this is on an array of `ndim` axes, without carrying it out or checking it.
pub fn index_kind(ndim: usize, items: &[IndexItem]) -> IndexKind {
    let advanced = |item: &IndexItem| match item {
        IndexItem::Bool(_) => true,
        IndexItem::Array(array) => array.ndim() > 0 || array.dtype() == DType::Bool,
        _ => false,
    };
    if let Some(item) = items.iter().position(advanced) {
        return IndexKind::Copy { item };
    }
    let integer = |item: &IndexItem| matches!(item, IndexItem::Int(_) | IndexItem::Array(_));
    if items.len() == ndim && items.iter().all(integer) {
        return IndexKind::Element;
    }
    match items.iter().position(|item| matches!(item, IndexItem::Array(_))) {
        Some(item) => IndexKind::Copy { item },
        None => IndexKind::View,
    }
}

/// What an index asks for.
#[derive(Debug)]
pub(super) enum Plan {
    /// The element at this byte.
    Element(usize),
    /// The elements of this layout; `copied` if a 0-d integer array forces a copy of the view.
    View { layout: Layout, copied: bool },
    /// The elements where a mask of the array's own shape is True.
    Mask(Array),
    /// The elements that index arrays name.
    Fancy(Fancy),
}

/// An item after the first pass.
enum Entry {
    Int(i64),
    Slice(Slice),
    /// So many axes taken whole.
    Axes(usize),
    NewAxis,
    /// A 0-d bool.
    Flag(bool),
    /// An index array for one axis; from a mask, with the length that the mask has along that axis.
    Positions(Positions, Option<usize>),
}

/// Decides what `items` ask of an array with this layout. Fails as NumPy does, in NumPy's order of checks.
pub(super) fn plan(layout: &Layout, items: &[IndexItem]) -> Result<Plan> {
    let ndim = layout.ndim();
    let mut entries: SmallVec<[Entry; 4]> = SmallVec::new();
    let (mut used, mut new_axes, mut fancy_ndim) = (0, 0, 0);
    let mut ellipsis = None;
    let (mut has_fancy, mut has_int, mut has_array_int, mut has_other) = (false, false, false, false);
    for item in items {
        match item {
            IndexItem::Ellipsis => {
                if ellipsis.is_some() {
                    return Err(IndexingError::TwoEllipses {}.into());
                }
                ellipsis = Some(entries.len());
                entries.push(Entry::Axes(0));
            }
            IndexItem::NewAxis => {
                has_other = true;
                new_axes += 1;
                entries.push(Entry::NewAxis);
            }
            IndexItem::Slice(slice) => {
                has_other = true;
                used += 1;
                new_axes += 1;
                entries.push(Entry::Slice(*slice));
            }
            IndexItem::Int(index) => {
                has_int = true;
                used += 1;
                entries.push(Entry::Int(*index));
            }
            IndexItem::HugeInt => return Err(IndexingError::HugeInt {}.into()),
            IndexItem::Invalid => return Err(IndexingError::NotAnIndex {}.into()),
            IndexItem::Bool(flag) => {
                has_fancy = true;
                fancy_ndim = fancy_ndim.max(1);
                entries.push(Entry::Flag(*flag));
            }
            IndexItem::Array(index) if index.dtype() == DType::Bool => {
                let shape = index.shape();
                if items.len() == 1 && shape == layout.shape {
                    return Ok(Plan::Mask(index.clone()));
                }
                has_fancy = true;
                fancy_ndim = fancy_ndim.max(1);
                if shape.is_empty() {
                    entries.push(Entry::Flag(index.first::<Bool>().is_some_and(Bool::get)));
                    continue;
                }
                used += shape.len();
                let axes = mask::positions(index)?;
                for (positions, &length) in axes.into_iter().zip(&shape) {
                    entries.push(Entry::Positions(Positions::Owned(positions), Some(length)));
                }
            }
            IndexItem::Array(index) if index.dtype().is_integer() => {
                used += 1;
                if index.ndim() == 0 {
                    let value = index.item(&[]);
                    let value = match value.dtype() {
                        DType::UInt64 => {
                            i64::try_from(value.get::<u64>()).map_err(|_| IndexingError::HugeInt {})?
                        }
                        _ => index_value(index),
                    };
                    has_int = true;
                    has_array_int = true;
                    entries.push(Entry::Int(value));
                } else {
                    has_fancy = true;
                    fancy_ndim = fancy_ndim.max(index.ndim());
                    entries.push(Entry::Positions(Positions::Array(index.clone()), None));
                }
            }
            IndexItem::Array(_) => return Err(IndexingError::NotIntegers {}.into()),
        }
    }
    if used > ndim {
        return Err(IndexingError::TooMany { ndim, given: used }.into());
    }
    let rest = ndim - used;
    if rest > 0 && ellipsis.is_none() {
        ellipsis = Some(entries.len());
        entries.push(Entry::Axes(0));
    }
    if let Some(at) = ellipsis {
        entries[at] = Entry::Axes(rest);
        new_axes += rest;
        has_other = true;
    }
    if new_axes + fancy_ndim > MAX_DIMS {
        return Err(IndexingError::TooManyDims { ndim: new_axes + fancy_ndim }.into());
    }
    if !has_fancy {
        if !has_other {
            return element(layout, &entries).map(Plan::Element);
        }
        return Ok(Plan::View { layout: view(layout, &entries)?, copied: has_array_int });
    }
    check_masks(layout, &entries)?;
    let subspace = (has_int || has_other).then(|| view(layout, &entries)).transpose()?;
    fancy(layout, entries, subspace, fancy_ndim).map(Plan::Fancy)
}

/// The value of a 0-d integer array (not uint64).
fn index_value(index: &Array) -> i64 {
    let value = index.item(&[]);
    crate::ops::cast::read::<i64>(value.dtype(), value.bytes())
}

/// An index counted from the start of an axis of length `n`; `None` if it is out of bounds.
#[inline]
pub(super) fn wrap(index: i64, n: usize) -> Option<usize> {
    let from_start = if index < 0 { index.wrapping_add(n as i64) } else { index };
    usize::try_from(from_start).ok().filter(|&i| i < n)
}

fn checked(index: i64, axis: usize, size: usize) -> Result<usize> {
    wrap(index, size).ok_or_else(|| IndexingError::OutOfBounds { index, axis, size }.into())
}

/// The byte of the element that integers for every axis name.
fn element(layout: &Layout, entries: &[Entry]) -> Result<usize> {
    let mut at = layout.offset as isize;
    for (axis, entry) in entries.iter().enumerate() {
        if let Entry::Int(index) = entry {
            at += checked(*index, axis, layout.shape[axis])? as isize * layout.strides[axis];
        }
    }
    Ok(at as usize)
}

/// The layout that the basic items give; axes with index arrays are left out, standing at their first element.
fn view(layout: &Layout, entries: &[Entry]) -> Result<Layout> {
    let mut out = Layout { shape: SmallVec::new(), strides: SmallVec::new(), offset: layout.offset };
    let mut at = layout.offset as isize;
    let mut axis = 0;
    for entry in entries {
        match entry {
            Entry::Int(index) => {
                at += checked(*index, axis, layout.shape[axis])? as isize * layout.strides[axis];
                axis += 1;
            }
            Entry::Axes(n) => {
                out.shape.extend_from_slice(&layout.shape[axis..axis + n]);
                out.strides.extend_from_slice(&layout.strides[axis..axis + n]);
                axis += n;
            }
            Entry::Slice(slice) => {
                let (start, step, count) = slice.resolve(layout.shape[axis])?;
                at += start * layout.strides[axis];
                out.shape.push(count);
                out.strides.push(layout.strides[axis].wrapping_mul(step));
                axis += 1;
            }
            Entry::NewAxis => {
                out.shape.push(1);
                out.strides.push(0);
            }
            Entry::Flag(_) => {}
            Entry::Positions(..) => axis += 1,
        }
    }
    place(&mut out, layout, at);
    Ok(out)
}

/// Lets a part of `whole` start at byte `at`; an empty part stays where the whole is, since NumPy's pointer may leave the buffer.
pub(super) fn place(part: &mut Layout, whole: &Layout, at: isize) {
    part.offset = if part.shape.contains(&0) { whole.offset } else { at as usize };
}

/// A mask must be as long as the axes it stands for. One of length zero passes, as in NumPy.
fn check_masks(layout: &Layout, entries: &[Entry]) -> Result<()> {
    let mut axis = 0;
    for entry in entries {
        match entry {
            Entry::Positions(_, Some(length)) => {
                let (size, mask) = (layout.shape[axis], *length);
                if mask > 0 && mask != size {
                    return Err(IndexingError::MaskLength { axis, size, mask }.into());
                }
                axis += 1;
            }
            Entry::Axes(n) => axis += n,
            Entry::NewAxis | Entry::Flag(_) => {}
            _ => axis += 1,
        }
    }
    Ok(())
}

/// Broadcasts the index arrays together, and finds where their axes go in the result.
fn fancy(
    layout: &Layout,
    entries: SmallVec<[Entry; 4]>,
    subspace: Option<Layout>,
    fancy_ndim: usize,
) -> Result<Fancy> {
    let mut outer: SmallVec<[usize; 4]> = SmallVec::from_elem(1, fancy_ndim);
    let mut place = 0;
    let (mut first, mut broken, mut separated) = (None, false, false);
    let mut fits = true;
    let mut axis = 0;
    let mut operands: SmallVec<[Operand; 2]> = SmallVec::new();
    for entry in entries {
        // Index arrays go together with the integers beside them; a slice between two of these groups sends their axes to the front.
        if matches!(entry, Entry::Int(_) | Entry::Flag(_) | Entry::Positions(..)) {
            if first.is_none() {
                first = Some(place);
            } else if broken {
                separated = true;
            }
        } else {
            broken = first.is_some();
        }
        match entry {
            Entry::Positions(positions, _) => {
                let shape = positions.shape();
                for (&n, total) in shape.iter().rev().zip(outer.iter_mut().rev()) {
                    if n != 1 && n != *total {
                        fits &= *total == 1;
                        *total = n;
                    }
                }
                operands.push(Operand {
                    positions,
                    axis: Some(axis),
                    length: layout.shape[axis],
                    stride: layout.strides[axis],
                });
                axis += 1;
            }
            Entry::Flag(flag) => {
                if let Some(last) = outer.last_mut() {
                    fits &= flag || *last <= 1;
                    *last *= usize::from(flag);
                }
                let positions = Positions::Owned(vec![0; usize::from(flag)]);
                operands.push(Operand { positions, axis: None, length: 1, stride: 0 });
            }
            Entry::Axes(n) => {
                axis += n;
                place += n;
            }
            Entry::NewAxis => place += 1,
            Entry::Int(_) => axis += 1,
            Entry::Slice(_) => {
                axis += 1;
                place += 1;
            }
        }
    }
    if !fits {
        let shapes = operands.iter().map(|op| op.positions.shape()).collect();
        return Err(IndexingError::Shapes { shapes }.into());
    }
    let offset = subspace.as_ref().map_or(layout.offset, |s| s.offset);
    let place = if separated { 0 } else { first.unwrap_or(0) };
    Ok(Fancy { operands, outer, subspace, offset, place, one_axis: layout.ndim() == 1 })
}
