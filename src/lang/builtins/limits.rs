//! What the number types can hold: `finfo`, `iinfo`, `min_scalar_type`.

use std::any::Any;

use crate::display::{format_float, scalar_str};
use crate::error::Result;
use crate::memory::{Array, DType, Scalar};
use crate::ops::limits::{self, FloatLimits};

use super::super::call::Args;
use super::super::convert::first;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, scalar_function as row};
use super::super::value::{Type, Value};

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["finfo"],
        "dtype",
        |interp, args| {
            let value = args.value("dtype");
            let asked = meant(interp, value)?;
            let limits = asked.and_then(limits::float_limits).ok_or_else(|| {
                let none = if matches!(value, Value::Str(_)) { "str_" } else { "object_" };
                let name = asked.map_or(none, DType::name);
                E::Value { message: format!("data type <class 'numpy.{name}'> not inexact") }
            })?;
            Ok(Value::object(FloatInfo(limits)))
        },
        "The limits of a float type: eps, max, min, tiny, precision and more.",
        "finfo(float32).eps",
    ),
    row(
        &["iinfo"],
        "int_type",
        |interp, args| {
            let value = args.value("int_type");
            let asked = meant(interp, value)?;
            match asked {
                Some(dtype) if dtype.is_integer() => Ok(Value::object(IntInfo(dtype))),
                _ => {
                    let none = if matches!(value, Value::Str(_)) { 'U' } else { 'O' };
                    let kind = asked.map_or(none, DType::kind_char);
                    Err(E::Value { message: format!("Invalid integer data type '{kind}'.") }.into())
                }
            }
        },
        "The limits of an integer type: min and max.",
        "iinfo(int8).max",
    ),
    row(
        &["min_scalar_type"],
        "a, /",
        min_scalar_type,
        "The smallest dtype that holds a number; of an array its own.",
        "min_scalar_type(-260)",
    ),
];

/// The dtype that an argument names or has as a number; `None` of arrays and lists, and of strings that name none.
fn meant(interp: &Interp, value: &Value) -> Result<Option<DType>> {
    Ok(Some(match value {
        Value::Int(_) | Value::BigInt(_) => DType::Int64,
        Value::Bool(_) => DType::Bool,
        Value::Float(_) => DType::Float64,
        Value::Complex(_) => DType::Complex128,
        Value::Scalar(s) => s.dtype(),
        Value::DType(_) | Value::Type(_) | Value::None => interp.dtype(value)?,
        Value::Str(_) => match interp.dtype(value) {
            Ok(dtype) => dtype,
            Err(error) if matches!(error.downcast_ref(), Some(E::UnknownDType { .. })) => return Ok(None),
            Err(error) => return Err(error),
        },
        _ => return Ok(None),
    }))
}

fn min_scalar_type(interp: &mut Interp, args: Args) -> Result<Value> {
    let value = args.value("a").clone();
    let object = || E::NoDType { dtype: "object".into() };
    let scalar = match &value {
        Value::Int(n) => return Ok(limits::min_integer_type(&(*n).into()).ok_or_else(object)?.into()),
        Value::BigInt(n) => return Ok(limits::min_integer_type(n).ok_or_else(object)?.into()),
        Value::Bool(_) | Value::Float(_) | Value::Complex(_) => interp.scalar(&value, None)?,
        Value::Scalar(s) => *s,
        _ => {
            let array: Array = interp.as_array(&value)?;
            if array.ndim() > 0 {
                return Ok(array.dtype().into());
            }
            first(&array)
        }
    };
    Ok(limits::min_scalar_type(&scalar).into())
}

/// `finfo(…)`
#[derive(Debug)]
struct FloatInfo(FloatLimits);

const RULE: &str = "---------------------------------------------------------------\n";

