//! Scalars: one element with its dtype, apart from any buffer.

use super::{DType, Element};

/// One element and its dtype: NumPy's `np.float64(1.5)`. It has no memory that could be shared.
#[derive(Clone, Copy)]
pub struct Scalar {
    dtype: DType,
    /// Bytes and not words: a value that may be a scalar is no larger for it.
    bits: [u8; 16],
}

impl Scalar {
    /// The scalar of a value.
    pub fn new<T: Element>(value: T) -> Self {
        let mut bits = [0; 16];
        bits[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&value));
        Self { dtype: T::DTYPE, bits }
    }

    /// The scalar whose bytes, in native order, are the first `dtype.itemsize()` of `bytes`.
    pub fn from_bytes(dtype: DType, bytes: &[u8]) -> Self {
        let mut bits = [0; 16];
        let size = dtype.itemsize();
        bits[..size].copy_from_slice(&bytes[..size]);
        Self { dtype, bits }
    }

    /// The dtype.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    /// The bytes, in native order.
    pub fn bytes(&self) -> &[u8] {
        &self.bits[..self.dtype.itemsize()]
    }

    /// The value, if `T` is the type of the dtype; the default value otherwise.
    pub fn get<T: Element>(&self) -> T {
        if self.dtype == T::DTYPE {
            bytemuck::pod_read_unaligned(&self.bits[..size_of::<T>()])
        } else {
            T::default()
        }
    }
}

impl std::fmt::Debug for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        crate::dispatch!(self.dtype, T => write!(f, "{}({:?})", self.dtype.name(), self.get::<T>()))
    }
}

impl PartialEq for Scalar {
    /// Equal dtype and equal value (not equal bytes: `-0.0 == 0.0`, and NaN equals nothing).
    fn eq(&self, other: &Self) -> bool {
        self.dtype == other.dtype && crate::dispatch!(self.dtype, T => self.get::<T>() == other.get::<T>())
    }
}
