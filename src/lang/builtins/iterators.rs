//! Python's iterators: `iter`, `next`, and the functions that make one of others, none of which takes an item before it is asked for one.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use num_bigint::BigInt;
use smallvec::SmallVec;

use crate::error::Result;

use super::super::call::{Args, Given};
use super::super::convert::{index_int, truth};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::iter::{Feed, Iter};
use super::super::nest::let_go;
use super::super::object::Object;
use super::super::operators::big;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::Value;
use super::python::is_callable;

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Bare, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["next"],
        "iterator, default=<no value>, /",
        |interp, args| {
            let iterator = args.value("iterator").clone();
            let item = match &iterator {
                Value::Generator(_) | Value::Instance(_) => interp.next_of(&iterator).map(Some),
                Value::Object(object) if object.iterates() => object.next(interp),
                other => return Err(E::NoIterator { type_name: other.type_name() }.into()),
            };
            match (item, args.get("default")) {
                (Err(error), Some(default)) if is_stop(&error) => Ok(default.clone()),
                (Err(error), _) => Err(error),
                (Ok(Some(item)), _) => Ok(item),
                (Ok(None), Some(default)) => Ok(default.clone()),
                (Ok(None), None) => Err(E::Stop {}.into()),
            }
        },
        "The next item of an iterator.",
        "next(iter([1, 2]))",
    ),
    row(
        &["iter"],
        "object, sentinel=<no value>, /",
        |interp, args| {
            let object = args.value("object").clone();
            if let Some(sentinel) = args.get("sentinel") {
                if !is_callable(&object) {
                    return Err(E::Type { message: "iter(v, w): v must be callable".into() }.into());
                }
                let sentinel = sentinel.clone();
                return Ok(Value::object(CallIterator { call: RefCell::new(Some((object, sentinel))) }));
            }
            iterator(interp, object)
        },
        "An iterator over the items, for `next`; of a function, over what it gives until that is the sentinel.",
        "list(iter((1, 2)))",
    ),
    row(
        &["reversed"],
        "sequence, /",
        |interp, args| {
            let sequence = args.value("sequence").clone();
            let iter = match &sequence {
                Value::Instance(_) => return reversed_instance(interp, &sequence),
                Value::Object(object) => Rc::clone(object).reversed(interp)?,
                Value::Array(array) if array.ndim() == 0 => return Err(E::UnsizedLen {}.into()),
                other => Iter::over(other, true)?,
            };
            let iter = iter.ok_or_else(|| E::NotReversible { type_name: sequence.type_name() })?;
            Ok(object_of(iter))
        },
        "An iterator over the items backwards.",
        "list(reversed((1, 2)))",
    ),
    row(
        &["enumerate"],
        "iterable, start=0",
        |interp, args| {
            let start = match args.get("start") {
                None => Value::Int(0),
                Some(start) => match big(start) {
                    Some(n) => Value::big(n),
                    None => Value::Int(index_int(start)?),
                },
            };
            let items = Feed::over(interp, args.value("iterable"))?;
            Ok(Value::object(Enumerate { items, number: RefCell::new(start) }))
        },
        "An iterator over pairs of number and item.",
        "list(enumerate(['a', 'b']))",
    ),
    row(
        &["zip"],
        "*iterables, strict=False",
        |interp, args| {
            let columns = args.rest.iter().map(|v| Feed::over(interp, v)).collect::<Result<Vec<_>>>()?;
            let strict = args.get("strict").map_or(Ok(false), truth)?;
            Ok(Value::object(Zip { columns, strict, ended: Cell::new(false) }))
        },
        "An iterator over tuples of items side by side, up to the end of the shortest.",
        "list(zip([1, 2], [3, 4]))",
    ),
    row(
        &["map"],
        "function, /, *iterables",
        |interp, args| {
            let function = args.value("function").clone();
            if args.rest.is_empty() {
                return Err(E::Type { message: "map() must have at least two arguments.".into() }.into());
            }
            let columns = args.rest.iter().map(|v| Feed::over(interp, v)).collect::<Result<Vec<_>>>()?;
            Ok(Value::object(Map { function, columns }))
        },
        "An iterator over what a function gives for each item.",
        "list(map(lambda x: x + 1, [1, 2]))",
    ),
    row(
        &["filter"],
        "function, iterable, /",
        |interp, args| {
            let function = match args.value("function") {
                Value::None => None,
                function => Some(function.clone()),
            };
            let items = Feed::over(interp, args.value("iterable"))?;
            Ok(Value::object(Filter { function, items }))
        },
        "An iterator over the items for which a function is true.",
        "list(filter(lambda x: x > 1, [1, 2]))",
    ),
];

