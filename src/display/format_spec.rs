//! Python's format mini-language, `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`: what stands after the colon in `f'{x:>8.3f}'`.

use super::format_number::{MAX_PRECISION, NumberText, float_text};
use crate::memory::{Bool, C64, C128, DType, f16};

use bytemuck::pod_read_unaligned;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::pieces::{append, fill};
use super::python::{bool_repr, complex_repr, float_repr};

/// More characters than this are not padded to: `MemoryError`.
const MAX_WIDTH: usize = 1 << 30;

/// A format specifier, taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spec {
    pub(super) fill: Option<char>,
    pub(super) align: Option<char>,
    pub(super) sign: Option<char>,
    pub(super) no_negative_zero: bool,
    pub(super) alternate: bool,
    pub(super) width: usize,
    pub(super) grouping: Option<char>,
    pub(super) precision: Option<usize>,
    /// The type's letter, or the default one.
    pub(super) kind: Option<char>,
}

/// The type of a value, by its name in Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Formatted {
    Int,
    Bool,
    Float,
    Complex,
    Str,
}

impl std::fmt::Display for Formatted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Int => "int",
            Self::Bool => "bool",
            Self::Float => "float",
            Self::Complex => "complex",
            Self::Str => "str",
        })
    }
}

/// A character as Python's messages write it: itself, or its code if it is not ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub char);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            '!'..='\x7f' => write!(f, "{}", self.0),
            c => write!(f, "\\x{:x}", c as u32),
        }
    }
}

crate::error_kinds! {
    /// What can be wrong with a format specifier.
    pub enum FormatError {
        /// `f'{1:abc}'`
        ValueError Invalid { spec: String, of: Formatted } = "Invalid format specifier '{spec}' for object of type '{of}'";
        /// `f'{1.5:d}'`
        ValueError UnknownCode { code: Code, of: Formatted } = "Unknown format code '{code}' for object of type '{of}'";
        /// `f'{1:.}'`
        ValueError MissingPrecision {} = "Format specifier missing precision";
        /// `f'{1:99999999999999999999}'`
        ValueError TooManyDigits {} = "Too many decimal digits in format string";
        /// `f'{1:_,}'`
        ValueError CommaAndUnderscore {} = "Cannot specify both ',' and '_'.";
        /// `f'{1:,x}'`
        ValueError Grouping { grouping: char, code: Code } = "Cannot specify '{grouping}' with '{code}'.";
        /// `f'{1:.2d}'`
        ValueError IntPrecision {} = "Precision not allowed in integer format specifier";
        /// `f'{1:zd}'`
        ValueError IntNegativeZero {} = "Negative zero coercion (z) not allowed in integer format specifier";
        /// `f'{1:+c}'`
        ValueError CharSign {} = "Sign not allowed with integer format specifier 'c'";
        /// `f'{1:#c}'`
        ValueError CharAlternate {} = "Alternate form (#) not allowed with integer format specifier 'c'";
        /// `f'{-1:c}'`
        OverflowError CharRange {} = "%c arg not in range(0x110000)";
        /// `f'{2**70:c}'`
        OverflowError CharTooLarge {} = "Python int too large to convert to C long";
        /// `f'{2**2000:f}'`
        OverflowError FloatTooLarge {} = "int too large to convert to float";
        /// `f'{1.5:.9999999999f}'`
        ValueError PrecisionTooBig {} = "precision too big";
        /// `f'{2j:010}'`
        ValueError ComplexZeros {} = "Zero padding is not allowed in complex format specifier";
        /// `f'{2j:=10}'`
        ValueError ComplexAlign {} = "'=' alignment flag is not allowed in complex format specifier";
        /// `f'{'a':+}'`
        ValueError StrSign {} = "Sign not allowed in string format specifier";
        /// `f'{'a': }'`
        ValueError StrSpace {} = "Space not allowed in string format specifier";
        /// `f'{'a':z}'`
        ValueError StrNegativeZero {} = "Negative zero coercion (z) not allowed in string format specifier";
        /// `f'{'a':#}'`
        ValueError StrAlternate {} = "Alternate form (#) not allowed in string format specifier";
        /// `f'{'a':=5}'`
        ValueError StrAlign {} = "'=' alignment not allowed in string format specifier";
        /// `print(10**5000)`
        ValueError LongInt {} = "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit";
        /// `f'{1:9999999999}'`
        MemoryError TooWide {} = "";
        /// `f'{arange(3):5}'`, with `numpy.ndarray`
        TypeError Unsupported { type_name: String } = "unsupported format string passed to {type_name}.__format__";
    }
}

