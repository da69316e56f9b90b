//! Python's own functions whose names NumPy has too: what `sum`, `max` and their like mean in the Python dialect.

use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::error::Result;
use crate::syntax::{BinaryOp, CompareOp, UnaryOp};

use super::super::call::{Args, Given};
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::integers;
use super::super::interp::Interp;
use super::super::operators::big;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Module, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Builtins), parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["sum"],
        "iterable, /, start=0",
        sum,
        "The items added up.",
        "import builtins; builtins.sum([1, 2])",
    ),
    row(
        &["max"],
        "*args, key=None, default=<no value>",
        |interp, args| extreme(interp, &args, CompareOp::Greater),
        "The largest item.",
        "import builtins; builtins.max(1, 2)",
    ),
    row(
        &["min"],
        "*args, key=None, default=<no value>",
        |interp, args| extreme(interp, &args, CompareOp::Less),
        "The smallest item.",
        "import builtins; builtins.min([1, 2])",
    ),
    row(
        &["any"],
        "iterable, /",
        |interp, args| first_that_is(interp, args.value("iterable"), true).map(Value::Bool),
        "Whether an item is true.",
        "import builtins; builtins.any([0, 1])",
    ),
    row(
        &["all"],
        "iterable, /",
        |interp, args| first_that_is(interp, args.value("iterable"), false).map(|found| Value::Bool(!found)),
        "Whether every item is true.",
        "import builtins; builtins.all([0, 1])",
    ),
    row(&["abs"], "x, /", absolute, "The absolute value.", "import builtins; builtins.abs(-3)"),
    row(
        &["round"],
        "number, ndigits=None",
        round,
        "The nearest int, or number of so many digits.",
        "import builtins; builtins.round(2.567, 1)",
    ),
    row(
        &["pow"],
        "base, exp, mod=None",
        power,
        "A power, perhaps of a remainder.",
        "import builtins; builtins.pow(2, 10)",
    ),
    row(
        &["divmod"],
        "x, y, /",
        |interp, args| {
            let (x, y) = (args.value("x"), args.value("y"));
            let names = interp.names;
            if let Some(result) = interp.try_operator(x, names.divmod, y)? {
                return Ok(result);
            }
            if let Some(result) = interp.try_operator(y, names.rdivmod, x)? {
                return Ok(result);
            }
            let both = |value: &Value| {
                matches!(value, Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::Float(_))
                    || Interp::payload(value).is_some()
                    || matches!(value, Value::Array(_) | Value::Scalar(_) | Value::Object(_))
            };
            if !both(x) || !both(y) {
                return Err(E::Operands { op: "divmod()", left: x.type_name(), right: y.type_name() }.into());
            }
            let quotient = interp.binary(BinaryOp::FloorDivide, x, y).map_err(|error| {
                match error.downcast_ref::<E>() {
                    Some(E::FloatFloorDivision {}) => E::FloatDivmod {}.into(),
                    _ => error,
                }
            })?;
            Ok(Value::tuple(vec![quotient, interp.binary(BinaryOp::Remainder, x, y)?]))
        },
        "Quotient and remainder.",
        "import builtins; builtins.divmod(17, 5)",
    ),
];

fn sum(interp: &mut Interp, args: Args) -> Result<Value> {
    let mut total = args.get("start").cloned().unwrap_or(Value::Int(0));
    if let Value::Str(_) = total {
        return Err(E::Type { message: "sum() can't sum strings [use ''.join(seq) instead]".into() }.into());
    }
    interp.for_each_item(args.value("iterable"), &mut |interp, item| {
        total = match (&total, &item) {
            (Value::Int(a), Value::Int(b)) => match a.checked_add(*b) {
                Some(sum) => Value::Int(sum),
                None => interp.binary(BinaryOp::Add, &total, &item)?,
            },
            (Value::Float(a), Value::Float(b)) => Value::Float(a + b),
            _ => interp.binary(BinaryOp::Add, &total, &item)?,
        };
        Ok(true)
    })?;
    Ok(total)
}

/// Whether an item has this truth.
fn first_that_is(interp: &mut Interp, iterable: &Value, wanted: bool) -> Result<bool> {
    let mut found = false;
    interp.for_each_item(iterable, &mut |interp, item| {
        found = interp.is_true(&item)? == wanted;
        Ok(!found)
    })?;
    Ok(found)
}

fn extreme(interp: &mut Interp, args: &Args, better: CompareOp) -> Result<Value> {
    let name = args.function();
    let key = args.some("key").cloned();
    let mut best: Option<(Value, Value)> = None;
    let mut look = |interp: &mut Interp, item: Value| -> Result<bool> {
        let rank = match &key {
            Some(key) => interp.call(key, Given::places([item.clone()]))?,
            None => item.clone(),
        };
        let wins = match &best {
            None => true,
            Some((_, top)) => {
                let wins = interp.compare(better, &rank, top)?;
                interp.is_true(&wins)?
            }
        };
        if wins {
            best = Some((item, rank));
        }
        Ok(true)
    };
    match &args.rest[..] {
        [] => {
            let message = format!("{name} expected at least 1 argument, got 0");
            return Err(E::Type { message }.into());
        }
        [iterable] => interp.for_each_item(iterable, &mut look)?,
        many => {
            for item in many {
                look(interp, item.clone())?;
            }
        }
    }
    match (best, args.get("default")) {
        (Some((item, _)), _) => Ok(item),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => {
            let message = format!("{name}() arg is an empty sequence");
            Err(E::Value { message }.into())
        }
    }
}

