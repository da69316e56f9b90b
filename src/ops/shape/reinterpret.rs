//! The same bytes as another dtype, and the parts of complex numbers: views.

use crate::error::Result;
use crate::memory::{Array, DType, Init, Layout, Order, checked_size};

use super::reshape::lengths;

/// `a.view(dtype)`: the same bytes as elements of another dtype; the last axis grows or shrinks. Always a view, new even for the same dtype.
///
/// Fails with `ValueError` if the sizes differ and the last axis is not contiguous or not divisible.
pub fn view_dtype(a: &Array, dtype: DType) -> Result<Array> {
    let layout = reinterpreted(a, dtype)?;
    Ok(a.view_as(layout, dtype, "view"))
}

/// `a.dtype = dtype`: the same array object over the same bytes as another dtype. Fails like [`view_dtype`].
pub fn set_dtype(a: &Array, dtype: DType) -> Result<()> {
    let layout = reinterpreted(a, dtype)?;
    a.set_geometry(layout, dtype);
    Ok(())
}

fn reinterpreted(a: &Array, dtype: DType) -> Result<Layout> {
    let mut layout = a.layout();
    let (old, new) = (a.itemsize(), dtype.itemsize());
    if old == new {
        return Ok(layout);
    }
    let Some(last) = layout.ndim().checked_sub(1) else { return Err(ViewError::ZeroDim {}.into()) };
    if layout.size() > 0 && layout.shape[last] != 1 && layout.strides[last] != old as isize {
        return Err(ViewError::LastAxis {}.into());
    }
    let bytes = layout.shape[last] * old;
    if !bytes.is_multiple_of(new) {
        return Err(ViewError::Larger {}.into());
    }
    layout.shape[last] = bytes / new;
    layout.strides[last] = new as isize;
    Ok(layout)
}

/// `np.frombuffer(a, dtype, count, offset)`: the bytes of an array from `offset` on as a 1-d array, a view. All of them for a negative `count`.
///
/// Fails with `ValueError` if the array is not C-contiguous, or its bytes are too few or no whole number of elements.
pub fn from_buffer(a: &Array, dtype: DType, count: i64, offset: i64) -> Result<Array> {
    if !a.is_c_contiguous() {
        return Err(ViewError::NotContiguous {}.into());
    }
    let (bytes, size) = (a.nbytes(), dtype.itemsize());
    let start = usize::try_from(offset).ok().filter(|&start| start <= bytes);
    let Some(start) = start else { return Err(ViewError::Offset { bytes }.into()) };
    let n = match usize::try_from(count) {
        Ok(n) if n.saturating_mul(size) > bytes - start => return Err(ViewError::TooFew {}.into()),
        Ok(n) => n,
        Err(_) if (bytes - start).is_multiple_of(size) => (bytes - start) / size,
        Err(_) => return Err(ViewError::NotWhole {}.into()),
    };
    let mut layout = Layout::c(&[n], size);
    layout.offset = if n == 0 { 0 } else { a.layout().offset + start };
    Ok(a.view_as(layout, dtype, "frombuffer"))
}

/// `a.real`: a view of the real parts; the array itself if it is real.
pub fn real(a: &Array) -> Array {
    match a.dtype() {
        dtype if dtype.is_complex() => a.view_as(a.layout(), dtype.real(), "real"),
        _ => a.clone(),
    }
}

/// `a.imag`: a view of the imaginary parts; read-only zeros if the array is real.
pub fn imag(a: &Array) -> Result<Array> {
    let dtype = a.dtype();
    let mut layout = a.layout();
    if dtype.is_complex() {
        if layout.size() > 0 {
            layout.offset += dtype.real().itemsize();
        }
        return Ok(a.view_as(layout, dtype.real(), "imag"));
    }
    let fortran = layout.wants_fortran(Order::A, dtype.itemsize());
    let packed = if fortran {
        Layout::f(&layout.shape, dtype.itemsize())
    } else {
        Layout::c(&layout.shape, dtype.itemsize())
    };
    Ok(Array::with_layout(&a.memory(), packed, dtype, Init::Zeroed, "imag")?.read_only())
}

