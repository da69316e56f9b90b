//! The decimal digits of a float: as few as tell it from its neighbours, or as many as are asked for, rounded from the exact value.
//!
//! NumPy's Dragon4 stops at the first digit that is enough, or at a cutoff, and rounds the exact value there, ties to the even digit.
//! Ryū yields the shortest digits, the standard library exact ones (`{:.n}`, `{:.ne}`); what is here decides which to ask for, and mostly
//! gets by with the shortest alone.

use crate::memory::{Element, f16};

/// The most digits that the shortest form of a float has, and some room.
const ROOM: usize = 20;
/// No float64 has a digit that is not zero after this many.
const LAST_DIGIT: usize = 1100;

/// A float type that can be printed.
pub trait Real: Element {
    /// `np.finfo(dtype).precision`: decimal digits that survive a round trip.
    const PRECISION: u32;
    /// How many digits the shortest form of a normal number can be filled up to with zeros, and still be the exact value rounded.
    const SAFE_DIGITS: usize;
    /// The smallest normal number, as float64.
    const MIN_NORMAL: f64;
    /// Integers below this are exact, and their digits are the shortest form.
    const EXACT_INTEGERS: f64;

    /// The same value as float64: exact.
    fn to_f64(self) -> f64;
    /// The nearest value to a float64, as float64.
    fn nearest(value: f64) -> f64;
    /// The quotient as this type computes it, as float64.
    fn quotient(self, divisor: Self) -> f64;
    /// The shortest digits of a finite number greater than zero that is not an integer below [`Self::EXACT_INTEGERS`].
    fn shortest(self) -> Digits;
}

/// The digits `d.ddd… × 10^exponent` of a number that is not negative.
#[derive(Clone, Copy, Debug)]
pub struct Digits {
    ascii: [u8; ROOM],
    len: u8,
    exponent: i16,
}

impl Digits {
    /// The digits of zero.
    pub(super) const ZERO: Self = Self { ascii: [b'0'; ROOM], len: 1, exponent: 0 };

    /// One digit: zero, or a carry into a new place.
    fn one(digit: u8, exponent: i32) -> Self {
        let mut digits = [b'0'; ROOM];
        digits[0] = digit;
        Self { ascii: digits, len: 1, exponent: exponent as i16 }
    }

    /// The ASCII digits.
    pub(super) fn as_slice(&self) -> &[u8] {
        &self.ascii[..self.len()]
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// The power of ten of the first digit.
    pub(super) fn exponent(&self) -> i32 {
        i32::from(self.exponent)
    }

    /// How many digits there are without the zeros at the end; none for zero.
    pub(super) fn significant(&self) -> usize {
        self.as_slice().iter().rposition(|&d| d != b'0').map_or(0, |last| last + 1)
    }

    /// The same number without zeros at its end.
    pub(super) fn without_zeros(mut self) -> Self {
        match self.significant() {
            0 => Self::ZERO,
            len => {
                self.len = len as u8;
                self
            }
        }
    }

    /// The digits of an integer, without zeros at its end.
    fn integer(mut value: u64) -> Self {
        if value == 0 {
            return Self::one(b'0', 0);
        }
        let mut digits = [b'0'; ROOM];
        let (mut at, mut last) = (ROOM, ROOM);
        while value > 0 {
            let digit = (value % 10) as u8;
            value /= 10;
            at -= 1;
            digits[at] = b'0' + digit;
            if digit == 0 && last == at + 1 {
                last = at;
            }
        }
        digits.copy_within(at..last, 0);
        Self { ascii: digits, len: (last - at) as u8, exponent: (ROOM - 1 - at) as i16 }
    }

    /// Reads a number that is not zero: `12.5`, `0.00125`, `1.25e-7`.
    fn read(text: &[u8]) -> Self {
        let mut digits = [b'0'; ROOM];
        let (mut len, mut exponent) = (0, -1);
        let mut bytes = text.iter();
        let mut step = 1;
        for &byte in bytes.by_ref() {
            match byte {
                b'0' if len == 0 => exponent += step - 1,
                b'0'..=b'9' => {
                    digits[len] = byte;
                    len += 1;
                    exponent += step;
                }
                b'.' => {
                    // Digits after the point do not count; zeros right after it do, if nothing stands before it.
                    step = 0;
                }
                _ => break,
            }
        }
        let (mut scale, mut negative) = (0i16, false);
        for &byte in bytes {
            match byte {
                b'-' => negative = true,
                _ => scale = scale * 10 + i16::from(byte - b'0'),
            }
        }
        exponent += if negative { -scale } else { scale };
        Self { ascii: digits, len: len as u8, exponent }.without_zeros()
    }

    /// Cuts after `keep` digits, fewer than there are, and adds one to the last kept; nines at the end roll over and go.
    fn rounded_up(mut self, keep: usize) -> Self {
        let Some(last) = self.ascii[..keep].iter().rposition(|&d| d != b'9') else {
            return Self::one(b'1', self.exponent() + 1);
        };
        self.ascii[last] += 1;
        self.len = last as u8 + 1;
        self
    }

    fn rounded_down(mut self, keep: usize) -> Self {
        self.len = keep as u8;
        self
    }
}

/// A cutoff: a number of digits, counted from the decimal point or from the first digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Digits after the decimal point.
    Fraction(usize),
    /// Digits in all, at least one.
    Total(usize),
}

