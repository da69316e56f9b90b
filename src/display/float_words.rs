//! Floats in an array: NumPy's `FloatingFormat`, which chooses one form for all of them.

use crate::error::Result;
use crate::memory::Memory;

use super::digits::{Cut, Digits, Real, filled, shortest, shortest_cut};
use super::float::{Positional, Scientific, Trim, lay_out_positional, lay_out_scientific};
use super::options::{FloatMode, PrintOptions, Sign};
use super::words::Words;

/// How often a long pass looks for Ctrl-C.
const BATCH: usize = 1 << 14;

/// Floats with the form chosen for them.
pub(super) struct FloatWords<T> {
    numbers: Vec<Number<T>>,
    form: Form,
    /// Characters of a word that is not finite.
    width: usize,
    sign: Sign,
    nanstr: String,
    infstr: String,
}

/// A float and the digits found in the first pass.
#[derive(Clone, Copy)]
struct Number<T> {
    value: T,
    digits: Digits,
    was_cut: bool,
}

enum Form {
    Positional(Positional),
    Scientific(Scientific),
}

/// What the first pass learns of the words: the longest of each part.
#[derive(Default)]
struct Widths {
    whole: usize,
    fraction: usize,
    exponent: usize,
}

impl<T: Real> FloatWords<T> {
    /// Chooses the form for `values` by `options`, with `sign` instead of the sign given there.
    ///
    /// Fails with `KeyboardInterrupt` only.
    pub(super) fn new(
        values: impl ExactSizeIterator<Item = T> + Clone,
        options: &PrintOptions,
        sign: Sign,
        memory: &Memory,
    ) -> Result<Self> {
        let scientific = needs_exponent(values.clone(), options.suppress);
        let fixed = options.floatmode == FloatMode::Fixed;
        let cut = match options.floatmode {
            FloatMode::Unique => None,
            _ if scientific => Some(Cut::Total(options.precision + 1)),
            _ => Some(Cut::Fraction(options.precision)),
        };
        let size = values.len();
        let mut numbers = crate::memory::with_room(size);
        let mut widths = Widths::default();
        let (mut finite, mut any_minus, mut minus_infinity) = (0, false, false);
        for (i, value) in values.enumerate() {
            if i % BATCH == BATCH - 1 {
                memory.check_interrupt()?;
            }
            let wide = value.to_f64();
            if !wide.is_finite() {
                minus_infinity |= wide == f64::NEG_INFINITY;
                numbers.push(Number { value, digits: Digits::ZERO, was_cut: true });
                continue;
            }
            finite += 1;
            let (digits, was_cut) = match cut {
                Some(cut) => shortest_cut(value, cut),
                None => (shortest(value), false),
            };
            any_minus |= wide.is_sign_negative();
            let signed = usize::from(sign == Sign::Plus || wide.is_sign_negative());
            match cut {
                Some(cut) if fixed && !was_cut => {
                    let exponent =
                        filled(value, &digits, cut).map_or(digits.exponent(), |all| all.exponent());
                    widths.add(exponent, digits.significant(), signed, scientific);
                }
                _ => widths.add(digits.exponent(), digits.significant(), signed, scientific),
            }
            numbers.push(Number { value, digits: digits.without_zeros(), was_cut });
        }
        if fixed && finite > 0 {
            widths.fraction = options.precision;
        }

        let plus = sign == Sign::Plus;
        let mut pad_left = widths.whole;
        let mut pad_right = widths.fraction;
        if scientific {
            pad_right = widths.exponent + 2 + widths.fraction;
        }
        if sign == Sign::Space && !any_minus {
            pad_left += 1;
        }
        if finite < size {
            let offset = pad_right + 1;
            let signed = usize::from(sign != Sign::Minus || minus_infinity);
            let nan = options.nanstr.chars().count();
            let inf = options.infstr.chars().count() + signed;
            pad_left = pad_left.max(nan.max(inf).saturating_sub(offset));
        }
        let width = pad_left + pad_right + 1;
        let form = if scientific {
            Form::Scientific(Scientific {
                trim: Trim::Keep,
                sign: plus,
                pad_left,
                exp_digits: Some(widths.exponent),
                min_digits: Some(widths.fraction),
                ..Scientific::default()
            })
        } else {
            let equal = finite > 0 && matches!(options.floatmode, FloatMode::Fixed | FloatMode::MaxPrecEqual);
            Form::Positional(Positional {
                trim: if equal { Trim::Keep } else { Trim::Point },
                sign: plus,
                pad_left,
                pad_right: Some(pad_right),
                min_digits: equal.then_some(pad_right),
                ..Positional::default()
            })
        };
        Ok(Self {
            numbers,
            form,
            width,
            sign,
            nanstr: options.nanstr.clone(),
            infstr: options.infstr.clone(),
        })
    }

