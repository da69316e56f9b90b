//! Walks over indices, and functions of the language applied along axes, to elements and where conditions hold.

use std::any::Any;
use std::cell::Cell;

use crate::error::Result;
use crate::memory::{Array, DType, Shape};
use crate::ops::shape;

use super::super::access::Index;
use super::super::call::{Args, Given};
use super::super::convert::index_int;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::python::is_callable;
use super::{array, numpy};

const fn function(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Numpy, parameters, run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    function(
        &["ndenumerate"],
        "arr",
        |interp, args| {
            let array = array(interp, &args, "arr")?;
            let shape = array.shape();
            Ok(Value::object(Walker { shape, array: Some(array), at: Cell::new(0) }))
        },
        "An iterator over pairs of index and element.",
        "list(ndenumerate(array([[1, 2], [3, 4]])))",
    ),
    function(
        &["ndindex"],
        "*shape",
        |interp, args| {
            let shape = match args.rest.as_slice() {
                [one @ (Value::Tuple(_) | Value::List(_) | Value::Array(_))] => interp.ints(one)?,
                several => several.iter().map(index_int).collect::<Result<_>>()?,
            };
            let shape = shape::lengths(&shape)?;
            Ok(Value::object(Walker { shape, array: None, at: Cell::new(0) }))
        },
        "An iterator over the indices of a shape.",
        "list(ndindex(2, 2))",
    ),
    function(
        &["apply_along_axis"],
        "func1d, axis, arr, *args, **kwargs",
        along_axis,
        "What a function gives for each 1-d slice along an axis.",
        "apply_along_axis(lambda v: v[0] + v[-1], 0, arange(6).reshape(2, 3))",
    ),
    function(
        &["apply_over_axes"],
        "func, a, axes",
        over_axes,
        "A function with an axis as its second argument, applied over one axis after another.",
        "apply_over_axes(sum, arange(8).reshape(2, 2, 2), [0, 2])",
    ),
    function(
        &["vectorize"],
        "pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None",
        super::vectorize::vectorize,
        "A function of numbers, made one of arrays.",
        "vectorize(lambda x, y: x if x > y else y)(arange(4), 2)",
    ),
    function(
        &["piecewise"],
        "x, condlist, funclist, *args, **kw",
        piecewise,
        "Elements from one function or number for each condition, and perhaps one for the rest.",
        "piecewise(arange(-2, 3), [arange(-2, 3) < 0], [-1, 1])",
    ),
];

/// The index of the place `at` in C order.
pub(super) fn unravelled(shape: &[usize], at: usize) -> Shape {
    let mut rest = at;
    let mut index: Shape = shape
        .iter()
        .rev()
        .map(|&n| {
            let i = rest % n.max(1);
            rest /= n.max(1);
            i
        })
        .collect();
    index.reverse();
    index
}

/// `np.ndindex(…)` and, with an array, `np.ndenumerate(…)`.
#[derive(Debug)]
struct Walker {
    shape: Shape,
    array: Option<Array>,
    at: Cell<usize>,
}

