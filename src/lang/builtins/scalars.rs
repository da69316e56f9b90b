//! Methods of NumPy's scalars that arrays do not have, and of dtypes.

use crate::error::Result;
use crate::memory::{DType, Kind};
use crate::ops::limits::integer_ratio;
use crate::ops::scalar_as;

use super::super::call::Args;
use super::super::convert::{first, float};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;

/// Where methods of scalars are reached.
pub(in super::super) const SCALAR: Home = Home::Object("numpy.generic");

/// Where methods of dtypes are reached.
pub(in super::super) const DTYPE: Home = Home::Object("numpy.dtype");

/// Whether scalars of a dtype have a method of [`SCALAR`].
pub(in super::super) fn has(dtype: DType, method: &str) -> bool {
    match method {
        "is_integer" => matches!(dtype.kind(), Kind::Int | Kind::UInt | Kind::Float),
        "as_integer_ratio" => dtype.kind() == Kind::Float,
        "hex" => dtype == DType::Float64,
        "bit_count" => dtype.is_integer(),
        _ => true,
    }
}

/// Whether a Python number has a method that not all of them have.
pub(in super::super) fn number_has(value: &Value, method: &str) -> bool {
    let int = matches!(value, Value::Bool(_) | Value::Int(_) | Value::BigInt(_));
    match method {
        "is_integer" | "hex" => matches!(value, Value::Float(_)),
        "as_integer_ratio" => int || matches!(value, Value::Float(_)),
        "bit_count" | "bit_length" | "to_bytes" => int,
        _ => true,
    }
}

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["is_integer"],
        SCALAR,
        "",
        |_, args| {
            Ok(Value::Bool(match args.this() {
                Value::Scalar(s) if s.dtype().is_integer() => true,
                other => float(other).is_ok_and(|x| x.is_finite() && x.fract() == 0.0),
            }))
        },
        Returns::Scalar,
        "Whether the number is whole.",
        "float32(1.5).is_integer()",
    ),
    Builtin::new(
        &["as_integer_ratio"],
        SCALAR,
        "",
        |_, args| ratio(&args),
        Returns::Scalar,
        "The number as two ints without a common divisor.",
        "float32(0.75).as_integer_ratio()",
    ),
    Builtin::new(
        &["bit_count"],
        SCALAR,
        "",
        |_, args| {
            let Value::Scalar(s) = args.this() else { return Ok(Value::None) };
            let magnitude = match s.dtype().kind() {
                Kind::UInt => scalar_as::<u64>(s),
                _ => scalar_as::<i64>(s).unsigned_abs(),
            };
            Ok(Value::Int(magnitude.count_ones().into()))
        },
        Returns::Scalar,
        "How many bits of the absolute value are set.",
        "uint8(255).bit_count()",
    ),
    Builtin::new(
        &["hex"],
        SCALAR,
        "",
        |_, args| Ok(hex(float(args.this())?).into()),
        Returns::Scalar,
        "The number in hexadecimal digits: exactly what is in memory.",
        "float64(0.1).hex()",
    ),
    Builtin::new(
        &["byteswap"],
        SCALAR,
        "inplace=False",
        |interp, args| {
            if args.flag("inplace", false) {
                return Err(E::Value { message: "cannot byteswap a scalar in-place".into() }.into());
            }
            let swapped = crate::ops::convert::byteswap(&interp.array(args.this())?)?;
            Ok(Value::Scalar(first(&swapped)))
        },
        Returns::Scalar,
        "The number whose bytes stand in the other order.",
        "int16(256).byteswap()",
    ),
    Builtin::new(
        &["as_integer_ratio"],
        Home::Number,
        "",
        |_, args| ratio(&args),
        Returns::Scalar,
        "The number as two ints without a common divisor.",
        "(0.75).as_integer_ratio()",
    ),
    Builtin::new(
        &["hex"],
        Home::Number,
        "",
        |_, args| Ok(hex(float(args.this())?).into()),
        Returns::Scalar,
        "The number in hexadecimal digits: exactly what is in memory.",
        "(0.1).hex()",
    ),
    Builtin::new(
        &["fromhex"],
        Home::Object("float"),
        "string, /",
        |_, args| match args.value("string") {
            Value::Str(text) => from_hex(text).map(Value::Float),
            _ => Err(E::Type { message: "bad argument type for built-in operation".into() }.into()),
        },
        Returns::Scalar,
        "The float that hexadecimal digits say.",
        "float.fromhex('0x1.8p1')",
    ),
    Builtin::new(
        &["newbyteorder"],
        DTYPE,
        "new_order='S', /",
        newbyteorder,
        Returns::Scalar,
        "The dtype in a byte order; arr has the machine's own only.",
        "dtype('f8').newbyteorder('=')",
    ),
];