    #[cold]
    fn push_not_finite(&self, out: &mut Vec<u8>, value: f64) {
        let (sign, name) = match value {
            v if v < 0.0 => ("-", &self.infstr),
            v if v.is_nan() => (if self.sign == Sign::Plus { "+" } else { "" }, &self.nanstr),
            _ => (if self.sign == Sign::Plus { "+" } else { "" }, &self.infstr),
        };
        let blanks = self.width.saturating_sub(sign.len() + name.chars().count());
        out.resize(out.len() + blanks, b' ');
        out.extend_from_slice(sign.as_bytes());
        out.extend_from_slice(name.as_bytes());
    }
}

impl<T: Real> Words for FloatWords<T> {
    fn push(&self, out: &mut Vec<u8>, index: usize) {
        let Number { value, digits, was_cut } = self.numbers[index];
        let wide = value.to_f64();
        if !wide.is_finite() {
            return self.push_not_finite(out, wide);
        }
        let negative = wide.is_sign_negative();
        let fewest = match &self.form {
            Form::Positional(how) => how.min_digits.map(Cut::Fraction),
            Form::Scientific(how) => how.min_digits.map(|n| Cut::Total(n + 1)),
        };
        // Digits that were cut hold what is left of the exact value: only zeros follow.
        let long = match fewest {
            Some(fewest) if !was_cut => filled(value, &digits, fewest),
            _ => None,
        };
        let (slice, exponent) = match &long {
            Some(long) => (long.digits(), long.exponent()),
            None => (digits.as_slice(), digits.exponent()),
        };
        match &self.form {
            Form::Positional(how) => lay_out_positional(out, slice, exponent, negative, how),
            Form::Scientific(how) => lay_out_scientific(out, slice, exponent, negative, how),
        }
    }
}

impl Widths {
    fn add(&mut self, exponent: i32, significant: usize, sign: usize, scientific: bool) {
        if scientific {
            self.whole = self.whole.max(1 + sign);
            self.fraction = self.fraction.max(significant.saturating_sub(1));
            let digits = exponent.unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1);
            self.exponent = self.exponent.max(digits.max(2));
        } else {
            self.whole = self.whole.max((exponent + 1).max(1) as usize + sign);
            // Zero has no digits after the point, whatever place it was cut at.
            let last = if significant == 0 { 0 } else { significant as i32 - (exponent + 1) };
            self.fraction = self.fraction.max(last.max(0) as usize);
        }
    }
}

/// Whether floats are printed with exponents: where one is large or small, or they are far apart. Compared in their own type.
fn needs_exponent<T: Real>(values: impl Iterator<Item = T>, suppress: bool) -> bool {
    let mut extremes: Option<(T, T)> = None;
    let (mut min, mut max) = (f64::INFINITY, 0.0);
    for value in values {
        let wide = value.to_f64().abs();
        if wide == 0.0 || !wide.is_finite() {
            continue;
        }
        let (low, high) = extremes.get_or_insert((value, value));
        if wide < min {
            (min, *low) = (wide, value);
        }
        if wide > max {
            (max, *high) = (wide, value);
        }
    }
    let Some((low, high)) = extremes else { return false };
    max >= 10f64.powi(T::PRECISION.min(8) as i32)
        || (!suppress && (min < T::nearest(0.0001) || high.quotient(low).abs() > 1000.0))
}
