//! Another size: repeated into a copy, or grown and shrunk in place.

use crate::error::Result;
use crate::memory::{Array, ArrayError, DType, Init, Layout, MAX_DIMS, Order, Shape, checked_size};
use crate::ops::join::concatenate;

use super::reshape::{CopyMode, ravel, reshape_as};

/// `np.resize(a, shape)`: the elements in C order, repeated as often as needed. Always a copy, and a view of a hidden one; zeros if `a` or
/// the result is empty.
pub fn resize(a: &Array, shape: &[i64]) -> Result<Array> {
    let flat = ravel(a, Order::C)?;
    let lengths: Shape = shape
        .iter()
        .map(|&n| usize::try_from(n))
        .collect::<Result<_, _>>()
        .map_err(|_| ResizeError::Negative {})?;
    let size = checked_size(&lengths).ok_or(ResizeError::Overflow {})?;
    if flat.size() == 0 || size == 0 {
        return Array::zeros(&a.memory(), &lengths, a.dtype(), "resize");
    }
    let parts = crate::memory::filled(size.div_ceil(flat.size()), flat.clone());
    let hidden = concatenate(&parts, Some(0), &crate::ops::join::Options::default())?;
    let cut = hidden.view(hidden.layout().slice_axis(0, 0, 1, size), "resize");
    let out = reshape_as(&cut, shape, Order::C, CopyMode::IfNeeded, "resize")?;
    Ok(out.as_copy_of(a, crate::memory::CopyReason::Asked))
}

/// `a.resize(shape, refcheck=…)`: the same array object with another size, its elements kept in memory order, zeros behind them.
///
/// `holders` is how many names, containers and views hold the array, the call itself left out. Fails with `ValueError` unless the array
/// owns its data and nobody else holds it (`refcheck=False` waives the latter); a change of shape alone is always allowed.
pub fn resize_in_place(a: &Array, shape: &[i64], holders: usize, refcheck: bool) -> Result<()> {
    let layout = a.layout();
    let dtype = a.dtype();
    let itemsize = dtype.itemsize();
    let (c, f) = (layout.is_c_contiguous(itemsize), layout.is_f_contiguous(itemsize));
    if !c && !f {
        return Err(ResizeError::Segments {}.into());
    }
    if shape.len() > MAX_DIMS {
        return Err(ArrayError::TooManyDims { ndim: shape.len() }.into());
    }
    let lengths: Shape = shape
        .iter()
        .map(|&n| usize::try_from(n))
        .collect::<Result<_, _>>()
        .map_err(|_| ResizeError::NegativeInPlace {})?;
    let size = checked_size(&lengths)
        .filter(|n| n.checked_mul(itemsize).is_some_and(|bytes| isize::try_from(bytes).is_ok()))
        .ok_or_else(|| crate::memory::MemoryError::Unable {
            bytes: usize::MAX,
            shape: lengths.clone(),
            dtype,
        })?;
    let mut new = if f && !c { Layout::f(&lengths, itemsize) } else { Layout::c(&lengths, itemsize) };
    if size == layout.size() {
        new.offset = layout.offset;
        a.set_layout(new);
        return Ok(());
    }
    if !a.owns_data() {
        return Err(ResizeError::NotOwner {}.into());
    }
    if refcheck && holders > 1 {
        return Err(ResizeError::Referenced {}.into());
    }
    grow(a, new, dtype, layout.size().min(size) * itemsize)
}

fn grow(a: &Array, new: Layout, dtype: DType, kept: usize) -> Result<()> {
    let old = a.layout();
    let other = Array::with_layout(&a.memory(), new.clone(), dtype, Init::Zeroed, "resize")?;
    {
        let read = a.read();
        let guard = other.write()?;
        guard.bytes()[..kept].copy_from_slice(&read.bytes()[old.offset..old.offset + kept]);
    }
    a.replace_with(&other);
    // Even if it is empty: its strides are not zeros, unlike those of a new array.
    a.set_layout(new);
    Ok(())
}

crate::error_kinds! {
    /// What can go wrong when an array is to have another size.
    pub enum ResizeError {
        /// `resize([1, 2], (-1, 2))`
        ValueError Negative {} = "all elements of `new_shape` must be non-negative";
        /// `resize([1, 2], (2**40, 2**40))`
        OverflowError Overflow {} = "cannot fit 'int' into an index-sized integer";
        /// `a = zeros(6)[::2]; a.resize(2)`
        ValueError Segments {} = "resize only works on single-segment arrays";
        /// `a = zeros(3); a.resize(-1)`
        ValueError NegativeInPlace {} = "negative dimensions not allowed";
        /// `a = zeros(3); b = a[1:]; b.resize(7)`
        ValueError NotOwner {} = "cannot resize this array: it does not own its data";
        /// `a = zeros(3); b = a; a.resize(7)`
        ValueError Referenced {} = "cannot resize an array that references or is referenced\nby another object in this way.\nUse the np.resize function to get a new resized copy or\n set refcheck=False to disable this check";
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::memory::Memory;

    #[test]
    fn in_place_only_while_nobody_else_holds_the_array() {
        let memory = Memory::new(1 << 20, Arc::new(AtomicBool::new(false)));
        let a = Array::from_slice(&memory, &[3], &[1i64, 2, 3], "test").unwrap();
        let view = a.view(a.layout(), "test");
        assert!(
            resize_in_place(&a, &[2], 2, true).unwrap_err().to_string().starts_with("cannot resize an array")
        );
        assert_eq!(
            resize_in_place(&view, &[2], 1, true).unwrap_err().to_string(),
            "cannot resize this array: it does not own its data"
        );
        resize_in_place(&a, &[2, 2], 1, true).unwrap();
        assert_eq!(a.to_vec::<i64>(), [1, 2, 3, 0]);
        assert_eq!(view.to_vec::<i64>(), [1, 2, 3]);
        resize_in_place(&view, &[3, 1], 9, true).unwrap();
        assert_eq!(view.shape().as_slice(), [3, 1]);
    }
}
