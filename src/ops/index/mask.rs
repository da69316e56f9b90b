//! Masks of the array's own shape: counting them, picking by them, writing through them. Always in C order.

use bytemuck::Pod;

use std::sync::atomic::Ordering;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Bool, Init, Layout, Memory, Order, Scalar, for_each_run};
use crate::ops::assign;
use crate::ops::cast::cast_element;
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Walk, pull_run, push_run};

use super::bits;
use super::error::IndexingError;
use super::flat::FlatPlaces;
use crate::width;

/// From this many truths on, a mask is worth a second thread.
const PARALLEL: usize = 1 << 17;
/// How many a thread takes at a time: a whole number of words.
const CHUNK: usize = 1 << 15;

/// The bytes of a mask in C order: as they stand, or copied.
pub(super) fn flat<R>(mask: &Array, f: impl FnOnce(&[u8]) -> R) -> R {
    mask.with_slice::<Bool, R>(|bools| f(bytemuck::cast_slice(bools)))
}

/// The length of the pieces that a mask is worked on in: all of it, or a thread's share.
fn piece(n: usize) -> usize {
    if n < PARALLEL { n.max(1) } else { CHUNK }
}

/// How many are True in each piece.
pub(super) fn counts(mask: &[u8]) -> SmallVec<[usize; 2]> {
    let piece = piece(mask.len());
    if mask.len() < PARALLEL {
        return smallvec::smallvec![bits::count(mask)];
    }
    let mut counts = smallvec::smallvec![0; mask.len().div_ceil(piece)];
    parallel::for_each(mask.chunks(piece).zip(counts.iter_mut()), &|_, (mask, count)| {
        *count = bits::count(mask);
    });
    counts
}

/// `slice` cut into pieces of these lengths.
fn cut<'a, T>(mut slice: &'a mut [T], lengths: &[usize]) -> Vec<&'a mut [T]> {
    lengths
        .iter()
        .map(|&n| {
            let (head, tail) = std::mem::take(&mut slice).split_at_mut(n);
            slice = tail;
            head
        })
        .collect()
}

/// Where the sum of the lengths before each piece stands.
fn starts(lengths: &[usize]) -> Vec<usize> {
    let mut sum = 0;
    let next = |&n: &usize| {
        sum += n;
        sum - n
    };
    lengths.iter().map(next).collect()
}

/// The numbers of the True bytes, into `out`, which has room for just them; `counts` as [`counts`] gives them.
pub(super) fn numbers(mask: &[u8], counts: &[usize], out: &mut [i64]) {
    if let [_] = counts {
        return bits::numbers(mask, 0, out);
    }
    let piece = piece(mask.len());
    let outs = cut(out, counts);
    parallel::for_each(mask.chunks(piece).zip(outs), &|k, (mask, out)| {
        bits::numbers(mask, (k * piece) as i64, out);
    });
}

/// Where a mask of any shape is True: the numbers along each of its axes, in C order.
pub(super) fn positions(mask: &Array) -> Result<Vec<Vec<i64>>> {
    let shape = mask.shape();
    mask.memory().check_interrupt()?;
    Ok(flat(mask, |bytes| {
        let counts = counts(bytes);
        let n = counts.iter().sum();
        if shape.len() == 1 {
            let mut out = vec![0; n];
            numbers(bytes, &counts, &mut out);
            return vec![out];
        }
        let mut out: Vec<Vec<i64>> = shape.iter().map(|_| crate::memory::with_room(n)).collect();
        for_each_index(bytes, &shape, |index| {
            for (out, &i) in out.iter_mut().zip(index) {
                out.push(i);
            }
        });
        out
    }))
}

/// Calls `f` with the indices of each True byte of a mask of this shape, in C order.
pub(super) fn for_each_index(mask: &[u8], shape: &[usize], mut f: impl FnMut(&[i64])) {
    let Some((&length, outer)) = shape.split_last() else { return };
    let mut index = vec![0; shape.len()];
    for row in mask.chunks_exact(length.max(1)) {
        bits::for_each_true(row, |i| {
            index[outer.len()] = i as i64;
            f(&index);
        });
        for axis in (0..outer.len()).rev() {
            index[axis] += 1;
            if (index[axis] as usize) < outer[axis] {
                break;
            }
            index[axis] = 0;
        }
    }
}

