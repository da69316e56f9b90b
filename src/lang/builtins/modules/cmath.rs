//! `cmath`

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, LN_10, PI};

use crate::error::Result;
use crate::memory::C128;
use crate::ops::ufunc::asinh as real_asinh;

use super::super::super::call::{Args, Given};
use super::super::super::convert::first;
use super::super::super::errors::ValueKindError as E;
use super::super::super::interp::Interp;
use super::super::super::operators::python_number;
use super::super::super::table::{Builtin, Home, Returns};
use super::super::super::value::{Module, Type, Value};
use super::arguments::{real, type_error, value_error};
use super::math::{domain, range};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Cmath), parameters, run, Returns::Scalar, help, example)
}

macro_rules! complex_row {
    ($name:literal, $function:path, $help:literal) => {
        row(
            &[$name],
            "z, /",
            |interp, args| {
                let z = complex(interp, args.value("z"))?;
                $function(z).map(Value::Complex)
            },
            $help,
            concat!("import cmath; cmath.", $name, "(0.5+1j)"),
        )
    };
}

macro_rules! test_row {
    ($name:literal, $join:tt, $test:path, $help:literal) => {
        row(
            &[$name],
            "z, /",
            |interp, args| {
                let z = complex(interp, args.value("z"))?;
                Ok(Value::Bool($test(z.re) $join $test(z.im)))
            },
            $help,
            concat!("import cmath; cmath.", $name, "(1j)"),
        )
    };
}

pub(in super::super) const ROWS: &[Builtin] = &[
    complex_row!("acos", acos, "The inverse of the cosine."),
    complex_row!("acosh", acosh, "The inverse of the hyperbolic cosine."),
    complex_row!("asin", asin, "The inverse of the sine."),
    complex_row!("asinh", asinh, "The inverse of the hyperbolic sine."),
    complex_row!("atan", atan, "The inverse of the tangent."),
    complex_row!("atanh", atanh, "The inverse of the hyperbolic tangent."),
    complex_row!("cos", cos, "The cosine."),
    complex_row!("cosh", cosh, "The hyperbolic cosine."),
    complex_row!("exp", exp, "e to a power."),
    complex_row!("sin", sin, "The sine."),
    complex_row!("sinh", sinh, "The hyperbolic sine."),
    complex_row!("sqrt", sqrt, "The square root."),
    complex_row!("tan", tan, "The tangent."),
    complex_row!("tanh", tanh, "The hyperbolic tangent."),
    complex_row!("log10", log10, "The logarithm to base 10."),
    row(
        &["log"],
        "z, base=<no value>, /",
        |interp, args| {
            let x = complex(interp, args.value("z"))?;
            let top = log_unchecked(x);
            let result = match args.get("base").cloned() {
                None => top,
                Some(base) => {
                    let bottom = log_unchecked(complex(interp, &base)?);
                    if bottom.re == 0.0 && bottom.im == 0.0 {
                        return Err(domain());
                    }
                    match interp.binary(
                        crate::syntax::BinaryOp::Divide,
                        &Value::Complex(top),
                        &Value::Complex(bottom),
                    )? {
                        Value::Complex(z) => z,
                        _ => top,
                    }
                }
            };
            if x.re == 0.0 && x.im == 0.0 {
                return Err(domain());
            }
            Ok(Value::Complex(result))
        },
        "The natural logarithm, or that to a base.",
        "import cmath; cmath.log(1j)",
    ),
    row(
        &["phase"],
        "z, /",
        |interp, args| {
            let z = complex(interp, args.value("z"))?;
            Ok(Value::Float(z.im.atan2(z.re)))
        },
        "The angle.",
        "import cmath; cmath.phase(-1)",
    ),
    row(
        &["polar"],
        "z, /",
        |interp, args| {
            let z = complex(interp, args.value("z"))?;
            let r = z.re.hypot(z.im);
            if r.is_infinite() && z.re.is_finite() && z.im.is_finite() {
                return Err(range());
            }
            Ok(Value::tuple(vec![Value::Float(r), Value::Float(z.im.atan2(z.re))]))
        },
        "The distance from zero and the angle.",
        "import cmath; cmath.polar(1+1j)",
    ),
    row(
        &["rect"],
        "r, phi, /",
        |interp, args| {
            let (r, phi) = (real(interp, args.value("r"))?, real(interp, args.value("phi"))?);
            rect(r, phi).map(Value::Complex)
        },
        "The number at a distance from zero and an angle.",
        "import cmath; cmath.rect(1, 2)",
    ),
    test_row!("isfinite", &&, f64::is_finite, "Whether both parts are neither infinite nor NaN."),
    test_row!("isinf", ||, f64::is_infinite, "Whether a part is infinite."),
    test_row!("isnan", ||, f64::is_nan, "Whether a part is NaN."),
    row(
        &["isclose"],
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        |interp, args| {
            let (a, b) = (complex(interp, args.value("a"))?, complex(interp, args.value("b"))?);
            let relative = args.get("rel_tol").cloned().map_or(Ok(1e-9), |v| real(interp, &v))?;
            let absolute = args.get("abs_tol").cloned().map_or(Ok(0.0), |v| real(interp, &v))?;
            if relative < 0.0 || absolute < 0.0 {
                return Err(value_error("tolerances must be non-negative"));
            }
            if a == b {
                return Ok(Value::Bool(true));
            }
            let size = |z: C128| z.re.hypot(z.im);
            if [a.re, a.im, b.re, b.im].iter().any(|x| x.is_infinite()) {
                return Ok(Value::Bool(false));
            }
            let far = size(a - b);
            Ok(Value::Bool(far <= relative * size(b) || far <= relative * size(a) || far <= absolute))
        },
        "Whether two numbers are close to each other.",
        "import cmath; cmath.isclose(1j, 1j)",
    ),
];

