//! Where the elements of a sorted array come from.

use std::sync::atomic::AtomicBool;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Layout, filled, for_each_run};
use crate::ops::reduce::normalize_axis;
use crate::ops::walk::{pull_run, push_run};

use super::key::{Key, Ranked};
use super::lanes::flat;

/// `np.argsort(a, axis)`: the indices that would sort the array, equal elements in their order. int64, in C order.
///
/// Fails with `AxisError`.
pub fn argsort(array: &Array, axis: Option<isize>) -> Result<Array> {
    let (source, axis) = match axis {
        None => (flat(array, "argsort")?, 0),
        Some(axis) if array.ndim() == 0 => {
            normalize_axis(axis, 1)?;
            (flat(array, "argsort")?, 0)
        }
        Some(axis) => (array.clone(), normalize_axis(axis, array.ndim())?),
    };
    dispatch!(source.dtype(), T => argsort_along::<T>(&source, axis))
}

fn argsort_along<T: Key>(array: &Array, axis: usize) -> Result<Array> {
    let memory = array.memory();
    let layout = array.layout();
    let out = Array::overwritten(&memory, &layout.shape, DType::Int64, "argsort")?;
    if layout.size() == 0 {
        return Ok(out);
    }
    let to = Layout::c(&layout.shape, 8);
    let n = layout.shape[axis];
    let read = array.read();
    let bytes = read.bytes();
    let guard = out.write()?;
    let mut target = guard.bytes();
    let mut starts = Vec::new();
    let rest = to.index_axis(axis, 0);
    for_each_run(&rest, rest.ndim(), &mut |at| starts.push(at));
    let mut starts = starts.into_iter();
    let mut lane = filled(n, T::default());
    let from = layout.index_axis(axis, 0);
    for_each_run(&from, from.ndim(), &mut |at| {
        if let Some(start) = starts.next()
            && memory.check_interrupt().is_ok()
        {
            pull_run(&bytes, at as isize, layout.strides[axis], &mut lane);
            push_run(&mut target, start as isize, to.strides[axis], &order(&lane, memory.interrupt_flag()));
        }
    });
    drop((bytes, target));
    memory.check_interrupt()?;
    drop(read);
    Ok(out)
}

/// The indices that sort `items`, equal ones in their order; not sorted yet if `interrupt` is set.
pub(super) fn order<T: Key>(items: &[T], interrupt: &AtomicBool) -> Vec<i64> {
    T::Key::order(items.iter().map(|x| x.key()), interrupt)
}
