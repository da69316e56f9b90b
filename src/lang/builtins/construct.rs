//! Classes that are called: `int('3')`, `np.int32(3)`, `list(a)`, `type(x)`, `np.dtype('f4')`.

use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

use crate::error::Result;
use crate::memory::{Array, C128, DType, Fault, Kind, Order, Scalar};

use super::super::bytes::ByteString;
use super::super::call::Given;
use super::super::convert::{float, index_int, short_type};
use super::super::errors::{CallError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::nest::copied;
use super::super::operators::python_number;
use super::super::value::{Key, Range, Type, Value};

/// A bound of a range. Python has no limit for it; here it has 100 bits.
fn bound(value: &Value) -> Result<i128> {
    let whole = match value {
        Value::Scalar(scalar) if scalar.dtype().is_integer() => python_number(scalar),
        other => other.clone(),
    };
    match &whole {
        Value::BigInt(n) if n.bits() <= 100 => n.to_i128().ok_or_else(|| E::IntToLong {}.into()),
        other => index_int(other).map(i128::from),
    }
}

/// `class(…)`
pub(in super::super) fn construct(interp: &mut Interp, class: Type, given: Given) -> Result<Value> {
    check_arguments(class, &given)?;
    let named = |name: &str| given.names.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone());
    if let (Type::Int | Type::Float | Type::Complex, Some(value @ Value::Instance(_))) =
        (class, given.places.first())
        && let Some(number) = interp.number_of(value, class)?
    {
        return Ok(number);
    }
    let place = |i: usize| given.places.get(i).cloned();
    match class {
        Type::Bool => Ok(Value::Bool(place(0).map_or(Ok(false), |v| interp.is_true(&v))?)),
        Type::Object => {
            let class = interp.object_class();
            interp.plain_instance(&class, &Given::default())
        }
        Type::Set | Type::FrozenSet => {
            let frozen = class == Type::FrozenSet;
            let mut table = super::super::set::SetTable::default();
            match place(0) {
                Some(Value::Set(set)) if frozen && set.frozen => return Ok(Value::Set(set)),
                Some(source) => interp.merge_items(&mut table, &source)?,
                None => {}
            }
            Ok(Interp::set_value(table, frozen))
        }
        Type::Int => int(interp, place(0), place(1).or_else(|| named("base"))),
        Type::Float => place(0).map_or(Ok(0.0), |v| to_float(interp, &v)).map(Value::Float),
        Type::Complex => to_complex(place(0).or_else(|| named("real")), place(1).or_else(|| named("imag"))),
        Type::Str if given.places.len() + given.names.len() > 1 => {
            let encoding = place(1).or_else(|| named("encoding")).unwrap_or_else(|| Value::str("utf-8"));
            match place(0) {
                Some(value) if let Some(bytes) = super::byte_methods::bytes_like(&value) => {
                    let how = place(2).or_else(|| named("errors"));
                    super::bytes::text_of(&bytes, &encoding, how.as_ref())
                }
                Some(Value::Str(_)) => {
                    Err(E::Type { message: "decoding str is not supported".into() }.into())
                }
                other => {
                    let found = other.map_or_else(|| "NoneType".to_owned(), |value| value.type_name());
                    let message = format!("decoding to str: need a bytes-like object, {found} found");
                    Err(E::Type { message }.into())
                }
            }
        }
        Type::Str => Ok(match place(0) {
            Some(value) => interp.text_of(&value, false)?.into(),
            None => Value::str(""),
        }),
        Type::Bytes => {
            super::bytes::construct(interp, place(0), place(1).or_else(|| named("encoding")), "bytes")
        }
        Type::Other(super::bytearray::BYTEARRAY) => {
            let source = place(0).or_else(|| named("source"));
            super::bytearray::make(interp, source, place(1).or_else(|| named("encoding")))
        }
        Type::List => Ok(Value::list(place(0).map_or(Ok(Vec::new()), |v| interp.items(&v))?)),
        Type::Tuple => Ok(Value::tuple(place(0).map_or(Ok(Vec::new()), |v| interp.items(&v))?)),
        Type::Dict => {
            let mut dict = super::super::entries::Entries::new();
            match place(0) {
                Some(Value::Dict(other)) => dict = copied(&interp.memory, &other.borrow())?,
                Some(pairs) => dict = super::dicts::pairs_of(interp, &pairs)?,
                None => {}
            }
            for (name, value) in &given.names {
                dict.insert(Key::Str(Rc::clone(name).into()), value.clone());
            }
            Ok(Value::Dict(super::super::nest::Shared::new(std::cell::RefCell::new(dict))))
        }
        Type::Slice => {
            let parts = match given.places.as_slice() {
                [stop] => [Value::None, stop.clone(), Value::None],
                [start, stop] => [start.clone(), stop.clone(), Value::None],
                [start, stop, step] => [start.clone(), stop.clone(), step.clone()],
                places => {
                    let message = format!(
                        "slice expected at {} argument{}, got {}",
                        if places.is_empty() { "least 1" } else { "most 3" },
                        if places.is_empty() { "" } else { "s" },
                        places.len()
                    );
                    return Err(E::Type { message }.into());
                }
            };
            Ok(Value::Slice(super::super::nest::Shared::new(parts)))
        }
        Type::Range => {
            let range = match given.places.as_slice() {
                [stop] => Range { start: 0, stop: bound(stop)?, step: 1 },
                [start, stop] => Range { start: bound(start)?, stop: bound(stop)?, step: 1 },
                [start, stop, step] => Range { start: bound(start)?, stop: bound(stop)?, step: bound(step)? },
                places => {
                    let message = format!(
                        "range expected at {} argument{}, got {}",
                        if places.is_empty() { "least 1" } else { "most 3" },
                        if places.is_empty() { "" } else { "s" },
                        places.len()
                    );
                    return Err(E::Type { message }.into());
                }
            };
            if range.step == 0 {
                return Err(E::RangeStep {}.into());
            }
            Ok(Value::Range(Rc::new(range)))
        }
        Type::Type => match given.places.as_slice() {
            [value] => Ok(super::python::type_of(value)),
            _ => interp.new_type(None, given),
        },
        super::deque::CLASS => super::deque::construct(interp, &given),
        Type::DType => {
            let value = place(0).or_else(|| named("dtype")).ok_or_else(|| E::Type {
                message: "dtype() missing required argument 'dtype' (pos 1)".into(),
            })?;
            Ok(Value::DType(interp.dtype(&value)?))
        }
        Type::Scalar(dtype) => {
            check_scalar_arguments(dtype, &given)?;
            if dtype.is_complex() && given.places.len() == 2 {
                let both = to_complex(place(0), place(1))?;
                return scalar(interp, dtype, Some(both));
            }
            scalar(interp, dtype, place(0))
        }
        Type::Abstract(class) => {
            let name = Type::Abstract(class).qualified();
            Err(E::Type { message: format!("cannot create '{name}' instances") }.into())
        }
        Type::Ndarray => {
            let shape = place(0).or_else(|| named("shape")).ok_or_else(|| E::Type {
                message: "ndarray() missing required argument 'shape' (pos 0)".into(),
            })?;
            let dtype = place(1).or_else(|| named("dtype"));
            let dtype = interp.opt_dtype(dtype.as_ref())?.unwrap_or(DType::Float64);
            let buffer = place(2).or_else(|| named("buffer"));
            let shape = interp.ints(&shape)?;
            let order = place(5).or_else(|| named("order"));
            let order = interp.order(order.as_ref(), Order::C)?;
            let offset = place(3).or_else(|| named("offset")).map_or(Ok(0), |v| index_int(&v))?;
            let strides = place(4).or_else(|| named("strides")).filter(|v| !matches!(v, Value::None));
            let strides = strides.map(|v| interp.ints(&v)).transpose()?;
            let over = |a: &Array| {
                crate::ops::shape::over_buffer(a, &shape, dtype, offset, strides.as_deref(), order)
            };
            match buffer {
                None | Some(Value::None) => {
                    Ok(crate::ops::create::empty(&interp.memory, &shape, dtype, order)?.into())
                }
                Some(Value::Array(a)) => Ok(over(&a)?.into()),
                Some(Value::Bytes(bytes)) => {
                    let whole = bytes.array(&interp.memory)?;
                    Ok(over(&whole)?.with_base(ByteString::base(&whole)).into())
                }
                Some(other) => {
                    let message = format!("a bytes-like object is required, not '{}'", other.type_name());
                    Err(E::Type { message }.into())
                }
            }
        }
        Type::Other(name) => super::modules::construct(interp, name, given),
        other => Err(CallError::NotCallable { type_name: other.qualified() }.into()),
    }
}

