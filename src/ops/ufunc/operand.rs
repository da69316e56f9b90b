//! What a ufunc takes and gives.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Bool, C128, Casting, DType, Kind, Memory, Order, Scalar, promote};
use crate::ops::cast::Cast;

use super::errors::{UfuncError, Warned, Warning};
use super::flags::Flags;

/// An operand. Arrays and NumPy scalars have a dtype; Python's numbers are weak: they take on the dtype of the others.
#[derive(Clone, Debug)]
pub enum Operand {
    /// An array.
    Array(Array),
    /// A NumPy scalar.
    Scalar(Scalar),
    /// A Python int.
    Int(i64),
    /// A Python int beyond 64 bits with sign.
    Big(Box<BigInt>),
    /// A Python float.
    Float(f64),
    /// A Python complex.
    Complex(C128),
    /// A Python bool: not weak.
    Bool(bool),
}

/// A result.
#[derive(Clone, Debug)]
pub enum Output {
    /// A new array, or the one given as `out`.
    Array(Array),
    /// What a 0-d result is, unless `out` was given.
    Scalar(Scalar),
}

/// The results of a call, as many as the ufunc has outputs.
pub type Outputs = SmallVec<[Output; 1]>;

/// The dtypes that the caller fixes.
#[derive(Clone, Debug, Default)]
pub enum Fixed {
    /// None.
    #[default]
    Nothing,
    /// `dtype=`: that of the outputs, and so of the computation.
    Outputs(DType),
    /// `signature=`: of each input and output, where one is named.
    Each(SmallVec<[Option<DType>; 3]>),
}

impl From<Option<DType>> for Fixed {
    fn from(dtype: Option<DType>) -> Self {
        dtype.map_or(Self::Nothing, Self::Outputs)
    }
}

/// The keyword arguments of a ufunc.
#[derive(Clone, Debug)]
pub struct Options {
    /// `out=`: where results go.
    pub out: [Option<Array>; 2],
    /// `where=`: a bool array; elements where it is False are left as they are.
    pub where_: Option<Array>,
    /// `dtype=` or `signature=`
    pub fixed: Fixed,
    /// `casting=`
    pub casting: Casting,
    /// `order=`: the layout of new results.
    pub order: Order,
    /// Whether this is a Python operator. Between scalars NumPy then warns as `scalar add`, also where an integer wraps.
    pub operator: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            out: [None, None],
            where_: None,
            fixed: Fixed::Nothing,
            casting: Casting::SameKind,
            order: Order::K,
            operator: false,
        }
    }
}

impl Options {
    /// Those of a Python operator: `a + b`.
    pub fn operator() -> Self {
        Self { operator: true, ..Self::default() }
    }

    /// Those of an augmented assignment: `a += b`.
    pub fn in_place(target: &Array) -> Self {
        Self { out: [Some(target.clone()), None], operator: true, ..Self::default() }
    }
}

impl Output {
    /// The dtype.
    pub fn dtype(&self) -> DType {
        match self {
            Self::Array(array) => array.dtype(),
            Self::Scalar(scalar) => scalar.dtype(),
        }
    }

    /// The same as an operand of the next ufunc.
    pub fn into_operand(self) -> Operand {
        match self {
            Self::Array(array) => Operand::Array(array),
            Self::Scalar(scalar) => Operand::Scalar(scalar),
        }
    }
}

impl From<Array> for Operand {
    fn from(array: Array) -> Self {
        Self::Array(array)
    }
}
impl From<Scalar> for Operand {
    fn from(scalar: Scalar) -> Self {
        Self::Scalar(scalar)
    }
}

/// The kind of a weak operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weak {
    /// A Python int.
    Int,
    /// A Python float.
    Float,
    /// A Python complex.
    Complex,
}

impl Operand {
    /// The dtype of an operand that has one.
    #[inline]
    pub(super) fn strong(&self) -> Option<DType> {
        match self {
            Self::Array(array) => Some(array.dtype()),
            Self::Scalar(scalar) => Some(scalar.dtype()),
            Self::Bool(_) => Some(DType::Bool),
            _ => None,
        }
    }

    /// The kind of an operand that has no dtype.
    #[inline]
    pub(super) fn weak(&self) -> Option<Weak> {
        match self {
            Self::Int(_) | Self::Big(_) => Some(Weak::Int),
            Self::Float(_) => Some(Weak::Float),
            Self::Complex(_) => Some(Weak::Complex),
            _ => None,
        }
    }

    /// The dtype an operand has by itself: `np.asarray(x).dtype`. `None` for an int beyond 64 bits, which NumPy keeps as an object.
    #[inline]
    pub fn own_dtype(&self) -> Option<DType> {
        Some(match self {
            Self::Array(array) => array.dtype(),
            Self::Scalar(scalar) => scalar.dtype(),
            Self::Bool(_) => DType::Bool,
            Self::Int(_) => DType::Int64,
            Self::Big(value) => return value.to_u64().map(|_| DType::UInt64),
            Self::Float(_) => DType::Float64,
            Self::Complex(_) => DType::Complex128,
        })
    }

    /// Whether it has no axes.
    #[inline]
    pub(super) fn is_scalar(&self) -> bool {
        match self {
            Self::Array(array) => array.ndim() == 0,
            _ => true,
        }
    }

    /// Whether a Python int is a value of an integer dtype. Those beyond 64 bits are left to their conversion.
    pub(super) fn fits(&self, dtype: DType) -> bool {
        if let Self::Int(value) = self { fits(*value, dtype) } else { true }
    }

