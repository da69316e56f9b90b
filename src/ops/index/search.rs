//! Searching sorted arrays: `searchsorted`, `digitize`.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, DType, Element, promote};
use crate::ops::assign;
use crate::ops::parallel;

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
    let fine = {
        let guard = out.write_new();
        let mut bytes = guard.bytes();
        let numbers = bytemuck::try_cast_slice_mut::<u8, i64>(&mut bytes).unwrap_or_default();
        dispatch!(dtype, T => {
            with_values::<T, _>(array, |items| with_values::<T, _>(values, |keys| match &order {
                None => {
                    find_all(items, keys, side, numbers, memory.interrupt_flag());
                    true
                }
                Some(order) => find_through(items, order, keys, side, numbers, memory.interrupt_flag()),
            }))
        })
    };
    if !fine {
        return Err(PickError::SorterRange {}.into());
    }
    memory.check_interrupt()?;
    Ok(out)
}

/// Runs `f` on the elements in C order, cast to `T`; not copied if they stand so.
fn with_values<T: Element, R>(array: &Array, f: impl FnOnce(&[T]) -> R) -> R {
    if array.dtype() == T::DTYPE { array.with_slice(f) } else { f(&assign::to_vec_as::<T>(array)) }
}

/// The places of all keys in a sorted array.
fn find_all<T: Element>(sorted: &[T], keys: &[T], side: Side, numbers: &mut [i64], interrupt: &AtomicBool) {
    if keys.len() < PARALLEL_KEYS {
        return find_in_turn(sorted, keys, side, numbers);
    }
    let share = PARALLEL_KEYS / 4;
    parallel::for_each(keys.chunks(share).zip(numbers.chunks_mut(share)), &|_, (keys, out)| match side {
        _ if interrupt.load(Ordering::Relaxed) => {}
        Side::Left => find_each(sorted, keys, T::sorts_before, out),
        Side::Right => find_each(sorted, keys, |element, key| !key.sorts_before(element), out),
    });
}

/// The same through a sorter. Only what a search touches has to lie inside; `false` if it leads outside there.
fn find_through<T: Element>(
    items: &[T],
    order: &[i64],
    keys: &[T],
    side: Side,
    numbers: &mut [i64],
    interrupt: &AtomicBool,
) -> bool {
    let inside = |&i: &i64| usize::try_from(i).is_ok_and(|i| i < items.len());
    if order.iter().all(inside) {
        let sorted: Vec<T> = order.iter().map(|&i| items[i as usize]).collect();
        find_all(&sorted, keys, side, numbers, interrupt);
        return true;
    }
    for (o, key) in numbers.iter_mut().zip(keys) {
        let Some(place) = find_by(items, order, key, side) else { return false };
        *o = place as i64;
    }
    true
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
#[inline]
fn before<T: Element>(element: &T, key: &T, side: Side) -> bool {
    match side {
        Side::Left => element.sorts_before(key),
        Side::Right => !key.sorts_before(element),
    }
}

/// The place of each key: the range is halved without a branch on what was found, eight keys abreast, so that their loads overlap.
#[inline]
fn find_each<T: Element>(sorted: &[T], keys: &[T], before: impl Fn(&T, &T) -> bool, out: &mut [i64]) {
    const ABREAST: usize = 8;
    if sorted.is_empty() {
        return out.fill(0);
    }
    for (keys, out) in keys.chunks(ABREAST).zip(out.chunks_mut(ABREAST)) {
        let mut bases = [0usize; ABREAST];
        let mut length = sorted.len();
        while length > 1 {
            let half = length / 2;
            for (base, key) in bases.iter_mut().zip(keys) {
                let middle = *base + half;
                *base = if before(&sorted[middle - 1], key) { middle } else { *base };
            }
            length -= half;
        }
        for ((o, base), key) in out.iter_mut().zip(bases).zip(keys) {
            *o = (base + usize::from(before(&sorted[base], key))) as i64;
        }
    }
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
    {
        let guard = places.write_new();
        let mut bytes = guard.bytes();
        let numbers = bytemuck::try_cast_slice_mut::<u8, i64>(&mut bytes).unwrap_or_default();
        for i in numbers {
            *i = n - *i;
        }
    }
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
