//! Order: sorting and distinct elements.

use crate::error::Result;
use crate::memory::{Casting, DType, Order};
use crate::ops::convert::astype;
use crate::ops::sort::{self, UniqueOptions};

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::{array, target};

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["sort"],
        Home::Numpy,
        "a, axis=-1, kind=None, order=None, *, stable=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            kind(&args)?;
            Ok(sort::sorted(&a, axis(interp, &args)?)?.into())
        },
        Returns::Copy,
        "A sorted copy.",
        "sort([3, 1, 2])",
    ),
    Builtin::new(
        &["sort"],
        Home::Array,
        "axis=-1, kind=None, order=None, *, stable=None",
        |interp, args| {
            kind(&args)?;
            let Some(axis) = axis(interp, &args)? else { return Err(E::NoneAsInt {}.into()) };
            sort::sort(&args.this_array()?, axis)?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Sorts the array itself.",
        "a = array([3, 1, 2]); a.sort(); a",
    ),
    Builtin::new(
        &["argsort"],
        Home::Numpy,
        "a, axis=-1, kind=None, order=None, *, stable=None",
        argsort,
        Returns::New,
        "The indices that sort the array.",
        "argsort([3, 1, 2])",
    ),
    Builtin::new(
        &["argsort"],
        Home::Array,
        "axis=-1, kind=None, order=None, *, stable=None",
        argsort,
        Returns::New,
        "The indices that sort the array.",
        "array([3, 1, 2]).argsort()",
    ),
    Builtin::new(
        &["lexsort"],
        Home::Numpy,
        "keys, axis=-1",
        |interp, args| {
            let keys = match args.value("keys").clone() {
                keys @ (Value::List(_) | Value::Tuple(_)) => {
                    let items = interp.items(&keys)?;
                    items.iter().map(|key| interp.as_array(key)).collect::<Result<Vec<_>>>()?
                }
                keys @ Value::Array(_) => interp.arrays(&keys).unwrap_or_default(),
                _ => Vec::new(),
            };
            let axis = args.get("axis").map_or(Ok(-1), index_int)?;
            let order = sort::lexsort(&keys, axis)?;
            Ok(if order.ndim() == 0 { Value::Scalar(order.item(&[])) } else { order.into() })
        },
        Returns::New,
        "The indices that sort by the last key, then by the one before it.",
        "lexsort(([1, 2, 3], [2, 1, 2]))",
    ),
    Builtin::new(
        &["sort_complex"],
        Home::Numpy,
        "a",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            let sorted = sort::sorted(&a, Some(-1))?;
            // Small types have their place in the smaller complex type.
            let to = match a.dtype() {
                DType::Complex64 | DType::Complex128 => return Ok(sorted.into()),
                DType::Int8 | DType::UInt8 | DType::Int16 | DType::UInt16 => DType::Complex64,
                _ => DType::Complex128,
            };
            Ok(astype(&sorted, to, Order::K, Casting::Unsafe, true)?.into())
        },
        Returns::Copy,
        "A sorted copy, made complex.",
        "sort_complex([3, 1, 2])",
    ),
    Builtin::new(
        &["unique"],
        Home::Numpy,
        "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True",
        |interp, args| {
            let a = array(interp, &args, "ar")?;
            let options = UniqueOptions {
                index: args.flag("return_index", false),
                inverse: args.flag("return_inverse", false),
                counts: args.flag("return_counts", false),
                equal_nan: args.flag("equal_nan", true),
            };
            let found = match interp.axis(args.get("axis"))? {
                Some(axis) => sort::unique_along(&a, axis, &options)?,
                None => sort::unique(&a, &options)?,
            };
            let mut parts = vec![Value::Array(found.values)];
            parts.extend([found.index, found.inverse, found.counts].into_iter().flatten().map(Value::Array));
            Ok(if parts.len() == 1 { parts.remove(0) } else { Value::tuple(parts) })
        },
        Returns::Copy,
        "The distinct elements, sorted.",
        "unique([2, 1, 2])",
    ),
];

fn axis(interp: &Interp, args: &Args) -> Result<Option<isize>> {
    Ok(if args.get("axis").is_some() { interp.axis(args.get("axis"))?.map(|n| n as isize) } else { Some(-1) })
}

/// `kind=`: every sort here is stable, so any of NumPy's names will do.
fn kind(args: &Args) -> Result<()> {
    match args.some("kind") {
        None => Ok(()),
        Some(Value::Str(name))
            if matches!(name.chars().next(), Some('q' | 'Q' | 'h' | 'H' | 'm' | 'M' | 's' | 'S')) =>
        {
            Ok(())
        }
        Some(Value::Str(name)) => Err(E::Value {
            message: format!("sort kind must be one of 'quick', 'heap', or 'stable' (got '{name}')"),
        }
        .into()),
        Some(other) => {
            Err(E::Type { message: format!("sort kind must be str, not {}", other.type_name()) }.into())
        }
    }
}

fn argsort(interp: &mut Interp, args: Args) -> Result<Value> {
    let a = target(interp, &args)?;
    kind(&args)?;
    Ok(sort::argsort(&a, axis(interp, &args)?)?.into())
}