type Result<T> = std::result::Result<T, FormatError>;

/// How many characters a specifier asks for at most, beside those of the value: its width and its precision.
pub fn room(spec: &str) -> usize {
    /// So many signs that are no digits no specifier has.
    const MANY: usize = 16;
    let (mut sum, mut number, mut signs) = (0usize, 0usize, 0);
    for byte in spec.bytes() {
        if byte.is_ascii_digit() {
            number = number.saturating_mul(10).saturating_add(usize::from(byte - b'0'));
            continue;
        }
        sum = sum.saturating_add(std::mem::take(&mut number));
        signs += 1;
        if signs == MANY {
            return 0;
        }
    }
    // What is too large a number is refused with words of its own.
    let sum = sum.saturating_add(number);
    if sum > isize::MAX as usize { 0 } else { sum }
}

/// `format(value, spec)` of a Python int that fits a machine word, and of a NumPy integer.
pub fn format_int(value: i64, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(value.to_string());
    }
    integer(&Int::Small(value), spec, Formatted::Int)
}

/// The most decimal digits of an int that Python converts from or to text: with more, the time grows with their square.
pub const MAX_INT_DIGITS: usize = 4300;

/// `str(value)` of a Python int.
///
/// Fails with `ValueError` above [`MAX_INT_DIGITS`].
pub fn big_int_text(value: &BigInt) -> Result<String> {
    /// Of the smallest number with too many digits.
    const BITS: u64 = 14_285;
    if value.bits() <= BITS {
        let text = value.to_string();
        if text.len() - usize::from(value.is_negative()) <= MAX_INT_DIGITS {
            return Ok(text);
        }
    }
    Err(FormatError::LongInt {})
}

/// `format(value, spec)` of a Python int.
pub fn format_big_int(value: &BigInt, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return big_int_text(value);
    }
    integer(&Int::Big(value), spec, Formatted::Int)
}

/// `format(value, spec)` of a Python bool, and of a NumPy one: an int, if there is a specifier at all.
pub fn format_bool(value: bool, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(bool_repr(value).into());
    }
    integer(&Int::Small(value.into()), spec, Formatted::Bool)
}

/// `format(value, spec)` of a Python float, and of a NumPy float of any size, converted.
pub fn format_float(value: f64, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(float_repr(value));
    }
    float(value, &Spec::parse(spec, Formatted::Float)?, Formatted::Float)
}

/// `format(value, spec)` of a Python complex, and of a NumPy complex of either size, converted.
pub fn format_complex(value: C128, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(complex_repr(value));
    }
    complex(value, &Spec::parse(spec, Formatted::Complex)?)
}

/// `format(value, spec)` of a Python string.
pub fn format_str(value: &str, spec: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(value.into());
    }
    let spec = Spec::parse(spec, Formatted::Str)?;
    match spec.kind {
        Some('s') => {}
        code => return Err(unknown(code, Formatted::Str)),
    }
    match spec {
        Spec { sign: Some(' '), .. } => return Err(FormatError::StrSpace {}),
        Spec { sign: Some(_), .. } => return Err(FormatError::StrSign {}),
        Spec { no_negative_zero: true, .. } => return Err(FormatError::StrNegativeZero {}),
        Spec { alternate: true, .. } => return Err(FormatError::StrAlternate {}),
        Spec { align: Some('='), .. } => return Err(FormatError::StrAlign {}),
        _ => {}
    }
    let end = match spec.precision {
        Some(most) => value.char_indices().nth(most).map_or(value.len(), |(at, _)| at),
        None => value.len(),
    };
    spec.padded(&value[..end], '<')
}

/// `format(scalar, spec)` of a NumPy scalar, that is of the Python value it converts to. `bytes` are those of one element of `dtype`.
pub fn format_scalar(dtype: DType, bytes: &[u8], spec: &str) -> Result<String> {
    let bytes = &bytes[..dtype.itemsize()];
    match dtype {
        DType::Bool => format_bool(pod_read_unaligned::<Bool>(bytes).get(), spec),
        DType::Int8 => format_int(pod_read_unaligned::<i8>(bytes).into(), spec),
        DType::UInt8 => format_int(pod_read_unaligned::<u8>(bytes).into(), spec),
        DType::Int16 => format_int(pod_read_unaligned::<i16>(bytes).into(), spec),
        DType::UInt16 => format_int(pod_read_unaligned::<u16>(bytes).into(), spec),
        DType::Int32 => format_int(pod_read_unaligned::<i32>(bytes).into(), spec),
        DType::UInt32 => format_int(pod_read_unaligned::<u32>(bytes).into(), spec),
        DType::Int64 => format_int(pod_read_unaligned(bytes), spec),
        DType::UInt64 => format_big_int(&pod_read_unaligned::<u64>(bytes).into(), spec),
        DType::Float16 => format_float(pod_read_unaligned::<f16>(bytes).to_f64(), spec),
        DType::Float32 => format_float(pod_read_unaligned::<f32>(bytes).into(), spec),
        DType::Float64 => format_float(pod_read_unaligned(bytes), spec),
        DType::Complex64 => {
            let value: C64 = pod_read_unaligned(bytes);
            format_complex(C128::new(value.re.into(), value.im.into()), spec)
        }
        DType::Complex128 => format_complex(pod_read_unaligned(bytes), spec),
    }
}

