//! Means and spreads, made of sums as NumPy makes them.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::dispatch;
use crate::error::Result;
use crate::memory::{
    Array, C128, Casting, CopyReason, DType, Element, Init, Kind, Layout, Memory, Order, Scalar, Shape,
    Strides,
};
use crate::ops::assign::{PARALLEL_BYTES, assign, convert, to_vec_as};
use crate::ops::cast::{Cast, read};
use crate::ops::cast_scalar;
use crate::ops::parallel;
use crate::ops::walk::{BLOCK, Walk, axis_order};

use super::axes::{Tight, normalize_axis, reduced_axes};
use super::fold::Arith;
use super::named::{max, min, sum_as};
use super::{Options, Value};

/// How many elements went into each element of a result.
enum Counts {
    /// The same number everywhere.
    One(f64),
    /// A number for each element of the result, in its C order.
    Each(Vec<f64>),
}

impl Counts {
    /// How many elements a reduction adds up, for each element of its result.
    fn new(array: &Array, options: &Options<'_>) -> Result<Self> {
        let shape = array.shape();
        let Some(mask) = options.mask else {
            // Unlike a sum, a mean of a 0-d array takes no axis.
            if let (0, Some([axis])) = (shape.len(), options.axis) {
                normalize_axis(*axis, 0)?;
            }
            let reduced = reduced_axes(options.axis, shape.len())?;
            let lengths = shape.iter().zip(&reduced).filter(|&(_, &r)| r);
            return Ok(Self::One(lengths.map(|(&n, _)| n).product::<usize>() as f64));
        };
        let lengths: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
        let wide = crate::ops::shape::broadcast_to(mask, &lengths)?;
        let counts = sum_as(
            &wide,
            DType::Int64,
            &Options { axis: options.axis, keepdims: true, ..Options::default() },
        )?;
        Ok(match counts {
            Value::Scalar(count) => Self::One(count.get::<i64>() as f64),
            Value::Array(counts) => Self::Each(to_vec_as(&counts)),
        })
    }

    fn any(&self, test: impl Fn(f64) -> bool) -> bool {
        match self {
            Self::One(n) => test(*n),
            Self::Each(each) => each.iter().any(|&n| test(n)),
        }
    }

    /// The degrees of freedom: `ddof` fewer, and never negative.
    fn less(self, ddof: f64) -> Self {
        let fewer = |n: f64| (n - ddof).max(0.0);
        match self {
            Self::One(n) => Self::One(fewer(n)),
            Self::Each(each) => Self::Each(each.into_iter().map(fewer).collect()),
        }
    }

    fn at(&self, index: usize) -> f64 {
        match self {
            Self::One(n) => *n,
            Self::Each(each) => each[index],
        }
    }
}

/// The floating-point errors of a division.
#[derive(Clone, Copy, Default)]
struct Raised {
    invalid: bool,
    by_zero: bool,
}

impl Raised {
    fn divide(&mut self, x: f64, n: f64) -> f64 {
        if n == 0.0 {
            self.invalid |= x == 0.0;
            self.by_zero |= x.is_finite() && x != 0.0;
        }
        x / n
    }

    /// As NumPy divides complex numbers, here by a real one.
    fn divide_complex(&mut self, x: C128, n: f64) -> C128 {
        if n == 0.0 {
            return C128::new(self.divide(x.re, n), self.divide(x.im, n));
        }
        let ratio = 0.0 / n;
        let scale = 1.0 / (n + 0.0 * ratio);
        C128::new((x.re + x.im * ratio) * scale, (x.im - x.re * ratio) * scale)
    }

    fn warn(self, array: &Array, scalar: bool) {
        let memory = array.memory();
        let what = if scalar { "scalar divide" } else { "divide" };
        if self.by_zero {
            memory.fault(crate::memory::Fault::Divide, StatsError::DivideByZero { what });
        }
        if self.invalid {
            memory.fault(crate::memory::Fault::Invalid, StatsError::Invalid { what });
        }
    }
}

