//! Calling a ufunc.

use std::cell::{Ref, RefMut};
use std::cmp::Ordering;

use smallvec::{SmallVec, smallvec};

use crate::error::Result;
use crate::memory::{
    Array, Bool, CopyReason, DType, Event, Init, Kind, Layout, Memory, Order, Scalar, Shape,
    contiguous_strides, f16, promote,
};
use crate::ops::assign::{assign, copy};
use crate::ops::walk::{Walk, axis_order};

use super::errors::{UfuncError, Warned, Warning};
use super::flags::Flags;
use super::flat::call_flat;
use super::folded::{is_folded, with_folded};
use super::kernel::{In, Loop};
use super::operand::{Fixed, Operand, Options, Output, Outputs, fits, warn};
use super::resolve::resolve;
use super::run::{Input, Job};
use super::table::{Rule, ScalarMath, Ufunc};
use super::{comparison, complex, real};

/// Calls a ufunc: `ufunc(*operands, **options)`.
///
/// The result is a scalar if no operand has an axis and no `out` was given, otherwise an array: the given one, or a new one in NumPy's layout.
/// An output that shares memory with an input gets what it would if the inputs had been read whole before.
/// Fails as NumPy does: with `TypeError` where there is no loop for the dtypes, `UFuncTypeError` where a cast is not allowed, `ValueError` where the
/// shapes do not fit, `OverflowError` where a Python integer does not. Warnings are raised in `memory`.
pub fn call(memory: &Memory, ufunc: &Ufunc, operands: &[Operand], options: &Options) -> Result<Outputs> {
    let nin = ufunc.nin();
    if operands.len() != nin {
        return Err(wrong_count(ufunc, operands.len()));
    }
    if ufunc.rule == Rule::Compare
        && operands.iter().any(|o| matches!(o, Operand::Int(_) | Operand::Big(_)))
        && let Some(result) = out_of_range(memory, ufunc, operands, options)
    {
        return result;
    }
    if options.out.iter().flatten().any(|out| !out.is_writeable()) {
        return Err(UfuncError::OutReadOnly {}.into());
    }
    let chosen = resolve(ufunc, operands, &options.fixed, options.casting)?;
    for (operand, &to) in operands.iter().zip(chosen.inputs()) {
        // A Python int that no element of the loop holds is refused before the outputs are looked at.
        if let Operand::Big(_) = operand {
            operand.element(to, memory)?;
        }
    }
    let plain = options.out[0].is_none() && options.out[1].is_none() && options.where_.is_none();
    if plain && operands.iter().all(Operand::is_scalar) {
        return call_scalars(memory, ufunc, chosen, operands, options);
    }
    let flat =
        if plain && options.order != Order::F { call_flat(memory, ufunc, chosen, operands)? } else { None };
    let mut outputs = match flat {
        Some(out) => smallvec![Output::Array(out)],
        None if options.out.iter().flatten().any(is_folded) => {
            let compute = |apart: &Options| call_arrays(memory, ufunc, chosen, operands, apart);
            with_folded(memory, ufunc.name, operands, options, compute)?
        }
        None => call_arrays(memory, ufunc, chosen, operands, options)?,
    };
    record_promotions(memory, chosen, operands, &outputs);
    if let ([Operand::Array(a)], [Output::Array(out)]) = (operands, outputs.as_mut_slice())
        && plain
        && a.dtype() == out.dtype()
        && keeps_values(ufunc, a.dtype())
    {
        *out = out.clone().as_copy_of(a, CopyReason::Asked);
    }
    Ok(outputs)
}

/// Whether a ufunc gives elements of this dtype back as they are, so that its result is a copy: `+a`, `trunc` of integers.
fn keeps_values(ufunc: &Ufunc, dtype: DType) -> bool {
    match ufunc.name {
        "positive" => true,
        "conjugate" => !dtype.is_complex(),
        "rint" | "trunc" | "floor" | "ceil" => matches!(dtype.kind(), Kind::Bool | Kind::UInt | Kind::Int),
        _ => false,
    }
}

