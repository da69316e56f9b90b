//! Elementary functions of complex numbers, with the special values of C99's Annex G.

use num_complex::Complex;
use num_traits::{Float, FloatConst};

use super::arc;
use super::complex::{divide, multiply_plain};

/// float32 or float64.
pub(super) trait Part: Float + FloatConst + arc::Wide {
    /// `exp` overflows from about here on.
    const EXP_LIMIT: Self;
    /// Where hyperbolic functions are one to the last bit.
    const TANH_LIMIT: Self;
    /// Two.
    const TWO: Self;
    /// One half.
    const HALF: Self;
}
impl Part for f32 {
    const EXP_LIMIT: Self = 88.0;
    const TANH_LIMIT: Self = 44.0;
    const TWO: Self = 2.0;
    const HALF: Self = 0.5;
}
impl Part for f64 {
    const EXP_LIMIT: Self = 709.0;
    const TANH_LIMIT: Self = 355.0;
    const TWO: Self = 2.0;
    const HALF: Self = 0.5;
}

type C<T> = Complex<T>;

/// Zero, of either sign.
fn zero<T: Part>(x: T) -> bool {
    x == T::zero()
}

/// `i z`
fn turn<T: Part>(z: C<T>) -> C<T> {
    Complex::new(-z.im, z.re)
}

/// `-i z`
fn turn_back<T: Part>(z: C<T>) -> C<T> {
    Complex::new(z.im, -z.re)
}

/// Sine and cosine, exact for tiny arguments.
fn sin_cos<T: Part>(x: T) -> (T, T) {
    if x.abs() > T::min_positive_value() { (x.sin(), x.cos()) } else { (x, T::one()) }
}

/// `exp(x)` times a vector, without overflow on the way.
fn exp_times<T: Part>(x: T, re: T, im: T) -> C<T> {
    let (mut x, mut re, mut im) = (x, re, im);
    if x > T::EXP_LIMIT {
        let step = T::EXP_LIMIT.exp();
        for _ in 0..2 {
            if x > T::EXP_LIMIT {
                x = x - T::EXP_LIMIT;
                (re, im) = (re * step, im * step);
            }
        }
        if x > T::EXP_LIMIT {
            return Complex::new(T::max_value() * re, T::max_value() * im);
        }
    }
    let e = x.exp();
    Complex::new(e * re, e * im)
}

/// `exp`
pub(super) fn exp<T: Part>(z: C<T>) -> C<T> {
    let (x, y) = (z.re, z.im);
    if x.is_nan() {
        return Complex::new(x, if zero(y) { y } else { T::nan() });
    }
    if !y.is_finite() {
        return if x.is_finite() {
            Complex::new(T::nan(), T::nan())
        } else if x > T::zero() {
            Complex::new(x, T::nan())
        } else {
            Complex::new(T::zero(), T::zero().copysign(y))
        };
    }
    let (sin, cos) = sin_cos(y);
    if x.is_finite() {
        return exp_times(x, cos, sin);
    }
    let size = if x > T::zero() { x } else { T::zero() };
    if zero(y) && x > T::zero() {
        return z;
    }
    Complex::new(size.copysign(cos), size.copysign(sin))
}

/// `2 ** z`
pub(super) fn exp2<T: Part>(z: C<T>) -> C<T> {
    exp(Complex::new(z.re * T::LN_2(), z.im * T::LN_2()))
}

/// `exp(z) - 1`
pub(super) fn expm1<T: Part>(z: C<T>) -> C<T> {
    let half = (z.im * T::HALF).sin();
    Complex::new(z.re.exp_m1() * z.im.cos() - T::TWO * half * half, z.re.exp() * z.im.sin())
}

/// `x² + y² - 1`, the squares kept to twice the precision.
fn norm_minus_one<T: Part>(x: T, y: T) -> T {
    let square = |a: T| (a * a, a.mul_add(a, -(a * a)));
    let ((x2, x_low), (y2, y_low)) = (square(x), square(y));
    // x is the larger, and near one: this difference is exact.
    (((x2 - T::one()) + y2) + x_low) + y_low
}

/// The logarithm of the magnitude.
fn log_abs<T: Part>(x: T, y: T) -> T {
    let (large, small) = if x.abs() >= y.abs() { (x.abs(), y.abs()) } else { (y.abs(), x.abs()) };
    if x.is_infinite() || y.is_infinite() {
        return T::infinity();
    }
    if x.is_nan() || y.is_nan() {
        return T::nan();
    }
    let (one, two, half) = (T::one(), T::TWO, T::HALF);
    if large == one {
        return (small * small).ln_1p() * half;
    }
    if large > one && large < two && small < one {
        let mut excess = (large - one) * (large + one);
        if small >= T::epsilon() {
            excess = excess + small * small;
        }
        return excess.ln_1p() * half;
    }
    if large < one && large >= half {
        if small < T::epsilon() * half {
            return ((large - one) * (large + one)).ln_1p() * half;
        }
        if large * large + small * small >= half {
            return norm_minus_one(large, small).ln_1p() * half;
        }
    }
    if large > T::max_value() * half {
        return (large * half).hypot(small * half).ln() + T::LN_2();
    }
    if large < T::min_positive_value() * two {
        let scale = one / (T::epsilon() * T::epsilon());
        return (large * scale).hypot(small * scale).ln() - scale.ln();
    }
    large.hypot(small).ln()
}

