//! `tensordot`, `einsum` and other products, and those of `np.linalg`.

use crate::error::Result;
use crate::memory::{Array, Casting, Order};
use crate::ops::product::{
    self, CrossError, EinsumOptions, NormOrder, PathKind, einsum as einsum_of, einsum_path as path_of,
};
use crate::ops::reduce::Value as Reduced;

use super::super::call::Args;
use super::super::convert::{float, index_int, short_type};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Module, Value};
use super::products::value;
use super::rounding::operand_value;
use super::{array, out, target};

type Run = fn(&mut Interp, Args) -> Result<Value>;

const fn function(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::New, help, example)
}

const fn linalg(
    names: &'static [&'static str],
    parameters: &'static str,
    run: Run,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::In(Module::Linalg), parameters, run, Returns::New, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["tensordot"],
        "a, b, axes=2",
        |interp, args| tensordot(interp, &args, "a", "b"),
        "The sum product over the last axes of one and the first of the other, or over pairs of axes.",
        "tensordot(arange(6).reshape(2, 3), arange(6).reshape(3, 2), axes=1)",
    ),
    Builtin::new(
        &["einsum"],
        Home::Numpy,
        "*operands, out=None, optimize=False, **kwargs",
        einsum,
        Returns::Other,
        "Sums of products over labelled axes; a view where axes only move or meet in a diagonal.",
        "einsum('ij,jk->ik', eye(2), [[1, 2], [3, 4]])",
    ),
    Builtin::new(
        &["einsum_path"],
        Home::Numpy,
        "*operands, optimize='greedy'",
        einsum_path,
        Returns::Other,
        "The order in which einsum contracts its operands, and what that costs.",
        "einsum_path('ij,jk,kl->il', eye(2), eye(2), eye(2))[0]",
    ),
    function(
        &["kron"],
        "a, b",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            Ok(operand_value(product::kron(&a, &b)?))
        },
        "Blocks of one array, each times an element of the other.",
        "kron([1, 10], [1, 2])",
    ),
    function(
        &["trace"],
        "a, offset=0, axis1=0, axis2=1, dtype=None, out=None",
        trace,
        "The sum along a diagonal.",
        "trace([[1, 2], [3, 4]])",
    ),
    Builtin::new(
        &["trace"],
        Home::Array,
        "offset=0, axis1=0, axis2=1, dtype=None, out=None",
        trace,
        Returns::New,
        "The sum along a diagonal.",
        "arange(4).reshape(2, 2).trace()",
    ),
    function(
        &["cross"],
        "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            let axis = |name: &str| match args.some("axis") {
                Some(axis) => index_int(axis),
                None => args.get(name).map_or(Ok(-1), index_int),
            };
            Ok(product::cross(&a, &b, (axis("axisa")?, axis("axisb")?, axis("axisc")?))?.into())
        },
        "Cross products of vectors.",
        "cross([1, 2, 3], [4, 5, 6])",
    ),
    linalg(
        &["norm"],
        "x, ord=None, axis=None, keepdims=False",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            let order = order(args.get("ord"))?;
            let axes = axes(interp, &args)?;
            let keepdims = args.flag("keepdims", false);
            Ok(operand_value(product::norm(&x, &order, axes.as_deref(), keepdims)?))
        },
        "The norm of vectors, of matrices, or of all elements.",
        "linalg.norm([3.0, 4.0])",
    ),
    linalg(
        &["vector_norm"],
        "x, /, *, axis=None, keepdims=False, ord=2",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            let order = args.get("ord").map_or(Ok(NormOrder::Number(2.0)), |v| order(Some(v)))?;
            let axes = axes(interp, &args)?;
            let keepdims = args.flag("keepdims", false);
            Ok(operand_value(product::vector_norm(&x, &order, axes.as_deref(), keepdims)?))
        },
        "The norm of vectors, along any axes.",
        "linalg.vector_norm([3.0, 4.0])",
    ),
    linalg(
        &["matrix_norm"],
        "x, /, *, keepdims=False, ord='fro'",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            let order = args.get("ord").map_or(Ok(NormOrder::Frobenius), |v| order(Some(v)))?;
            let keepdims = args.flag("keepdims", false);
            Ok(operand_value(product::norm(&x, &order, Some(&[-2, -1]), keepdims)?))
        },
        "The norm of matrices, along the last two axes.",
        "linalg.matrix_norm([[3.0, 0.0], [0.0, 4.0]])",
    ),
    linalg(
        &["cross"],
        "x1, x2, /, *, axis=-1",
        |interp, args| {
            let (a, b) = (array(interp, &args, "x1")?, array(interp, &args, "x2")?);
            let axis = args.get("axis").map_or(Ok(-1), index_int)?;
            let length = |x: &Array| -> Result<usize> {
                let n = x.ndim() as i64;
                let at = if axis < 0 { axis + n } else { axis };
                let shape = x.shape();
                let found = usize::try_from(at).ok().and_then(|at| shape.get(at).copied());
                found.ok_or_else(|| E::Index { message: "tuple index out of range".into() }.into())
            };
            let (m, n) = (length(&a)?, length(&b)?);
            if m != 3 || n != 3 {
                return Err(CrossError::NotThree { a: m, b: n }.into());
            }
            Ok(product::cross(&a, &b, (axis, axis, axis))?.into())
        },
        "Cross products of vectors of length 3.",
        "linalg.cross([1, 2, 3], [4, 5, 6])",
    ),
    linalg(
        &["outer"],
        "x1, x2, /",
        |interp, args| {
            let (a, b) = (array(interp, &args, "x1")?, array(interp, &args, "x2")?);
            if a.ndim() != 1 || b.ndim() != 1 {
                let message = format!(
                    "Input arrays must be one-dimensional, but they are x1.ndim={} and x2.ndim={}.",
                    a.ndim(),
                    b.ndim()
                );
                return Err(E::Value { message }.into());
            }
            Ok(product::outer(&a, &b, None)?.into())
        },
        "Every product of an element of one vector with an element of the other.",
        "linalg.outer([1, 2], [3, 4])",
    ),
    linalg(
        &["matmul"],
        "x1, x2, /",
        |interp, args| {
            let (a, b) = (array(interp, &args, "x1")?, array(interp, &args, "x2")?);
            Ok(value(product::matmul(&a, &b)?))
        },
        "The matrix product.",
        "linalg.matmul(eye(2), [[1, 2], [3, 4]])",
    ),
    linalg(
        &["tensordot"],
        "x1, x2, /, *, axes=2",
        |interp, args| tensordot(interp, &args, "x1", "x2"),
        "The sum product over pairs of axes.",
        "linalg.tensordot(eye(2), eye(2), axes=1)",
    ),
    linalg(
        &["trace"],
        "x, /, *, offset=0, dtype=None",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            let offset = args.get("offset").map_or(Ok(0), index_int)?;
            let dtype = interp.opt_dtype(args.get("dtype"))?;
            Ok(value(product::trace(&x, offset, (-2, -1), dtype, None)?))
        },
        "The sums along the diagonals of matrices.",
        "linalg.trace([[1, 2], [3, 4]])",
    ),
    linalg(
        &["vecdot"],
        "x1, x2, /, *, axis=-1",
        |interp, args| vecdot(interp, &args),
        "Dot products of vectors along an axis, the first conjugated.",
        "linalg.vecdot([1, 2], [3, 4])",
    ),
    linalg(
        &["multi_dot"],
        "arrays, *, out=None",
        |interp, args| {
            let arrays = interp.arrays(&args.value("arrays").clone())?;
            Ok(value(product::multi_dot(&arrays, out(&args)?.as_ref())?))
        },
        "The product of several matrices, in the cheapest order.",
        "linalg.multi_dot([eye(2), eye(2), [1.0, 2.0]])",
    ),
    linalg(
        &["matrix_power"],
        "a, n",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let n = index_int(args.value("n"))
                .map_err(|_| E::Type { message: "exponent must be an integer".into() })?;
            Ok(value(product::matrix_power(&a, n)?))
        },
        "A square matrix multiplied with itself.",
        "linalg.matrix_power([[1, 1], [1, 0]], 5)",
    ),
];