/// How many arguments Python's own classes take, and which names.
fn check_arguments(class: Type, given: &Given) -> Result<()> {
    let (count, named) = (given.places.len(), given.names.len());
    let name = class.name();
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let message = match class {
        Type::Bool | Type::List | Type::Tuple | Type::Set | Type::FrozenSet | Type::Float => match named {
            0 if count <= 1 => return Ok(()),
            0 => format!("{name} expected at most 1 argument, got {count}"),
            _ => format!("{name}() takes no keyword arguments"),
        },
        Type::Range | Type::Slice if named > 0 => format!("{name}() takes no keyword arguments"),
        Type::Dict if count > 1 => format!("dict expected at most 1 argument, got {count}"),
        Type::Object if count + named > 0 => "object() takes no arguments".to_owned(),
        Type::Int | Type::Complex | Type::Str | Type::Bytes | Type::Other(super::bytearray::BYTEARRAY) => {
            let names: &[&str] = match class {
                Type::Int => &["", "base"],
                Type::Complex => &["real", "imag"],
                Type::Str => &["object", "encoding", "errors"],
                _ => &["source", "encoding", "errors"],
            };
            let most = names.len();
            if count + named > most {
                let kind = if count == 0 { "keyword " } else { "" };
                format!("{name}() takes at most {most} {kind}argument{} ({} given)", s(most), count + named)
            } else if let Some((unknown, _)) =
                given.names.iter().find(|(n, _)| !names.contains(&&**n) || n.is_empty())
            {
                format!("'{unknown}' is an invalid keyword argument for {name}()")
            } else if let Some(at) =
                names.iter().take(count).position(|name| given.names.iter().any(|(n, _)| &**n == *name))
            {
                format!("argument for {name}() given by name ('{}') and position ({})", names[at], at + 1)
            } else {
                let by_place = |i: usize| given.places.get(i);
                let by_name =
                    |name: &str| given.names.iter().find(|(n, _)| &**n == name).map(|(_, value)| value);
                let text = [1, 2].into_iter().filter(|_| most == 3).find_map(|i| {
                    let value = by_place(i).or_else(|| by_name(names[i]))?;
                    (!matches!(value, Value::Str(_))).then(|| (names[i], value.type_name()))
                });
                match text {
                    Some((argument, given)) => {
                        format!("{name}() argument '{argument}' must be str, not {given}")
                    }
                    None => return Ok(()),
                }
            }
        }
        _ => return Ok(()),
    };
    Err(E::Type { message }.into())
}

