//! Operators between an array, or a NumPy scalar, and what NumPy makes no numbers of: text, `None`, dicts, functions.
//!
//! NumPy takes such a value for an array of text or of objects, and fails by what its ufuncs have for those.

use crate::error::{Error, Result};
use crate::memory::{Array, Bool, DType, Kind, filled};
use crate::ops::ufunc::{self, UfuncError};
use crate::syntax::{BinaryOp, CompareOp};

use super::errors::ValueKindError as E;
use super::interp::Interp;
use super::operators::{binary_ufunc, comparison_ufunc, is_numpy, mirrored, operands_error};
use super::value::{List, Type, Value};

/// The dtype of an array or a scalar.
fn dtype(value: &Value) -> Option<DType> {
    match value {
        Value::Array(array) => Some(array.dtype()),
        Value::Scalar(scalar) => Some(scalar.dtype()),
        _ => None,
    }
}

/// The dtype as NumPy writes it, also of text.
fn dtype_text(value: &Value) -> String {
    match (dtype(value), value) {
        (Some(dtype), _) => dtype.name().to_owned(),
        (None, Value::Str(text)) => format!("<U{}", text.chars().count().max(1)),
        (None, Value::Bytes(bytes)) => format!("S{}", bytes.len().max(1)),
        _ => "O".to_owned(),
    }
}

/// The class of Python's that the elements have when NumPy works on objects.
fn element_type(value: &Value) -> String {
    let Some(dtype) = dtype(value) else { return value.type_name() };
    match dtype.kind() {
        Kind::Bool => "bool",
        Kind::Int | Kind::UInt => "int",
        Kind::Float => "float",
        Kind::Complex => "complex",
    }
    .to_owned()
}

fn is_bytes(value: &Value) -> bool {
    matches!(value, Value::Bytes(_))
}

fn is_text(value: &Value) -> bool {
    matches!(value, Value::Str(_) | Value::Bytes(_))
}

fn has_axes(value: &Value) -> bool {
    matches!(value, Value::Array(array) if array.ndim() > 0)
}

/// The error of `divmod(left, right)`; see [`operator_error`].
pub(super) fn divmod_error(left: &Value, right: &Value) -> Error {
    let has_array = matches!((left, right), (Value::Array(_), _) | (_, Value::Array(_)));
    if has_array || is_text(left) || is_text(right) {
        return UfuncError::Unsupported { name: "divmod", casting: "safe" }.into();
    }
    E::Operands { op: "divmod()", left: element_type(left), right: element_type(right) }.into()
}

/// The error of `left op right`, or of `left op= right`, where one is an array or a scalar and the other is nothing that NumPy computes with.
pub(super) fn operator_error(op: BinaryOp, left: &Value, right: &Value, in_place: bool) -> Error {
    let has_array = matches!((left, right), (Value::Array(_), _) | (_, Value::Array(_)));
    // The sequence's own operator stands before that of a scalar to its right.
    let own = !has_array && op == BinaryOp::Add && is_text(left);
    // What complex numbers have no operator for is not asked of a ufunc.
    let complex = |value| dtype(value).is_some_and(DType::is_complex);
    let lacks = match op {
        BinaryOp::MatMul => true,
        BinaryOp::FloorDivide | BinaryOp::Remainder => complex(left) || complex(right),
        _ => false,
    };
    if own || (lacks && !has_array) {
        return operands_error(op, left, right);
    }
    let name = if op == BinaryOp::MatMul { "matmul" } else { binary_ufunc(op).name };
    let in_place = in_place && matches!(left, Value::Array(_));
    if is_text(left) || is_text(right) {
        let no_loop = || E::NoLoop { name, left: dtype_text(left), right: dtype_text(right) }.into();
        return match op {
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::MatMul => no_loop(),
            BinaryOp::Multiply => {
                let number = if is_numpy(left) { left } else { right };
                match dtype(number) {
                    // Text times a number repeats the text.
                    Some(dtype) if dtype.is_integer() && in_place => {
                        let digits = if dtype.itemsize() == 8 { 21 } else { 11 };
                        let text = if is_bytes(left) || is_bytes(right) { "S" } else { "<U" };
                        E::TextOutput { name, from: format!("{text}{digits}"), to: dtype.name() }.into()
                    }
                    Some(dtype) if dtype.is_integer() => E::TextTimes {}.into(),
                    _ => no_loop(),
                }
            }
            _ => UfuncError::Unsupported { name, casting: "safe" }.into(),
        };
    }
    match (in_place, dtype(left)) {
        (true, Some(to)) => E::TextOutput { name, from: "O".into(), to: to.name() }.into(),
        _ if op == BinaryOp::MatMul => E::ObjectMatMul { operand: usize::from(has_axes(left)) }.into(),
        _ => {
            let op = if op == BinaryOp::Power { "** or pow()" } else { op.symbol() };
            E::Operands { op, left: element_type(left), right: element_type(right) }.into()
        }
    }
}

/// The error of ordering an array or a scalar and something that is no number: NumPy asks the elements, from the array's side.
pub(super) fn order_error(op: CompareOp, left: &Value, right: &Value) -> Error {
    let (op, number, other) = if is_numpy(left) { (op, left, right) } else { (mirrored(op), right, left) };
    if is_text(other) {
        let class = |dtype: DType| Type::DTypeOf(dtype).name();
        let left = dtype(number).map_or("", class);
        let right = if matches!(other, Value::Str(_)) { "StrDType" } else { "BytesDType" };
        return E::NoOrder { name: comparison_ufunc(op).name, left, right }.into();
    }
    E::Comparison { op: op.symbol(), left: element_type(number), right: other.type_name() }.into()
}

fn all(interp: &Interp, shape: &[usize], value: bool) -> Result<Value> {
    if shape.is_empty() {
        return Ok(Value::Scalar(crate::memory::Scalar::new(Bool::from(value))));
    }
    let n = shape.iter().product();
    Ok(Array::from_slice(&interp.memory, shape, &filled(n, Bool::from(value)), "equal")?.into())
}

/// `number == sequence` or `!=` where the sequence holds things that are no numbers: those are equal to nothing, and beside text nothing else is.
pub(super) fn sequence_equality(
    interp: &mut Interp,
    op: CompareOp,
    number: &Value,
    other: &Value,
) -> Result<Value> {
    let has_text = holds_text(other);
    let numbers = numbers_in(other, has_text);
    let found = {
        let operands = [interp.operand(number)?, interp.operand(&numbers)?];
        let ufunc = comparison_ufunc(op);
        super::operators::first_output(ufunc::call(
            &interp.memory,
            ufunc,
            &operands,
            &ufunc::Options::operator(),
        )?)
    };
    if let (true, Value::Array(found)) = (has_text, &found) {
        return all(interp, &found.shape(), op == CompareOp::NotEqual);
    }
    Ok(found)
}

fn holds_text(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Tuple(_) => value.sequence().unwrap_or_default().iter().any(holds_text),
        other => is_text(other),
    }
}

/// The nested sequence with NaN, which is equal to nothing, where there is no number.
fn numbers_in(value: &Value, none: bool) -> Value {
    match value {
        Value::List(_) | Value::Tuple(_) => {
            let items = value.sequence().unwrap_or_default();
            Value::List(List::new(items.iter().map(|item| numbers_in(item, none)).collect()))
        }
        number if number.is_number() && !none => number.clone(),
        Value::Array(_) => value.clone(),
        _ => Value::Float(f64::NAN),
    }
}
