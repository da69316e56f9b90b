//! Evenly spaced numbers: `np.linspace`, `np.logspace`, `np.geomspace`.

use std::sync::atomic::{AtomicBool, Ordering};

use num_complex::Complex;

use crate::dispatch;
use crate::error::Result;
use crate::memory::{Array, C64, C128, Casting, DType, Element, Init, Layout, Order, Shape, f16, promote};
use crate::ops::assign::{assign, to_vec_as};
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
    /// The distance between neighbours, of the shape of `stop - start`; `None` where there are no neighbours.
    pub step: Option<Array>,
}

/// The inexact dtype in which numbers between these are computed: what they promote to, float64 for integers.
pub fn spaced_dtype(start: &Operand, stop: &Operand) -> DType {
    let dtype = ufunc::result_type(&[start.clone(), stop.clone()]);
    if dtype.is_inexact() { dtype } else { DType::Float64 }
}

/// `np.linspace(start, stop, …)`, computed in the inexact dtype `dt` (see [`spaced_dtype`]). 0-d arguments give a 1-d array that, as in NumPy,
/// is a view of a hidden one.
///
/// Warns as the subtraction, multiplication and addition that it is made of.
pub fn linspace(start: &Array, stop: &Array, dt: DType, spacing: &Spacing) -> Result<Linspace> {
    let num = usize::try_from(spacing.num).map_err(|_| SpacedError::Negative { num: spacing.num })?;
    // The first that NumPy does is to subtract.
    let shape = broadcast_shape(&[&start.shape(), &stop.shape()])
        .map_err(|_| ufunc::UfuncError::Broadcast { shapes: vec![stop.shape(), start.shape()] })?;
    let mut full = shape.clone();
    full.insert(0, num);
    let memory = start.memory();
    let integer = spacing.dtype.is_some_and(DType::is_integer);
    let ends = |a: &Array| -> Result<Array> {
        let shape: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
        crate::ops::shape::broadcast_to(a, &shape)
    };
    let ends = (ends(start)?, ends(stop)?);
    let (mut values, step) = dispatch!(dt, inexact T => {
        let (from, to) = (to_vec_as::<T>(&ends.0), to_vec_as::<T>(&ends.1));
        let spread = Spread::new(&from, &to, num, (spacing.endpoint, integer), memory.interrupt_flag());
        if spread.is_extreme() {
            let ends = (start.clone(), stop.clone());
            let made = by_ufuncs(&ends, dt, &full, spread.div, spacing.endpoint)?;
            if integer && !dt.is_complex() {
                ufunc::Apply(&memory).into("floor", &[made.0.clone().into()], &made.0)?;
            }
            made
        } else {
            let layout = Layout::c(&full, dt.itemsize());
            let values = Array::with_layout(&memory, layout, dt, Init::Overwritten, "linspace")?;
            let step = Array::overwritten(&memory, &shape, dt, "linspace")?;
            step.fill_new(&spread.steps);
            {
                let guard = values.write_new();
                let mut bytes = guard.bytes();
                if let Ok(items) = bytemuck::try_cast_slice_mut::<u8, T>(&mut bytes) {
                    spread.fill(items);
                    memory.check_interrupt()?;
                }
            }
            (values, step)
        }
    }, else => return Err(SpacedError::Inexact {}.into()));
    if shape.is_empty() && num > usize::from(spacing.endpoint) {
        values = reshape(&values, &[-1], Order::C, CopyMode::IfNeeded)?.as_new();
    }
    if spacing.axis != 0 {
        normalize_axis(spacing.axis, full.len(), Some("destination"))?;
        values = moveaxis(&values, &[0], &[spacing.axis])?.as_new();
    }
    if integer && dt.is_complex() {
        return Err(SpacedError::Floor {}.into());
    }
    let dtype = spacing.dtype.unwrap_or(dt);
    let values = astype(&values, dtype, Order::K, Casting::Unsafe, false)?;
    let neighbours = if spacing.endpoint { num > 1 } else { num > 0 };
    Ok(Linspace { values, step: neighbours.then_some(step) })
}

