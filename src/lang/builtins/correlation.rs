//! What moves together: covariances, correlations, convolutions, and lines between points.

use crate::error::Result;
use crate::memory::{Array, C128, DType};
use crate::ops::product::{self, Overlap};
use crate::ops::shape::atleast_1d;
use crate::ops::statistics::{self, Covariance, Outside};

use super::super::call::Args;
use super::super::convert::{complex, float, short_type};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::Builtin;
use super::super::value::Value;
use super::array;
use super::histograms::{cast, vector};
use super::rounding::operand_value;
use super::statistics::{optional, row};

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["cov"],
        "m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None",
        |interp, args| {
            let ddof = match args.some("ddof") {
                None => None,
                Some(value) => Some(whole(float(value)?)?),
            };
            let options = Covariance {
                columns: !args.flag("rowvar", true),
                bias: args.flag("bias", false),
                ddof,
                frequencies: optional(interp, &args, "fweights")?,
                weights: optional(interp, &args, "aweights")?,
                dtype: interp.opt_dtype(args.get("dtype"))?,
            };
            let (m, y) = (array(interp, &args, "m")?, optional(interp, &args, "y")?);
            Ok(statistics::cov(&m, y.as_ref(), &options)?.into())
        },
        "How variables, in rows, vary together: a matrix.",
        "cov([[1, 2, 3], [3, 1, 2]])",
    ),
    row(
        &["corrcoef"],
        "x, y=None, rowvar=True, *, dtype=None",
        |interp, args| {
            let options = Covariance {
                columns: !args.flag("rowvar", true),
                dtype: interp.opt_dtype(args.get("dtype"))?,
                ..Covariance::default()
            };
            let (x, y) = (array(interp, &args, "x")?, optional(interp, &args, "y")?);
            Ok(operand_value(statistics::corrcoef(&x, y.as_ref(), &options)?))
        },
        "Correlation coefficients of variables, in rows: between -1 and 1.",
        "corrcoef([[1, 2, 3], [3, 1, 2]])",
    ),
    row(
        &["correlate"],
        "a, v, mode='valid'",
        |interp, args| {
            let overlap = overlap(&args, Overlap::Valid)?;
            let (a, v) = (args.value("a").clone(), args.value("v").clone());
            let (a, v) = (vector(interp, &a, None)?, vector(interp, &v, None)?);
            Ok(product::correlate(&a, &v, overlap)?.into())
        },
        "Sums of products of two vectors, one moved along the other.",
        "correlate([1, 2, 3], [0, 1, 0.5])",
    ),
    row(
        &["convolve"],
        "a, v, mode='full'",
        |interp, args| {
            let (a, v) = (array(interp, &args, "a")?, array(interp, &args, "v")?);
            let (a, v) = (atleast_1d(&a)?, atleast_1d(&v)?);
            if a.first_len() == Some(0) || v.first_len() == Some(0) {
                return Ok(product::convolve(&a, &v, Overlap::Full)?.into());
            }
            let overlap = overlap(&args, Overlap::Full)?;
            let (a, v) = (vector(interp, &a.into(), None)?, vector(interp, &v.into(), None)?);
            Ok(product::convolve(&a, &v, overlap)?.into())
        },
        "Sums of products of two vectors, one backwards moved along the other.",
        "convolve([1, 2, 3], [0, 1, 0.5])",
    ),
    row(
        &["interp"],
        "x, xp, fp, left=None, right=None, period=None",
        interp_row,
        "Values on straight lines between points.",
        "interp(2.5, [1, 2, 3], [3, 2, 0])",
    ),
];

/// A float that is a whole number.
fn whole(x: f64) -> Result<i64> {
    match x {
        x if x.is_finite() && x.fract() == 0.0 => Ok(x as i64),
        _ => Err(E::Value { message: "ddof must be integer".into() }.into()),
    }
}

/// `mode=` of a correlation: a name, or its number.
fn overlap(args: &Args, default: Overlap) -> Result<Overlap> {
    let number = |n: i64| match n {
        0 => Ok(Overlap::Valid),
        1 => Ok(Overlap::Same),
        2 => Ok(Overlap::Full),
        _ => Err(E::Value { message: "integer convolve/correlate mode must be 0, 1, or 2".into() }.into()),
    };
    match args.get("mode") {
        None => Ok(default),
        Some(Value::Str(name)) => match &**name {
            "valid" => Ok(Overlap::Valid),
            "same" => Ok(Overlap::Same),
            "full" => Ok(Overlap::Full),
            // NumPy reads the first letter, and then refuses what is not all of the name.
            name if name.starts_with(['v', 'V', 's', 'S', 'f', 'F']) => {
                let message = "Use one of 'valid', 'same', or 'full' for convolve/correlate mode".into();
                Err(E::Value { message }.into())
            }
            name => {
                let message = format!("mode must be one of 'valid', 'same', or 'full' (got '{name}')");
                Err(E::Value { message }.into())
            }
        },
        Some(Value::Int(n)) => number(*n),
        Some(_) => Err(E::Type { message: "convolve/correlate mode not understood".into() }.into()),
    }
}

fn interp_row(interp: &mut Interp, args: Args) -> Result<Value> {
    let fp = array(interp, &args, "fp")?;
    let dtype = statistics::interp_dtype(fp.dtype());
    let period = match args.some("period") {
        None => None,
        Some(Value::Str(_)) => {
            return Err(E::Type { message: "bad operand type for abs(): 'str'".into() }.into());
        }
        Some(Value::Complex(z)) => Some(z.norm()),
        Some(value) => Some(float(value)?),
    };
    let given = |value: &Value| matches!(value, Value::Array(_) | Value::Object(_));
    let (x, xp) = (args.value("x").clone(), args.value("xp").clone());
    let input = |interp: &mut Interp, value: &Value, dtype: DType| -> Result<Array> {
        cast(&interp.as_array(value)?, dtype, given(value))
    };
    let (xp, fp) = if period.is_some() {
        (input(interp, &xp, DType::Float64)?, cast(&fp, dtype, true)?)
    } else {
        let fp = vector(interp, &fp.into(), Some(dtype))?;
        (vector(interp, &xp, Some(DType::Float64))?, fp)
    };
    let x = input(interp, &x, DType::Float64)?;
    let end = |name: &str| -> Result<Option<C128>> {
        match args.some(name) {
            None => Ok(None),
            Some(value) if dtype.is_complex() && value.is_number() => complex(value).map(Some),
            Some(Value::Complex(_)) => not_real("complex"),
            Some(value) if value.is_number() || matches!(value, Value::Array(_)) => {
                Ok(Some(C128::new(float(value)?, 0.0)))
            }
            Some(other) => not_real(&short_type(other)),
        }
    };
    let outside = Outside { left: end("left")?, right: end("right")?, period };
    Ok(operand_value(statistics::interp(&x, &xp, &fp, &outside)?))
}

fn not_real<T>(type_name: &str) -> Result<T> {
    Err(E::Type { message: format!("must be real number, not {type_name}") }.into())
}
