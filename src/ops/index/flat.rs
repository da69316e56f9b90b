//! `a.flat`: the elements of an array in C order, indexed as if they were one axis, and the functions that write by flat index.

use bytemuck::Pod;

use crate::error::Result;
use crate::memory::{Array, Bool, CopyReason, DType, Layout, Order, Scalar};
use crate::ops::assign;

use super::error::{FlatError, IndexingError};
use super::parse::{IndexItem, wrap};
use super::{Indexed, mask, single};
use crate::width;

/// Where the elements of an array stand, by their number in C order.
pub(super) struct FlatPlaces {
    layout: Layout,
    itemsize: usize,
    pub(super) contiguous: bool,
}

impl FlatPlaces {
    pub(super) fn new(array: &Array) -> Self {
        let itemsize = array.itemsize();
        let layout = array.layout();
        Self { contiguous: layout.is_c_contiguous(itemsize), itemsize, layout }
    }

    /// The byte of the element with this number.
    #[inline]
    pub(super) fn at(&self, number: usize) -> usize {
        if self.contiguous {
            return self.layout.offset + number * self.itemsize;
        }
        let (mut at, mut rest) = (self.layout.offset as isize, number);
        for axis in (0..self.layout.ndim()).rev() {
            let n = self.layout.shape[axis].max(1);
            at += (rest % n) as isize * self.layout.strides[axis];
            rest /= n;
        }
        at as usize
    }
}

/// What an index of `a.flat` names.
enum Flat {
    All,
    One(usize),
    /// The first element, by a 0-d bool.
    First,
    /// Start, step, count.
    Slice(isize, isize, usize),
    /// Numbers inside the array, and the shape they came in.
    Many(Vec<usize>, Vec<usize>),
}

fn parse(array: &Array, items: &[IndexItem]) -> Result<Flat> {
    let size = array.size();
    let place = |index: i64| wrap(index, size).ok_or(FlatError::OutOfBounds { index, size });
    let [item] = items else {
        return if items.is_empty() {
            Ok(Flat::All)
        } else if items.iter().all(|i| matches!(i, IndexItem::Ellipsis | IndexItem::NewAxis))
            || items
                .iter()
                .any(|i| matches!(i, IndexItem::Ellipsis | IndexItem::NewAxis | IndexItem::Invalid))
        {
            Err(FlatError::NotAnIndex {}.into())
        } else {
            Err(FlatError::TooMany { given: items.len() }.into())
        };
    };
    Ok(match item {
        IndexItem::Ellipsis => Flat::All,
        IndexItem::Int(index) => Flat::One(place(*index)?),
        IndexItem::Slice(slice) => {
            let (start, step, count) = slice.resolve(size)?;
            Flat::Slice(start, step, count)
        }
        IndexItem::Bool(flag) => zero_dim(array, *flag),
        IndexItem::Array(index) if index.dtype() == DType::Bool => match index.shape().as_slice() {
            [] => zero_dim(array, index.first::<Bool>().is_some_and(Bool::get)),
            // A mask of length zero passes, as it does for arrays.
            &[mask] if mask == size || mask == 0 => {
                let mut numbers = Vec::new();
                mask::flat(index, |bytes| super::bits::for_each_true(bytes, |i| numbers.push(i)));
                let n = numbers.len();
                Flat::Many(numbers, vec![n])
            }
            &[mask] => return Err(FlatError::MaskLength { size, mask }.into()),
            more => return Err(FlatError::TooMany { given: more.len() }.into()),
        },
        IndexItem::Array(index) if index.dtype().is_integer() => {
            let numbers = assign::to_vec_as::<i64>(index);
            if index.ndim() == 0 {
                return Ok(Flat::One(place(numbers.first().copied().unwrap_or(0))?));
            }
            let numbers = numbers.into_iter().map(place).collect::<Result<Vec<_>, _>>()?;
            Flat::Many(numbers, index.shape().to_vec())
        }
        IndexItem::Array(_) => return Err(IndexingError::NotIntegers {}.into()),
        IndexItem::HugeInt => return Err(IndexingError::HugeInt {}.into()),
        IndexItem::NewAxis | IndexItem::Invalid => return Err(FlatError::NotAnIndex {}.into()),
    })
}

/// A 0-d bool: the first element, or none of them, and a warning.
fn zero_dim(array: &Array, flag: bool) -> Flat {
    array.memory().warn(FlatError::ZeroDimBool {});
    if !flag {
        return Flat::Many(Vec::new(), vec![0]);
    }
    Flat::First
}

