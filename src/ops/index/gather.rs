//! Reading through an advanced index.

use std::sync::atomic::{AtomicBool, Ordering};

use bytemuck::Pod;

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Init, Layout, for_each_run, typed};
use crate::ops::assign::PARALLEL_BYTES;
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Walk, pull_run};
use crate::width;

use super::error::IndexingError;
use super::fancy::{CheckOrder, Fancy, OutOfBounds, Places};
use super::parse::wrap;

/// Why a kernel stopped early.
#[derive(Debug)]
pub(super) enum Stop {
    OutOfBounds,
    Interrupted,
}

impl From<OutOfBounds> for Stop {
    fn from(_: OutOfBounds) -> Self {
        Self::OutOfBounds
    }
}

/// `array[index]` for one axis and plain int64 indices in one run: what scripts do most. `None` for anything else.
pub(super) fn get_line(array: &Array, index: &Array) -> Result<Option<Array>> {
    if index.dtype() != DType::Int64 || index.ndim() != 1 || array.ndim() != 1 || !index.is_c_contiguous() {
        return Ok(None);
    }
    let (memory, dtype, itemsize) = (array.memory(), array.dtype(), array.itemsize());
    let out = Array::overwritten(&memory, &index.shape(), dtype, "getitem")?;
    {
        let (places, read) = (index.read(), array.read());
        let (place_bytes, source, layout) = (places.bytes(), read.bytes(), read.layout());
        let (length, stride) = (layout.shape[0], layout.strides[0]);
        let start = places.layout().offset;
        let n = places.layout().shape[0];
        let Ok(numbers) = bytemuck::try_cast_slice::<u8, i64>(&place_bytes[start..start + n * 8]) else {
            return Ok(None);
        };
        let guard = out.write_new();
        let mut target = guard.bytes();
        let source: &[u8] = &source;
        let stopped = width!(itemsize, T => {
            let target = bytemuck::try_cast_slice_mut::<u8, T>(&mut target).unwrap_or_default();
            let line = Line { numbers, length, stride, base: layout.offset as isize };
            if itemsize * n < PARALLEL_BYTES {
                line_run(&line, source, target, 0)
            } else {
                let chunk = PARALLEL_BYTES / 8 / itemsize;
                let interrupt = memory.interrupt_flag();
                parallel::try_for_each(target.chunks_mut(chunk), &|k, part| {
                    if interrupt.load(Ordering::Relaxed) {
                        return Err(Stop::Interrupted);
                    }
                    line_run(&line, source, part, k * chunk)
                })
            }
        });
        memory.check_interrupt()?;
        if stopped.is_err() {
            let bad = numbers.iter().copied().find(|&index| wrap(index, length).is_none());
            let index = bad.unwrap_or(0);
            return Err(IndexingError::OutOfBounds { index, axis: 0, size: length }.into());
        }
    }
    Ok(Some(out.as_copy_of(array, CopyReason::AdvancedIndex)))
}

/// Plain numbers for one axis.
pub(super) struct Line<'a> {
    pub(super) numbers: &'a [i64],
    /// The length of the axis, its stride in bytes, and the byte of its first element.
    pub(super) length: usize,
    pub(super) stride: isize,
    pub(super) base: isize,
}

/// The elements for the numbers from the `from`-th on.
fn line_run<T: Pod>(line: &Line<'_>, source: &[u8], out: &mut [T], from: usize) -> Result<(), Stop> {
    let size = size_of::<T>();
    let n = line.length as i64;
    if n == 0 {
        // The base may lie outside the buffer then.
        return if out.is_empty() { Ok(()) } else { Err(Stop::OutOfBounds) };
    }
    let places = line.numbers[from..].iter().map(|&i| if i < 0 { i.wrapping_add(n) } else { i });
    if line.stride == size as isize
        && let Some(run) = source.get(line.base as usize..line.base as usize + line.length * size)
        && let Ok(items) = bytemuck::try_cast_slice::<u8, T>(run)
    {
        for (o, place) in out.iter_mut().zip(places) {
            *o = *items.get(place as usize).ok_or(Stop::OutOfBounds)?;
        }
        return Ok(());
    }
    let part = Layout {
        shape: [line.length][..].into(),
        strides: [line.stride][..].into(),
        offset: line.base as usize,
    };
    if let Some(items) = typed::<T>(source, &part) {
        let (start, step) = (items.start as isize, items.strides[0]);
        for (o, place) in out.iter_mut().zip(places) {
            if place as u64 >= n as u64 {
                return Err(Stop::OutOfBounds);
            }
            *o = items.data[(start + place as isize * step) as usize];
        }
        return Ok(());
    }
    for (o, place) in out.iter_mut().zip(places) {
        if place as u64 >= n as u64 {
            return Err(Stop::OutOfBounds);
        }
        let at = (line.base + place as isize * line.stride) as usize;
        *o = bytemuck::pod_read_unaligned(&source[at..at + size]);
    }
    Ok(())
}