/// Records which operands were converted before they were computed with.
fn record_promotions(memory: &Memory, chosen: &Loop, operands: &[Operand], outputs: &Outputs) {
    let Some(Output::Array(out)) = outputs.first() else { return };
    for (operand, &to) in operands.iter().zip(chosen.inputs()) {
        if let Operand::Array(array) = operand {
            let from = array.dtype();
            if from != to {
                memory.record(|| Event::Promoted { array: out.id(), from, to });
            }
        }
    }
}

/// The error of a call with too few or too many operands.
pub(super) fn wrong_count(ufunc: &Ufunc, given: usize) -> crate::error::Error {
    let (nin, all) = (ufunc.nin(), ufunc.nin() + ufunc.nout());
    let takes = format!("from {nin} to {all} positional arguments");
    if given == 1 {
        return UfuncError::CountOne { name: ufunc.name, takes }.into();
    }
    UfuncError::Count { name: ufunc.name, takes, given }.into()
}

/// Raises what a loop reported.
pub(super) fn report(memory: &Memory, flags: Flags, name: Warned) -> Result<()> {
    if flags.contains(Flags::NEGATIVE_POWER) {
        return Err(UfuncError::NegativePower {}.into());
    }
    if !flags.is_empty() {
        warn(memory, flags, name);
    }
    Ok(())
}

/// A comparison of an integer dtype with a Python integer out of its range: every element compares alike.
fn out_of_range(
    memory: &Memory,
    ufunc: &Ufunc,
    operands: &[Operand],
    options: &Options,
) -> Option<Result<Outputs>> {
    let (value, side) = match operands {
        [a @ (Operand::Big(_) | Operand::Int(_)), b @ (Operand::Big(_) | Operand::Int(_))] => {
            return compare_python(ufunc, a, b)
                .map(|holds| Ok(smallvec![Output::Scalar(Scalar::new(Bool::from(holds)))]));
        }
        [Operand::Int(_) | Operand::Big(_), _] => (&operands[0], 1),
        [_, Operand::Int(_) | Operand::Big(_)] => (&operands[1], 0),
        _ => return None,
    };
    let other = &operands[side];
    let dtype = other.strong().filter(|d| d.is_integer())?;
    let negative = match value {
        Operand::Int(value) if fits(*value, dtype) => return None,
        Operand::Int(value) => *value < 0,
        Operand::Big(value)
            if dtype == DType::UInt64 && num_traits::ToPrimitive::to_u64(&**value).is_some() =>
        {
            return None;
        }
        Operand::Big(value) => value.sign() == num_bigint::Sign::Minus,
        _ => return None,
    };
    // The integer stands below (-1) or above (1) every element (0).
    let beyond = if negative { -1 } else { 1 };
    let (a, b) = if side == 0 { (0, beyond) } else { (beyond, 0) };
    let holds = match ufunc.name {
        "equal" => false,
        "not_equal" => true,
        "less" | "less_equal" => a < b,
        _ => a > b,
    };
    let constant = if holds { &comparison::EQUAL } else { &comparison::NOT_EQUAL };
    if matches!(options.fixed, Fixed::Outputs(dtype) if dtype != DType::Bool) {
        return Some(Err(UfuncError::NoLoop { name: ufunc.name }.into()));
    }
    Some(call(memory, constant, &[other.clone(), other.clone()], options))
}