impl Cut {
    /// How many digits of a number whose first digit stands at `exponent` are kept. Negative where the cut is further left.
    fn keeps(self, exponent: i32) -> i32 {
        match self {
            Self::Fraction(n) => exponent + 1 + n.min(LAST_DIGIT) as i32,
            Self::Total(n) => n.min(LAST_DIGIT) as i32,
        }
    }
}

/// The digits of a number: few, or more than any shortest form has.
#[derive(Clone, Debug)]
pub(super) enum Expansion {
    Short(Digits),
    Long { digits: Vec<u8>, exponent: i32 },
}

impl Expansion {
    pub(super) fn digits(&self) -> &[u8] {
        match self {
            Self::Short(digits) => digits.as_slice(),
            Self::Long { digits, .. } => digits,
        }
    }

    pub(super) fn exponent(&self) -> i32 {
        match self {
            Self::Short(digits) => digits.exponent(),
            Self::Long { exponent, .. } => *exponent,
        }
    }
}

/// The shortest digits that tell a finite number, its sign aside, from all others of its type.
#[inline]
pub(super) fn shortest<T: Real>(value: T) -> Digits {
    let wide = value.to_f64().abs();
    if wide < T::EXACT_INTEGERS && wide.trunc() == wide {
        return Digits::integer(wide as u64);
    }
    value.shortest()
}

/// The shortest digits, cut at `cut` where they are longer: the exact value rounded there, ties to even.
///
/// The second value tells whether they were cut.
pub(super) fn shortest_cut<T: Real>(value: T, cut: Cut) -> (Digits, bool) {
    let digits = shortest(value);
    let keep = cut.keeps(digits.exponent());
    if keep >= digits.len() as i32 || digits.ascii[0] == b'0' {
        return (digits, false);
    }
    // Nothing shorter than the shortest form lies between it and the exact value. So both round alike, unless what is cut off
    // the shortest form is a five and nothing else.
    let place = digits.exponent() - keep + 1;
    if keep < 0 {
        return (Digits::one(b'0', place), true);
    }
    let keep = keep as usize;
    let up = match (digits.ascii[keep], digits.len() - keep) {
        (b'5', 1) => rounds_up_exactly(value, &digits, keep, cut),
        (first, _) => first >= b'5',
    };
    let cut = match (keep, up) {
        (0, false) => Digits::one(b'0', place),
        (0, true) => Digits::one(b'1', place),
        (_, false) => digits.rounded_down(keep),
        (_, true) => digits.rounded_up(keep),
    };
    (cut, true)
}

#[cold]
fn rounds_up_exactly<T: Real>(value: T, digits: &Digits, keep: usize, cut: Cut) -> bool {
    let exact = exact_filled(value, cut);
    let mut exact = exact.digits();
    if keep == 0 {
        return exact[0] == b'1';
    }
    while exact.len() > 1 && exact[0] == b'0' {
        exact = &exact[1..];
    }
    exact.get(..keep) != Some(&digits.ascii[..keep])
}

/// The exact value rounded at `cut`, ties to even. Zeros are missing where a nine was rolled over, and after the last digit of
/// the value, if not `zeros`: as NumPy has them.
fn exact<T: Real>(value: T, cut: Cut, zeros: bool) -> Expansion {
    let mut rounded = exact_filled(value, cut);
    if let Expansion::Long { digits, .. } = &mut rounded
        && digits.last() == Some(&b'0')
    {
        let all = exact_filled(value, Cut::Total(LAST_DIGIT));
        let cut_off = all.digits().strip_prefix(digits.as_slice());
        if !cut_off.is_some_and(|rest| zeros || rest.iter().any(|&d| d != b'0')) {
            let last = digits.iter().rposition(|&d| d != b'0').map_or(1, |last| last + 1);
            digits.truncate(last);
        }
    }
    rounded
}

