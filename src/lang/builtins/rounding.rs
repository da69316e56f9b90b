//! Rounding, clipping, and functions of single elements that are no ufuncs.

use num_traits::ToPrimitive;

use crate::error::Result;
use crate::memory::{Array, Casting, Memory, Order};
use crate::ops::convert::{ConvertError, convert_if_needed};
use crate::ops::shape::CopyMode;
use crate::ops::ufunc::{self, Apply, Operand, Options, Output};

use super::super::call::Args;
use super::super::convert::{float, index_int, truth};
use super::super::errors::{CallError, ValueKindError as E};
use super::super::interp::Interp;
use super::super::operators::output_value;
use super::super::table::{Builtin, Home, Returns, function};
use super::super::value::Value;
use super::{array, out, target};

type Run = fn(&mut Interp, Args) -> Result<Value>;

const fn method(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Array, parameters, run, Returns::New, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["round"],
        "a, decimals=0, out=None",
        round_of_anything,
        Returns::New,
        "Rounded half to even, to so many decimals.",
        "round([1.25, 2.675], 1)",
    ),
    function(
        &["around"],
        "a, decimals=0, out=None",
        round_of_anything,
        Returns::New,
        "Rounded half to even, to so many decimals.",
        "around([1.25, 2.675], 1)",
    ),
    method(
        &["round"],
        "decimals=0, out=None",
        round,
        "Rounded half to even, to so many decimals.",
        "array([1.25, 2.675]).round(1)",
    ),
    Builtin::new(
        &["conj", "conjugate"],
        Home::Array,
        "out=None",
        |interp, args| {
            let a = args.this_array()?;
            let out = out(&args)?;
            // Unlike the function, which copies.
            if !a.dtype().is_complex() && out.is_none() {
                return Ok(a.into());
            }
            let options = Options { out: [out, None], ..Options::default() };
            Apply(&interp.memory).with("conjugate", &[a.into()], &options).map(output_value)
        },
        Returns::AliasOrCopy,
        "The complex conjugates: of a real array the array itself.",
        "array([1+2j]).conj()",
    ),
    function(
        &["fix"],
        "x, out=None",
        |interp, args| {
            let x = operand(interp, &args, "x")?;
            let options = Options { out: [out(&args)?, None], ..Options::default() };
            Apply(&interp.memory).with("trunc", &[x], &options).map(output_value)
        },
        Returns::New,
        "Rounded towards zero.",
        "fix([1.7, -1.7])",
    ),
    function(
        &["clip"],
        "a, a_min=<no value>, a_max=<no value>, out=None, *, min=<no value>, max=<no value>, **kwargs",
        |interp, args| {
            let missing = |name| CallError::Missing {
                function: "clip",
                names: super::super::manner::Names(vec![name]),
            };
            let (low, high) = match (args.get("a_min"), args.get("a_max")) {
                (None, None) => (args.get("min"), args.get("max")),
                (None, Some(_)) => return Err(missing("a_min").into()),
                (Some(_), None) => return Err(missing("a_max").into()),
                (low, high) if args.get("min").is_none() && args.get("max").is_none() => (low, high),
                _ => {
                    let message = "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.";
                    return Err(E::Value { message: message.into() }.into());
                }
            };
            clip(interp, &args, low, high)
        },
        Returns::New,
        "Between two bounds: what is outside becomes the bound.",
        "clip([1, 5, 9], 2, 6)",
    ),
    method(
        &["clip"],
        "min=None, max=None, out=None, **kwargs",
        |interp, args| clip(interp, &args, args.get("min"), args.get("max")),
        "Between two bounds: what is outside becomes the bound.",
        "arange(5).clip(1, 3)",
    ),
    function(
        &["nan_to_num"],
        "x, copy=True, nan=0.0, posinf=None, neginf=None",
        nan_to_num,
        Returns::Copy,
        "NaN and infinities replaced, in a copy unless copy=False.",
        "nan_to_num([1.0, nan, inf], posinf=9.0)",
    ),
    function(
        &["real_if_close"],
        "a, tol=100",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let tol = args.get("tol").map_or(Ok(100.0), float)?;
            Ok(ufunc::real_if_close(&a, tol)?.into())
        },
        Returns::AliasOrView,
        "The real parts, if the imaginary parts are as good as zero.",
        "real_if_close([2.1 + 4e-14j])",
    ),
    function(
        &["angle"],
        "z, deg=False",
        |interp, args| {
            let z = array(interp, &args, "z")?;
            let degrees = args.get("deg").map_or(Ok(false), truth)?;
            Ok(operand_value(ufunc::angle(&z, degrees)?))
        },
        Returns::New,
        "The angle of complex numbers.",
        "angle([1, 1j], deg=True)",
    ),
    function(
        &["sinc"],
        "x",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            Ok(operand_value(ufunc::sinc(&x)?))
        },
        Returns::New,
        "sin(pi x) / (pi x).",
        "sinc([0.0, 0.5])",
    ),
    function(
        &["i0"],
        "x",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            Ok(ufunc::i0(&x)?.into())
        },
        Returns::New,
        "The modified Bessel function of the first kind, order 0.",
        "i0([0.0, 1.0])",
    ),
    function(
        &["unwrap"],
        "p, discont=None, axis=-1, *, period=6.283185307179586",
        |interp, args| {
            let p = array(interp, &args, "p")?;
            let discont = args.some("discont").map(|v| interp.operand(v)).transpose()?;
            let axis = args.get("axis").map_or(Ok(-1), index_int)?;
            let full = Operand::Float(2.0 * std::f64::consts::PI);
            let period = args.get("period").map_or(Ok(full), |v| interp.operand(v))?;
            Ok(ufunc::unwrap(&p, discont.as_ref(), axis, &period)?.into())
        },
        Returns::Copy,
        "Jumps larger than half a period taken out by adding periods.",
        "unwrap([0.0, 3.0, 6.5, 0.5])",
    ),
];

