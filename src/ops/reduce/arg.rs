//! Where the largest and the smallest elements stand.

use std::sync::atomic::Ordering;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Layout, Scalar, Shape};
use crate::ops::assign::{PARALLEL_BYTES, assign};
use crate::ops::parallel;
use crate::ops::walk::Walk;

use super::Value;
use super::axes::normalize_axis;
use super::fold::Extreme;

/// `np.argmax(a, axis, out, keepdims=)`: the index of the first largest element along an axis, or in C order of all; of the first NaN, if there is one.
///
/// The result is int64 and C-ordered. Fails with `AxisError`, with `ValueError` if there is nothing to choose from, or if `out` has another
/// shape, and with `TypeError` if `out` is not of an integer dtype.
pub fn argmax(array: &Array, axis: Option<isize>, out: Option<&Array>, keepdims: bool) -> Result<Value> {
    dispatch!(array.dtype(), T => arg_extreme::<T>(array, axis, out, keepdims, T::larger, "argmax"))
}

/// `np.argmin(a, axis, out, keepdims=)`, as [`argmax`].
pub fn argmin(array: &Array, axis: Option<isize>, out: Option<&Array>, keepdims: bool) -> Result<Value> {
    dispatch!(array.dtype(), T => arg_extreme::<T>(array, axis, out, keepdims, T::smaller, "argmin"))
}

fn arg_extreme<T: Extreme>(
    array: &Array,
    axis: Option<isize>,
    out: Option<&Array>,
    keepdims: bool,
    pick: impl Fn(T, T) -> T + Copy + Send + Sync,
    function: &'static str,
) -> Result<Value> {
    let memory = array.memory();
    let layout = array.layout();
    let ndim = layout.ndim();
    let axis = match axis {
        Some(axis) => Some(normalize_axis(axis, ndim.max(1))?),
        None => None,
    };
    // The reduced axis goes last; all of them, in C order, if none is named.
    let (moved, n) = match axis {
        Some(axis) if ndim > 0 => {
            let axes: Vec<usize> = (0..ndim).filter(|&a| a != axis).chain([axis]).collect();
            (layout.permuted(&axes), layout.shape[axis])
        }
        _ => (layout.clone(), layout.size()),
    };
    let full = axis.is_none() || ndim == 0;
    let mut shape: Shape = if full { Shape::new() } else { moved.shape[..ndim - 1].into() };
    let count: usize = shape.iter().product();
    if keepdims {
        match axis {
            Some(axis) if ndim > 0 => shape.insert(axis, 1),
            _ => shape = Shape::from_elem(1, ndim),
        }
    }
    if let Some(out) = out {
        if out.shape() != shape {
            return Err(ArgError::OutShape { function }.into());
        }
        if !out.dtype().can_cast_safely(DType::Int64) {
            return Err(ArgError::OutDType { dtype: out.dtype() }.into());
        }
    }
    if n == 0 {
        return Err(ArgError::Empty { function }.into());
    }
    let mut result = crate::memory::filled(count, 0i64);
    if layout.size() > 0 {
        let read = array.read();
        let guard = read.bytes();
        let bytes: &[u8] = &guard;
        let interrupt = memory.interrupt_flag();
        let size = size_of::<T>();
        let kept = if full { 0 } else { ndim - 1 };
        let run = Layout {
            shape: moved.shape[kept..].into(),
            strides: moved.strides[kept..].into(),
            offset: moved.offset,
        };
        let contiguous = array.is_aligned() && run.is_c_contiguous(size);
        let starts = starts(&moved, kept);
        let of_run = |start: usize| {
            if contiguous {
                return find(bytemuck::cast_slice(&bytes[start..start + n * size]), pick);
            }
            // Piece by piece: all of it may be far larger than the memory it stands in.
            let strides = [(start as isize, run.strides.clone())].into_iter().collect();
            let walk = Walk::in_order(run.shape.clone(), strides);
            let mut cursor = walk.cursor(0, 0);
            let mut piece = vec![T::default(); n.min(PIECE)];
            let mut best: Option<(usize, T)> = None;
            let mut done = 0;
            while done < n && !interrupt.load(Ordering::Relaxed) {
                let items = &mut piece[..(n - done).min(PIECE)];
                cursor.pull(bytes, items);
                let at = find(items, pick);
                if best.is_none_or(|(_, top)| beats(items[at], top, pick)) {
                    best = Some((done + at, items[at]));
                }
                done += items.len();
            }
            best.map_or(0, |(at, _)| at)
        };
        if layout.size() * size >= PARALLEL_BYTES && count > 1 {
            parallel::for_each(result.iter_mut().zip(starts), &|_, (to, start)| {
                if !interrupt.load(Ordering::Relaxed) {
                    *to = of_run(start) as i64;
                }
            });
        } else {
            for (to, start) in result.iter_mut().zip(starts) {
                *to = of_run(start) as i64;
            }
        }
        memory.check_interrupt()?;
    }
    if let (None, true) = (out, shape.is_empty()) {
        return Ok(Value::Scalar(Scalar::new(result[0])));
    }
    let result = Array::from_slice(&memory, &shape, &result, function)?;
    Ok(Value::Array(match out {
        Some(out) => {
            assign(out, &result)?;
            out.clone()
        }
        None => result,
    }))
}

