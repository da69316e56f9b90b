//! Orders of several keys at once: `np.lexsort`, and the distinct slices of `np.unique(a, axis=…)`.

use std::cmp::Ordering;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, CopyReason, Order};
use crate::ops::index::{Mode, take, take_along_axis};
use crate::ops::shape::{CopyMode, moveaxis, normalize_axis, reshape};

use super::indirect::argsort;
use super::key::Key;
use super::sample::sort_slice;
use super::unique::{Unique, UniqueOptions};

/// `np.lexsort(keys, axis)`: the indices that sort by the last key, equal elements by the one before it, and so on. Of 0-d keys, 0.
///
/// Fails with `TypeError` without keys, with `ValueError` if their shapes differ, and with `AxisError`.
pub fn lexsort(keys: &[Array], axis: i64) -> Result<Array> {
    let Some((first, rest)) = keys.split_first() else { return Err(RowsError::NoKeys {}.into()) };
    if rest.iter().any(|key| key.shape() != first.shape()) {
        return Err(RowsError::Shapes {}.into());
    }
    if first.ndim() == 0 {
        return Array::from_slice(&first.memory(), &[], &[0i64], "lexsort");
    }
    let axis = normalize_axis(axis, first.ndim(), None)? as i64;
    let mut order = argsort(first, Some(axis as isize))?;
    if first.size() == 0 {
        return Ok(order);
    }
    for key in rest {
        first.memory().check_interrupt()?;
        let by = argsort(&take_along_axis(key, &order, Some(axis))?, Some(axis as isize))?;
        order = take_along_axis(&order, &by, Some(axis))?.as_new();
    }
    Ok(order)
}

/// `np.unique(a, axis=axis, …)`: the distinct slices along an axis, sorted by their first element, then by the next. NaN is unlike NaN here.
///
/// Fails with `AxisError`.
pub fn unique_along(a: &Array, axis: i64, options: &UniqueOptions) -> Result<Unique> {
    let axis = normalize_axis(axis, a.ndim(), None)? as i64;
    let turned = moveaxis(a, &[axis], &[0])?;
    let n = turned.shape()[0];
    let width: usize = turned.shape()[1..].iter().product();
    let rows = reshape(&turned, &[n as i64, width as i64], Order::C, CopyMode::IfNeeded)?;
    let (order, starts) = dispatch!(a.dtype(), T => groups::<T>(&rows, n, width)?);
    let memory = a.memory();
    let numbers = |values: &[i64]| Array::from_slice(&memory, &[values.len()], values, "unique");
    let first: Vec<i64> = starts.iter().map(|&start| order[start] as i64).collect();
    let values = take(&turned, &numbers(&first)?, Some(0), Mode::Raise, None)?;
    let values = moveaxis(&values, &[0], &[axis])?.as_copy_of(a, CopyReason::Asked);
    let end = |group: usize| starts.get(group + 1).copied().unwrap_or(n);
    let inverse = || {
        let mut inverse = crate::memory::filled(n, 0i64);
        for (group, &start) in starts.iter().enumerate() {
            order[start..end(group)].iter().for_each(|&row| inverse[row as usize] = group as i64);
        }
        numbers(&inverse)
    };
    let counts = || {
        let counts: Vec<i64> =
            starts.iter().enumerate().map(|(group, &start)| (end(group) - start) as i64).collect();
        numbers(&counts)
    };
    Ok(Unique {
        values,
        index: options.index.then(|| numbers(&first)).transpose()?,
        inverse: options.inverse.then(inverse).transpose()?,
        counts: options.counts.then(counts).transpose()?,
    })
}

/// The rows in order, equal ones as they come, and where each group of equal ones starts.
fn groups<T: Key>(rows: &Array, n: usize, width: usize) -> Result<(Vec<u32>, Vec<usize>)> {
    let items: Vec<T> = rows.to_vec();
    let row = |i: u32| &items[i as usize * width..(i as usize + 1) * width];
    let compare: &(dyn Fn(&u32, &u32) -> Ordering + Sync) =
        &|a, b| row(*a).iter().map(|x| x.key()).cmp(row(*b).iter().map(|x| x.key())).then_with(|| a.cmp(b));
    let n = u32::try_from(n).map_err(|_| RowsError::TooMany {})?;
    let mut order: Vec<u32> = (0..n).collect();
    let memory = rows.memory();
    sort_slice(&mut order, compare, memory.interrupt_flag());
    memory.check_interrupt()?;
    let starts = (0..order.len()).filter(|&i| i == 0 || row(order[i]) != row(order[i - 1])).collect();
    Ok((order, starts))
}

crate::error_kinds! {
    /// What can go wrong with several keys.
    pub enum RowsError {
        /// `lexsort(())`
        TypeError NoKeys {} = "need sequence of keys with len > 0 in lexsort";
        /// `lexsort([[1, 2], [1, 2, 3]])`
        ValueError Shapes {} = "all keys need to be the same shape";
        /// `unique(broadcast_to(1, (2**33, 2)), axis=0)`
        MemoryError TooMany {} = "too many slices to be compared";
    }
}
