//! `np.vectorize`: a function of the language called for each element, or for each small array.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::memory::{Array, DType, Order, Shape};
use crate::ops::shape;

use super::super::access::Index;
use super::super::call::{Args, Given};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::operators::python_number;
use super::super::value::Value;
use super::iteration::unravelled;
use super::python::is_callable;

/// The names of the axes that a function takes or gives: for each argument, or for each result.
type CoreDims = Vec<Vec<String>>;

/// What `np.vectorize(f)` gives: `f` for each element of the broadcast arguments.
#[derive(Debug)]
struct Vectorized {
    function: Value,
    otypes: Option<Vec<DType>>,
    /// Arguments that are handed on as they are: places and names.
    excluded: Vec<Value>,
    cache: bool,
    signature: Option<(CoreDims, CoreDims)>,
}

/// `np.vectorize(pyfunc, …)`
pub(super) fn vectorize(interp: &mut Interp, args: Args) -> Result<Value> {
    let function = args.value("pyfunc").clone();
    if !is_callable(&function) {
        let message = "When used as a decorator, only accepts keyword arguments.".into();
        return Err(E::Type { message }.into());
    }
    let otypes = match args.some("otypes").cloned() {
        None => None,
        Some(Value::Str(codes)) => {
            let one = |code: char| {
                const ALL: &str = "?bhilqnpBHILQNPefdgFDGSUVOMm";
                if ALL.contains(code) {
                    interp.dtype(&Value::from(code.to_string()))
                } else {
                    Err(E::Value { message: format!("Invalid otype specified: {code}") }.into())
                }
            };
            Some(codes.chars().map(one).collect::<Result<Vec<_>>>()?)
        }
        Some(list @ (Value::List(_) | Value::Tuple(_))) => {
            let items = interp.items(&list)?;
            Some(items.iter().map(|item| interp.dtype(item)).collect::<Result<Vec<_>>>()?)
        }
        Some(_) => return Err(E::Value { message: "Invalid otype specification".into() }.into()),
    };
    let excluded = match args.some("excluded").cloned() {
        None => Vec::new(),
        Some(excluded) => interp.items(&excluded)?,
    };
    let signature = args.some("signature").map(|text| parse(&interp.str(text))).transpose()?;
    let cache = args.flag("cache", false);
    Ok(Value::object(Vectorized { function, otypes, excluded, cache, signature }))
}

/// A signature such as `(m,n),(n)->(m)`: the names of the axes of the arguments, and of the results.
fn parse(text: &str) -> Result<(CoreDims, CoreDims)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let fail = || E::Value { message: format!("not a valid gufunc signature: {text}") };
    let (taken, given) = text.split_once("->").ok_or_else(fail)?;
    let list = |side: &str| -> Option<CoreDims> {
        let mut lists = Vec::new();
        let mut rest = side;
        loop {
            let (inside, after) = rest.strip_prefix('(')?.split_once(')')?;
            let names: Vec<String> =
                if inside.is_empty() { Vec::new() } else { inside.split(',').map(str::to_owned).collect() };
            if names
                .iter()
                .any(|name| name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_'))
            {
                return None;
            }
            lists.push(names);
            if after.is_empty() {
                return Some(lists);
            }
            rest = after.strip_prefix(',')?;
        }
    };
    Ok((list(taken).ok_or_else(fail)?, list(given).ok_or_else(fail)?))
}

/// A call under way: which arguments are taken apart, and how the others go with them.
struct Calling<'a> {
    function: &'a Value,
    given: &'a Given,
    places: Vec<usize>,
    names: Vec<usize>,
    /// What the function gave at the first call, where it need not be called again.
    cached: RefCell<Option<Value>>,
}

impl Calling<'_> {
    fn call(&self, interp: &mut Interp, values: Vec<Value>) -> Result<Value> {
        if let Some(value) = self.cached.take() {
            return Ok(value);
        }
        let mut given = Given { places: self.given.places.clone(), names: self.given.names.clone() };
        let mut values = values.into_iter();
        for &place in &self.places {
            if let Some(value) = values.next() {
                given.places[place] = value;
            }
        }
        for &name in &self.names {
            if let Some(value) = values.next() {
                given.names[name].1 = value;
            }
        }
        interp.call(self.function, given)
    }
}

