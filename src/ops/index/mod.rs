//! Indexing: `a[…]` read and written, and the functions that pick elements by position or by mask.
//!
//! An index is a list of [`IndexItem`]s. Integers, slices, `...` and `None` make it **basic**: the result is a view, or a scalar when
//! integers fill every axis. Any array of one or more axes, or a bool, makes it **advanced**: the result is a copy.

mod basic;
mod bits;
mod choose;
mod error;
mod fancy;
mod flat;
mod gather;
mod grid;
mod mask;
mod nonzero;
mod parse;
mod put;
mod scatter;
mod search;
mod take;

use crate::error::Result;
use crate::memory::{
    Advanced, Array, Bool, CopyReason, DType, Event, Order, Scalar, has_internal_overlap, made,
};

use super::assign;

pub use choose::{choose, result_type, select, where_, where_as};
pub use error::{FlatError, IndexingError, PickError};
pub use flat::{flat_get, flat_set, flat_target};
pub use grid::{
    Triangle, diag_indices, diag_indices_from, ix_, ravel_multi_index, triangle_indices,
    triangle_indices_from, unravel_index,
};
pub use nonzero::{argwhere, count_nonzero, flatnonzero, nonzero};
pub use parse::{IndexItem, IndexKind, Slice, index_kind};
use parse::{Plan, plan};
pub use put::{
    check_diagonal, check_place, check_writeable, fill_diagonal, place, put, put_along_axis, putmask,
};
use scatter::LineValue;
pub use scatter::names_twice;
pub use search::{Side, digitize, searchsorted};
pub use take::{Mode, compress, extract, take, take_along_axis};

/// What an index gives.
#[derive(Clone, Debug)]
pub enum Indexed {
    /// One element: integers filled every axis, and there was no `...`, slice or `None`.
    Scalar(Scalar),
    /// Another array object on the same buffer.
    View(Array),
    /// An array with another buffer.
    Copy(Array),
}

impl Indexed {
    /// The array; a scalar becomes a 0-d array in the memory of `like`.
    pub fn into_array(self, like: &Array) -> Result<Array> {
        match self {
            Self::Scalar(scalar) => Array::from_scalar(&like.memory(), &scalar, "getitem"),
            Self::View(array) | Self::Copy(array) => Ok(array),
        }
    }
}

/// `array[items]`, by the rules of NumPy's page "Indexing on ndarrays".
///
/// Fails with `IndexError` for what is out of bounds, does not fit or cannot be an index, with `ValueError` for a slice step of zero.
pub fn get(array: &Array, items: &[IndexItem]) -> Result<Indexed> {
    Ok(match get_unexplained(array, items)? {
        Indexed::Copy(out) => {
            let reason = match index_kind(array.ndim(), items) {
                IndexKind::Copy { item } => {
                    let what = advanced(&items[item]);
                    CopyReason::AdvancedItem { item: item as u32, items: items.len() as u32, what }
                }
                _ => CopyReason::AdvancedIndex,
            };
            Indexed::Copy(out.as_copy_of(array, reason))
        }
        other => other,
    })
}

/// What about an item makes the index advanced.
fn advanced(item: &IndexItem) -> Advanced {
    match item {
        IndexItem::Bool(_) => Advanced::Bool,
        IndexItem::Array(array) if array.dtype() == DType::Bool => Advanced::Mask(array.ndim() as u8),
        IndexItem::Array(array) if array.ndim() == 0 => Advanced::ZeroDim,
        _ => Advanced::Integers,
    }
}

fn get_unexplained(array: &Array, items: &[IndexItem]) -> Result<Indexed> {
    if let [IndexItem::Array(index)] = items
        && let Some(out) = gather::get_line(array, index)?
    {
        return Ok(Indexed::Copy(out));
    }
    let planned = {
        let read = array.read();
        match basic::fast(read.layout(), items) {
            Some(Plan::Element(at)) => {
                let scalar = Scalar::from_bytes(array.dtype(), &read.bytes()[at..]);
                return Ok(Indexed::Scalar(scalar));
            }
            Some(fast) => fast,
            None => plan(read.layout(), items)?,
        }
    };
    Ok(match planned {
        Plan::View { layout, copied: false } => Indexed::View(array.view(layout, "getitem")),
        Plan::View { layout, copied: true } => {
            let view = array.view(layout, "getitem");
            Indexed::Copy(assign::convert(
                &view,
                array.dtype(),
                Order::K,
                "getitem",
                CopyReason::AdvancedIndex,
            )?)
        }
        Plan::Element(at) => {
            let read = array.read();
            let scalar = Scalar::from_bytes(array.dtype(), &read.bytes()[at..]);
            Indexed::Scalar(scalar)
        }
        Plan::Mask(mask) => {
            Indexed::Copy(mask::get(array, &mask, "getitem")?.as_copy_of(array, CopyReason::AdvancedIndex))
        }
        Plan::Fancy(fancy) => Indexed::Copy(gather::get(array, &fancy)?),
    })
}

/// The numbers, in C order, of the elements that an index names: an int64 array of the shape of `array[items]`.
pub fn element_numbers(array: &Array, items: &[IndexItem]) -> Result<Array> {
    let memory = array.memory();
    if let (1, [IndexItem::Array(index)]) = (array.ndim(), items)
        && index.dtype().is_integer()
    {
        let size = array.size();
        let mut numbers = assign::to_vec_as::<i64>(index);
        for (i, number) in numbers.iter_mut().enumerate() {
            if i % (1 << 16) == 0 {
                memory.check_interrupt()?;
            }
            let index = *number;
            *number += if index < 0 { size as i64 } else { 0 };
            if !(0..size as i64).contains(number) {
                return Err(IndexingError::OutOfBounds { index, axis: 0, size }.into());
            }
        }
        return Array::from_slice(&memory, &index.shape(), &numbers, "at");
    }
    // What the same index finds among all the numbers.
    let all: Vec<i64> = made(&memory, array.size(), |i| i as i64)?;
    let all = Array::from_slice(&memory, &array.shape(), &all, "at")?;
    get(&all, items)?.into_array(&all)
}