fn vecdot(interp: &mut Interp, args: &Args) -> Result<Value> {
    let operands = [array(interp, args, "x1")?, array(interp, args, "x2")?];
    let axis = args.get("axis").map_or(Ok(-1), index_int)?;
    super::gufuncs::vecdot(interp, &operands, axis)
}

fn trace(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let int = |name: &str, default| args.get(name).map_or(Ok(default), index_int);
    let axes = (int("axis1", 0)?, int("axis2", 1)?);
    let dtype = interp.opt_dtype(args.get("dtype"))?;
    Ok(value(product::trace(&a, int("offset", 0)?, axes, dtype, out(&args)?.as_ref())?))
}

fn tensordot(interp: &mut Interp, args: &Args, left: &str, right: &str) -> Result<Value> {
    let (a, b) = (array(interp, args, left)?, array(interp, args, right)?);
    let both: Option<Vec<Value>> = match args.get("axes") {
        None => None,
        Some(Value::Array(axes)) if axes.ndim() > 0 => {
            let rows = interp.arrays(&Value::Array(axes.clone()))?;
            Some(rows.into_iter().map(Value::Array).collect())
        }
        Some(value) => value.sequence(),
    };
    let (x, y): (Vec<i64>, Vec<i64>) = match both {
        None => {
            let n = args.get("axes").map_or(Ok(2), index_int)?;
            if n > crate::memory::MAX_DIMS as i64 {
                return Err(product::TensordotError::Index {}.into());
            }
            let Some(first) = n.checked_neg() else {
                let message = "Python int too large to convert to C ssize_t".into();
                return Err(E::Overflow { message }.into());
            };
            ((first..0).collect(), (0..n.max(0)).collect())
        }
        Some(both) => match both.as_slice() {
            [x, y] => (interp.ints(x)?.to_vec(), interp.ints(y)?.to_vec()),
            [] | [_] => return Err(E::NotEnoughValues { expected: 2, got: both.len() }.into()),
            _ => return Err(E::TooManyValues { expected: 2 }.into()),
        },
    };
    Ok(product::tensordot(&a, &b, (&x, &y))?.into())
}

