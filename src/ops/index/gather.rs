//! Reading through an advanced index.

use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

use bytemuck::Pod;

use crate::error::Result;
use crate::memory::{Array, CopyReason, Init, Layout, for_each_run};
use crate::ops::assign::PARALLEL_BYTES;
use crate::ops::walk::{BLOCK, Walk, pull_run};

use super::fancy::{CheckOrder, Fancy, OutOfBounds, Places};

/// Runs an expression with a type name bound to a plain type of this many bytes: picking elements does not look at what they mean.
macro_rules! by_size {
    ($itemsize:expr, $t:ident => $body:expr) => {
        match $itemsize {
            1 => {
                type $t = u8;
                $body
            }
            2 => {
                type $t = u16;
                $body
            }
            4 => {
                type $t = u32;
                $body
            }
            8 => {
                type $t = u64;
                $body
            }
            _ => {
                type $t = [u64; 2];
                $body
            }
        }
    };
}
pub(super) use by_size;

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
            let guard = out.write()?;
            let mut bytes = guard.bytes();
            let interrupt = memory.interrupt_flag();
            fancy.with_places(&walk, fancy.offset, |places| {
                by_size!(itemsize, T => {
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
    out.par_chunks_mut(chunk).enumerate().try_for_each(|(k, part)| {
        if interrupt.load(Ordering::Relaxed) {
            return Err(Stop::Interrupted);
        }
        element_run(places, source, part, k * chunk)
    })
}

/// The elements of the positions from the `from`-th on.
fn element_run<T: Pod>(places: &Places<'_>, source: &[u8], out: &mut [T], from: usize) -> Result<(), Stop> {
    let size = size_of::<T>() as isize;
    if let Some((numbers, length, stride, base)) = places.plain()
        && stride == size
        && let Ok(items) = bytemuck::try_cast_slice::<u8, T>(
            source.get(base as usize..base as usize + length * size as usize).unwrap_or_default(),
        )
    {
        for (o, &index) in out.iter_mut().zip(&numbers[from..]) {
            let index = if index < 0 { index.wrapping_add(length as i64) } else { index };
            *o = *items.get(index as usize).ok_or(Stop::OutOfBounds)?;
        }
        return Ok(());
    }
    let mut cursor = places.cursor(from);
    let mut offsets = [0isize; BLOCK];
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
    out.par_chunks_mut(each * n)
        .enumerate()
        .try_for_each(|(k, part)| subspace_run(places, &runs, n, source, part, k * each, interrupt))
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
    let mut offsets = [0isize; BLOCK];
    let mut layout = runs.layout.clone();
    let per_block = (PARALLEL_BYTES / n / size_of::<T>()).clamp(1, BLOCK);
    for part in out.chunks_mut(n * per_block) {
        if interrupt.load(Ordering::Relaxed) {
            return Err(Stop::Interrupted);
        }
        let offsets = &mut offsets[..part.len() / n];
        cursor.next(offsets)?;
        for (o, &at) in part.chunks_exact_mut(n).zip(offsets.iter()) {
            if layout.shape.len() == 1 {
                pull_run(source, at, runs.stride, o);
                continue;
            }
            layout.offset = at as usize;
            let mut pieces = o.chunks_exact_mut(runs.length);
            for_each_run(&layout, runs.axis, |at| {
                if let Some(piece) = pieces.next() {
                    pull_run(source, at as isize, runs.stride, piece);
                }
            });
        }
    }
    Ok(())
}
