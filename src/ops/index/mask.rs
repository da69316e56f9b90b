//! Masks of the array's own shape: counting them, picking by them, writing through them. Always in C order.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Init, Layout, Order, Scalar};
use crate::ops::assign;
use crate::ops::cast::CastTarget;
use crate::ops::walk::{BLOCK, Walk, pull_run, push_run};

use super::error::IndexingError;
use super::gather::by_size;

/// How many of these bytes are True (not zero).
pub(super) fn count(mask: &[u8]) -> usize {
    // Sums of up to 255 ones fit a byte, which the compiler adds sixteen at a time.
    mask.chunks(255).map(|part| part.iter().map(|&m| u8::from(m != 0)).sum::<u8>() as usize).sum()
}

/// The bytes of a mask in C order: as they stand, or copied.
fn flat<R>(mask: &Array, f: impl FnOnce(&[u8]) -> R) -> R {
    mask.with_slice::<crate::memory::Bool, R>(|bools| f(bytemuck::cast_slice(bools)))
}

/// Where a mask of any shape is True: the numbers along each of its axes, in C order.
pub(super) fn positions(mask: &Array) -> Result<Vec<Vec<i64>>> {
    let shape = mask.shape();
    let memory = mask.memory();
    flat(mask, |bytes| {
        let n = count(bytes);
        memory.check_interrupt()?;
        let mut out: Vec<Vec<i64>> = (0..shape.len()).map(|_| Vec::with_capacity(n)).collect();
        for_each_true(bytes, |i| {
            let mut rest = i;
            for axis in (1..shape.len()).rev() {
                out[axis].push((rest % shape[axis]) as i64);
                rest /= shape[axis];
            }
            if let Some(first) = out.first_mut() {
                first.push(rest as i64);
            }
        });
        Ok(out)
    })
}

/// Calls `f` with the number of each True byte, passing over eight zeros at a time.
pub(super) fn for_each_true(mask: &[u8], mut f: impl FnMut(usize)) {
    for (k, word) in mask.chunks(8).enumerate() {
        if word.iter().fold(0, |all, &m| all | m) == 0 {
            continue;
        }
        for (i, &m) in word.iter().enumerate() {
            if m != 0 {
                f(k * 8 + i);
            }
        }
    }
}

/// The elements where the mask, of the same shape, is True, in C order.
pub(super) fn get(array: &Array, mask: &Array, operation: &'static str) -> Result<Array> {
    let memory = array.memory();
    let layout = array.layout();
    let itemsize = array.itemsize();
    flat(mask, |mask| {
        let n = count(mask);
        let out = Array::with_layout(
            &memory,
            Layout::c(&[n], itemsize),
            array.dtype(),
            Init::Overwritten,
            operation,
        )?;
        if n == 0 {
            return Ok(out);
        }
        let read = array.read();
        let source = read.bytes();
        let guard = out.write()?;
        let mut bytes = guard.bytes();
        by_size!(itemsize, T => {
            let out = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes).unwrap_or_default();
            let c = Layout::c(&layout.shape, itemsize);
            let walk = Walk::new(&[&c, &layout]);
            if let Some(at) = walk.contiguous(1, itemsize)
                && let Ok(items) = bytemuck::try_cast_slice::<u8, T>(&source[at..at + mask.len() * itemsize])
            {
                let mut k = 0;
                for_each_true(mask, |i| {
                    out[k] = items[i];
                    k += 1;
                });
            } else {
                let mut cursor = walk.cursor(1, 0);
                let mut scratch = [<T as bytemuck::Zeroable>::zeroed(); BLOCK];
                let mut k = 0;
                for part in mask.chunks(BLOCK) {
                    memory.check_interrupt()?;
                    let scratch = &mut scratch[..part.len()];
                    cursor.pull(&source, scratch);
                    for_each_true(part, |i| {
                        out[k] = scratch[i];
                        k += 1;
                    });
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
    let value = if value.same_buffer(array) { assign::copy(value, Order::K)? } else { value.clone() };
    let mask = if mask.same_buffer(array) { assign::copy(mask, Order::K)? } else { mask.clone() };
    if value.size() == 1 {
        return fill(array, &mask, &value.item(&given.iter().map(|_| 0).collect::<Vec<_>>()));
    }
    let wanted = flat(&mask, count);
    if value.size() != wanted {
        return Err(IndexingError::MaskValues { given: value.size(), wanted }.into());
    }
    let guard = array.write()?;
    let read = value.read();
    let source = read.bytes();
    let mut bytes = guard.bytes();
    let memory = array.memory();
    let values = Walk::new(&[&Layout::c(&[wanted], 1), read.layout()]);
    flat(&mask, |mask| {
        dispatch!(array.dtype(), T => {
            let pull = T::puller(value.dtype());
            let mut values = values.cursor(1, 0);
            write_where::<T>(&array.layout(), mask, &mut bytes, &memory, |out| pull(&mut values, &source, out))
        })
    })
}

/// Writes one value where the mask is True.
pub(super) fn fill(array: &Array, mask: &Array, value: &Scalar) -> Result<()> {
    let mask = if mask.same_buffer(array) { assign::copy(mask, Order::K)? } else { mask.clone() };
    let guard = array.write()?;
    let mut bytes = guard.bytes();
    let memory = array.memory();
    flat(&mask, |mask| {
        dispatch!(array.dtype(), T => {
            let value = <T as CastTarget>::read(value.dtype(), value.bytes());
            write_where::<T>(&array.layout(), mask, &mut bytes, &memory, |out| out.fill(value))
        })
    })
}

/// Writes what `values` gives, so many at a time, where the mask is True.
fn write_where<T: CastTarget>(
    layout: &Layout,
    mask: &[u8],
    bytes: &mut [u8],
    memory: &crate::memory::Memory,
    mut values: impl FnMut(&mut [T]),
) -> Result<()> {
    let c = Layout::c(&layout.shape, size_of::<T>());
    let walk = Walk::new(&[&c, layout]);
    let (axis, length, stride) = match walk.shape().len() {
        0 => (0, 1, size_of::<T>() as isize),
        n => (n - 1, walk.shape()[n - 1], walk.strides(1)[n - 1]),
    };
    let runs = Layout {
        shape: walk.shape().into(),
        strides: walk.strides(1).into(),
        offset: walk.start(1) as usize,
    };
    let mut rest = mask;
    let mut stopped = None;
    let mut scratch = [T::default(); BLOCK];
    let mut picked = [T::default(); BLOCK];
    crate::memory::for_each_run(&runs, axis, |at| {
        if stopped.is_some() {
            return;
        }
        let (row, later) = rest.split_at(length.min(rest.len()));
        rest = later;
        for (k, part) in row.chunks(BLOCK).enumerate() {
            let n = count(part);
            if n == 0 {
                continue;
            }
            let at = at as isize + (k * BLOCK) as isize * stride;
            let (scratch, picked) = (&mut scratch[..part.len()], &mut picked[..n]);
            values(picked);
            if n == part.len() {
                push_run(bytes, at, stride, picked);
                continue;
            }
            pull_run(bytes, at, stride, scratch);
            let mut next = 0;
            for_each_true(part, |i| {
                scratch[i] = picked[next];
                next += 1;
            });
            push_run(bytes, at, stride, scratch);
            stopped = memory.check_interrupt().err();
        }
    });
    stopped.map_or(Ok(()), Err)
}
