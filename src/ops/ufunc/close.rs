//! Comparison of whole arrays, and with a tolerance.

use crate::error::Result;
use crate::memory::{Array, Casting, CopyReason, DType, Memory, Order, promote};
use crate::ops::assign::convert;
use crate::ops::index::{self, IndexItem};

use super::apply::Apply;
use super::call::broadcast_shape;
use super::operand::{Operand, Options};

/// The tolerances of [`isclose`].
#[derive(Clone, Debug)]
pub struct Tolerance {
    /// `rtol=`: relative to the second operand.
    pub relative: Operand,
    /// `atol=`: absolute.
    pub absolute: Operand,
    /// `equal_nan=`: whether NaNs are close to each other.
    pub equal_nan: bool,
}

/// `np.isclose(a, b, rtol, atol, equal_nan)`: whether `|a - b| <= atol + rtol * |b|`, element by element; infinities by equality.
///
/// `told` writes what a tolerance that is not finite is warned of with. The result is a scalar if nothing has axes.
pub fn isclose(memory: &Memory, a: &Operand, b: &Operand, tolerance: &Tolerance) -> Result<Operand> {
    let apply = Apply(memory);
    let b = match b {
        Operand::Array(array) => {
            let dtype = inexact(array.dtype());
            if array.dtype() == dtype {
                b.clone()
            } else {
                convert(array, dtype, Order::K, "isclose", CopyReason::OtherDType)?.as_new().into()
            }
        }
        Operand::Scalar(scalar) => {
            Operand::Scalar(super::operand::cast_scalar(scalar, inexact(scalar.dtype())))
        }
        Operand::Int(n) => Operand::Float(*n as f64),
        Operand::Bool(b) => Operand::Float(f64::from(u8::from(*b))),
        other => other.clone(),
    };
    let quiet = memory.hush_invalid();
    let difference = apply.one("absolute", &apply.two("subtract", a, &b)?)?;
    let reach = apply.two("multiply", &tolerance.relative, &apply.one("absolute", &b)?)?;
    let reach = apply.two("add", &tolerance.absolute, &reach)?;
    let near = apply.two("less_equal", &difference, &reach)?;
    let near = apply.two("bitwise_and", &near, &apply.one("isfinite", &b)?)?;
    let mut result = apply.two("bitwise_or", &near, &apply.two("equal", a, &b)?)?;
    if tolerance.equal_nan {
        let both = apply.two("bitwise_and", &apply.one("isnan", a)?, &apply.one("isnan", &b)?)?;
        result = apply.two("bitwise_or", &result, &both)?;
    }
    drop(quiet);
    // NumPy takes `result[()]`, so that a 0-d array becomes a scalar: any other becomes a view of an array that nobody sees.
    Ok(match result {
        Operand::Array(array) => Operand::Array(array.view(array.layout(), "isclose")),
        scalar => scalar,
    })
}

/// What NumPy promotes a dtype and a Python float to.
fn inexact(dtype: DType) -> DType {
    if dtype.is_inexact() { dtype } else { DType::Float64 }
}

/// Whether every element is true.
pub fn all_true(x: &Operand) -> bool {
    match x {
        Operand::Array(array) => {
            let bools = if array.dtype() == DType::Bool { array.clone() } else { return false };
            bools.with_slice::<crate::memory::Bool, _>(|items| items.iter().all(|b| b.get()))
        }
        Operand::Scalar(scalar) => scalar.bytes().iter().any(|&b| b != 0),
        _ => false,
    }
}

/// `np.array_equal(a, b, equal_nan)`: one shape, and equal elements.
pub fn array_equal(a: &Array, b: &Array, equal_nan: bool) -> Result<bool> {
    if a.shape() != b.shape() {
        return Ok(false);
    }
    let memory = a.memory();
    let apply = Apply(&memory);
    let (x, y) = (Operand::Array(a.clone()), Operand::Array(b.clone()));
    if !equal_nan || (!a.dtype().is_inexact() && !b.dtype().is_inexact()) {
        return Ok(all_true(&apply.two("equal", &x, &y)?));
    }
    if a.is(b) {
        return Ok(true);
    }
    let (nan, other) = (apply.one("isnan", &x)?, apply.one("isnan", &y)?);
    if !all_true(&apply.two("equal", &nan, &other)?) {
        return Ok(false);
    }
    let there = apply.one("invert", &nan)?.to_array(&memory)?;
    let pick = |array: &Array| -> Result<Operand> {
        let items = [IndexItem::Array(there.clone())];
        Ok(index::get(array, &items)?.into_array(array)?.into())
    };
    Ok(all_true(&apply.two("equal", &pick(a)?, &pick(b)?)?))
}

/// `np.array_equiv(a, b)`: shapes that broadcast, and equal elements.
pub fn array_equiv(a: &Array, b: &Array) -> Result<bool> {
    if broadcast_shape([&a.layout(), &b.layout()].into_iter()).is_none() {
        return Ok(false);
    }
    let memory = a.memory();
    let equal = Apply(&memory).two("equal", &a.clone().into(), &b.clone().into())?;
    Ok(all_true(&equal))
}

/// `np.isposinf(x, out)` or, for `negative`, `np.isneginf(x, out)`.
///
/// Fails with `TypeError` for complex numbers.
pub fn is_signed_infinity(
    memory: &Memory,
    x: &Operand,
    negative: bool,
    out: Option<&Array>,
) -> Result<super::operand::Output> {
    let apply = Apply(memory);
    if let Some(dtype) = x.own_dtype().filter(|d| d.is_complex()) {
        return Err(CloseError::Ambiguous { dtype }.into());
    }
    let infinite = apply.one("isinf", x)?;
    let mut sign = apply.one("signbit", x)?;
    if !negative {
        sign = apply.one("invert", &sign)?;
    }
    apply.with("logical_and", &[infinite, sign], &Options { out: [out.cloned(), None], ..Options::default() })
}

/// `np.common_type` of dtypes: the smallest float dtype that holds them, complex if one is.
///
/// Fails with `TypeError` for bool.
pub fn common_type(dtypes: &[DType]) -> Result<DType> {
    let mut common = DType::Float16;
    for &dtype in dtypes {
        let own = match dtype {
            DType::Bool => return Err(CloseError::NotNumeric {}.into()),
            d if d.is_integer() => DType::Float64,
            d => d,
        };
        common = promote(common, own);
    }
    debug_assert!(DType::Float16.can_cast(common, Casting::Safe));
    Ok(common)
}

crate::error_kinds! {
    /// What cannot be compared so.
    pub enum CloseError {
        /// `isposinf(1j)`
        TypeError Ambiguous { dtype: DType } = "This operation is not supported for {} values because it would be ambiguous.", dtype.name();
        /// `common_type(array([True]))`
        TypeError NotNumeric {} = "can't get common type for non-numeric array";
    }
}

crate::error_kinds! {
    /// What is odd about a comparison.
    pub enum CloseWarning {
        /// `isclose(1.0, 1.0, rtol=inf)`
        RuntimeWarning Tolerance { absolute: String, relative: String } = "One of rtol or atol is not valid, atol: {absolute}, rtol: {relative}";
    }
}