/// How many elements that do not stand together are fetched at a time.
const PIECE: usize = 1 << 14;

/// The byte at which each run starts, in C order of the first `kept` axes.
fn starts(layout: &Layout, kept: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    crate::memory::for_each_run(layout, kept, &mut |at| starts.push(at));
    starts
}

/// The index of the first element that is as extreme as the extreme of all.
fn find<T: Extreme>(items: &[T], pick: impl Fn(T, T) -> T + Copy + Send + Sync) -> usize {
    const BLOCK: usize = 4096;
    if size_of_val(items) >= PARALLEL_BYTES {
        let half = items.len() / 2;
        let (left, right) = items.split_at(half);
        let (Some(a), Some(b)) = parallel::join(|| find(left, pick), || find(right, pick)) else { return 0 };
        let (x, y) = (left[a], right[b]);
        return if beats(y, x, pick) { half + b } else { a };
    }
    let mut best = items[0];
    let mut block = 0;
    for (i, chunk) in items.chunks(BLOCK).enumerate() {
        let top = extreme(chunk, pick);
        if beats(top, best, pick) {
            (best, block) = (top, i);
        }
        if is_nan(best) {
            break;
        }
    }
    let from = block * BLOCK;
    let chunk = &items[from..items.len().min(from + BLOCK)];
    let same = |x: &T| if is_nan(best) { is_nan(*x) } else { *x == best };
    from + chunk.iter().position(same).unwrap_or(0)
}

/// Whether `x` is more extreme than `best`, not merely as extreme.
fn beats<T: Extreme>(x: T, best: T, pick: impl Fn(T, T) -> T) -> bool {
    if is_nan(best) {
        return false;
    }
    is_nan(x) || (x != best && pick(best, x) == x)
}

/// Whether an element is not even equal to itself.
#[allow(clippy::eq_op)]
fn is_nan<T: Extreme>(x: T) -> bool {
    x != x
}

/// The extreme of a run, which is not empty.
fn extreme<T: Extreme>(run: &[T], pick: impl Fn(T, T) -> T) -> T {
    let (wide, rest) = run.as_chunks::<16>();
    let Some((first, wide)) = wide.split_first() else {
        return rest[1..].iter().fold(rest[0], |a, &b| pick(a, b));
    };
    let mut lanes = *first;
    for chunk in wide {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = pick(*lane, x);
        }
    }
    lanes[1..].iter().chain(rest).fold(lanes[0], |a, &b| pick(a, b))
}

crate::error_kinds! {
    /// What can go wrong in `argmax` and `argmin`.
    pub enum ArgError {
        /// `argmax([])`
        ValueError Empty { function: &'static str } = "attempt to get {function} of an empty sequence";
        /// `argmax([1, 2], out=zeros(2, dtype=int))`
        ValueError OutShape { function: &'static str } = "output array does not match result of np.{function}.";
        /// `argmax([1, 2], out=array(0.))`
        TypeError OutDType { dtype: DType } = "Cannot cast array data from dtype('{}') to dtype('int64') according to the rule 'safe'", dtype.name();
    }
}