/// The numbers and the step, by the ufuncs that NumPy calls for them, with all their warnings. `full` is the shape of the numbers.
fn by_ufuncs(
    (start, stop): &(Array, Array),
    dt: DType,
    full: &[usize],
    div: usize,
    endpoint: bool,
) -> Result<(Array, Array)> {
    let memory = start.memory();
    let apply = ufunc::Apply(&memory);
    let num = full[0];
    let options = ufunc::Options { fixed: ufunc::Fixed::Outputs(dt), ..ufunc::Options::default() };
    let ends = [stop.clone().into(), start.clone().into()];
    let delta = apply.with("subtract", &ends, &options)?.into_operand();
    let mut counts = Shape::from_elem(1, full.len());
    counts[0] = num;
    let counts = dispatch!(dt, inexact T => {
        Array::from_slice(&memory, &counts, &crate::memory::made(&memory, num, T::count)?, "linspace")?
    }, else => return Err(SpacedError::Inexact {}.into()));
    let (step, along) = if div == 0 {
        (delta.clone(), apply.two("multiply", &counts.into(), &delta)?)
    } else {
        let div = Operand::Int(div as i64);
        let step =
            apply.with("divide", &[delta.clone(), div.clone()], &ufunc::Options::operator())?.into_operand();
        let zero = apply.two("equal", &step, &Operand::Int(0))?.to_array(&memory)?;
        if zero.to_vec::<crate::memory::Bool>().iter().any(|zero| zero.get()) {
            let shares = apply.two("divide", &counts.into(), &div)?;
            (step, apply.two("multiply", &shares, &delta)?)
        } else {
            let along = apply.two("multiply", &counts.into(), &step)?;
            (step, along)
        }
    };
    let values = along.to_array(&memory)?;
    apply.into("add", &[values.clone().into(), start.clone().into()], &values)?;
    if endpoint && num > 1 {
        assign(&values.view(values.layout().index_axis(0, num - 1), "linspace"), stop)?;
    }
    Ok((values, step.to_array(&memory)?))
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

    /// Whether a number is not finite, or so large that a result may not be.
    fn is_extreme(&self) -> bool {
        let extreme = |numbers: &[T]| numbers.iter().any(|x| x.is_extreme());
        extreme(self.start) || extreme(self.stop) || extreme(&self.delta) || self.num > T::COUNTS
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
}

/// The arithmetic of an inexact dtype.
pub(super) trait Float: Element {
    /// How many whole numbers from zero on there certainly are.
    const COUNTS: usize;
    fn count(i: usize) -> Self;
    /// Whether it is not finite, or beyond a quarter of the largest number.
    fn is_extreme(self) -> bool;
    fn nan() -> Self;
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn div(self, other: Self) -> Self;
    fn floor(self) -> Self;
}

macro_rules! float {
    ($($t:ty),*) => { $(impl Float for $t {
        const COUNTS: usize = 1 << 60;
        fn count(i: usize) -> Self { i as $t }
        fn is_extreme(self) -> bool { self.is_nan() || self.abs() >= <$t>::MAX / 4.0 }
        fn nan() -> Self { <$t>::NAN }
        fn add(self, other: Self) -> Self { self + other }
        fn sub(self, other: Self) -> Self { self - other }
        fn mul(self, other: Self) -> Self { self * other }
        fn div(self, other: Self) -> Self { self / other }
        fn floor(self) -> Self { <$t>::floor(self) }
    })* };
}
float!(f32, f64);

impl Float for f16 {
    const COUNTS: usize = 1 << 15;
    fn count(i: usize) -> Self {
        Self::from_f32(i as f32)
    }
    fn is_extreme(self) -> bool {
        self.to_f32().is_extreme() || self.to_f32().abs() >= 16384.0
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
}

macro_rules! complex {
    ($($t:ty, $part:ty);*) => { $(impl Float for $t {
        const COUNTS: usize = 1 << 60;
        fn count(i: usize) -> Self { Complex::new(i as $part, 0.0) }
        fn is_extreme(self) -> bool { self.re.is_extreme() || self.im.is_extreme() }
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
    })* };
}
complex!(C64, f32; C128, f64);

/// `np.logspace(start, stop, …, base=…)`: powers of `base` with [`linspace`] exponents, which are computed in the dtype `dt`.
pub fn logspace(start: &Array, stop: &Array, base: &Operand, dt: DType, spacing: &Spacing) -> Result<Array> {
    let memory = start.memory();
    let exponents = linspace(start, stop, dt, &Spacing { dtype: None, ..*spacing })?.values;
    let powers = ufunc::Apply(&memory).two("power", base, &exponents.into())?.to_array(&memory)?;
    match spacing.dtype {
        None => Ok(powers),
        Some(dtype) => astype(&powers, dtype, Order::K, Casting::Unsafe, false),
    }
}

/// `np.logspace` of an array of bases, which go along the axes of `start` and `stop`.
pub fn logspace_of(start: &Array, stop: &Array, bases: &Array, spacing: &Spacing) -> Result<Array> {
    let ndim = broadcast_shape(&[&start.shape(), &stop.shape(), &bases.shape()])?.len();
    let deepened = |a: &Array| prepend_axes(a, ndim, Order::K, "logspace");
    let base = Operand::Array(expand_dims(&deepened(bases), &[spacing.axis])?);
    // As arrays, Python's numbers count for the dtype of the exponents.
    let dt = spaced_dtype(&start.clone().into(), &stop.clone().into());
    logspace(&deepened(start), &deepened(stop), &base, dt, spacing)
}

/// `np.geomspace(start, stop, …)`: each number a constant multiple of the one before. What is computed is turned by the sign of the start, so that
/// the path runs outwards from it.
///
/// Fails with `ValueError` if an end is zero. Warns as the ufuncs that it is made of.
pub fn geomspace(start: &Array, stop: &Array, spacing: &Spacing) -> Result<Array> {
    let zero = |a: &Array| dispatch!(a.dtype(), T => a.to_vec::<T>().contains(&T::default()));
    if zero(start) || zero(stop) {
        return Err(SpacedError::Zero {}.into());
    }
    let common = promote(promote(start.dtype(), stop.dtype()), DType::Float64);
    let dt = spacing.dtype.map_or(common, |dtype| promote(common, dtype));
    let memory = start.memory();
    let apply = ufunc::Apply(&memory);
    let as_common = |a: &Array| astype(a, dt, Order::K, Casting::Unsafe, true).map(Operand::Array);
    let sign = apply.one("sign", &as_common(start)?)?;
    let start = apply.two("divide", &as_common(start)?, &sign)?.to_array(&memory)?;
    let stop = apply.two("divide", &as_common(stop)?, &sign)?.to_array(&memory)?;
    let from = apply.one("log10", &start.clone().into())?.to_array(&memory)?;
    let to = apply.one("log10", &stop.clone().into())?.to_array(&memory)?;
    let exponents = Spacing { dtype: Some(dt), axis: 0, ..*spacing };
    let mut out = logspace(&from, &to, &Operand::Float(10.0), dt, &exponents)?;
    let num = usize::try_from(spacing.num).unwrap_or_default();
    let row = |i: usize| out.view(out.layout().index_axis(0, i), "geomspace");
    if num > 0 {
        assign(&row(0), &start)?;
        if num > 1 && spacing.endpoint {
            assign(&row(num - 1), &stop)?;
        }
    }
    apply.into("multiply", &[out.clone().into(), sign], &out)?;
    if spacing.axis != 0 {
        normalize_axis(spacing.axis, out.ndim(), Some("destination"))?;
        out = moveaxis(&out, &[0], &[spacing.axis])?.as_new();
    }
    astype(&out, spacing.dtype.unwrap_or(dt), Order::K, Casting::Unsafe, false)
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