fn axes(interp: &Interp, args: &Args) -> Result<Option<Vec<i64>>> {
    match args.get("axis") {
        None | Some(Value::None) => Ok(None),
        Some(Value::Tuple(items)) => items.iter().map(index_int).collect::<Result<_>>().map(Some),
        Some(value @ (Value::List(_) | Value::Array(_))) => {
            let _ = (interp, value);
            Err(E::Type { message: "'axis' must be None, an integer or a tuple of integers".into() }.into())
        }
        Some(value) => Ok(Some(vec![index_int(value)?])),
    }
}

fn order(given: Option<&Value>) -> Result<NormOrder> {
    Ok(match given {
        None | Some(Value::None) => NormOrder::Default,
        Some(Value::Str(name)) => match &**name {
            "fro" | "f" => NormOrder::Frobenius,
            "nuc" => NormOrder::Nuclear,
            other => NormOrder::Other(other.to_owned()),
        },
        Some(value) => NormOrder::Number(float(value)?),
    })
}

/// Subscripts and operands: a string first, or operands each followed by the labels of its axes.
fn operands(interp: &mut Interp, args: &Args) -> Result<(String, Vec<Array>)> {
    let given = &args.rest;
    if let Some(Value::Str(text)) = given.first() {
        let text = text.to_string();
        if given.len() == 1 {
            let message = "must specify the einstein sum subscripts string and at least one operand";
            return Err(E::Value { message: message.into() }.into());
        }
        let arrays = given[1..].iter().map(|v| interp.as_array(v)).collect::<Result<_>>()?;
        return Ok((text, arrays));
    }
    if given.is_empty() {
        let message = "must specify the einstein sum subscripts string and at least one operand, or at least one operand and its corresponding subscripts list";
        return Err(E::Value { message: message.into() }.into());
    }
    if given.len() == 1 {
        let message = "must provide at least an operand and a subscripts list to einsum";
        return Err(E::Value { message: message.into() }.into());
    }
    let (mut terms, mut arrays) = (Vec::new(), Vec::new());
    for pair in given.chunks_exact(2) {
        arrays.push(interp.as_array(&pair[0])?);
        terms.push(sublist(interp, &pair[1])?);
    }
    let mut text = terms.join(",");
    if given.len() % 2 == 1
        && let Some(last) = given.last()
    {
        text += "->";
        text += &sublist(interp, last)?;
    }
    Ok((text, arrays))
}

