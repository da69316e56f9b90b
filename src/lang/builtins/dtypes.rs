//! dtypes: what promotes to what, what casts to what.

use crate::error::Result;
use crate::memory::{Casting, DType, promote};
use crate::ops::ufunc;

use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Type, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["result_type"],
        "*arrays_and_dtypes",
        |interp, args| {
            if args.rest.is_empty() {
                return Err(E::Value { message: "at least one array or dtype is required".into() }.into());
            }
            let mut operands = Vec::new();
            let mut strong: Option<DType> = None;
            for value in &args.rest {
                if let Value::DType(_) | Value::Type(_) | Value::Str(_) = value {
                    let dtype = interp.dtype(value)?;
                    strong = Some(strong.map_or(dtype, |d| promote(d, dtype)));
                } else {
                    operands.push(interp.operand(value)?);
                }
            }
            if let Some(dtype) = strong {
                operands.push(ufunc::Operand::Scalar(crate::memory::Scalar::from_bytes(dtype, &[0; 16])));
            }
            Ok(Value::DType(ufunc::result_type(&operands)))
        },
        "The dtype that an operation on these gives.",
        "result_type(int8(1), 3.0)",
    ),
    row(
        &["promote_types"],
        "type1, type2, /",
        |interp, args| {
            Ok(Value::DType(promote(interp.dtype(args.value("type1"))?, interp.dtype(args.value("type2"))?)))
        },
        "The smallest dtype to which both cast safely.",
        "promote_types('int8', 'uint8')",
    ),
    row(
        &["can_cast"],
        "from_, /, to, casting='safe'",
        |interp, args| {
            let casting = interp.casting(args.get("casting"), Casting::Safe)?;
            let to = interp.dtype(args.value("to"))?;
            let from = match args.value("from_") {
                Value::Array(a) => a.dtype(),
                Value::Scalar(s) => s.dtype(),
                number @ (Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_)) => {
                    let _ = number;
                    return Err(E::Type { message: "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\nThis change was part of adopting NEP 50, we may explicitly allow them again in the future.".into() }.into());
                }
                other => interp.dtype(other)?,
            };
            Ok(Value::Bool(from.can_cast(to, casting)))
        },
        "Whether a cast is allowed.",
        "can_cast('int32', 'float64')",
    ),
    row(
        &["issubdtype"],
        "arg1, arg2",
        |interp, args| {
            let dtype = match args.value("arg1") {
                Value::Type(Type::Abstract(class)) => {
                    return Ok(Value::Bool(args.value("arg2").is(&Value::Type(Type::Abstract(*class)))));
                }
                other => interp.dtype(other)?,
            };
            Ok(Value::Bool(match args.value("arg2") {
                Value::Type(Type::Abstract(class)) => class.holds(dtype),
                // Python's int and float stand for their own dtypes.
                other => interp.dtype(other)? == dtype,
            }))
        },
        "Whether a dtype is of a class.",
        "issubdtype('int32', integer)",
    ),
    row(
        &["isscalar"],
        "element",
        |_, args| {
            Ok(Value::Bool(
                args.value("element").is_number() || matches!(args.value("element"), Value::Str(_)),
            ))
        },
        "Whether it is a number or a string.",
        "isscalar(3)",
    ),
    row(
        &["iscomplexobj"],
        "x",
        |interp, args| Ok(Value::Bool(holds_complex(interp, &args)?)),
        "Whether the dtype is complex.",
        "iscomplexobj([1j])",
    ),
    row(
        &["isrealobj"],
        "x",
        |interp, args| Ok(Value::Bool(!holds_complex(interp, &args)?)),
        "Whether the dtype is not complex.",
        "isrealobj([1.0])",
    ),
];

/// Whether the argument is complex, or an array or a list that is.
fn holds_complex(interp: &mut Interp, args: &Args) -> Result<bool> {
    Ok(match args.value("x") {
        Value::Str(_) | Value::None | Value::Dict(_) => false,
        value => interp.as_array(&value.clone())?.dtype().is_complex(),
    })
}