/// Two Python ints, of which one is beyond 64 bits.
fn compare_python(ufunc: &Ufunc, a: &Operand, b: &Operand) -> Option<bool> {
    let whole = |operand: &Operand| match operand {
        Operand::Int(value) => Some(num_bigint::BigInt::from(*value)),
        Operand::Big(value) => Some((**value).clone()),
        _ => None,
    };
    if !matches!((a, b), (Operand::Big(_), _) | (_, Operand::Big(_))) {
        return None;
    }
    let order = whole(a)?.cmp(&whole(b)?);
    Some(match ufunc.name {
        "equal" => order.is_eq(),
        "not_equal" => order.is_ne(),
        "less" => order.is_lt(),
        "less_equal" => order.is_le(),
        "greater" => order.is_gt(),
        _ => order.is_ge(),
    })
}

/// No axes anywhere: no memory is needed.
fn call_scalars(
    memory: &Memory,
    ufunc: &Ufunc,
    chosen: &Loop,
    operands: &[Operand],
    options: &Options,
) -> Result<Outputs> {
    let types = chosen.inputs();
    let element = |index: usize| {
        let (operand, dtype) = (&operands[index], types[index]);
        match operand {
            Operand::Big(value)
                if dtype.kind() == Kind::UInt
                    && dtype != DType::UInt64
                    && is_scalar_math(ufunc, operands, options) =>
            {
                Err(UfuncError::OutOfBounds { value: value.to_string(), dtype }.into())
            }
            _ => operand.element(dtype, memory),
        }
    };
    let first = element(0)?;
    let elements = [first, if operands.len() > 1 { element(1)? } else { first }];
    let outputs = chosen.outputs();
    let mut words = [[0u64; 2]; 2];
    let [first, second] = &mut words;
    let first = &mut bytemuck::cast_slice_mut(first)[..outputs[0].itemsize()];
    let second = &mut bytemuck::cast_slice_mut(second)[..outputs[outputs.len() - 1].itemsize()];
    let ins = [In::One(elements[0].bytes()), In::One(elements[1].bytes())];
    let mut flags = chosen.kernel.run(&ins, &mut [first, second]);
    if !flags.is_empty() || !matches!(types[0], DType::Float64 | DType::Float32 | DType::Bool) {
        let scalar = is_scalar_math(ufunc, operands, options);
        flags = adjust(ufunc, operands, &elements, scalar, bytemuck::cast_slice_mut(&mut words[0]), flags);
        report(memory, flags, Warned::scalar(scalar, ufunc.name))?;
    }
    let scalar = |k: usize| Output::Scalar(Scalar::from_bytes(outputs[k], bytemuck::cast_slice(&words[k])));
    Ok(if outputs.len() == 1 { Outputs::from_buf([scalar(0)]) } else { smallvec![scalar(0), scalar(1)] })
}

/// Where scalars do not do as the loop does: gives the flags, and puts another result into `out` where it differs.
fn adjust(
    ufunc: &Ufunc,
    operands: &[Operand],
    elements: &[Scalar; 2],
    scalar: bool,
    out: &mut [u8],
    flags: Flags,
) -> Flags {
    let dtype = elements[0].dtype();
    if dtype.is_complex() && (scalar || (ufunc.name == "square" && matches!(operands[0], Operand::Scalar(_))))
    {
        return plain_complex(ufunc, elements, out, flags);
    }
    if !scalar {
        return flags;
    }
    if dtype == DType::Float16 && matches!(ufunc.name, "floor_divide" | "remainder") {
        // NumPy works out the quotient in either case.
        return flags | quotient_overflow(elements);
    }
    if wraps(ufunc, elements) { flags | Flags::OVERFLOW } else { flags }
}

/// Whether NumPy has an operator for these scalars that does not go through the ufunc: one dtype holds the other, and the left one is no bool.
fn is_scalar_math(ufunc: &Ufunc, operands: &[Operand], options: &Options) -> bool {
    if !options.operator
        || ufunc.scalar == ScalarMath::None
        || operands.iter().any(|o| matches!(o, Operand::Array(_)))
    {
        return false;
    }
    if matches!(&operands[0], Operand::Scalar(s) if s.dtype() == DType::Bool) {
        return false;
    }
    let common = super::operand::result_type(operands);
    let mut strong = operands.iter().filter_map(Operand::strong);
    strong.clone().any(|d| d == common) && strong.all(|d| promote(d, common) == common)
}