/// The elements where the mask, of the same shape, is True, in C order.
pub(super) fn get(array: &Array, mask: &Array, operation: &'static str) -> Result<Array> {
    let (memory, layout, itemsize) = (array.memory(), array.layout(), array.itemsize());
    flat(mask, |mask| {
        let counts = counts(mask);
        let n = counts.iter().sum();
        let target = Layout::c(&[n], itemsize);
        let out = Array::with_layout(&memory, target, array.dtype(), Init::Overwritten, operation)?;
        if n == 0 {
            return Ok(out);
        }
        let read = array.read();
        let source = read.bytes();
        let guard = out.write_new();
        let mut bytes = guard.bytes();
        let c = Layout::c(&layout.shape, itemsize);
        let walk = Walk::new(&[&c, &layout]);
        let interrupt = memory.interrupt_flag();
        width!(itemsize, T => {
            let out = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes).unwrap_or_default();
            if let Some(at) = walk.contiguous(1, itemsize)
                && let Ok(items) = bytemuck::try_cast_slice::<u8, T>(&source[at..at + mask.len() * itemsize])
            {
                if counts.len() == 1 {
                    bits::compress(mask, items, out);
                } else {
                    let piece = piece(mask.len());
                    let outs = cut(out, &counts);
                    let parts = mask.chunks(piece).zip(items.chunks(piece)).zip(outs);
                    parallel::for_each(parts, &|_, ((mask, items), out)| {
                        if !interrupt.load(Ordering::Relaxed) {
                            bits::compress(mask, items, out);
                        }
                    });
                    memory.check_interrupt()?;
                }
            } else {
                let mut scratch = [<T as bytemuck::Zeroable>::zeroed(); BLOCK];
                let mut rest = out;
                for (k, part) in mask.chunks(BLOCK).enumerate() {
                    let n = bits::count(part);
                    if n > 0 {
                        memory.check_interrupt()?;
                        let scratch = &mut scratch[..part.len()];
                        walk.cursor(1, k * BLOCK).pull(&source, scratch);
                        let (now, later) = std::mem::take(&mut rest).split_at_mut(n);
                        bits::compress(part, scratch, now);
                        rest = later;
                    }
                }
            }
        });
        drop(bytes);
        Ok(out)
    })
}

/// Writes `value` (0-d, one element, or as many as the mask has True) where the mask is True, in C order.
pub(super) fn set(array: &Array, mask: &Array, value: &Array) -> Result<()> {
    let given = value.shape();
    if given.len() > 1 {
        return Err(IndexingError::MaskValueDims { ndim: given.len() }.into());
    }
    if value.size() == 1 {
        let first = if given.is_empty() { value.item(&[]) } else { value.item(&[0]) };
        return fill(array, mask, &first);
    }
    let within = value.same_buffer(array) && value.dtype() == array.dtype();
    let value =
        if value.same_buffer(array) && !within { assign::copy(value, Order::K)? } else { value.clone() };
    let mask = if mask.same_buffer(array) { assign::copy(mask, Order::K)? } else { mask.clone() };
    flat(&mask, |mask| {
        let counts = counts(mask);
        let wanted = counts.iter().sum();
        if value.size() != wanted {
            return Err(IndexingError::MaskValues { given: value.size(), wanted }.into());
        }
        let guard = array.write()?;
        if within {
            return move_within(array, mask, &mut guard.bytes(), &value);
        }
        let mut bytes = guard.bytes();
        width!(array.itemsize(), T => assign::with_words::<T, _>(&value, array.dtype(), |values| {
            write_where::<T>(array, mask, &mut bytes, &counts, &Values::Each(values))
        }))
    })
}

/// Writes values from the memory of the array itself where the mask is True. Here NumPy does not read all of them first: it goes from one stretch of True to
/// the next, and what it wrote to one is what it may read for another. Only neighbours that go to neighbours are moved at once.
fn move_within(array: &Array, mask: &[u8], bytes: &mut [u8], value: &Array) -> Result<()> {
    let (to, from, memory) = (FlatPlaces::new(array), FlatPlaces::new(value), array.memory());
    let size = array.itemsize();
    let row = if to.contiguous { mask.len() } else { array.shape().last().copied().unwrap_or(1) }.max(1);
    let packed = |a: &Array| a.layout().strides.last().is_none_or(|&s| s == size as isize);
    let (at_once, mut next, mut i) = (packed(array) && packed(value), 0, 0);
    while i < mask.len() {
        let start = i;
        while i < mask.len() && mask[i] != 0 && (i == start || i % row != 0) {
            i += 1;
        }
        let count = i - start;
        if count == 0 {
            i += 1;
            continue;
        }
        if at_once {
            let source = from.at(next);
            bytes.copy_within(source..source + count * size, to.at(start));
        } else {
            for k in 0..count {
                let source = from.at(next + k);
                bytes.copy_within(source..source + size, to.at(start + k));
            }
        }
        next += count;
        if start % (1 << 16) == 0 {
            memory.check_interrupt()?;
        }
    }
    Ok(())
}

