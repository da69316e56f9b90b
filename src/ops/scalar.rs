//! Scalars between dtypes.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, Bool, C64, C128, DType, FpStatus, Memory, Scalar, f16};

use super::assign::to_vec_as;
use super::cast::{self, Cast, cast_element, loses, warn_of_complex};

/// A scalar's value as a `T`, by NumPy's cast.
pub fn scalar_as<T: ScalarTarget>(scalar: &Scalar) -> T {
    T::from_scalar(scalar)
}

/// A type that any scalar can be read as.
pub trait ScalarTarget: Sized {
    /// The value of the scalar, cast.
    fn from_scalar(scalar: &Scalar) -> Self;
}

macro_rules! targets {
    ($($t:ty),*) => { $(impl ScalarTarget for $t {
        fn from_scalar(scalar: &Scalar) -> Self { cast::read::<$t>(scalar.dtype(), scalar.bytes()) }
    })* };
}
targets!(Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C64, C128);

/// A scalar cast to another dtype.
pub fn cast_scalar(scalar: &Scalar, dtype: DType) -> Scalar {
    if scalar.dtype() == dtype {
        return *scalar;
    }
    Scalar::from_bytes(dtype, bytemuck::cast_slice(&cast_element(scalar.dtype(), scalar.bytes(), dtype)))
}

/// What a cast loses that NumPy warns of.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    from: DType,
    to: DType,
    status: FpStatus,
}

impl Loss {
    /// What [`cast_scalar`] of this scalar to this dtype loses; nothing in most cases.
    pub fn of(scalar: &Scalar, to: DType) -> Option<Self> {
        let from = scalar.dtype();
        let complex = from.is_complex() && !to.is_complex() && to != DType::Bool;
        if !complex && !loses(from, to) {
            return None;
        }
        let mut room = [0u64; 2];
        let room = &mut bytemuck::cast_slice_mut(&mut room)[..to.itemsize()];
        let status = Cast::new(from, to).run(scalar.bytes(), room);
        (complex || !status.is_empty()).then_some(Self { from, to, status })
    }

    /// Raises the warnings.
    pub fn warn(self, memory: &Memory) {
        warn_of_complex(self.from, self.to, memory);
        cast::warn(self.status, memory);
    }
}

/// A Python int as a scalar of `dtype`. Fails with `OverflowError` where an integer dtype cannot hold it.
pub fn int_scalar(n: &BigInt, dtype: DType) -> Result<Scalar> {
    let wide = || ScalarError::OutOfBounds { value: n.to_string(), dtype };
    dispatch!(dtype, integer T => {
        // NumPy takes the number through a C long first, or through an unsigned one.
        let unsigned = matches!(dtype, DType::UInt32 | DType::UInt64);
        if n.to_i64().is_none() && !(unsigned && n.to_u64().is_some()) {
            return Err(ScalarError::TooLargeForLong {}.into());
        }
        let value = <T as FromPrimitive>::from_i128(n.to_i128().ok_or_else(wide)?).ok_or_else(wide)?;
        Ok(Scalar::new(value))
    }, else => {
        if dtype == DType::Bool {
            return Ok(Scalar::new(Bool::from(*n != BigInt::ZERO)));
        }
        let x = n.to_f64().filter(|x| x.is_finite()).ok_or(ScalarError::TooLarge {})?;
        Ok(cast_scalar(&Scalar::new(x), dtype))
    })
}

/// The elements of an array in C order as `i64`.
pub fn to_i64s(array: &Array) -> Vec<i64> {
    to_vec_as(array)
}

/// The elements of an array in C order as `f64`.
pub fn to_f64s(array: &Array) -> Vec<f64> {
    to_vec_as(array)
}

crate::error_kinds! {
    /// What can go wrong with a scalar.
    pub enum ScalarError {
        /// `uint8(300)`
        OverflowError OutOfBounds { value: String, dtype: DType } = "Python integer {value} out of bounds for {}", dtype.name();
        /// `int64(2**63)`
        OverflowError TooLargeForLong {} = "Python int too large to convert to C long";
        /// `float64(10**400)`
        OverflowError TooLarge {} = "int too large to convert to float";
    }
}