/// What `divmod` of two float16 raises for its quotient.
fn quotient_overflow(elements: &[Scalar; 2]) -> Flags {
    let (a, b): (f16, f16) = (elements[0].get(), elements[1].get());
    let (quotient, _, flags) = real::divmod(a.to_f32(), b.to_f32());
    Flags::OVERFLOW.when(flags.is_empty() && quotient.is_finite() && f16::from_f32(quotient).is_infinite())
}

/// Complex scalars multiply without fusing, and their magnitude is `hypot`.
fn plain_complex(ufunc: &Ufunc, elements: &[Scalar; 2], out: &mut [u8], flags: Flags) -> Flags {
    crate::dispatch!(elements[0].dtype(), complex T => {
        let (a, b): (T, T) = (elements[0].get(), elements[1].get());
        match ufunc.scalar {
            ScalarMath::Multiply => {
                let product = complex::multiply_plain(a, b);
                out[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&product));
            }
            ScalarMath::Absolute => {
                let size = a.re.hypot(a.im);
                out[..size_of_val(&size)].copy_from_slice(bytemuck::bytes_of(&size));
            }
            ScalarMath::None => {
                let square = complex::multiply_plain(a, a);
                out[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&square));
            }
            ScalarMath::Compare => {
                let (re, im) = (a.re.partial_cmp(&b.re), a.im.partial_cmp(&b.im));
                let order = if re == Some(Ordering::Equal) { im } else { re };
                out[0] = u8::from(match ufunc.name {
                    "less" => order == Some(Ordering::Less),
                    "less_equal" => matches!(order, Some(Ordering::Less | Ordering::Equal)),
                    "greater" => order == Some(Ordering::Greater),
                    "greater_equal" => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
                    _ => return flags,
                });
                return Flags::NONE;
            }
            _ => {}
        }
        flags
    }, else => flags)
}

/// Whether an operation on integer scalars loses bits.
fn wraps(ufunc: &Ufunc, elements: &[Scalar; 2]) -> bool {
    let dtype = elements[0].dtype();
    if !dtype.is_integer() {
        return false;
    }
    crate::dispatch!(dtype, integer T => {
        let (a, b): (T, T) = (elements[0].get(), elements[1].get());
        match ufunc.scalar {
            ScalarMath::Add => a.checked_add(b).is_none(),
            ScalarMath::Subtract => a.checked_sub(b).is_none(),
            ScalarMath::Multiply => a.checked_mul(b).is_none(),
            ScalarMath::Negative => a.checked_neg().is_none(),
            ScalarMath::Absolute => a < T::default() && a.checked_neg().is_none(),
            _ => false,
        }
    }, else => false)
}

/// The shape of the broadcast operands, outputs and mask included; or `None`.
pub(super) fn broadcast_shape<'a>(shapes: impl Iterator<Item = &'a Layout>) -> Option<Shape> {
    let mut all = Shape::new();
    for layout in shapes {
        let shape = &layout.shape;
        if shape.len() > all.len() {
            all.insert_many(0, std::iter::repeat_n(1, shape.len() - all.len()));
        }
        let extra = all.len() - shape.len();
        for (have, &n) in all[extra..].iter_mut().zip(shape) {
            if *have == 1 {
                *have = n;
            } else if n != 1 && n != *have {
                return None;
            }
        }
    }
    Some(all)
}

/// From this many elements on, NumPy casts in an iterator.
const BUFFER: usize = 8192;

