//! Partitions: the kth elements where a sort would put them.

use crate::error::Result;
use crate::memory::{Array, CopyReason, Order};
use crate::ops::assign::convert;
use crate::ops::reduce::normalize_axis;

use super::indirect::argsort;
use super::lanes::{SortError, flat, sort};
use super::select::select;

/// Shorter lanes are sorted outright, which is a partition too, and the one that NumPy's vector code makes of them.
const SHORT: usize = 256;

/// `a.partition(kth, axis)`: in place.
///
/// Fails with `AxisError`, and with `ValueError` if a place is outside the axis or the array is read-only.
pub fn partition(array: &Array, kth: &[i64], axis: isize) -> Result<()> {
    let along = normalize_axis(axis, array.ndim())?;
    if !array.is_writeable() {
        return Err(SortError::PartitionReadOnly {}.into());
    }
    let n = array.shape()[along];
    let places = places(kth, n, array.size())?;
    if n <= SHORT { sort(array, axis) } else { select(array, along, &places) }
}

/// `np.partition(a, kth, axis)`: a partitioned copy; with no axis, of all elements in one dimension.
///
/// Fails with `AxisError`, and with `ValueError` if a place is outside the axis.
pub fn partitioned(array: &Array, kth: &[i64], axis: Option<isize>) -> Result<Array> {
    let (copy, axis) = match axis {
        Some(axis) => {
            normalize_axis(axis, array.ndim())?;
            (convert(array, array.dtype(), Order::K, "partition", CopyReason::Asked)?, axis)
        }
        None => (flat(array, "partition")?, -1),
    };
    partition(&copy, kth, axis)?;
    Ok(copy)
}

/// `np.argpartition(a, kth, axis)`: the indices that would partition the array; those that would sort it do.
///
/// Fails with `AxisError`, and with `ValueError` if a place is outside the axis.
pub fn argpartition(array: &Array, kth: &[i64], axis: Option<isize>) -> Result<Array> {
    let n = match axis {
        Some(axis) if array.ndim() > 0 => array.shape()[normalize_axis(axis, array.ndim())?],
        _ => array.size(),
    };
    places(kth, n, array.size())?;
    argsort(array, axis)
}

/// The places from the front. Nothing is looked at in an array without elements.
fn places(kth: &[i64], n: usize, size: usize) -> Result<Vec<usize>> {
    if size == 0 {
        return Ok(Vec::new());
    }
    kth.iter()
        .map(|&k| {
            let from_front = if k < 0 { k.saturating_add(n as i64) } else { k };
            match usize::try_from(from_front) {
                Ok(place) if place < n => Ok(place),
                _ => Err(SortError::KthOutOfBounds { kth: from_front, n }.into()),
            }
        })
        .collect()
}