/// The error of a type that takes no format specifier: `None`, a list, an array.
pub fn unsupported(type_name: &str) -> FormatError {
    FormatError::Unsupported { type_name: type_name.into() }
}

fn unknown(code: Option<char>, of: Formatted) -> FormatError {
    FormatError::UnknownCode { code: Code(code.unwrap_or('\0')), of }
}

impl Spec {
    fn parse(spec: &str, of: Formatted) -> Result<Self> {
        let is_align = |c: &char| matches!(c, '<' | '>' | '=' | '^');
        let mut rest = spec.chars().peekable();
        let mut out = Self {
            fill: None,
            align: None,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            kind: match of {
                Formatted::Int | Formatted::Bool => Some('d'),
                Formatted::Str => Some('s'),
                Formatted::Float | Formatted::Complex => None,
            },
        };
        if spec.chars().nth(1).as_ref().is_some_and(is_align) {
            out.fill = rest.next();
            out.align = rest.next();
        } else {
            out.align = rest.next_if(is_align);
        }
        out.sign = rest.next_if(|c| matches!(c, ' ' | '+' | '-'));
        out.no_negative_zero = rest.next_if_eq(&'z').is_some();
        out.alternate = rest.next_if_eq(&'#').is_some();
        if out.fill.is_none() && rest.next_if_eq(&'0').is_some() {
            out.fill = Some('0');
            if out.align.is_none() && of != Formatted::Str {
                out.align = Some('=');
            }
        }
        out.width = number(&mut rest)?.unwrap_or(0);
        if rest.next_if_eq(&',').is_some() {
            out.grouping = Some(',');
        }
        if rest.next_if_eq(&'_').is_some() && out.grouping.replace('_').is_some() {
            return Err(FormatError::CommaAndUnderscore {});
        }
        if rest.peek() == Some(&',') && out.grouping == Some('_') {
            return Err(FormatError::CommaAndUnderscore {});
        }
        if rest.next_if_eq(&'.').is_some() {
            out.precision = Some(number(&mut rest)?.ok_or(FormatError::MissingPrecision {})?);
        }
        if let Some(kind) = rest.next() {
            if rest.next().is_some() {
                return Err(FormatError::Invalid { spec: spec.into(), of });
            }
            out.kind = Some(kind);
        }
        if let Some(grouping) = out.grouping {
            match (out.kind, grouping) {
                (None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F'), _)
                | (Some('b' | 'o' | 'x' | 'X'), '_') => {}
                (Some(code), _) => return Err(FormatError::Grouping { grouping, code: Code(code) }),
            }
        }
        Ok(out)
    }

    /// Pads a text to the width, on the side that `align` or the default says.
    pub(super) fn padded(&self, text: &str, default: char) -> Result<String> {
        let (left, right) = self.padding(text.chars().count(), default)?;
        let character = self.fill.unwrap_or(' ');
        let mut out = String::with_capacity(text.len() + (left + right) * character.len_utf8());
        fill(&mut out, character, left);
        append(&mut out, text);
        fill(&mut out, character, right);
        Ok(out)
    }

    /// How much fill `width` characters need on the left and on the right.
    fn padding(&self, width: usize, default: char) -> Result<(usize, usize)> {
        self.check_width()?;
        let blank = self.width.saturating_sub(width);
        Ok(match self.align.unwrap_or(default) {
            '<' => (0, blank),
            '^' => (blank / 2, blank - blank / 2),
            _ => (blank, 0),
        })
    }

    pub(super) fn check_width(&self) -> Result<()> {
        if self.width > MAX_WIDTH { Err(FormatError::TooWide {}) } else { Ok(()) }
    }
}

/// Reads decimal digits; `None` if there are none.
fn number(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Option<usize>> {
    let mut value = None;
    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
        rest.next();
        let next = value.unwrap_or(0isize).checked_mul(10).and_then(|v| v.checked_add(digit as isize));
        value = Some(next.ok_or(FormatError::TooManyDigits {})?);
    }
    Ok(value.map(isize::unsigned_abs))
}

enum Int<'a> {
    Small(i64),
    Big(&'a BigInt),
}

impl Int<'_> {
    fn is_negative(&self) -> bool {
        match self {
            Self::Small(value) => *value < 0,
            Self::Big(value) => value.is_negative(),
        }
    }

