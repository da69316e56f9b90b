//! Copying elements from one array to another: assignment, casts, copies, conversion.

use bytemuck::Pod;

use crate::error::Result;
use crate::memory::{
    Array, CopyReason, DType, Element, Event, FpStatus, Init, Layout, Memory, Order, Shape, filled,
};

use super::cast::{self, Cast, loses, warn_of_complex};
use super::shape::LengthsText;
pub(crate) use super::transfer::PARALLEL_BYTES;
use super::transfer::transfer;
use super::walk::{BLOCK, Walk};

/// Writes `source`, broadcast to the shape of `target` and cast to its dtype, into `target`: as if `source` were read whole first.
///
/// Fails with `ValueError` if the shapes do not fit or `target` is read-only. The cast is `'unsafe'`; see [`crate::memory::DType::can_cast`].
pub fn assign(target: &Array, source: &Array) -> Result<()> {
    assign_part(target, target.layout(), source)
}

/// The same for the part of `target` that `to` lays out: `target[…] = source`.
pub(crate) fn assign_part(target: &Array, to: Layout, source: &Array) -> Result<()> {
    write(target, to, source, |to, from| Walk::front_to_back(&[to, from]))
}

/// The same for a packed array made of a Python sequence, which NumPy writes straight into a part of its own shape: element by element.
pub(crate) fn assign_sequence(target: &Array, to: Layout, source: &Array) -> Result<()> {
    if to.shape == source.shape() {
        write(target, to, source, |to, from| Walk::voted(&[to, from], &[from], &[]))
    } else {
        assign_part(target, to, source)
    }
}

fn write(
    target: &Array,
    to: Layout,
    source: &Array,
    walk: impl FnOnce(&Layout, &Layout) -> Walk,
) -> Result<()> {
    let from = source.layout();
    let broadcast = fit(&from, &to.shape).ok_or_else(|| {
        let extra = from.ndim().saturating_sub(to.ndim());
        let ones = from.shape[..extra].iter().take_while(|&&n| n == 1).count();
        AssignError::Broadcast { from: from.shape[ones..].into(), into: to.shape.clone() }
    })?;
    if target.same_buffer(source) {
        let same_place = source.dtype() == target.dtype()
            && broadcast.offset == to.offset
            && broadcast.strides == to.strides;
        let (a, b) = (to.bounds(target.itemsize()), from.bounds(source.itemsize()));
        if !same_place && a.start < b.end && b.start < a.end {
            let copy = copy(source, Order::K)?;
            return write(target, to, &copy, walk);
        }
    }
    let guard = target.write_part(to.clone())?;
    if from.ndim() > 0 {
        let bytes = to.size() * target.itemsize();
        target.memory().record_detail(|| Event::Moved { buffer: target.buffer().id(), bytes });
    }
    warn_of_complex(source.dtype(), target.dtype(), &target.memory());
    if broadcast.size() == 0 {
        return Ok(());
    }
    let mut walk_to = to;
    walk_to.shape.clone_from(&broadcast.shape);
    let walk = walk(&walk_to, &broadcast);
    let memory = target.memory();
    let mut bytes = guard.bytes();
    if target.same_buffer(source) {
        return write_within(&walk, &mut bytes, target.dtype(), source.dtype(), &memory);
    }
    let read = source.read();
    transfer(&walk, &mut bytes, target.dtype(), &read.bytes(), source.dtype(), &memory)
}

/// `from` broadcast to `shape`; leading axes of length one that `shape` lacks are dropped, as assignment does in NumPy.
fn fit(from: &Layout, shape: &[usize]) -> Option<Layout> {
    if from.ndim() <= shape.len() {
        return from.broadcast_to(shape);
    }
    let extra = from.ndim() - shape.len();
    if from.shape[..extra].iter().any(|&n| n != 1) {
        return None;
    }
    let mut from = from.clone();
    from.shape.drain(..extra);
    from.strides.drain(..extra);
    from.broadcast_to(shape)
}

/// Source and target in one buffer, no element of one being a different element of the other: block by block through scratch.
fn write_within(walk: &Walk, bytes: &mut [u8], to: DType, from: DType, memory: &Memory) -> Result<()> {
    let cast = Cast::new(from, to);
    let (mut target, mut source) = (walk.cursor(0, 0), walk.cursor(1, 0));
    let mut scratch = [0u64; 2 * BLOCK];
    let scratch: &mut [u8] = bytemuck::cast_slice_mut(&mut scratch);
    let mut status = FpStatus::NONE;
    let mut left = walk.len();
    while left > 0 {
        let n = left.min(BLOCK);
        let block = &mut scratch[..n * to.itemsize()];
        status |= cast.pull(&mut source, bytes, block);
        target.push_bytes(bytes, to.itemsize(), block);
        left -= n;
        memory.check_interrupt()?;
    }
    cast::warn(status, memory);
    Ok(())
}

/// A copy in `order`, packed: `a.copy(order)`.
pub fn copy(array: &Array, order: Order) -> Result<Array> {
    convert(array, array.dtype(), order, "copy", CopyReason::Asked)
}

/// A packed copy in `order`, cast to `dtype`, recorded under the name of an operation: the copying half of `astype` and its like.
pub fn convert(
    array: &Array,
    dtype: DType,
    order: Order,
    operation: &'static str,
    reason: CopyReason,
) -> Result<Array> {
    let layout = array.packed_layout(order, dtype.itemsize());
    let out = Array::with_layout(&array.memory(), layout, dtype, Init::Overwritten, operation)?;
    if !fill_packed(&out, array) {
        fill_from(&out, array)?;
    }
    Ok(out.as_copy_of(array, reason))
}

