//! One float as text: `np.format_float_positional` and `np.format_float_scientific`.

use super::digits::{Cut, Real, expand};

/// What happens to zeros at the end, NumPy's `trim=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trim {
    /// `'k'`: zeros and point are kept.
    Keep,
    /// `'.'`: zeros go, the point is kept.
    Point,
    /// `'0'`: zeros go, but for one after the point.
    OneZero,
    /// `'-'`: zeros go, and the point with them.
    All,
}

impl Trim {
    /// The trimming by its character in NumPy.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "k" => Self::Keep,
            "." => Self::Point,
            "0" => Self::OneZero,
            "-" => Self::All,
            _ => return None,
        })
    }
}

/// The parameters of [`format_float_positional`], by their names in NumPy.
#[derive(Clone, Copy, Debug)]
pub struct Positional {
    /// The most digits to print; has to be there if not `unique`.
    pub precision: Option<usize>,
    /// Print the shortest form that tells the value from all others of its type, not the exact value.
    pub unique: bool,
    /// `precision` and `min_digits` count digits after the point, not all digits.
    pub fractional: bool,
    /// What happens to zeros at the end.
    pub trim: Trim,
    /// Print the sign of positive values.
    pub sign: bool,
    /// At least this many characters stand left of the point.
    pub pad_left: usize,
    /// At least this many characters stand right of the point.
    pub pad_right: Option<usize>,
    /// The fewest digits to print, if `unique`.
    pub min_digits: Option<usize>,
}

impl Default for Positional {
    fn default() -> Self {
        Self {
            precision: None,
            unique: true,
            fractional: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: 0,
            pad_right: None,
            min_digits: None,
        }
    }
}

/// The parameters of [`format_float_scientific`], by their names in NumPy.
#[derive(Clone, Copy, Debug)]
pub struct Scientific {
    /// The most digits after the point; has to be there if not `unique`.
    pub precision: Option<usize>,
    /// Print the shortest form that tells the value from all others of its type, not the exact value.
    pub unique: bool,
    /// What happens to zeros at the end.
    pub trim: Trim,
    /// Print the sign of positive values.
    pub sign: bool,
    /// At least this many characters stand left of the point.
    pub pad_left: usize,
    /// The fewest digits of the exponent; two if `None`.
    pub exp_digits: Option<usize>,
    /// The fewest digits after the point, if `unique`.
    pub min_digits: Option<usize>,
}

impl Default for Scientific {
    fn default() -> Self {
        Self {
            precision: None,
            unique: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: 0,
            exp_digits: None,
            min_digits: None,
        }
    }
}

/// `np.format_float_positional(value, …)`: `0.00012`.
///
/// If not `unique`, `precision` has to be there; without it the value is printed as if it were `unique`.
pub fn format_float_positional<T: Real>(value: T, how: &Positional) -> String {
    let mut out = Vec::with_capacity(32);
    push_positional(&mut out, value, how);
    into_string(out)
}

/// `np.format_float_scientific(value, …)`: `1.2e-04`.
///
/// If not `unique`, `precision` has to be there; without it the value is printed as if it were `unique`.
pub fn format_float_scientific<T: Real>(value: T, how: &Scientific) -> String {
    let mut out = Vec::with_capacity(32);
    push_scientific(&mut out, value, how);
    into_string(out)
}