/// The elements that an advanced index names, in a new array, laid out as NumPy lays it out.
pub(super) fn get(array: &Array, fancy: &Fancy) -> Result<Array> {
    let (dtype, memory) = (array.dtype(), array.memory());
    let itemsize = dtype.itemsize();
    let (layout, order) = fancy.result_layout(itemsize);
    let out = Array::with_layout(&memory, layout, dtype, Init::Overwritten, "getitem")?;
    if fancy.outer_len() > 0 {
        let walk = fancy.walk(&order, &[], None);
        let stopped = {
            let read = array.read();
            let source = read.bytes();
            let guard = out.write_new();
            let mut bytes = guard.bytes();
            let interrupt = memory.interrupt_flag();
            fancy.with_places(&walk, fancy.offset, |places| {
                width!(itemsize, T => {
                    let out = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes).unwrap_or_default();
                    match fancy.inner() {
                        None => elements::<T>(places, &source, out, interrupt),
                        Some(inner) => subspaces::<T>(places, inner, &source, out, interrupt),
                    }
                })
            })
        };
        match stopped {
            Ok(()) => {}
            Err(Stop::Interrupted) => memory.check_interrupt()?,
            Err(Stop::OutOfBounds) => {
                // NumPy checks a single index array while it reads, several of them beforehand.
                let order = match fancy.inner() {
                    _ if fancy.operands.len() > 1 => CheckOrder::Memory,
                    Some(inner) if inner.size() == 0 => CheckOrder::Memory,
                    Some(_) => CheckOrder::C,
                    None => CheckOrder::Near,
                };
                fancy.check_bounds(order)?;
            }
        }
    }
    let reason = CopyReason::AdvancedIndex;
    if fancy.place == 0 {
        return Ok(out.as_copy_of(array, reason));
    }
    // NumPy transposes the axes into place last, so that the base of the result is a hidden array.
    let turned = out.layout().permuted(&fancy.result_axes());
    Ok(out.view(turned, "getitem").as_copy_of(array, reason))
}

/// One element for each position.
fn elements<T: Pod + Send + Sync>(
    places: &Places<'_>,
    source: &[u8],
    out: &mut [T],
    interrupt: &AtomicBool,
) -> Result<(), Stop> {
    let size = size_of::<T>();
    if size_of_val(out) < PARALLEL_BYTES {
        return element_run(places, source, out, 0);
    }
    let chunk = (PARALLEL_BYTES / 8 / size).max(BLOCK);
    parallel::try_for_each(out.chunks_mut(chunk), &|k, part| {
        if interrupt.load(Ordering::Relaxed) {
            return Err(Stop::Interrupted);
        }
        element_run(places, source, part, k * chunk)
    })
}

/// The elements of the positions from the `from`-th on.
fn element_run<T: Pod>(places: &Places<'_>, source: &[u8], out: &mut [T], from: usize) -> Result<(), Stop> {
    let size = size_of::<T>() as isize;
    if let Some(line) = places.line() {
        return line_run(&line, source, out, from);
    }
    let mut cursor = places.cursor(from);
    let mut offsets = vec![0isize; BLOCK.min(out.len())];
    for part in out.chunks_mut(BLOCK) {
        let offsets = &mut offsets[..part.len()];
        cursor.next(offsets)?;
        for (o, &at) in part.iter_mut().zip(offsets.iter()) {
            *o = bytemuck::pod_read_unaligned(&source[at as usize..at as usize + size as usize]);
        }
    }
    Ok(())
}

