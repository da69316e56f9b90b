//! Moving elements from one buffer to another, with a cast or without: along contiguous runs where there are any, in cache-sized tiles where the
//! two sides run across each other, on several threads where it is worth it.

use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};

use bytemuck::Pod;

use crate::error::Result;
use crate::memory::{DType, FpStatus, Memory};

use super::cast::{self, Cast};
use super::parallel;
use super::walk::{BLOCK, Walk, pull_run, push_run};

/// From this many bytes on, a second thread is worth its start.
pub(crate) const PARALLEL_BYTES: usize = 1 << 20;
/// How many bytes a thread takes at a time.
const CHUNK_BYTES: usize = 1 << 18;
/// How many rows of a plane a thread takes at least: several tiles.
const TILE: usize = 64;

/// Copies the second operand of a walk, elements of `from` in `source`, to the first, elements of `to` in `bytes`. The buffers differ.
pub(crate) fn transfer(
    walk: &Walk,
    bytes: &mut [u8],
    to: DType,
    source: &[u8],
    from: DType,
    memory: &Memory,
) -> Result<()> {
    let job = Job { source, size: to.itemsize(), source_size: from.itemsize(), cast: Cast::new(from, to) };
    let moved = walk.len() * job.size.max(job.source_size);
    let status = match chunks(walk, job.size, job.source_size) {
        Some(chunks) if moved >= PARALLEL_BYTES => {
            let status = AtomicU8::new(0);
            let interrupt = memory.interrupt_flag();
            parallel::for_each(bytes[chunks.bytes].chunks_mut(chunks.step), &|i, part| {
                if !interrupt.load(Ordering::Relaxed) {
                    let met = job.run(&walk.part(i * chunks.rows, chunks.rows), part);
                    status.fetch_or(met.bits(), Ordering::Relaxed);
                }
            });
            FpStatus::from_bits(status.into_inner())
        }
        _ => job.run(walk, bytes),
    };
    memory.check_interrupt()?;
    cast::warn(status, memory);
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
fn chunks(walk: &Walk, size: usize, source_size: usize) -> Option<Chunks> {
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
    if rows < TILE && walk.strides(1)[0].unsigned_abs() == source_size {
        rows = TILE.min(n.div_ceil(2));
    }
    let start = walk.start(0) as usize;
    Some(Chunks { bytes: start..start + (n - 1) * stride + reach, step: rows * stride, rows })
}

/// What all threads share.
struct Job<'a> {
    source: &'a [u8],
    /// Bytes an element of the target.
    size: usize,
    /// Bytes an element of the source.
    source_size: usize,
    cast: Cast,
}