/// NumPy's classes take one value, the complex ones two parts, and none takes names.
fn check_scalar_arguments(dtype: DType, given: &Given) -> Result<()> {
    let n = given.places.len();
    let most = if dtype.is_complex() { 2 } else { 1 };
    let name = given.names.first().map(|(name, _)| name);
    let message = match (dtype, name) {
        (DType::Float64, Some(_)) => "float() takes no keyword arguments".to_owned(),
        (DType::Bool, Some(name)) => format!("'{name}' is an invalid keyword argument for bool_()"),
        (_, Some(name)) => {
            format!("'{name}' is an invalid keyword argument for this function")
        }
        (DType::Float64, _) if n > most => format!("float expected at most 1 argument, got {n}"),
        (DType::Bool, _) if n > most => format!("bool_() takes at most 1 argument ({n} given)"),
        _ if n > most => {
            let s = if most == 1 { "" } else { "s" };
            format!("function takes at most {most} argument{s} ({n} given)")
        }
        _ => return Ok(()),
    };
    Err(E::Type { message }.into())
}

/// `np.float32(x)`: a scalar, or an array for a sequence. Warns where a finite number becomes an infinity, or a complex one a real.
fn scalar(interp: &mut Interp, dtype: DType, value: Option<Value>) -> Result<Value> {
    if let Some(Value::Scalar(s)) = &value
        && dtype.is_integer()
    {
        crate::ops::warn_of_complex(s.dtype(), dtype, &interp.memory);
    }
    let made = scalar_quietly(interp, dtype, value.clone())?;
    if let (Some(value), Value::Scalar(made)) = (value, &made)
        && dtype.is_inexact()
    {
        let infinite = |s: &Scalar| {
            let z = crate::ops::scalar_as::<C128>(s);
            z.re.is_infinite() || z.im.is_infinite()
        };
        let was = match &value {
            Value::Scalar(s) => Some(*s),
            Value::Float(x) => Some(Scalar::new(*x)),
            Value::Complex(z) => Some(Scalar::new(*z)),
            Value::Int(n) => Some(Scalar::new(*n as f64)),
            Value::BigInt(_) => Some(Scalar::new(0.0)),
            _ => None,
        };
        if let Some(was) = was {
            crate::ops::warn_of_complex(was.dtype(), dtype, &interp.memory);
            if infinite(made) && !infinite(&was) {
                interp.memory.fault(Fault::Over, crate::ops::CastError::Overflow {});
                interp.memory.take_fault()?;
            }
        }
    }
    Ok(made)
}

