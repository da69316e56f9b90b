//! Products of vectors and matrices.

use crate::error::Result;
use crate::memory::Array;

use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::Builtin;
use super::super::value::Value;

pub(in super::super) const ROWS: &[Builtin] = &[];

/// `left @ right`
pub(in super::super) fn matmul(_: &mut Interp, left: &Value, right: &Value) -> Result<Value> {
    Err(E::Operands { op: "@", left: left.type_name(), right: right.type_name() }.into())
}

/// `array @= value`
pub(in super::super) fn matmul_in_place(interp: &mut Interp, array: &Array, value: &Value) -> Result<Value> {
    matmul(interp, &Value::Array(array.clone()), value)
}
