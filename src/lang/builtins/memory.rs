//! Memory: who shares it, and what stands in it.

use crate::error::Result;
use crate::memory::{Array, may_share_memory, shares_memory};

use super::super::convert::index_int;
use super::super::operators::python_number;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::array;

pub(in super::super) const ROWS: &[Builtin] = &[
    Builtin::new(
        &["shares_memory"],
        Home::Numpy,
        "a, b, /, max_work=-1",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            Ok(Value::Bool(shares_memory(&a, &b)))
        },
        Returns::Scalar,
        "Whether two arrays have an element's memory in common: exact, for any strides.",
        "a = zeros(4); shares_memory(a[::2], a[1::2])",
    ),
    Builtin::new(
        &["may_share_memory"],
        Home::Numpy,
        "a, b, /, max_work=0",
        |interp, args| {
            let (a, b) = (array(interp, &args, "a")?, array(interp, &args, "b")?);
            Ok(Value::Bool(match args.some("max_work").map(index_int).transpose()? {
                Some(n) if n != 0 => shares_memory(&a, &b),
                _ => may_share_memory(&a, &b),
            }))
        },
        Returns::Scalar,
        "Whether the bounds of two arrays in memory overlap: True does not prove sharing.",
        "a = zeros(4); may_share_memory(a[::2], a[1::2])",
    ),
    Builtin::new(
        &["item"],
        Home::Array,
        "*args",
        |interp, args| super::python::item(&args.this_array()?, &args.rest, interp),
        Returns::Scalar,
        "One element as a Python number.",
        "arange(3).item(1)",
    ),
    Builtin::new(
        &["tolist"],
        Home::Array,
        "",
        |_, args| nested(&args.this_array()?),
        Returns::Scalar,
        "The elements as nested Python lists.",
        "arange(4).reshape(2, 2).tolist()",
    ),
    Builtin::new(
        &["setflags"],
        Home::Array,
        "write=None, align=None, uic=None",
        |interp, args| {
            let a = args.this_array()?;
            if let Some(value) = args.some("write") {
                let flags = Value::object(super::FlagsObject { array: a });
                interp.set_attribute(&flags, "writeable", value)?;
            }
            Ok(Value::None)
        },
        Returns::Nothing,
        "Sets whether the array may be written.",
        "a = zeros(3); a.setflags(write=False); a.flags.writeable",
    ),
];

/// How many elements are taken between two looks at the interrupt flag.
const PATIENCE: usize = 1 << 14;

fn nested(a: &Array) -> Result<Value> {
    let (shape, memory) = (a.shape(), a.memory());
    memory.check_room(a.size().saturating_mul(a.itemsize() + size_of::<Value>()))?;
    let mut flat = crate::dispatch!(a.dtype(), T => {
        let mut flat = Vec::with_capacity(a.size());
        for (i, x) in a.to_vec::<T>().into_iter().enumerate() {
            if i % PATIENCE == 0 {
                memory.check_interrupt()?;
            }
            flat.push(python_number(&crate::memory::Scalar::new(x)));
        }
        flat
    });
    if shape.is_empty() {
        return Ok(flat.pop().unwrap_or(Value::None));
    }
    for &n in shape[1..].iter().rev() {
        // An empty inner axis leaves as many empty lists as there are places for them.
        if n == 0 {
            let outer: usize = shape[..shape.iter().position(|&m| m == 0).unwrap_or(0)].iter().product();
            flat = (0..outer).map(|_| Value::list(Vec::new())).collect();
            continue;
        }
        let mut items = flat.into_iter();
        let mut rows = Vec::new();
        loop {
            memory.check_interrupt()?;
            let row: Vec<Value> = items.by_ref().take(n).collect();
            if row.is_empty() {
                break;
            }
            rows.push(Value::list(row));
        }
        flat = rows;
    }
    Ok(Value::list(flat))
}
