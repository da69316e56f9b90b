//! Evenly counted numbers: `np.arange`.

use num_complex::Complex;
use num_traits::ToPrimitive;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, ArrayError, Bool, C64, C128, DType, Element, Memory, Scalar, f16, promote};
use crate::ops::Loss;
use crate::ops::parallel;
use crate::ops::transfer::PARALLEL_BYTES;
use crate::ops::ufunc::{self, Operand, Options, Ufunc};

use super::number::Number;

/// An operator of Python between numbers: its ufunc, and what it does to ints and to floats.
struct Operator {
    ufunc: &'static Ufunc,
    int: fn(i128, i128) -> i128,
    float: fn(f64, f64) -> f64,
}

const ADD: Operator = Operator { ufunc: &ufunc::ADD, int: |a, b| a + b, float: |a, b| a + b };
const SUBTRACT: Operator = Operator { ufunc: &ufunc::SUBTRACT, int: |a, b| a - b, float: |a, b| a - b };

/// A number of Python, as it computes with it; `None` for a NumPy scalar.
fn python(operand: &Operand) -> Option<Number> {
    match operand {
        Operand::Array(_) | Operand::Scalar(_) => None,
        Operand::Int(x) => Some(Number::Int(i128::from(*x))),
        Operand::Big(x) => Some(Number::Int(x.to_i128().unwrap_or(i128::MAX / 2))),
        Operand::Float(x) => Some(Number::Float(*x)),
        Operand::Complex(x) => Some(Number::Complex(*x)),
        Operand::Bool(x) => Some(Number::Bool(*x)),
    }
}

/// An operator between two numbers: Python's if both are its own, else NumPy's, which may warn.
fn combine(memory: &Memory, operator: &Operator, a: &Operand, b: &Operand) -> Result<Operand> {
    let (Some(x), Some(y)) = (python(a), python(b)) else { return scalars(memory, operator.ufunc, a, b) };
    Ok(match (x.plain(), y.plain()) {
        (Number::Int(x), Number::Int(y)) => {
            let result = (operator.int)(x, y);
            i64::try_from(result).map_or_else(|_| Operand::Big(Box::new(result.into())), Operand::Int)
        }
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            let (x, y, float) = (x.complex(), y.complex(), operator.float);
            Operand::Complex(Complex::new(float(x.re, y.re), float(x.im, y.im)))
        }
        _ => Operand::Float((operator.float)(x.float(), y.float())),
    })
}

/// An operator between NumPy scalars.
fn scalars(memory: &Memory, ufunc: &Ufunc, a: &Operand, b: &Operand) -> Result<Operand> {
    let mut outputs = ufunc::call(memory, ufunc, &[a.clone(), b.clone()], &Options::operator())?;
    Ok(outputs.swap_remove(0).into_operand())
}

/// What is stored of a number, or compared with zero.
fn number(operand: &Operand) -> Number {
    match operand {
        Operand::Scalar(scalar) => Number::of(scalar),
        Operand::Array(array) => Number::of(&array.item(&[])),
        other => python(other).unwrap_or(Number::Int(0)),
    }
}

/// `np.arange(start, stop, step, dtype)`: `ceil((stop - start) / step)` numbers from `start` on; the `i`-th is `start + i * delta`, where `delta`
/// is the difference of the first two as stored. The length and the second number are computed by Python's operators, so that NumPy scalars
/// wrap and round as they do elsewhere. Without a dtype, what int64 and the arguments promote to.
///
/// Fails with `ZeroDivisionError` for a step of zero, and with `ValueError` for a length that is no number or too large.
pub fn arange(
    memory: &Memory,
    start: &Operand,
    stop: &Operand,
    step: &Operand,
    dtype: Option<DType>,
) -> Result<Array> {
    let natural = [start, stop, step].into_iter().filter_map(Operand::own_dtype).fold(DType::Int64, promote);
    let dtype = dtype.unwrap_or(natural);
    let too_long = |error: crate::error::Error| {
        let overflow = error.exception() == crate::error::Exception::OverflowError;
        if overflow { ArangeError::TooLong {}.into() } else { error }
    };
    let n = length(memory, start, stop, step, dtype).map_err(too_long)?;
    if n > 2 && dtype == DType::Bool {
        return Err(ArangeError::Booleans {}.into());
    }
    let next = if n > 0 { combine(memory, &ADD, start, step).map_err(too_long)? } else { start.clone() };
    dispatch!(dtype, T => counted::<T>(memory, n, number(start), number(&next)))
}

