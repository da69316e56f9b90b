//! dtypes: what promotes to what, what casts to what.

use crate::error::Result;
use crate::memory::{Casting, DType, Patience, promote};
use crate::ops::ufunc;

use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, scalar_function as row};
use super::super::value::{Abstract, Type, Value};

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
                // A list is a description of fields to NumPy, not numbers.
                if let Value::DType(_) | Value::Type(_) | Value::Str(_) | Value::List(_) = value {
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
                number @ (Value::Bool(_)
                | Value::Int(_)
                | Value::BigInt(_)
                | Value::Float(_)
                | Value::Complex(_)) => {
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
            let (own, wanted) = (class(interp, args.value("arg1"))?, class(interp, args.value("arg2"))?);
            Ok(Value::Bool(match (own, wanted) {
                (Class::Abstract(own), Class::Abstract(wanted)) => own.is_within(wanted),
                (Class::Own(dtype), Class::Abstract(wanted)) => wanted.holds(dtype),
                (Class::Own(own), Class::Own(wanted)) => own == wanted,
                (Class::Abstract(_), Class::Own(_)) => false,
            }))
        },
        "Whether a dtype is of a class.",
        "issubdtype('int32', integer)",
    ),
    row(
        &["isdtype"],
        "dtype, kind",
        isdtype,
        "Whether a dtype is of a kind, such as 'integral' or 'real floating'.",
        "isdtype(float32, 'real floating')",
    ),
    row(
        &["common_type"],
        "*arrays",
        common_type,
        "The float or complex class that holds all arrays.",
        "common_type(arange(3), array([1j]))",
    ),
    row(
        &["mintypecode"],
        "typechars, typeset='GDFgdf', default='d'",
        mintypecode,
        "The character of the smallest float or complex dtype that holds all.",
        "mintypecode(['d', 'F'])",
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

/// What `issubdtype` compares: a scalar class.
enum Class {
    Own(DType),
    Abstract(Abstract),
}

fn class(interp: &Interp, value: &Value) -> Result<Class> {
    Ok(match value {
        Value::Type(Type::Abstract(class)) => Class::Abstract(*class),
        Value::Array(_) => {
            return Err(E::Type { message: "Cannot construct a dtype from an array".into() }.into());
        }
        other => Class::Own(interp.dtype(other)?),
    })
}

/// The dtypes and classes that `isdtype` takes; no strings, no classes of Python's but bool, which NumPy's goes by too.
fn plain_class(value: &Value) -> Option<Class> {
    Some(match value {
        Value::DType(dtype) | Value::Type(Type::Scalar(dtype)) => Class::Own(*dtype),
        Value::Type(Type::Bool) => Class::Own(DType::Bool),
        Value::Type(Type::Abstract(class)) => Class::Abstract(*class),
        _ => return None,
    })
}

fn isdtype(interp: &mut Interp, args: Args) -> Result<Value> {
    let value = args.value("dtype");
    let own = plain_class(value).ok_or_else(|| {
        let name = value.type_of().qualified();
        E::Type { message: format!("dtype argument must be a NumPy dtype, but it is a <class '{name}'>.") }
    })?;
    let kinds = match args.value("kind") {
        Value::Tuple(kinds) => kinds.to_vec(),
        other => vec![other.clone()],
    };
    let mut found = false;
    for kind in &kinds {
        let class = match kind {
            Value::Str(name) => Class::Abstract(match &**name {
                "bool" => {
                    found |= matches!(own, Class::Own(DType::Bool));
                    continue;
                }
                "signed integer" => Abstract::SignedInteger,
                "unsigned integer" => Abstract::UnsignedInteger,
                "integral" => Abstract::Integer,
                "real floating" => Abstract::Floating,
                "complex floating" => Abstract::ComplexFloating,
                "numeric" => Abstract::Number,
                _ => {
                    let text = interp.repr(kind);
                    let message = format!("kind argument is a string, but {text} is not a known kind name.");
                    return Err(E::Value { message }.into());
                }
            }),
            other => match plain_class(other) {
                // A class stands for itself only, not for what it holds.
                Some(Class::Abstract(class)) => {
                    found |= matches!(&own, Class::Abstract(own) if *own == class);
                    continue;
                }
                Some(class) => class,
                None => {
                    let name = kind.type_of().qualified();
                    let message = format!(
                        "kind argument must be comprised of NumPy dtypes or strings only, but is a <class '{name}'>."
                    );
                    return Err(E::Type { message }.into());
                }
            },
        };
        found |= match (&own, class) {
            (Class::Own(own), Class::Own(wanted)) => *own == wanted,
            (Class::Own(own), Class::Abstract(wanted)) => wanted.holds(*own),
            (Class::Abstract(_), _) => false,
        };
    }
    Ok(Value::Bool(found))
}

fn common_type(_: &mut Interp, args: Args) -> Result<Value> {
    let mut common = DType::Float16;
    for value in &args.rest {
        let dtype = match value {
            Value::Array(a) => a.dtype(),
            Value::Scalar(s) => s.dtype(),
            other => {
                let message = format!("'{}' object has no attribute 'dtype'", other.type_name());
                return Err(E::Attribute { message }.into());
            }
        };
        if dtype == DType::Bool {
            return Err(E::Type { message: "can't get common type for non-numeric array".into() }.into());
        }
        common = promote(common, if dtype.is_integer() { DType::Float64 } else { dtype });
    }
    Ok(Value::Type(Type::Scalar(common)))
}

fn mintypecode(interp: &mut Interp, args: Args) -> Result<Value> {
    /// Characters of dtypes, the largest first.
    const BY_SIZE: &str = "GDFgdfQqLlIiHhBb?";
    let chars = args.value("typechars").clone();
    let set = args.get("typeset").map_or_else(|| "GDFgdf".to_owned(), |v| interp.str(v));
    let mut found: Vec<char> = Vec::new();
    let mut add = |text: &str| {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            found.extend(Some(c).filter(|c| set.contains(*c) && !found.contains(c)));
        }
    };
    match &chars {
        Value::Str(text) => {
            let patience = Patience::new(&interp.memory);
            for c in text.chars() {
                patience.spend(1)?;
                add(c.encode_utf8(&mut [0; 4]));
            }
        }
        other => {
            for item in interp.items(other)? {
                match &item {
                    Value::Str(text) if !text.is_empty() => add(text),
                    other => add(&interp.as_array(other)?.dtype().char().to_string()),
                }
            }
        }
    }
    if found.is_empty() {
        return Ok(args.get("default").cloned().unwrap_or_else(|| "d".into()));
    }
    if found.contains(&'F') && found.contains(&'d') {
        return Ok("D".into());
    }
    let mut places = Vec::new();
    for c in found {
        let Some(place) = BY_SIZE.find(c) else {
            return Err(E::Value { message: "substring not found".into() }.into());
        };
        places.push((place, c));
    }
    Ok(places.into_iter().min().map_or(Value::None, |(_, c)| c.to_string().into()))
}
