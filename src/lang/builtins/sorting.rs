//! Order: sorting and distinct elements.

use crate::error::Result;
use crate::memory::{Casting, DType, Order};
use crate::ops::convert::astype;
use crate::ops::shape;
use crate::ops::sort::{self, UniqueOptions};

use super::super::call::Args;
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::named::NamedClass;
use super::{array, target};

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["sort"],
        Home::Numpy,
        "a, axis=-1, kind=None, order=None, *, stable=None",
        |interp, args| {
            let a = array(interp, &args, "a")?;
            how(&args)?;
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
            how(&args)?;
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
                Value::Array(keys) if keys.ndim() > 0 => interp.arrays(&keys.into())?,
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
                sorted: args.flag("sorted", true),
            };
            let found = match interp.axis(args.get("axis"))? {
                Some(axis) if a.ndim() == 1 => {
                    shape::normalize_axis(axis, 1, None)?;
                    sort::unique(&a, &options)?
                }
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
    Builtin::new(
        &["unique_all"],
        Home::Numpy,
        "x",
        |interp, args| {
            let found = unique(interp, &args, true, true, true)?;
            let parts = [Some(found.values), found.index, found.inverse, found.counts];
            Ok(UNIQUE_ALL.tuple(parts.into_iter().flatten().map(Value::Array).collect()))
        },
        Returns::Copy,
        "The distinct elements, where they occur first, which of them each element is, and how often they occur.",
        "unique_all([2, 1, 2])",
    ),
    Builtin::new(
        &["unique_counts"],
        Home::Numpy,
        "x",
        |interp, args| {
            let found = unique(interp, &args, false, false, true)?;
            let parts = [Some(found.values), found.counts];
            Ok(UNIQUE_COUNTS.tuple(parts.into_iter().flatten().map(Value::Array).collect()))
        },
        Returns::Copy,
        "The distinct elements, and how often they occur.",
        "unique_counts([2, 1, 2])",
    ),
    Builtin::new(
        &["unique_inverse"],
        Home::Numpy,
        "x",
        |interp, args| {
            let found = unique(interp, &args, false, true, false)?;
            let parts = [Some(found.values), found.inverse];
            Ok(UNIQUE_INVERSE.tuple(parts.into_iter().flatten().map(Value::Array).collect()))
        },
        Returns::Copy,
        "The distinct elements, and which of them each element is.",
        "unique_inverse([2, 1, 2])",
    ),
    Builtin::new(
        &["unique_values"],
        Home::Numpy,
        "x",
        |interp, args| Ok(unique(interp, &args, false, false, false)?.values.into()),
        Returns::Copy,
        "The distinct elements, in no particular order.",
        "unique_values([2, 1, 2])",
    ),
];

static UNIQUE_ALL: NamedClass = NamedClass {
    name: "numpy.lib._arraysetops_impl.UniqueAllResult",
    fields: &["values", "indices", "inverse_indices", "counts"],
};
static UNIQUE_COUNTS: NamedClass =
    NamedClass { name: "numpy.lib._arraysetops_impl.UniqueCountsResult", fields: &["values", "counts"] };
static UNIQUE_INVERSE: NamedClass = NamedClass {
    name: "numpy.lib._arraysetops_impl.UniqueInverseResult",
    fields: &["values", "inverse_indices"],
};

/// The distinct elements as the functions of the array API take them: every NaN is another element.
fn unique(
    interp: &mut Interp,
    args: &Args,
    index: bool,
    inverse: bool,
    counts: bool,
) -> Result<sort::Unique> {
    let x = interp.as_array(args.value("x"))?;
    sort::unique(&x, &UniqueOptions { index, inverse, counts, equal_nan: false, sorted: false })
}

fn axis(interp: &Interp, args: &Args) -> Result<Option<isize>> {
    Ok(if args.get("axis").is_some() { interp.axis(args.get("axis"))?.map(|n| n as isize) } else { Some(-1) })
}

/// `kind=`, `stable=` and `order=`: every sort here is stable, and no array has fields to be sorted by.
fn how(args: &Args) -> Result<()> {
    kind(args)?;
    if args.some("kind").is_some() && args.some("stable").is_some() {
        let message =
            "`kind` and keyword parameters can't be provided at the same time. Use only one of them.".into();
        return Err(E::Value { message }.into());
    }
    if args.some("order").is_some() {
        return Err(E::Value { message: "Cannot specify order when the array has no fields.".into() }.into());
    }
    Ok(())
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
    how(&args)?;
    Ok(sort::argsort(&a, axis(interp, &args)?)?.into())
}
