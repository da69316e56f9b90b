//! `math`

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};

use crate::error::Result;
use crate::syntax::BinaryOp;

use super::super::super::call::{Args, Given};
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::operators::big;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Value};
use super::arguments::{index, real, type_error, value_error};
use super::real::{ExactSum, Fault, SumFault, gamma, lgamma, vector_norm};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Math), parameters, run, Returns::Scalar, help, example)
}

/// A row for a function of one real number; the last part says whether an infinite result is too large, else it is outside of the domain.
macro_rules! real_row {
    ($name:literal, $function:expr, $overflows:literal, $help:literal) => {
        row(
            &[$name],
            "x, /",
            |interp, args| {
                let x = real(interp, args.value("x"))?;
                checked(x, $function(x), $overflows).map(Value::Float)
            },
            $help,
            concat!("import math; math.", $name, "(1)"),
        )
    };
}

pub(in super::super) const ROWS: &[Builtin] = &[
    real_row!("acos", f64::acos, false, "The angle of a cosine."),
    real_row!("acosh", crate::ops::ufunc::acosh::<f64>, false, "The inverse of cosh."),
    real_row!("asin", f64::asin, false, "The angle of a sine."),
    real_row!("asinh", crate::ops::ufunc::asinh::<f64>, false, "The inverse of sinh."),
    real_row!("atan", f64::atan, false, "The angle of a tangent."),
    row(
        &["atanh"],
        "x, /",
        |interp, args| {
            let x = real(interp, args.value("x"))?;
            checked(x, crate::ops::ufunc::atanh(x), false).map(Value::Float)
        },
        "The inverse of tanh.",
        "import math; math.atanh(0.5)",
    ),
    real_row!("cbrt", f64::cbrt, false, "The cube root."),
    real_row!("cos", f64::cos, false, "The cosine of an angle in radians."),
    real_row!("cosh", f64::cosh, true, "The hyperbolic cosine."),
    real_row!("erf", libm::erf, false, "The error function."),
    real_row!("erfc", libm::erfc, false, "One less the error function."),
    real_row!("exp", f64::exp, true, "e to a power."),
    real_row!("exp2", f64::exp2, true, "2 to a power."),
    real_row!("expm1", f64::exp_m1, true, "e to a power, less one."),
    real_row!("fabs", f64::abs, false, "The absolute value, as a float."),
    real_row!("log1p", log1p, false, "The natural logarithm of one more."),
    real_row!("sin", f64::sin, false, "The sine of an angle in radians."),
    real_row!("sinh", f64::sinh, true, "The hyperbolic sine."),
    real_row!("sqrt", f64::sqrt, false, "The square root."),
    real_row!("tan", f64::tan, false, "The tangent of an angle in radians."),
    real_row!("tanh", f64::tanh, false, "The hyperbolic tangent."),
    row(
        &["gamma"],
        "x, /",
        |interp, args| told(gamma(real(interp, args.value("x"))?)),
        "The gamma function: of a whole number, the factorial of one less.",
        "import math; math.gamma(4.5)",
    ),
    row(
        &["lgamma"],
        "x, /",
        |interp, args| told(lgamma(real(interp, args.value("x"))?)),
        "The natural logarithm of the absolute value of the gamma function.",
        "import math; math.lgamma(4.5)",
    ),
    row(
        &["degrees"],
        "x, /",
        |interp, args| Ok(Value::Float(real(interp, args.value("x"))? * (180.0 / std::f64::consts::PI))),
        "An angle in radians as one in degrees.",
        "import math; math.degrees(1)",
    ),
    row(
        &["radians"],
        "x, /",
        |interp, args| Ok(Value::Float(real(interp, args.value("x"))? * (std::f64::consts::PI / 180.0))),
        "An angle in degrees as one in radians.",
        "import math; math.radians(180)",
    ),
    row(
        &["atan2"],
        "y, x, /",
        |interp, args| {
            let (y, x) = two(interp, &args, "y", "x")?;
            Ok(Value::Float(y.atan2(x)))
        },
        "The angle of a point with these coordinates.",
        "import math; math.atan2(1, 2)",
    ),
    row(
        &["copysign"],
        "x, y, /",
        |interp, args| {
            let (x, y) = two(interp, &args, "x", "y")?;
            Ok(Value::Float(x.copysign(y)))
        },
        "A number with the sign of another.",
        "import math; math.copysign(1, -0.0)",
    ),
    row(
        &["fmod"],
        "x, y, /",
        |interp, args| {
            let (x, y) = two(interp, &args, "x", "y")?;
            if y.is_infinite() && x.is_finite() {
                return Ok(Value::Float(x));
            }
            in_domain(x % y, x, y)
        },
        "The remainder with the sign of the first.",
        "import math; math.fmod(-7, 3)",
    ),
    row(
        &["remainder"],
        "x, y, /",
        |interp, args| {
            let (x, y) = two(interp, &args, "x", "y")?;
            if y.is_infinite() && x.is_finite() {
                return Ok(Value::Float(x));
            }
            in_domain(nearest_remainder(x, y), x, y)
        },
        "The remainder of the quotient rounded to the nearest whole number.",
        "import math; math.remainder(7, 4)",
    ),
    row(
        &["pow"],
        "x, y, /",
        |interp, args| {
            let (x, y) = two(interp, &args, "x", "y")?;
            let power = x.powf(y);
            if !x.is_finite() || !y.is_finite() || power.is_finite() {
                return Ok(Value::Float(power));
            }
            Err(if power.is_nan() || x == 0.0 { domain() } else { range() })
        },
        "A power, as a float.",
        "import math; math.pow(2, 0.5)",
    ),
    row(&["ldexp"], "x, i, /", ldexp, "x * 2**i.", "import math; math.ldexp(0.75, 3)"),
    row(
        &["frexp"],
        "x, /",
        |interp, args| {
            let x = real(interp, args.value("x"))?;
            let (mantissa, exponent) = if x.is_finite() && x != 0.0 { libm::frexp(x) } else { (x, 0) };
            Ok(Value::tuple(vec![Value::Float(mantissa), Value::Int(exponent.into())]))
        },
        "The mantissa, from a half to one, and the exponent of 2.",
        "import math; math.frexp(6)",
    ),
    row(
        &["modf"],
        "x, /",
        |interp, args| {
            let x = real(interp, args.value("x"))?;
            let fraction = if x.is_infinite() { 0.0 } else { x.fract() };
            let whole = if x.is_infinite() { x } else { x.trunc() };
            Ok(Value::tuple(vec![Value::Float(fraction.copysign(x)), Value::Float(whole)]))
        },
        "The fraction and the whole part.",
        "import math; math.modf(-2.5)",
    ),
    row(
        &["nextafter"],
        "x, y, /",
        |interp, args| {
            let (x, y) = two(interp, &args, "x", "y")?;
            Ok(Value::Float(if x.is_nan() || y.is_nan() {
                f64::NAN
            } else if x == y {
                y
            } else if y > x {
                x.next_up()
            } else {
                x.next_down()
            }))
        },
        "The next float towards another.",
        "import math; math.nextafter(1, 2)",
    ),
    row(
        &["ulp"],
        "x, /",
        |interp, args| {
            let x = real(interp, args.value("x"))?.abs();
            if !x.is_finite() {
                return Ok(Value::Float(x));
            }
            let next = x.next_up();
            Ok(Value::Float(if next.is_infinite() { x - x.next_down() } else { next - x }))
        },
        "How far the next float is away.",
        "import math; math.ulp(1)",
    ),
    row(
        &["log"],
        "x, base=<no value>, /",
        log,
        "The natural logarithm, or that to a base.",
        "import math; math.log(8, 2)",
    ),
    row(
        &["log2"],
        "x, /",
        |interp, args| logarithm(interp, args.value("x"), f64::log2).map(Value::Float),
        "The logarithm to base 2.",
        "import math; math.log2(8)",
    ),
    row(
        &["log10"],
        "x, /",
        |interp, args| logarithm(interp, args.value("x"), f64::log10).map(Value::Float),
        "The logarithm to base 10.",
        "import math; math.log10(1000)",
    ),
    row(
        &["isfinite"],
        "x, /",
        |interp, args| Ok(Value::Bool(real(interp, args.value("x"))?.is_finite())),
        "Whether a number is neither infinite nor NaN.",
        "import math; math.isfinite(1)",
    ),
    row(
        &["isinf"],
        "x, /",
        |interp, args| Ok(Value::Bool(real(interp, args.value("x"))?.is_infinite())),
        "Whether a number is infinite.",
        "import math; math.isinf(math.inf)",
    ),
    row(
        &["isnan"],
        "x, /",
        |interp, args| Ok(Value::Bool(real(interp, args.value("x"))?.is_nan())),
        "Whether a number is NaN.",
        "import math; math.isnan(math.nan)",
    ),
    row(
        &["isclose"],
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        |interp, args| {
            let (a, b) = two(interp, &args, "a", "b")?;
            let relative = args.get("rel_tol").cloned().map_or(Ok(1e-9), |v| real(interp, &v))?;
            let absolute = args.get("abs_tol").cloned().map_or(Ok(0.0), |v| real(interp, &v))?;
            if relative < 0.0 || absolute < 0.0 {
                return Err(value_error("tolerances must be non-negative"));
            }
            if a == b {
                return Ok(Value::Bool(true));
            }
            if a.is_infinite() || b.is_infinite() {
                return Ok(Value::Bool(false));
            }
            let far = (b - a).abs();
            Ok(Value::Bool(far <= (relative * b).abs() || far <= (relative * a).abs() || far <= absolute))
        },
        "Whether two numbers are close to each other.",
        "import math; math.isclose(0.1 + 0.2, 0.3)",
    ),
    row(
        &["floor"],
        "x, /",
        |interp, args| whole(interp, args.value("x"), "__floor__", f64::floor),
        "The largest whole number that is not larger.",
        "import math; math.floor(-1.5)",
    ),
    row(
        &["ceil"],
        "x, /",
        |interp, args| whole(interp, args.value("x"), "__ceil__", f64::ceil),
        "The smallest whole number that is not smaller.",
        "import math; math.ceil(-1.5)",
    ),
    row(
        &["trunc"],
        "x, /",
        |interp, args| whole(interp, args.value("x"), "__trunc__", f64::trunc),
        "The whole part.",
        "import math; math.trunc(-1.5)",
    ),
    row(
        &["factorial"],
        "n, /",
        factorial,
        "The product of all whole numbers up to n.",
        "import math; math.factorial(5)",
    ),
    row(
        &["comb"],
        "n, k, /",
        comb,
        "How many ways there are to choose k of n.",
        "import math; math.comb(5, 2)",
    ),
    row(
        &["perm"],
        "n, k=None, /",
        perm,
        "How many ways there are to order k of n.",
        "import math; math.perm(5, 2)",
    ),
    row(
        &["gcd"],
        "*integers",
        |interp, args| fold(interp, &args, BigInt::zero(), |a, b| a.gcd(&b)),
        "The greatest common divisor.",
        "import math; math.gcd(12, 18)",
    ),
    row(
        &["lcm"],
        "*integers",
        |interp, args| {
            fold(interp, &args, BigInt::one(), |a, b| {
                if a.is_zero() || b.is_zero() { BigInt::zero() } else { a.lcm(&b).abs() }
            })
        },
        "The least common multiple.",
        "import math; math.lcm(4, 6)",
    ),
    row(
        &["isqrt"],
        "n, /",
        |interp, args| {
            let n = index(interp, args.value("n"))?;
            if n.is_negative() {
                return Err(value_error("isqrt() argument must be nonnegative"));
            }
            Ok(Value::big(n.sqrt()))
        },
        "The whole part of the square root of a whole number.",
        "import math; math.isqrt(17)",
    ),
    row(
        &["prod"],
        "iterable, /, *, start=1",
        |interp, args| {
            let mut product = args.get("start").cloned().unwrap_or(Value::Int(1));
            interp.for_each_item(args.value("iterable"), &mut |interp, item| {
                product = interp.binary(BinaryOp::Multiply, &product, &item)?;
                Ok(true)
            })?;
            Ok(product)
        },
        "The product of all items.",
        "import math; math.prod([2, 3, 4])",
    ),
    row(
        &["fsum"],
        "seq, /",
        |interp, args| {
            let mut sum = ExactSum::default();
            interp.for_each_item(args.value("seq"), &mut |interp, item| {
                let x = real(interp, &item)?;
                sum.add(x).map_err(sum_error)?;
                Ok(true)
            })?;
            sum.total().map(Value::Float).map_err(sum_error)
        },
        "The sum, rounded once at the end.",
        "import math; math.fsum([0.1] * 10)",
    ),
    row(
        &["hypot"],
        "*coordinates",
        |interp, args| {
            let vector = args.rest.iter().map(|x| real(interp, x)).collect::<Result<Vec<f64>>>()?;
            Ok(Value::Float(vector_norm(&vector)))
        },
        "The length of a vector.",
        "import math; math.hypot(3, 4)",
    ),
    row(&["dist"], "p, q, /", dist, "The distance of two points.", "import math; math.dist((0, 0), (3, 4))"),
];