/// A whole subspace for each position.
fn subspaces<T: Pod + Send + Sync>(
    places: &Places<'_>,
    inner: &Layout,
    source: &[u8],
    out: &mut [T],
    interrupt: &AtomicBool,
) -> Result<(), Stop> {
    let n = inner.size();
    if n == 0 {
        // Nothing to read, but NumPy has still looked at the positions.
        return Err(Stop::OutOfBounds);
    }
    let runs = Runs::new(inner);
    if size_of_val(out) < PARALLEL_BYTES {
        return subspace_run(places, &runs, n, source, out, 0, interrupt);
    }
    let each = (PARALLEL_BYTES / 4 / size_of::<T>() / n).max(1);
    parallel::try_for_each(out.chunks_mut(each * n), &|k, part| {
        subspace_run(places, &runs, n, source, part, k * each, interrupt)
    })
}

/// The subspace as runs along its fastest axis, with the axes in the order of the result.
pub(super) struct Runs {
    /// The merged axes; the offset is set for each position.
    pub(super) layout: Layout,
    /// The axis along which runs go.
    pub(super) axis: usize,
    /// The length of a run.
    pub(super) length: usize,
    /// Its stride in bytes.
    pub(super) stride: isize,
}

impl Runs {
    /// The runs of a subspace of more than one element, its axes sorted by stride as in a `K` copy.
    pub(super) fn new(inner: &Layout) -> Self {
        let sorted = inner.permuted(&inner.k_order());
        let counter = Layout::c(&sorted.shape, 1);
        let walk = Walk::new(&[&counter, &sorted]);
        let layout = Layout { shape: walk.shape().into(), strides: walk.strides(1).into(), offset: 0 };
        let axis = layout.ndim().saturating_sub(1);
        let length = layout.shape.last().copied().unwrap_or(1);
        let stride = layout.strides.last().copied().unwrap_or(0);
        Self { layout, axis, length, stride }
    }
}

fn subspace_run<T: Pod>(
    places: &Places<'_>,
    runs: &Runs,
    n: usize,
    source: &[u8],
    out: &mut [T],
    from: usize,
    interrupt: &AtomicBool,
) -> Result<(), Stop> {
    let mut cursor = places.cursor(from);
    let per_block = (PARALLEL_BYTES / n / size_of::<T>()).clamp(1, BLOCK);
    let mut offsets = vec![0isize; per_block.min(out.len() / n)];
    let mut layout = runs.layout.clone();
    for part in out.chunks_mut(n * per_block) {
        if interrupt.load(Ordering::Relaxed) {
            return Err(Stop::Interrupted);
        }
        let offsets = &mut offsets[..part.len() / n];
        cursor.next(offsets)?;
        if layout.shape.len() == 1 && runs.stride.unsigned_abs() >= 64 {
            columns(source, offsets, runs.stride, part, n);
            continue;
        }
        for (o, &at) in part.chunks_exact_mut(n).zip(offsets.iter()) {
            if layout.shape.len() == 1 {
                pull_run(source, at, runs.stride, o);
                continue;
            }
            layout.offset = at as usize;
            let mut pieces = o.chunks_exact_mut(runs.length);
            for_each_run(&layout, runs.axis, &mut |at| {
                if let Some(piece) = pieces.next() {
                    pull_run(source, at as isize, runs.stride, piece);
                }
            });
        }
    }
    Ok(())
}

/// How many columns are read abreast.
const ABREAST: usize = 16;

/// Runs whose elements lie far apart, as columns of a matrix do: several of them abreast, since neighbours often share their cache lines.
fn columns<T: Pod>(source: &[u8], offsets: &[isize], stride: isize, out: &mut [T], n: usize) {
    for (offsets, out) in offsets.chunks(ABREAST).zip(out.chunks_mut(ABREAST * n)) {
        for row in 0..n {
            let step = row as isize * stride;
            for (k, &at) in offsets.iter().enumerate() {
                let at = (at + step) as usize;
                out[k * n + row] = bytemuck::pod_read_unaligned(&source[at..at + size_of::<T>()]);
            }
        }
    }
}