/// `total / counts` in the dtype of `total`: computed in double precision, as NumPy's division by an int64 is.
fn divide(of: &Array, total: Value, counts: &Counts, scalar_dtype: Option<DType>) -> Result<Value> {
    let mut raised = Raised::default();
    let complex = total.dtype().is_complex();
    match total {
        Value::Scalar(scalar) => {
            let quotient = if complex {
                let x: C128 = read(scalar.dtype(), scalar.bytes());
                Scalar::new(raised.divide_complex(x, counts.at(0)))
            } else {
                let x: f64 = read(scalar.dtype(), scalar.bytes());
                Scalar::new(raised.divide(x, counts.at(0)))
            };
            raised.warn(of, scalar_dtype.is_none() && divides_as_scalar(scalar.dtype()));
            let dtype = scalar_dtype.unwrap_or(scalar.dtype());
            if dtype.is_integer() && (raised.invalid || raised.by_zero) {
                let what = "cast";
                of.memory().fault(crate::memory::Fault::Invalid, StatsError::Invalid { what });
            }
            Ok(Value::Scalar(cast_scalar(&quotient, dtype)))
        }
        Value::Array(array) => {
            if let (DType::Float64, Counts::One(n), true) = (array.dtype(), counts, array.is_c_contiguous()) {
                divide_in_place(&array, *n, &mut raised)?;
            } else if complex {
                let mut items: Vec<C128> = to_vec_as(&array);
                for (i, x) in items.iter_mut().enumerate() {
                    *x = raised.divide_complex(*x, counts.at(i));
                }
                assign_quotients(&array, &items)?;
            } else {
                let mut items: Vec<f64> = to_vec_as(&array);
                for (i, x) in items.iter_mut().enumerate() {
                    *x = raised.divide(*x, counts.at(i));
                }
                assign_quotients(&array, &items)?;
            }
            raised.warn(of, false);
            Ok(Value::Array(array))
        }
    }
}

/// Whether a scalar of this dtype divides by an int64 without becoming an array: both fit one of the dtypes that scalars compute in by themselves,
/// int64, float64 and complex128. NumPy names the division differently then.
fn divides_as_scalar(dtype: DType) -> bool {
    matches!(dtype, DType::Float64 | DType::Complex128) || dtype.is_integer() && dtype != DType::UInt64
}

/// Writes quotients, in C order, with a cast that tells of nothing: it belongs to the division, which has told.
fn assign_quotients<S: Element>(array: &Array, items: &[S]) -> Result<()> {
    let memory = array.memory();
    let quotients = Array::overwritten(&memory, &array.shape(), array.dtype(), "divide")?;
    let n = quotients.nbytes();
    Cast::new(S::DTYPE, array.dtype())
        .run(bytemuck::cast_slice(items), &mut quotients.write_new().bytes()[..n]);
    assign(array, &quotients)
}

fn divide_in_place(array: &Array, n: f64, raised: &mut Raised) -> Result<()> {
    let layout = array.layout();
    let range = layout.bounds(8);
    let guard = array.write()?;
    let mut bytes = guard.bytes();
    match bytemuck::try_cast_slice_mut::<u8, f64>(&mut bytes[range]) {
        Ok(items) if n != 0.0 => items.iter_mut().for_each(|x| *x /= n),
        Ok(items) => items.iter_mut().for_each(|x| *x = raised.divide(*x, n)),
        Err(_) => {}
    }
    Ok(())
}

/// Integers and bools are averaged as float64.
fn mean_dtype(array: &Array, asked: Option<DType>) -> Option<DType> {
    asked.or_else(|| (!array.dtype().is_inexact()).then_some(DType::Float64))
}

/// The sum as `_methods.umr_sum` computes it.
fn total(array: &Array, dtype: Option<DType>, options: &Options<'_>) -> Result<Value> {
    super::sum(array, &Options { dtype, initial: None, ..*options })
}

/// `np.mean`: the sum over the count. Float16 is added up in float32.
///
/// Fails as [`super::sum`] does. Warns, and gives NaN, where there is nothing to average.
pub fn mean(array: &Array, options: &Options<'_>) -> Result<Value> {
    let counts = Counts::new(array, options)?;
    if counts.any(|n| n == 0.0) {
        array.memory().warn(StatsError::EmptyMean {});
    }
    let half = options.dtype.is_none() && array.dtype() == DType::Float16;
    let dtype = if half { Some(DType::Float32) } else { mean_dtype(array, options.dtype) };
    let sum = total(array, dtype, options)?;
    let mean = divide(array, sum, &counts, half.then_some(DType::Float16))?;
    match mean {
        Value::Array(mean) if half && options.out.is_none() => {
            let narrow = convert(&mean, DType::Float16, Order::K, "mean", CopyReason::OtherDType)?;
            Ok(Value::Array(narrow))
        }
        mean => Ok(mean),
    }
}