/// The constants that are no rows.
pub(super) const CONSTANTS: &[&str] = &["pi", "e", "tau", "inf", "nan"];

/// `math.pi` and its like.
pub(super) fn constant(name: &str) -> Option<Value> {
    Some(Value::Float(match name {
        "pi" => std::f64::consts::PI,
        "e" => std::f64::consts::E,
        "tau" => std::f64::consts::TAU,
        "inf" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => return None,
    }))
}

/// `ValueError: math domain error`
pub(super) fn domain() -> crate::error::Error {
    value_error("math domain error")
}

/// `OverflowError: math range error`
pub(super) fn range() -> crate::error::Error {
    E::Overflow { message: "math range error".into() }.into()
}

/// The result of a function of one number, unless it is outside of the domain or of the range.
fn checked(x: f64, result: f64, overflows: bool) -> Result<f64> {
    if result.is_nan() && !x.is_nan() {
        return Err(domain());
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if overflows { range() } else { domain() });
    }
    Ok(result)
}

fn told(result: Result<f64, Fault>) -> Result<Value> {
    match result {
        Ok(x) => Ok(Value::Float(x)),
        Err(Fault::Domain) => Err(domain()),
        Err(Fault::Range) => Err(range()),
    }
}

fn in_domain(result: f64, x: f64, y: f64) -> Result<Value> {
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain());
    }
    Ok(Value::Float(result))
}

