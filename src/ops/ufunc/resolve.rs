//! Which loop a call runs: NumPy's type resolution with NEP 50.

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Casting, DType, Kind};

use super::errors::{UfuncError, class_name};
use super::kernel::Loop;
use super::operand::{Fixed, Operand, Weak};
use super::table::{Rule, Ufunc};

/// The dtypes that an operand may be cast to for the choice of a loop, a bit each.
type Offer = u16;

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

/// What a Python number takes on beside operands of its kind or above.
#[inline]
fn weak_offer(weak: Weak) -> Offer {
    match weak {
        Weak::Int => 0b11_1111_1111_1110,
        Weak::Float => 0b11_1110_0000_0000,
        Weak::Complex => 0b11_0000_0000_0000,
    }
}

/// Whether a set of dtypes holds this one.
#[inline]
fn suits(offer: Offer, dtype: DType) -> bool {
    offer >> dtype as u16 & 1 == 1
}

/// The offer of an operand. A weak one of a higher kind than all dtypes counts as its default dtype.
#[inline]
fn offer(operand: &Operand, highest: Option<Kind>, alone: bool) -> Offer {
    match (operand.weak(), highest) {
        (None, _) => SAFE[own(operand) as usize],
        (Some(Weak::Int), Some(kind)) if kind >= Kind::UInt => weak_offer(Weak::Int),
        (Some(weak @ (Weak::Float | Weak::Complex)), Some(kind)) if kind >= Kind::Float => weak_offer(weak),
        (Some(Weak::Int), _) if !alone => SAFE[DType::Int64 as usize],
        _ => SAFE[own(operand) as usize],
    }
}

/// The first loop to which the operands cast safely.
#[inline]
fn search(ufunc: &Ufunc, operands: &[Operand]) -> Option<&'static Loop> {
    let highest = operands.iter().filter_map(Operand::strong).map(DType::kind).max();
    match operands {
        [a] => {
            let a = offer(a, highest, true);
            ufunc.groups.iter().flat_map(|group| group.iter()).find(|l| suits(a, l.input(0)))
        }
        [a, b] => {
            let (a, b) = (offer(a, highest, false), offer(b, highest, false));
            ufunc
                .groups
                .iter()
                .flat_map(|group| group.iter())
                .find(|l| suits(a, l.input(0)) && suits(b, l.input(1)))
        }
        _ => None,
    }
}

/// The dtype of an operand; a Python int beyond 64 bits is an int64 as far as it concerns the choice of a loop.
#[inline]
fn own(operand: &Operand) -> DType {
    operand.own_dtype().unwrap_or(DType::Int64)
}

/// Ufuncs that NumPy has no loop of objects for.
const NO_OBJECTS: [&str; 7] = ["frexp", "isfinite", "isinf", "isnan", "modf", "signbit", "spacing"];

/// Whether NumPy would keep a Python int as an object.
fn own_is_object(operand: &Operand) -> bool {
    operand.own_dtype().is_none()
}

/// The loop that a call of `ufunc` on these operands runs.
#[inline]
pub(crate) fn resolve(
    ufunc: &Ufunc,
    operands: &[Operand],
    fixed: &Fixed,
    casting: Casting,
) -> Result<&'static Loop> {
    let chosen = match fixed {
        Fixed::Nothing => None,
        Fixed::Outputs(dtype) => Some(resolve_to(ufunc, operands, *dtype, casting)?),
        Fixed::Each(types) => Some(resolve_like(ufunc, operands, types, casting)?),
    };
    if let Some(chosen) = chosen {
        check_inputs(ufunc, chosen, operands, casting)?;
        return Ok(chosen);
    }
    let chosen = resolve_safely(ufunc, operands)?;
    if casting < Casting::Safe && ufunc.rule != Rule::Truth {
        check_inputs(ufunc, chosen, operands, casting)?;
    }
    Ok(chosen)
}

