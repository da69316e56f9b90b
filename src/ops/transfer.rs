//! Moving elements from one buffer to another, with a cast or without: along contiguous runs where there are any, in cache-sized tiles where the
//! two sides run across each other, on several threads where it is worth it.

use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;

use crate::error::Result;
use crate::memory::{DType, Element, Memory};

use super::cast::{CastTarget, Faults, Pull};
use super::walk::{BLOCK, Walk, pull_run, push_run};

/// From this many bytes on, a second thread is worth its start.
pub(crate) const PARALLEL_BYTES: usize = 1 << 20;
/// How many bytes a thread takes at a time.
const CHUNK_BYTES: usize = 1 << 18;
/// The side of a tile in elements: two tiles of 8-byte elements fill half a first-level cache.
const TILE: usize = 32;

/// Copies the second operand of a walk, elements of `from` in `source`, to the first, elements of `T` in `bytes`. The buffers differ.
pub(crate) fn transfer<T: CastTarget>(
    walk: &Walk,
    bytes: &mut [u8],
    source: &[u8],
    from: DType,
    memory: &Memory,
) -> Result<()> {
    let job = Job::<T> { source, same: from == T::DTYPE, pull: T::puller(from), check: T::checker(from) };
    let faults = match chunks::<T>(walk) {
        Some(chunks) if walk.len() * size_of::<T>() >= PARALLEL_BYTES => {
            let faults = AtomicU8::new(0);
            let interrupt = memory.interrupt_flag();
            bytes[chunks.bytes].par_chunks_mut(chunks.step).enumerate().for_each(|(i, part)| {
                if !interrupt.load(Ordering::Relaxed) {
                    let found = job.run(&walk.part(i * chunks.rows, chunks.rows), part);
                    faults.fetch_or(found.bits(), Ordering::Relaxed);
                }
            });
            Faults::from_bits(faults.into_inner())
        }
        _ => job.run(walk, bytes),
    };
    memory.check_interrupt()?;
    faults.warn(memory);
    Ok(())
}

/// How to cut the target into stretches that do not touch each other.
struct Chunks {
    /// All bytes of the target.
    bytes: Range<usize>,
    /// Bytes a stretch.
    step: usize,
    /// How many indices of the slowest axis a stretch holds.
    rows: usize,
}

/// Stretches along the slowest axis; `None` if the target folds back on itself.
fn chunks<T>(walk: &Walk) -> Option<Chunks> {
    let size = size_of::<T>();
    let (&n, inner) = walk.shape().split_first()?;
    let (&stride, inner_strides) = walk.strides(0).split_first()?;
    let mut reach = size;
    for (&n, &s) in inner.iter().zip(inner_strides) {
        reach += (n - 1) * usize::try_from(s).ok()?;
    }
    let stride = usize::try_from(stride).ok().filter(|&s| s >= reach)?;
    let row_bytes = inner.iter().product::<usize>() * size;
    let mut rows = (CHUNK_BYTES / row_bytes.max(1)).max(1);
    // Where the source runs across the target, tiles need rows to pay; but both threads need work.
    if rows < TILE && walk.strides(1).first().is_some_and(|&s| s.unsigned_abs() == size) {
        rows = TILE.min(n.div_ceil(2));
    }
    let start = walk.start(0) as usize;
    Some(Chunks { bytes: start..start + (n - 1) * stride + reach, step: rows * stride, rows })
}

/// What all threads share.
struct Job<'a, T> {
    source: &'a [u8],
    same: bool,
    pull: Pull<T>,
    check: Option<super::cast::Check>,
}