/// The constants that are no rows.
pub(super) const CONSTANTS: &[&str] = &["pi", "e", "tau", "inf", "nan", "infj", "nanj"];

/// `cmath.pi` and its like.
pub(super) fn constant(name: &str) -> Option<Value> {
    match name {
        "infj" => Some(Value::Complex(C128::new(0.0, f64::INFINITY))),
        "nanj" => Some(Value::Complex(C128::new(0.0, f64::NAN))),
        _ => super::math::constant(name),
    }
}

/// A number, as Python's complex.
fn complex(interp: &mut Interp, value: &Value) -> Result<C128> {
    match value {
        Value::Complex(z) => Ok(*z),
        Value::Scalar(s) => match python_number(s) {
            Value::Complex(z) => Ok(z),
            other => Ok(C128::new(real(interp, &other)?, 0.0)),
        },
        Value::Array(a) if a.ndim() == 0 => complex(interp, &Value::Scalar(first(a))),
        Value::Instance(_) => {
            let name = interp.interner.intern("__complex__");
            if let Some(method) = interp.special(value, name) {
                return match interp.call(&method, Given::default())? {
                    Value::Complex(z) => Ok(z),
                    other => Err(type_error(format!(
                        "__complex__ returned non-complex (type {})",
                        other.type_name()
                    ))),
                };
            }
            match interp.number_of(value, Type::Float)? {
                Some(Value::Float(x)) => Ok(C128::new(x, 0.0)),
                _ => Err(E::RealArgument { type_name: value.type_name() }.into()),
            }
        }
        other => Ok(C128::new(real(interp, other)?, 0.0)),
    }
}

const fn c(re: f64, im: f64) -> C128 {
    C128::new(re, im)
}

/// Beyond this, twice a number may be too large.
const LARGE: f64 = f64::MAX / 4.0;
/// Beyond this, `exp` may be too large.
const LOG_LARGE: f64 = 708.396_418_532_264_1;
const SQRT_LARGE: f64 = 6.703_903_964_971_298e153;
const SQRT_SMALL: f64 = 1.491_668_146_240_041_3e-154;