impl Object for Walker {
    fn type_name(&self) -> &'static str {
        if self.array.is_some() { "numpy.ndenumerate" } else { "numpy.ndindex" }
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, _: &mut Interp) -> Result<Option<Value>> {
        let at = self.at.get();
        let size = self.shape.iter().product();
        // An array may have been resized or reshaped meanwhile.
        if at >= self.array.as_ref().map_or(size, |array| size.min(array.size())) {
            return Ok(None);
        }
        self.at.set(at + 1);
        let place = Value::shape(&unravelled(&self.shape, at));
        Ok(Some(match &self.array {
            None => place,
            Some(array) => {
                let element = array.item(&unravelled(&array.shape(), at));
                Value::tuple(vec![place, Value::Scalar(element)])
            }
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn along_axis(interp: &mut Interp, args: Args) -> Result<Value> {
    let function = args.value("func1d").clone();
    let a = array(interp, &args, "arr")?;
    let axis = shape::normalize_axis(index_int(args.value("axis"))?, a.ndim(), None)?;
    let turned = shape::moveaxis(&a, &[axis as i64], &[-1])?;
    let outer: Shape = turned.shape()[..a.ndim() - 1].into();
    let count = outer.iter().product();
    if count == 0 {
        return Err(E::NothingToApply {}.into());
    }
    let mut result: Option<(Array, usize)> = None;
    for at in 0..count {
        interp.memory.check_interrupt()?;
        let place: Vec<Value> = unravelled(&outer, at).iter().map(|&i| Value::Int(i as i64)).collect();
        let mut whole = place.clone();
        whole.push(Value::Ellipsis);
        let slice = interp.get_item_value(&Value::Array(turned.clone()), &Value::tuple(whole.clone()))?;
        let mut given = Given::places(std::iter::once(slice).chain(args.rest.iter().cloned()));
        given.names.clone_from(&args.extra);
        let value = interp.call(&function, given)?;
        let piece = interp.as_array(&value)?;
        if result.is_none() {
            let shape: Shape = outer.iter().chain(piece.shape().iter()).copied().collect();
            let filled = Array::zeros(&interp.memory, &shape, piece.dtype(), "apply_along_axis")?;
            result = Some((filled, piece.ndim()));
        }
        if let Some((filled, _)) = &result {
            interp.set_item(
                &Value::Array(filled.clone()),
                &Index::Value(Value::tuple(whole)),
                &piece.into(),
            )?;
        }
    }
    let Some((filled, inner)) = result else { return Ok(Value::None) };
    // The axes of a result stand where the axis stood.
    let before = filled.ndim() - inner;
    let order: Vec<i64> =
        (0..axis).chain(before..filled.ndim()).chain(axis..before).map(|k| k as i64).collect();
    Ok(shape::transpose(&filled, Some(&order))?.as_new().into())
}

fn over_axes(interp: &mut Interp, args: Args) -> Result<Value> {
    let function = args.value("func").clone();
    let mut value = array(interp, &args, "a")?;
    let ndim = value.ndim() as i64;
    let axes = match args.value("axes") {
        one @ Value::Int(_) => vec![index_int(one)?],
        several => interp.ints(several)?.to_vec(),
    };
    for axis in axes {
        let axis = if axis < 0 { axis + ndim } else { axis };
        let given = Given::places([Value::Array(value.clone()), Value::Int(axis)]);
        let result = interp.call(&function, given)?;
        let mut result = interp.as_array(&result)?;
        if result.ndim() != value.ndim() {
            result = shape::expand_dims(&result, &[axis])?;
        }
        if result.ndim() != value.ndim() {
            return Err(E::WrongShape {}.into());
        }
        value = result;
    }
    Ok(value.into())
}

fn piecewise(interp: &mut Interp, args: Args) -> Result<Value> {
    let x = array(interp, &args, "x")?;
    let functions = interp.items(&args.value("funclist").clone())?;
    let conditions = match args.value("condlist").clone() {
        list @ (Value::List(_) | Value::Tuple(_)) => {
            let items = interp.items(&list)?;
            match items.first() {
                Some(Value::List(_) | Value::Array(_)) => items,
                _ if x.ndim() == 0 => items,
                _ => vec![list],
            }
        }
        Value::Array(a) if a.ndim() > 1 || (a.ndim() == 1 && x.ndim() == 0) => {
            interp.items(&Value::Array(a))?
        }
        one => vec![one],
    };
    let mut conditions = conditions
        .iter()
        .map(|condition| interp.array_as(condition, Some(DType::Bool)))
        .collect::<Result<Vec<_>>>()?;
    let n = conditions.len();
    if functions.len() == n + 1 {
        let all = Value::list(conditions.iter().cloned().map(Value::Array).collect());
        let mut given = Given::places([all]);
        given.names.push(("axis".into(), Value::Int(0)));
        let any = numpy(interp, "any", given)?;
        let rest = numpy(interp, "logical_not", Given::places([any]))?;
        conditions.push(interp.as_array(&rest)?);
    } else if functions.len() != n {
        return Err(E::Pieces { n }.into());
    }
    let y = Array::zeros(&interp.memory, &x.shape(), x.dtype(), "piecewise")?;
    for (condition, function) in conditions.into_iter().zip(functions) {
        let chosen = Index::Value(Value::Array(condition.clone()));
        let value = if is_callable(&function) {
            let picked = interp.get_item_value(&Value::Array(x.clone()), &Value::Array(condition))?;
            if matches!(&picked, Value::Array(a) if a.size() == 0) {
                continue;
            }
            let mut given = Given::places(std::iter::once(picked).chain(args.rest.iter().cloned()));
            given.names.clone_from(&args.extra);
            interp.call(&function, given)?
        } else {
            function
        };
        interp.set_item(&Value::Array(y.clone()), &chosen, &value)?;
    }
    Ok(y.into())
}
