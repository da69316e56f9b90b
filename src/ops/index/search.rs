//! Searching sorted arrays: `searchsorted`, `digitize`.

use rayon::prelude::*;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Element, promote};
use crate::ops::assign;

use super::error::PickError;

/// On which side of equal elements a value is placed: NumPy's `side=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Before them.
    #[default]
    Left,
    /// Behind them.
    Right,
}

impl Side {
    /// The side by its name. Fails with NumPy's `ValueError`.
    pub fn from_name(name: &str) -> Result<Self> {
        match name {
            "left" => Ok(Self::Left),
            "right" => Ok(Self::Right),
            _ => Err(PickError::Side { given: name.into() }.into()),
        }
    }
}

/// From this many searches on, a second thread is worth its start.
const PARALLEL_KEYS: usize = 1 << 13;

/// `np.searchsorted(array, values, side, sorter)`: where each value would have to be inserted to keep the 1-d `array` sorted.
///
/// The result has the shape of `values`, in C order; it is 0-d where NumPy gives a scalar. Both are compared in the dtype they promote to, NaN last.
/// Fails with `ValueError` if `array` is not 1-d or `sorter` has another size or leads outside, with `TypeError` if `sorter` holds no integers.
pub fn searchsorted(array: &Array, values: &Array, side: Side, sorter: Option<&Array>) -> Result<Array> {
    check_depth(array)?;
    let dtype = promote(array.dtype(), values.dtype());
    let memory = array.memory();
    let order = sorter.map(|s| read_sorter(s, array.size())).transpose()?;
    let out = Array::overwritten(&memory, &values.shape(), DType::Int64, "searchsorted")?;
    let mut numbers = vec![0i64; values.size()];
    let mut fine = true;
    dispatch!(dtype, T => {
        let mut sorted = assign::to_vec_as::<T>(array);
        if let Some(order) = &order {
            // Only what the search touches has to lie inside; a place that does not is an error when it is reached.
            let n = sorted.len() as i64;
            if order.iter().all(|&i| (0..n).contains(&i)) {
                sorted = order.iter().map(|&i| sorted[i as usize]).collect();
            } else {
                let keys = assign::to_vec_as::<T>(values);
                for (o, key) in numbers.iter_mut().zip(&keys) {
                    match find_by(&sorted, order, key, side) {
                        Some(place) => *o = place as i64,
                        None => fine = false,
                    }
                }
                sorted.clear();
            }
        }
        if fine && !(sorted.is_empty() && order.is_some()) {
            let keys = assign::to_vec_as::<T>(values);
            if keys.len() < PARALLEL_KEYS {
                find_in_turn(&sorted, &keys, side, &mut numbers);
            } else {
                let share = PARALLEL_KEYS / 4;
                keys.par_chunks(share).zip(numbers.par_chunks_mut(share)).for_each(|(keys, out)| {
                    for (o, key) in out.iter_mut().zip(keys) {
                        *o = find(&sorted, key, side) as i64;
                    }
                });
            }
        }
    });
    if !fine {
        return Err(PickError::SorterRange {}.into());
    }
    memory.check_interrupt()?;
    out.fill_new(&numbers);
    Ok(out)
}

fn check_depth(array: &Array) -> Result<()> {
    match array.ndim() {
        0 => Err(PickError::TooShallow {}.into()),
        1 => Ok(()),
        _ => Err(PickError::TooDeep {}.into()),
    }
}

fn read_sorter(sorter: &Array, size: usize) -> Result<Vec<i64>> {
    if !sorter.dtype().is_integer() {
        return Err(PickError::SorterInts {}.into());
    }
    check_depth(sorter)?;
    if sorter.size() != size {
        return Err(PickError::SorterSize {}.into());
    }
    Ok(assign::to_vec_as::<i64>(sorter))
}

/// Whether an element stands before the place of the key.
#[inline(always)]
fn before<T: Element>(element: &T, key: &T, side: Side) -> bool {
    match side {
        Side::Left => element.sorts_before(key),
        Side::Right => !key.sorts_before(element),
    }
}

/// The place of a key: the range is halved without a branch on what was found.
#[inline]
fn find<T: Element>(sorted: &[T], key: &T, side: Side) -> usize {
    let (mut base, mut length) = (0, sorted.len());
    while length > 1 {
        let half = length / 2;
        base = if before(&sorted[base + half - 1], key, side) { base + half } else { base };
        length -= half;
    }
    base + usize::from(sorted.get(base).is_some_and(|e| before(e, key, side)))
}

/// The places of keys one after the other, each search starting from the last place, as NumPy's: rising keys are quick, and what comes out for an
/// array that is not sorted is what NumPy gives.
fn find_in_turn<T: Element>(sorted: &[T], keys: &[T], side: Side, out: &mut [i64]) {
    let (mut low, mut high) = (0, sorted.len());
    let mut last = keys.first();
    for (o, key) in out.iter_mut().zip(keys) {
        if last.is_some_and(|last| before(last, key, side)) {
            high = sorted.len();
        } else {
            low = 0;
            high = (high + 1).min(sorted.len());
        }
        last = Some(key);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(&sorted[middle], key, side) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        *o = low as i64;
    }
}

/// The same through a sorter that may lead outside.
fn find_by<T: Element>(items: &[T], order: &[i64], key: &T, side: Side) -> Option<usize> {
    let (mut low, mut high) = (0, order.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let element = usize::try_from(order[middle]).ok().and_then(|i| items.get(i))?;
        if before(element, key, side) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low)
}

/// `np.digitize(values, bins, right)`: the number of the bin that each value belongs to. `bins` may rise or fall.
///
/// Fails with `TypeError` for complex values, with `ValueError` if the bins neither rise nor fall.
pub fn digitize(values: &Array, bins: &Array, right: bool) -> Result<Array> {
    if values.dtype().is_complex() {
        return Err(PickError::DigitizeComplex {}.into());
    }
    if bins.dtype().is_complex() {
        let (from, to) = (bins.dtype(), DType::Float64);
        return Err(PickError::Cast { scalar: bins.ndim() == 0, from, to, same_kind: false }.into());
    }
    check_depth(bins)?;
    let falls = falls(&assign::to_vec_as::<f64>(bins)).ok_or(PickError::NotMonotonic {})?;
    let side = if right { Side::Left } else { Side::Right };
    if !falls {
        return searchsorted(bins, values, side, None);
    }
    let turned = bins.view(bins.layout().slice_axis(0, bins.size() as isize - 1, -1, bins.size()), "flip");
    let places = searchsorted(&turned, values, side, None)?;
    let n = bins.size() as i64;
    let numbers: Vec<i64> = places.to_vec::<i64>().iter().map(|i| n - i).collect();
    places.fill_new(&numbers);
    Ok(places)
}

/// Whether the numbers fall rather than rise; `None` if they do neither. Equal numbers rise.
fn falls(bins: &[f64]) -> Option<bool> {
    let pairs = || bins.windows(2).map(|w| (w[0], w[1]));
    match pairs().find(|(a, b)| a != b) {
        None => Some(false),
        Some((a, b)) if a < b => (!pairs().any(|(a, b)| a > b)).then_some(false),
        Some(_) => (!pairs().skip_while(|(a, b)| a == b).any(|(a, b)| a < b)).then_some(true),
    }
}
