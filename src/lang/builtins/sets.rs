//! Arrays as sets.

use crate::error::Result;
use crate::memory::DType;
use crate::ops::sort;

use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Returns, function};
use super::super::value::Value;
use super::array;

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["isin"],
        "element, test_elements, assume_unique=False, invert=False, *, kind=None",
        isin,
        Returns::New,
        "Whether each element is in the other array.",
        "isin([1, 2, 3], [2, 4])",
    ),
    function(
        &["union1d"],
        "ar1, ar2",
        |interp, args| {
            let (mut a, mut b) = (array(interp, &args, "ar1")?, array(interp, &args, "ar2")?);
            // A Python number takes the type of the array beside it, where that is of its kind or above.
            let gives_way = |value: &Value, to: DType| match value {
                Value::Int(_) => to != DType::Bool,
                Value::Float(_) => to.is_inexact(),
                Value::Complex(_) => to.is_complex(),
                _ => false,
            };
            let (left, right) = (args.value("ar1"), args.value("ar2"));
            if gives_way(left, b.dtype()) && !right.is_number() {
                a = interp.array_as(left, Some(b.dtype()))?;
            } else if gives_way(right, a.dtype()) && !left.is_number() {
                b = interp.array_as(right, Some(a.dtype()))?;
            }
            Ok(sort::union1d(&a, &b)?.into())
        },
        Returns::Copy,
        "What is in either array, sorted.",
        "union1d([1, 3], [2, 3])",
    ),
    function(
        &["intersect1d"],
        "ar1, ar2, assume_unique=False, return_indices=False",
        |interp, args| {
            let (a, b) = (array(interp, &args, "ar1")?, array(interp, &args, "ar2")?);
            let (unique, indices) = (args.flag("assume_unique", false), args.flag("return_indices", false));
            let common = sort::intersect1d(&a, &b, unique, indices)?;
            Ok(match common.indices {
                None => common.values.into(),
                Some((left, right)) => Value::tuple(vec![common.values.into(), left.into(), right.into()]),
            })
        },
        Returns::Copy,
        "What is in both arrays, sorted.",
        "intersect1d([1, 3, 2], [2, 3])",
    ),
    function(
        &["setdiff1d"],
        "ar1, ar2, assume_unique=False",
        |interp, args| {
            let (a, b) = (array(interp, &args, "ar1")?, array(interp, &args, "ar2")?);
            Ok(sort::setdiff1d(&a, &b, args.flag("assume_unique", false))?.into())
        },
        Returns::Copy,
        "What is in the first array only.",
        "setdiff1d([1, 3, 2], [2, 4])",
    ),
    function(
        &["setxor1d"],
        "ar1, ar2, assume_unique=False",
        |interp, args| {
            let (a, b) = (array(interp, &args, "ar1")?, array(interp, &args, "ar2")?);
            Ok(sort::setxor1d(&a, &b, args.flag("assume_unique", false))?.into())
        },
        Returns::Copy,
        "What is in one of the arrays only, sorted.",
        "setxor1d([1, 3, 2], [2, 4])",
    ),
];

fn isin(interp: &mut Interp, args: Args) -> Result<Value> {
    let (element, test) = (array(interp, &args, "element")?, array(interp, &args, "test_elements")?);
    match args.some("kind") {
        None => {}
        Some(Value::Str(name)) if &**name == "sort" => {}
        Some(Value::Str(name)) if &**name == "table" && sort::takes_table(&element, &test) => {}
        Some(Value::Str(name)) if &**name == "table" => {
            let message = "The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.";
            return Err(E::Value { message: message.into() }.into());
        }
        Some(other) => {
            let message =
                format!("Invalid kind: '{}'. Please use None, 'sort' or 'table'.", interp.str(other));
            return Err(E::Value { message }.into());
        }
    }
    Ok(sort::isin(&element, &test, args.flag("invert", false))?.into())
}
