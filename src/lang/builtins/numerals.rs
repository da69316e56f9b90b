//! One number as text: `format_float_positional`, `format_float_scientific`, `base_repr`, `binary_repr`.

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, Zero};

use crate::display::{self, Positional, Real, Scientific, Trim};
use crate::error::Result;
use crate::memory::{DType, f16};

use super::super::call::{Args, Given};
use super::super::convert::{first, float, index_int, short_type, try_index_int};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::operators::python_number;
use super::super::table::{Builtin, scalar_function as row};
use super::super::value::{Type, Value};

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["format_float_positional"],
        "x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, min_digits=None",
        positional,
        "A float as text without an exponent.",
        "format_float_positional(0.1, precision=3, min_digits=3)",
    ),
    row(
        &["format_float_scientific"],
        "x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None",
        scientific,
        "A float as text with an exponent.",
        "format_float_scientific(1234.5, precision=2)",
    ),
    row(
        &["base_repr"],
        "number, base=2, padding=0",
        base_repr,
        "An int in a base from 2 to 36, as text.",
        "base_repr(255, 16)",
    ),
    row(
        &["binary_repr"],
        "num, width=None",
        binary_repr,
        "An int in base 2, as text; a negative one as its two's complement, if a width is given.",
        "binary_repr(-3, width=5)",
    ),
];

fn value_error(message: impl Into<String>) -> crate::error::Error {
    E::Value { message: message.into() }.into()
}

/// A number of digits or characters; `None` if it is not given. Not negative.
fn count(args: &Args, name: &str) -> Result<Option<usize>> {
    let Some(value) = args.some(name) else { return Ok(None) };
    let Some(n) = try_index_int(value)? else {
        let type_name = short_type(value);
        return Err(E::Type { message: format!("integer argument expected, got {type_name}") }.into());
    };
    usize::try_from(n).map(Some).map_err(|_| value_error(format!("{name} must be >= 0")))
}

fn trim(interp: &Interp, args: &Args) -> Result<Trim> {
    let Some(value) = args.get("trim") else { return Ok(Trim::Keep) };
    let name = interp.str(value);
    let trim = if let Value::Str(name) = value { Trim::from_name(name) } else { None };
    trim.ok_or_else(|| {
        // NumPy pads what it found to a hundred characters.
        let message = format!("if supplied, trim must be 'k', '.', '0' or '-' found `{name:>100}`");
        E::Type { message }.into()
    })
}

/// NumPy's checks of how many digits there may be.
fn check_digits(unique: bool, precision: Option<usize>, min_digits: Option<usize>) -> Result<()> {
    if let (Some(most), Some(fewest)) = (precision, min_digits)
        && most > 0
        && fewest > most
    {
        return Err(value_error("min_digits must be less than or equal to precision"));
    }
    if !unique && precision.is_none() {
        return Err(E::Type { message: "in non-unique mode `precision` must be supplied".into() }.into());
    }
    Ok(())
}

/// Writes a float in its own type; whatever else there is as a Python float.
fn written<W: Writer>(interp: &Interp, value: &Value, writer: &W) -> Result<Value> {
    let scalar = match value {
        Value::Scalar(s) => Some(*s),
        _ => None,
    };
    let text = match scalar.map(|s| (s, s.dtype())) {
        Some((s, DType::Float16)) => writer.write(s.get::<f16>()),
        Some((s, DType::Float32)) => writer.write(s.get::<f32>()),
        _ => {
            let value = match value {
                Value::Array(a) if a.ndim() == 0 => Value::Scalar(first(a)),
                Value::Array(_) => return Err(E::OnlyLengthOne {}.into()),
                other => other.clone(),
            };
            if let Value::Scalar(s) = &value {
                crate::ops::warn_of_complex(s.dtype(), DType::Float64, &interp.memory);
            }
            let number = match &value {
                Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Scalar(_) => {
                    Some(float(&value)?)
                }
                _ => None,
            };
            let Some(number) = number else {
                let type_name = short_type(&value);
                return Err(E::Type { message: format!("must be real number, not {type_name}") }.into());
            };
            writer.write(number)
        }
    };
    Ok(text.into())
}

/// One of the two forms.
trait Writer {
    fn write<T: Real>(&self, value: T) -> String;
}

impl Writer for Positional {
    fn write<T: Real>(&self, value: T) -> String {
        display::format_float_positional(value, self)
    }
}

impl Writer for Scientific {
    fn write<T: Real>(&self, value: T) -> String {
        display::format_float_scientific(value, self)
    }
}