/// `array.flat[items]`: a scalar or a copy, never a view.
///
/// Fails with `IndexError` in the words of the flat iterator.
pub fn flat_get(array: &Array, items: &[IndexItem]) -> Result<Indexed> {
    let places = FlatPlaces::new(array);
    let parsed = parse(array, items)?;
    let element = |at: usize| Scalar::from_bytes(array.dtype(), &array.read().bytes()[at..]);
    match parsed {
        Flat::One(number) => return Ok(Indexed::Scalar(element(places.at(number)))),
        Flat::First if array.size() == 0 => return Err(FlatError::OutOfBounds { index: 0, size: 0 }.into()),
        Flat::First => return Ok(Indexed::Scalar(element(places.at(0)))),
        _ => {}
    }
    if matches!(parsed, Flat::All) {
        let out = assign::convert(array, array.dtype(), Order::C, "flat", CopyReason::AdvancedIndex)?;
        out.set_layout(Layout::c(&[array.size()], array.itemsize()));
        return Ok(Indexed::Copy(out));
    }
    let shape = match &parsed {
        Flat::Many(_, shape) => shape.clone(),
        Flat::Slice(_, _, count) => vec![*count],
        _ => vec![array.size()],
    };
    let out = Array::overwritten(&array.memory(), &shape, array.dtype(), "flat")?;
    if out.size() > 0 {
        let read = array.read();
        let bytes = read.bytes();
        let guard = out.write_new();
        let mut target = guard.bytes();
        width!(array.itemsize(), T => {
            let target = bytemuck::try_cast_slice_mut::<u8, T>(&mut target).unwrap_or_default();
            match &parsed {
                Flat::Many(numbers, _) => read_numbers(&bytes, &places, numbers.iter().copied(), target),
                Flat::Slice(start, step, count) => {
                    let numbers = (0..*count as isize).map(|k| (start + k * step) as usize);
                    read_numbers(&bytes, &places, numbers, target);
                }
                _ => read_numbers(&bytes, &places, 0..array.size(), target),
            }
        });
    }
    Ok(Indexed::Copy(out.as_copy_of(array, CopyReason::AdvancedIndex)))
}

fn read_numbers<T: Pod>(
    bytes: &[u8],
    places: &FlatPlaces,
    numbers: impl Iterator<Item = usize>,
    out: &mut [T],
) {
    for (o, number) in out.iter_mut().zip(numbers) {
        let at = places.at(number);
        *o = bytemuck::pod_read_unaligned(&bytes[at..at + size_of::<T>()]);
    }
}

/// What `array.flat[items] = …` would write to, with all that is checked before the value is looked at.
///
/// Fails as [`flat_set`] does.
pub fn flat_target(array: &Array, items: &[IndexItem]) -> Result<super::Target> {
    if !array.is_writeable() {
        return Err(FlatError::ReadOnly {}.into());
    }
    // A list of numbers is checked as they are written to.
    if let [IndexItem::Array(index)] = items
        && index.ndim() > 0
        && index.dtype().is_integer()
    {
        return Ok(super::Target::Picked);
    }
    if items.is_empty() {
        return Err(FlatError::EmptyTuple {}.into());
    }
    Ok(match parse(array, items)? {
        Flat::One(_) => super::Target::Element,
        _ => super::Target::Picked,
    })
}

/// `array.flat[items] = value`: the elements of `value` in C order, over and over as often as needed; none of them changes nothing.
///
/// Fails with `IndexError` in the words of the flat iterator, and with `ValueError` if `array` is read-only or one element is given several values.
pub fn flat_set(array: &Array, items: &[IndexItem], value: &Array) -> Result<()> {
    if !array.is_writeable() {
        return Err(FlatError::ReadOnly {}.into());
    }
    if items.is_empty() {
        return Err(FlatError::EmptyTuple {}.into());
    }
    if let (0, [IndexItem::Array(index)]) = (value.size(), items)
        && index.ndim() > 0
        && index.dtype().is_integer()
    {
        // Without values NumPy does not look at the numbers.
        return Ok(());
    }
    let parsed = parse(array, items)?;
    super::warn_of_loss(array, value)?;
    match parsed {
        Flat::All => write_numbers(array, 0..array.size(), value),
        Flat::Many(numbers, _) => write_numbers(array, numbers.into_iter(), value),
        Flat::Slice(start, step, count) => {
            write_numbers(array, (0..count as isize).map(move |k| (start + k * step) as usize), value)
        }
        Flat::First => {
            let value = single(value, array.dtype())?;
            if array.size() == 0 {
                return Err(FlatError::OutOfBounds { index: 0, size: 0 }.into());
            }
            super::basic::write_element(array, FlatPlaces::new(array).at(0), &value)
        }
        Flat::One(number) => {
            let value = single(value, array.dtype()).map_err(|_| FlatError::Single {})?;
            super::basic::write_element(array, FlatPlaces::new(array).at(number), &value)
        }
    }
}

/// Writes the elements of `value` in C order, over and over, to the elements with these numbers.
pub(super) fn write_numbers(
    array: &Array,
    numbers: impl Iterator<Item = usize>,
    value: &Array,
) -> Result<()> {
    let places = FlatPlaces::new(array);
    let memory = array.memory();
    let (words, count) = (assign::to_words_as(value, array.dtype()), value.size());
    let guard = array.write()?;
    if count == 0 {
        return Ok(());
    }
    width!(array.itemsize(), T => {
        let values: &[T] = &bytemuck::cast_slice(&words)[..count];
        let mut bytes = guard.bytes();
        let mut next = 0;
        if places.contiguous
            // An empty view may stand past the end of its buffer.
            && let Some(rest) = bytes.get_mut(places.layout.offset..)
            && let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(rest)
        {
            for number in numbers {
                items[number] = values[next];
                next += 1;
                if next == values.len() {
                    next = 0;
                }
            }
            return memory.check_interrupt();
        }
        for number in numbers {
            let at = places.at(number);
            bytes[at..at + size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&values[next]));
            next += 1;
            if next == values.len() {
                next = 0;
                if values.len() > 1 << 10 || number % (1 << 16) == 0 {
                    memory.check_interrupt()?;
                }
            }
        }
        Ok(())
    })
}
