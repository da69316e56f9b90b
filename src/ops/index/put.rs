//! Writing by flat index or by mask: `put`, `putmask`, `place`, `put_along_axis`, `fill_diagonal`.

use crate::error::Result;
use crate::memory::{Array, ArrayError, DType, Layout, Order, has_internal_overlap};
use crate::ops::assign;
use crate::width;

use super::error::{FlatError, IndexingError, PickError};
use super::flat::{FlatPlaces, flat_set, write_numbers};
use super::nonzero::with_truth;
use super::parse::{IndexItem, Slice};
use super::take::{Mode, along_axis, normalize_axis, with_indices};
use super::{bits, set};

/// Fails with `ValueError` in the words of a function that writes.
pub fn check_writeable(array: &Array, function: &'static str) -> Result<()> {
    if array.is_writeable() { Ok(()) } else { Err(PickError::ReadOnly { function }.into()) }
}

/// Writes as NumPy's functions for flat indices and masks do: an array that overlaps itself is copied, the copy is written, and then all of it
/// is assigned back.
/// So what was written to an element is lost where a later element, in the same memory, was not written.
fn write_back(array: &Array, write: impl FnOnce(&Array) -> Result<()>) -> Result<()> {
    if array.is_c_contiguous() || !has_internal_overlap(&array.layout(), array.itemsize()) {
        return write(array);
    }
    let whole = assign::copy(array, Order::C)?;
    write(&whole)?;
    assign::assign(array, &whole)
}

/// `np.put(array, indices, values, mode)`: writes to flat indices, the values over and over as often as needed.
///
/// Fails with `IndexError` out of bounds, with nothing written; with `TypeError` if `indices` do not cast safely to int64.
pub fn put(array: &Array, indices: &Array, values: &Array, mode: Mode) -> Result<()> {
    check_writeable(array, "put")?;
    let size = array.size();
    let numbers = with_indices(indices, false, |indices| -> Result<Vec<usize>> {
        if size == 0 && !indices.is_empty() {
            return Err(PickError::PutIntoEmpty {}.into());
        }
        if values.size() == 0 {
            return Ok(Vec::new());
        }
        let mut numbers = Vec::with_capacity(indices.len());
        for &index in indices {
            let place = mode.place(index, size).ok_or(IndexingError::OutOfBounds { index, axis: 0, size })?;
            numbers.push(place);
        }
        Ok(numbers)
    })??;
    if numbers.is_empty() {
        return Ok(());
    }
    write_back(array, |array| write_numbers(array, numbers.into_iter(), values))
}

/// Values for a function that casts them to the dtype of the array only where nothing is lost.
fn check_cast(values: &Array, to: DType) -> Result<()> {
    if values.dtype().can_cast_safely(to) {
        return Ok(());
    }
    Err(PickError::Cast { scalar: values.ndim() == 0, from: values.dtype(), to, same_kind: false }.into())
}

/// `np.putmask(array, mask, values)`: where the mask is not zero, element `i` becomes `values[i % len(values)]`.
///
/// Fails with `ValueError` if the mask has another size, with `TypeError` if the values do not cast safely.
pub fn putmask(array: &Array, mask: &Array, values: &Array) -> Result<()> {
    check_writeable(array, "putmask")?;
    if mask.size() != array.size() {
        return Err(PickError::MaskSize { function: "putmask" }.into());
    }
    check_cast(values, array.dtype())?;
    write_back(array, |array| write_true(array, mask, values, false))
}

/// `np.place(array, mask, values)`: the values one after the other, over and over, where the mask is not zero.
///
/// Fails with `ValueError` if the mask has another size, or if there are no values to write.
pub fn place(array: &Array, mask: &Array, values: &Array) -> Result<()> {
    check_place(array)?;
    if mask.size() != array.size() {
        return Err(PickError::MaskSize { function: "place" }.into());
    }
    check_cast(values, array.dtype())?;
    if values.size() == 0 && with_truth(mask, bits::count) > 0 {
        return Err(PickError::PlaceNothing {}.into());
    }
    write_back(array, |array| write_true(array, mask, values, true))
}