fn is_stop(error: &crate::error::Error) -> bool {
    error.exception() == crate::error::Exception::StopIteration
}

/// `iter(x)` as a value.
fn iterator(interp: &mut Interp, iterable: Value) -> Result<Value> {
    match iterable {
        Value::Generator(_) => return Ok(iterable),
        Value::Instance(_) => return interp.iterator_of(&iterable),
        _ => {}
    }
    if let Value::Object(object) = &iterable
        && object.iterates()
    {
        return Ok(iterable);
    }
    Ok(object_of(interp.iter(&iterable)?))
}

/// `reversed(x)` of an instance of a program's class: what its `__reversed__` gives, else its items by number.
fn reversed_instance(interp: &mut Interp, sequence: &Value) -> Result<Value> {
    let name = interp.interner.intern("__reversed__");
    if let Some(method) = interp.special(sequence, name) {
        return interp.call(&method, Given::default());
    }
    if let Some(payload) = Interp::payload(sequence)
        && let Some(iter) = Iter::over(&payload, true)?
    {
        return Ok(object_of(iter));
    }
    let by_number = interp.special(sequence, interp.names.getitem).is_some();
    if !by_number || interp.special(sequence, interp.names.len).is_none() {
        return Err(E::NotReversible { type_name: sequence.type_name() }.into());
    }
    let left = Cell::new(interp.len(sequence)?);
    Ok(Value::object(Backwards { sequence: sequence.clone(), left }))
}

/// `reversed(x)` of what gives its items by number.
#[derive(Debug)]
struct Backwards {
    sequence: Value,
    /// How many items are left.
    left: Cell<usize>,
}

impl Object for Backwards {
    fn type_name(&self) -> &'static str {
        "reversed"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some(place) = self.left.get().checked_sub(1) else { return Ok(None) };
        self.left.set(place);
        interp.get_item_value(&self.sequence, &place.into()).map(Some)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An iterator as a value.
fn object_of(iter: Iter) -> Value {
    Value::object(IterObject { class: iter.class(), items: iter.into() })
}

/// What `iter(x)` and `reversed(x)` give.
#[derive(Debug)]
struct IterObject {
    class: &'static str,
    items: Feed,
}

impl Object for IterObject {
    fn type_name(&self) -> &'static str {
        self.class
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        self.items.next(interp)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `iter(function, sentinel)`
#[derive(Debug)]
struct CallIterator {
    /// The function and the sentinel, until that has come.
    call: RefCell<Option<(Value, Value)>>,
}

impl Object for CallIterator {
    fn type_name(&self) -> &'static str {
        "callable_iterator"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Some((function, sentinel)) = self.call.borrow().clone() else { return Ok(None) };
        let item = match interp.call(&function, Given::default()) {
            Ok(item) if !item.is(&sentinel) && !interp.equal(&item, &sentinel, 0)? => return Ok(Some(item)),
            Err(error) if !is_stop(&error) => return Err(error),
            _ => None,
        };
        self.call.take();
        Ok(item)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Drop for CallIterator {
    fn drop(&mut self) {
        let_go(self.call.take().into_iter().flat_map(|(function, sentinel)| [function, sentinel]).collect());
    }
}

/// `enumerate(xs)`
#[derive(Debug)]
struct Enumerate {
    items: Feed,
    /// The number of the next item, an int.
    number: RefCell<Value>,
}

impl Enumerate {
    fn pair(&self, interp: &mut Interp) -> Result<Option<(Value, Value)>> {
        let Some(item) = self.items.next(interp)? else { return Ok(None) };
        let number = self.number.borrow().clone();
        let after = match &number {
            Value::Int(n) if *n < i64::MAX => Value::Int(n + 1),
            other => Value::big(big(other).unwrap_or_default() + BigInt::from(1)),
        };
        self.number.replace(after);
        Ok(Some((number, item)))
    }
}

impl Object for Enumerate {
    fn type_name(&self) -> &'static str {
        "enumerate"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        Ok(self.pair(interp)?.map(|(number, item)| Value::Tuple([number, item].into_iter().collect())))
    }