/// An operand as a value.
pub(super) fn operand_value(operand: Operand) -> Value {
    match operand {
        Operand::Array(array) => Value::Array(array),
        Operand::Scalar(scalar) => Value::Scalar(scalar),
        Operand::Int(n) => Value::Int(n),
        Operand::Big(n) => Value::big(*n),
        Operand::Float(x) => Value::Float(x),
        Operand::Complex(z) => Value::Complex(z),
        Operand::Bool(b) => Value::Bool(b),
    }
}

/// An argument as an operand: Python's numbers stay weak.
pub(super) fn operand(interp: &mut Interp, args: &Args, name: &str) -> Result<Operand> {
    match args.value(name).clone() {
        value @ Value::Object(_) => Ok(interp.as_array(&value)?.into()),
        value => interp.operand(&value),
    }
}

/// `np.round`, which of a Python int beyond 64 bits asks for a method that ints do not have.
fn round_of_anything(interp: &mut Interp, args: Args) -> Result<Value> {
    if let Some(Value::BigInt(n)) = args.get("a")
        && n.to_u64().is_none()
    {
        let of = if args.get("decimals").map_or(Ok(0), index_int)? == 0 { "int" } else { "float" };
        let message = format!(
            "loop of ufunc does not support argument 0 of type {of} which has no callable rint method"
        );
        return Err(E::Type { message }.into());
    }
    round(interp, args)
}

fn round(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let decimals = args.get("decimals").map_or(Ok(0), index_int)?;
    if i32::try_from(decimals).is_err() {
        let side = if decimals > 0 { "greater than maximum" } else { "less than minimum" };
        return Err(E::Overflow { message: format!("signed integer is {side}") }.into());
    }
    Ok(output_value(ufunc::round(&a, decimals, out(&args)?.as_ref())?))
}

fn clip(interp: &mut Interp, args: &Args, low: Option<&Value>, high: Option<&Value>) -> Result<Value> {
    let a = target(interp, args)?;
    let bound = |value: Option<&Value>| -> Result<Option<Operand>> {
        value.filter(|v| !matches!(v, Value::None)).map(|v| interp.operand(v)).transpose()
    };
    let (low, high) = (bound(low)?, bound(high)?);
    let mut options = Options { out: [out(args)?, None], ..Options::default() };
    for (name, value) in &args.extra {
        match &**name {
            "where" if matches!(value, Value::Bool(true)) => {}
            "where" => options.where_ = Some(interp.array(value)?),
            "dtype" => options.fixed = interp.opt_dtype(Some(value))?.into(),
            "casting" => options.casting = interp.casting(Some(value), Casting::SameKind)?,
            "order" => options.order = interp.order(Some(value), Order::K)?,
            "subok" | "signature" => {}
            other => {
                let message = format!("clip() got an unexpected keyword argument '{other}'");
                return Err(E::Type { message }.into());
            }
        }
    }
    let output = ufunc::clip(&interp.memory, &a.into(), low.as_ref(), high.as_ref(), &options)?;
    Ok(output_value(output))
}

fn nan_to_num(interp: &mut Interp, args: Args) -> Result<Value> {
    let copy = args.get("copy").map_or(Ok(true), truth)?;
    let value = args.value("x").clone();
    let given = matches!(value, Value::Array(_) | Value::Object(_));
    if !copy && !given {
        return Err(ConvertError::MustCopy {}.into());
    }
    let source = interp.as_array(&value)?;
    let a = if copy && given {
        convert_if_needed(&source, None, Order::K, CopyMode::Always, 0, "nan_to_num")?
    } else {
        source
    };
    if a.dtype().is_inexact() {
        let substitute = |interp: &Interp, name: &str| -> Result<Option<Array>> {
            args.some(name).map(|v| interp.array(v)).transpose()
        };
        let zero = |memory: &Memory| Array::scalar(memory, 0.0f64, "nan_to_num");
        let nan = substitute(interp, "nan")?.map_or_else(|| zero(&interp.memory), Ok)?;
        let with = ufunc::Substitutes {
            nan,
            positive: substitute(interp, "posinf")?,
            negative: substitute(interp, "neginf")?,
        };
        ufunc::nan_to_num(&a, &with)?;
    }
    Ok(match Output::Array(a) {
        Output::Array(a) if a.ndim() == 0 => Value::Scalar(a.item(&[])),
        other => output_value(other),
    })
}