fn length(memory: &Memory, start: &Operand, stop: &Operand, step: &Operand, dtype: DType) -> Result<usize> {
    let distance = combine(memory, &SUBTRACT, stop, start)?;
    let ceil = |x: f64| {
        let x = x.ceil();
        if x.is_nan() {
            Err(ArangeError::NoLength {})
        } else if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x) {
            Err(ArangeError::TooLong {})
        } else {
            Ok((x as i64).max(0) as usize)
        }
    };
    let ratio = match (python(&distance), python(step)) {
        (Some(distance), Some(step)) => match quotient(distance, step)? {
            Number::Complex(_) if !dtype.is_complex() => return Err(ArangeError::NotReal {}.into()),
            ratio => ratio,
        },
        _ => {
            let ratio = scalars(memory, &ufunc::DIVIDE, &distance, step)?;
            let double = ratio.own_dtype() == Some(DType::Complex128);
            match number(&ratio) {
                // Of NumPy's complex numbers only complex128 is one of Python's.
                Number::Complex(ratio) if !(double && dtype.is_complex()) => {
                    memory.warn(ufunc::Warning::Discards {});
                    if ratio.im != 0.0 {
                        return Ok(ceil(ratio.re)?);
                    }
                    Number::Float(ratio.re)
                }
                ratio => ratio,
            }
        }
    };
    let ratio = match ratio {
        Number::Complex(ratio) => return Ok(ceil(ratio.re)?.min(ceil(ratio.im)?)),
        real => real.float(),
    };
    // What is not nothing, but so little that the quotient is zero, counts by its sign.
    if ratio == 0.0 && number(&distance).complex() != C128::new(0.0, 0.0) {
        return Ok(usize::from(ratio.is_sign_positive()));
    }
    Ok(ceil(ratio)?)
}

/// Python's `distance / step`.
fn quotient(distance: Number, step: Number) -> Result<Number> {
    Ok(match (distance.plain(), step.plain()) {
        (Number::Int(_), Number::Int(0)) => return Err(ArangeError::DivisionByZero {}.into()),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            let by = step.complex();
            if by == C128::new(0.0, 0.0) {
                return Err(ArangeError::ComplexDivision {}.into());
            }
            Number::Complex(complex_quotient(distance.complex(), by))
        }
        _ if step.float() == 0.0 => return Err(ArangeError::FloatDivision {}.into()),
        _ => Number::Float(distance.float() / step.float()),
    })
}

/// Smith's division, as in Python: the larger part of the divisor leads, so that nothing is squared.
fn complex_quotient(a: C128, b: C128) -> C128 {
    if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let by = b.re + b.im * ratio;
        Complex::new((a.re + a.im * ratio) / by, (a.im - a.re * ratio) / by)
    } else {
        let ratio = b.re / b.im;
        let by = b.re * ratio + b.im;
        Complex::new((a.re * ratio + a.im) / by, (a.im * ratio - a.re) / by)
    }
}

