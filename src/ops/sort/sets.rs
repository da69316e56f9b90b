//! Arrays as sets: what is in both, in either, in one only.

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Bool, CopyReason, DType, Layout};
use crate::ops::join::{Options, concatenate};

use super::indirect::order;
use super::key::Key;
use super::lanes::flat;
use super::unique::{UniqueOptions, unique};

/// What [`intersect1d`] finds.
#[derive(Clone, Debug)]
pub struct Common {
    /// What is in both arrays, sorted.
    pub values: Array,
    /// Where each of them occurs first in either array, if asked for.
    pub indices: Option<(Array, Array)>,
}

/// `np.union1d(a, b)`: the distinct elements of both arrays, sorted.
pub fn union1d(a: &Array, b: &Array) -> Result<Array> {
    Ok(unique(&joined(a, b)?, &UniqueOptions::default())?.values)
}

/// `np.intersect1d(a, b, assume_unique, return_indices)`. NaN is equal to nothing here, so it is never common.
pub fn intersect1d(a: &Array, b: &Array, assume_unique: bool, indices: bool) -> Result<Common> {
    let (first, second) = (distinct(a, assume_unique, indices)?, distinct(b, assume_unique, indices)?);
    let both = joined(&first.0, &second.0)?;
    dispatch!(both.dtype(), T => {
        let memory = both.memory();
        let items: Vec<T> = both.to_vec();
        let order = order(&items, memory.interrupt_flag());
        memory.check_interrupt()?;
        let pairs: Vec<(i64, i64)> = order
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .filter(|&(i, k)| items[i as usize] == items[k as usize])
            .collect();
        let values: Vec<T> = pairs.iter().map(|&(i, _)| items[i as usize]).collect();
        let values = Array::from_slice(&memory, &[values.len()], &values, "intersect1d")?
            .as_copy_of(&both, CopyReason::Asked);
        if !indices {
            return Ok(Common { values, indices: None });
        }
        let size = first.0.size() as i64;
        let place = |at: &dyn Fn(&(i64, i64)) -> i64, index: Option<&Array>| {
            let index: Option<Vec<i64>> = index.map(Array::to_vec);
            let places: Vec<i64> = pairs
                .iter()
                .map(at)
                // Where elements were wrongly said to be distinct, a pair may stand in one array alone.
                .map(|i| index.as_ref().and_then(|index| index.get(i as usize).copied()).unwrap_or(i))
                .collect();
            Array::from_slice(&memory, &[places.len()], &places, "intersect1d")
        };
        let left = place(&|pair| pair.0, first.1.as_ref())?;
        let right = place(&|pair| pair.1 - size, second.1.as_ref())?;
        Ok(Common { values, indices: Some((left, right)) })
    })
}

/// `np.setxor1d(a, b, assume_unique)`: what is in one of the arrays only, sorted.
pub fn setxor1d(a: &Array, b: &Array, assume_unique: bool) -> Result<Array> {
    let both = joined(&distinct(a, assume_unique, false)?.0, &distinct(b, assume_unique, false)?.0)?;
    dispatch!(both.dtype(), T => {
        let memory = both.memory();
        let mut items: Vec<T> = both.to_vec();
        T::sort(&mut items, memory.interrupt_flag());
        memory.check_interrupt()?;
        let same = |i: usize, k: usize| items.get(i).is_some_and(|x| items.get(k).is_some_and(|y| x == y));
        let single: Vec<T> = (0..items.len())
            .filter(|&i| !(same(i, i + 1) || i > 0 && same(i - 1, i)))
            .map(|i| items[i])
            .collect();
        Ok(Array::from_slice(&memory, &[single.len()], &single, "setxor1d")?.as_copy_of(&both, CopyReason::Asked))
    })
}

/// `np.setdiff1d(a, b, assume_unique)`: what is in the first array only; sorted, unless the elements are said to be distinct.
pub fn setdiff1d(a: &Array, b: &Array, assume_unique: bool) -> Result<Array> {
    let first = distinct(a, assume_unique, false)?.0;
    let keep = membership(&first, b, true)?;
    dispatch!(first.dtype(), T => {
        let memory = first.memory();
        let items: Vec<T> = first.to_vec();
        let rest: Vec<T> = items.into_iter().zip(keep).filter_map(|(x, keep)| keep.then_some(x)).collect();
        Ok(Array::from_slice(&memory, &[rest.len()], &rest, "setdiff1d")?.as_copy_of(&first, CopyReason::Asked))
    })
}

/// `np.isin(element, test_elements, invert=)`: whether each element is in the other array; in the shape of the first.
pub fn isin(element: &Array, test: &Array, invert: bool) -> Result<Array> {
    let found: Vec<Bool> =
        membership(element, test, invert)?.into_iter().map(|is| Bool(u8::from(is))).collect();
    // NumPy finds them in a line, and reshapes that.
    let line = Array::from_slice(&element.memory(), &[found.len()], &found, "isin")?;
    Ok(line.view(Layout::c(&element.shape(), size_of::<Bool>()), "isin"))
}

/// For each element, in C order, whether it is in `test`; the other way round with `invert`.
fn membership(element: &Array, test: &Array, invert: bool) -> Result<Vec<bool>> {
    let both = joined(element, test)?;
    dispatch!(both.dtype(), T => {
        let memory = both.memory();
        let items: Vec<T> = both.to_vec();
        let (elements, tests) = items.split_at(element.size());
        let mut tests = tests.to_vec();
        T::sort(&mut tests, memory.interrupt_flag());
        memory.check_interrupt()?;
        Ok(elements
            .iter()
            .map(|x| {
                let at = tests.partition_point(|y| y.key().cmp(&x.key()).is_lt());
                // NaN has a place in the order, but is equal to nothing.
                tests.get(at).is_some_and(|y| y == x) != invert
            })
            .collect())
    })
}

/// Whether `np.isin(…, kind='table')` takes these arrays: integers and bools only.
pub fn takes_table(element: &Array, test: &Array) -> bool {
    let whole = |dtype: DType| dtype == DType::Bool || dtype.is_integer();
    whole(element.dtype()) && whole(test.dtype())
}

/// The distinct elements, and where they occur first; all of them, in C order, if they are distinct already.
fn distinct(array: &Array, already: bool, index: bool) -> Result<(Array, Option<Array>)> {
    if already {
        return Ok((flat(array, "ravel")?, None));
    }
    let found = unique(array, &UniqueOptions { index, ..UniqueOptions::default() })?;
    Ok((found.values, found.index))
}

/// All elements of both arrays, in the type that holds them.
fn joined(a: &Array, b: &Array) -> Result<Array> {
    concatenate(&[a.clone(), b.clone()], None, &Options::default())
}