/// Fails with `ValueError` as [`place`] does for an array that is read-only.
pub fn check_place(array: &Array) -> Result<()> {
    if array.is_writeable() { Ok(()) } else { Err(PickError::WriteBack {}.into()) }
}

/// Writes where the mask is not zero: the value with the number of the write (`in_turn`), or with the number of the element.
fn write_true(array: &Array, mask: &Array, values: &Array, in_turn: bool) -> Result<()> {
    let places = FlatPlaces::new(array);
    let mask = if mask.same_buffer(array) { assign::copy(mask, Order::C)? } else { mask.clone() };
    let memory = array.memory();
    let (words, count) = (assign::to_words_as(values, array.dtype()), values.size());
    if count == 0 {
        return Ok(());
    }
    let guard = array.write()?;
    let mut bytes = guard.bytes();
    with_truth(&mask, |truth| {
        width!(array.itemsize(), T => {
            let values: &[T] = &bytemuck::cast_slice(&words)[..count];
            let mut written = 0;
            for (k, part) in truth.chunks(1 << 16).enumerate() {
                memory.check_interrupt()?;
                bits::for_each_true(part, |i| {
                    let i = (k << 16) + i;
                    let value = &values[if in_turn { written } else { i } % count];
                    let at = places.at(i);
                    bytes[at..at + size_of::<T>()].copy_from_slice(bytemuck::bytes_of(value));
                    written += 1;
                });
            }
            Ok(())
        })
    })
}

/// `np.put_along_axis(array, indices, values, axis)`: the counterpart of [`super::take_along_axis`].
pub fn put_along_axis(array: &Array, indices: &Array, values: &Array, axis: Option<i64>) -> Result<()> {
    let Some(axis) = axis else {
        if indices.ndim() != 1 {
            return Err(PickError::AlongFlatDims {}.into());
        }
        if !indices.dtype().is_integer() {
            return Err(PickError::AlongIntegers {}.into());
        }
        // NumPy writes through `asarray(array.flat)`, which is a read-only copy unless the array is contiguous.
        if !array.is_c_contiguous() {
            return Err(ArrayError::ReadOnly {}.into());
        }
        let mut line = Layout::c(&[array.size()], array.itemsize());
        line.offset = array.layout().offset;
        return set(&array.view(line, "flat"), &[IndexItem::Array(indices.clone())], values);
    };
    let axis = normalize_axis(axis, array.ndim())?;
    set(array, &along_axis(array, indices, axis)?, values)
}

/// `np.fill_diagonal(array, value, wrap)`: the elements whose indices are all equal; with `wrap` the diagonal of a tall matrix goes on after each block.
///
/// Fails with `ValueError` for fewer than two axes, for more than two of unequal length, and if the array is read-only.
pub fn fill_diagonal(array: &Array, value: &Array, wrap: bool) -> Result<()> {
    let (step, stop) = check_diagonal(array, wrap)?;
    let slice = Slice { start: None, stop: stop.map(|n| n as i64), step: Some(step as i64) };
    flat_set(array, &[IndexItem::Slice(slice)], value)
}

/// The step between the elements of the diagonal, and where it ends, in the C order of the elements.
///
/// Fails with `ValueError` as [`fill_diagonal`] does before it looks at the value.
pub fn check_diagonal(array: &Array, wrap: bool) -> Result<(usize, Option<usize>)> {
    let shape = array.shape();
    let found = match shape.as_slice() {
        [] | [_] => return Err(PickError::DiagonalOf1d {}.into()),
        &[_, columns] => (columns + 1, (!wrap).then_some(columns * columns)),
        more => {
            if more.iter().any(|&n| n != more[0]) {
                return Err(PickError::UnequalLengths {}.into());
            }
            let steps = more[..more.len() - 1].iter().scan(1, |product, &n| {
                *product *= n;
                Some(*product)
            });
            (1 + steps.sum::<usize>(), None)
        }
    };
    if !array.is_writeable() {
        return Err(FlatError::ReadOnly {}.into());
    }
    Ok(found)
}
