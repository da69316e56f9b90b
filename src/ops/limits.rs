//! What the number types can hold: `np.finfo`, `np.iinfo`, `np.min_scalar_type`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::dispatch;
use crate::memory::{C128, DType, Kind, Scalar};

use super::scalar::{cast_scalar, scalar_as};

/// The limits of a float type: the attributes of `np.finfo`, by the same names.
#[derive(Clone, Copy, Debug)]
pub struct FloatLimits {
    /// The type; of a complex one that of its parts.
    pub dtype: DType,
    /// Bits of an element.
    pub bits: i64,
    /// Decimal digits that every number keeps.
    pub precision: i64,
    /// Bits of the fraction.
    pub nmant: i64,
    /// Bits of the exponent.
    pub nexp: i64,
    /// The exponent of the smallest normal number.
    pub minexp: i64,
    /// The first power of two that is too large.
    pub maxexp: i64,
    /// The exponent of `eps`.
    pub machep: i64,
    /// The exponent of `epsneg`.
    pub negep: i64,
    /// From one to the next number above.
    pub eps: Scalar,
    /// From one to the next number below.
    pub epsneg: Scalar,
    /// The largest number.
    pub max: Scalar,
    /// The smallest number: `-max`.
    pub min: Scalar,
    /// The smallest positive number of full precision.
    pub smallest_normal: Scalar,
    /// The smallest positive number.
    pub smallest_subnormal: Scalar,
    /// `10**-precision`.
    pub resolution: Scalar,
}

/// The limits of a float or complex type; `None` of any other.
pub fn float_limits(dtype: DType) -> Option<FloatLimits> {
    let real = dtype.real();
    let (precision, nmant, nexp, max) = match real {
        DType::Float16 => (3, 10, 5, 65504.0),
        DType::Float32 => (6, 23, 8, f64::from(f32::MAX)),
        DType::Float64 => (15, 52, 11, f64::MAX),
        _ => return None,
    };
    let maxexp = 1_i64 << (nexp - 1);
    let minexp = 2 - maxexp;
    let scalar = |x: f64| cast_scalar(&Scalar::new(x), real);
    let power = |n: i64| scalar(2.0_f64.powi(n as i32));
    Some(FloatLimits {
        dtype: real,
        bits: real.itemsize() as i64 * 8,
        precision,
        nmant,
        nexp,
        minexp,
        maxexp,
        machep: -nmant,
        negep: -nmant - 1,
        eps: power(-nmant),
        epsneg: power(-nmant - 1),
        max: scalar(max),
        min: scalar(-max),
        smallest_normal: power(minexp),
        // Of float64 no power of two that `powi` reaches without dividing.
        smallest_subnormal: if real == DType::Float64 {
            Scalar::new(f64::from_bits(1))
        } else {
            power(minexp - nmant)
        },
        resolution: scalar(10.0_f64.powi(-precision as i32)),
    })
}

/// The smallest and the largest number of an integer type; `None` of any other.
pub fn integer_limits(dtype: DType) -> Option<(BigInt, BigInt)> {
    dispatch!(dtype, integer T => Some((BigInt::from(T::MIN), BigInt::from(T::MAX))), else => None)
}

/// The smallest type that holds an integer: unsigned, unless it is negative. `None` beyond 64 bits.
pub fn min_integer_type(n: &BigInt) -> Option<DType> {
    let unsigned = [DType::UInt8, DType::UInt16, DType::UInt32, DType::UInt64];
    let signed = [DType::Int8, DType::Int16, DType::Int32, DType::Int64];
    let types = if n.sign() == num_bigint::Sign::Minus { signed } else { unsigned };
    types.into_iter().find(|&dtype| integer_limits(dtype).is_some_and(|(min, max)| min <= *n && *n <= max))
}

/// The smallest type of its kind that holds a scalar without overflow: `np.min_scalar_type`.
pub fn min_scalar_type(scalar: &Scalar) -> DType {
    let dtype = scalar.dtype();
    // NumPy's own bounds.
    let inside = |x: f64, bound: f64| -bound < x && x < bound;
    match dtype.kind() {
        Kind::Bool => dtype,
        Kind::Int => min_integer_type(&BigInt::from(scalar_as::<i64>(scalar))).unwrap_or(dtype),
        Kind::UInt => min_integer_type(&BigInt::from(scalar_as::<u64>(scalar))).unwrap_or(dtype),
        Kind::Float => {
            let x = scalar_as::<f64>(scalar);
            if dtype == DType::Float16 || inside(x, 65000.0) || !x.is_finite() {
                DType::Float16
            } else if dtype == DType::Float32 || inside(x, 3.4e38) {
                DType::Float32
            } else {
                dtype
            }
        }
        Kind::Complex => {
            let z = scalar_as::<C128>(scalar);
            if inside(z.re, 3.4e38) && inside(z.im, 3.4e38) { DType::Complex64 } else { dtype }
        }
    }
}

/// A float as the ratio of two integers without a common divisor; `None` where it is not finite.
pub fn integer_ratio(x: f64) -> Option<(BigInt, BigInt)> {
    if !x.is_finite() {
        return None;
    }
    let bits = x.abs().to_bits();
    let (field, fraction) = ((bits >> 52).to_i32().unwrap_or(0), bits & ((1 << 52) - 1));
    let (mut mantissa, mut exponent) =
        if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
    if mantissa == 0 {
        return Some((BigInt::ZERO, BigInt::from(1)));
    }
    let zeros = mantissa.trailing_zeros();
    mantissa >>= zeros;
    exponent += zeros as i32;
    let numerator = BigInt::from(mantissa) << exponent.max(0);
    let sign = if x < 0.0 { -1 } else { 1 };
    Some((numerator * sign, BigInt::from(1) << (-exponent).max(0)))
}
