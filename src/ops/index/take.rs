//! `take` and its kin: elements or whole slices along one axis.

use bytemuck::Pod;

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Kind, Layout, Memory, Order, Shape};
use crate::ops::assign::{self, PARALLEL_BYTES};
use crate::ops::parallel;

use super::error::{IndexingError, PickError};
use super::gather::Stop;
use super::parse::{IndexItem, wrap};
use super::{get, mask};
use crate::width;

/// What becomes of an index outside its axis: NumPy's `mode=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// An error. Negative indices count from the end.
    #[default]
    Raise,
    /// Taken modulo the length.
    Wrap,
    /// The nearest end; a negative index is the first element.
    Clip,
}

impl Mode {
    /// The mode by its name. Fails with NumPy's `ValueError`.
    pub fn from_name(name: &str) -> Result<Self> {
        Ok(match name {
            "raise" => Self::Raise,
            "wrap" => Self::Wrap,
            "clip" => Self::Clip,
            // What begins as one of the modes was once taken for it.
            _ if name.starts_with(['c', 'C', 'r', 'R', 'w', 'W']) => {
                return Err(PickError::InexactMode {}.into());
            }
            _ => return Err(PickError::ClipMode { given: name.into() }.into()),
        })
    }

    /// The place that an index means on an axis of length `n` (not zero); `None` where that is an error.
    #[inline]
    pub(super) fn place(self, index: i64, n: usize) -> Option<usize> {
        match self {
            Self::Raise => wrap(index, n),
            Self::Wrap => Some(index.rem_euclid(n as i64) as usize),
            Self::Clip => Some(index.clamp(0, n as i64 - 1) as usize),
        }
    }
}

/// An axis as a number from 0 on.
///
/// Fails with `AxisError`.
pub(super) fn normalize_axis(axis: i64, ndim: usize) -> Result<usize> {
    wrap(axis, ndim).ok_or_else(|| PickError::Axis { axis, ndim }.into())
}

/// Indices for a function that casts them to int64 by the rule `'safe'` or `'same_kind'`, in C order.
pub(super) fn with_indices<R>(indices: &Array, same_kind: bool, f: impl FnOnce(&[i64]) -> R) -> Result<R> {
    let from = indices.dtype();
    let refused = match from.kind() {
        Kind::Float | Kind::Complex => true,
        _ => from == DType::UInt64 && !same_kind,
    };
    if refused {
        return Err(PickError::Cast { scalar: indices.ndim() == 0, from, to: DType::Int64, same_kind }.into());
    }
    Ok(if from == DType::Int64 {
        indices.with_slice::<i64, R>(f)
    } else {
        f(&assign::to_vec_as::<i64>(indices))
    })
}

/// The same array in C order: itself if it stands so.
pub(super) fn in_c_order(array: &Array) -> Result<Array> {
    if array.is_c_contiguous() && array.is_aligned() {
        return Ok(array.clone());
    }
    assign::convert(array, array.dtype(), Order::C, "ascontiguousarray", CopyReason::NotContiguous)
}

/// `np.take(array, indices, axis, out, mode)`: the slices along `axis` (`None`: of the flattened array) that `indices` name.
///
/// The result has the shape `array.shape[:axis] + indices.shape + array.shape[axis + 1:]`, in C order, and is a copy; it is 0-d where NumPy gives a
/// scalar. Fails with `IndexError` out of bounds (mode `Raise`) or on an empty axis, with `TypeError` if `indices` are no integers or `out` does
/// not cast, with `ValueError` if `out` does not fit.
pub fn take(
    array: &Array,
    indices: &Array,
    axis: Option<i64>,
    mode: Mode,
    out: Option<&Array>,
) -> Result<Array> {
    let mut shape = array.shape();
    let axis = match axis {
        Some(axis) if !shape.is_empty() => normalize_axis(axis, shape.len())?,
        Some(axis) if axis != 0 && axis != -1 => return Err(PickError::Axis { axis, ndim: 0 }.into()),
        _ => {
            shape = Shape::from_slice(&[array.size()]);
            0
        }
    };
    let result: Shape = [&shape[..axis], &indices.shape(), &shape[axis + 1..]].concat().into();
    if let Some(out) = out {
        check_out(out, &result, array.dtype())?;
    }
    let picked =
        with_indices(indices, true, |places| take_places(array, &shape, axis, places, mode, &result))??;
    match out {
        None => Ok(picked.as_copy_of(array, CopyReason::AdvancedIndex)),
        Some(out) => {
            assign::assign(out, &picked)?;
            Ok(out.clone())
        }
    }
}

