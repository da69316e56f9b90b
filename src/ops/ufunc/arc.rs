//! Inverse functions of complex numbers, by the method of Hull, Fairgrieve and Tang: no cancellation, no overflow on the way.
//! complex64 goes through complex128.

use std::f64::consts::{FRAC_PI_2, LN_2, PI};

use num_complex::Complex;

use crate::memory::{C64, C128};

/// float32 and float64, computed in float64.
pub(super) trait Wide: Sized {
    /// Computes in complex128.
    fn through(z: Complex<Self>, f: impl Fn(C128) -> C128) -> Complex<Self>;
}
impl Wide for f32 {
    fn through(z: C64, f: impl Fn(C128) -> C128) -> C64 {
        let w = f(C128::new(z.re.into(), z.im.into()));
        C64::new(w.re as f32, w.im as f32)
    }
}
impl Wide for f64 {
    fn through(z: C128, f: impl Fn(C128) -> C128) -> C128 {
        f(z)
    }
}

/// Beyond this, `1` does not count beside a square.
const HUGE: f64 = 1e150;

/// What the inverse sine and cosine of `x + iy` (both positive) share.
struct Parts {
    /// The imaginary part of `asin`: `log(A + sqrt(A² - 1))`, where `A` is half the sum of the distances from `1` and `-1`.
    log: f64,
    /// The real part of `asin`.
    sine: f64,
    /// The real part of `acos`.
    cosine: f64,
}

/// `(hypot(a, b) - b) / 2`, without cancellation.
fn excess(a: f64, b: f64, hypot: f64) -> f64 {
    if b < 0.0 {
        (hypot - b) / 2.0
    } else if b == 0.0 {
        a / 2.0
    } else {
        a * a / (hypot + b) / 2.0
    }
}

fn parts(x: f64, y: f64) -> Parts {
    if x > HUGE || y > HUGE {
        let log = (x / 2.0).hypot(y / 2.0).ln() + 2.0 * LN_2;
        return Parts { log, sine: x.atan2(y), cosine: y.atan2(x) };
    }
    let (r, s) = ((x + 1.0).hypot(y), (x - 1.0).hypot(y));
    let a = f64::midpoint(r, s).max(1.0);
    let log = if a < 10.0 {
        let small = if y == 0.0 && x <= 1.0 {
            0.0
        } else if x == 1.0 && y < f64::EPSILON * f64::EPSILON / 128.0 {
            y / 2.0
        } else {
            excess(y, 1.0 + x, r) + excess(y, 1.0 - x, s)
        };
        if x < 1.0 && y < f64::EPSILON * (1.0 - x).abs() {
            y / ((1.0 - x) * (1.0 + x)).sqrt()
        } else {
            (small + (small * (a + 1.0)).sqrt()).ln_1p()
        }
    } else {
        (a + (a * a - 1.0).sqrt()).ln()
    };
    let b = x / a;
    if b <= 0.6417 {
        return Parts { log, sine: b.asin(), cosine: b.acos() };
    }
    let root = if x == 1.0 && y < f64::EPSILON / 128.0 {
        y.sqrt() * f64::midpoint(a, 1.0).sqrt()
    } else if y == 0.0 && x > 1.0 {
        0.0
    } else if x > 1.0 && y < f64::EPSILON * (x - 1.0) {
        x * y / ((x + 1.0) * (x - 1.0)).sqrt()
    } else {
        // A - x by the same trick, and times A + x.
        let difference = excess(y, x + 1.0, r) + excess(y, x - 1.0, s);
        (difference * (a + x)).sqrt()
    };
    Parts { log, sine: x.atan2(root), cosine: root.atan2(x) }
}