    /// The digits of the absolute value.
    fn digits(&self, base: u32) -> Result<String> {
        Ok(match self {
            Self::Small(value) => match (value.unsigned_abs(), base) {
                (value, 2) => format!("{value:b}"),
                (value, 8) => format!("{value:o}"),
                (value, 16) => format!("{value:x}"),
                (value, _) => value.to_string(),
            },
            Self::Big(value) if base == 10 => big_int_text(&value.abs())?,
            Self::Big(value) => value.magnitude().to_str_radix(base),
        })
    }

    fn to_f64(&self) -> Result<f64> {
        let value = match self {
            Self::Small(value) => Some(*value as f64),
            Self::Big(value) => value.to_f64(),
        };
        value.filter(|v| v.is_finite()).ok_or(FormatError::FloatTooLarge {})
    }

    fn to_char(&self) -> Result<char> {
        let value = match self {
            Self::Small(value) => *value,
            Self::Big(value) => value.to_i64().ok_or(FormatError::CharTooLarge {})?,
        };
        u32::try_from(value).ok().and_then(char::from_u32).ok_or(FormatError::CharRange {})
    }
}

fn integer(value: &Int<'_>, spec: &str, of: Formatted) -> Result<String> {
    let spec = Spec::parse(spec, of)?;
    let (base, prefix) = match spec.kind {
        Some('b') => (2, "0b"),
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        Some('d' | 'n' | 'c') => (10, ""),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => return float(value.to_f64()?, &spec, of),
        code => return Err(unknown(code, of)),
    };
    if spec.precision.is_some() {
        return Err(FormatError::IntPrecision {});
    }
    if spec.no_negative_zero {
        return Err(FormatError::IntNegativeZero {});
    }
    if spec.kind == Some('c') {
        if spec.sign.is_some() {
            return Err(FormatError::CharSign {});
        }
        if spec.alternate {
            return Err(FormatError::CharAlternate {});
        }
        return spec.padded(value.to_char()?.encode_utf8(&mut [0; 4]), '>');
    }
    let mut digits = value.digits(base)?;
    if spec.kind == Some('X') {
        digits.make_ascii_uppercase();
    }
    let text = NumberText {
        negative: value.is_negative(),
        prefix: if spec.alternate { prefix } else { "" },
        digits: &digits,
        rest: "",
        group: if base == 10 { 3 } else { 4 },
    };
    text.laid_out(&spec)
}

fn check_precision(spec: &Spec) -> Result<()> {
    match spec.precision {
        Some(precision) if precision > MAX_PRECISION => Err(FormatError::PrecisionTooBig {}),
        _ => Ok(()),
    }
}

fn float(value: f64, spec: &Spec, of: Formatted) -> Result<String> {
    if !matches!(spec.kind, None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%')) {
        return Err(unknown(spec.kind, of));
    }
    check_precision(spec)?;
    let text = float_text(value, spec, true)?;
    NumberText::of_float(&text).laid_out(spec)
}

fn complex(value: C128, spec: &Spec) -> Result<String> {
    if !matches!(spec.kind, None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return Err(unknown(spec.kind, Formatted::Complex));
    }
    if spec.fill == Some('0') {
        return Err(FormatError::ComplexZeros {});
    }
    if spec.align == Some('=') {
        return Err(FormatError::ComplexAlign {});
    }
    check_precision(spec)?;
    // Without a type it is written like `str`: no real part if that is plus zero, else in parentheses.
    let bare = spec.kind.is_none();
    let imaginary_only = bare && value.re == 0.0 && value.re.is_sign_positive();
    let (re, im) = (float_text(value.re, spec, false)?, float_text(value.im, spec, false)?);
    let part = Spec { fill: None, align: Some('<'), width: 0, ..*spec };
    let mut out = String::new();
    if imaginary_only {
        out += &NumberText::of_float(&im).laid_out(&part)?;
    } else {
        out += &NumberText::of_float(&re).laid_out(&part)?;
        out += &NumberText::of_float(&im).laid_out(&Spec { sign: Some('+'), ..part })?;
    }
    out.push('j');
    if bare && !imaginary_only {
        out = format!("({out})");
    }
    spec.padded(&out, '>')
}
