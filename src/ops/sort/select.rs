//! Some elements at the places where a sort would put them, the others on their side of these.

use crate::dispatch;
use crate::error::Result;
use crate::memory::Array;

use super::key::Key;
use super::lanes::{SortError, change_lanes};

/// Brings the elements of each lane along an axis that a sort would put at the places `kth` there, smaller ones before, larger ones behind: in
/// place. Places outside the axis do not count.
///
/// Fails with `ValueError` if the array is read-only.
pub(crate) fn select(array: &Array, axis: usize, kth: &[usize]) -> Result<()> {
    if !array.is_writeable() {
        return Err(SortError::PartitionReadOnly {}.into());
    }
    let mut kth: Vec<usize> = kth.iter().copied().filter(|&k| k < array.shape()[axis]).collect();
    kth.sort_unstable();
    kth.dedup();
    dispatch!(array.dtype(), T => change_lanes::<T>(array, axis, |lane| place(lane, &kth)))
}

/// The same for one lane; `kth` is sorted.
fn place<T: Key>(lane: &mut [T], kth: &[usize]) {
    // The middle place first halves what is left to do for those on its sides.
    let Some(&middle) = kth.get(kth.len() / 2) else { return };
    T::select(lane, middle);
    let (low, high) = lane.split_at_mut(middle);
    place(low, &kth[..kth.len() / 2]);
    let behind: Vec<usize> = kth[kth.len() / 2 + 1..].iter().map(|k| k - middle - 1).collect();
    place(&mut high[1..], &behind);
}
