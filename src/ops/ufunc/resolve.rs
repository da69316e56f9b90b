//! Which loop a call runs: NumPy's type resolution with NEP 50.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Casting, DType, Kind};

use super::errors::{UfuncError, class_name};
use super::kernel::Loop;
use super::operand::{Operand, Weak};
use super::table::{Rule, Ufunc};

/// What an operand offers to a loop.
#[derive(Clone, Copy)]
enum Offer {
    /// A dtype, by the set of the dtypes that it casts to.
    Dtype(u16),
    /// A Python number that takes on any dtype of its kind or above.
    Weak(Weak),
}

/// For each dtype, the set of the dtypes to which it casts safely.
static SAFE: [u16; 14] = [
    0b11_1111_1111_1111, // bool
    0b11_1110_1010_1010, // int8: int8, int16, int32, int64, floats, complex
    0b11_1111_1111_1100, // uint8
    0b11_1100_1010_1000, // int16
    0b11_1101_1111_0000, // uint16
    0b10_1000_1010_0000, // int32
    0b10_1001_1100_0000, // uint32
    0b10_1000_1000_0000, // int64
    0b10_1001_0000_0000, // uint64
    0b11_1110_0000_0000, // float16
    0b11_1100_0000_0000, // float32
    0b10_1000_0000_0000, // float64
    0b11_0000_0000_0000, // complex64
    0b10_0000_0000_0000, // complex128
];

impl Offer {
    #[inline]
    fn suits(self, dtype: DType) -> bool {
        match self {
            Self::Dtype(set) => set >> dtype as u16 & 1 == 1,
            Self::Weak(Weak::Int) => dtype.kind() >= Kind::UInt,
            Self::Weak(Weak::Float) => dtype.kind() >= Kind::Float,
            Self::Weak(Weak::Complex) => dtype.kind() >= Kind::Complex,
        }
    }
}

/// The offers of the operands. A weak one of a higher kind than all dtypes counts as its default dtype.
fn offers(operands: &[Operand], casting: Casting) -> SmallVec<[Offer; 2]> {
    let highest = operands.iter().filter_map(Operand::strong).map(DType::kind).max();
    let set = |dtype: DType| {
        Offer::Dtype(if casting < Casting::Safe { 1 << dtype as u16 } else { SAFE[dtype as usize] })
    };
    operands
        .iter()
        .map(|operand| {
            let rank = match operand.weak() {
                Some(Weak::Int) => Kind::UInt,
                Some(Weak::Float | Weak::Complex) => Kind::Float,
                None => Kind::Bool,
            };
            match (operand.weak(), highest) {
                (Some(weak), Some(kind)) if kind >= rank => Offer::Weak(weak),
                _ => set(operand.own_dtype().unwrap_or(DType::Int64)),
            }
        })
        .collect()
}

/// The loop that a call of `ufunc` on these operands runs.
pub(super) fn resolve(
    ufunc: &Ufunc,
    operands: &[Operand],
    dtype: Option<DType>,
    casting: Casting,
) -> Result<&'static Loop> {
    if let Some(dtype) = dtype {
        return resolve_to(ufunc, operands, dtype, casting);
    }
    if ufunc.rule != Rule::First {
        if let Some(error) = refusal(ufunc, operands) {
            return Err(error.into());
        }
        if ufunc.rule == Rule::TrueDivide
            && operands.iter().all(|o| match o.strong() {
                Some(dtype) => !dtype.is_inexact(),
                None => o.weak() == Some(Weak::Int),
            })
        {
            return ufunc
                .loops()
                .find(|l| l.inputs()[0] == DType::Float64)
                .ok_or_else(|| UfuncError::NoLoop { name: ufunc.name }.into());
        }
    }
    let offers = offers(operands, casting);
    let found = ufunc.loops().find(|l| l.inputs().iter().zip(&offers).all(|(&dtype, offer)| offer.suits(dtype)));
    if let Some(found) = found {
        return Ok(found);
    }
    if operands.iter().any(|o| o.own_dtype().is_none()) {
        return Err(UfuncError::Object { name: ufunc.name }.into());
    }
    if ufunc.rule == Rule::Strict {
        return Err(no_signature(ufunc, operands).into());
    }
    Err(UfuncError::Unsupported { name: ufunc.name, casting: casting.min(Casting::Safe).name() }.into())
}

/// The error of a ufunc without a fallback.
fn no_signature(ufunc: &Ufunc, operands: &[Operand]) -> UfuncError {
    let class = |operand: &Operand| match (operand.strong(), operand.weak()) {
        (Some(dtype), _) => class_name(dtype),
        (None, Some(Weak::Float)) => "_PyFloat",
        (None, Some(Weak::Complex)) => "_PyComplex",
        (None, _) => "_PyLong",
    };
    UfuncError::NoSignature { name: ufunc.name, types: operands.iter().map(class).collect() }
}

/// Why a ufunc that takes no bool refuses bools.
fn refusal(ufunc: &Ufunc, operands: &[Operand]) -> Option<UfuncError> {
    if ufunc.rule != Rule::NoBool || operands.iter().any(|o| o.strong() != Some(DType::Bool)) {
        return None;
    }
    Some(match ufunc.name {
        "subtract" => UfuncError::BoolSubtract {},
        "negative" => UfuncError::BoolNegative {},
        _ => no_signature(ufunc, operands),
    })
}

/// The loop with a given output dtype; its inputs must be castable.
fn resolve_to(ufunc: &Ufunc, operands: &[Operand], dtype: DType, casting: Casting) -> Result<&'static Loop> {
    let own = |operand: &Operand| operand.own_dtype().unwrap_or(DType::Int64);
    let castable = |l: &Loop, casting| {
        l.inputs().iter().zip(operands).all(|(&to, operand)| match operand.weak() {
            // A Python int may take on any integer dtype, or be refused for its value.
            Some(Weak::Int) if to.is_integer() => true,
            _ => own(operand).can_cast(to, casting),
        })
    };
    let candidates = || ufunc.loops().filter(|l| l.outputs()[0] == dtype);
    let chosen = candidates()
        .find(|l| castable(l, Casting::Safe))
        .or_else(|| candidates().find(|l| castable(l, casting)))
        .or_else(|| candidates().next())
        .ok_or(UfuncError::NoLoop { name: ufunc.name })?;
    if castable(chosen, casting) {
        return Ok(chosen);
    }
    for (i, (&to, operand)) in chosen.inputs().iter().zip(operands).enumerate() {
        if !own(operand).can_cast(to, casting) {
            let which = (operands.len() > 1).then_some(i);
            return Err(UfuncError::InputCast {
                name: ufunc.name,
                which,
                from: own(operand),
                to,
                casting: casting.name(),
            }
            .into());
        }
    }
    Ok(chosen)
}
