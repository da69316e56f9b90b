//! Comparison of whole arrays, with and without a tolerance, and tests of single elements that are no ufuncs.

use crate::error::Result;
use crate::memory::{Array, DType, Fault, Response};
use crate::ops::shape;
use crate::ops::ufunc::{self, Apply, CloseWarning, Operand, Tolerance, all_true};

use super::super::call::Args;
use super::super::convert::truth;
use super::super::interp::Interp;
use super::super::operators::output_value;
use super::super::table::{Builtin, Returns, function};
use super::super::value::Value;
use super::rounding::{operand, operand_value};
use super::{array, out};

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["isclose"],
        "a, b, rtol=1e-05, atol=1e-08, equal_nan=False",
        |interp, args| close(interp, &args).map(operand_value),
        Returns::New,
        "Whether elements are equal within a tolerance.",
        "isclose([1.0, 2.0], [1.0 + 1e-9, 2.1])",
    ),
    function(
        &["allclose"],
        "a, b, rtol=1e-05, atol=1e-08, equal_nan=False",
        |interp, args| Ok(Value::Bool(all_true(&close(interp, &args)?))),
        Returns::Scalar,
        "Whether all elements are equal within a tolerance.",
        "allclose([1.0, 2.0], [1.0 + 1e-9, 2.0])",
    ),
    function(
        &["array_equal"],
        "a1, a2, equal_nan=False",
        |interp, args| {
            let Some((a, b)) = both(interp, &args) else { return Ok(Value::Bool(false)) };
            let equal_nan = args.get("equal_nan").map_or(Ok(false), truth)?;
            Ok(Value::Bool(ufunc::array_equal(&a, &b, equal_nan)?))
        },
        Returns::Scalar,
        "Whether two arrays have one shape and equal elements.",
        "array_equal([1, 2], [1, 2])",
    ),
    function(
        &["array_equiv"],
        "a1, a2",
        |interp, args| {
            let Some((a, b)) = both(interp, &args) else { return Ok(Value::Bool(false)) };
            Ok(Value::Bool(ufunc::array_equiv(&a, &b)?))
        },
        Returns::Scalar,
        "Whether two arrays broadcast to each other and are equal.",
        "array_equiv([1, 2], [[1, 2], [1, 2]])",
    ),
    function(
        &["iscomplex"],
        "x",
        |interp, args| {
            let x = array(interp, &args, "x")?;
            if x.dtype().is_complex() {
                let imag = shape::imag(&x)?.into();
                return Apply(&interp.memory).two("not_equal", &imag, &Operand::Int(0)).map(operand_value);
            }
            let none = Array::zeros(&interp.memory, &x.shape(), DType::Bool, "zeros")?;
            Ok(super::creation::scalar_or_array(none))
        },
        Returns::New,
        "Whether elements have an imaginary part.",
        "iscomplex([1 + 1j, 1])",
    ),
    function(
        &["isreal"],
        "x",
        |interp, args| {
            let imag = match args.value("x") {
                Value::Complex(z) => return Ok(Value::Bool(z.im == 0.0)),
                Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) => {
                    return Ok(Value::Bool(true));
                }
                _ => shape::imag(&array(interp, &args, "x")?)?,
            };
            Apply(&interp.memory).two("equal", &imag.into(), &Operand::Int(0)).map(operand_value)
        },
        Returns::New,
        "Whether elements have no imaginary part.",
        "isreal([1 + 1j, 1])",
    ),
    function(
        &["isposinf"],
        "x, out=None",
        |interp, args| signed(interp, &args, false),
        Returns::New,
        "Whether elements are plus infinity.",
        "isposinf([inf, -inf, 1.0])",
    ),
    function(
        &["isneginf"],
        "x, out=None",
        |interp, args| signed(interp, &args, true),
        Returns::New,
        "Whether elements are minus infinity.",
        "isneginf([inf, -inf, 1.0])",
    ),
    function(
        &["isfortran"],
        "a",
        |interp, args| {
            let flags = interp.attribute(&args.value("a").clone(), "flags")?;
            interp.attribute(&flags, "fnc")
        },
        Returns::Scalar,
        "Whether an array lies in F order, and not also in C order.",
        "isfortran(ones((2, 3), order='F'))",
    ),
];

fn signed(interp: &mut Interp, args: &Args, negative: bool) -> Result<Value> {
    let x = operand(interp, args, "x")?;
    Ok(output_value(ufunc::is_signed_infinity(&interp.memory, &x, negative, out(args)?.as_ref())?))
}

/// Both arguments as arrays; `None` if one cannot be one.
fn both(interp: &mut Interp, args: &Args) -> Option<(Array, Array)> {
    Some((array(interp, args, "a1").ok()?, array(interp, args, "a2").ok()?))
}

fn close(interp: &mut Interp, args: &Args) -> Result<Operand> {
    let (a, b) = (operand(interp, args, "a")?, operand(interp, args, "b")?);
    let given = |interp: &mut Interp, name: &str, default: f64| match args.get(name) {
        Some(_) => operand(interp, args, name),
        None => Ok(Operand::Float(default)),
    };
    let (relative, absolute) = (given(interp, "rtol", 1e-5)?, given(interp, "atol", 1e-8)?);
    let apply = Apply(&interp.memory);
    let finite = |x: &Operand| -> Result<bool> { Ok(all_true(&apply.one("isfinite", x)?)) };
    if !finite(&absolute)? || !finite(&relative)? {
        let text = |x: &Operand| interp.str(&operand_value(x.clone()));
        let warning = CloseWarning::Tolerance { absolute: text(&absolute), relative: text(&relative) };
        if interp.memory.responses().to(Fault::Invalid) != Response::Call {
            interp.memory.fault(Fault::Invalid, warning);
        }
    }
    let equal_nan = args.get("equal_nan").map_or(Ok(false), truth)?;
    ufunc::isclose(&interp.memory, &a, &b, &Tolerance { relative, absolute, equal_nan })
}