/// `np.ndarray(shape, dtype, buffer, offset, strides, order)`: an array of any geometry over the bytes of another, from byte `offset` on.
///
/// Fails with `ValueError` if the other is not contiguous, or an element with given strides would lie outside it; with `TypeError` if the
/// packed array does not fit.
pub fn over_buffer(
    a: &Array,
    shape: &[i64],
    dtype: DType,
    offset: i64,
    strides: Option<&[i64]>,
    order: Order,
) -> Result<Array> {
    if !a.is_c_contiguous() && !a.is_f_contiguous() {
        return Err(BufferError::NotContiguous {}.into());
    }
    let shape = lengths(shape)?;
    let (itemsize, bytes) = (dtype.itemsize(), a.nbytes());
    let mut layout =
        if order == Order::F { Layout::f(&shape, itemsize) } else { Layout::c(&shape, itemsize) };
    let from = usize::try_from(offset).ok().filter(|&from| from <= bytes);
    let refusal = if strides.is_some() { BufferError::Strides {} } else { BufferError::TooSmall {} };
    let Some(from) = from else { return Err(refusal.into()) };
    if let Some(strides) = strides {
        if strides.len() != shape.len() {
            return Err(BufferError::StrideCount {}.into());
        }
        let reach = |(&n, &stride): (&usize, &i64)| i128::from(stride) * (n as i128 - 1);
        let reaches = || shape.iter().zip(strides).map(reach);
        let low = from as i128 + reaches().filter(|&r| r < 0).sum::<i128>();
        let high = (from + itemsize) as i128 + reaches().filter(|&r| r > 0).sum::<i128>();
        if !shape.contains(&0) && (low < 0 || high > bytes as i128) {
            return Err(refusal.into());
        }
        layout.strides = strides.iter().map(|&s| s as isize).collect();
    } else if checked_size(&shape).and_then(|n| n.checked_mul(itemsize)).is_none_or(|n| n > bytes - from) {
        return Err(refusal.into());
    }
    layout.offset = if shape.contains(&0) { 0 } else { a.layout().offset + from };
    Ok(a.view_as(layout, dtype, "ndarray"))
}

crate::error_kinds! {
    /// What can go wrong when bytes are to be seen as another dtype.
    pub enum ViewError {
        /// `array(1).view('int8')`
        ValueError ZeroDim {} = "Changing the dtype of a 0d array is only supported if the itemsize is unchanged";
        /// `zeros((2, 3)).T.view('int8')`
        ValueError LastAxis {} = "To change to a dtype of a different size, the last axis must be contiguous";
        /// `frombuffer(zeros(6)[::2])`
        ValueError NotContiguous {} = "ndarray is not C-contiguous";
        /// `frombuffer(zeros(2), offset=17)`
        ValueError Offset { bytes: usize } = "offset must be non-negative and no greater than buffer length ({bytes})";
        /// `frombuffer(zeros(2), count=3)`
        ValueError TooFew {} = "buffer is smaller than requested size";
        /// `frombuffer(zeros(2), offset=1)`
        ValueError NotWhole {} = "buffer size must be a multiple of element size";
        /// `zeros(3, 'int8').view('int64')`
        ValueError Larger {} = "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.";
    }
}

crate::error_kinds! {
    /// What can go wrong when an array is made over the bytes of another.
    pub enum BufferError {
        /// `ndarray(2, float, arange(6)[::2])`
        ValueError NotContiguous {} = "ndarray is not contiguous";
        /// `ndarray(2, float, b'abc')`
        TypeError TooSmall {} = "buffer is too small for requested array";
        /// `ndarray((2,), 'uint8', b'abc', strides=(1, 1))`
        ValueError StrideCount {} = "strides, if given, must be the same length as shape";
        /// `ndarray((2,), 'uint8', b'abc', strides=(7,))`
        ValueError Strides {} = "strides is incompatible with shape of requested array and size of buffer";
    }
}
