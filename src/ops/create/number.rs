//! Python's numbers on their way into an array.

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, C128, DType, Element, Kind, Memory, Scalar, promote};
use crate::ops::cast::read;
use crate::ops::join::result_type;

/// A number as Python computes with it before it is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A `bool`.
    Bool(bool),
    /// An `int`, as far as it fits.
    Int(i128),
    /// A `float`.
    Float(f64),
    /// A `complex`.
    Complex(C128),
}

impl Number {
    /// The value of a scalar.
    pub fn of(scalar: &Scalar) -> Self {
        let bytes = scalar.bytes();
        match scalar.dtype().kind() {
            Kind::Bool => Self::Bool(read::<i64>(scalar.dtype(), bytes) != 0),
            Kind::UInt => Self::Int(i128::from(read::<u64>(scalar.dtype(), bytes))),
            Kind::Int => Self::Int(i128::from(read::<i64>(scalar.dtype(), bytes))),
            Kind::Float => Self::Float(read::<f64>(scalar.dtype(), bytes)),
            Kind::Complex => Self::Complex(read::<C128>(scalar.dtype(), bytes)),
        }
    }

    /// The dtype that `np.array` gives it. NumPy makes an object array of an integer that no dtype holds; here it counts as float64.
    pub fn dtype(self) -> DType {
        match self {
            Self::Bool(_) => DType::Bool,
            Self::Int(x) if i64::try_from(x).is_ok() => DType::Int64,
            Self::Int(x) if u64::try_from(x).is_ok() => DType::UInt64,
            Self::Int(_) | Self::Float(_) => DType::Float64,
            Self::Complex(_) => DType::Complex128,
        }
    }

    pub(super) fn float(self) -> f64 {
        match self {
            Self::Bool(x) => f64::from(u8::from(x)),
            Self::Int(x) => x as f64,
            Self::Float(x) => x,
            Self::Complex(x) => x.re,
        }
    }

    pub(super) fn complex(self) -> C128 {
        if let Self::Complex(x) = self { x } else { Complex::new(self.float(), 0.0) }
    }

    /// A bool as the integer it is.
    pub(super) fn plain(self) -> Self {
        if let Self::Bool(x) = self { Self::Int(i128::from(x)) } else { self }
    }

    /// As an element, as `a[0] = number` stores it.
    ///
    /// Fails with `OverflowError` for an integer that does not fit an integer dtype, with `ValueError` for NaN as one, and with `TypeError` for a
    /// complex number in a real dtype other than bool.
    pub(crate) fn store<T: Element>(self) -> Result<T> {
        let integer = T::DTYPE.is_integer();
        let number = match self.plain() {
            Self::Complex(_) if integer => return Err(NumberError::ComplexAsInt {}.into()),
            Self::Complex(_) if T::DTYPE.kind() == Kind::Float => {
                return Err(NumberError::ComplexAsFloat {}.into());
            }
            Self::Float(x) if integer && x.is_nan() => return Err(NumberError::Nan {}.into()),
            Self::Float(x) if integer && x.is_infinite() => return Err(NumberError::Infinite {}.into()),
            // Python turns a float into an integer first.
            Self::Float(x) if integer => Self::Int(x as i128),
            number => number,
        };
        if let Self::Int(value) = number
            && integer
        {
            let bits = T::DTYPE.itemsize() * 8;
            let (low, high) = match T::DTYPE.kind() {
                Kind::UInt => (0, 1i128 << bits),
                _ => (-(1i128 << (bits - 1)), 1i128 << (bits - 1)),
            };
            // NumPy reads the larger unsigned ones as an unsigned long, all others as a long.
            let unsigned = matches!(T::DTYPE, DType::UInt32 | DType::UInt64);
            let longest = if unsigned { i128::from(u64::MAX) } else { i128::from(i64::MAX) };
            if value < i128::from(i64::MIN) || value > longest {
                return Err(NumberError::TooLarge {}.into());
            }
            if !(low..high).contains(&value) {
                return Err(NumberError::OutOfBounds { value, dtype: T::DTYPE }.into());
            }
        }
        Ok(match number {
            Self::Bool(x) => read::<T>(DType::Bool, &[u8::from(x)]),
            Self::Int(x) => match (i64::try_from(x), u64::try_from(x)) {
                (Ok(x), _) => read::<T>(DType::Int64, bytemuck::bytes_of(&x)),
                (_, Ok(x)) => read::<T>(DType::UInt64, bytemuck::bytes_of(&x)),
                _ => read::<T>(DType::Float64, bytemuck::bytes_of(&(x as f64))),
            },
            Self::Float(x) => read::<T>(DType::Float64, bytemuck::bytes_of(&x)),
            Self::Complex(x) => read::<T>(DType::Complex128, bytemuck::bytes_of(&x)),
        })
    }
}

/// `np.array` of nested sequences: `numbers` in C order, as many as `shape` has elements. Without a dtype, what all of them promote to; float64 for none.
pub fn from_numbers(
    memory: &Memory,
    shape: &[usize],
    numbers: &[Number],
    dtype: Option<DType>,
) -> Result<Array> {
    let natural = || result_type(numbers.iter().map(|n| n.dtype())).unwrap_or(DType::Float64);
    let dtype = dtype.unwrap_or_else(natural);
    dispatch!(dtype, T => {
        let values = numbers.iter().map(|n| n.store::<T>()).collect::<Result<Vec<T>>>()?;
        Array::from_slice(memory, shape, &values, "array")
    })
}

/// A Python number as a 0-d array of the dtype it takes beside arrays of `other`: NEP 50, where Python's numbers are weak.
///
/// Fails with `OverflowError` for an integer that does not fit.
pub fn weak(memory: &Memory, number: Number, other: DType) -> Result<Array> {
    let dtype = match number {
        Number::Bool(_) => DType::Bool,
        Number::Int(_) if other == DType::Bool => number.dtype(),
        Number::Int(_) => other,
        Number::Float(_) if other.is_inexact() => other,
        Number::Float(_) => DType::Float64,
        Number::Complex(_) if other.is_complex() => other,
        Number::Complex(_) => match other {
            DType::Float16 | DType::Float32 => DType::Complex64,
            _ => promote(DType::Complex128, other.real()),
        },
    };
    from_numbers(memory, &[], &[number], Some(dtype))
}

crate::error_kinds! {
    /// What can go wrong when a Python number is stored.
    pub enum NumberError {
        /// `array([300], 'uint8')`
        OverflowError OutOfBounds { value: i128, dtype: DType } = "Python integer {value} out of bounds for {}", dtype.name();
        /// `array([1e20], int)`
        OverflowError TooLarge {} = "Python int too large to convert to C long";
        /// `array([float('nan')], int)`
        ValueError Nan {} = "cannot convert float NaN to integer";
        /// `array([float('inf')], int)`
        OverflowError Infinite {} = "cannot convert float infinity to integer";
        /// `array([1j], int)`
        TypeError ComplexAsInt {} = "int() argument must be a string, a bytes-like object or a real number, not 'complex'";
        /// `array([1j], float)`
        TypeError ComplexAsFloat {} = "float() argument must be a string or a real number, not 'complex'";
    }
}
