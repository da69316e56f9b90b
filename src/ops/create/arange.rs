//! Evenly counted numbers: `np.arange`.

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, ArrayError, Bool, C64, C128, DType, Element, Memory, Scalar, f16, promote};
use crate::ops::parallel;
use crate::ops::transfer::PARALLEL_BYTES;

use super::number::Number;

/// `f` of two numbers, in the widest kind of either; bools count as integers.
fn combine(
    a: Number,
    b: Number,
    int: impl Fn(i128, i128) -> i128,
    float: impl Fn(f64, f64) -> f64,
) -> Number {
    match (a.plain(), b.plain()) {
        (Number::Int(a), Number::Int(b)) => Number::Int(int(a, b)),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            let (a, b) = (a.complex(), b.complex());
            Number::Complex(Complex::new(float(a.re, b.re), float(a.im, b.im)))
        }
        _ => Number::Float(float(a.float(), b.float())),
    }
}

/// `np.arange(start, stop, step, dtype)`: `ceil((stop - start) / step)` numbers from `start` on; the `i`-th is `start + i * delta`, where `delta`
/// is the difference of the first two as stored. Without a dtype, what int64 and the arguments promote to.
///
/// Fails with `ZeroDivisionError` for a step of zero, and with `ValueError` for a length that is no number or too large.
pub fn arange(
    memory: &Memory,
    start: &Scalar,
    stop: &Scalar,
    step: &Scalar,
    dtype: Option<DType>,
) -> Result<Array> {
    let natural = [start, stop, step].into_iter().map(Scalar::dtype).fold(DType::Int64, promote);
    let dtype = dtype.unwrap_or(natural);
    let (start, stop, step) = (Number::of(start), Number::of(stop), Number::of(step));
    let n = length(start, stop, step)?;
    if n > 2 && dtype == DType::Bool {
        return Err(ArangeError::Booleans {}.into());
    }
    let next = combine(start, step, |a, b| a + b, |a, b| a + b);
    dispatch!(dtype, T => counted::<T>(memory, n, start, next))
}

fn length(start: Number, stop: Number, step: Number) -> Result<usize> {
    let distance = combine(stop, start, |a, b| a - b, |a, b| a - b);
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
    Ok(match (distance, step.plain()) {
        (Number::Int(_), Number::Int(0)) => return Err(ArangeError::DivisionByZero {}.into()),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            let by = step.complex();
            if by == C128::new(0.0, 0.0) {
                return Err(ArangeError::ComplexDivision {}.into());
            }
            let ratio = distance.complex() / by;
            ceil(ratio.re)?.min(ceil(ratio.im)?)
        }
        (Number::Int(distance), Number::Int(step)) => ceil(distance as f64 / step as f64)?,
        _ if step.float() == 0.0 => return Err(ArangeError::FloatDivision {}.into()),
        _ => ceil(distance.float() / step.float())?,
    })
}

fn counted<T: Element + Count>(memory: &Memory, n: usize, start: Number, next: Number) -> Result<Array> {
    if n.checked_mul(size_of::<T>()).is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(if n > 1 << 62 { ArangeError::TooLong {}.into() } else { ArrayError::TooBig {}.into() });
    }
    if n == 0 {
        return Array::overwritten(memory, &[0], T::DTYPE, "arange");
    }
    // What does not fit is an error before anything is made.
    let first = start.store::<T>()?;
    let second = if n > 1 { next.store::<T>()? } else { first };
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
        /// `arange(0, 1e30)`
        ValueError TooLong {} = "Maximum allowed size exceeded";
        /// `arange(0, float('nan'))`
        ValueError NoLength {} = "arange: cannot compute length";
        /// `arange(3, dtype=bool)`
        TypeError Booleans {} = "arange() is only supported for booleans when the result has at most length 2.";
    }
}