/// Whether NumPy takes its short way, without an iterator: one output, and all arrays aligned, of one shape and of one contiguous order, or
/// with one axis. Only short arrays with one axis are cast first. Gives the order, `true` for F.
fn trivial_order<'a>(arrays: impl Iterator<Item = (&'a Array, DType)>, shape: &Shape) -> Option<bool> {
    let (mut c, mut f) = (true, true);
    for (array, dtype) in arrays {
        if array.shape() != *shape {
            return None;
        }
        if (array.dtype() != dtype || !array.is_aligned()) && (shape.len() != 1 || shape[0] > BUFFER) {
            return None;
        }
        if shape.len() > 1 {
            c &= array.is_c_contiguous();
            f &= array.is_f_contiguous();
        }
    }
    if c { Some(false) } else { f.then_some(true) }
}

/// The layout of a new result: in the order in which the operands are walked.
fn fresh_layout(
    options: &Options,
    voters: &[&Layout],
    arrays: &[&Array],
    trivial: Option<bool>,
    shape: &Shape,
    size: usize,
) -> Layout {
    if shape.contains(&0) {
        // NumPy's iterator has nothing to step over.
        return Layout { shape: shape.clone(), strides: smallvec![0; shape.len()], offset: 0 };
    }
    let fortran = match (options.order, trivial) {
        (Order::C, _) => false,
        (Order::F, _) => true,
        (_, Some(fortran)) => fortran,
        (Order::A, None) => arrays.iter().all(|a| a.is_f_contiguous()),
        (Order::K, None) => {
            let mut layout = Layout::c(shape, size);
            if !voters.is_empty() {
                let mut step = size as isize;
                for &axis in axis_order(voters).iter().rev() {
                    layout.strides[axis] = step;
                    // A shape that is too large is refused when the array is made.
                    step = step.wrapping_mul(shape[axis] as isize);
                }
            }
            return layout;
        }
    };
    Layout { shape: shape.clone(), strides: contiguous_strides(shape, size, fortran), offset: 0 }
}

/// Whether two layouts in one buffer touch common bytes, going by their bounds.
fn overlap(a: &Layout, a_size: usize, b: &Layout, b_size: usize) -> bool {
    let (a, b) = (a.bounds(a_size), b.bounds(b_size));
    a.start < b.end && b.start < a.end
}