/// The inverse of `sinh`.
pub(super) fn asinh(z: C128) -> C128 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() || y.is_nan() {
        return match (x, y) {
            (x, y) if x.is_infinite() => C128::new(x, y),
            (_, y) if y.is_infinite() => C128::new(y, f64::NAN),
            (x, 0.0) => C128::new(x, y),
            _ => C128::new(f64::NAN, f64::NAN),
        };
    }
    if x.is_infinite() || y.is_infinite() {
        let angle = match (x.is_infinite(), y.is_infinite()) {
            (true, true) => PI / 4.0,
            (true, false) => 0.0,
            _ => FRAC_PI_2,
        };
        return C128::new(f64::INFINITY.copysign(x), angle.copysign(y));
    }
    let p = parts(y.abs(), x.abs());
    C128::new(p.log.copysign(x), p.sine.copysign(y))
}

/// The inverse of `cos`.
pub(super) fn acos(z: C128) -> C128 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() || y.is_nan() {
        return match (x, y) {
            (x, _) if x.is_infinite() => C128::new(f64::NAN, f64::INFINITY),
            (_, y) if y.is_infinite() => C128::new(f64::NAN, -y),
            (0.0, _) => C128::new(FRAC_PI_2, f64::NAN),
            _ => C128::new(f64::NAN, f64::NAN),
        };
    }
    if x.is_infinite() || y.is_infinite() {
        let angle = match (x.is_infinite(), y.is_infinite()) {
            (true, true) => PI / 4.0,
            (true, false) => 0.0,
            _ => FRAC_PI_2,
        };
        let angle = if x.is_infinite() && x < 0.0 { PI - angle } else { angle };
        return C128::new(angle, -f64::INFINITY.copysign(y));
    }
    let p = parts(x.abs(), y.abs());
    let angle = if x.is_sign_negative() { PI - p.cosine } else { p.cosine };
    C128::new(angle, if y.is_sign_negative() { p.log } else { -p.log })
}

/// The inverse of `cosh`.
pub(super) fn acosh(z: C128) -> C128 {
    let w = acos(z);
    if w.re.is_nan() && w.im.is_nan() {
        return w;
    }
    if w.re.is_nan() {
        return C128::new(w.im.abs(), w.re);
    }
    if w.im.is_nan() {
        return C128::new(w.im, if z.re == 0.0 { FRAC_PI_2 } else { w.re });
    }
    C128::new(w.im.abs(), w.re.copysign(z.im))
}

/// The inverse of `tanh`.
pub(super) fn atanh(z: C128) -> C128 {
    let (x, y) = (z.re, z.im);
    if x.is_nan() || y.is_nan() {
        return if x.is_infinite() {
            C128::new(0.0f64.copysign(x), y)
        } else if y.is_infinite() {
            C128::new(0.0f64.copysign(x), FRAC_PI_2.copysign(y))
        } else if x == 0.0 {
            z
        } else {
            C128::new(f64::NAN, f64::NAN)
        };
    }
    if x.is_infinite() || y.is_infinite() {
        return C128::new(0.0f64.copysign(x), FRAC_PI_2.copysign(y));
    }
    if x == 0.0 && y == 0.0 {
        return z;
    }
    let (ax, ay) = (x.abs(), y.abs());
    if ax == 1.0 && ay == 0.0 {
        return C128::new(f64::INFINITY.copysign(x), y);
    }
    if ax > HUGE || ay > HUGE {
        // Near infinity: the reciprocal's real part, and a quarter turn.
        let (scaled, other) = (ax / 2.0, ay / 2.0);
        let size = scaled.hypot(other) * 2.0;
        return C128::new((ax / size / size).copysign(x), FRAC_PI_2.copysign(y));
    }
    let square = ay * ay;
    let re = if ax == 1.0 && ay < f64::EPSILON {
        (2.0f64.ln() - ay.ln()) / 2.0
    } else {
        let gap = (ax - 1.0) * (ax - 1.0) + square;
        (4.0 * ax / gap).ln_1p() / 4.0
    };
    let im = if ax == 1.0 {
        2.0f64.atan2(-ay) / 2.0
    } else {
        (2.0 * ay).atan2((1.0 - ax) * (1.0 + ax) - square) / 2.0
    };
    C128::new(re.copysign(x), im.copysign(y))
}