fn sum_error(fault: SumFault) -> crate::error::Error {
    match fault {
        SumFault::Overflow => E::Overflow { message: "intermediate overflow in fsum".into() }.into(),
        SumFault::Infinities => value_error("-inf + inf in fsum"),
    }
}

fn two(interp: &mut Interp, args: &Args, a: &str, b: &str) -> Result<(f64, f64)> {
    Ok((real(interp, args.value(a))?, real(interp, args.value(b))?))
}

/// `log1p(x)`, which keeps the sign of zero.
fn log1p(x: f64) -> f64 {
    if x == 0.0 { x } else { x.ln_1p() }
}

fn nearest_remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return if x.is_nan() { x } else { y };
    }
    if x.is_infinite() || y == 0.0 {
        return f64::NAN;
    }
    let (a, b) = (x.abs(), y.abs());
    let m = a % b;
    let other = b - m;
    let r = if m < other {
        m
    } else if m > other {
        -other
    } else {
        m - 2.0 * ((0.5 * (a - m)) % b)
    };
    1f64.copysign(x) * r
}

fn ldexp(interp: &mut Interp, args: Args) -> Result<Value> {
    let x = real(interp, args.value("x"))?;
    let value = args.value("i");
    let Some(exponent) = big(value).filter(|_| !matches!(value, Value::Float(_))) else {
        return Err(type_error("Expected an int as second argument to ldexp."));
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::Float(x));
    }
    // Further out everything is infinite, or nothing.
    let exponent = exponent.to_i32().unwrap_or(if exponent.is_negative() { -100_000 } else { 100_000 });
    let result = libm::ldexp(x, exponent.clamp(-100_000, 100_000));
    if result.is_infinite() { Err(range()) } else { Ok(Value::Float(result)) }
}