fn positional(interp: &mut Interp, args: Args) -> Result<Value> {
    let (precision, pad_left) = (count(&args, "precision")?, count(&args, "pad_left")?);
    let (pad_right, min_digits) = (count(&args, "pad_right")?, count(&args, "min_digits")?);
    let (unique, fractional) = (args.flag("unique", true), args.flag("fractional", true));
    if !fractional && precision == Some(0) {
        return Err(value_error("precision must be greater than 0 if fractional=False"));
    }
    check_digits(true, precision, min_digits)?;
    let trim = trim(interp, &args)?;
    check_digits(unique, precision, min_digits)?;
    let how = Positional {
        precision,
        unique,
        fractional,
        trim,
        sign: args.flag("sign", false),
        pad_left: pad_left.unwrap_or(0),
        pad_right,
        min_digits,
    };
    written(interp, args.value("x"), &how)
}

fn scientific(interp: &mut Interp, args: Args) -> Result<Value> {
    let (precision, pad_left) = (count(&args, "precision")?, count(&args, "pad_left")?);
    let (exp_digits, min_digits) = (count(&args, "exp_digits")?, count(&args, "min_digits")?);
    let unique = args.flag("unique", true);
    check_digits(true, precision, min_digits)?;
    let trim = trim(interp, &args)?;
    check_digits(unique, precision, min_digits)?;
    let how = Scientific {
        precision,
        unique,
        trim,
        sign: args.flag("sign", false),
        pad_left: pad_left.unwrap_or(0),
        exp_digits,
        min_digits,
    };
    written(interp, args.value("x"), &how)
}

/// A Python int as a big one.
fn big(value: &Value) -> Option<BigInt> {
    Some(match value {
        Value::Int(n) => BigInt::from(*n),
        Value::Bool(b) => BigInt::from(i64::from(*b)),
        Value::BigInt(n) => (**n).clone(),
        Value::Scalar(s) if s.dtype().is_integer() => return big(&python_number(s)),
        Value::Array(a) if a.ndim() == 0 && a.dtype().is_integer() => return big(&Value::Scalar(first(a))),
        _ => return None,
    })
}

/// What is written at most, so that no padding fills the memory.
const LONGEST: i64 = 1 << 24;

fn base_repr(interp: &mut Interp, args: Args) -> Result<Value> {
    let base = args.get("base").map_or(Ok(2), index_int)?;
    if base > 36 {
        return Err(value_error("Bases greater than 36 not handled in base_repr."));
    }
    if base < 2 {
        return Err(value_error("Bases less than 2 not handled in base_repr."));
    }
    let padding = args.get("padding").map_or(Ok(0), index_int)?.min(LONGEST);
    // `abs(int(number))`
    let number = super::construct(interp, Type::Int, Given::places([args.value("number").clone()]))?;
    let number = big(&number).unwrap_or_default();
    let digits = if number.is_zero() {
        String::new()
    } else {
        number.abs().to_str_radix(base as u32).to_ascii_uppercase()
    };
    let sign = if number.is_negative() { "-" } else { "" };
    let text = format!("{sign}{}{digits}", "0".repeat(padding.max(0) as usize));
    // NumPy lets a padding below zero take the zero's place, too.
    Ok(if text.is_empty() && padding == 0 { "0".into() } else { text.into() })
}

fn binary_repr(_: &mut Interp, args: Args) -> Result<Value> {
    let width = args.some("width").map(index_int).transpose()?;
    let value = args.value("num");
    let num = match big(value) {
        Some(num) => num,
        None => BigInt::from(index_int(value)?),
    };
    let fill = |c: &str, n: i64| c.repeat(n.clamp(0, LONGEST) as usize);
    if num.is_zero() {
        return Ok(fill("0", width.filter(|&n| n != 0).unwrap_or(1)).into());
    }
    let digits = num.magnitude().to_str_radix(2);
    let Some(width) = width else {
        return Ok(if num.sign() == Sign::Minus { format!("-{digits}") } else { digits }.into());
    };
    let (text, filler) = if num.sign() == Sign::Minus {
        // A power of two needs no more bits than its own.
        let boundary =
            digits.trim_start_matches('1').chars().all(|c| c == '0') && digits.matches('1').count() == 1;
        let bits = digits.len() - usize::from(boundary);
        let complement = (BigInt::from(1) << (bits + 1)) + &num;
        (complement.to_str_radix(2), "1")
    } else {
        (digits, "0")
    };
    let binwidth = text.len() as i64;
    if width < binwidth {
        return Err(value_error(format!("Insufficient bit width={width} provided for binwidth={binwidth}")));
    }
    Ok(format!("{}{text}", fill(filler, width - binwidth)).into())
}