fn absolute(interp: &mut Interp, args: Args) -> Result<Value> {
    match args.value("x") {
        Value::Int(n) => Ok(n.checked_abs().map_or_else(|| Value::big(BigInt::from(*n).abs()), Value::Int)),
        Value::Bool(b) => Ok(Value::Int((*b).into())),
        Value::BigInt(n) => Ok(Value::BigInt(Rc::new(n.abs()))),
        Value::Float(x) => Ok(Value::Float(x.abs())),
        Value::Complex(z) => Ok(Value::Float(z.re.hypot(z.im))),
        x @ (Value::Array(_) | Value::Scalar(_)) => {
            let absolute = interp.numpy("absolute")?;
            interp.call(&absolute, Given::places([x.clone()]))
        }
        x => {
            let name = interp.names.abs;
            match interp.special(x, name) {
                Some(method) => interp.call(&method, Given::default()),
                None => {
                    let message = format!("bad operand type for abs(): '{}'", x.type_name());
                    Err(E::Type { message }.into())
                }
            }
        }
    }
}

fn round(interp: &mut Interp, args: Args) -> Result<Value> {
    let (number, digits) = (args.value("number").clone(), args.some("ndigits").cloned());
    match &number {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => {
            let digits = digits.map_or(Ok(0), |digits| index_int(&digits))?;
            if digits >= 0 {
                return interp.unary(UnaryOp::Positive, &number);
            }
            // To the nearest multiple of a power of ten, halves to the even one.
            let (Some(n), Ok(digits)) = (big(&number), u32::try_from(-digits)) else {
                return Ok(Value::Int(0));
            };
            if digits > 100_000 {
                return Ok(Value::Int(0));
            }
            let unit = BigInt::from(10).pow(digits);
            let half = &unit / 2;
            let rest = ((&n % &unit) + &unit) % &unit;
            let low = &n - &rest;
            let odd = !((&low / &unit) % BigInt::from(2)).is_zero();
            Ok(Value::big(if rest > half || rest == half && odd { low + unit } else { low }))
        }
        Value::Float(x) => match digits {
            None if x.is_nan() => Err(E::NanToInt {}.into()),
            None if x.is_infinite() => Err(E::InfToInt {}.into()),
            None => {
                let rounded = x.round_ties_even();
                Ok(rounded.to_i64().filter(|n| n.unsigned_abs() < 1 << 62).map_or_else(
                    || Value::big(num_traits::FromPrimitive::from_f64(rounded).unwrap_or_default()),
                    Value::Int,
                ))
            }
            Some(digits) => {
                let digits = index_int(&digits)?;
                if !x.is_finite() || digits > 400 {
                    return Ok(Value::Float(*x));
                }
                if digits < -400 {
                    return Ok(Value::Float(0.0_f64.copysign(*x)));
                }
                Ok(Value::Float(super::super::text::round_decimal(*x, digits as i32)))
            }
        },
        Value::Array(_) | Value::Scalar(_) => {
            let round = interp.numpy("round")?;
            let whole = digits.is_none() && matches!(number, Value::Scalar(_));
            let places = std::iter::once(number.clone()).chain(digits);
            let rounded = interp.call(&round, Given::places(places))?;
            match (&rounded, whole) {
                // A NumPy float rounds to Python's int.
                (Value::Scalar(scalar), true) => {
                    let plain = super::super::operators::python_number(scalar);
                    super::construct(interp, super::super::value::Type::Int, Given::places([plain]))
                }
                _ => Ok(rounded),
            }
        }
        _ => {
            let name = interp.names.round;
            match interp.special(&number, name) {
                Some(method) => interp.call(&method, Given::places(digits)),
                None => {
                    let message = format!("type {} doesn't define __round__ method", number.type_name());
                    Err(E::Type { message }.into())
                }
            }
        }
    }
}

fn power(interp: &mut Interp, args: Args) -> Result<Value> {
    let (base, exponent) = (args.value("base"), args.value("exp"));
    match args.some("mod") {
        None => interp.binary(BinaryOp::Power, base, exponent),
        Some(modulus) => {
            let (Some(b), Some(e), Some(m)) = (big(base), big(exponent), big(modulus)) else {
                let message = "pow() 3rd argument not allowed unless all arguments are integers".into();
                return Err(E::Type { message }.into());
            };
            if m.is_zero() {
                return Err(E::Value { message: "pow() 3rd argument cannot be 0".into() }.into());
            }
            let Some(power) = integers::power_modulo(&interp.memory, &b, &e, &m)? else {
                let message = "base is not invertible for the given modulus".into();
                return Err(E::Value { message }.into());
            };
            Ok(Value::big(power))
        }
    }
}