/// A list of axis numbers and `...` as letters.
fn sublist(interp: &mut Interp, value: &Value) -> Result<String> {
    let items = match value {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Array(_) => interp.items(value)?,
        _ => {
            let message = "subscripts for each operand must be a list or a tuple".into();
            return Err(E::Type { message }.into());
        }
    };
    let mut text = String::new();
    for item in &items {
        match item {
            Value::Ellipsis => text += "...",
            _ => {
                let number = index_int(item).map_err(|_| E::Type {
                    message: "each subscript must be either an integer or an ellipsis".into(),
                })?;
                text.push(match u8::try_from(number) {
                    Ok(n @ 0..26) => char::from(b'A' + n),
                    Ok(n @ 26..52) => char::from(b'a' + n - 26),
                    _ => {
                        let message = "subscript is not within the valid range [0, 52)".into();
                        return Err(E::Value { message }.into());
                    }
                });
            }
        }
    }
    Ok(text)
}

/// `optimize=` as a kind of path.
fn kind(interp: &mut Interp, value: &Value) -> Result<PathKind> {
    Ok(match value {
        Value::None | Value::Bool(false) => PathKind::Single,
        Value::Bool(true) => PathKind::Greedy(None),
        Value::Str(name) => named(name, None),
        Value::List(_) | Value::Tuple(_) => {
            let items = interp.items(value)?;
            match items.as_slice() {
                [Value::Str(first), rest @ ..] if &**first == "einsum_path" => PathKind::Given(
                    rest.iter()
                        .map(|step| {
                            let places = interp.ints(step)?;
                            Ok(places.iter().map(|&p| usize::try_from(p).unwrap_or(usize::MAX)).collect())
                        })
                        .collect::<Result<_>>()?,
                ),
                [Value::Str(name), limit] => {
                    let limit = float(limit)?;
                    named(name, Some(if limit < 0.0 { 0 } else { limit as u128 }))
                }
                _ => return Err(not_a_path(interp, value)),
            }
        }
        other => return Err(not_a_path(interp, other)),
    })
}

fn not_a_path(interp: &Interp, value: &Value) -> crate::error::Error {
    let message = match value {
        Value::List(_) | Value::Tuple(_) => format!("Did not understand the path: {}", interp.str(value)),
        other => format!("object of type '{}' has no len()", short_type(other)),
    };
    E::Type { message }.into()
}

fn named(name: &str, limit: Option<u128>) -> PathKind {
    match name {
        "greedy" => PathKind::Greedy(limit),
        "optimal" => PathKind::Optimal(limit),
        other => PathKind::Unknown(other.to_owned()),
    }
}

fn einsum(interp: &mut Interp, args: Args) -> Result<Value> {
    let (text, arrays) = operands(interp, &args)?;
    let mut options = EinsumOptions::default();
    for (name, value) in &args.extra {
        match &**name {
            "dtype" => options.dtype = interp.opt_dtype(Some(value))?,
            "order" => options.order = interp.order(Some(value), Order::K)?,
            "casting" => options.casting = interp.casting(Some(value), Casting::Safe)?,
            other => {
                let message = format!("einsum() got an unexpected keyword argument '{other}'");
                return Err(E::Type { message }.into());
            }
        }
    }
    options.out = match args.get("out") {
        None | Some(Value::None) => None,
        Some(Value::Array(array)) => Some(array.clone()),
        Some(_) => {
            let message = "keyword parameter out must be an array for einsum".into();
            return Err(E::Type { message }.into());
        }
    };
    let path = match args.get("optimize") {
        None | Some(Value::Bool(false)) => None,
        Some(value) => {
            let kind = kind(interp, &value.clone())?;
            Some(path_of(&text, &arrays, &kind)?.steps)
        }
    };
    let made = einsum_of(&text, &arrays, &options, path.as_deref())?;
    Ok(match made {
        Reduced::Array(array) => Value::Array(array),
        Reduced::Scalar(scalar) => Value::Scalar(scalar),
    })
}

fn einsum_path(interp: &mut Interp, args: Args) -> Result<Value> {
    let (text, arrays) = operands(interp, &args)?;
    let kind = match args.get("optimize") {
        None => PathKind::Greedy(None),
        Some(value) => kind(interp, &value.clone())?,
    };
    let path = path_of(&text, &arrays, &kind)?;
    let mut steps = vec![Value::str("einsum_path")];
    steps.extend(path.steps.iter().map(|step| Value::tuple(step.iter().map(|&p| Value::from(p)).collect())));
    Ok(Value::tuple(vec![Value::list(steps), Value::from(path.text)]))
}