/// The general case.
fn call_arrays(
    memory: &Memory,
    ufunc: &Ufunc,
    chosen: &'static Loop,
    operands: &[Operand],
    options: &Options,
) -> Result<Outputs> {
    let types = chosen.outputs();
    let nout = types.len();
    check_outputs(ufunc, chosen, options)?;
    let mut elements: SmallVec<[Option<Scalar>; 2]> = SmallVec::new();
    let mut arrays: SmallVec<[Option<Array>; 2]> = SmallVec::new();
    for (operand, &dtype) in operands.iter().zip(chosen.inputs()) {
        match operand {
            Operand::Array(array) if array.ndim() > 0 => {
                arrays.push(Some(array.clone()));
                elements.push(None);
            }
            other => {
                arrays.push(None);
                elements.push(Some(other.element(dtype, memory)?));
            }
        }
    }
    let mut mask = options.where_.clone();
    let shape = common_shape(operands, options)?;
    // Overlap first, borrows after.
    let mut in_place = [[false; 2]; 2];
    for (k, out) in options.out.iter().enumerate() {
        let Some(out) = out else { continue };
        let to = out.layout();
        for (i, slot) in arrays.iter_mut().enumerate() {
            let Some(array) = slot else { continue };
            if !array.same_buffer(out) {
                continue;
            }
            let from = array.layout();
            let same = array.dtype() == out.dtype()
                && from.offset == to.offset
                && from.shape == to.shape
                && from.strides == to.strides;
            if same {
                in_place[i][k] = true;
            } else if overlap(&from, array.itemsize(), &to, out.itemsize()) {
                *slot = Some(copy(array, Order::K)?);
            }
        }
        if let Some(array) = &mask
            && array.same_buffer(out)
        {
            mask = Some(copy(array, Order::K)?);
        }
    }
    if options.where_.is_some() && options.out.iter().take(nout).any(Option::is_none) {
        memory.warn(Warning::WhereWithoutOut {});
    }
    let layouts: SmallVec<[Option<Layout>; 2]> =
        arrays.iter().map(|a| a.as_ref().and_then(|a| a.layout().broadcast_to(&shape))).collect();
    let given: SmallVec<[Layout; 2]> = options.out.iter().flatten().map(Array::layout).collect();
    let trivial = if nout == 1 && mask.is_none() {
        let inputs = arrays.iter().zip(chosen.inputs()).filter_map(|(a, &d)| Some((a.as_ref()?, d)));
        let outs = options.out.iter().flatten().map(|out| (out, types[0]));
        trivial_order(inputs.chain(outs), &shape)
    } else {
        None
    };
    warn_complex(memory, &arrays, chosen, options);
    let mask_layout = mask.as_ref().and_then(|m| m.layout().broadcast_to(&shape));
    let mut outs: SmallVec<[Array; 2]> = SmallVec::new();
    let mut copied_back = None;
    for (k, &dtype) in types.iter().enumerate().take(nout) {
        let fresh = |name| -> Result<Array> {
            let mut voters: SmallVec<[&Layout; 4]> = layouts.iter().flatten().collect();
            voters.extend(&given);
            let own: SmallVec<[&Array; 4]> = arrays.iter().flatten().collect();
            let layout = fresh_layout(options, &voters, &own, trivial, &shape, dtype.itemsize());
            let init = if mask.is_some() { Init::Uninit } else { Init::Overwritten };
            Array::with_layout(memory, layout, dtype, init, name)
        };
        outs.push(match &options.out[k] {
            // Two outputs in one buffer cannot be written at a time.
            Some(out) if k == 1 && outs[0].same_buffer(out) => {
                copied_back = Some(out.clone());
                let temporary = Array::with_layout(
                    memory,
                    Layout::c(&shape, out.itemsize()),
                    out.dtype(),
                    Init::Overwritten,
                    ufunc.name,
                )?;
                assign(&temporary, out)?;
                in_place[0][1] = false;
                in_place[1][1] = false;
                temporary
            }
            Some(out) => out.clone(),
            None => fresh(ufunc.name)?,
        });
    }
    let out_layouts: SmallVec<[Layout; 2]> = outs.iter().map(Array::layout).collect();
    let walk = {
        let mut all: SmallVec<[&Layout; 5]> = out_layouts.iter().collect();
        all.extend(layouts.iter().flatten());
        all.extend(mask_layout.iter());
        Walk::new(&all)
    };
    let (mut flags, casts) = {
        let guards = outs.iter().map(Array::write).collect::<Result<SmallVec<[_; 2]>>>()?;
        let mut out_bytes: SmallVec<[RefMut<'_, [u8]>; 2]> = guards.iter().map(|g| g.bytes()).collect();
        let reads: SmallVec<[Option<_>; 3]> = arrays
            .iter()
            .chain(std::iter::once(&mask))
            .map(|slot| match slot {
                Some(array) if !outs.iter().any(|o| o.same_buffer(array)) => Some(array.read()),
                _ => None,
            })
            .collect();
        let bytes: SmallVec<[Option<Ref<'_, [u8]>>; 3]> =
            reads.iter().map(|r| r.as_ref().map(|r| r.bytes())).collect();
        let mut operand = nout;
        let mut inputs: SmallVec<[Input<'_>; 2]> = SmallVec::new();
        for (i, slot) in arrays.iter().enumerate() {
            inputs.push(match (slot, elements[i]) {
                (Some(array), _) => {
                    operand += 1;
                    let (operand, from) = (operand - 1, array.dtype());
                    match &bytes[i] {
                        Some(bytes) => Input::Array { operand, from, bytes },
                        None => {
                            let out = outs.iter().position(|o| o.same_buffer(array)).unwrap_or(0);
                            Input::Within { operand, from, out, in_place: in_place[i][out] }
                        }
                    }
                }
                (None, Some(scalar)) => Input::One(scalar),
                (None, None) => Input::One(Scalar::new(Bool::from(false))),
            });
        }
        let job = Job {
            kernel: chosen,
            walk: &walk,
            inputs,
            out_dtypes: outs.iter().map(Array::dtype).collect(),
            mask: bytes[arrays.len()].as_deref().map(|bytes| (operand, bytes)),
            heavy: ufunc.heavy,
            interrupt: memory.interrupt_flag(),
        };
        let mut slices: SmallVec<[&mut [u8]; 2]> = out_bytes.iter_mut().map(|b| &mut **b).collect();
        job.run(&mut slices)
    };
    memory.check_interrupt()?;
    if let Some(target) = copied_back {
        assign(&target, &outs[1])?;
        outs[1] = target;
    }
    if trivial.is_some() {
        report(memory, casts, Warned::of("cast"))?;
    } else {
        flags |= casts;
    }
    report(memory, flags, Warned::of(ufunc.name))?;
    Ok(outs.into_iter().map(Output::Array).collect())
}

/// Warns where a cast drops imaginary parts.
fn warn_complex(memory: &Memory, arrays: &[Option<Array>], chosen: &Loop, options: &Options) {
    let real = |dtype: DType| !dtype.is_complex() && dtype != DType::Bool;
    let inputs = arrays.iter().zip(chosen.inputs()).any(|(array, &to)| match array {
        Some(array) => array.dtype().is_complex() && real(to),
        None => false,
    });
    let outputs = options.out.iter().zip(chosen.outputs()).any(|(out, &from)| match out {
        Some(out) => {
            // With a mask, what was there is cast, too.
            (from.is_complex() && real(out.dtype()))
                || (options.where_.is_some() && out.dtype().is_complex() && real(from))
        }
        None => false,
    });
    if inputs || outputs {
        memory.warn(Warning::Discards {});
    }
}

/// Checks that the given outputs may take the results, and the mask is one.
fn check_outputs(ufunc: &Ufunc, chosen: &Loop, options: &Options) -> Result<()> {
    let types = chosen.outputs();
    for (k, out) in options.out.iter().enumerate().take(types.len()) {
        let Some(out) = out else { continue };
        if !types[k].can_cast(out.dtype(), options.casting) {
            return Err(UfuncError::OutputCast {
                name: ufunc.name,
                which: (types.len() > 1).then_some(ufunc.nin() + k),
                from: types[k],
                to: out.dtype(),
                casting: options.casting.name(),
            }
            .into());
        }
    }
    match &options.where_ {
        Some(mask) if mask.dtype() != DType::Bool => Err(UfuncError::Where { dtype: mask.dtype() }.into()),
        _ => Ok(()),
    }
}

/// The shape of the call, to which inputs and mask are broadcast, and which outputs have.
fn common_shape(operands: &[Operand], options: &Options) -> Result<Shape> {
    let inputs: SmallVec<[Layout; 4]> = operands
        .iter()
        .map(|o| match o {
            Operand::Array(array) => array.layout(),
            _ => Layout::c(&[], 1),
        })
        .collect();
    let outs: SmallVec<[Layout; 2]> = options.out.iter().flatten().map(Array::layout).collect();
    let mask: Option<Layout> = options.where_.as_ref().map(Array::layout);
    let shape =
        broadcast_shape(inputs.iter().chain(&outs).chain(&mask)).ok_or_else(|| UfuncError::Broadcast {
            shapes: inputs.iter().chain(&outs).chain(&mask).map(|l| l.shape.clone()).collect(),
        })?;
    for out in outs {
        if out.shape != shape {
            return Err(UfuncError::OutShape { out: out.shape, shape }.into());
        }
    }
    Ok(shape)
}