/// A logarithm of a float, or of an int of any size.
fn logarithm(interp: &mut Interp, value: &Value, function: fn(f64) -> f64) -> Result<f64> {
    let of = |x: f64| {
        if x > 0.0 {
            Ok(function(x))
        } else if x.is_nan() {
            Ok(x)
        } else {
            Err(domain())
        }
    };
    match value {
        Value::BigInt(n) => {
            if n.is_negative() {
                return Err(domain());
            }
            if let Some(x) = n.to_f64().filter(|x| x.is_finite()) {
                return of(x);
            }
            let bits = n.bits();
            let (mantissa, exponent) = mantissa(n.magnitude(), bits);
            Ok(function(mantissa) + function(2.0) * exponent)
        }
        other => of(real(interp, other)?),
    }
}

/// An int as a float from a half to one, and the exponent of 2.
fn mantissa(n: &BigUint, bits: u64) -> (f64, f64) {
    let shift = bits.saturating_sub(64);
    let mut top = (n >> shift).to_u64().unwrap_or(u64::MAX);
    // What was shifted out decides a tie.
    if n.trailing_zeros().is_some_and(|zeros| zeros < shift) {
        top |= 1;
    }
    let x = libm::ldexp(top as f64, -64);
    if x >= 1.0 { (x / 2.0, bits as f64 + 1.0) } else { (x, bits as f64) }
}