/// The principal logarithm.
pub(super) fn log<T: Part>(z: C<T>) -> C<T> {
    if zero(z.re) && zero(z.im) {
        let angle = if z.re.is_sign_negative() { T::PI() } else { T::zero() };
        return Complex::new(T::neg_infinity(), angle.copysign(z.im));
    }
    Complex::new(log_abs(z.re, z.im), z.im.atan2(z.re))
}

/// `log(z) / log(2)`
pub(super) fn log2<T: Part>(z: C<T>) -> C<T> {
    let z = log(z);
    Complex::new(z.re * T::LOG2_E(), z.im * T::LOG2_E())
}

/// `log(z) / log(10)`
pub(super) fn log10<T: Part>(z: C<T>) -> C<T> {
    let z = log(z);
    Complex::new(z.re * T::LOG10_E(), z.im * T::LOG10_E())
}

/// `log(1 + z)`
pub(super) fn log1p<T: Part>(z: C<T>) -> C<T> {
    let x = z.re + T::one();
    Complex::new(x.hypot(z.im).ln(), z.im.atan2(x))
}

/// The principal square root.
pub(super) fn sqrt<T: Part>(z: C<T>) -> C<T> {
    let (x, y) = (z.re, z.im);
    if y.is_infinite() {
        return Complex::new(T::infinity(), y);
    }
    if x.is_nan() {
        return Complex::new(T::nan(), T::nan());
    }
    if x.is_infinite() {
        return if x < T::zero() {
            Complex::new(if y.is_nan() { T::nan() } else { T::zero() }, T::infinity().copysign(y))
        } else {
            Complex::new(x, if y.is_nan() { y } else { T::zero().copysign(y) })
        };
    }
    if y.is_nan() {
        return Complex::new(T::nan(), T::nan());
    }
    if zero(y) {
        return if x < T::zero() {
            Complex::new(T::zero(), (-x).sqrt().copysign(y))
        } else {
            Complex::new(x.sqrt().abs(), T::zero().copysign(y))
        };
    }
    let (half, two) = (T::HALF, T::TWO);
    if zero(x) {
        let r = if y.abs() >= two * T::min_positive_value() {
            (half * y.abs()).sqrt()
        } else {
            half * (two * y.abs()).sqrt()
        };
        return Complex::new(r, r.copysign(y));
    }
    // Scaled by a power of four where squares would leave the range.
    let large = x.abs().max(y.abs());
    let four = two + two;
    let (x, y, back) = if large > T::max_value() / four {
        (x / four, y / four, two)
    } else if large < T::min_positive_value() * four {
        let up = (T::one() / T::epsilon()).powi(2);
        (x * up, y * up, T::epsilon())
    } else {
        (x, y, T::one())
    };
    let size = x.hypot(y);
    let (r, s) = if x > T::zero() {
        let r = (half * (size + x)).sqrt();
        (r, half * (y / r))
    } else {
        let s = (half * (size - x)).sqrt();
        ((half * (y / s)).abs(), s)
    };
    Complex::new(r * back, (s * back).copysign(y))
}

/// `cosh`
pub(super) fn cosh<T: Part>(z: C<T>) -> C<T> {
    let (x, y) = (z.re, z.im);
    if x.is_finite() && y.is_finite() {
        let (sin, cos) = sin_cos(y);
        if x.abs() > T::EXP_LIMIT {
            let (sin, x) = if x.is_sign_negative() { (-sin, -x) } else { (sin, x) };
            return exp_times(x, cos * T::HALF, sin * T::HALF);
        }
        return Complex::new(x.cosh() * cos, x.sinh() * sin);
    }
    if x.is_finite() {
        return Complex::new(T::nan(), if zero(x) { T::zero() } else { T::nan() });
    }
    if x.is_infinite() {
        if zero(y) {
            return Complex::new(T::infinity(), y * T::one().copysign(x));
        }
        if y.is_finite() {
            let (sin, cos) = sin_cos(y);
            return Complex::new(
                T::infinity().copysign(cos),
                T::infinity().copysign(sin) * T::one().copysign(x),
            );
        }
        return Complex::new(T::infinity(), T::nan());
    }
    Complex::new(T::nan(), if zero(y) { y } else { T::nan() })
}