/// Fills a small new array from one that stands packed in the same order; otherwise nothing is done. Large ones are worth several threads.
fn fill_packed(out: &Array, source: &Array) -> bool {
    let bytes = out.nbytes();
    if out.dtype() != source.dtype() || bytes >= PARALLEL_BYTES {
        return false;
    }
    if bytes == 0 {
        // An empty view may begin anywhere.
        return true;
    }
    let both = |c: bool, f: bool| c && source.is_c_contiguous() || f && source.is_f_contiguous();
    if !both(out.is_c_contiguous(), out.is_f_contiguous()) {
        return false;
    }
    let (read, guard) = (source.read(), out.write_new());
    let at = read.layout().offset;
    guard.bytes()[..bytes].copy_from_slice(&read.bytes()[at..at + bytes]);
    true
}

/// Fills an array that nobody else has seen from one of the same shape in another buffer, with a cast.
pub(crate) fn fill_from(out: &Array, source: &Array) -> Result<()> {
    fill_layout(out, &out.layout(), source, &source.layout())
}

/// Fills a part of an array that nobody else has seen from a part of an array in another buffer, with a cast. The layouts have one shape and
/// lie inside the buffers.
pub(crate) fn fill_layout(out: &Array, to: &Layout, source: &Array, from: &Layout) -> Result<()> {
    warn_of_complex(source.dtype(), out.dtype(), &out.memory());
    if to.size() == 0 {
        return Ok(());
    }
    let walk = Walk::new(&[to, from]);
    let memory = out.memory();
    let read = source.read();
    let guard = out.write_new();
    transfer(&walk, &mut guard.bytes(), out.dtype(), &read.bytes(), source.dtype(), &memory)
}

/// Fills a part of an array that nobody else has seen from another part of it. The layouts have one shape, and no element of one is a different
/// element of the other.
pub(crate) fn fill_within(out: &Array, to: &Layout, from: &Layout) -> Result<()> {
    if to.size() == 0 {
        return Ok(());
    }
    let walk = Walk::new(&[to, from]);
    let guard = out.write_new();
    write_within(&walk, &mut guard.bytes(), out.dtype(), out.dtype(), &out.memory())
}

/// What a cast of all elements of `source` to `to` would lose, for operations that tell of it under their own name.
///
/// Fails only with `KeyboardInterrupt`.
pub(crate) fn cast_status(source: &Array, to: DType) -> Result<FpStatus> {
    let mut status = FpStatus::NONE;
    if !loses(source.dtype(), to) {
        return Ok(status);
    }
    let cast = Cast::new(source.dtype(), to);
    let read = source.read();
    let walk = Walk::new(&[read.layout()]);
    let mut cursor = walk.cursor(0, 0);
    let mut scratch = [0u64; 2 * BLOCK];
    let scratch: &mut [u8] = bytemuck::cast_slice_mut(&mut scratch);
    let mut left = walk.len();
    while left > 0 {
        let n = left.min(BLOCK);
        status |= cast.pull(&mut cursor, &read.bytes(), &mut scratch[..n * to.itemsize()]);
        left -= n;
        source.memory().check_interrupt()?;
    }
    Ok(status)
}

/// The elements of `array` in C order, cast to `T`.
pub(crate) fn to_vec_as<T: Element>(array: &Array) -> Vec<T> {
    if array.dtype() == T::DTYPE {
        return array.to_vec();
    }
    let mut out = filled(array.layout().size(), T::default());
    to_bytes_as(array, T::DTYPE, bytemuck::cast_slice_mut(&mut out));
    out
}

/// Fills `out` with the elements of `array` in C order, cast to `to`.
fn to_bytes_as(array: &Array, to: DType, out: &mut [u8]) {
    let read = array.read();
    // One operand: its own order would be memory order, so the target's C order has to vote first.
    let target = Layout::c(&read.layout().shape, to.itemsize());
    let walk = Walk::new(&[&target, read.layout()]);
    Cast::new(array.dtype(), to).pull(&mut walk.cursor(1, 0), &read.bytes(), out);
}

/// The elements of `array` in C order, cast to `to`, one behind the other: in words, of which the last may not be full.
pub(crate) fn to_words_as(array: &Array, to: DType) -> Vec<u64> {
    let bytes = array.layout().size() * to.itemsize();
    let mut words = filled(bytes.div_ceil(8), 0u64);
    to_bytes_as(array, to, &mut bytemuck::cast_slice_mut(&mut words)[..bytes]);
    words
}

/// Runs `f` on the elements of `array` in C order, cast to `dtype`, as plain words of its size; not copied if they stand so.
pub(crate) fn with_words<T: Pod, R>(array: &Array, dtype: DType, f: impl FnOnce(&[T]) -> R) -> R {
    let n = array.size();
    if n > 0 && array.dtype() == dtype && array.is_c_contiguous() {
        let read = array.read();
        let at = read.layout().offset;
        if let Ok(items) = bytemuck::try_cast_slice(&read.bytes()[at..at + n * size_of::<T>()]) {
            return f(items);
        }
    }
    f(&bytemuck::cast_slice(&to_words_as(array, dtype))[..n])
}

crate::error_kinds! {
    /// What can go wrong in an assignment.
    pub enum AssignError {
        /// `a = zeros(2); a[:] = [1, 2, 3]`
        ValueError Broadcast { from: Shape, into: Shape } = "could not broadcast input array from shape {} into shape {}", LengthsText(from), LengthsText(into);
    }
}