    /// The error of a Python int that is no value of an integer dtype.
    pub(super) fn out_of_bounds(&self, dtype: DType) -> Result<()> {
        match self {
            Self::Int(value) => Err(UfuncError::OutOfBounds { value: value.to_string(), dtype }.into()),
            _ => Ok(()),
        }
    }

    /// The value of an operand without axes as one element of `dtype`. The cast is `'unsafe'`; weak integers must fit an integer dtype.
    ///
    /// Fails with `OverflowError`, and with `ValueError` for an array that has axes.
    #[inline]
    pub fn element(&self, dtype: DType, memory: &Memory) -> Result<Scalar> {
        let own = match self {
            Self::Array(array) if array.ndim() > 0 => return Err(UfuncError::Sequence {}.into()),
            Self::Array(array) => array.item(&[]),
            Self::Scalar(scalar) => *scalar,
            Self::Bool(value) => Scalar::new(Bool::from(*value)),
            Self::Float(value) => Scalar::new(*value),
            Self::Complex(value) => Scalar::new(*value),
            Self::Int(value) => {
                if dtype.is_integer() && !fits(*value, dtype) {
                    return Err(UfuncError::OutOfBounds { value: value.to_string(), dtype }.into());
                }
                if dtype.is_inexact() { Scalar::new(*value as f64) } else { Scalar::new(*value) }
            }
            Self::Big(value) => big(value, dtype)?,
        };
        Ok(if own.dtype() == dtype { own } else { cast_telling(&own, dtype, memory) })
    }
}

/// A Python int beyond a signed 64-bit integer as an element that casts to `dtype`.
fn big(value: &BigInt, dtype: DType) -> Result<Scalar> {
    if dtype.is_inexact() {
        let double = value.to_f64().filter(|x| x.is_finite()).ok_or(UfuncError::TooLargeForFloat {})?;
        return Ok(Scalar::new(double));
    }
    match value.to_u64() {
        Some(value) if dtype == DType::UInt64 => Ok(Scalar::new(value)),
        Some(value) if dtype == DType::UInt32 => {
            Err(UfuncError::OutOfBounds { value: value.to_string(), dtype }.into())
        }
        _ => Err(UfuncError::TooLargeForLong {}.into()),
    }
}

/// A scalar cast to `dtype`, with the warnings of the cast.
fn cast_telling(scalar: &Scalar, dtype: DType, memory: &Memory) -> Scalar {
    let out = cast_scalar(scalar, dtype);
    if scalar.dtype().is_inexact() || dtype == DType::Float16 {
        let mut room = [0u64; 2];
        let room = &mut bytemuck::cast_slice_mut(&mut room)[..dtype.itemsize()];
        warn(memory, Cast::new(scalar.dtype(), dtype).run(scalar.bytes(), room), Warned::of("cast"));
        if scalar.dtype().is_complex() && !dtype.is_complex() && dtype != DType::Bool {
            memory.warn(Warning::Discards {});
        }
    }
    out
}

/// Whether an integer is a value of an integer dtype.
pub(super) fn fits(value: i64, dtype: DType) -> bool {
    match dtype {
        DType::Int8 => i8::try_from(value).is_ok(),
        DType::Int16 => i16::try_from(value).is_ok(),
        DType::Int32 => i32::try_from(value).is_ok(),
        DType::UInt8 => u8::try_from(value).is_ok(),
        DType::UInt16 => u16::try_from(value).is_ok(),
        DType::UInt32 => u32::try_from(value).is_ok(),
        DType::UInt64 => value >= 0,
        _ => true,
    }
}

pub use crate::ops::cast_scalar;

/// `np.result_type` of operands by NEP 50: the promoted dtype of those that have one, raised where a weak one is of a higher kind.
pub fn result_type(operands: &[Operand]) -> DType {
    let strong = operands.iter().filter_map(Operand::strong).reduce(promote);
    let weak = operands.iter().filter_map(Operand::weak).max();
    match (strong, weak) {
        (Some(dtype), None) => dtype,
        (None, None) => DType::Float64,
        (None, Some(Weak::Int)) => {
            operands.iter().filter_map(Operand::own_dtype).reduce(promote).unwrap_or(DType::UInt64)
        }
        (None, Some(Weak::Float)) => DType::Float64,
        (None, Some(Weak::Complex)) => DType::Complex128,
        (Some(dtype), Some(weak)) => match (dtype.kind(), weak) {
            (Kind::Bool, Weak::Int) => DType::Int64,
            (Kind::Bool | Kind::Int | Kind::UInt, Weak::Float) => DType::Float64,
            (Kind::Bool | Kind::Int | Kind::UInt, Weak::Complex) => DType::Complex128,
            (Kind::Float, Weak::Complex) if dtype == DType::Float64 => DType::Complex128,
            (Kind::Float, Weak::Complex) => DType::Complex64,
            _ => dtype,
        },
    }
}

/// Raises the warnings that NumPy would read off the floating-point unit, in its order.
pub(super) fn warn(memory: &Memory, flags: Flags, name: Warned) {
    if flags.contains(Flags::DIVIDE) {
        memory.fault(crate::memory::Fault::Divide, Warning::Divide { name });
    }
    if flags.contains(Flags::OVERFLOW) {
        memory.fault(crate::memory::Fault::Over, Warning::Overflow { name });
    }
    if flags.contains(Flags::INVALID) {
        memory.fault(crate::memory::Fault::Invalid, Warning::Invalid { name });
    }
}