/// `sinh`
pub(super) fn sinh<T: Part>(z: C<T>) -> C<T> {
    let (x, y) = (z.re, z.im);
    if x.is_finite() && y.is_finite() {
        let (sin, cos) = sin_cos(y);
        if x.abs() > T::EXP_LIMIT {
            let (cos, x) = if x.is_sign_negative() { (-cos, -x) } else { (cos, x) };
            return exp_times(x, cos * T::HALF, sin * T::HALF);
        }
        return Complex::new(x.sinh() * cos, x.cosh() * sin);
    }
    if x.is_finite() {
        let re = if zero(x) { x } else { T::nan() };
        return Complex::new(re, T::nan());
    }
    if x.is_infinite() {
        if zero(y) {
            return Complex::new(x, y);
        }
        if y.is_finite() {
            let (sin, cos) = sin_cos(y);
            return Complex::new(
                T::infinity().copysign(cos) * T::one().copysign(x),
                T::infinity().copysign(sin),
            );
        }
        return Complex::new(T::infinity(), T::nan());
    }
    Complex::new(T::nan(), if zero(y) { y } else { T::nan() })
}

/// `tanh`
pub(super) fn tanh<T: Part>(z: C<T>) -> C<T> {
    let (x, y) = (z.re, z.im);
    if x.is_infinite() {
        let im = if y.is_finite() && y.abs() > T::one() {
            let (s, c) = sin_cos(y);
            T::zero().copysign(s * c)
        } else {
            T::zero().copysign(y)
        };
        return Complex::new(T::one().copysign(x), im);
    }
    if zero(y) {
        return if x.is_nan() { z } else { Complex::new(x.tanh(), y) };
    }
    if x.is_nan() || !y.is_finite() {
        return Complex::new(if zero(x) { x } else { T::nan() }, T::nan());
    }
    let (sin, cos) = sin_cos(y);
    if x.abs() > T::TANH_LIMIT {
        let four = T::TWO + T::TWO;
        let im = four * sin * cos * (-T::TWO * x.abs()).exp();
        return Complex::new(T::one().copysign(x), im);
    }
    let (sinh, cosh) = if x.abs() > T::min_positive_value() { (x.sinh(), x.cosh()) } else { (x, T::one()) };
    let denominator = if sinh.abs() > cos.abs() * T::epsilon() { sinh * sinh + cos * cos } else { cos * cos };
    Complex::new(sinh * cosh / denominator, sin * cos / denominator)
}

/// `sin`
pub(super) fn sin<T: Part>(z: C<T>) -> C<T> {
    turn_back(sinh(turn(z)))
}

/// `cos`
pub(super) fn cos<T: Part>(z: C<T>) -> C<T> {
    cosh(turn(z))
}

/// `tan`
pub(super) fn tan<T: Part>(z: C<T>) -> C<T> {
    turn_back(tanh(turn(z)))
}

/// The inverse of `sinh`.
pub(super) fn asinh<T: Part>(z: C<T>) -> C<T> {
    T::through(z, arc::asinh)
}

/// The inverse of `cosh`.
pub(super) fn acosh<T: Part>(z: C<T>) -> C<T> {
    T::through(z, arc::acosh)
}

/// The inverse of `tanh`.
pub(super) fn atanh<T: Part>(z: C<T>) -> C<T> {
    T::through(z, arc::atanh)
}

/// The inverse of `sin`.
pub(super) fn asin<T: Part>(z: C<T>) -> C<T> {
    T::through(z, |z| turn_back(arc::asinh(turn(z))))
}

/// The inverse of `cos`.
pub(super) fn acos<T: Part>(z: C<T>) -> C<T> {
    T::through(z, arc::acos)
}

/// The inverse of `tan`.
pub(super) fn atan<T: Part>(z: C<T>) -> C<T> {
    T::through(z, |z| turn_back(arc::atanh(turn(z))))
}

/// `a ** b`: small whole powers by multiplication, the rest by logarithms.
pub(super) fn power<T: Part>(a: C<T>, b: C<T>) -> C<T> {
    let one = Complex::new(T::one(), T::zero());
    if zero(b.re) && zero(b.im) {
        return one;
    }
    if zero(a.re) && zero(a.im) {
        let positive = b.re > T::zero() && zero(b.im);
        return if positive { Complex::new(T::zero(), T::zero()) } else { Complex::new(T::nan(), T::nan()) };
    }
    if zero(b.im)
        && let Some(n) = b.re.to_i32()
        && T::from(n) == Some(b.re)
        && n.abs() < 100
    {
        match n {
            1 => return a,
            2 => return multiply_plain(a, a),
            3 => return multiply_plain(a, multiply_plain(a, a)),
            _ => {}
        }
        let (mut result, mut base, mut rest) = (one, a, n.unsigned_abs());
        while rest > 0 {
            if rest & 1 == 1 {
                result = multiply_plain(result, base);
            }
            rest >>= 1;
            if rest > 0 {
                base = multiply_plain(base, base);
            }
        }
        return if n < 0 { divide(one, result) } else { result };
    }
    exp(multiply_plain(b, log(a)))
}