/// The same as [`set`] for a packed array made of a Python sequence: into a part of the same shape that overlaps itself it goes in C order.
pub fn set_sequence(array: &Array, items: &[IndexItem], value: &Array) -> Result<()> {
    // No part of an array that does not overlap itself does.
    if !array.is_c_contiguous()
        && has_internal_overlap(&array.layout(), array.itemsize())
        && array.is_writeable()
        && let Plan::View { layout, .. } = plan_of(array, items)?
    {
        return assign::assign_sequence(array, layout, value);
    }
    set(array, items, value)
}

/// `array[items] = value`: the value is broadcast to the shape of `array[items]` and cast (`'unsafe'`), and, unless the index is a mask, read whole before
/// the first write.
///
/// Everything that can fail is checked before the first write. Where an index names an element twice, the last value stays.
pub fn set(array: &Array, items: &[IndexItem], value: &Array) -> Result<()> {
    array.check_writeable()?;
    if let (0, [IndexItem::Bool(flag)]) = (array.ndim(), items) {
        // A bool for a 0-d array is a mask of its shape.
        let mask = Array::scalar(&array.memory(), Bool::from(*flag), "setitem")?;
        return mask::set(array, &mask, value);
    }
    if let [IndexItem::Array(index)] = items
        && scatter::set_line(array, index, &LineValue::Each(value))?
    {
        return Ok(());
    }
    match plan_of(array, items)? {
        Plan::View { layout, .. } => return basic::write(array, layout, value),
        Plan::Element(at) => {
            let scalar = single(value, array.dtype())?;
            warn_of_loss(array, value)?;
            return basic::write_element(array, at, &scalar);
        }
        Plan::Mask(mask) => {
            mask::set(array, &mask, value)?;
            // The cast is part of the writing, of which there may be none.
            if mask.to_vec::<Bool>().iter().any(|flag| flag.get()) {
                warn_of_loss(array, value)?;
            }
        }
        Plan::Fancy(fancy) => scatter::set(array, &fancy, value)?,
    }
    let bytes = value.size() * array.itemsize();
    array.memory().record_detail(|| Event::Moved { buffer: array.buffer().id(), bytes });
    Ok(())
}

/// `array[items] = value` for one value, cast as [`set`] casts.
pub fn set_scalar(array: &Array, items: &[IndexItem], value: &Scalar) -> Result<()> {
    array.check_writeable()?;
    if let [IndexItem::Array(index)] = items
        && scatter::set_line(array, index, &LineValue::One(value))?
    {
        return Ok(());
    }
    match plan_of(array, items)? {
        Plan::View { layout, .. } => basic::fill(array, layout, value),
        Plan::Element(at) => basic::write_element(array, at, value),
        Plan::Mask(mask) => mask::fill(array, &mask, value),
        Plan::Fancy(fancy) => {
            let value = Array::from_scalar(&array.memory(), value, "setitem")?;
            scatter::set(array, &fancy, &value)
        }
    }
}

/// What an index would write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One element: integers fill every axis.
    Element,
    /// A view with so many axes.
    View {
        /// Their number.
        ndim: usize,
    },
    /// The elements that an advanced index names.
    Picked,
}

/// What `array[items] = …` would write to, with all that NumPy checks before it looks at the value. The positions of an index array are not
/// checked against the axes: that comes after the value.
///
/// Fails with `ValueError` if the array is read-only, and with `IndexError` as [`get`] does.
pub fn target(array: &Array, items: &[IndexItem]) -> Result<Target> {
    array.check_writeable()?;
    Ok(match plan_of(array, items)? {
        Plan::Element(_) => Target::Element,
        Plan::View { layout, .. } => Target::View { ndim: layout.ndim() },
        Plan::Mask(_) | Plan::Fancy(_) => Target::Picked,
    })
}

/// Warns of what the cast of a value to the dtype of the target loses.
fn warn_of_loss(array: &Array, value: &Array) -> Result<()> {
    super::warn_of_complex(value.dtype(), array.dtype(), &array.memory());
    warn_of_faults(array, value)
}

/// Warns of numbers that become something else in that cast.
fn warn_of_faults(array: &Array, value: &Array) -> Result<()> {
    super::cast::warn(assign::cast_status(value, array.dtype())?, &array.memory());
    Ok(())
}

/// The value for one element: a 0-d array; for bool, any array of one element will do.
fn single(value: &Array, target: DType) -> Result<Scalar> {
    match value.ndim() {
        0 => Ok(value.item(&[])),
        n if target == DType::Bool && value.size() == 1 => Ok(value.item(&vec![0; n])),
        _ if target.is_complex() => Err(IndexingError::NotZeroDim {}.into()),
        _ => Err(IndexingError::Sequence {}.into()),
    }
}

fn plan_of(array: &Array, items: &[IndexItem]) -> Result<Plan> {
    let read = array.read();
    match basic::fast(read.layout(), items) {
        Some(fast) => Ok(fast),
        None => plan(read.layout(), items),
    }
}
