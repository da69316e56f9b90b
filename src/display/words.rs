//! The elements of an array as words of one width: booleans, integers, complex numbers. (Floats have a file of their own.)

use crate::memory::Bool;

use super::digits::Real;
use super::float_words::FloatWords;
use super::options::Sign;

/// Elements that can be written, by their place in the data.
pub(super) trait Words {
    /// Writes element `index`.
    fn push(&self, out: &mut Vec<u8>, index: usize);
}

/// NumPy's `BoolFormat`: ` True` and `False`, but for a 0-d array.
pub(super) struct BoolWords<'a> {
    pub(super) data: &'a [Bool],
    pub(super) zero_d: bool,
}

impl Words for BoolWords<'_> {
    fn push(&self, out: &mut Vec<u8>, index: usize) {
        let word: &[u8] = match self.data[index].get() {
            true if self.zero_d => b"True",
            true => b" True",
            false => b"False",
        };
        out.extend_from_slice(word);
    }
}

/// Words that a formatter of the user's wrote.
pub(super) struct TextWords<'a>(pub(super) &'a [String]);

impl Words for TextWords<'_> {
    fn push(&self, out: &mut Vec<u8>, index: usize) {
        out.extend_from_slice(self.0[index].as_bytes());
    }
}

/// An integer type that can be printed.
pub(super) trait Integer: Copy + PartialOrd {
    /// Whether it is below zero, and its absolute value.
    fn parts(self) -> (bool, u64);
}

macro_rules! integers {
    ($($signed:ty, $unsigned:ty);*) => { $(
        impl Integer for $signed {
            #[inline]
            fn parts(self) -> (bool, u64) { (self < 0, self.unsigned_abs().into()) }
        }
        impl Integer for $unsigned {
            #[inline]
            fn parts(self) -> (bool, u64) { (false, self.into()) }
        }
    )* };
}
integers!(i8, u8; i16, u16; i32, u32; i64, u64);

/// NumPy's `IntegerFormat`: all as wide as the widest.
pub(super) struct IntWords<'a, T> {
    data: &'a [T],
    width: usize,
    /// What stands before numbers that are not negative.
    plus: Option<u8>,
}

impl<'a, T: Integer> IntWords<'a, T> {
    pub(super) fn new(data: &'a [T], sign: Sign) -> Self {
        let (Some(&first), plus) = (data.first(), matches!(sign, Sign::Plus | Sign::Space)) else {
            return Self { data, width: 0, plus: None };
        };
        let (mut min, mut max) = (first, first);
        for &x in data {
            min = if x < min { x } else { min };
            max = if x > max { x } else { max };
        }
        let (min_negative, min) = min.parts();
        let (max_negative, max) = max.parts();
        // A space is only needed where no sign is.
        let plus = plus && !(sign == Sign::Space && min_negative);
        let width = |negative: bool, value: u64| usize::from(negative) + count_digits(value);
        let max_width = width(max_negative, max) + usize::from(plus && !max_negative);
        let plus = plus.then_some(if sign == Sign::Plus { b'+' } else { b' ' });
        Self { data, width: max_width.max(width(min_negative, min)), plus }
    }
}

fn count_digits(value: u64) -> usize {
    value.checked_ilog10().map_or(1, |log| log as usize + 1)
}

impl<T: Integer> Words for IntWords<'_, T> {
    #[inline]
    fn push(&self, out: &mut Vec<u8>, index: usize) {
        let (negative, value) = self.data[index].parts();
        let mut text = [b' '; 24];
        let mut at = write_digits(&mut text, value);
        if let Some(sign) = if negative { Some(b'-') } else { self.plus } {
            at -= 1;
            text[at] = sign;
        }
        at = at.min(text.len().saturating_sub(self.width));
        out.extend_from_slice(&text[at..]);
    }
}

/// Writes the digits of a number at the end of `text`, and gives the place of the first.
#[inline]
fn write_digits(text: &mut [u8; 24], mut value: u64) -> usize {
    let mut at = text.len();
    loop {
        at -= 1;
        text[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            return at;
        }
    }
}

/// NumPy's `ComplexFloatingFormat`: both parts as floats, the imaginary one with its sign, and `j` at its end.
pub(super) struct ComplexWords<T> {
    pub(super) re: FloatWords<T>,
    pub(super) im: FloatWords<T>,
}

impl<T: Real> Words for ComplexWords<T> {
    fn push(&self, out: &mut Vec<u8>, index: usize) {
        self.re.push(out, index);
        let start = out.len();
        self.im.push(out, index);
        let blanks = out[start..].iter().rev().take_while(|&&b| b == b' ').count();
        out.insert(out.len() - blanks, b'j');
    }
}