/// What `var` and `std` may be told besides [`Options`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Spread<'a> {
    /// `ddof=` or `correction=`: how many degrees of freedom are lost.
    pub ddof: f64,
    /// `mean=`: the mean, if it is known, with the reduced axes kept.
    pub mean: Option<&'a Array>,
}

/// `np.var`: the mean of the squared distances from the mean.
///
/// Fails as [`super::sum`] does. Warns where `ddof` leaves no degree of freedom.
pub fn var(array: &Array, options: &Options<'_>, spread: &Spread<'_>) -> Result<Value> {
    let counts = Counts::new(array, options)?;
    if counts.any(|n| spread.ddof >= n) {
        array.memory().warn(StatsError::NoFreedom {});
    }
    let dtype = mean_dtype(array, options.dtype);
    let mean = match spread.mean {
        Some(mean) => Value::Array(mean.clone()),
        None => {
            let kept = Options { keepdims: true, out: None, ..*options };
            divide(array, total(array, dtype, &kept)?, &counts, None)?
        }
    };
    let mean = mean.into_array(&array.memory(), "mean")?;
    let squares = squared_distances(array, &mean)?;
    let sum = total(&squares, dtype, options)?;
    divide(array, sum, &counts.less(spread.ddof), None)
}

/// `np.std`: the square root of [`var`].
pub fn std(array: &Array, options: &Options<'_>, spread: &Spread<'_>) -> Result<Value> {
    match var(array, options, spread)? {
        Value::Scalar(scalar) => Ok(Value::Scalar(if scalar.dtype().is_complex() {
            let x: C128 = read(scalar.dtype(), scalar.bytes());
            cast_scalar(&Scalar::new(x.sqrt()), scalar.dtype())
        } else {
            // The square root of a float32 rounded from that of the same float64 is the correctly rounded one.
            let x: f64 = read(scalar.dtype(), scalar.bytes());
            if x < 0.0 {
                let what = "sqrt";
                array.memory().fault(crate::memory::Fault::Invalid, StatsError::Invalid { what });
            }
            cast_scalar(&Scalar::new(x.sqrt()), scalar.dtype())
        })),
        Value::Array(array) => {
            let memory = array.memory();
            if !DType::Float64.can_cast(array.dtype(), Casting::SameKind) && !array.dtype().is_complex() {
                return Err(StatsError::RootCast { to: array.dtype() }.into());
            }
            let roots = if array.dtype().is_complex() {
                let roots: Vec<C128> = to_vec_as::<C128>(&array).into_iter().map(C128::sqrt).collect();
                Array::from_slice(&memory, &array.shape(), &roots, "sqrt")?
            } else {
                let roots: Vec<f64> = to_vec_as::<f64>(&array).into_iter().map(f64::sqrt).collect();
                Array::from_slice(&memory, &array.shape(), &roots, "sqrt")?
            };
            assign(&array, &roots)?;
            Ok(Value::Array(array))
        }
    }
}

/// `(array - mean) ** 2`, or for complex numbers the squared modulus, which stands in every other float of a complex array as in NumPy.
fn squared_distances(array: &Array, mean: &Array) -> Result<Array> {
    let (from, dtype) = (array.layout(), crate::memory::promote(array.dtype(), mean.dtype()));
    let Some(broadcast) = mean.layout().broadcast_to(&from.shape) else {
        return Err(StatsError::MeanShape { array: from.shape, mean: mean.shape() }.into());
    };
    let mut layout = from.clone();
    layout.strides = Strides::from_elem(0, from.ndim());
    layout.offset = 0;
    let mut step = dtype.itemsize() as isize;
    for &axis in axis_order(&[&from, &broadcast]).iter().rev() {
        layout.strides[axis] = step;
        step *= from.shape[axis].max(1) as isize;
    }
    let out = Array::with_layout(&array.memory(), layout.clone(), dtype, Init::Overwritten, "subtract")?;
    if layout.size() == 0 {
        return Ok(real_part(&out, array.dtype()));
    }
    let errors = dispatch!(dtype, T => distances::<T>(array, mean, &out, &layout, &broadcast)?);
    let memory = array.memory();
    for (bit, warning) in [
        (1, StatsError::Overflow { what: "subtract" }),
        (2, StatsError::Invalid { what: "subtract" }),
        (4, StatsError::Overflow { what: "square" }),
    ] {
        if errors & bit != 0 {
            memory.warn(warning);
        }
    }
    Ok(real_part(&out, array.dtype()))
}

