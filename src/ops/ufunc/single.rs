//! `exp`, `log`, `sin` and `cos`, for float32 to the last bit what NumPy's vector code gives on processors that multiply and add in one
//! step.
//!
//! Each is a short reduction of the argument and a polynomial or a quotient of two, evaluated in float32 with fused steps in a fixed order.
//! The constants are part of what NumPy's results are, so they are the same here.

/// The functions, for the types that have them.
pub(super) trait Elementary {
    fn exp(self) -> Self;
    fn log(self) -> Self;
    fn sin(self) -> Self;
    fn cos(self) -> Self;
}

impl Elementary for f64 {
    #[inline(always)]
    fn exp(self) -> Self {
        Self::exp(self)
    }

    #[inline(always)]
    fn log(self) -> Self {
        self.ln()
    }

    #[inline(always)]
    fn sin(self) -> Self {
        Self::sin(self)
    }

    #[inline(always)]
    fn cos(self) -> Self {
        Self::cos(self)
    }
}

/// Added and taken away again, it rounds a small float32 to a whole number.
const ROUNDER: f32 = 12_582_912.0;

/// `((c0 x + c1) x + c2) …`, each step rounded once.
#[inline(always)]
fn polynomial<const N: usize>(coefficients: [f32; N], x: f32) -> f32 {
    let mut sum = coefficients[0];
    for &c in &coefficients[1..] {
        sum = sum.mul_add(x, c);
    }
    sum
}

/// `x` times a power of two, rounded once.
#[inline(always)]
fn scaled(x: f32, exponent: i32) -> f32 {
    let power = f64::from_bits(((1023 + i64::from(exponent)) as u64) << 52);
    (f64::from(x) * power) as f32
}

/// Sine (of whole quarter turns added to the argument, cosine) of an argument that is not too large to be reduced in float32.
#[inline(always)]
fn turned(x: f32, quarters: i32) -> f32 {
    const QUARTERS: f32 = 0.636_619_75;
    // In three parts, the first of which is a little less than the nearest float32.
    const HALF_PI: [f32; 3] = [f32::from_bits(0xbfc9_0fd8), -3.139_164_7e-7, -5.390_302_5e-15];
    let count = x.mul_add(QUARTERS, ROUNDER) - ROUNDER;
    let rest = HALF_PI.iter().fold(x, |rest, part| count.mul_add(*part, rest));
    let square = rest * rest;
    let quarter = count as i32 + quarters;
    let value = if quarter & 1 == 0 {
        let odd = polynomial([2.840_409_7e-6, -1.985_649_1e-4, 8.333_397e-3, -1.666_666_7e-1, 0.0], square);
        odd.mul_add(rest, rest)
    } else {
        polynomial([2.437_226_6e-5, -1.388_652e-3, 4.166_662e-2, -0.5, 1.0], square)
    };
    if quarter & 2 == 0 { value } else { -value }
}

impl Elementary for f32 {
    #[inline(always)]
    fn exp(self) -> Self {
        const LARGEST: f32 = 88.722_84;
        const SMALLEST: f32 = -103.972_084;
        const LOG2_E: f32 = std::f32::consts::LOG2_E;
        const LN_2: [f32; 2] = [-0.693_145_75, -1.428_606_8e-6];
        if self.is_nan() {
            return self;
        }
        if self > LARGEST {
            return Self::INFINITY;
        }
        if self < SMALLEST {
            return 0.0;
        }
        let count = (self * LOG2_E + ROUNDER) - ROUNDER;
        let rest = LN_2.iter().fold(self, |rest, part| count.mul_add(*part, rest));
        let above =
            polynomial([5.082_763e-4, 6.757_897e-3, 5.114_512e-2, 2.473_615_4e-1, 7.257_665e-1, 1.0], rest);
        let below = polynomial([2.159_509_4e-2, -2.742_335_4e-1, 1.0], rest);
        scaled(above / below, count as i32)
    }

    #[inline(always)]
    fn log(self) -> Self {
        const LN_2: f32 = std::f32::consts::LN_2;
        const SUBNORMAL: f32 = 8_388_608.0;
        if !(self > 0.0 && self < Self::INFINITY) {
            return self.ln();
        }
        let (x, lift) = if self < Self::MIN_POSITIVE { (self * SUBNORMAL, 23) } else { (self, 0) };
        // The mantissa between the square root of one half and that of two.
        let bits = x.to_bits();
        let mantissa = Self::from_bits((bits & 0x007f_ffff) | 0x3f00_0000);
        let exponent = (bits >> 23) as i32 - 126 - lift;
        let low = mantissa <= std::f32::consts::FRAC_1_SQRT_2;
        let (mantissa, exponent) = if low { (mantissa * 2.0, exponent - 1) } else { (mantissa, exponent) };
        let y = mantissa - 1.0;
        let above = polynomial([2.589_979_2e-2, 3.808_837_8e-1, 1.480_000_6, 2.112_677_6, 1.0, 0.0], y);
        let below =
            polynomial([5.875_095_4e-3, 1.546_476_4e-1, 9.864_943e-1, 2.453_006, 2.612_677_6, 1.0], y);
        (exponent as Self).mul_add(LN_2, above / below)
    }

    #[inline(always)]
    fn sin(self) -> Self {
        const LARGEST: f32 = 117_435.99;
        if self.abs() <= LARGEST { turned(self, 0) } else { Self::sin(self) }
    }

    #[inline(always)]
    fn cos(self) -> Self {
        const LARGEST: f32 = 71_476.06;
        if self.abs() <= LARGEST { turned(self, 1) } else { Self::cos(self) }
    }
}
