//! Order in part: partitions.

use crate::error::Result;
use crate::ops::sort;

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::target;

const fn row(
    name: &'static [&'static str],
    home: Home,
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(name, home, parameters, run, returns, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["partition"],
        Home::Numpy,
        "a, kth, axis=-1, kind='introselect', order=None",
        |interp, args| {
            let a = target(interp, &args)?;
            let kth = places(&args)?;
            Ok(sort::partitioned(&a, &kth, axis(interp, &args)?)?.into())
        },
        Returns::Copy,
        "A copy with the kth element in its sorted place, smaller ones before it.",
        "partition([3, 4, 1, 2], 1)",
    ),
    row(
        &["partition"],
        Home::Array,
        "kth, axis=-1, kind='introselect', order=None",
        |interp, args| {
            let kth = places(&args)?;
            sort::partition(&args.this_array()?, &kth, axis(interp, &args)?.unwrap_or(-1))?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Brings the kth element to its sorted place, smaller ones before it.",
        "a = array([3, 4, 1, 2]); a.partition(1); a",
    ),
    row(
        &["argpartition"],
        Home::Numpy,
        "a, kth, axis=-1, kind='introselect', order=None",
        argpartition,
        Returns::New,
        "The indices that partition the array.",
        "argpartition([3, 4, 1, 2], 1)",
    ),
    row(
        &["argpartition"],
        Home::Array,
        "kth, axis=-1, kind='introselect', order=None",
        argpartition,
        Returns::New,
        "The indices that partition the array.",
        "array([3, 4, 1, 2]).argpartition(1)",
    ),
];

fn argpartition(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    let kth = places(&args)?;
    Ok(sort::argpartition(&a, &kth, axis(interp, &args)?)?.into())
}

fn axis(interp: &Interp, args: &Args) -> Result<Option<isize>> {
    Ok(if args.get("axis").is_some() { interp.axis(args.get("axis"))?.map(|n| n as isize) } else { Some(-1) })
}

/// `kth=`, after `kind=` and `order=`, which have one allowed value each.
fn places(args: &Args) -> Result<Vec<i64>> {
    match args.some("kind") {
        None => {}
        Some(Value::Str(name)) if &**name == "introselect" => {}
        Some(Value::Str(name)) => {
            let message = format!("select kind must be 'introselect' (got '{name}')");
            return Err(E::Value { message }.into());
        }
        Some(other) => {
            let message = format!("select kind must be str, not {}", other.type_name());
            return Err(E::Type { message }.into());
        }
    }
    if args.some("order").is_some() {
        let message = "Cannot specify order when the array has no fields.".into();
        return Err(E::Value { message }.into());
    }
    let kth = args.value("kth");
    let items = match kth {
        Value::Array(a) if a.ndim() == 1 && a.dtype().is_integer() => {
            return Ok(crate::ops::to_i64s(a));
        }
        _ => kth.sequence().unwrap_or_else(|| vec![kth.clone()]),
    };
    if matches!(kth, Value::Bool(_)) {
        return Err(E::Value { message: "Booleans unacceptable as partition index".into() }.into());
    }
    let not_integer = || E::Type { message: "Partition index must be integer".into() }.into();
    if items.is_empty() {
        return Err(not_integer());
    }
    items.iter().map(|item| index_int(item).map_err(|_| not_integer())).collect()
}