/// What stands in a table of results at the edges: for each kind of real part a row, for each kind of imaginary part two characters.
/// `I i` infinite, `N` NaN, `0 o` zero, `P p` π, `H h` its half, `Q q` its quarter, `T t` three of these, `1 -` one; `!!` outside of the domain.
type Edges = [&'static str; 7];

fn kind(x: f64) -> usize {
    match x {
        _ if x.is_nan() => 6,
        f64::NEG_INFINITY => 0,
        f64::INFINITY => 5,
        _ if x == 0.0 => 2 + usize::from(x.is_sign_positive()),
        _ if x < 0.0 => 1,
        _ => 4,
    }
}

fn edge(table: &Edges, z: C128) -> Result<C128> {
    let at = 2 * kind(z.im);
    let row = table[kind(z.re)].as_bytes();
    if row[at] == b'!' {
        return Err(domain());
    }
    let value = |letter: u8| {
        let size = match letter.to_ascii_uppercase() {
            b'I' => f64::INFINITY,
            b'N' => f64::NAN,
            b'P' => PI,
            b'H' => FRAC_PI_2,
            b'Q' => FRAC_PI_4,
            b'T' => 3.0 * FRAC_PI_4,
            b'1' | b'-' => 1.0,
            _ => 0.0,
        };
        if letter.is_ascii_lowercase() || letter == b'-' { -size } else { size }
    };
    Ok(c(value(row[at]), value(row[at + 1])))
}

fn is_finite(z: C128) -> bool {
    z.re.is_finite() && z.im.is_finite()
}

fn in_range(z: C128) -> Result<C128> {
    if z.re.is_infinite() || z.im.is_infinite() { Err(range()) } else { Ok(z) }
}

fn is_large(z: C128) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

fn half_log(z: C128) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln()
}

fn sqrt(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "Ii0i0i0I0IIINI",
        "Ii........IINN",
        "Ii........IINN",
        "Ii........IINN",
        "Ii........IINN",
        "IiIoIoI0I0IIIN",
        "IiNNNNNNNNIINN",
    ];
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return Ok(c(0.0, z.im));
    }
    let (mut x, y) = (z.re.abs(), z.im.abs());
    let s = if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        x = libm::ldexp(x, 53);
        libm::ldexp((x + x.hypot(libm::ldexp(y, 53))).sqrt(), -27)
    } else {
        x /= 8.0;
        2.0 * (x + x.hypot(y / 8.0)).sqrt()
    };
    let d = y / (2.0 * s);
    Ok(if z.re >= 0.0 { c(s, d.copysign(z.im)) } else { c(d, s.copysign(z.im)) })
}

fn acos(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "TIPIPIPiPiTiNI",
        "HI........HiNN",
        "HI........HiHN",
        "HI........HiHN",
        "HI........HiNN",
        "QI0I0I0i0iQiNI",
        "NINNNNNNNNNiNN",
    ];
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if is_large(z) {
        let re = z.im.abs().atan2(z.re);
        let log = half_log(z) + LN_2 * 2.0;
        let im = if z.re < 0.0 { -log.copysign(z.im) } else { log.copysign(-z.im) };
        return Ok(c(re, im));
    }
    let (a, b) = (sqrt(c(1.0 - z.re, -z.im))?, sqrt(c(1.0 + z.re, z.im))?);
    Ok(c(2.0 * a.re.atan2(b.re), real_asinh(b.re * a.im - b.im * a.re)))
}

fn acosh(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "ItIpIpIPIPITIN",
        "Ih........IHNN",
        "Ih........IHNN",
        "Ih........IHNN",
        "Ih........IHNN",
        "IqIoIoI0I0IQIN",
        "INNNNNNNNNINNN",
    ];
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if is_large(z) {
        return Ok(c(half_log(z) + LN_2 * 2.0, z.im.atan2(z.re)));
    }
    let (a, b) = (sqrt(c(z.re - 1.0, z.im))?, sqrt(c(z.re + 1.0, z.im))?);
    Ok(c(real_asinh(a.re * b.re + a.im * b.im), 2.0 * a.im.atan2(b.re)))
}

fn asinh(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "iqioioi0i0iQiN",
        "ih........iHNN",
        "ih........iHNN",
        "Ih........IHNN",
        "Ih........IHNN",
        "IqIoIoI0I0IQIN",
        "INNNNoN0NNINNN",
    ];
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if is_large(z) {
        let log = half_log(z) + LN_2 * 2.0;
        let re = if z.im >= 0.0 { log.copysign(z.re) } else { -log.copysign(-z.re) };
        return Ok(c(re, z.im.atan2(z.re.abs())));
    }
    let (a, b) = (sqrt(c(1.0 + z.im, -z.re))?, sqrt(c(1.0 - z.im, z.re))?);
    Ok(c(real_asinh(a.re * b.im - b.re * a.im), z.im.atan2(a.re * b.re - a.im * b.im)))
}