/// The exact value rounded at `cut`, ties to even, with the zeros at its end.
fn exact_filled<T: Real>(value: T, cut: Cut) -> Expansion {
    let wide = value.to_f64().abs();
    if wide == 0.0 {
        return Expansion::Short(Digits::one(b'0', 0));
    }
    match cut {
        Cut::Total(n) => {
            let text = format!("{wide:.*e}", n.clamp(1, LAST_DIGIT) - 1);
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
            Expansion::Long { digits, exponent: exponent.parse().unwrap_or(0) }
        }
        Cut::Fraction(n) => {
            let text = format!("{wide:.*}", n.min(LAST_DIGIT));
            let whole = text.find('.').unwrap_or(text.len());
            let mut digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
            let mut exponent = whole as i32 - 1;
            let zeros = digits.iter().take_while(|&&d| d == b'0').count().min(digits.len() - 1);
            digits.drain(..zeros);
            exponent -= zeros as i32;
            Expansion::Long { digits, exponent }
        }
    }
}

/// NumPy's digits of a finite number, its sign aside.
///
/// If `unique`, the shortest form, cut at `max`, or filled up to `min` with digits of the exact value; else the exact value cut at `max`.
pub(super) fn expand<T: Real>(value: T, unique: bool, max: Option<Cut>, min: Option<Cut>) -> Expansion {
    if !unique && let Some(cut) = max {
        return exact(value, cut, false);
    }
    let (digits, was_cut) = match max {
        Some(cut) => shortest_cut(value, cut),
        None => (shortest(value), false),
    };
    match min {
        Some(min) if !was_cut => {
            let fewest = match max {
                Some(max) if max.keeps(digits.exponent()) < min.keeps(digits.exponent()) => max,
                _ => min,
            };
            if fewest.keeps(digits.exponent()) <= digits.len() as i32 || digits.significant() == 0 {
                Expansion::Short(digits)
            } else {
                exact(value, fewest, true)
            }
        }
        _ => Expansion::Short(digits),
    }
}

/// The shortest digits of `value` filled up to `cut` with digits of the exact value; `None` where those are all zero.
#[inline]
pub(super) fn filled<T: Real>(value: T, digits: &Digits, cut: Cut) -> Option<Expansion> {
    let keep = cut.keeps(digits.exponent());
    if keep <= digits.len() as i32 || digits.ascii[0] == b'0' {
        return None;
    }
    // The shortest form is off by half a step of the type at most, so it takes many digits to see a difference.
    if keep <= T::SAFE_DIGITS as i32 && value.to_f64().abs() >= T::MIN_NORMAL {
        return None;
    }
    // A narrower float is an exact float64, whose shortest form may be cut instead.
    if T::SAFE_DIGITS < f64::SAFE_DIGITS && keep <= f64::SAFE_DIGITS as i32 {
        return Some(Expansion::Short(shortest_cut(value.to_f64(), cut).0));
    }
    Some(exact_filled(value, cut))
}

fn shortest_by_ryu(value: impl ryu::Float) -> Digits {
    Digits::read(ryu::Buffer::new().format_finite(value).as_bytes())
}

impl Real for f64 {
    const PRECISION: u32 = 15;
    const SAFE_DIGITS: usize = 15;
    const MIN_NORMAL: f64 = f64::MIN_POSITIVE;
    const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

    #[inline]
    fn to_f64(self) -> f64 {
        self
    }
    fn nearest(value: f64) -> f64 {
        value
    }
    fn quotient(self, divisor: Self) -> f64 {
        self / divisor
    }
    fn shortest(self) -> Digits {
        shortest_by_ryu(self.abs())
    }
}

impl Real for f32 {
    const PRECISION: u32 = 6;
    const SAFE_DIGITS: usize = 6;
    const MIN_NORMAL: f64 = f32::MIN_POSITIVE as f64;
    const EXACT_INTEGERS: f64 = 16_777_216.0;