    fn next_pair(&self, interp: &mut Interp) -> Result<Option<Option<(Value, Value)>>> {
        self.pair(interp).map(Some)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `zip(xs, ys, strict=…)`
#[derive(Debug)]
struct Zip {
    columns: Vec<Feed>,
    strict: bool,
    /// Whether the shortest has ended.
    ended: Cell<bool>,
}

impl Object for Zip {
    fn type_name(&self) -> &'static str {
        "zip"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        Ok(self.row(interp)?.map(|items| Value::Tuple(items.into_iter().collect())))
    }

    fn next_pair(&self, interp: &mut Interp) -> Result<Option<Option<(Value, Value)>>> {
        if self.columns.len() != 2 {
            return Ok(None);
        }
        let row = self.row(interp)?;
        Ok(Some(row.and_then(|row| {
            let mut items = row.into_iter();
            Some((items.next()?, items.next()?))
        })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Zip {
    /// The next item of each column.
    fn row(&self, interp: &mut Interp) -> Result<Option<SmallVec<[Value; 4]>>> {
        if self.ended.get() || self.columns.is_empty() {
            return Ok(None);
        }
        let mut items = SmallVec::with_capacity(self.columns.len());
        for (i, column) in self.columns.iter().enumerate() {
            if let Some(item) = column.next(interp)? {
                items.push(item);
                continue;
            }
            if self.strict && i > 0 {
                return Err(E::ZipStrict { place: i + 1, shorter: true }.into());
            }
            if self.strict {
                for (i, column) in self.columns.iter().enumerate().skip(1) {
                    if column.next(interp)?.is_some() {
                        return Err(E::ZipStrict { place: i + 1, shorter: false }.into());
                    }
                }
            }
            self.ended.set(true);
            return Ok(None);
        }
        Ok(Some(items))
    }
}

/// `map(f, xs, ys)`
#[derive(Debug)]
struct Map {
    function: Value,
    columns: Vec<Feed>,
}

impl Object for Map {
    fn type_name(&self) -> &'static str {
        "map"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let mut given = Given::default();
        for column in &self.columns {
            let Some(item) = column.next(interp)? else { return Ok(None) };
            given.places.push(item);
        }
        interp.call(&self.function, given).map(Some)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        let_go(vec![std::mem::replace(&mut self.function, Value::None)]);
    }
}

/// `filter(f, xs)`
#[derive(Debug)]
struct Filter {
    /// What decides; without it the items' own truth.
    function: Option<Value>,
    items: Feed,
}

impl Object for Filter {
    fn type_name(&self) -> &'static str {
        "filter"
    }

    fn iterates(&self) -> bool {
        true
    }

    fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        while let Some(item) = self.items.next(interp)? {
            interp.memory.check_interrupt()?;
            let keep = match &self.function {
                Some(function) => interp.call(function, Given::places([item.clone()]))?,
                None => item.clone(),
            };
            if interp.is_true(&keep)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        let_go(self.function.take().into_iter().collect());
    }
}