fn log(interp: &mut Interp, args: Args) -> Result<Value> {
    let x = logarithm(interp, args.value("x"), f64::ln)?;
    let Some(base) = args.get("base").cloned() else { return Ok(Value::Float(x)) };
    let base = logarithm(interp, &base, f64::ln)?;
    interp.binary(BinaryOp::Divide, &Value::Float(x), &Value::Float(base))
}

/// `floor`, `ceil`, `trunc`
fn whole(interp: &mut Interp, value: &Value, name: &str, round: fn(f64) -> f64) -> Result<Value> {
    match value {
        Value::Int(_) | Value::BigInt(_) => return Ok(value.clone()),
        Value::Bool(b) => return Ok(Value::Int((*b).into())),
        Value::Instance(_) => {
            let symbol = interp.interner.intern(name);
            if let Some(method) = interp.special(value, symbol) {
                return interp.call(&method, Given::default());
            }
        }
        _ => {}
    }
    if name == "__trunc__" && !matches!(value, Value::Float(_)) {
        let float = matches!(value, Value::Scalar(s) if s.dtype() == crate::memory::DType::Float64);
        if !float {
            return Err(type_error(format!("type {} doesn't define __trunc__ method", value.type_name())));
        }
    }
    let x = real(interp, value)?;
    if x.is_nan() {
        return Err(E::NanToInt {}.into());
    }
    BigInt::from_f64(round(x)).map(Value::big).ok_or_else(|| E::InfToInt {}.into())
}

