//! Methods of ranges and slices.

use crate::error::Result;

use super::super::call::Args;
use super::super::containers::slice_bounds;
use super::super::convert::try_index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::key::whole_number;
use super::super::table::{Builtin, Home};
use super::super::value::Value;
use super::strings::row;

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::Range,
        &["index"],
        "value, /",
        |interp, args| match place(interp, &args)? {
            Some(place) => Ok(Value::big(place.into())),
            None => {
                let message = match args.value("value") {
                    value @ (Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) => {
                        format!("{} is not in range", interp.repr(value))
                    }
                    _ => "sequence.index(x): x not in sequence".to_owned(),
                };
                Err(E::Value { message }.into())
            }
        },
        "Where a number stands.",
        "range(2, 10, 2).index(6)",
    ),
    row(
        Home::Range,
        &["count"],
        "value, /",
        |interp, args| Ok(Value::Int(place(interp, &args)?.is_some().into())),
        "How often a number occurs: once or never.",
        "range(5).count(3)",
    ),
    row(
        Home::Slice,
        &["indices"],
        "length, /",
        |_, args| {
            let Value::Slice(parts) = args.this() else { return Ok(Value::None) };
            let value = args.value("length");
            let length = match value {
                Value::BigInt(n) => i128::try_from(&**n).unwrap_or(i128::MAX >> 2),
                other => match try_index_int(other)? {
                    Some(n) => n.into(),
                    None => {
                        let message =
                            format!("'{}' object cannot be interpreted as an integer", other.type_name());
                        return Err(E::Type { message }.into());
                    }
                },
            };
            if length < 0 {
                return Err(E::Value { message: "length should not be negative".into() }.into());
            }
            let (start, stop, step) = slice_bounds(parts, length)?;
            Ok(Value::tuple([start, stop, step].map(|n| Value::big(n.into())).to_vec()))
        },
        "The start, stop and step in a sequence of a length.",
        "slice(-3, None).indices(10)",
    ),
];

/// Where a number stands in the range whose method is called.
fn place(interp: &mut Interp, args: &Args) -> Result<Option<i128>> {
    let Value::Range(range) = args.this() else { return Ok(None) };
    let wanted = args.value("value");
    if let Value::Instance(_) = wanted {
        for i in 0..range.len() {
            interp.memory.check_interrupt()?;
            if interp.equal(&range.get(i), wanted, 0)? {
                return Ok(Some(i as i128));
            }
        }
        return Ok(None);
    }
    let Some(n) = whole_number(wanted) else { return Ok(None) };
    let Some(offset) = n.checked_sub(range.start) else { return Ok(None) };
    let place = offset / range.step;
    Ok((offset % range.step == 0 && (0..range.count()).contains(&place)).then_some(place))
}