fn asin(z: C128) -> Result<C128> {
    let s = asinh(c(-z.im, z.re))?;
    Ok(c(s.im, -s.re))
}

fn atanh(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "ohohohoHoHoHoN",
        "oh........oHNN",
        "oh........oHoN",
        "0h........0H0N",
        "0h........0HNN",
        "0h0h0h0H0H0H0N",
        "0hNNNNNNNN0HNN",
    ];
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if z.re < 0.0 || (z.re == 0.0 && z.re.is_sign_negative()) {
        let w = atanh(c(-z.re, -z.im))?;
        return Ok(c(-w.re, -w.im));
    }
    let y = z.im.abs();
    if z.re > SQRT_LARGE || y > SQRT_LARGE {
        let h = (z.re / 2.0).hypot(z.im / 2.0);
        return Ok(c(z.re / 4.0 / h / h, -FRAC_PI_2.copysign(-z.im)));
    }
    if z.re == 1.0 && y < SQRT_SMALL {
        if y == 0.0 {
            return Err(domain());
        }
        return Ok(c(-(y.sqrt() / y.hypot(2.0).sqrt()).ln(), (2f64.atan2(-y) / 2.0).copysign(z.im)));
    }
    let re = (4.0 * z.re / ((1.0 - z.re) * (1.0 - z.re) + y * y)).ln_1p() / 4.0;
    Ok(c(re, -(-2.0 * z.im).atan2((1.0 - z.re) * (1.0 + z.re) - y * y) / 2.0))
}

fn atan(z: C128) -> Result<C128> {
    let s = atanh(c(-z.im, z.re))?;
    Ok(c(s.im, -s.re))
}

/// Whether the real part is infinite and the imaginary one an angle other than zero.
fn is_ray(z: C128) -> bool {
    z.re.is_infinite() && z.im.is_finite() && z.im != 0.0
}

fn cosh(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "!!iII0Ioii!!IN",
        "!!........!!NN",
        "!!........!!N0",
        "!!........!!N0",
        "!!........!!NN",
        "!!iiIoI0iI!!IN",
        "NNNNN0N0NNNNNN",
    ];
    let (sin, cos) = (z.im.sin(), z.im.cos());
    if is_ray(z) {
        let im = f64::INFINITY.copysign(sin);
        return Ok(c(f64::INFINITY.copysign(cos), if z.re > 0.0 { im } else { -im }));
    }
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if z.re.abs() > LOG_LARGE {
        let x = z.re - 1f64.copysign(z.re);
        return in_range(c(cos * x.cosh() * std::f64::consts::E, sin * x.sinh() * std::f64::consts::E));
    }
    in_range(c(cos * z.re.cosh(), sin * z.re.sinh()))
}

fn cos(z: C128) -> Result<C128> {
    cosh(c(-z.im, z.re))
}

fn exp(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "00oo0o00o00000",
        "!!........!!NN",
        "!!........!!NN",
        "!!........!!NN",
        "!!........!!NN",
        "!!iiIoI0iI!!IN",
        "NNNNNoN0NNNNNN",
    ];
    let (sin, cos) = (z.im.sin(), z.im.cos());
    if is_ray(z) {
        let size = if z.re > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(c(size.copysign(cos), size.copysign(sin)));
    }
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if z.re > LOG_LARGE {
        let l = (z.re - 1.0).exp();
        return in_range(c(l * cos * std::f64::consts::E, l * sin * std::f64::consts::E));
    }
    let l = z.re.exp();
    in_range(c(l * cos, l * sin))
}