/// `out=` must have the shape of the result, and cast safely to its dtype: NumPy goes through a copy that is written back.
fn check_out(out: &Array, shape: &[usize], dtype: DType) -> Result<()> {
    if out.shape().as_slice() != shape {
        return Err(PickError::TakeOut {}.into());
    }
    if !out.dtype().can_cast_safely(dtype) {
        return Err(PickError::Cast {
            scalar: out.ndim() == 0,
            from: out.dtype(),
            to: dtype,
            same_kind: false,
        }
        .into());
    }
    if !out.is_writeable() {
        return Err(PickError::WriteBack {}.into());
    }
    Ok(())
}

fn take_places(
    array: &Array,
    shape: &[usize],
    axis: usize,
    places: &[i64],
    mode: Mode,
    result: &[usize],
) -> Result<Array> {
    let memory = array.memory();
    let (outer, length) = (shape[..axis].iter().product::<usize>(), shape[axis]);
    let chunk: usize = shape[axis + 1..].iter().product();
    let out = Array::overwritten(&memory, result, array.dtype(), "take")?;
    if length == 0 && out.size() != 0 {
        return Err(PickError::EmptyTake {}.into());
    }
    if outer == 0 || places.is_empty() || (length == 0 && mode != Mode::Raise) {
        return Ok(out);
    }
    let fault = || -> Result<()> {
        let bad = places.iter().find(|&&i| mode.place(i, length).is_none());
        bad.map_or(Ok(()), |&index| Err(IndexingError::OutOfBounds { index, axis, size: length }.into()))
    };
    if chunk == 0 {
        fault()?;
        return Ok(out);
    }
    let source = in_c_order(array)?;
    let stopped = {
        let read = source.read();
        let bytes = read.bytes();
        let guard = out.write_new();
        let mut target = guard.bytes();
        let itemsize = array.itemsize();
        let from = read.layout().offset;
        width!(itemsize, T => {
            let items = &bytes[from..from + outer * length * chunk * itemsize];
            let out = bytemuck::try_cast_slice_mut::<u8, T>(&mut target).unwrap_or_default();
            match bytemuck::try_cast_slice::<u8, T>(items) {
                Ok(items) => pick(items, out, places, &Job { length, chunk, mode }, &memory),
                Err(_) => Err(Stop::Interrupted),
            }
        })
    };
    match stopped {
        Ok(()) => {}
        Err(Stop::Interrupted) => memory.check_interrupt()?,
        Err(Stop::OutOfBounds) => fault()?,
    }
    Ok(out)
}

struct Job {
    /// The length of the axis.
    length: usize,
    /// Elements in a slice.
    chunk: usize,
    mode: Mode,
}

fn pick<T: Pod + Send + Sync>(
    items: &[T],
    out: &mut [T],
    places: &[i64],
    job: &Job,
    memory: &Memory,
) -> Result<(), Stop> {
    let row = places.len() * job.chunk;
    if job.chunk == 1 && items.len() == job.length {
        if size_of_val(out) < PARALLEL_BYTES {
            return pick_elements(items, out, places, job.mode);
        }
        let share = PARALLEL_BYTES / 8 / size_of::<T>();
        let interrupt = memory.interrupt_flag();
        return parallel::try_for_each(
            out.chunks_mut(share).zip(places.chunks(share)),
            &|_, (out, places)| {
                if interrupt.load(std::sync::atomic::Ordering::Relaxed) {
                    return Err(Stop::Interrupted);
                }
                pick_elements(items, out, places, job.mode)
            },
        );
    }
    let places: Vec<usize> = places
        .iter()
        .map(|&i| job.mode.place(i, job.length))
        .collect::<Option<_>>()
        .ok_or(Stop::OutOfBounds)?;
    // A share is some slices of one row of the result, so that one long row is shared out as well as many short ones.
    let share = (PARALLEL_BYTES / 4 / size_of::<T>() / job.chunk).clamp(1, places.len()) * job.chunk;
    let interrupt = memory.interrupt_flag();
    let copy_share = |first: usize, from: &[T], out: &mut [T]| {
        if job.chunk == 1 {
            for (o, &place) in out.iter_mut().zip(&places[first..]) {
                *o = from[place];
            }
        } else {
            for (o, &place) in out.chunks_exact_mut(job.chunk).zip(&places[first..]) {
                o.copy_from_slice(&from[place * job.chunk..(place + 1) * job.chunk]);
            }
        }
    };
    let rows = items.chunks_exact(job.length * job.chunk);
    if size_of_val(out) < PARALLEL_BYTES {
        out.chunks_exact_mut(row).zip(rows).for_each(|(out, from)| copy_share(0, from, out));
        return Ok(());
    }
    let few = row <= share;
    let parts = out.chunks_exact_mut(row).zip(rows);
    parallel::try_for_each(parts, &|_, (out, from)| {
        if interrupt.load(std::sync::atomic::Ordering::Relaxed) {
            return Err(Stop::Interrupted);
        }
        if few {
            copy_share(0, from, out);
        } else {
            parallel::for_each(out.chunks_mut(share), &|k, out| {
                copy_share(k * share / job.chunk, from, out);
            });
        }
        Ok(())
    })
}