impl Object for Vectorized {
    fn type_name(&self) -> &'static str {
        "numpy.vectorize"
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "pyfunc" => Some(self.function.clone()),
            "cache" => Some(Value::Bool(self.cache)),
            _ => None,
        })
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let excluded = |value: &Value| {
            self.excluded.iter().any(|other| match (other, value) {
                (Value::Int(a), Value::Int(b)) => a == b,
                (Value::Str(a), Value::Str(b)) => a == b,
                _ => false,
            })
        };
        let places: Vec<usize> =
            (0..given.places.len()).filter(|&i| !excluded(&Value::Int(i as i64))).collect();
        let names: Vec<usize> = (0..given.names.len())
            .filter(|&i| !excluded(&Value::Str(Rc::clone(&given.names[i].0).into())))
            .collect();
        let values: Vec<Value> = places
            .iter()
            .map(|&i| given.places[i].clone())
            .chain(names.iter().map(|&i| given.names[i].1.clone()))
            .collect();
        let calling = Calling { function: &self.function, given, places, names, cached: RefCell::default() };
        if let Some((taken, made)) = &self.signature {
            return self.by_signature(interp, &calling, &values, taken, made).map(Some);
        }
        if values.is_empty() {
            return calling.call(interp, Vec::new()).map(Some);
        }
        self.by_element(interp, &calling, &values).map(Some)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Vectorized {
    fn by_element(&self, interp: &mut Interp, calling: &Calling<'_>, values: &[Value]) -> Result<Value> {
        let arrays = values.iter().map(|value| interp.as_array(value)).collect::<Result<Vec<_>>>()?;
        let (mut dtypes, several) = match &self.otypes {
            Some(otypes) => (otypes.iter().copied().map(Some).collect::<Vec<_>>(), otypes.len() != 1),
            None => {
                if arrays.iter().any(|a| a.size() == 0) {
                    return Err(E::NothingToVectorize {}.into());
                }
                // The function is tried on the first elements, to learn how many results it gives and of which types.
                let first = arrays.iter().map(|a| Value::Scalar(super::super::convert::first(a))).collect();
                let tried = calling.call(interp, first)?;
                let kinds = match &tried {
                    Value::Tuple(items) => {
                        items.iter().map(|item| Ok(Some(interp.as_array(item)?.dtype()))).collect()
                    }
                    one => interp.as_array(one).map(|a| vec![Some(a.dtype())]),
                };
                if self.cache {
                    calling.cached.replace(Some(tried.clone()));
                }
                (kinds?, matches!(tried, Value::Tuple(_)))
            }
        };
        let shapes: Vec<Shape> = arrays.iter().map(Array::shape).collect();
        let refs: Vec<&[usize]> = shapes.iter().map(|shape| &**shape).collect();
        let shape = shape::broadcast_shape(&refs)
            .map_err(|_| crate::ops::ufunc::UfuncError::Broadcast { shapes: shapes.clone() })?;
        let count: usize = shape.iter().product();
        let dims: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
        let arrays = arrays.iter().map(|a| shape::broadcast_to(a, &dims)).collect::<Result<Vec<_>>>()?;
        let mut columns: Vec<Vec<Value>> = vec![crate::memory::with_room(count); dtypes.len().max(1)];
        for at in 0..count {
            interp.memory.check_interrupt()?;
            let place = unravelled(&shape, at);
            let elements = arrays.iter().map(|a| python_number(&a.item(&place))).collect();
            let result = calling.call(interp, elements)?;
            match result {
                Value::Tuple(parts) if several => {
                    for (column, part) in columns.iter_mut().zip(parts.iter()) {
                        column.push(part.clone());
                    }
                }
                one => columns[0].push(one),
            }
        }
        dtypes.resize(columns.len(), None);
        let mut results = Vec::new();
        for (items, dtype) in columns.into_iter().zip(dtypes) {
            let flat = interp.array_as(&Value::list(items), dtype)?;
            let shaped = if shape.len() == 1 {
                flat
            } else {
                let shaped = shape::reshape(&flat, &dims, Order::C, shape::CopyMode::IfNeeded)?;
                crate::ops::copy(&shaped, Order::C)?.as_new()
            };
            results.push(Value::Array(shaped));
        }
        Ok(if several { Value::tuple(results) } else { results.remove(0) })
    }

    fn by_signature(
        &self,
        interp: &mut Interp,
        calling: &Calling<'_>,
        values: &[Value],
        taken: &CoreDims,
        made: &CoreDims,
    ) -> Result<Value> {
        if values.len() != taken.len() {
            let message = format!(
                "wrong number of positional arguments: expected {}, got {}",
                taken.len(),
                values.len()
            );
            return Err(E::Type { message }.into());
        }
        let arrays = values.iter().map(|value| interp.as_array(value)).collect::<Result<Vec<_>>>()?;
        let mut sizes: Vec<(String, usize)> = Vec::new();
        let mut outer: Vec<Shape> = Vec::new();
        for (array, core) in arrays.iter().zip(taken) {
            learn_sizes(&mut sizes, &array.shape(), core)?;
            outer.push(array.shape()[..array.ndim() - core.len()].into());
        }
        let refs: Vec<&[usize]> = outer.iter().map(|shape| &**shape).collect();
        let around = shape::broadcast_shape(&refs)?;
        let with_core = |sizes: &[(String, usize)], core: &[String]| -> Option<Shape> {
            let core = core.iter().map(|name| sizes.iter().find(|(known, _)| known == name).map(|(_, n)| *n));
            Some(around.iter().copied().chain(core.collect::<Option<Vec<_>>>()?).collect())
        };
        let mut stretched = Vec::new();
        for (array, core) in arrays.iter().zip(taken) {
            let shape = with_core(&sizes, core).unwrap_or_default();
            let dims: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
            stretched.push(Value::Array(shape::broadcast_to(array, &dims)?));
        }
        let count: usize = around.iter().product();
        let mut outputs: Vec<Array> = Vec::new();
        for at in 0..count {
            interp.memory.check_interrupt()?;
            let place = Value::shape(&unravelled(&around, at));
            let parts = stretched
                .iter()
                .map(|array| interp.get_item_value(array, &place))
                .collect::<Result<Vec<_>>>()?;
            let result = calling.call(interp, parts)?;
            let results = match (&result, made.len()) {
                (Value::Tuple(items), n) if items.len() == n && n != 1 => items.to_vec(),
                (Value::Tuple(items), n) if items.len() != n => return Err(wrong_outputs(n, items.len())),
                (Value::Tuple(_), _) => vec![result.clone()],
                (_, 1) => vec![result.clone()],
                (_, n) => return Err(wrong_outputs(n, 1)),
            };
            if outputs.is_empty() {
                for (i, (result, core)) in results.iter().zip(made).enumerate() {
                    let result = shaped(interp, result, core, &mut sizes)?;
                    let shape = with_core(&sizes, core).unwrap_or_default();
                    let dtype = self.otypes.as_ref().and_then(|otypes| otypes.get(i).copied());
                    let dtype = dtype.unwrap_or_else(|| result.dtype());
                    outputs.push(Array::zeros(&interp.memory, &shape, dtype, "vectorize")?);
                }
            }
            for (output, result) in outputs.iter().zip(&results) {
                interp.set_item(&Value::Array(output.clone()), &Index::Value(place.clone()), result)?;
            }
        }
        if outputs.is_empty() {
            let Some(otypes) = &self.otypes else { return Err(E::NothingToVectorize {}.into()) };
            for (core, dtype) in made.iter().zip(otypes) {
                let shape = with_core(&sizes, core).ok_or_else(|| E::Value {
                    message: "cannot call `vectorize` with a signature including new output dimensions on size 0 inputs"
                        .into(),
                })?;
                outputs.push(Array::zeros(&interp.memory, &shape, *dtype, "vectorize")?);
            }
        }
        let mut outputs: Vec<Value> = outputs.into_iter().map(Value::Array).collect();
        Ok(if outputs.len() == 1 { outputs.remove(0) } else { Value::tuple(outputs) })
    }
}