/// The real part of a complex array, unless the array that it came from was real.
fn real_part(squares: &Array, of: DType) -> Array {
    if squares.dtype().is_complex() && matches!(of.kind(), Kind::Complex | Kind::Bool) {
        return squares.view_as(squares.layout(), squares.dtype().real(), "real");
    }
    squares.clone()
}

/// A value from which another is subtracted, to be squared.
trait Distance: Arith {
    /// `self - other`
    fn less(self, other: Self) -> Self;
    /// `(self - mean)` squared, and the errors met: 1 and 2 overflow and invalid value of the difference, 4 overflow of the square.
    fn squared_from(self, mean: Self) -> Self;
    fn errors_from(self, mean: Self) -> u8;
}

macro_rules! integer_distance {
    ($($t:ty),*) => { $(impl Distance for $t {
        fn less(self, other: $t) -> $t { self.wrapping_sub(other) }
        #[inline(always)]
        fn squared_from(self, mean: $t) -> $t { let d = self.wrapping_sub(mean); d.wrapping_mul(d) }
        fn errors_from(self, _: $t) -> u8 { 0 }
    })* };
}
integer_distance!(i8, u8, i16, u16, i32, u32, i64, u64);

macro_rules! float_distance {
    ($($t:ty),*) => { $(impl Distance for $t {
        fn less(self, other: $t) -> $t { self - other }
        #[inline(always)]
        fn squared_from(self, mean: $t) -> $t { let d = self - mean; d * d }
        fn errors_from(self, mean: $t) -> u8 { errors_of(self.into(), mean.into(), (self - mean).into(), (self - mean).is_finite() && !self.squared_from(mean).is_finite()) }
    })* };
}
float_distance!(f32, f64, crate::memory::f16);

macro_rules! complex_distance {
    ($($t:ty),*) => { $(impl Distance for $t {
        fn less(self, other: $t) -> $t { self - other }
        #[inline(always)]
        fn squared_from(self, mean: $t) -> $t {
            let d = self - mean;
            <$t>::new(d.re * d.re + d.im * d.im, 0.0)
        }
        fn errors_from(self, mean: $t) -> u8 {
            let d = self - mean;
            errors_of(self.re.into(), mean.re.into(), d.re.into(), d.re.is_finite() && !(d.re * d.re).is_finite())
                | errors_of(self.im.into(), mean.im.into(), d.im.into(), d.im.is_finite() && !(d.im * d.im).is_finite())
        }
    })* };
}
complex_distance!(crate::memory::C64, C128);

impl Distance for crate::memory::Bool {
    fn less(self, other: Self) -> Self {
        (self.get() ^ other.get()).into()
    }
    fn squared_from(self, mean: Self) -> Self {
        (self.get() ^ mean.get()).into()
    }
    fn errors_from(self, _: Self) -> u8 {
        0
    }
}

fn errors_of(x: f64, mean: f64, difference: f64, overflow: bool) -> u8 {
    let invalid = difference.is_nan() && !x.is_nan() && !mean.is_nan();
    let over = difference.is_infinite() && x.is_finite() && mean.is_finite();
    u8::from(over) | u8::from(invalid) << 1 | u8::from(overflow) << 2
}

/// Fills `out` with squared distances; returns the errors met.
fn distances<T: Distance>(
    array: &Array,
    mean: &Array,
    out: &Array,
    layout: &Layout,
    broadcast: &Layout,
) -> Result<u8> {
    let memory = array.memory();
    let from = array.layout();
    let walk = Walk::new(&[layout, &from, broadcast]);
    let (read, mean_read) = (array.read(), mean.read());
    let (bytes, mean_bytes) = (read.bytes(), mean_read.bytes());
    let (cast, cast_mean) = (Cast::new(array.dtype(), T::DTYPE), Cast::new(mean.dtype(), T::DTYPE));
    let guard = out.write()?;
    let mut target = guard.bytes();
    let n = walk.len();
    let items: &mut [T] = bytemuck::cast_slice_mut(&mut target[..n * size_of::<T>()]);
    let errors = AtomicU8::new(0);
    let interrupt = memory.interrupt_flag();
    let (bytes, mean_bytes): (&[u8], &[u8]) = (&bytes, &mean_bytes);
    let work = |at: usize, items: &mut [T]| {
        let (mut x, mut m) = (walk.cursor(1, at), walk.cursor(2, at));
        let (mut values, mut means) = ([T::default(); BLOCK], [T::default(); BLOCK]);
        for items in items.chunks_mut(BLOCK) {
            let (values, means) = (&mut values[..items.len()], &mut means[..items.len()]);
            cast.pull_as(&mut x, bytes, values);
            cast_mean.pull_as(&mut m, mean_bytes, means);
            let mut finite = true;
            for ((item, &value), &mean) in items.iter_mut().zip(values.iter()).zip(means.iter()) {
                *item = value.squared_from(mean);
                finite &= item.is_finite();
            }
            if !finite {
                let met = values.iter().zip(means.iter()).fold(0, |met, (v, &m)| met | v.errors_from(m));
                errors.fetch_or(met, Ordering::Relaxed);
            }
        }
    };
    if n * size_of::<T>() < PARALLEL_BYTES {
        work(0, items);
    } else {
        parallel::for_each(items.chunks_mut(1 << 15), &|i, items| {
            if !interrupt.load(Ordering::Relaxed) {
                work(i << 15, items);
            }
        });
    }
    memory.check_interrupt()?;
    Ok(errors.into_inner())
}

