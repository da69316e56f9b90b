//! The gamma function, its logarithm, and what else Python works out itself of real numbers, to the last bit.

use std::f64::consts::PI;

/// Why a function of a real number has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The argument is outside of the domain.
    Domain,
    /// The result is too large.
    Range,
}

/// Lanczos's approximation with g = 6.0246…: the coefficients of the numerator and of the denominator.
const LANCZOS: [(f64, f64); 13] = [
    (23_531_376_880.410_76, 0.0),
    (42_919_803_642.649_1, 39_916_800.0),
    (35_711_959_237.355_67, 120_543_840.0),
    (17_921_034_426.037_21, 150_917_976.0),
    (6_039_542_586.352_028, 105_258_076.0),
    (1_439_720_407.311_721_6, 45_995_730.0),
    (248_874_557.862_054_17, 13_339_535.0),
    (31_426_415.585_400_194, 2_637_558.0),
    (2_876_370.628_935_372_5, 357_423.0),
    (186_056.265_395_223_48, 32_670.0),
    (8_071.672_002_365_816, 1_925.0),
    (210.824_277_751_579_36, 66.0),
    (2.506_628_274_631_000_2, 1.0),
];
const G: f64 = 6.024_680_040_776_729_6;
const G_MINUS_HALF: f64 = 5.524_680_040_776_729_6;
const LN_PI: f64 = 1.144_729_885_849_400_2;

fn lanczos(x: f64) -> f64 {
    let (mut top, mut bottom) = (0.0, 0.0);
    if x < 5.0 {
        for (a, b) in LANCZOS.iter().rev() {
            top = top * x + a;
            bottom = bottom * x + b;
        }
    } else {
        for (a, b) in &LANCZOS {
            top = top / x + a;
            bottom = bottom / x + b;
        }
    }
    top / bottom
}

/// `sin(πx)` without the error of π.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let part = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * part
}

/// `gamma(x)`
pub(super) fn gamma(x: f64) -> Result<f64, Fault> {
    const FACTORIALS: usize = 23;
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY { Err(Fault::Domain) } else { Ok(x) };
    }
    if x == 0.0 {
        return Err(Fault::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Fault::Domain);
        }
        if x <= FACTORIALS as f64 {
            return Ok((1..x as u64).map(|n| n as f64).product());
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        let result = 1.0 / x;
        return if result.is_infinite() { Err(Fault::Range) } else { Ok(result) };
    }
    if size > 200.0 {
        return if x < 0.0 { Ok(0.0 / sin_pi(x)) } else { Err(Fault::Range) };
    }
    let y = size + G_MINUS_HALF;
    let z = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size };
    let z = z * G / y;
    let result = if x < 0.0 {
        let mut r = -PI / sin_pi(size) / size * y.exp() / lanczos(size);
        r -= z * r;
        if size < 140.0 {
            r / y.powf(size - 0.5)
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let mut r = lanczos(size) / y.exp();
        r += z * r;
        if size < 140.0 {
            r * y.powf(size - 0.5)
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            r * root * root
        }
    };
    if result.is_infinite() { Err(Fault::Range) } else { Ok(result) }
}

/// `lgamma(x)`
pub(super) fn lgamma(x: f64) -> Result<f64, Fault> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(Fault::Domain) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut r = lanczos(size).ln() - G;
    r += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LN_PI - sin_pi(size).abs().ln() - size.ln() - r;
    }
    if r.is_infinite() { Err(Fault::Range) } else { Ok(r) }
}

/// Adds numbers up without loss on the way: partial sums that do not overlap.
#[derive(Debug, Default)]
pub(super) struct ExactSum {
    partials: Vec<f64>,
    /// The sum of what is not finite.
    special: f64,
    infinities: f64,
}

/// Why an exact sum failed.
#[derive(Clone, Copy, Debug)]
pub(super) enum SumFault {
    /// It left the range of floats on the way.
    Overflow,
    /// Infinities of both signs met.
    Infinities,
}

impl ExactSum {
    /// Adds a number.
    pub(super) fn add(&mut self, value: f64) -> Result<(), SumFault> {
        let mut x = value;
        let mut kept = 0;
        for i in 0..self.partials.len() {
            let mut y = self.partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if x != 0.0 {
            if x.is_finite() {
                self.partials.push(x);
            } else {
                if value.is_finite() {
                    return Err(SumFault::Overflow);
                }
                if value.is_infinite() {
                    self.infinities += value;
                }
                self.special += value;
                self.partials.clear();
            }
        }
        Ok(())
    }

    /// The sum, rounded once.
    pub(super) fn total(mut self) -> Result<f64, SumFault> {
        if self.special != 0.0 {
            return if self.infinities.is_nan() { Err(SumFault::Infinities) } else { Ok(self.special) };
        }
        let Some(mut high) = self.partials.pop() else { return Ok(0.0) };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // What is left decides a tie.
        if let Some(next) = self.partials.last()
            && ((low < 0.0 && *next < 0.0) || (low > 0.0 && *next > 0.0))
        {
            let y = low * 2.0;
            let x = high + y;
            if y == x - high {
                high = x;
            }
        }
        Ok(high)
    }
}

/// The Euclidean length of a vector, with the error of the squares and of the root made good.
pub(super) fn vector_norm(vector: &[f64]) -> f64 {
    const SPLITTER: f64 = 134_217_729.0;
    let max = vector.iter().fold(0.0f64, |max, x| if x.abs() > max { x.abs() } else { max });
    if max.is_infinite() {
        return max;
    }
    if vector.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if max == 0.0 || vector.len() <= 1 {
        return max;
    }
    let (_, exponent) = libm::frexp(max);
    let (mut sum, mut lost1, mut lost2, mut lost3) = (1.0, 0.0, 0.0, 0.0);
    if exponent < -1023 {
        for x in vector {
            let x = x.abs() / max;
            let x = x * x;
            let before = sum;
            sum += x;
            lost1 += (before - sum) + x;
        }
        return max * (sum - 1.0 + lost1).sqrt();
    }
    let scale = libm::ldexp(1.0, -exponent);
    let split = |x: f64| {
        let t = x * SPLITTER;
        let high = t - (t - x);
        (high, x - high)
    };
    let mut add = |x: f64, lost: &mut f64| {
        let before = sum;
        sum += x;
        *lost += (before - sum) + x;
    };
    for x in vector {
        let (high, low) = split(x.abs() * scale);
        add(high * high, &mut lost1);
        add(2.0 * high * low, &mut lost2);
        lost3 += low * low;
    }
    let root = (sum - 1.0 + (lost1 + lost2 + lost3)).sqrt();
    let mut add = |x: f64, lost: &mut f64| {
        let before = sum;
        sum += x;
        *lost += (before - sum) + x;
    };
    let (high, low) = split(root);
    add(-high * high, &mut lost1);
    add(-2.0 * high * low, &mut lost2);
    add(-low * low, &mut lost3);
    let rest = sum - 1.0 + (lost1 + lost2 + lost3);
    (root + rest / (2.0 * root)) / scale
}
