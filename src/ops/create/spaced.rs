//! Evenly spaced numbers: `np.linspace`, `np.logspace`, `np.geomspace`.

use std::sync::atomic::{AtomicBool, Ordering};

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{
    Array, C64, C128, Casting, DType, Element, Init, Kind, Layout, Order, f16, filled, promote,
};
use crate::ops::assign::to_vec_as;
use crate::ops::convert::astype;
use crate::ops::parallel;
use crate::ops::shape::{
    CopyMode, broadcast_shape, expand_dims, moveaxis, normalize_axis, prepend_axes, reshape,
};
use crate::ops::transfer::PARALLEL_BYTES;
use crate::ops::ufunc::{self, Operand};

/// The keyword arguments of `np.linspace` and its like.
#[derive(Clone, Copy, Debug)]
pub struct Spacing {
    /// `num=`: how many.
    pub num: i64,
    /// `endpoint=`: whether `stop` is the last of them.
    pub endpoint: bool,
    /// `dtype=`: of the result.
    pub dtype: Option<DType>,
    /// `axis=`: where the new axis stands if `start` or `stop` is not 0-d.
    pub axis: i64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { num: 50, endpoint: true, dtype: None, axis: 0 }
    }
}

/// What [`linspace`] returns.
#[derive(Clone, Debug)]
pub struct Linspace {
    /// The numbers.
    pub values: Array,
    /// The distance between neighbours, of the shape of `stop - start`; NaN where there is none.
    pub step: Array,
}

/// The inexact dtype in which numbers between these are computed: what both promote to, float64 for integers.
///
/// Python numbers among the arguments do not count if the other one is inexact; the caller, who knows, may pass another dtype instead.
pub fn spaced_dtype(start: &Array, stop: &Array) -> DType {
    let dtype = promote(start.dtype(), stop.dtype());
    if dtype.is_inexact() { dtype } else { DType::Float64 }
}

/// `np.linspace(start, stop, …)`, computed in the inexact dtype `dt` (see [`spaced_dtype`]). 0-d arguments give a 1-d array that, as in NumPy,
/// is a view of a hidden one.
pub fn linspace(start: &Array, stop: &Array, dt: DType, spacing: &Spacing) -> Result<Linspace> {
    let num = usize::try_from(spacing.num).map_err(|_| SpacedError::Negative { num: spacing.num })?;
    let shape = broadcast_shape(&[&start.shape(), &stop.shape()])?;
    let mut full = shape.clone();
    full.insert(0, num);
    let memory = start.memory();
    let layout = Layout::c(&full, dt.itemsize());
    let mut values = Array::with_layout(&memory, layout, dt, Init::Overwritten, "linspace")?;
    let step = Array::overwritten(&memory, &shape, dt, "linspace")?;
    let ends = |a: &Array| -> Result<Array> {
        let shape: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
        crate::ops::shape::broadcast_to(a, &shape)
    };
    let (start, stop) = (ends(start)?, ends(stop)?);
    let integer = spacing.dtype.is_some_and(DType::is_integer);
    if spacing.axis != 0 {
        normalize_axis(spacing.axis, full.len(), Some("destination"))?;
    }
    if integer && dt.is_complex() {
        return Err(SpacedError::Floor {}.into());
    }
    let scalar = shape.is_empty();
    dispatch!(dt, inexact T => {
        let (start, stop) = (to_vec_as::<T>(&start), to_vec_as::<T>(&stop));
        let spread = Spread::new(&start, &stop, num, (spacing.endpoint, integer), memory.interrupt_flag());
        step.fill_new(&spread.steps);
        let guard = values.write_new();
        let mut bytes = guard.bytes();
        if let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes) {
            spread.fill(items);
            memory.check_interrupt()?;
        }
    }, else => return Err(SpacedError::Inexact {}.into()));
    if scalar && num > usize::from(spacing.endpoint) {
        values = reshape(&values, &[-1], Order::C, CopyMode::IfNeeded)?.as_new();
    }
    if spacing.axis != 0 {
        values = moveaxis(&values, &[0], &[spacing.axis])?.as_new();
    }
    let dtype = spacing.dtype.unwrap_or(dt);
    let values = astype(&values, dtype, Order::K, Casting::Unsafe, false)?;
    Ok(Linspace { values, step })
}

/// Even steps between pairs of ends.
struct Spread<'a, T> {
    /// Set when the user wants to stop; what is filled in then does not matter.
    interrupt: &'a AtomicBool,
    start: &'a [T],
    stop: &'a [T],
    delta: Vec<T>,
    steps: Vec<T>,
    num: usize,
    div: usize,
    endpoint: bool,
    floor: bool,
}