fn scalar_quietly(interp: &mut Interp, dtype: DType, value: Option<Value>) -> Result<Value> {
    let Some(value) = value else {
        return Ok(Value::Scalar(Scalar::new(0u8)).clone()).and_then(|_| zero(dtype));
    };
    match &value {
        Value::Array(a) => {
            let cast = crate::ops::convert::astype(a, dtype, Order::K, crate::memory::Casting::Unsafe, true)?;
            Ok(super::creation::scalar_or_array(cast))
        }
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            Ok(Value::Array(interp.array_as(&value, Some(dtype))?))
        }
        Value::Str(_) if dtype.is_complex() => {
            let z = to_complex(Some(value.clone()), None)?;
            super::super::convert::scalar_of(&z, dtype).map(Value::Scalar)
        }
        Value::Str(text) => match dtype.kind() {
            Kind::Bool => Ok(Value::Scalar(Scalar::new(crate::memory::Bool::from(!text.is_empty())))),
            Kind::Int | Kind::UInt => {
                let n = int(interp, Some(value.clone()), None)?;
                super::super::convert::scalar_of(&n, dtype).map(Value::Scalar)
            }
            _ => {
                let x = to_float(interp, &value)?;
                super::super::convert::scalar_of(&Value::Float(x), dtype).map(Value::Scalar)
            }
        },
        Value::None if dtype.is_complex() => {
            let nan = Value::Complex(C128::new(f64::NAN, f64::NAN));
            super::super::convert::scalar_of(&nan, dtype).map(Value::Scalar)
        }
        Value::None if dtype.is_inexact() => {
            super::super::convert::scalar_of(&Value::Float(f64::NAN), dtype).map(Value::Scalar)
        }
        Value::None if dtype == DType::Bool => zero(dtype),
        Value::BigInt(n) if dtype.is_integer() && (dtype != DType::UInt64 || n.bits() > 64) => {
            Err(E::IntToLong {}.into())
        }
        other => super::super::convert::scalar_of(other, dtype).map(Value::Scalar),
    }
}

#[allow(clippy::unnecessary_wraps)]
fn zero(dtype: DType) -> Result<Value> {
    Ok(Value::Scalar(Scalar::from_bytes(dtype, &[0; 16])))
}

/// The one element of an array that may stand for a number.
fn only(array: &Array) -> Result<Scalar> {
    let zero_dim = Some(array).filter(|array| array.ndim() == 0);
    zero_dim.and_then(super::super::access::only).ok_or_else(|| E::OnlyLengthOne {}.into())
}

