//! Where the elements of a sorted array come from.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Layout, filled, for_each_run, with_room};
use crate::ops::reduce::normalize_axis;
use crate::ops::walk::{pull_run, push_run};

use super::key::Key;
use super::lanes::flat;
use super::sample::sort_slice;

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

/// How many keys are made between two looks at the interrupt flag.
const PART: usize = 1 << 18;

/// The indices that sort `items`, equal ones in their order; not sorted yet if `interrupt` is set.
pub(super) fn order<T: Key>(items: &[T], interrupt: &AtomicBool) -> Vec<i64> {
    if u32::try_from(items.len()).is_ok() {
        // Key and index together: the index settles ties, so that the fast unstable sort is stable.
        let mut pairs: Vec<(T::Key, u32)> = with_room(items.len());
        for (k, part) in items.chunks(PART).enumerate() {
            if interrupt.load(Ordering::Relaxed) {
                return vec![0; items.len()];
            }
            pairs.extend(part.iter().enumerate().map(|(i, &x)| (x.key(), (k * PART + i) as u32)));
        }
        sort_slice(&mut pairs, Ord::cmp, interrupt);
        return pairs.into_iter().map(|(_, i)| i64::from(i)).collect();
    }
    let mut pairs: Vec<(T::Key, i64)> = items.iter().enumerate().map(|(i, &x)| (x.key(), i as i64)).collect();
    sort_slice(&mut pairs, Ord::cmp, interrupt);
    pairs.into_iter().map(|(_, i)| i).collect()
}
