//! Elements of arrays and NumPy's scalars in loops: read, written and worked on without an array object or a call of a ufunc.
//!
//! Only what is the same either way is done here. Whatever could warn, overflow or be refused is left to the ufunc.

use smallvec::SmallVec;

use crate::memory::{Array, Bool, DType, Scalar};
use crate::syntax::{BinaryOp, CompareOp};

use super::super::value::Value;

/// The largest whole number up to which each is a double of its own.
const EXACT: i64 = 1 << 53;

/// The numbers of an index that is one int for each axis.
fn ints(index: &[Value]) -> Option<SmallVec<[i64; 4]>> {
    index
        .iter()
        .map(|item| match item {
            Value::Int(i) => Some(*i),
            Value::Scalar(scalar) if scalar.dtype() == DType::Int64 => Some(scalar.get()),
            _ => None,
        })
        .collect()
}

/// The element of an array that an int for each axis names.
#[inline]
pub(super) fn element(array: &Array, index: &[Value]) -> Option<Value> {
    let scalar = match index {
        [Value::Int(i)] => array.element(&[*i]),
        [Value::Int(i), Value::Int(j)] => array.element(&[*i, *j]),
        other => array.element(&ints(other)?),
    };
    scalar.map(Value::Scalar)
}

/// Writes such an element; whether it was done.
#[inline]
pub(super) fn set_element(array: &Array, index: &[Value], value: &Value) -> bool {
    let dtype = array.dtype();
    let Some(scalar) = stored(dtype, value) else { return false };
    match index {
        [Value::Int(i)] => array.set_element(&[*i], &scalar),
        [Value::Int(i), Value::Int(j)] => array.set_element(&[*i, *j], &scalar),
        other => ints(other).is_some_and(|index| array.set_element(&index, &scalar)),
    }
}

/// A number as an element of a dtype, where its value is kept.
fn stored(dtype: DType, value: &Value) -> Option<Scalar> {
    Some(match (dtype, value) {
        (_, Value::Scalar(scalar)) if scalar.dtype() == dtype => *scalar,
        (DType::Float64, Value::Float(x)) => Scalar::new(*x),
        (DType::Float64, Value::Int(n)) if (-EXACT..=EXACT).contains(n) => Scalar::new(*n as f64),
        (DType::Float64, Value::Scalar(scalar)) if scalar.dtype() == DType::Int64 => {
            Scalar::new(scalar.get::<i64>() as f64)
        }
        (DType::Int64, Value::Int(n)) => Scalar::new(*n),
        (DType::UInt8, Value::Int(n)) => Scalar::new(u8::try_from(*n).ok()?),
        (DType::Int32, Value::Int(n)) => Scalar::new(i32::try_from(*n).ok()?),
        (DType::Bool, Value::Bool(b)) => Scalar::new(Bool::from(*b)),
        _ => return None,
    })
}

/// Two numbers of one class, at least one of which is NumPy's.
enum Pair {
    Float(f64, f64),
    Int(i64, i64),
}

/// Two operands as float64 or int64: NumPy's own, or Python's beside one of them, which take its dtype.
#[inline]
fn pair(a: &Value, b: &Value) -> Option<Pair> {
    /// A number and whether it is NumPy's.
    #[derive(Clone, Copy)]
    enum Number {
        Float(f64),
        Int(i64),
        PythonFloat(f64),
        PythonInt(i64),
    }
    let number = |value: &Value| {
        Some(match value {
            Value::Scalar(scalar) => match scalar.dtype() {
                DType::Float64 => Number::Float(scalar.get()),
                DType::Int64 => Number::Int(scalar.get()),
                _ => return None,
            },
            Value::Float(x) => Number::PythonFloat(*x),
            Value::Int(n) => Number::PythonInt(*n),
            _ => return None,
        })
    };
    let exact = |n: i64| (-EXACT..=EXACT).contains(&n).then_some(n as f64);
    Some(match (number(a)?, number(b)?) {
        (Number::Float(a), Number::Float(b) | Number::PythonFloat(b))
        | (Number::PythonFloat(a), Number::Float(b)) => Pair::Float(a, b),
        (Number::Float(a), Number::PythonInt(b) | Number::Int(b)) => Pair::Float(a, exact(b)?),
        (Number::PythonInt(a) | Number::Int(a), Number::Float(b)) => Pair::Float(exact(a)?, b),
        (Number::Int(a), Number::PythonFloat(b)) => Pair::Float(exact(a)?, b),
        (Number::PythonFloat(a), Number::Int(b)) => Pair::Float(a, exact(b)?),
        (Number::Int(a), Number::Int(b) | Number::PythonInt(b)) | (Number::PythonInt(a), Number::Int(b)) => {
            Pair::Int(a, b)
        }
        _ => return None,
    })
}

/// `a op b` of NumPy's scalars, where nothing can warn.
#[inline]
pub(super) fn scalar_binary(op: BinaryOp, a: &Value, b: &Value) -> Option<Value> {
    let scalar = match pair(a, b)? {
        Pair::Float(x, y) => {
            let z = match op {
                BinaryOp::Add => x + y,
                BinaryOp::Subtract => x - y,
                BinaryOp::Multiply => x * y,
                BinaryOp::Divide if y != 0.0 => x / y,
                _ => return None,
            };
            // What is not normal may have gone under or over: the ufunc tells.
            let is_zero = z == 0.0
                && match op {
                    BinaryOp::Multiply => x == 0.0 || y == 0.0,
                    BinaryOp::Divide => x == 0.0,
                    _ => true,
                };
            if !(z.is_normal() || is_zero) {
                return None;
            }
            Scalar::new(z)
        }
        Pair::Int(x, y) => Scalar::new(match op {
            BinaryOp::Add => x.checked_add(y)?,
            BinaryOp::Subtract => x.checked_sub(y)?,
            BinaryOp::Multiply => x.checked_mul(y)?,
            BinaryOp::Remainder if y > 0 => x.rem_euclid(y),
            BinaryOp::FloorDivide if y > 0 => x.div_euclid(y),
            _ => return None,
        }),
    };
    Some(Value::Scalar(scalar))
}

/// Whether `a op b` holds of NumPy's scalars.
#[inline]
pub(super) fn scalar_compare(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    match pair(a, b)? {
        Pair::Float(x, y) if x.is_nan() || y.is_nan() => None,
        Pair::Float(x, y) => super::run::holds_float(op, x, y),
        Pair::Int(..)
            if matches!(op, CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn) =>
        {
            None
        }
        Pair::Int(x, y) => Some(super::run::holds(op, x.cmp(&y))),
    }
}

/// The outcome of a comparison as NumPy gives it.
pub(super) fn truth(holds: bool) -> Value {
    Value::Scalar(Scalar::new(Bool::from(holds)))
}