fn int(interp: &mut Interp, value: Option<Value>, base: Option<Value>) -> Result<Value> {
    let Some(value) = value else { return Ok(Value::Int(0)) };
    match &value {
        Value::Int(_) | Value::BigInt(_) => Ok(value),
        Value::Bool(b) => Ok(Value::Int(i64::from(*b))),
        Value::Float(x) => truncate(*x),
        Value::Scalar(s) => match python_number(s) {
            Value::Float(x) => truncate(x),
            // NumPy's complex scalars convert, with a warning; Python's do not.
            Value::Complex(z) => {
                crate::ops::warn_of_complex(s.dtype(), DType::Int64, &interp.memory);
                truncate(z.re)
            }
            Value::Bool(b) => Ok(Value::Int(i64::from(b))),
            other => Ok(other),
        },
        Value::Array(a) => {
            let scalar = only(a)?;
            if scalar.dtype().is_complex() {
                // An array hands over its item, a Python complex.
                return Err(E::IntArgument { type_name: "complex".into() }.into());
            }
            int(interp, Some(Value::Scalar(scalar)), None)
        }
        Value::Bytes(bytes) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            int(interp, Some(text.into()), base)
        }
        Value::Str(text) => {
            let base = base.map_or(Ok(10), |b| index_int(&b))? as u32;
            let fail = || E::IntLiteral { base, text: interp.repr(&value) };
            let body = text.trim().replace('_', "");
            let (sign, digits) = match body.strip_prefix('-') {
                Some(rest) => (-1, rest),
                None => (1, body.strip_prefix('+').unwrap_or(&body)),
            };
            let lower = digits.to_lowercase();
            let (radix, digits) = match (base, lower.as_str()) {
                (0 | 16, d) if d.starts_with("0x") => (16, &lower[2..]),
                (0 | 8, d) if d.starts_with("0o") => (8, &lower[2..]),
                (0 | 2, d) if d.starts_with("0b") => (2, &lower[2..]),
                (0, _) => (10, lower.as_str()),
                (b, _) => (b, lower.as_str()),
            };
            if !(2..=36).contains(&radix) {
                return Err(E::Value { message: "int() base must be >= 2 and <= 36, or 0".into() }.into());
            }
            // What follows the digits is looked at later, as in Python.
            let count = digits.chars().take_while(|c| c.is_digit(radix)).count();
            if !radix.is_power_of_two() && count > crate::display::MAX_INT_DIGITS {
                return Err(E::TooManyDigits { digits: count }.into());
            }
            let n = BigInt::parse_bytes(digits.as_bytes(), radix).ok_or_else(fail)?;
            Ok(Value::big(n * sign))
        }
        other => Err(E::IntArgument { type_name: short_type(other) }.into()),
    }
}

fn truncate(x: f64) -> Result<Value> {
    if x.is_nan() {
        return Err(E::NanToInt {}.into());
    }
    if x.is_infinite() {
        return Err(E::InfToInt {}.into());
    }
    Ok(BigInt::from_f64(x.trunc()).map_or(Value::Int(0), Value::big))
}

fn to_float(interp: &Interp, value: &Value) -> Result<f64> {
    match value {
        Value::Str(text) => {
            let body = text.trim().replace('_', "");
            let lower = body.to_lowercase();
            let plain = lower.trim_start_matches(['+', '-']);
            let word = matches!(plain, "inf" | "infinity" | "nan");
            let numeric = plain.starts_with(|c: char| c.is_ascii_digit() || c == '.');
            match lower.parse::<f64>() {
                Ok(x) if word || numeric => Ok(x),
                _ => Err(E::FloatLiteral { text: interp.repr(value) }.into()),
            }
        }
        Value::Array(a) => {
            let scalar = only(a)?;
            if scalar.dtype().is_complex() {
                return Err(E::FloatArgument { type_name: "complex".into() }.into());
            }
            float(&Value::Scalar(scalar))
        }
        Value::Complex(_) => Err(E::FloatArgument { type_name: "complex".into() }.into()),
        Value::Scalar(s) if s.dtype().is_complex() => {
            crate::ops::warn_of_complex(s.dtype(), DType::Float64, &interp.memory);
            float(value)
        }
        other => float(other),
    }
}

fn to_complex(real: Option<Value>, imag: Option<Value>) -> Result<Value> {
    let part = |v: Option<Value>| -> Result<C128> {
        match v {
            None => Ok(C128::new(0.0, 0.0)),
            Some(Value::Array(a)) => super::super::convert::complex(&Value::Scalar(only(&a)?)),
            Some(Value::Str(text)) => super::super::convert::parse_complex(&text),
            Some(v) => super::super::convert::complex(&v),
        }
    };
    // Signed zeros are kept: what is no complex number has no other part to add.
    let re = part(real)?;
    let Some(imag) = imag else { return Ok(Value::Complex(re)) };
    let complex = match &imag {
        Value::Complex(_) => true,
        Value::Scalar(x) => x.dtype().is_complex(),
        _ => false,
    };
    let im = part(Some(imag))?;
    let imaginary = if re.im == 0.0 { im.re } else { re.im + im.re };
    Ok(Value::Complex(C128::new(if complex { re.re - im.im } else { re.re }, imaginary)))
}