fn ratio(args: &Args) -> Result<Value> {
    let this = args.this();
    if matches!(this, Value::Bool(_)) {
        return Ok(Value::tuple(vec![Value::Int(i64::from(truth(this))), Value::Int(1)]));
    }
    if matches!(this, Value::Int(_) | Value::BigInt(_)) {
        return Ok(Value::tuple(vec![this.clone(), Value::Int(1)]));
    }
    let x = float(this)?;
    match integer_ratio(x) {
        Some((numerator, denominator)) => {
            Ok(Value::tuple(vec![Value::big(numerator), Value::big(denominator)]))
        }
        None if x.is_nan() => Err(E::Value { message: "cannot convert NaN to integer ratio".into() }.into()),
        None => Err(E::Overflow { message: "cannot convert Infinity to integer ratio".into() }.into()),
    }
}

fn truth(value: &Value) -> bool {
    matches!(value, Value::Bool(true))
}

/// A float as Python's `float.hex` writes it.
fn hex(x: f64) -> String {
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x.is_nan() {
        return "nan".to_owned();
    }
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let (field, fraction) = ((bits >> 52) & 0x7ff, bits & ((1 << 52) - 1));
    let (lead, exponent) = if field == 0 { (0, -1022) } else { (1, field as i32 - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// The float that Python's `float.fromhex` reads.
fn from_hex(text: &str) -> Result<f64> {
    let invalid = || E::Value { message: "invalid hexadecimal floating-point string".into() };
    let text = text.trim_matches(super::super::letters::is_blank).to_ascii_lowercase();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    match rest {
        "inf" | "infinity" => return Ok(sign * f64::INFINITY),
        "nan" => return Ok(f64::NAN.copysign(sign)),
        _ => {}
    }
    let rest = rest.strip_prefix("0x").unwrap_or(rest);
    let (digits, exponent) =
        rest.split_once('p').map_or((rest, "0"), |(digits, exponent)| (digits, exponent));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if all.is_empty()
        || !all.bytes().all(|b| b.is_ascii_hexdigit())
        || unsigned.is_empty()
        || !unsigned.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(invalid().into());
    }
    let number = num_bigint::BigUint::parse_bytes(all.as_bytes(), 16).unwrap_or_default();
    let bits = number.bits() as i64;
    if bits == 0 {
        return Ok(0.0_f64.copysign(sign));
    }
    let exponent = exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') {
        i64::MIN / 2
    } else {
        i64::MAX / 2
    });
    let exponent = exponent.saturating_sub(4 * fraction.len() as i64);
    let too_large = || E::Overflow { message: "hexadecimal value too large to represent as a float".into() };
    if exponent.saturating_add(bits) > 1024 {
        return Err(too_large().into());
    }
    if exponent.saturating_add(bits) < -1080 {
        return Ok(0.0_f64.copysign(sign));
    }
    // Rounded to the digits that a float has, halves to the even one.
    let cut = (bits - 53).max(-1074 - exponent).max(0) as u64;
    let mut kept = &number >> cut;
    let rest = &number - (&kept << cut);
    if cut > 0 {
        let half = num_bigint::BigUint::from(1_u8) << (cut - 1);
        if rest > half || rest == half && kept.bit(0) {
            kept += 1_u8;
        }
    }
    let (kept, exponent) = (num_traits::ToPrimitive::to_f64(&kept).unwrap_or(0.0), exponent + cut as i64);
    let half = exponent / 2;
    let value = kept * 2.0_f64.powi(half as i32) * 2.0_f64.powi((exponent - half) as i32);
    if value.is_infinite() { Err(too_large().into()) } else { Ok(value.copysign(sign)) }
}

/// The other byte order exists in NumPy; here only for types of one byte, which have none.
fn newbyteorder(interp: &mut Interp, args: Args) -> Result<Value> {
    let Value::DType(dtype) = *args.this() else { return Ok(Value::None) };
    let order = match args.get("new_order") {
        None => "S".to_owned(),
        Some(Value::Str(order)) => order.to_string(),
        Some(other) => {
            let message = format!("byteorder must be str, not {}", other.type_name());
            return Err(E::Type { message }.into());
        }
    };
    let little = cfg!(target_endian = "little");
    let native = match order.to_ascii_lowercase().as_str() {
        "=" | "n" | "native" | "i" | "|" | "ignore" => true,
        "<" | "l" | "little" => little,
        ">" | "b" | "big" => !little,
        "s" | "swap" => false,
        _ => {
            let message = format!("byteorder not recognized (got {})", interp.repr(&Value::from(order)));
            return Err(E::Value { message }.into());
        }
    };
    if native || dtype.itemsize() == 1 {
        return Ok(Value::DType(dtype));
    }
    let name = format!(
        "'{}{}{}' (another byte order)",
        if little { '>' } else { '<' },
        dtype.kind_char(),
        dtype.itemsize()
    );
    Err(E::NoDType { dtype: name }.into())
}