impl<'a, T: Float> Spread<'a, T> {
    fn new(
        start: &'a [T],
        stop: &'a [T],
        num: usize,
        (endpoint, floor): (bool, bool),
        interrupt: &'a AtomicBool,
    ) -> Self {
        let div = if endpoint { num.saturating_sub(1) } else { num };
        let delta: Vec<T> = start.iter().zip(stop).map(|(&a, &b)| b.sub(a)).collect();
        let steps = delta.iter().map(|&d| if div > 0 { d.div(T::count(div)) } else { T::nan() }).collect();
        Self { interrupt, start, stop, delta, steps, num, div, endpoint, floor }
    }

    /// The numbers: a row of as many as there are pairs for each of `num` indices.
    fn fill(&self, out: &mut [T]) {
        let pairs = self.start.len();
        if pairs == 0 {
            return;
        }
        let rows = (PARALLEL_BYTES / 4 / size_of_val(self.start)).max(1);
        if size_of_val(out) < PARALLEL_BYTES {
            self.fill_rows(0, out);
        } else {
            parallel::for_each(out.chunks_mut(rows * pairs), &|k, part| {
                if !self.interrupt.load(Ordering::Relaxed) {
                    self.fill_rows(k * rows, part);
                }
            });
        }
    }

    fn fill_rows(&self, from: usize, out: &mut [T]) {
        // NumPy decides for all pairs together how to round.
        let any_zero = self.steps.iter().any(|&s| s == T::default());
        let div = T::count(self.div);
        if let (&[start], &[stop], &[step], false, false) =
            (self.start, self.stop, self.steps.as_slice(), any_zero || self.div == 0, self.floor)
        {
            for (k, o) in out.iter_mut().enumerate() {
                *o = T::count(from + k).mul(step).add(start);
            }
            let last = self.num.wrapping_sub(from + 1);
            if self.endpoint && self.num > 1 && last < out.len() {
                out[last] = stop;
            }
            return;
        }
        for (k, row) in out.chunks_mut(self.start.len()).enumerate() {
            let i = from + k;
            let count = T::count(i);
            if self.endpoint && self.num > 1 && i + 1 == self.num {
                row.copy_from_slice(self.stop);
            } else {
                for (k, o) in row.iter_mut().enumerate() {
                    let along = match (self.div > 0, any_zero) {
                        (true, false) => count.mul(self.steps[k]),
                        (true, true) => count.div(div).mul(self.delta[k]),
                        _ => count.mul(self.delta[k]),
                    };
                    *o = along.add(self.start[k]);
                }
            }
            if self.floor {
                for o in row {
                    *o = o.floor();
                }
            }
        }
    }

    fn to_vec(&self) -> Vec<T> {
        let mut out = filled(self.num.saturating_mul(self.start.len()), T::default());
        self.fill(&mut out);
        out
    }
}

/// The arithmetic of an inexact dtype.
pub(super) trait Float: Element {
    fn count(i: usize) -> Self;
    fn nan() -> Self;
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    fn floor(self) -> Self;
    fn power(self, exponent: Self) -> Self;
}

macro_rules! float {
    ($($t:ty),*) => { $(impl Float for $t {
        fn count(i: usize) -> Self { i as $t }
        fn nan() -> Self { <$t>::NAN }
        fn add(self, other: Self) -> Self { self + other }
        fn sub(self, other: Self) -> Self { self - other }
        fn mul(self, other: Self) -> Self { self * other }
        fn div(self, other: Self) -> Self { self / other }
        fn floor(self) -> Self { <$t>::floor(self) }
        fn power(self, exponent: Self) -> Self { self.powf(exponent) }
    })* };
}
float!(f32, f64);

impl Float for f16 {
    fn count(i: usize) -> Self {
        Self::from_f32(i as f32)
    }
    fn nan() -> Self {
        Self::NAN
    }
    fn add(self, other: Self) -> Self {
        Self::from_f32(self.to_f32() + other.to_f32())
    }
    fn sub(self, other: Self) -> Self {
        Self::from_f32(self.to_f32() - other.to_f32())
    }
    fn mul(self, other: Self) -> Self {
        Self::from_f32(self.to_f32() * other.to_f32())
    }
    fn div(self, other: Self) -> Self {
        Self::from_f32(self.to_f32() / other.to_f32())
    }
    fn floor(self) -> Self {
        Self::from_f32(self.to_f32().floor())
    }
    fn power(self, exponent: Self) -> Self {
        Self::from_f32(self.to_f32().powf(exponent.to_f32()))
    }
}