/// The first loop to which the operands cast safely.
#[inline]
fn resolve_safely(ufunc: &Ufunc, operands: &[Operand]) -> Result<&'static Loop> {
    if ufunc.rule != Rule::First || matches!(operands, [Operand::Big(_)]) {
        if let Some(error) = refusal(ufunc, operands) {
            return Err(error.into());
        }
        if ufunc.rule == Rule::Truth
            && let [a, b] = operands
            && a.strong() != b.strong()
        {
            // Truth is all that counts: both are cast to bool.
            return Ok(&ufunc.groups[0][0]);
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
    if let Some(found) = search(ufunc, operands) {
        return Ok(found);
    }
    if ufunc.rule == Rule::Strict {
        return Err(no_signature(ufunc, operands, "None").into());
    }
    Err(UfuncError::Unsupported { name: ufunc.name, casting: Casting::Safe.name() }.into())
}

/// The error of a ufunc without a fallback.
fn no_signature(ufunc: &Ufunc, operands: &[Operand], out: &'static str) -> UfuncError {
    let class = |operand: &Operand| match (operand.strong(), operand.weak()) {
        (Some(dtype), _) => class_name(dtype),
        (None, Some(Weak::Float)) => "_PyFloat",
        (None, Some(Weak::Complex)) => "_PyComplex",
        (None, _) => "_PyLong",
    };
    UfuncError::NoSignature { name: ufunc.name, types: operands.iter().map(class).collect(), out }
}

/// Why a ufunc that takes no bool refuses bools.
#[inline(never)]
fn refusal(ufunc: &Ufunc, operands: &[Operand]) -> Option<UfuncError> {
    if operands.len() == 1 && own_is_object(&operands[0]) {
        return Some(if NO_OBJECTS.contains(&ufunc.name) {
            UfuncError::Unsupported { name: ufunc.name, casting: Casting::Safe.name() }
        } else {
            UfuncError::Object { name: ufunc.name }
        });
    }
    if ufunc.rule == Rule::Truth && operands.iter().any(|o| matches!(o, Operand::Big(_))) {
        return Some(UfuncError::TooLargeForLong {});
    }
    if !matches!(ufunc.rule, Rule::NoBool | Rule::Strict)
        || operands.iter().any(|o| o.strong() != Some(DType::Bool))
    {
        return None;
    }
    Some(match ufunc.name {
        "subtract" => UfuncError::BoolSubtract {},
        "negative" => UfuncError::BoolNegative {},
        _ => no_signature(ufunc, operands, "None"),
    })
}

/// The loop with a given output dtype.
fn resolve_to(ufunc: &Ufunc, operands: &[Operand], dtype: DType, casting: Casting) -> Result<&'static Loop> {
    if ufunc.rule == Rule::NoBool && dtype == DType::Bool {
        return Err(match ufunc.name {
            "subtract" => UfuncError::BoolSubtract {},
            "negative" => UfuncError::BoolNegative {},
            _ => {
                let class = operands.iter().map(|o| class_name(own(o))).collect();
                UfuncError::NoSignature { name: ufunc.name, types: class, out: class_name(dtype) }
            }
        }
        .into());
    }
    let castable = |l: &Loop, casting| {
        l.inputs().iter().zip(operands).all(|(&to, operand)| match operand.weak() {
            // A Python int beside another operand may take on any integer dtype, or be refused for its value.
            Some(Weak::Int) if to.is_integer() && operands.len() > 1 => true,
            _ => own(operand).can_cast(to, casting),
        })
    };
    let candidates = || ufunc.loops().filter(|l| l.outputs().iter().all(|&d| d == dtype));
    let uniform = |l: &&Loop| l.inputs().iter().all(|&d| d == l.inputs()[0]);
    candidates()
        .find(|l| castable(l, Casting::Safe))
        .or_else(|| candidates().find(|l| castable(l, casting)))
        .or_else(|| candidates().find(|l| l.inputs()[0] == dtype).filter(uniform))
        .or_else(|| candidates().find(uniform))
        .ok_or_else(|| match ufunc.rule {
            Rule::Strict => no_signature(ufunc, operands, class_name(dtype)).into(),
            _ => UfuncError::NoLoop { name: ufunc.name }.into(),
        })
}

