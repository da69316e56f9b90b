//! Borders round arrays.

use crate::error::Result;
use crate::memory::Array;
use crate::ops::join::{self, PadMode};

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::array;

pub(in super::super) const ROWS: &[Builtin] = &[Builtin::new(
    &["pad"],
    Home::Numpy,
    "array, pad_width, mode='constant', **kwargs",
    |interp, args| {
        let a = array(interp, &args, "array")?;
        let widths = widths(interp, &args, a.ndim())?;
        let mode = mode(interp, &args)?;
        Ok(join::pad(&a, &widths, &mode)?.into())
    },
    Returns::Copy,
    "With a border along each axis, in a copy.",
    "pad([1, 2], 1, mode='edge')",
)];

/// `pad_width=`: widths that broadcast to a pair an axis, or a dict of them by axis.
fn widths(interp: &mut Interp, args: &Args, ndim: usize) -> Result<Array> {
    let Value::Dict(dict) = args.value("pad_width").clone() else { return array(interp, args, "pad_width") };
    let mut pairs = vec![(0, 0); ndim];
    for (key, value) in dict.borrow().iter() {
        let axis = index_int(&key.value())?;
        let at = usize::try_from(if axis < 0 { axis + ndim as i64 } else { axis });
        let pair = match value {
            Value::Int(n) => vec![*n],
            several => interp.ints(several)?.to_vec(),
        };
        let (Some(slot), Some(&first)) = (at.ok().and_then(|k| pairs.get_mut(k)), pair.first()) else {
            return Err(E::Index { message: "list assignment index out of range".into() }.into());
        };
        *slot = (first, *pair.last().unwrap_or(&first));
    }
    let row = |(before, after)| Value::tuple(vec![Value::Int(before), Value::Int(after)]);
    interp.as_array(&Value::list(pairs.into_iter().map(row).collect()))
}

/// `mode=` with the keyword argument that belongs to it.
fn mode(interp: &mut Interp, args: &Args) -> Result<PadMode> {
    let name = match args.get("mode") {
        None => "constant".into(),
        Some(Value::Str(name)) => name.clone(),
        Some(other) => return Err(unsupported(&interp.str(other))),
    };
    let allowed = match &*name {
        "empty" | "edge" | "wrap" => "",
        "constant" => "constant_values",
        "linear_ramp" => "end_values",
        "maximum" | "mean" | "median" | "minimum" => "stat_length",
        "reflect" | "symmetric" => "reflect_type",
        other => return Err(unsupported(other)),
    };
    let foreign: Vec<String> =
        args.extra.iter().filter(|(key, _)| &**key != allowed).map(|(key, _)| format!("'{key}'")).collect();
    if !foreign.is_empty() {
        let message = format!("unsupported keyword arguments for mode '{name}': {{{}}}", foreign.join(", "));
        return Err(E::Value { message }.into());
    }
    let value = args.extra.first().map(|(_, value)| value.clone());
    let odd = matches!(&value, Some(Value::Str(kind)) if &**kind == "odd");
    Ok(match &*name {
        "empty" => PadMode::Empty,
        "edge" => PadMode::Edge,
        "wrap" => PadMode::Wrap,
        "linear_ramp" => PadMode::LinearRamp(interp.as_array(&value.unwrap_or(Value::Int(0)))?),
        "maximum" => PadMode::Maximum(length(interp, value)?),
        "mean" => PadMode::Mean(length(interp, value)?),
        "median" => PadMode::Median(length(interp, value)?),
        "minimum" => PadMode::Minimum(length(interp, value)?),
        "reflect" => PadMode::Reflect { odd },
        "symmetric" => PadMode::Symmetric { odd },
        _ => PadMode::Constant(interp.as_array(&value.unwrap_or(Value::Int(0)))?),
    })
}

/// `stat_length=`: `None` for the whole axis.
fn length(interp: &mut Interp, value: Option<Value>) -> Result<Option<Array>> {
    value.filter(|value| !matches!(value, Value::None)).map(|value| interp.as_array(&value)).transpose()
}

fn unsupported(mode: &str) -> crate::error::Error {
    E::Value { message: format!("mode '{mode}' is not supported") }.into()
}
