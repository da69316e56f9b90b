//! What Python's modules take: numbers, instances that say which number they are, texts.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::error::{Error, Result};

use super::super::super::call::Given;
use super::super::super::convert::{first, not_an_integer};
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::operators::{big, python_number};
use super::super::super::value::{Type, Value};

/// A `ValueError` in Python's words.
pub(super) fn value_error(message: impl Into<String>) -> Error {
    E::Value { message: message.into() }.into()
}

/// A `TypeError` in Python's words.
pub(super) fn type_error(message: impl Into<String>) -> Error {
    E::Type { message: message.into() }.into()
}

/// A real number, as C's double: what has a `__float__` or an `__index__` included.
pub(super) fn real(interp: &mut Interp, value: &Value) -> Result<f64> {
    match value {
        Value::Float(x) => Ok(*x),
        Value::Int(n) => Ok(*n as f64),
        Value::Bool(b) => Ok(f64::from(u8::from(*b))),
        Value::BigInt(_) => big(value)
            .and_then(|n| n.to_f64())
            .filter(|x| x.is_finite())
            .ok_or_else(|| E::IntToFloat {}.into()),
        Value::Scalar(s) if !s.dtype().is_complex() => Ok(crate::ops::scalar_as::<f64>(s)),
        Value::Array(a) if a.ndim() == 0 => real(interp, &Value::Scalar(first(a))),
        Value::Array(_) => Err(E::OnlyLengthOne {}.into()),
        Value::Instance(_) => match interp.number_of(value, Type::Float)? {
            Some(Value::Float(x)) => Ok(x),
            _ => Err(E::RealArgument { type_name: value.type_name() }.into()),
        },
        other => Err(E::RealArgument { type_name: other.type_name() }.into()),
    }
}

/// An int of any size: what has an `__index__` included.
pub(super) fn index(interp: &mut Interp, value: &Value) -> Result<BigInt> {
    match value {
        Value::Instance(_) => {
            let name = interp.names.index;
            if let Some(method) = interp.special(value, name) {
                let number = interp.call(&method, Given::default())?;
                return big(&number).ok_or_else(|| {
                    type_error(format!("__index__ returned non-int (type {})", number.type_name()))
                });
            }
            match Interp::payload(value).and_then(|payload| big(&payload)) {
                Some(n) => Ok(n),
                None => Err(not_an_integer(value).into()),
            }
        }
        Value::Scalar(s) if s.dtype().is_integer() => {
            big(&python_number(s)).ok_or_else(|| not_an_integer(value).into())
        }
        Value::Array(a) if a.ndim() == 0 && a.dtype().is_integer() => index(interp, &Value::Scalar(first(a))),
        other => big(other).ok_or_else(|| not_an_integer(other).into()),
    }
}

/// A path as text; `words` says what Python says of what is none, given the name of its class.
pub(super) fn path_text(
    interp: &mut Interp,
    value: &Value,
    words: impl Fn(&str) -> String,
) -> Result<String> {
    let text = match value {
        Value::Str(text) => Some(text.to_string()),
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        Value::Object(object) => object.path(),
        Value::Instance(_) => {
            let name = interp.interner.intern("__fspath__");
            match interp.special(value, name) {
                Some(method) => {
                    let path = interp.call(&method, Given::default())?;
                    return path_text(interp, &path, words);
                }
                None => match Interp::payload(value) {
                    Some(Value::Str(text)) => Some(text.to_string()),
                    _ => None,
                },
            }
        }
        _ => None,
    };
    match text {
        Some(text) if text.contains('\0') => Err(value_error("embedded null byte")),
        Some(text) => Ok(text),
        None => Err(type_error(words(&value.type_name()))),
    }
}

/// Fills with random bytes of the system.
pub(super) fn entropy(bytes: &mut [u8]) {
    use std::io::Read;
    let read = std::fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(bytes));
    if read.is_err() {
        // A system without that source: the time is as good as there is.
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let mut state = now.map_or(1, |now| now.as_nanos() as u64);
        for byte in bytes {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}