/// `np.ptp`: the largest less the smallest.
///
/// Fails as [`super::max`] does, and with `TypeError` for bools.
pub fn ptp(array: &Array, axis: Option<&[isize]>, out: Option<&Array>, keepdims: bool) -> Result<Value> {
    let options = Options { axis, keepdims, ..Options::default() };
    let high = max(array, &Options { out, ..options })?;
    let low = min(array, &options)?;
    if array.dtype() == DType::Bool {
        return Err(StatsError::BoolSubtract {}.into());
    }
    dispatch!(array.dtype(), T => range::<T>(&array.memory(), high, low))
}

/// Warns of what went wrong in differences; see [`Distance::errors_from`].
fn warn_of_difference(memory: &Memory, errors: u8) {
    if errors & 1 != 0 {
        memory.fault(crate::memory::Fault::Over, StatsError::Overflow { what: "subtract" });
    }
    if errors & 2 != 0 {
        memory.fault(crate::memory::Fault::Invalid, StatsError::Invalid { what: "subtract" });
    }
}

/// `high - low`, in place of `high` if that is an array.
fn range<T: Distance>(memory: &Memory, high: Value, low: Value) -> Result<Value> {
    match (high, low) {
        (Value::Scalar(high), Value::Scalar(low)) => {
            let (high, low) = (high.get::<T>(), low.get::<T>());
            warn_of_difference(memory, high.errors_from(low));
            Ok(Value::Scalar(Scalar::new(high.less(low))))
        }
        (Value::Array(high), low) => {
            let memory = high.memory();
            let low = low.into_array(&memory, "ptp")?;
            let (a, b): (Vec<T>, Vec<T>) = (to_vec_as(&high), to_vec_as(&low));
            warn_of_difference(
                &memory,
                a.iter().zip(&b).fold(0, |errors, (a, &b)| errors | a.errors_from(b)),
            );
            let difference: Vec<T> = a.iter().zip(&b).map(|(a, &b)| a.less(b)).collect();
            assign(&high, &Array::from_slice(&memory, &high.shape(), &difference, "ptp")?)?;
            Ok(Value::Array(high))
        }
        (high, Value::Array(_)) => Ok(high),
    }
}

crate::error_kinds! {
    /// What can go wrong in a statistic, and what it warns of.
    pub enum StatsError {
        /// `mean([])`
        RuntimeWarning EmptyMean {} = "Mean of empty slice";
        /// `var([1], ddof=1)`
        RuntimeWarning NoFreedom {} = "Degrees of freedom <= 0 for slice";
        /// `mean([])`
        RuntimeWarning Invalid { what: &'static str } = "invalid value encountered in {what}";
        /// `var([1, 2], ddof=2)`
        RuntimeWarning DivideByZero { what: &'static str } = "divide by zero encountered in {what}";
        /// `var([1e308, -1e308])`
        RuntimeWarning Overflow { what: &'static str } = "overflow encountered in {what}";
        /// `std([[1, 2]], axis=0, dtype=int)`
        UFuncTypeError RootCast { to: DType } = "Cannot cast ufunc 'sqrt' output from dtype('float64') to dtype('{}') with casting rule 'same_kind'", to.name();
        /// `ptp([True, False])`
        TypeError BoolSubtract {} = "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.";
        /// `var([1, 2], mean=array([1, 2, 3]))`
        ValueError MeanShape { array: Shape, mean: Shape } = "operands could not be broadcast together with shapes {} {} ", Tight(array), Tight(mean);
    }
}
