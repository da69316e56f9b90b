//! Bits packed into bytes, masks as indices, and walks over broadcast arrays.

use std::any::Any;
use std::cell::Cell;

use crate::error::Result;
use crate::memory::{Array, Shape};
use crate::ops::bits::{self, BitOrder};
use crate::ops::shape;
use crate::syntax::CompareOp;

use super::super::call::{Args, Given};
use super::super::convert::{index_int, short_type};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns, function};
use super::super::value::Value;
use super::iteration::unravelled;
use super::objects::FlatIter;
use super::{array, numpy};

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["packbits"],
        "a, /, axis=None, bitorder='big'",
        |interp, args| {
            let axis = interp.axis(args.get("axis"))?;
            let order = match bit_order(&args, "pack() argument 3")? {
                "big" => BitOrder::Big,
                "little" => BitOrder::Little,
                _ => {
                    return Err(
                        E::Value { message: "'order' must be either 'little' or 'big'".into() }.into()
                    );
                }
            };
            Ok(bits::packbits(&array(interp, &args, "a")?, axis, order)?.into())
        },
        Returns::New,
        "The truth of eight elements in each byte.",
        "packbits([1, 0, 1])",
    ),
    function(
        &["unpackbits"],
        "a, /, axis=None, count=None, bitorder='big'",
        |interp, args| {
            let axis = interp.axis(args.get("axis"))?;
            let count = args.some("count").map(index_int).transpose()?;
            let order = match bit_order(&args, "unpack() argument 4")?.as_bytes().first() {
                Some(b'b') => BitOrder::Big,
                Some(b'l') => BitOrder::Little,
                _ => return Err(E::Value { message: "'order' must begin with 'l' or 'b'".into() }.into()),
            };
            Ok(bits::unpackbits(&array(interp, &args, "a")?, axis, count, order)?.into())
        },
        Returns::New,
        "The bits of bytes, each in an element.",
        "unpackbits(array([5], dtype=uint8))",
    ),
    function(
        &["mask_indices"],
        "n, mask_func, k=0",
        |interp, args| {
            let n = args.value("n").clone();
            let mut given = Given::places([Value::tuple(vec![n.clone(), n])]);
            given.names.push(("dtype".into(), Value::str("int64")));
            let whole = numpy(interp, "ones", given)?;
            let k = args.get("k").cloned().unwrap_or(Value::Int(0));
            let mask = interp.call(&args.value("mask_func").clone(), Given::places([whole, k]))?;
            let mask = interp.compare(CompareOp::NotEqual, &mask, &Value::Int(0))?;
            numpy(interp, "nonzero", Given::places([mask]))
        },
        Returns::New,
        "The indices that a function leaves of a square array.",
        "mask_indices(3, triu)",
    ),
    function(
        &["broadcast"],
        "*args, **kwargs",
        |interp, args| {
            if !args.extra.is_empty() {
                return Err(E::Value { message: "keyword arguments not accepted.".into() }.into());
            }
            let mut arrays = Vec::new();
            for value in &args.rest {
                if let Value::Object(object) = value
                    && let Some(other) = object.as_any().downcast_ref::<Broadcast>()
                {
                    arrays.extend(other.arrays.iter().cloned());
                } else {
                    arrays.push(interp.as_array(value)?);
                }
            }
            if arrays.len() > crate::memory::MAX_DIMS {
                let message = "Need at least 0 and at most 64 array objects.".into();
                return Err(E::Value { message }.into());
            }
            let shapes: Vec<Shape> = arrays.iter().map(Array::shape).collect();
            let refs: Vec<&[usize]> = shapes.iter().map(|shape| &**shape).collect();
            let shape = shape::broadcast_shape(&refs)?;
            Ok(Value::object(Broadcast { arrays, shape, at: Cell::new(0) }))
        },
        Returns::Other,
        "Arrays broadcast together: their shape, and a walk over their elements side by side.",
        "broadcast([1, 2, 3], [[1], [2]]).shape",
    ),
    Builtin::new(
        &["reset"],
        Home::Object(BROADCAST),
        "",
        |_, args| {
            if let Value::Object(object) = args.this()
                && let Some(broadcast) = object.as_any().downcast_ref::<Broadcast>()
            {
                broadcast.at.set(0);
            }
            Ok(Value::None)
        },
        Returns::Nothing,
        "Goes back to the first elements.",
        "b = broadcast([1, 2], 3); next(b); b.reset(); b.index",
    ),
];

/// The text of `bitorder=`.
fn bit_order<'a>(args: &'a Args, what: &str) -> Result<&'a str> {
    match args.get("bitorder") {
        None => Ok("big"),
        Some(Value::Str(text)) => Ok(text),
        Some(other) => {
            let type_name = if matches!(other, Value::None) { "None".into() } else { short_type(other) };
            Err(E::Type { message: format!("{what} must be str, not {type_name}") }.into())
        }
    }
}

/// The class of what `np.broadcast` gives.
const BROADCAST: &str = "numpy.broadcast";

/// `np.broadcast(…)`: arrays broadcast together, and how far the walk over them has come.
#[derive(Debug)]
struct Broadcast {
    arrays: Vec<Array>,
    shape: Shape,
    at: Cell<usize>,
}

impl Broadcast {
    fn views(&self) -> Result<Vec<Array>> {
        let dims: Vec<i64> = self.shape.iter().map(|&n| n as i64).collect();
        self.arrays.iter().map(|array| shape::broadcast_to(array, &dims)).collect()
    }

    fn size(&self) -> usize {
        self.shape.iter().product()
    }
}

impl Object for Broadcast {
    fn type_name(&self) -> &'static str {
        BROADCAST
    }

    fn iterates(&self) -> bool {
        true
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(Some(match name {
            "shape" => Value::shape(&self.shape),
            "size" => self.size().into(),
            "nd" | "ndim" => self.shape.len().into(),
            "numiter" => self.arrays.len().into(),
            "index" => self.at.get().into(),
            "iters" => {
                let views = self.views()?;
                Value::tuple(
                    views
                        .into_iter()
                        .map(|view| Value::object(FlatIter::from(view, self.at.get())))
                        .collect(),
                )
            }
            _ => return Ok(None),
        }))
    }

    fn set_attribute(&self, _: &mut Interp, name: &str, _: &Value) -> Result<bool> {
        let message = match name {
            "nd" | "ndim" | "numiter" => "readonly attribute".into(),
            "shape" | "size" | "index" | "iters" => {
                format!("attribute '{name}' of '{BROADCAST}' objects is not writable")
            }
            _ => return Ok(false),
        };
        Err(E::Attribute { message }.into())
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let at = self.at.get();
        if at >= self.size() {
            return Ok(None);
        }
        self.at.set(at + 1);
        let index = unravelled(&self.shape, at);
        let items = self.views()?.iter().map(|view| Value::Scalar(view.item(&index))).collect();
        Ok(Some(Value::tuple(items)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