macro_rules! complex {
    ($($t:ty, $part:ty);*) => { $(impl Float for $t {
        fn count(i: usize) -> Self { Complex::new(i as $part, 0.0) }
        fn nan() -> Self { Complex::new(<$part>::NAN, 0.0) }
        fn add(self, other: Self) -> Self { self + other }
        fn sub(self, other: Self) -> Self { self - other }
        fn mul(self, other: Self) -> Self { self * other }
        fn div(self, other: Self) -> Self {
            // Divisors here are real counts; NumPy multiplies by their inverse.
            let inverse = 1.0 / other.re;
            Complex::new(self.re * inverse, self.im * inverse)
        }
        fn floor(self) -> Self { Complex::new(self.re.floor(), self.im.floor()) }
        fn power(self, exponent: Self) -> Self {
            // A real power of ten or two in the direction of the exponent's imaginary part.
            if exponent.im == 0.0 && self.im == 0.0 && self.re >= 0.0 {
                Complex::new(self.re.powf(exponent.re), 0.0)
            } else {
                self.powc(exponent)
            }
        }
    })* };
}
complex!(C64, f32; C128, f64);

/// `np.logspace(start, stop, …, base=…)`: powers of `base` with [`linspace`] exponents. Computed in the dtype `dt` of the exponents.
pub fn logspace(start: &Array, stop: &Array, base: f64, dt: DType, spacing: &Spacing) -> Result<Array> {
    let dtype = spacing.dtype;
    let exponents = linspace(start, stop, dt, &Spacing { dtype: None, ..*spacing })?.values;
    let powers = raise(base, &exponents)?;
    astype(&powers, dtype.unwrap_or(dt), Order::K, Casting::Unsafe, false)
}

/// `np.logspace` of an array of bases, which go along the axes of `start` and `stop`, or of a base that is no Python number.
pub fn logspace_of(start: &Array, stop: &Array, base: Operand, spacing: &Spacing) -> Result<Array> {
    let (mut start, mut stop, mut base) = (start.clone(), stop.clone(), base);
    if let Operand::Array(bases) = &base
        && bases.ndim() > 0
    {
        let ndim = broadcast_shape(&[&start.shape(), &stop.shape(), &bases.shape()])?.len();
        let deepened = |a: &Array| prepend_axes(a, ndim, Order::K, "logspace");
        (start, stop) = (deepened(&start), deepened(&stop));
        base = Operand::Array(expand_dims(&deepened(bases), &[spacing.axis])?);
    }
    let dt = spaced_dtype(&start, &stop);
    let memory = start.memory();
    let exponents = linspace(&start, &stop, dt, &Spacing { dtype: None, ..*spacing })?.values;
    let mut powers =
        ufunc::call(&memory, &ufunc::POWER, &[base, Operand::Array(exponents)], &ufunc::Options::default())?;
    let powers = match powers.pop() {
        Some(ufunc::Output::Array(powers)) => powers,
        Some(ufunc::Output::Scalar(power)) => Array::from_scalar(&memory, &power, "logspace")?,
        None => return Err(SpacedError::Inexact {}.into()),
    };
    match spacing.dtype {
        None => Ok(powers),
        Some(dtype) => astype(&powers, dtype, Order::K, Casting::Unsafe, false),
    }
}

/// How many powers are computed between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 16;

/// `base ** exponents`, a new array.
fn raise(base: f64, exponents: &Array) -> Result<Array> {
    let dtype = exponents.dtype();
    let layout = exponents.packed_layout(Order::K, dtype.itemsize());
    let walked = exponents.layout().permuted(&layout.k_order());
    let out = Array::with_layout(&exponents.memory(), layout, dtype, Init::Overwritten, "logspace")?;
    dispatch!(dtype, inexact T => {
        let base = crate::ops::cast::read::<T>(DType::Float64, bytemuck::bytes_of(&base));
        let powers: Vec<T> = crate::memory::gather::<T>(&exponents.read().bytes(), &walked)
            .into_iter()
            .enumerate()
            .map(|(i, x)| {
                if i % PATIENCE == 0 {
                    exponents.memory().check_interrupt()?;
                }
                Ok(Float::power(base, x))
            })
            .collect::<Result<_>>()?;
        out.fill_new(&powers);
    }, else => return Err(SpacedError::Inexact {}.into()));
    Ok(out)
}