impl Job<'_> {
    /// Copies the elements of a walk whose first operand lies in `bytes`.
    fn run(&self, walk: &Walk, bytes: &mut [u8]) -> FpStatus {
        // Elements of the source are moved as words of their size, in tiles that fit the registers.
        match self.source_size {
            1 => self.run_as::<u8, 16>(walk, bytes),
            2 => self.run_as::<u16, 16>(walk, bytes),
            4 => self.run_as::<u32, 16>(walk, bytes),
            8 => self.run_as::<u64, 8>(walk, bytes),
            _ => self.run_as::<[u64; 2], 4>(walk, bytes),
        }
    }

    fn run_as<U: Pod, const N: usize>(&self, walk: &Walk, bytes: &mut [u8]) -> FpStatus {
        let plane = Plane::of(walk, self.size, self.source_size);
        let mut status = FpStatus::NONE;
        if self.cast.is_move() {
            let mut copy = |line: &[u8], run: &mut [u8]| run.copy_from_slice(line);
            if !plane.is_some_and(|plane| self.tiles::<U, N>(walk, &plane, bytes, &mut copy)) {
                self.runs::<U>(walk, bytes);
            }
            return status;
        }
        let mut scratch = [0u64; 2 * WIDE];
        let mut through = |line: &[u8], run: &mut [u8]| {
            let scratch = &mut bytemuck::cast_slice_mut(&mut scratch)[..run.len()];
            status |= self.cast.run(line, scratch);
            run.copy_from_slice(scratch);
        };
        if !plane.is_some_and(|plane| self.tiles::<U, N>(walk, &plane, bytes, &mut through)) {
            status |= self.blocks(walk, bytes);
        }
        status
    }

    /// Block by block through a cast.
    fn blocks(&self, walk: &Walk, bytes: &mut [u8]) -> FpStatus {
        let (size, source_size) = (self.size, self.source_size);
        let n = walk.len();
        let mut status = FpStatus::NONE;
        let packed = walk.contiguous(1, source_size);
        let mut from = walk.cursor(1, 0);
        let mut words = [0u64; 2 * BLOCK];
        // The next elements of the source, cast.
        let mut next = |at: usize, out: &mut [u8]| {
            let count = out.len() / size;
            let line = if let Some(start) = packed {
                let start = start + at * source_size;
                &self.source[start..start + count * source_size]
            } else {
                let words = &mut bytemuck::cast_slice_mut(&mut words)[..count * source_size];
                from.pull_bytes(self.source, source_size, words);
                words
            };
            status |= self.cast.run(line, out);
        };
        if let Some(at) = walk.contiguous(0, size)
            && at.is_multiple_of(size.min(8))
        {
            for (k, part) in bytes[at..at + n * size].chunks_mut(BLOCK * size).enumerate() {
                next(k * BLOCK, part);
            }
            return status;
        }
        let mut to = walk.cursor(0, 0);
        let mut scratch = [0u64; 2 * BLOCK];
        for at in (0..n).step_by(BLOCK) {
            let scratch = &mut bytemuck::cast_slice_mut(&mut scratch)[..BLOCK.min(n - at) * size];
            next(at, scratch);
            to.push_bytes(bytes, size, scratch);
        }
        status
    }

    /// Run by run along the fastest axis, without a cast.
    fn runs<U: Pod>(&self, walk: &Walk, bytes: &mut [u8]) {
        let size = size_of::<U>();
        let (shape, to, from) = (walk.shape(), walk.strides(0), walk.strides(1));
        let Some(last) = shape.len().checked_sub(1) else {
            let (to, from) = (walk.start(0) as usize, walk.start(1) as usize);
            bytes[to..to + size].copy_from_slice(&self.source[from..from + size]);
            return;
        };
        let n = shape[last];
        let (to, from) = (to[last], from[last]);
        let step = size as isize;
        let mut scratch = [U::zeroed(); BLOCK];
        walk.for_each_start(&[last], &mut |at_to, at_from| {
            if to == step {
                let run = &mut bytes[at_to as usize..at_to as usize + n * size];
                if from == step {
                    run.copy_from_slice(&self.source[at_from as usize..at_from as usize + n * size]);
                    return;
                }
                if let Ok(run) = bytemuck::try_cast_slice_mut::<u8, U>(run) {
                    pull_run(self.source, at_from, from, run);
                    return;
                }
            }
            if from == step {
                let run = &self.source[at_from as usize..at_from as usize + n * size];
                if let Ok(run) = bytemuck::try_cast_slice::<u8, U>(run) {
                    push_run(bytes, at_to, to, run);
                    return;
                }
            }
            for done in (0..n).step_by(BLOCK) {
                let scratch = &mut scratch[..BLOCK.min(n - done)];
                let k = done as isize;
                pull_run(self.source, at_from + k * from, from, scratch);
                push_run(bytes, at_to + k * to, to, scratch);
            }
        });
    }

    /// Tile by tile through `finish`, which gets a line of the source and the stretch of the target that it belongs to. A tile is turned in
    /// registers, so that both sides are touched a cache line at a time.
    ///
    /// Does nothing and says so if the elements of the source are not aligned.
    fn tiles<U: Pod, const N: usize>(
        &self,
        walk: &Walk,
        plane: &Plane,
        bytes: &mut [u8],
        finish: &mut dyn FnMut(&[u8], &mut [u8]),
    ) -> bool {
        let (size, source_size) = (self.size, size_of::<U>());
        let Some((source, origin)) = words::<U>(self.source, walk) else { return false };
        let (across, along) = (plane.from / source_size as isize, plane.step / source_size as isize);
        let mut lines = [[U::zeroed(); WIDE]; N];
        walk.for_each_start(&[plane.axis, walk.shape().len() - 1], &mut |at_to, at_from| {
            let first = (at_from - origin as isize) / source_size as isize;
            for row in (0..plane.rows).step_by(N) {
                let rows = N.min(plane.rows - row);
                for column in (0..plane.columns).step_by(WIDE) {
                    let columns = WIDE.min(plane.columns - column);
                    let corner = first + row as isize * along + column as isize * across;
                    gather(source, corner, across, along, columns, rows, &mut lines);
                    for (k, line) in lines[..rows].iter().enumerate() {
                        let at = at_to as usize + (row + k) * plane.to + column * size;
                        finish(bytemuck::cast_slice(&line[..columns]), &mut bytes[at..at + columns * size]);
                    }
                }
            }
        });
        true
    }
}

