//! Numbers under a format specifier: the digits of a float, then sign, prefix, groups of digits and padding.

use super::digits::shortest;
use super::format_spec::{FormatError, Spec};
use super::pieces::{append, fill};

/// Python's largest precision of a float, a C `int`.
pub(super) const MAX_PRECISION: usize = i32::MAX as usize;
/// No float has a digit that is not zero further behind than this.
const LAST_DIGIT: usize = 1100;
/// More digits than this are not written: `MemoryError`.
const MOST_DIGITS: usize = 1 << 30;

/// A number in parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberText<'a> {
    pub(super) negative: bool,
    /// `0x` and the like.
    pub(super) prefix: &'a str,
    /// The digits before the point, which are grouped. None for `inf` and `nan`.
    pub(super) digits: &'a str,
    /// The point and what follows it, an exponent, a percent sign.
    pub(super) rest: &'a str,
    /// How many digits stand in a group, if they are grouped.
    pub(super) group: usize,
}

impl<'a> NumberText<'a> {
    /// The parts of what [`float_text`] gives.
    pub(super) fn of_float(text: &'a str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        Self { negative, prefix: "", digits: &text[..end], rest: &text[end..], group: 3 }
    }

    /// The number with sign, groups and padding.
    pub(super) fn laid_out(&self, spec: &Spec) -> Result<String, FormatError> {
        spec.check_width()?;
        let sign = match (self.negative, spec.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let inside = spec.align == Some('=');
        let around = sign.len() + self.prefix.len() + self.rest.len();
        // Zeros that fill are grouped with the digits.
        let fewest = if inside && spec.fill == Some('0') { spec.width.saturating_sub(around) } else { 0 };
        let grouped =
            if self.digits.is_empty() { String::new() } else { self.grouped(spec.grouping, fewest) };
        if !inside {
            let mut whole = String::from(sign);
            whole.push_str(self.prefix);
            append(&mut whole, &grouped);
            append(&mut whole, self.rest);
            return spec.padded(&whole, '>');
        }
        let mut out = String::from(sign);
        out.push_str(self.prefix);
        let blanks = spec.width.saturating_sub(around + grouped.len());
        fill(&mut out, spec.fill.unwrap_or(' '), blanks);
        append(&mut out, &grouped);
        append(&mut out, self.rest);
        Ok(out)
    }

    /// The digits with separators, filled with zeros to at least `fewest` characters (one more where a separator would come first).
    fn grouped(&self, separator: Option<char>, fewest: usize) -> String {
        let Some(separator) = separator else {
            let mut out = String::new();
            fill(&mut out, '0', fewest.saturating_sub(self.digits.len()));
            append(&mut out, self.digits);
            return out;
        };
        let size = self.group;
        let count = self.digits.len();
        // A width that would begin with a separator gets one more digit.
        let one_more = usize::from(fewest > 0 && fewest.is_multiple_of(size + 1));
        let wanted = count.max(fewest - fewest / (size + 1) + one_more);
        let mut out = String::with_capacity(wanted + wanted / size);
        let zeros = std::iter::repeat_n('0', wanted - count);
        for (i, digit) in zeros.chain(self.digits.chars()).enumerate() {
            if i % (1 << 16) == 0 {
                crate::memory::stop_if_interrupted();
            }
            if i > 0 && (wanted - i).is_multiple_of(size) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }
}

/// A float by the type, precision and flags of a specifier: `-1.50e+10`. No sign but a minus; no padding.
///
/// `point` asks for `.0` after integers where there is no type.
pub(super) fn float_text(value: f64, spec: &Spec, point: bool) -> Result<String, FormatError> {
    let kind = spec.kind.unwrap_or('r');
    let percent = kind == '%';
    let value = if percent { value * 100.0 } else { value };
    let mut out = if value.is_finite() {
        if spec.precision.is_some_and(|n| n > MOST_DIGITS) {
            return Err(FormatError::TooWide {});
        }
        let precision = spec.precision.unwrap_or(6);
        let magnitude = value.abs();
        match kind.to_ascii_lowercase() {
            'f' | '%' => fixed(magnitude, precision, spec.alternate),
            'e' => scientific(magnitude, precision, spec.alternate),
            'r' if spec.precision.is_none() => plain(magnitude, spec.alternate, point),
            'r' => general(magnitude, precision, spec.alternate, point),
            _ => general(magnitude, precision, spec.alternate, false),
        }
    } else {
        String::from(if value.is_nan() { "nan" } else { "inf" })
    };
    // A NaN has no sign.
    let minus = value.is_sign_negative() && !value.is_nan();
    let vanished =
        || !out.split(['e', 'E']).next().is_some_and(|m| m.bytes().any(|b| !matches!(b, b'0' | b'.')));
    if minus && !(spec.no_negative_zero && vanished()) {
        out.insert(0, '-');
    }
    if kind.is_ascii_uppercase() {
        out.make_ascii_uppercase();
    }
    if percent {
        out.push('%');
    }
    Ok(out)
}

/// `'f'`: so many digits after the point.
fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    let mut out = format!("{value:.*}", precision.min(LAST_DIGIT));
    fill(&mut out, '0', precision.saturating_sub(LAST_DIGIT));
    if alternate && precision == 0 {
        out.push('.');
    }
    out
}

/// `'e'`: one digit before the point, so many after it.
fn scientific(value: f64, precision: usize, alternate: bool) -> String {
    let (digits, exponent) = significant(value, precision.saturating_add(1));
    with_exponent(&digits, exponent, alternate)
}

/// `'g'`: so many digits in all; with an exponent if that is small or large. Zeros at the end go, if not `alternate`.
fn general(value: f64, precision: usize, alternate: bool, point: bool) -> String {
    let precision = precision.max(1);
    let (mut digits, exponent) = significant(value, precision);
    if !alternate {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    let limit = precision as i64 - i64::from(point);
    if exponent < -4 || i64::from(exponent) >= limit {
        with_exponent(&digits, exponent, alternate)
    } else {
        without_exponent(&digits, exponent, alternate, point)
    }
}

/// `repr`: as many digits as it takes.
fn plain(value: f64, alternate: bool, point: bool) -> String {
    let found = shortest(value);
    let digits: String = found.as_slice().iter().map(|&d| char::from(d)).collect();
    if (-4..16).contains(&found.exponent()) {
        without_exponent(&digits, found.exponent(), alternate, point)
    } else {
        with_exponent(&digits, found.exponent(), alternate)
    }
}

/// So many digits of a value, and the power of ten of the first.
fn significant(value: f64, count: usize) -> (String, i32) {
    let text = format!("{value:.*e}", (count - 1).min(LAST_DIGIT));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let missing = count - digits.len();
    fill(&mut digits, '0', missing);
    (digits, exponent.parse().unwrap_or(0))
}

fn with_exponent(digits: &str, exponent: i32, alternate: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if alternate || !rest.is_empty() { "." } else { "" };
    let sign = if exponent < 0 { '-' } else { '+' };
    let mut out = format!("{first}{point}");
    append(&mut out, rest);
    append(&mut out, &format!("e{sign}{:02}", exponent.unsigned_abs()));
    out
}

fn without_exponent(digits: &str, exponent: i32, alternate: bool, point: bool) -> String {
    if exponent < 0 {
        return format!("0.{}{digits}", "0".repeat((-1 - exponent) as usize));
    }
    let whole = exponent as usize + 1;
    let mut out = format!("{digits:0<whole$}");
    if out.len() > whole {
        out.insert(whole, '.');
    } else if point {
        out.push_str(".0");
    } else if alternate {
        out.push('.');
    }
    out
}