fn counted<T: Element + Count>(memory: &Memory, n: usize, start: Number, next: Number) -> Result<Array> {
    if n.checked_mul(size_of::<T>()).is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(ArrayError::TooBig {}.into());
    }
    if n == 0 {
        return Array::overwritten(memory, &[0], T::DTYPE, "arange");
    }
    // What does not fit is an error before anything is made.
    let store = |number: Number| -> Result<T> {
        let stored = number.store::<T>()?;
        if T::DTYPE.is_inexact() {
            let wide = match number {
                Number::Complex(x) => Scalar::new(x),
                real => Scalar::new(real.float()),
            };
            if let Some(loss) = Loss::of(&wide, T::DTYPE) {
                loss.warn(memory);
            }
        }
        Ok(stored)
    };
    let first = store(start)?;
    let second = if n > 1 { store(next)? } else { first };
    let out = Array::overwritten(memory, &[n], T::DTYPE, "arange")?;
    let guard = out.write_new();
    let mut bytes = guard.bytes();
    if let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes[..n * size_of::<T>()]) {
        if size_of_val(items) < PARALLEL_BYTES {
            T::count(first, second, 0, items);
        } else {
            let chunk = PARALLEL_BYTES / 4 / size_of::<T>();
            let interrupt = memory.interrupt_flag();
            parallel::for_each(items.chunks_mut(chunk), &|k, part| {
                if !interrupt.load(std::sync::atomic::Ordering::Relaxed) {
                    T::count(first, second, k * chunk, part);
                }
            });
        }
        items[0] = first;
        if n > 1 {
            items[1] = second;
        }
    }
    drop(bytes);
    memory.check_interrupt()?;
    Ok(out)
}

/// How a dtype counts.
trait Count: Element {
    /// Fills `out` with `first + i * (second - first)`, `i` counting from `from`.
    fn count(first: Self, second: Self, from: usize, out: &mut [Self]);
}

macro_rules! integers {
    ($($t:ty),*) => { $(impl Count for $t {
        fn count(first: Self, second: Self, from: usize, out: &mut [Self]) {
            let delta = second.wrapping_sub(first);
            let mut value = first.wrapping_add((from as $t).wrapping_mul(delta));
            for o in out {
                *o = value;
                value = value.wrapping_add(delta);
            }
        }
    })* };
}
integers!(i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! floats {
    ($($t:ty),*) => { $(impl Count for $t {
        fn count(first: Self, second: Self, from: usize, out: &mut [Self]) {
            let delta = second - first;
            for (i, o) in out.iter_mut().enumerate() {
                *o = first + (from + i) as $t * delta;
            }
        }
    })* };
}
floats!(f32, f64);

impl Count for f16 {
    fn count(first: Self, second: Self, from: usize, out: &mut [Self]) {
        let first = first.to_f32();
        let delta = second.to_f32() - first;
        for (i, o) in out.iter_mut().enumerate() {
            *o = Self::from_f32(first + (from + i) as f32 * delta);
        }
    }
}

macro_rules! complexes {
    ($($t:ty, $part:ty);*) => { $(impl Count for $t {
        fn count(first: Self, second: Self, from: usize, out: &mut [Self]) {
            let delta = second - first;
            for (i, o) in out.iter_mut().enumerate() {
                let i = (from + i) as $part;
                *o = Complex::new(first.re + i * delta.re, first.im + i * delta.im);
            }
        }
    })* };
}
complexes!(C64, f32; C128, f64);

impl Count for Bool {
    fn count(first: Self, _: Self, _: usize, out: &mut [Self]) {
        // At most two elements, which the caller writes itself.
        out.fill(first);
    }
}

crate::error_kinds! {
    /// What can go wrong when numbers are counted.
    pub enum ArangeError {
        /// `arange(0, 5, 0)`
        ZeroDivisionError DivisionByZero {} = "division by zero";
        /// `arange(0, 5, 0.0)`
        ZeroDivisionError FloatDivision {} = "float division by zero";
        /// `arange(0, 5, 0j)`
        ZeroDivisionError ComplexDivision {} = "complex division by zero";
        /// `arange(0, 3, 1j, dtype=int)`
        TypeError NotReal {} = "must be real number, not complex";
        /// `arange(0, 1e30)`
        ValueError TooLong {} = "Maximum allowed size exceeded";
        /// `arange(0, float('nan'))`
        ValueError NoLength {} = "arange: cannot compute length";
        /// `arange(3, dtype=bool)`
        TypeError Booleans {} = "arange() is only supported for booleans when the result has at most length 2.";
    }
}
