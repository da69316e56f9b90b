//! Rounding to decimals, and clipping.

use crate::error::Result;
use crate::memory::{Array, CopyReason, DType, Init, Kind, Layout, Memory, Order};
use crate::ops::assign::{assign, convert};
use crate::ops::shape;

use super::apply::Apply;
use super::call::broadcast_shape;
use super::errors::UfuncError;
use super::folded::{is_folded, with_folded};
use super::operand::{Fixed, Operand, Options, Output, result_type};

/// Beyond so many decimals the power of ten is infinite.
const MOST_DECIMALS: u64 = 400;

/// `np.round(a, decimals, out)`: rounded half to even, at so many places after the point, or before it if negative.
///
/// Works as NumPy does: scaled, rounded and scaled back. Complex numbers are rounded in both parts. Integers are only copied, unless `decimals` is
/// negative. The result is a scalar if `a` has no axes and no `out` was given. Fails as assignments to `out` do.
pub fn round(a: &Array, decimals: i64, out: Option<&Array>) -> Result<Output> {
    let memory = a.memory();
    if out.is_some_and(|out| out.shape() != a.shape()) {
        return Err(RoundError::OutShape {}.into());
    }
    let apply = Apply(&memory);
    let dtype = a.dtype();
    if dtype.is_complex() {
        let target = match out {
            Some(out) => out.clone(),
            None => convert(a, dtype, Order::C, "round", CopyReason::Asked)?.as_new(),
        };
        let rounded = |part: &Array| round(part, decimals, None)?.into_operand().to_array(&memory);
        assign(&shape::real(&target), &rounded(&shape::real(a))?)?;
        let imaginary = rounded(&shape::imag(a)?)?;
        if !target.dtype().is_complex() {
            return Err(RoundError::NoImaginaryPart {}.into());
        }
        assign(&shape::imag(&target)?, &imaginary)?;
        return Ok(finish(target, out));
    }
    let integer = dtype.is_integer();
    if decimals >= 0 && integer {
        let target = match out {
            Some(out) => {
                assign(out, a)?;
                out.clone()
            }
            None => convert(a, dtype, Order::K, "round", CopyReason::Asked)?,
        };
        return Ok(finish(target, out));
    }
    let source = Operand::Array(a.clone());
    if decimals == 0 {
        let options = Options { out: [out.cloned(), None], ..Options::default() };
        return apply.with("rint", &[source], &options);
    }
    let (first, last) = if decimals > 0 { ("multiply", "divide") } else { ("divide", "multiply") };
    let places = decimals.unsigned_abs().min(MOST_DECIMALS);
    let scale = Operand::Float(power_of_ten(places));
    let wide = if integer { DType::Float64 } else { dtype };
    let target = match out {
        Some(out) => out.clone(),
        None => {
            let shape = a.shape();
            let fortran = a.is_f_contiguous() && !a.is_c_contiguous();
            let make = if fortran { Layout::f } else { Layout::c };
            Array::with_layout(&memory, make(&shape, wide.itemsize()), wide, Init::Overwritten, "round")?
        }
    };
    let held = Operand::Array(target.clone());
    apply.into(first, &[source, scale.clone()], &target)?;
    apply.into("rint", std::slice::from_ref(&held), &target)?;
    apply.into(last, &[held, scale], &target)?;
    if integer && out.is_none() {
        let narrow = convert(&target, dtype, Order::K, "round", CopyReason::OtherDType)?.as_new();
        return Ok(finish(narrow, out));
    }
    Ok(finish(target, out))
}

/// A power of ten as NumPy comes to it, by one multiplication after another: beyond the 22nd it need not be the nearest number.
fn power_of_ten(places: u64) -> f64 {
    (0..places).fold(1.0, |power, _| power * 10.0)
}

/// An array that was given, or a scalar for one without axes.
fn finish(array: Array, out: Option<&Array>) -> Output {
    if array.ndim() == 0 && out.is_none() { Output::Scalar(array.item(&[])) } else { Output::Array(array) }
}

