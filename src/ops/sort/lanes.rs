//! Sorting an array along one of its axes.

use std::sync::atomic::Ordering;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, CopyReason, Order, for_each_run};
use crate::ops::assign::{PARALLEL_BYTES, convert};
use crate::ops::parallel;
use crate::ops::reduce::normalize_axis;
use crate::ops::walk::{pull_run, push_run};

use super::key::Key;

/// `a.sort(axis)`: in place, through this array's elements only. NaN goes last.
///
/// Fails with `AxisError`, and with `ValueError` if the array is read-only.
pub fn sort(array: &Array, axis: isize) -> Result<()> {
    let axis = normalize_axis(axis, array.ndim())?;
    if !array.is_writeable() {
        return Err(SortError::ReadOnly {}.into());
    }
    dispatch!(array.dtype(), T => {
        let memory = array.memory();
        let interrupt = memory.interrupt_flag();
        change_lanes::<T>(array, axis, |lane| T::sort(lane, interrupt))
    })
}

/// `np.sort(a, axis)`: a sorted copy, in the memory order of the array; with no axis, of all elements in one dimension.
///
/// Fails with `AxisError`.
pub fn sorted(array: &Array, axis: Option<isize>) -> Result<Array> {
    let (copy, axis) = match axis {
        Some(axis) => {
            normalize_axis(axis, array.ndim())?;
            (convert(array, array.dtype(), Order::K, "sort", CopyReason::Asked)?, axis)
        }
        None => (flat(array, "sort")?, -1),
    };
    sort(&copy, axis)?;
    Ok(copy)
}

/// A one-dimensional copy in C order.
pub(super) fn flat(array: &Array, operation: &'static str) -> Result<Array> {
    let out = Array::overwritten(&array.memory(), &[array.size()], array.dtype(), operation)?;
    dispatch!(array.dtype(), T => out.fill_new(&array.to_vec::<T>()));
    Ok(out.as_copy_of(array, CopyReason::Asked))
}

/// Runs `change` on each lane of a writeable array along `axis`, as a slice.
pub(super) fn change_lanes<T: Key>(
    array: &Array,
    axis: usize,
    change: impl Fn(&mut [T]) + Sync,
) -> Result<()> {
    let layout = array.layout();
    let n = layout.shape[axis];
    let guard = array.write()?;
    if layout.size() == 0 || n == 1 {
        return Ok(());
    }
    let memory = array.memory();
    let interrupt = memory.interrupt_flag();
    let size = size_of::<T>();
    let stride = layout.strides[axis];
    let mut bytes = guard.bytes();
    let whole = layout.bounds(size);
    if stride == size as isize
        && axis + 1 == layout.ndim()
        && layout.is_c_contiguous(size)
        && let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[whole])
    {
        let change = |lane: &mut [T]| {
            if !interrupt.load(Ordering::Relaxed) {
                change(lane);
            }
        };
        if items.len() > n && size_of_val(items) >= PARALLEL_BYTES / 8 {
            parallel::for_each(items.chunks_mut(n), &|_, lane| change(lane));
        } else {
            items.chunks_mut(n).for_each(change);
        }
        return memory.check_interrupt();
    }
    let rest = layout.index_axis(axis, 0);
    let mut lane = crate::memory::filled(n, T::default());
    let mut stopped = false;
    for_each_run(&rest, rest.ndim(), &mut |at| {
        stopped |= interrupt.load(Ordering::Relaxed);
        if !stopped {
            pull_run(&bytes, at as isize, stride, &mut lane);
            change(&mut lane);
            push_run(&mut bytes, at as isize, stride, &lane);
        }
    });
    memory.check_interrupt()
}

crate::error_kinds! {
    /// What can go wrong in a sort.
    pub enum SortError {
        /// `broadcast_to([2, 1], (2, 2)).sort()`
        ValueError ReadOnly {} = "sort array is read-only";
        /// `median(broadcast_to([2, 1], (2, 2)), overwrite_input=True)`
        ValueError PartitionReadOnly {} = "partition array is read-only";
        /// `partition([1, 2], 5)`
        ValueError KthOutOfBounds { kth: i64, n: usize } = "kth(={kth}) out of bounds ({n})";
    }
}
