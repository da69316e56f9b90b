//! Complex arithmetic and comparison by NumPy's rules.

use num_complex::Complex;
use num_traits::Float;

use super::flags::{Class, Flags, pole, ratio};

/// `a * b`
#[inline(always)]
pub(super) fn multiply<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    // Fused as NumPy's vector loops do it.
    Complex::new(a.re.mul_add(b.re, -(a.im * b.im)), a.re.mul_add(b.im, a.im * b.re))
}

/// `a * b` as NumPy's scalars have it, without fusing.
#[inline(always)]
pub(super) fn multiply_plain<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

/// `abs(a)` as NumPy's vector loops have it: scaled by the larger part.
#[inline(always)]
pub(super) fn absolute<T: Float>(a: Complex<T>) -> T {
    let (re, im) = (a.re.abs(), a.im.abs());
    if re.is_infinite() || im.is_infinite() {
        return T::infinity();
    }
    let (large, small) = if re > im { (re, im) } else { (im, re) };
    if re.is_nan() || im.is_nan() {
        return T::nan();
    }
    if large == T::zero() {
        return T::zero();
    }
    let ratio = small / large;
    large * ratio.mul_add(ratio, T::one()).sqrt()
}

/// What a comparison of order raises: NaN in a part that decides.
pub(super) fn unordered<T: Float>(a: Complex<T>, b: Complex<T>) -> Flags {
    let parts = a.re.is_nan() || b.re.is_nan() || (a.re == b.re && (a.im.is_nan() || b.im.is_nan()));
    Flags::INVALID.when(parts)
}

/// What a multiplication raises: of its four products two are rounded on their own, the others with the sum.
pub(super) fn product_flags<T: Float>(a: Complex<T>, b: Complex<T>, o: Complex<T>) -> Flags {
    let part = |x: T, y: T, (u, v): (T, T), negative: bool, sum: T| {
        let lost = |x: T, y: T| (x.is_zero() && y.is_infinite()) || (x.is_infinite() && y.is_zero());
        let finite = |x: T, y: T| x.is_finite() && y.is_finite();
        let (fused, own) = (x * y, if negative { -(u * v) } else { u * v });
        let fused_infinite = fused.is_infinite() && !finite(x, y);
        let opposed = fused_infinite && own.is_infinite() && (fused > T::zero()) != (own > T::zero());
        let over =
            (own.is_infinite() && finite(u, v)) || (sum.is_infinite() && finite(x, y) && own.is_finite());
        Flags::INVALID.when((lost(x, y) && !own.is_nan()) || lost(u, v) || opposed)
            | Flags::OVERFLOW.when(over)
    };
    part(a.re, b.re, (a.im, b.im), true, o.re) | part(a.re, b.im, (a.im, b.re), false, o.im)
}

/// What a division raises.
pub(super) fn quotient_flags<T: Float + Class>(a: Complex<T>, b: Complex<T>, o: Complex<T>) -> Flags
where
    Complex<T>: Class,
{
    if Class::zero(b) {
        // Each part is divided by zero.
        return [a.re, a.im].into_iter().fold(Flags::NONE, |flags, part| {
            let zero = Class::zero(part);
            flags | Flags::DIVIDE.when(part.finite() && !zero) | Flags::INVALID.when(zero)
        });
    }
    // The parts of the divisor are compared, and NaN compares badly.
    ratio(a, b, o) | Flags::INVALID.when(is_nan(b))
}

/// What a reciprocal raises.
pub(super) fn reciprocal_flags<T: Float + Class>(a: Complex<T>, o: Complex<T>) -> Flags
where
    Complex<T>: Class,
{
    pole(a, o) | Flags::INVALID.when(is_nan(a))
}

/// `a / b` by Smith's method.
#[inline(always)]
pub(super) fn divide<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re == T::zero() && im == T::zero() {
            return Complex::new(a.re / re, a.im / re);
        }
        let ratio = b.im / b.re;
        let scale = T::one() / (b.re + b.im * ratio);
        Complex::new((a.re + a.im * ratio) * scale, (a.im - a.re * ratio) * scale)
    } else {
        let ratio = b.re / b.im;
        let scale = T::one() / (b.im + b.re * ratio);
        Complex::new((a.re * ratio + a.im) * scale, (a.im * ratio - a.re) * scale)
    }
}

/// `1 / a` by Smith's method.
#[inline(always)]
pub(super) fn reciprocal<T: Float>(a: Complex<T>) -> Complex<T> {
    if a.im.abs() <= a.re.abs() {
        let ratio = a.im / a.re;
        let denominator = a.re + a.im * ratio;
        Complex::new(T::one() / denominator, -ratio / denominator)
    } else {
        let ratio = a.re / a.im;
        let denominator = a.re * ratio + a.im;
        Complex::new(ratio / denominator, -T::one() / denominator)
    }
}

/// Whether a part is NaN.
#[inline(always)]
pub(super) fn is_nan<T: Float>(a: Complex<T>) -> bool {
    a.re.is_nan() || a.im.is_nan()
}

/// Whether it is not zero; NaN is not.
#[inline(always)]
pub(super) fn truth<T: Float>(a: Complex<T>) -> bool {
    a.re != T::zero() || a.im != T::zero()
}

/// `a < b`: by real part, then by imaginary part.
#[inline(always)]
pub(super) fn less<T: Float>(a: Complex<T>, b: Complex<T>) -> bool {
    (a.re < b.re && !a.im.is_nan() && !b.im.is_nan()) || (a.re == b.re && a.im < b.im)
}

/// `a <= b`
#[inline(always)]
pub(super) fn less_equal<T: Float>(a: Complex<T>, b: Complex<T>) -> bool {
    (a.re < b.re && !a.im.is_nan() && !b.im.is_nan()) || (a.re == b.re && a.im <= b.im)
}

/// The larger, or the first with a NaN.
#[inline(always)]
pub(super) fn maximum<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    if is_nan(a) || less_equal(b, a) { a } else { b }
}

/// The smaller, or the first with a NaN.
#[inline(always)]
pub(super) fn minimum<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    if is_nan(a) || less_equal(a, b) { a } else { b }
}

/// The larger of those without NaN.
#[inline(always)]
pub(super) fn fmax<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    if is_nan(b) || less_equal(b, a) { a } else { b }
}

/// The smaller of those without NaN.
#[inline(always)]
pub(super) fn fmin<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    if is_nan(b) || less_equal(a, b) { a } else { b }
}

/// `a / |a|`, zero for zero.
pub(super) fn sign<T: Float>(a: Complex<T>) -> Complex<T> {
    let size = a.re.hypot(a.im);
    if size == T::zero() {
        return Complex::new(T::zero(), T::zero());
    }
    if is_nan(a) {
        return Complex::new(T::nan(), T::nan());
    }
    if size.is_infinite() {
        return match (a.re.is_infinite(), a.im.is_infinite()) {
            (true, true) => Complex::new(T::nan(), T::nan()),
            (true, false) => Complex::new(a.re.signum(), T::zero()),
            _ => Complex::new(T::zero(), a.im.signum()),
        };
    }
    Complex::new(a.re / size, a.im / size)
}

/// `f` of both parts.
#[inline(always)]
pub(super) fn map<T>(a: Complex<T>, f: impl Fn(T) -> T) -> Complex<T> {
    Complex::new(f(a.re), f(a.im))
}