/// Single elements of a flat run.
fn pick_elements<T: Copy>(items: &[T], out: &mut [T], places: &[i64], mode: Mode) -> Result<(), Stop> {
    match mode {
        Mode::Raise => {
            for (o, &index) in out.iter_mut().zip(places) {
                let index = if index < 0 { index.wrapping_add(items.len() as i64) } else { index };
                *o = *items.get(index as usize).ok_or(Stop::OutOfBounds)?;
            }
        }
        Mode::Wrap | Mode::Clip => {
            for (o, &index) in out.iter_mut().zip(places) {
                *o = items[mode.place(index, items.len()).ok_or(Stop::OutOfBounds)?];
            }
        }
    }
    Ok(())
}

/// `np.compress(condition, array, axis, out)`: [`take`] of the places where a 1-d condition is True.
pub fn compress(condition: &Array, array: &Array, axis: Option<i64>, out: Option<&Array>) -> Result<Array> {
    if condition.ndim() != 1 {
        return Err(PickError::Condition {}.into());
    }
    let places = true_places(condition)?;
    take(array, &places, axis, Mode::Raise, out)
}

/// Where the elements of an array, flattened, are not zero: a new array of int64.
pub(super) fn true_places(condition: &Array) -> Result<Array> {
    super::nonzero::with_truth(condition, |truth| {
        let counts = mask::counts(truth);
        let mut numbers = crate::memory::filled(counts.iter().sum(), 0);
        mask::numbers(truth, &counts, &mut numbers);
        Array::from_slice(&condition.memory(), &[numbers.len()], &numbers, "nonzero")
    })
}

/// `np.extract(condition, array)`: the elements of the flattened array where the flattened condition is not zero.
pub fn extract(condition: &Array, array: &Array) -> Result<Array> {
    if condition.size() == array.size() && condition.dtype() == DType::Bool && array.ndim() > 0 {
        let picked = mask::get(array, condition, "extract")?;
        return Ok(picked.as_copy_of(array, CopyReason::AdvancedIndex));
    }
    take(array, &true_places(condition)?, None, Mode::Raise, None)
}

/// The index of `take_along_axis`: for every other axis all its places, broadcast against `indices`.
pub(super) fn along_axis(array: &Array, indices: &Array, axis: usize) -> Result<Vec<IndexItem>> {
    if !indices.dtype().is_integer() {
        return Err(PickError::AlongIntegers {}.into());
    }
    let shape = array.shape();
    if indices.ndim() != shape.len() {
        return Err(PickError::AlongDims {}.into());
    }
    let memory = array.memory();
    (0..shape.len())
        .map(|k| {
            if k == axis {
                return Ok(IndexItem::Array(indices.clone()));
            }
            let places: Vec<i64> = (0..shape[k] as i64).collect();
            let places = Array::from_slice(&memory, &[shape[k]], &places, "arange")?;
            let mut spread = Layout::c(&Shape::from_elem(1, shape.len()), 8);
            spread.shape[k] = shape[k];
            for (a, stride) in spread.strides.iter_mut().enumerate() {
                *stride = if a < k { 8 * shape[k] as isize } else { 8 };
            }
            Ok(IndexItem::Array(places.view(spread, "reshape")))
        })
        .collect()
}

/// `np.take_along_axis(array, indices, axis)`: for each place along the other axes the elements that `indices` name there.
pub fn take_along_axis(array: &Array, indices: &Array, axis: Option<i64>) -> Result<Array> {
    let Some(axis) = axis else {
        if indices.ndim() != 1 {
            return Err(PickError::AlongFlatDims {}.into());
        }
        if !indices.dtype().is_integer() {
            return Err(PickError::AlongIntegers {}.into());
        }
        if array.size() == 0
            && let Some(&index) = assign::to_vec_as::<i64>(indices).first()
        {
            return Err(IndexingError::OutOfBounds { index, axis: 0, size: 0 }.into());
        }
        return take(array, indices, None, Mode::Raise, None);
    };
    let axis = normalize_axis(axis, array.ndim())?;
    get(array, &along_axis(array, indices, axis)?)?.into_array(array)
}