/// `np.geomspace(start, stop, …)`: each number a constant multiple of the one before.
///
/// Fails with `ValueError` if an end is zero.
pub fn geomspace(start: &Array, stop: &Array, spacing: &Spacing) -> Result<Array> {
    let zero = |a: &Array| dispatch!(a.dtype(), T => a.to_vec::<T>().contains(&T::default()));
    if zero(start) || zero(stop) {
        return Err(SpacedError::Zero {}.into());
    }
    let common = promote(promote(start.dtype(), stop.dtype()), DType::Float64);
    let dt = spacing.dtype.map_or(common, |dtype| promote(common, dtype));
    let dtype = spacing.dtype.unwrap_or(dt);
    let num = usize::try_from(spacing.num).map_err(|_| SpacedError::Negative { num: spacing.num })?;
    let shape = broadcast_shape(&[&start.shape(), &stop.shape()])?;
    let lengths: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
    let (start, stop) =
        (crate::ops::shape::broadcast_to(start, &lengths)?, crate::ops::shape::broadcast_to(stop, &lengths)?);
    let mut full = shape.clone();
    full.insert(0, num);
    let mut out = Array::overwritten(&start.memory(), &full, dt, "geomspace")?;
    let values: Vec<C128> = {
        let (memory, ends) = (start.memory(), (to_vec_as(&start), to_vec_as(&stop)));
        geometric(&ends.0, &ends.1, num, spacing.endpoint, dt, memory.interrupt_flag())
    };
    if dt.kind() == Kind::Complex {
        out.fill_new(&values);
    } else {
        out.fill_new(&values.iter().map(|z| z.re).collect::<Vec<f64>>());
    }
    if spacing.axis != 0 {
        normalize_axis(spacing.axis, full.len(), Some("destination"))?;
        out = moveaxis(&out, &[0], &[spacing.axis])?.as_new();
    }
    astype(&out, dtype, Order::K, Casting::Unsafe, false)
}

/// The numbers for each pair of ends, both turned by the sign of the start so that the path runs outwards from it.
fn geometric(
    start: &[C128],
    stop: &[C128],
    num: usize,
    endpoint: bool,
    dt: DType,
    interrupt: &AtomicBool,
) -> Vec<C128> {
    let real = dt.kind() != Kind::Complex;
    let ends: Vec<(C128, C128, C128)> = start
        .iter()
        .zip(stop)
        .map(|(&a, &b)| {
            let sign = if real { Complex::new(a.re.signum(), 0.0) } else { a / a.norm() };
            (a / sign, b / sign, sign)
        })
        .collect();
    let log = |z: C128| if real { Complex::new(z.re.log10(), 0.0) } else { z.log(10.0) };
    let (from, to): (Vec<C128>, Vec<C128>) = ends.iter().map(|&(a, b, _)| (log(a), log(b))).unzip();
    let exponents = if real {
        let re = |zs: &[C128]| zs.iter().map(|z| z.re).collect::<Vec<f64>>();
        let (from, to) = (re(&from), re(&to));
        let y = Spread::new(&from, &to, num, (endpoint, false), interrupt).to_vec();
        y.into_iter().map(|x| Complex::new(x, 0.0)).collect()
    } else {
        Spread::new(&from, &to, num, (endpoint, false), interrupt).to_vec()
    };
    exponents
        .into_iter()
        .enumerate()
        .map(|(at, exponent)| {
            let (i, k) = (at / ends.len(), at % ends.len());
            let (a, b, sign) = ends[k];
            let value = match i {
                0 => a,
                i if endpoint && i + 1 == num => b,
                _ if real => Complex::new(10f64.powf(exponent.re), 0.0),
                _ => Complex::new(10.0, 0.0).powc(exponent),
            };
            if real { Complex::new(value.re * sign.re, 0.0) } else { value * sign }
        })
        .collect()
}

crate::error_kinds! {
    /// What can go wrong when numbers are spaced.
    pub enum SpacedError {
        /// `linspace(0, 1, -1)`
        ValueError Negative { num: i64 } = "Number of samples, {num}, must be non-negative.";
        /// `geomspace(0, 1)`
        ValueError Zero {} = "Geometric sequence cannot include zero";
        /// `linspace(0, 1j, 3, dtype=int)`
        TypeError Floor {} = "ufunc 'floor' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''";
        /// A caller's mistake: numbers are spaced in an inexact dtype.
        TypeError Inexact {} = "data type must provide an itemsize";
    }
}