impl<T: CastTarget> Job<'_, T> {
    /// Copies the elements of a walk whose first operand lies in `bytes`.
    fn run(&self, walk: &Walk, bytes: &mut [u8]) -> Faults {
        let size = size_of::<T>();
        let n = walk.len();
        if self.same {
            if !self.tiles(walk, bytes) {
                self.runs(walk, bytes);
            }
            return Faults::default();
        }
        let mut faults = Faults::default();
        let mut from = walk.cursor(1, 0);
        let mut look = walk.cursor(1, 0);
        let mut check = |n: usize| {
            if let Some(check) = self.check {
                faults |= check(&mut look, self.source, n);
            }
        };
        if let Some(at) = walk.contiguous(0, size)
            && let Ok(flat) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[at..at + n * size])
        {
            for part in flat.chunks_mut(BLOCK) {
                (self.pull)(&mut from, self.source, part);
                check(part.len());
            }
            return faults;
        }
        let mut to = walk.cursor(0, 0);
        let mut scratch = [T::default(); BLOCK];
        let mut left = n;
        while left > 0 {
            let n = left.min(BLOCK);
            (self.pull)(&mut from, self.source, &mut scratch[..n]);
            check(n);
            to.push(bytes, &scratch[..n]);
            left -= n;
        }
        faults
    }

    /// Run by run along the fastest axis.
    fn runs(&self, walk: &Walk, bytes: &mut [u8]) {
        let size = size_of::<T>() as isize;
        let (shape, to, from) = (walk.shape(), walk.strides(0), walk.strides(1));
        let Some(last) = shape.len().checked_sub(1) else {
            let (to, from) = (walk.start(0) as usize, walk.start(1) as usize);
            let size = size as usize;
            bytes[to..to + size].copy_from_slice(&self.source[from..from + size]);
            return;
        };
        let n = shape[last];
        let mut scratch = [T::default(); BLOCK];
        walk.for_each_start(&[last], |at_to, at_from| {
            if to[last] == size {
                let run = &mut bytes[at_to as usize..at_to as usize + n * size as usize];
                if from[last] == size {
                    run.copy_from_slice(&self.source[at_from as usize..at_from as usize + n * size as usize]);
                    return;
                }
                if let Ok(run) = bytemuck::try_cast_slice_mut::<u8, T>(run) {
                    pull_run(self.source, at_from, from[last], run);
                    return;
                }
            }
            let mut done = 0;
            while done < n {
                let block = (n - done).min(BLOCK);
                let k = done as isize;
                pull_run(self.source, at_from + k * from[last], from[last], &mut scratch[..block]);
                push_run(bytes, at_to + k * to[last], to[last], &scratch[..block]);
                done += block;
            }
        });
    }

    /// Tile by tile, if the source runs fastest along another axis than the target; otherwise nothing is done.
    fn tiles(&self, walk: &Walk, bytes: &mut [u8]) -> bool {
        let Some(plane) = Plane::of::<T>(walk) else { return false };
        let size = size_of::<T>();
        // All strides are multiples of the size, so that one slice of elements has them all.
        let origin = walk.start(1) as usize % size;
        let whole = (self.source.len() - origin) / size * size;
        let Ok(items) = bytemuck::try_cast_slice::<u8, T>(&self.source[origin..origin + whole]) else {
            return false;
        };
        let mut scratch = [T::default(); TILE];
        walk.for_each_start(&[plane.axis, walk.shape().len() - 1], |at_to, at_from| {
            let first = (at_from as usize - origin) / size;
            for row in (0..plane.rows).step_by(TILE) {
                let rows = row..(row + TILE).min(plane.rows);
                for column in (0..plane.columns).step_by(TILE) {
                    let count = TILE.min(plane.columns - column);
                    for row in rows.clone() {
                        let at = at_to as usize + row * plane.to + column * size;
                        let from = first + row + column * plane.from;
                        let end = from + (count - 1) * plane.from + 1;
                        let line = items[from..end].iter().step_by(plane.from);
                        let run = &mut bytes[at..at + count * size];
                        if let Ok(run) = bytemuck::try_cast_slice_mut::<u8, T>(run) {
                            run.iter_mut().zip(line).for_each(|(o, &item)| *o = item);
                        } else {
                            scratch.iter_mut().zip(line).for_each(|(o, &item)| *o = item);
                            run.copy_from_slice(bytemuck::cast_slice(&scratch[..count]));
                        }
                    }
                }
            }
        });
        true
    }
}

/// Two axes that target and source run along in opposite ways: the target without gaps along the walk's last axis, the source along `axis`.
struct Plane {
    /// The axis along which the source runs without gaps.
    axis: usize,
    /// Its length.
    rows: usize,
    /// The bytes between its neighbours in the target.
    to: usize,
    /// The length of the last axis.
    columns: usize,
    /// The elements between its neighbours in the source.
    from: usize,
}

impl Plane {
    fn of<T: Element>(walk: &Walk) -> Option<Self> {
        let size = size_of::<T>() as isize;
        let last = walk.shape().len().checked_sub(1)?;
        let (to, from) = (walk.strides(0), walk.strides(1));
        let axis = (0..last).find(|&k| from[k] == size)?;
        // A short side is as fast run by run.
        let long = walk.shape()[axis] >= 4 && walk.shape()[last] >= 4;
        let apart = from[last] > size && from[last] % size == 0;
        let whole = from.iter().all(|s| s % size == 0);
        if !(long && apart && whole && to[last] == size && to[axis] > 0) {
            return None;
        }
        Some(Self {
            axis,
            rows: walk.shape()[axis],
            to: to[axis] as usize,
            columns: walk.shape()[last],
            from: (from[last] / size) as usize,
        })
    }
}