impl Object for FloatInfo {
    fn type_name(&self) -> &'static str {
        "numpy.finfo"
    }

    fn repr(&self, _: &Interp) -> String {
        let l = &self.0;
        let spec = match l.dtype {
            DType::Float16 => ".5e",
            DType::Float32 => ".7e",
            _ => ".16e",
        };
        let extreme = |s: &Scalar| format_float(crate::ops::scalar_as::<f64>(s), spec).unwrap_or_default();
        format!(
            "finfo(resolution={}, min={}, max={}, dtype={})",
            text(&l.resolution),
            extreme(&l.min),
            extreme(&l.max),
            l.dtype.name()
        )
    }

    fn str(&self, _: &Interp) -> String {
        let l = &self.0;
        let tiny = text(&l.smallest_normal);
        let (title, resolution, eps) =
            (format!("Machine parameters for {}\n", l.dtype.name()), text(&l.resolution), text(&l.eps));
        let (epsneg, max, subnormal) = (text(&l.epsneg), text(&l.max), text(&l.smallest_subnormal));
        let (precision, machep, negep, minexp, maxexp, nexp) =
            (l.precision, l.machep, l.negep, l.minexp, l.maxexp, l.nexp);
        let rows = [
            format!("precision = {precision}   resolution = {resolution}\n"),
            format!("machep = {machep}   eps =        {eps}\n"),
            format!("negep =  {negep}   epsneg =     {epsneg}\n"),
            format!("minexp = {minexp}   tiny =       {tiny}\n"),
            format!("maxexp = {maxexp}   max =        {max}\n"),
            format!("nexp =   {nexp}   min =        -max\n"),
            format!("smallest_normal = {tiny}   smallest_subnormal = {subnormal}\n"),
        ];
        format!("{title}{RULE}{}{RULE}", rows.concat())
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let l = &self.0;
        Ok(Some(match name {
            "dtype" => l.dtype.into(),
            "bits" => l.bits.into(),
            "precision" => l.precision.into(),
            "nmant" => l.nmant.into(),
            "nexp" | "iexp" => l.nexp.into(),
            "minexp" => l.minexp.into(),
            "maxexp" => l.maxexp.into(),
            "machep" => l.machep.into(),
            "negep" => l.negep.into(),
            "eps" => l.eps.into(),
            "epsneg" => l.epsneg.into(),
            "max" => l.max.into(),
            "min" => l.min.into(),
            "tiny" | "smallest_normal" => l.smallest_normal.into(),
            "smallest_subnormal" => l.smallest_subnormal.into(),
            "resolution" => l.resolution.into(),
            "__class__" => Value::Type(Type::Other(self.type_name())),
            _ => return no_attribute("finfo", name),
        }))
    }

    /// There is one such object for each type.
    fn equals(&self, _: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(Some(false)) };
        let other = other.as_any().downcast_ref::<Self>();
        Ok(Some(other.is_some_and(|other| other.0.dtype == self.0.dtype)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn text(scalar: &Scalar) -> String {
    scalar_str(scalar.dtype(), scalar.bytes())
}

/// Both are classes of Python's: their names in errors have no module.
fn no_attribute(class: &str, name: &str) -> Result<Option<Value>> {
    Err(E::Attribute { message: format!("'{class}' object has no attribute '{name}'") }.into())
}

/// `iinfo(…)`
#[derive(Debug)]
struct IntInfo(DType);

impl IntInfo {
    fn limit(&self, max: bool) -> Value {
        let (low, high) = limits::integer_limits(self.0).unwrap_or_default();
        Value::big(if max { high } else { low })
    }
}

impl Object for IntInfo {
    fn type_name(&self) -> &'static str {
        "numpy.iinfo"
    }

    fn repr(&self, interp: &Interp) -> String {
        let (min, max) = (interp.str(&self.limit(false)), interp.str(&self.limit(true)));
        format!("iinfo(min={min}, max={max}, dtype={})", self.0.name())
    }

    fn str(&self, interp: &Interp) -> String {
        let (min, max) = (interp.str(&self.limit(false)), interp.str(&self.limit(true)));
        format!("Machine parameters for {}\n{RULE}min = {min}\nmax = {max}\n{RULE}", self.0.name())
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let bits = self.0.itemsize() * 8;
        Ok(Some(match name {
            "dtype" => self.0.into(),
            "bits" => bits.into(),
            "kind" => self.0.kind_char().to_string().into(),
            "key" => format!("{}{bits}", self.0.kind_char()).into(),
            "min" => self.limit(false),
            "max" => self.limit(true),
            "__class__" => Value::Type(Type::Other(self.type_name())),
            _ => return no_attribute("iinfo", name),
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