/// A first result as an array, its sizes learnt.
fn shaped(
    interp: &mut Interp,
    result: &Value,
    core: &[String],
    sizes: &mut Vec<(String, usize)>,
) -> Result<Array> {
    if !core.is_empty() && !matches!(result, Value::Array(_) | Value::Scalar(_)) {
        let message = format!("'{}' object has no attribute 'ndim'", result.type_name());
        return Err(E::Attribute { message }.into());
    }
    let array = interp.as_array(result)?;
    learn_sizes(sizes, &array.shape(), core)?;
    Ok(array)
}

fn wrong_outputs(expected: usize, got: usize) -> crate::error::Error {
    E::Value { message: format!("wrong number of outputs from pyfunc: expected {expected}, got {got}") }
        .into()
}

/// Learns the lengths of named axes from the last axes of a shape, or checks them.
fn learn_sizes(sizes: &mut Vec<(String, usize)>, shape: &[usize], core: &[String]) -> Result<()> {
    let Some(first) = shape.len().checked_sub(core.len()) else {
        let names: Vec<String> = core.iter().map(|name| format!("'{name}'")).collect();
        let comma = if names.len() == 1 { "," } else { "" };
        let message = format!(
            "{}-dimensional argument does not have enough dimensions for all core dimensions ({}{comma})",
            shape.len(),
            names.join(", ")
        );
        return Err(E::Value { message }.into());
    };
    for (name, &size) in core.iter().zip(&shape[first..]) {
        match sizes.iter().find(|(known, _)| known == name) {
            Some((_, known)) if *known != size => {
                let message = format!("inconsistent size for core dimension '{name}': {size} vs {known}");
                return Err(E::Value { message }.into());
            }
            Some(_) => {}
            None => sizes.push((name.clone(), size)),
        }
    }
    Ok(())
}