    #[inline]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    fn nearest(value: f64) -> f64 {
        f64::from(value as f32)
    }
    fn quotient(self, divisor: Self) -> f64 {
        f64::from(self / divisor)
    }
    fn shortest(self) -> Digits {
        shortest_by_ryu(self.abs())
    }
}

impl Real for f16 {
    const PRECISION: u32 = 3;
    const SAFE_DIGITS: usize = 3;
    const MIN_NORMAL: f64 = 0.000_061_035_156_25;
    const EXACT_INTEGERS: f64 = 2048.0;

    #[inline]
    fn to_f64(self) -> f64 {
        Self::to_f64(self)
    }
    fn nearest(value: f64) -> f64 {
        Self::from_f64(value).to_f64()
    }
    fn quotient(self, divisor: Self) -> f64 {
        Self::from_f32(self.to_f32() / divisor.to_f32()).to_f64()
    }

    /// Steele and White's digit generation. Every float16, and half its distance to its neighbours, is a small multiple of 2⁻²⁵.
    fn shortest(self) -> Digits {
        const UNIT: u64 = 1 << 25;
        let bits = self.to_bits() & 0x7fff;
        let (biased, fraction) = (u32::from(bits >> 10), u64::from(bits & 0x3ff));
        let (mantissa, shift) = if biased == 0 { (fraction, 0) } else { (fraction | 0x400, biased - 1) };
        // In units of 2⁻²⁵. Below a power of two the numbers stand twice as dense as above.
        let mut rest = mantissa << (shift + 1);
        let mut below = 1 << shift;
        let mut above = below;
        if fraction == 0 && biased > 1 {
            below /= 2;
        }
        let inclusive = mantissa % 2 == 0;

        let mut one = UNIT;
        let mut exponent = 0;
        while rest >= one * 10 {
            one *= 10;
            exponent += 1;
        }
        while rest < one {
            rest *= 10;
            below *= 10;
            above *= 10;
            exponent -= 1;
        }
        let mut out = Digits::one(b'0', exponent);
        let mut at = 0;
        loop {
            let digit = if one == UNIT { rest >> UNIT.trailing_zeros() } else { rest / one };
            rest -= digit * one;
            out.ascii[at] = b'0' + digit as u8;
            at += 1;
            let low = rest < below || (inclusive && rest == below);
            let high = rest + above > one || (inclusive && rest + above == one);
            if low || high {
                out.len = at as u8;
                let up = match (2 * rest).cmp(&one) {
                    _ if low != high => high,
                    std::cmp::Ordering::Equal => digit % 2 == 1,
                    order => order.is_gt(),
                };
                return if up { out.rounded_up(at) } else { out };
            }
            rest *= 10;
            below *= 10;
            above *= 10;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(expansion: &Expansion) -> String {
        format!("{}e{}", String::from_utf8_lossy(expansion.digits()), expansion.exponent())
    }

    #[test]
    fn integers_lose_their_zeros() {
        for (value, digits, exponent) in [(0, "0", 0), (7, "7", 0), (1200, "12", 3), (1020, "102", 3)] {
            let found = Digits::integer(value);
            assert_eq!((found.as_slice(), found.exponent()), (digits.as_bytes(), exponent));
        }
    }

    #[test]
    fn a_lone_five_is_rounded_by_the_exact_value() {
        // 0.15 is a little below, 0.25 is exact, 0.35 a little below, 0.45 a little above.
        for (value, digits) in [(0.15, "1e-1"), (0.25, "2e-1"), (0.35, "3e-1"), (0.45, "5e-1"), (9.5, "95e0")]
        {
            assert_eq!(text(&expand(value, true, Some(Cut::Fraction(1)), None)), digits, "{value}");
        }
        assert_eq!(text(&expand(9.5, true, Some(Cut::Fraction(0)), None)), "1e1");
        assert_eq!(text(&expand(0.5, true, Some(Cut::Fraction(0)), None)), "0e0");
    }

    #[test]
    fn half_floats_round_trip_with_the_fewest_digits() {
        for bits in 1..0x7c00u16 {
            let value = f16::from_bits(bits);
            let digits = shortest(value);
            let read = |digits: &[u8], exponent: i32| -> f64 {
                let text =
                    format!("{}e{}", String::from_utf8_lossy(digits), exponent + 1 - digits.len() as i32);
                text.parse().unwrap()
            };
            assert_eq!(f16::from_f64(read(digits.as_slice(), digits.exponent())), value);
        }
    }
}