/// Writes one value where the mask is True.
pub(super) fn fill(array: &Array, mask: &Array, value: &Scalar) -> Result<()> {
    let mask = if mask.same_buffer(array) { assign::copy(mask, Order::K)? } else { mask.clone() };
    let guard = array.write()?;
    flat(&mask, |mask| {
        let value = cast_element(value.dtype(), value.bytes(), array.dtype());
        width!(array.itemsize(), T => {
            let value: T = bytemuck::cast_slice(&value)[0];
            // The counts only cut the mask into pieces here.
            let counts = vec![0; mask.len().div_ceil(piece(mask.len()))];
            write_where::<T>(array, mask, &mut guard.bytes(), &counts, &Values::One(value))
        })
    })
}

/// What is written through a mask.
enum Values<'a, T> {
    One(T),
    Each(&'a [T]),
}

impl<T: Copy> Values<'_, T> {
    /// Writes to the items where the mask is True, the values from the `from`-th on.
    fn write(&self, mask: &[u8], items: &mut [T], from: usize) {
        match self {
            Self::One(value) => bits::fill(mask, items, *value),
            Self::Each(values) => bits::expand(mask, items, &values[from..]),
        }
    }
}

/// Writes values where the mask is True.
fn write_where<T: Pod + Send + Sync>(
    array: &Array,
    mask: &[u8],
    bytes: &mut [u8],
    counts: &[usize],
    values: &Values<'_, T>,
) -> Result<()> {
    let (size, layout, memory) = (size_of::<T>(), array.layout(), array.memory());
    if mask.is_empty() {
        return Ok(());
    }
    let walk = Walk::new(&[&Layout::c(&layout.shape, size), &layout]);
    if let Some(at) = walk.contiguous(1, size)
        && let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[at..at + mask.len() * size])
    {
        if let [_] = counts {
            values.write(mask, items, 0);
        } else {
            let (piece, interrupt) = (piece(mask.len()), memory.interrupt_flag());
            let parts = mask.chunks(piece).zip(items.chunks_mut(piece)).zip(starts(counts));
            parallel::for_each(parts, &|_, ((mask, items), from)| {
                if !interrupt.load(Ordering::Relaxed) {
                    values.write(mask, items, from);
                }
            });
            return memory.check_interrupt();
        }
        return Ok(());
    }
    write_runs(&walk, mask, bytes, values, &memory)
}

/// The same for elements that do not follow each other: run by run through scratch.
fn write_runs<T: Pod>(
    walk: &Walk,
    mask: &[u8],
    bytes: &mut [u8],
    values: &Values<'_, T>,
    memory: &Memory,
) -> Result<()> {
    let axis = walk.shape().len().saturating_sub(1);
    let length = walk.shape().last().copied().unwrap_or(1);
    let stride = walk.strides(1).last().copied().unwrap_or(size_of::<T>() as isize);
    let runs = Layout {
        shape: walk.shape().into(),
        strides: walk.strides(1).into(),
        offset: walk.start(1) as usize,
    };
    let mut rest = mask;
    let mut from = 0;
    let mut stopped = None;
    let mut scratch = [T::zeroed(); BLOCK];
    for_each_run(&runs, axis, &mut |at| {
        let (row, later) = rest.split_at(length.min(rest.len()));
        rest = later;
        for (k, part) in row.chunks(BLOCK).enumerate() {
            let n = bits::count(part);
            if n == 0 || stopped.is_some() {
                continue;
            }
            let at = at as isize + (k * BLOCK) as isize * stride;
            // A run whose elements share bytes is written element by element: scratch would put back the old ones beside the new ones.
            let together = if stride.unsigned_abs() < size_of::<T>() { 1 } else { BLOCK };
            for (i, part) in part.chunks(together).enumerate() {
                let at = at + (i * together) as isize * stride;
                let scratch = &mut scratch[..part.len()];
                pull_run(bytes, at, stride, scratch);
                values.write(part, scratch, from);
                push_run(bytes, at, stride, scratch);
                from += if together == 1 { bits::count(part) } else { n };
            }
            stopped = memory.check_interrupt().err();
        }
    });
    stopped.map_or(Ok(()), Err)
}