/// How many elements of a line are gathered before they are written: a few cache lines.
const WIDE: usize = 32;

/// The source of a walk as words, and the byte of the first one; `None` if not all elements are aligned.
fn words<'a, U: Pod>(bytes: &'a [u8], walk: &Walk) -> Option<(&'a [U], usize)> {
    let size = size_of::<U>();
    let origin = walk.start(1) as usize % size;
    let whole = (bytes.len() - origin) / size * size;
    let even = walk.strides(1).iter().all(|s| s % size as isize == 0);
    let words = bytemuck::try_cast_slice(&bytes[origin..origin + whole]).ok().filter(|_| even)?;
    Some((words, origin))
}

/// Gathers `rows` lines of `columns` elements, which stand `across` words apart in a line; the lines stand one word apart, forwards or backwards
/// (`along` is 1 or -1).
fn gather<U: Pod, const N: usize>(
    source: &[U],
    corner: isize,
    across: isize,
    along: isize,
    columns: usize,
    rows: usize,
    lines: &mut [[U; WIDE]; N],
) {
    for column in (0..columns).step_by(N) {
        let start = corner + column as isize * across;
        if rows == N && columns - column >= N {
            let mut tile = [[U::zeroed(); N]; N];
            for (k, run) in tile.iter_mut().enumerate() {
                let at = start + k as isize * across;
                if along > 0 {
                    run.copy_from_slice(&source[at as usize..at as usize + N]);
                } else {
                    let end = at as usize + 1;
                    run.copy_from_slice(&source[end - N..end]);
                    run.reverse();
                }
            }
            for (k, line) in lines.iter_mut().enumerate() {
                for (o, run) in line[column..column + N].iter_mut().zip(&tile) {
                    *o = run[k];
                }
            }
        } else {
            for (k, line) in lines[..rows].iter_mut().enumerate() {
                for (j, o) in line[column..columns.min(column + N)].iter_mut().enumerate() {
                    *o = source[(start + j as isize * across + k as isize * along) as usize];
                }
            }
        }
    }
}

/// Two axes that target and source run along in opposite ways: the target without gaps along the walk's last axis, the source along `axis`.
struct Plane {
    /// The axis along which the source runs without gaps, in either direction.
    axis: usize,
    /// The bytes between its neighbours in the source.
    step: isize,
    /// Its length.
    rows: usize,
    /// The bytes between its neighbours in the target.
    to: usize,
    /// The length of the last axis.
    columns: usize,
    /// The bytes between its neighbours in the source.
    from: isize,
}