fn factorial(interp: &mut Interp, args: Args) -> Result<Value> {
    let n = index(interp, args.value("n"))?;
    if n.is_negative() {
        return Err(value_error("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        let message = "factorial() argument should not exceed 9223372036854775807".into();
        return Err(E::Overflow { message }.into());
    };
    product(interp, 1, n as u64).map(|n| Value::big(n.into()))
}

/// The product of the whole numbers from `low` to `high`, halves first, so that the factors are of like size.
fn product(interp: &Interp, low: u64, high: u64) -> Result<BigUint> {
    const LEAF: u64 = 16;
    if low > high {
        return Ok(BigUint::one());
    }
    let count = high - low + 1;
    let bits = count.saturating_mul(u64::from(64 - high.leading_zeros()));
    interp.memory.check_room(usize::try_from(bits / 8).unwrap_or(usize::MAX))?;
    interp.memory.check_interrupt()?;
    if count <= LEAF {
        return Ok((low..=high).fold(BigUint::one(), |product, n| product * n));
    }
    let middle = low + (high - low) / 2;
    let (a, b) = (product(interp, low, middle)?, product(interp, middle + 1, high)?);
    let whole = super::super::super::integers::multiply(&interp.memory, &a.into(), &b.into())?;
    Ok(whole.magnitude().clone())
}

/// `n` and `k`, neither below zero.
fn choice(interp: &mut Interp, args: &Args) -> Result<(BigInt, BigInt)> {
    let n = index(interp, args.value("n"))?;
    let k = args.some("k").cloned().map_or_else(|| Ok(n.clone()), |k| index(interp, &k))?;
    if n.is_negative() {
        return Err(value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(value_error("k must be a non-negative integer"));
    }
    Ok((n, k))
}

/// `n * (n - 1) * …`, so many factors.
fn falling(interp: &Interp, n: &BigInt, k: u64) -> Result<BigInt> {
    if let Some(n) = n.to_u64() {
        return product(interp, n - k + 1, n).map(BigInt::from);
    }
    let mut result = BigInt::one();
    for i in 0..k {
        interp.memory.check_interrupt()?;
        result = super::super::super::integers::multiply(&interp.memory, &result, &(n - i))?;
    }
    Ok(result)
}

fn perm(interp: &mut Interp, args: Args) -> Result<Value> {
    if args.some("k").is_none() {
        let n = index(interp, args.value("n"))?;
        if n.is_negative() {
            return Err(value_error("factorial() not defined for negative values"));
        }
        if n.to_i64().is_none() {
            let message = "factorial() argument should not exceed 9223372036854775807".into();
            return Err(E::Overflow { message }.into());
        }
    }
    let (n, k) = choice(interp, &args)?;
    if n < k {
        return Ok(Value::Int(0));
    }
    let Some(k) = k.to_i64() else {
        return Err(E::Overflow { message: format!("k must not exceed {}", i64::MAX) }.into());
    };
    falling(interp, &n, k as u64).map(Value::big)
}

fn comb(interp: &mut Interp, args: Args) -> Result<Value> {
    let n = index(interp, args.value("n"))?;
    let _ = index(interp, args.value("k"))?;
    let (_, k) = choice(interp, &args)?;
    if n < k {
        return Ok(Value::Int(0));
    }
    let least = k.clone().min(&n - &k);
    let Some(k) = least.to_i64() else {
        return Err(E::Overflow { message: format!("min(n - k, k) must not exceed {}", i64::MAX) }.into());
    };
    let (top, bottom) = (falling(interp, &n, k as u64)?, product(interp, 1, k as u64)?);
    let (quotient, _) = super::super::super::integers::div_rem(&interp.memory, &top, &bottom.into())?;
    Ok(Value::big(quotient))
}

fn fold(
    interp: &mut Interp,
    args: &Args,
    empty: BigInt,
    join: fn(BigInt, BigInt) -> BigInt,
) -> Result<Value> {
    let mut result = empty;
    for (i, value) in args.rest.iter().enumerate() {
        interp.memory.check_interrupt()?;
        let n = index(interp, value)?.abs();
        result = if i == 0 { n } else { join(result, n) };
    }
    Ok(Value::big(result))
}

fn dist(interp: &mut Interp, args: Args) -> Result<Value> {
    let mut points = Vec::with_capacity(2);
    for name in ["p", "q"] {
        let point = args.value(name);
        let items = interp.items(point)?;
        points.push(items);
    }
    if points[0].len() != points[1].len() {
        return Err(value_error("both points must have the same number of dimensions"));
    }
    let mut vector = Vec::with_capacity(points[0].len());
    for (p, q) in points[0].iter().zip(&points[1]) {
        let (p, q) = (real(interp, p)?, real(interp, q)?);
        vector.push((p - q).abs());
    }
    Ok(Value::Float(vector_norm(&vector)))
}