fn log_unchecked(z: C128) -> C128 {
    const EDGES: Edges = [
        "ItIpIpIPIPITIN",
        "Ih........IHNN",
        "Ih........IHNN",
        "Ih........IHNN",
        "Ih........IHNN",
        "IqIoIoI0I0IQIN",
        "INNNNNNNNNINNN",
    ];
    if !is_finite(z) {
        return edge(&EDGES, z).unwrap_or(z);
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let re = if is_large(z) {
        half_log(z) + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        if x > 0.0 || y > 0.0 {
            libm::ldexp(x, 53).hypot(libm::ldexp(y, 53)).ln() - 53.0 * LN_2
        } else {
            f64::NEG_INFINITY
        }
    } else {
        let h = x.hypot(y);
        if (0.71..=1.73).contains(&h) {
            let (most, least) = if x > y { (x, y) } else { (y, x) };
            ((most - 1.0) * (most + 1.0) + least * least).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    c(re, z.im.atan2(z.re))
}

fn log10(z: C128) -> Result<C128> {
    if z.re == 0.0 && z.im == 0.0 {
        return Err(domain());
    }
    let w = log_unchecked(z);
    Ok(c(w.re / LN_10, w.im / LN_10))
}

fn sinh(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "!!Iiioi0II!!IN",
        "!!........!!NN",
        "!!........!!0N",
        "!!........!!0N",
        "!!........!!NN",
        "!!iiIoI0iI!!IN",
        "NNNNNoN0NNNNNN",
    ];
    let (sin, cos) = (z.im.sin(), z.im.cos());
    if is_ray(z) {
        let (re, im) = (f64::INFINITY.copysign(cos), f64::INFINITY.copysign(sin));
        return Ok(c(if z.re > 0.0 { re } else { -re }, im));
    }
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if z.re.abs() > LOG_LARGE {
        let x = z.re - 1f64.copysign(z.re);
        return in_range(c(cos * x.sinh() * std::f64::consts::E, sin * x.cosh() * std::f64::consts::E));
    }
    in_range(c(cos * z.re.sinh(), sin * z.re.cosh()))
}

fn sin(z: C128) -> Result<C128> {
    let s = sinh(c(-z.im, z.re))?;
    Ok(c(s.im, -s.re))
}

fn tanh(z: C128) -> Result<C128> {
    const EDGES: Edges = [
        "-0-0-o-0-o-0-0",
        "!!........!!NN",
        "!!........!!NN",
        "!!........!!NN",
        "!!........!!NN",
        "10101o101o1010",
        "NNNNNoN0NNNNNN",
    ];
    let (sin, cos) = (z.im.sin(), z.im.cos());
    if is_ray(z) {
        return Ok(c(1f64.copysign(z.re), 0f64.copysign(2.0 * sin * cos)));
    }
    if !is_finite(z) {
        return edge(&EDGES, z);
    }
    if z.re.abs() > LOG_LARGE {
        return Ok(c(1f64.copysign(z.re), 4.0 * sin * cos * (-2.0 * z.re.abs()).exp()));
    }
    let (x, y) = (z.re.tanh(), z.im.tan());
    let slope = 1.0 / z.re.cosh();
    let both = x * y;
    let below = 1.0 + both * both;
    Ok(c(x * (1.0 + y * y) / below, ((y / below) * slope) * slope))
}

fn tan(z: C128) -> Result<C128> {
    let s = tanh(c(-z.im, z.re))?;
    Ok(c(s.im, -s.re))
}

fn rect(r: f64, phi: f64) -> Result<C128> {
    if r.is_finite() && phi.is_finite() {
        return Ok(if phi == 0.0 { c(r, r * phi) } else { c(r * phi.cos(), r * phi.sin()) });
    }
    if r.is_infinite() && phi.is_finite() && phi != 0.0 {
        let (re, im) = (f64::INFINITY.copysign(phi.cos()), f64::INFINITY.copysign(phi.sin()));
        return Ok(if r > 0.0 { c(re, im) } else { c(-re, -im) });
    }
    if phi.is_infinite() && !r.is_nan() && r != 0.0 {
        return Err(domain());
    }
    Ok(if r == 0.0 {
        c(0.0, 0.0)
    } else if phi == 0.0 {
        c(r, if r > 0.0 || r.is_nan() { phi } else { -phi })
    } else if r.is_infinite() && phi.is_nan() {
        c(f64::INFINITY, f64::NAN)
    } else {
        c(f64::NAN, f64::NAN)
    })
}