impl Plane {
    /// The plane of a walk whose operands have elements of these sizes; `None` if there is none, or if it is too narrow to pay.
    fn of(walk: &Walk, size: usize, source_size: usize) -> Option<Self> {
        const NARROW: usize = 4;
        let last = walk.shape().len().checked_sub(1)?;
        let (to, from) = (walk.strides(0), walk.strides(1));
        if to[last] != size as isize || from[last].unsigned_abs() <= source_size {
            return None;
        }
        let axis = (0..last).find(|&k| from[k].unsigned_abs() == source_size && to[k] > 0)?;
        let (rows, columns) = (walk.shape()[axis], walk.shape()[last]);
        let found = Self { axis, step: from[axis], rows, to: to[axis] as usize, columns, from: from[last] };
        (rows >= NARROW && columns >= NARROW).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use crate::memory::{Array, Casting, DType, Layout, Memory, Order};
    use crate::ops::convert::astype;
    use crate::ops::{assign, copy};

    fn memory() -> Memory {
        Memory::new(1 << 30, Arc::new(AtomicBool::new(false)))
    }

    fn counted(memory: &Memory, shape: &[usize]) -> Array {
        let values: Vec<f64> = (0..shape.iter().product::<usize>()).map(|i| (i % 100_003) as f64).collect();
        Array::from_slice(memory, shape, &values, "test").unwrap()
    }

    /// Views of an array that run across it in every way: transposed, stepped, flipped, stretched.
    fn views(a: &Array) -> Vec<Layout> {
        let l = a.layout();
        let ndim = l.ndim();
        let flip =
            |l: &Layout, axis: usize| l.slice_axis(axis, l.shape[axis] as isize - 1, -1, l.shape[axis]);
        let step = |l: &Layout, axis: usize| l.slice_axis(axis, 0, 2, l.shape[axis].div_ceil(2));
        let mut turned: Vec<usize> = (1..ndim).collect();
        turned.push(0);
        let t = l.transposed();
        let mut stretched = t.insert_axis(0);
        stretched.shape[0] = 3;
        vec![
            l.clone(),
            t.clone(),
            l.permuted(&turned),
            flip(&t, 0),
            flip(&flip(&t, 0), ndim - 1),
            flip(&l, ndim - 1),
            step(&t, 0),
            step(&t, ndim - 1),
            step(&flip(&t, ndim - 1), 0),
            stretched,
        ]
    }

    #[test]
    fn copies_equal_the_elements_one_by_one() {
        let memory = memory();
        for shape in [&[37, 70][..], &[400, 601], &[5, 33, 64], &[70, 90, 41], &[3, 4, 5, 6], &[300_001]] {
            let a = counted(&memory, shape);
            for layout in views(&a) {
                let view = a.view(layout, "test");
                let expected = view.to_vec::<f64>();
                for order in [Order::C, Order::F, Order::K] {
                    assert_eq!(copy(&view, order).unwrap().to_vec::<f64>(), expected);
                    let single = astype(&view, DType::Float32, order, Casting::Unsafe, true).unwrap();
                    let expected: Vec<f32> = expected.iter().map(|&x| x as f32).collect();
                    assert_eq!(single.to_vec::<f32>(), expected);
                }
                let strided = Array::zeros(&memory, &[view.size(), 2], DType::Float64, "test").unwrap();
                let column = strided.layout().index_axis(1, 1);
                let column = strided.view(column, "test");
                let flat = crate::ops::shape::ravel(&view, Order::C).unwrap();
                assign(&column, &flat).unwrap();
                assert_eq!(column.to_vec::<f64>(), expected);
            }
        }
    }

    #[test]
    fn elements_that_are_not_aligned_are_moved_too() {
        let memory = memory();
        let bytes: Vec<u8> = (0..=8 * 41 * 43).map(|i| (i % 251) as u8).collect();
        let a = Array::from_slice(&memory, &[bytes.len()], &bytes, "test").unwrap();
        let mut layout = Layout::c(&[41, 43], 8);
        layout.offset = 1;
        let view = a.view_as(layout.transposed(), DType::UInt64, "test");
        assert_eq!(copy(&view, Order::C).unwrap().to_vec::<u64>(), view.to_vec::<u64>());
    }
}