/// The loop whose dtypes are those that a signature names; where it leaves one open, one to which the operand can be cast.
fn resolve_like(
    ufunc: &Ufunc,
    operands: &[Operand],
    types: &[Option<DType>],
    casting: Casting,
) -> Result<&'static Loop> {
    let all = |l: &Loop| -> SmallVec<[DType; 4]> { l.inputs().iter().chain(l.outputs()).copied().collect() };
    let named =
        |l: &&Loop| types.iter().zip(all(l)).all(|(asked, own)| asked.is_none_or(|asked| asked == own));
    let castable = |l: &&Loop, casting| {
        let open = l.inputs().iter().zip(operands).zip(types).filter(|(_, asked)| asked.is_none());
        open.map(|(pair, _)| pair).all(|(&to, operand)| own(operand).can_cast(to, casting))
    };
    let candidates = || ufunc.loops().filter(named);
    candidates()
        .find(|l| castable(l, Casting::Safe))
        .or_else(|| candidates().find(|l| castable(l, casting)))
        .or_else(|| candidates().next())
        .ok_or_else(|| match ufunc.rule {
            Rule::Strict | Rule::Core => {
                let class = |i: usize| types[i].map_or_else(|| class_name(own(&operands[i])), class_name);
                let out = types.get(operands.len()).copied().flatten().map_or("None", class_name);
                UfuncError::NoSignature {
                    name: ufunc.name,
                    types: (0..operands.len()).map(class).collect(),
                    out,
                }
                .into()
            }
            _ => UfuncError::NoLoop { name: ufunc.name }.into(),
        })
}

/// Checks that the inputs may be cast to what the loop takes.
fn check_inputs(ufunc: &Ufunc, chosen: &Loop, operands: &[Operand], casting: Casting) -> Result<()> {
    for (i, (&to, operand)) in chosen.inputs().iter().zip(operands).enumerate() {
        match operand.weak() {
            _ if own(operand) == to => {}
            Some(Weak::Int) if operands.len() > 1 && to.is_integer() && !operand.fits(to) => {
                return operand.out_of_bounds(to);
            }
            Some(weak) if operands.len() > 1 && suits(weak_offer(weak), to) => {
                if casting == Casting::Equiv && ufunc.rule != Rule::Compare {
                    let python = match weak {
                        Weak::Int => "int",
                        Weak::Float => "float",
                        Weak::Complex => "complex",
                    };
                    return Err(UfuncError::PythonCast { python, to, casting: casting.name() }.into());
                }
            }
            _ if own(operand).can_cast(to, casting) => {}
            _ => {
                let which = (operands.len() > 1).then_some(i);
                let (name, casting) = (ufunc.name, casting.name());
                return Err(UfuncError::InputCast { name, which, from: own(operand), to, casting }.into());
            }
        }
    }
    Ok(())
}

/// The loop of a reduction of elements of `own`: its first input, its second and its output have one dtype.
///
/// Sums and products of bools and of integers below 64 bits are computed in 64 bits unless `dtype` says otherwise.
pub(super) fn resolve_fold(ufunc: &Ufunc, own: DType, dtype: Option<DType>) -> Result<&'static Loop> {
    let none = || match (ufunc.rule, dtype) {
        (Rule::Strict, Some(dtype)) => UfuncError::NoSignature {
            name: ufunc.name,
            types: vec![class_name(dtype), class_name(own)],
            out: class_name(dtype),
        },
        _ => UfuncError::NoLoop { name: ufunc.name },
    };
    if ufunc.rule == Rule::Strict && dtype.is_none() && !own.is_integer() {
        return Err(UfuncError::NoSignature {
            name: ufunc.name,
            types: vec!["None", class_name(own)],
            out: "None",
        }
        .into());
    }
    let alike = |l: &&Loop| l.inputs()[0] == l.outputs()[0] && l.inputs()[1] == l.outputs()[0];
    if ufunc.rule == Rule::Truth && dtype.is_none_or(|d| d == DType::Bool) {
        return ufunc.loops().next().ok_or_else(|| none().into());
    }
    let wide = match own.kind() {
        _ if !matches!(ufunc.name, "add" | "multiply") => None,
        Kind::Bool | Kind::Int => Some(DType::Int64),
        Kind::UInt => Some(DType::UInt64),
        _ => None,
    };
    if let Some(dtype) = dtype.or(wide) {
        return ufunc.loops().find(|l| l.outputs()[0] == dtype && alike(l)).ok_or_else(|| none().into());
    }
    let sample = Operand::Scalar(crate::memory::Scalar::from_bytes(own, &[0; 16]));
    let chosen = resolve_safely(ufunc, &[sample.clone(), sample])?;
    Some(chosen).filter(alike).ok_or_else(|| none().into())
}