/// The text, which all who write to such a vector keep UTF-8.
pub(super) fn into_string(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

pub(super) fn push_positional<T: Real>(out: &mut Vec<u8>, value: T, how: &Positional) {
    let wide = value.to_f64();
    if !wide.is_finite() {
        return push_not_finite(out, wide, how.sign);
    }
    let cut = |n| if how.fractional { Cut::Fraction(n) } else { Cut::Total(n) };
    let digits = expand(value, how.unique, how.precision.map(cut), how.min_digits.map(cut));
    lay_out_positional(out, digits.digits(), digits.exponent(), wide.is_sign_negative(), how);
}

pub(super) fn push_scientific<T: Real>(out: &mut Vec<u8>, value: T, how: &Scientific) {
    let wide = value.to_f64();
    if !wide.is_finite() {
        return push_not_finite(out, wide, how.sign);
    }
    let cut = |n| Cut::Total(n + 1);
    let digits = expand(value, how.unique, how.precision.map(cut), how.min_digits.map(cut));
    lay_out_scientific(out, digits.digits(), digits.exponent(), wide.is_sign_negative(), how);
}

fn push_not_finite(out: &mut Vec<u8>, value: f64, sign: bool) {
    out.extend_from_slice(match value {
        v if v.is_nan() => b"nan".as_slice(),
        v if v < 0.0 => b"-inf",
        _ if sign => b"+inf",
        _ => b"inf",
    });
}

/// NumPy writes a float to a buffer of this size.
const LONGEST: usize = 1 << 14;

fn push_repeated(out: &mut Vec<u8>, byte: u8, times: usize) {
    out.resize(out.len() + times.min(LONGEST), byte);
}

fn push_sign(out: &mut Vec<u8>, negative: bool, always: bool) {
    if negative {
        out.push(b'-');
    } else if always {
        out.push(b'+');
    }
}

/// Writes digits whose first stands at `10^exponent`, without an exponent.
pub(super) fn lay_out_positional(
    out: &mut Vec<u8>,
    digits: &[u8],
    exponent: i32,
    negative: bool,
    how: &Positional,
) {
    let whole = (exponent + 1).max(1) as usize;
    push_repeated(out, b' ', how.pad_left.saturating_sub(whole + usize::from(negative || how.sign)));
    push_sign(out, negative, how.sign);

    let mut fraction = 0;
    if exponent >= 0 {
        let split = whole.min(digits.len());
        out.extend_from_slice(&digits[..split]);
        push_repeated(out, b'0', whole - split);
        if split < digits.len() {
            fraction = digits.len() - split;
            out.push(b'.');
            out.extend_from_slice(&digits[split..]);
        }
    } else {
        let zeros = (-1 - exponent) as usize;
        fraction = digits.len() + zeros;
        out.extend_from_slice(b"0.");
        push_repeated(out, b'0', zeros);
        out.extend_from_slice(digits);
    }

    if how.trim != Trim::All && fraction == 0 {
        out.push(b'.');
    }
    let wanted = if how.unique { how.min_digits } else { how.precision }.unwrap_or(0);
    let wanted = if how.fractional { wanted } else { wanted.saturating_sub(whole) };
    trim_zeros(out, &mut fraction, wanted, how.trim);
    if how.trim == Trim::All && fraction == 0 && out.last() == Some(&b'.') {
        out.pop();
    }

    if let Some(pad) = how.pad_right
        && pad >= fraction
    {
        if how.trim == Trim::All && fraction == 0 {
            out.push(b' ');
        }
        push_repeated(out, b' ', pad - fraction);
    }
}

/// Fills up to `wanted` digits after the point, or takes zeros away. `fraction` counts the digits after the point.
fn trim_zeros(out: &mut Vec<u8>, fraction: &mut usize, wanted: usize, trim: Trim) {
    if trim == Trim::Keep {
        if wanted > *fraction {
            push_repeated(out, b'0', wanted - *fraction);
            *fraction = wanted;
        }
        return;
    }
    while *fraction > 0 && out.last() == Some(&b'0') {
        out.pop();
        *fraction -= 1;
    }
    if trim == Trim::OneZero && *fraction == 0 {
        out.push(b'0');
        *fraction = 1;
    }
}

/// Writes digits whose first stands at `10^exponent`, with the exponent.
pub(super) fn lay_out_scientific(
    out: &mut Vec<u8>,
    digits: &[u8],
    exponent: i32,
    negative: bool,
    how: &Scientific,
) {
    push_repeated(out, b' ', how.pad_left.saturating_sub(1 + usize::from(negative || how.sign)));
    push_sign(out, negative, how.sign);
    let mut fraction = digits.len() - 1;
    out.push(digits[0]);
    if fraction > 0 || how.trim != Trim::All {
        out.push(b'.');
    }
    out.extend_from_slice(&digits[1..]);
    let wanted = if how.unique { how.min_digits } else { how.precision }.unwrap_or(0);
    trim_zeros(out, &mut fraction, wanted, how.trim);
    push_exponent(out, exponent, how.exp_digits.unwrap_or(2));
}

/// Writes `e+05`: as many digits as the exponent has, at least `fewest`, of which NumPy allows five (and none at all for zero).
fn push_exponent(out: &mut Vec<u8>, exponent: i32, fewest: usize) {
    out.extend_from_slice(if exponent < 0 { b"e-" } else { b"e+" });
    let mut text = [b'0'; 5];
    let mut rest = exponent.unsigned_abs();
    let mut at = text.len();
    while rest > 0 {
        at -= 1;
        text[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&text[at.min(text.len() - fewest.min(text.len()))..]);
}