/// `np.clip(a, min, max, out, **options)`: `minimum(maximum(a, min), max)`, in the dtype that all promote to; `None` is no bound.
///
/// A Python int that no element of an integer array can pass is no bound either. Fails as the ufuncs do.
pub fn clip(
    memory: &Memory,
    a: &Operand,
    min: Option<&Operand>,
    max: Option<&Operand>,
    options: &Options,
) -> Result<Output> {
    let apply = Apply(memory);
    let (min, max) = match a.own_dtype().filter(|d| d.is_integer()) {
        Some(dtype) => (
            min.filter(|m| !passes(m, dtype, std::cmp::Ordering::Less)),
            max.filter(|m| !passes(m, dtype, std::cmp::Ordering::Greater)),
        ),
        None => (min, max),
    };
    let (min, max) = match (min, max) {
        (None, None) => return apply.with("positive", std::slice::from_ref(a), options),
        (None, Some(max)) => return apply.with("minimum", &[a.clone(), max.clone()], options),
        (Some(min), None) => return apply.with("maximum", &[a.clone(), min.clone()], options),
        (Some(min), Some(max)) => (min, max),
    };
    let all = [a.clone(), min.clone(), max.clone()];
    let dtype = match options.fixed {
        Fixed::Outputs(dtype) => dtype,
        _ => result_type(&all),
    };
    for operand in [min, max] {
        if dtype.is_integer() && !operand.fits(dtype) {
            operand.out_of_bounds(dtype)?;
        }
    }
    let layouts: Vec<Layout> = all
        .iter()
        .map(|o| match o {
            Operand::Array(a) => a.layout(),
            _ => Layout::c(&[], 1),
        })
        .collect();
    if broadcast_shape(layouts.iter()).is_none() {
        let shapes = layouts.into_iter().map(|l| l.shape).collect();
        return Err(UfuncError::Broadcast { shapes }.into());
    }
    if options.out[0].as_ref().is_some_and(|out| !out.is_writeable()) {
        return Err(UfuncError::OutReadOnly {}.into());
    }
    if let Some(out) = &options.out[0]
        && !dtype.can_cast(out.dtype(), options.casting)
    {
        let casting = options.casting.name();
        let (from, to) = (dtype, out.dtype());
        return Err(UfuncError::OutputCast { name: "clip", which: None, from, to, casting }.into());
    }
    if options.out[0].as_ref().is_some_and(is_folded) {
        let compute =
            |apart: &Options| Ok(smallvec::smallvec![clip(memory, a, Some(min), Some(max), apart)?]);
        return with_folded(memory, "clip", &all, options, compute).map(|mut outputs| outputs.swap_remove(0));
    }
    let raised = Options {
        fixed: Fixed::Outputs(dtype),
        order: options.order,
        casting: options.casting,
        ..Options::default()
    };
    // NumPy's loop keeps an element that equals a bound, and of equal complex numbers the bound: it shows in signed zeros.
    let bound_first = dtype.is_inexact() && dtype != DType::Float16;
    let pair =
        |x: Operand, bound: &Operand| if bound_first { [bound.clone(), x] } else { [x, bound.clone()] };
    let low = apply.with("maximum", &pair(a.clone(), min), &raised)?;
    let mut last = Options { fixed: Fixed::Outputs(dtype), ..options.clone() };
    // The lower bound's result is of no more use: the upper one is written over it where that fits.
    if let (None, None, Output::Array(low)) = (&options.out[0], &options.where_, &low)
        && max_fits(max, low)
    {
        last.out[0] = Some(low.clone());
    }
    apply.with("minimum", &pair(low.into_operand(), max), &last)
}

/// Whether a bound leaves the shape of what it bounds as it is.
fn max_fits(max: &Operand, low: &Array) -> bool {
    let Operand::Array(max) = max else { return true };
    max.layout().broadcast_to(&low.shape()).is_some() && max.layout().strides == low.layout().strides
        || max.ndim() == 0
}

/// Whether a bound is a Python int at or beyond the end of an integer dtype.
fn passes(bound: &Operand, dtype: DType, side: std::cmp::Ordering) -> bool {
    let bits = dtype.itemsize() as u32 * 8;
    let (low, high) = match dtype.kind() {
        Kind::UInt => (0, (1i128 << bits) - 1),
        _ => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
    };
    let value = match bound {
        Operand::Int(value) => i128::from(*value),
        Operand::Big(value) => match num_traits::ToPrimitive::to_i128(&**value) {
            Some(value) => value,
            None if value.sign() == num_bigint::Sign::Minus => i128::MIN,
            None => i128::MAX,
        },
        _ => return false,
    };
    if side.is_lt() { value <= low } else { value >= high }
}

crate::error_kinds! {
    /// What cannot be rounded.
    pub enum RoundError {
        /// `round([1.5, 2.5], out=zeros(3))`
        ValueError OutShape {} = "invalid output shape";
        /// `round([1.5j, 2.5j], out=zeros(2))`
        TypeError NoImaginaryPart {} = "array does not have imaginary part to set";
    }
}
