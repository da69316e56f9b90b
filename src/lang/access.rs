//! Access: attributes, items, iteration, calls of values.

use std::rc::Rc;

use num_traits::ToPrimitive;
use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Memory, Patience, Scalar};
use crate::ops::index::{self, IndexItem, Indexed, Slice};
use crate::syntax::{Expr, ExprKind, Number};

use super::attributes;
use super::call::{Args, Given};
use super::convert::{first, index_int, try_index_int};
use super::errors::{CallError, Hint, NameError, ValueKindError as E};
use super::interp::{Interp, MAX_DEPTH};
use super::known;
use super::modules;
use super::nest::Kept;
use super::table::{Home, RowId, Table};
use super::text;
use super::value::{List, Range, Type, Value};

/// An index of an array, item by item.
pub(super) type Items = SmallVec<[IndexItem; 4]>;

/// An index, evaluated.
pub(super) enum Index {
    /// For an array: its items, from a literal made of ints and slices.
    Items(Items),
    /// Anything else.
    Value(Value),
}

/// The home of a value's methods.
fn home(value: &Value) -> Option<Home> {
    Some(match value {
        Value::Array(_) | Value::Scalar(_) => Home::Array,
        Value::Str(_) => Home::Str,
        Value::Bytes(_) => Home::Bytes,
        Value::List(_) => Home::List,
        Value::Tuple(_) => Home::Tuple,
        Value::Dict(_) => Home::Dict,
        Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_) => {
            Home::Number
        }
        Value::Function(row) if row.is_ufunc() => Home::Ufunc,
        Value::Object(object) => Home::Object(object.type_name()),
        Value::DType(_) => super::builtins::DTYPE,
        _ => return None,
    })
}

/// The row of a method of a value.
pub(super) fn method_row(value: &Value, name: &str) -> Option<RowId> {
    let table = Table::get();
    if name.starts_with("__") {
        if name == "__hash__" && super::builtins::is_unhashable(value) {
            return None;
        }
        return table.find(Home::Special, name).filter(|_| known::has(&known::owner(value), name));
    }
    if let Value::Scalar(scalar) = value
        && let Some(row) = table.find(super::builtins::SCALAR, name)
        && super::builtins::scalar_has(scalar.dtype(), name)
    {
        return Some(row);
    }
    // Some methods of arrays make no sense for one element: the classes of scalars lack them.
    if matches!(value, Value::Scalar(_)) && !known::has(&value.type_name(), name) {
        return None;
    }
    let row = table.find(home(value)?, name)?;
    (row.row().home != Home::Number || super::builtins::number_has(value, name)).then_some(row)
}

/// The names of a value's attributes and methods, for completion and suggestions.
pub fn member_names(value: &Value) -> Vec<&'static str> {
    let table = Table::get();
    match value {
        Value::Module(module) => modules::member_names(*module).collect(),
        Value::Array(_) | Value::Scalar(_) => {
            table.names(Home::Array).chain(table.array_attributes()).collect()
        }
        other => home(other).map_or_else(Vec::new, |home| table.names(home).collect()),
    }
}

impl Interp {
    /// `object.name`
    pub fn attribute(&mut self, object: &Value, name: &str) -> Result<Value> {
        match object {
            Value::Module(module) => {
                if let Some(value) = modules::member(*module, name) {
                    return Ok(value);
                }
                let hint = super::suggest::nearest(name, modules::member_names(*module));
                let (warning, error) = known::no_member(*module, name, Hint(hint));
                if let Some(warning) = warning {
                    self.memory.warn(warning);
                }
                return Err(error.into());
            }
            Value::Array(array) => {
                if let Some(row) = attributes::find(name) {
                    return (row.get)(self, array);
                }
            }
            Value::Scalar(scalar) => {
                if let Some(value) = attributes::of_scalar(self, scalar, name)? {
                    return Ok(value);
                }
            }
            Value::Object(object) => {
                if let Some(value) = Rc::clone(object).attribute(self, name)? {
                    return Ok(value);
                }
            }
            other => {
                if let Some(value) = attributes::of_value(self, other, name)? {
                    return Ok(value);
                }
            }
        }
        if let Some(value) = attributes::of_anything(object, name) {
            return Ok(value);
        }
        if let Some(row) = method_row(object, name) {
            return Ok(Value::Method(super::nest::Shared::new((object.clone(), row))));
        }
        let names = member_names(object);
        let hint = Hint(super::suggest::nearest(name, names.into_iter()));
        if let Value::Type(class) = object {
            if let Some(name) = known::member(&class.qualified(), name) {
                return Err(NameError::NotYet { name }.into());
            }
            return Err(
                NameError::TypeAttribute { type_name: class.qualified(), name: name.to_owned() }.into()
            );
        }
        if let Some(name) = known::attribute(object, name) {
            return Err(NameError::NotYet { name }.into());
        }
        let type_name = match object {
            // A class that Python's own code made goes by its bare name.
            Value::Object(tuple) if tuple.named_items().is_some() => object.type_of().name().to_owned(),
            _ => object.type_name(),
        };
        Err(NameError::Attribute { type_name, name: name.to_owned(), hint }.into())
    }

    /// `object.name = value`
    pub(super) fn set_attribute(&mut self, object: &Value, name: &str, value: &Value) -> Result<()> {
        match object {
            Value::Array(array) => {
                if let Some(row) = attributes::find(name) {
                    return match row.set {
                        Some(set) => set(self, array, value),
                        None => Err(NameError::NotWritable {
                            type_name: "numpy.ndarray".into(),
                            name: name.to_owned(),
                        }
                        .into()),
                    };
                }
            }
            Value::Scalar(_)
                if attributes::find(name).is_some() && known::has(&known::owner(object), name) =>
            {
                let type_name = "numpy.generic".to_owned();
                return Err(NameError::NotWritable { type_name, name: name.to_owned() }.into());
            }
            Value::Object(object) if Rc::clone(object).set_attribute(self, name, value)? => return Ok(()),
            _ => {}
        }
        let known = method_row(object, name).is_some();
        if known {
            return Err(E::Attribute {
                message: format!("'{}' object attribute '{name}' is read-only", object.type_name()),
            }
            .into());
        }
        let hint = Hint(super::suggest::nearest(name, member_names(object).into_iter()));
        Err(NameError::Attribute { type_name: object.type_name(), name: name.to_owned(), hint }.into())
    }

    /// `container[index]` with the index still a tree: ints and slices reach an array without becoming values.
    pub(super) fn get_index(&mut self, container: &Value, index: &Expr) -> Result<Value> {
        if let Value::Array(array) = container
            && let Some(items) = self.simple_items(index)?
        {
            return indexed(index::get(array, &items)?);
        }
        let index = self.eval(index)?;
        self.get_item_value(container, &index)
    }

    /// `container[index] = value`, the index still a tree.
    pub(super) fn set_index(&mut self, container: &Value, index: &Expr, value: Value) -> Result<()> {
        let index = self.index_value(index)?;
        self.set_item(container, &index, &value)
    }

    /// An index, evaluated once for reading and writing.
    pub(super) fn index_value(&mut self, index: &Expr) -> Result<Index> {
        if let Some(items) = self.simple_items(index)? {
            return Ok(Index::Items(items));
        }
        self.eval(index).map(Index::Value)
    }

    /// The items of an index that is made of int literals, slices of such, names of ints, `None` and `...`; `None` if it is not.
    fn simple_items(&mut self, index: &Expr) -> Result<Option<Items>> {
        let mut items = Items::new();
        let parts = match &index.kind {
            ExprKind::Tuple(parts) => parts.as_slice(),
            _ => std::slice::from_ref(index),
        };
        // First look whether all parts are simple, so that nothing is evaluated twice.
        let whole = |e: &Expr| match &e.kind {
            ExprKind::Number(slot) => matches!(self.numbers[*slot], Number::Int(_)),
            _ => false,
        };
        let simple = |e: &Expr| match &e.kind {
            ExprKind::None | ExprKind::Ellipsis => true,
            ExprKind::Unary { op: crate::syntax::UnaryOp::Negative, operand } => whole(operand),
            _ => whole(e),
        };
        let all = parts.iter().all(|part| match &part.kind {
            ExprKind::Slice { start, stop, step } => {
                [start, stop, step].into_iter().flatten().all(|e| simple(e))
            }
            _ => simple(part),
        });
        if !all {
            return Ok(None);
        }
        for part in parts {
            match &part.kind {
                ExprKind::Slice { start, stop, step } => {
                    let mut bound = |e: &Option<Box<Expr>>| -> Result<Option<i64>> {
                        let Some(e) = e else { return Ok(None) };
                        let value = self.eval(e)?;
                        slice_bound(&value)
                    };
                    items.push(IndexItem::Slice(Slice {
                        start: bound(start)?,
                        stop: bound(stop)?,
                        step: bound(step)?,
                    }));
                }
                _ => {
                    let value = self.eval(part)?;
                    items.push(item(self, &value)?);
                }
            }
        }
        Ok(Some(items))
    }

    pub(super) fn get_item(&mut self, container: &Value, index: &Index) -> Result<Value> {
        match (container, index) {
            (Value::Array(array), Index::Items(items)) => indexed(index::get(array, items)?),
            (_, Index::Value(value)) => self.get_item_value(container, value),
            (_, Index::Items(items)) => {
                let value = items_value(items);
                self.get_item_value(container, &value)
            }
        }
    }

    /// `container[index]`
    pub fn get_item_value(&mut self, container: &Value, index: &Value) -> Result<Value> {
        match container {
            Value::Array(array) => indexed(index::get(array, &self.items_of_index(index)?)?),
            Value::Scalar(scalar) => {
                let array = Array::from_scalar(&self.memory, scalar, "scalar")?;
                let items = self.items_of_index(index)?;
                if items.is_empty()
                    || items.iter().all(|i| matches!(i, IndexItem::Ellipsis | IndexItem::NewAxis))
                {
                    return indexed(index::get(&array, &items)?);
                }
                Err(E::Index { message: "invalid index to scalar variable.".into() }.into())
            }
            Value::List(list) => {
                let items = list.0.borrow();
                sequence_item(&self.memory, &items, index, "list").map(|found| match found {
                    Found::One(value) => value,
                    Found::Many(values) => Value::List(List::new(values)),
                })
            }
            Value::Tuple(items) => {
                sequence_item(&self.memory, items, index, "tuple").map(|found| match found {
                    Found::One(value) => value,
                    Found::Many(values) => Value::tuple(values),
                })
            }
            Value::Str(text) => {
                let patience = Patience::new(&self.memory);
                if let Value::Slice(parts) = index {
                    // Characters of one byte each need not be told apart first.
                    let n = text::count_chars(&self.memory, text)?;
                    let (start, step, count) = slice_of(parts, n)?;
                    let places = (0..count as i64).map(|i| (start + i * step) as usize);
                    let part: String = if n == text.len() {
                        let bytes = patience.collect(places.map(|at| text.as_bytes()[at]))?;
                        String::from_utf8(bytes).unwrap_or_default()
                    } else {
                        let chars = patience.collect(text.chars())?;
                        let mut part = String::new();
                        for at in places {
                            patience.spend(1)?;
                            part.push(chars[at]);
                        }
                        part
                    };
                    return Ok(Value::from(part));
                }
                let Some(i) = place(index)? else { return Err(no_index(index, "string")) };
                // From the end that is nearer.
                let mut chars = text.chars();
                let skipped = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
                let found = if text.is_ascii() {
                    let at = if i < 0 { i + text.len() as i64 } else { i };
                    text.as_bytes().get(skipped(at)).map(|&byte| char::from(byte))
                } else if i < 0 {
                    chars.by_ref().rev().take_while(|_| !patience.is_over()).nth(skipped(-1 - i))
                } else {
                    chars.by_ref().take_while(|_| !patience.is_over()).nth(skipped(i))
                };
                self.memory.check_interrupt()?;
                found.map_or_else(
                    || Err(E::Range { what: "string" }.into()),
                    |c| Ok(Value::str(c.encode_utf8(&mut [0; 4]))),
                )
            }
            Value::Bytes(bytes) => {
                if let Value::Slice(parts) = index {
                    let (start, step, n) = slice_of(parts, bytes.len())?;
                    let part = (0..n as i64).map(|i| bytes[(start + i * step) as usize]);
                    return Ok(Value::bytes(Patience::new(&self.memory).collect(part)?));
                }
                let Some(i) = place(index)? else { return Err(no_index(index, "byte")) };
                let at = if i < 0 { i + bytes.len() as i64 } else { i };
                match usize::try_from(at).ok().and_then(|at| bytes.get(at)) {
                    Some(&byte) => Ok(Value::Int(byte.into())),
                    None => Err(E::Index { message: "index out of range".into() }.into()),
                }
            }
            Value::Range(range) => range_item(range, index),
            Value::Dict(dict) => {
                let key = super::convert_key(index)?;
                dict.borrow()
                    .get(&key)
                    .cloned()
                    .ok_or_else(|| E::Missing { key: self.repr(&key.value()) }.into())
            }
            Value::Object(object) => match Rc::clone(object).index(self, index)? {
                Some(value) => Ok(value),
                None => Err(E::NotSubscriptable { type_name: container.type_name() }.into()),
            },
            other => Err(E::NotSubscriptable { type_name: other.type_name() }.into()),
        }
    }

    /// Warns if an augmented assignment names an element more than once: each is read once and written once.
    pub(super) fn warn_of_repeats(
        &mut self,
        array: &Array,
        index: &Index,
        object: &Expr,
        index_expr: &Expr,
    ) -> Result<()> {
        let Index::Value(value) = index else { return Ok(()) };
        let items = self.items_of_index(value)?;
        let may = |item: &IndexItem| matches!(item, IndexItem::Array(a) if a.dtype() != crate::memory::DType::Bool && a.size() > 1);
        if items.iter().any(may) && index::names_twice(array, &items)? {
            let spans = (!self.in_lambda).then_some((object.span, index_expr.span));
            self.repeats.push(spans);
        }
        Ok(())
    }

    pub(super) fn set_item(&mut self, container: &Value, index: &Index, value: &Value) -> Result<()> {
        match container {
            Value::Array(array) => {
                let evaluated;
                let items = match index {
                    Index::Items(items) => items,
                    Index::Value(value) => {
                        evaluated = self.items_of_index(value)?;
                        &evaluated
                    }
                };
                match value {
                    Value::Array(source) => index::set(array, items, source),
                    Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Object(_) => {
                        let dtype = array.dtype();
                        if matches!(value, Value::Object(_)) {
                            let source = self.as_array(value)?;
                            return index::set(array, items, &source);
                        }
                        match index::target(array, items)? {
                            index::Target::Element => {
                                let scalar = super::convert::scalar_of_sequence(value, dtype)?;
                                return index::set_scalar(array, items, &scalar);
                            }
                            // NumPy looks no deeper than the part that is written has axes.
                            index::Target::View { ndim } if super::convert::nest_depth(value) > ndim => {
                                return Err(E::TooDeep { ndim }.into());
                            }
                            _ => {}
                        }
                        // It converts the sequence straight to the target's dtype.
                        let source = self.array_as(value, Some(dtype))?;
                        index::set_sequence(array, items, &source)
                    }
                    number => {
                        if let Value::Scalar(scalar) = number {
                            // By a basic index the scalar goes through Python's int, by an advanced one it is cast.
                            if !items.iter().any(|i| matches!(i, IndexItem::Array(_) | IndexItem::Bool(_))) {
                                super::convert::check_whole(scalar, array.dtype())
                                    .map_err(|e| earlier(array, items, e))?;
                            }
                        }
                        let scalar = super::convert::scalar_of(number, array.dtype())
                            .map_err(|e| earlier(array, items, e))?;
                        if let Some(loss) = super::convert::loss_of(number, array.dtype()) {
                            index::target(array, items)?;
                            loss.warn(&self.memory);
                        }
                        index::set_scalar(array, items, &scalar)
                    }
                }
            }
            Value::List(list) => {
                let index = match index {
                    Index::Value(value) => value.clone(),
                    Index::Items(items) => items_value(items),
                };
                if let Value::Slice(parts) = &index {
                    let new = self.items(value)?;
                    let mut items = list.0.borrow_mut();
                    let (start, step, n) = slice_of(parts, items.len())?;
                    if step == 1 {
                        let start = start as usize;
                        items.splice(start..start + n, new);
                        return Ok(());
                    }
                    if new.len() != n {
                        let message = format!(
                            "attempt to assign sequence of size {} to extended slice of size {n}",
                            new.len()
                        );
                        return Err(E::Value { message }.into());
                    }
                    for (i, value) in new.into_iter().enumerate() {
                        items[(start + i as i64 * step) as usize] = value;
                    }
                    return Ok(());
                }
                let Some(i) = place(&index)? else {
                    return Err(no_index(&index, "list"));
                };
                let mut items = list.0.borrow_mut();
                let n = items.len() as i64;
                let at = if i < 0 { i + n } else { i };
                if !(0..n).contains(&at) {
                    return Err(E::Range { what: "list assignment" }.into());
                }
                items[at as usize] = value.clone();
                Ok(())
            }
            Value::Dict(dict) => {
                let key = match index {
                    Index::Value(value) => super::convert_key(value)?,
                    Index::Items(items) => super::convert_key(&items_value(items))?,
                };
                dict.borrow_mut().insert(key, value.clone());
                Ok(())
            }
            Value::Object(object) => {
                let index = match index {
                    Index::Value(value) => value.clone(),
                    Index::Items(items) => items_value(items),
                };
                if Rc::clone(object).set_index(self, &index, value)? {
                    return Ok(());
                }
                Err(E::NoItemAssignment { type_name: container.type_name() }.into())
            }
            other => Err(E::NoItemAssignment { type_name: other.type_name() }.into()),
        }
    }

    pub(super) fn delete_item(&mut self, container: &Value, index: &Value) -> Result<()> {
        match container {
            Value::Array(_) => Err(NameError::NoElementDeletion {}.into()),
            Value::List(list) => {
                let mut items = list.0.borrow_mut();
                if let Value::Slice(parts) = index {
                    let (start, step, n) = slice_of(parts, items.len())?;
                    let mut places: Vec<usize> = (0..n as i64).map(|i| (start + i * step) as usize).collect();
                    places.sort_unstable();
                    places.into_iter().rev().for_each(|i| drop(items.remove(i)));
                    return Ok(());
                }
                let i = index_int(index)?;
                let n = items.len() as i64;
                let at = if i < 0 { i + n } else { i };
                if !(0..n).contains(&at) {
                    return Err(E::Range { what: "list assignment" }.into());
                }
                items.remove(at as usize);
                Ok(())
            }
            Value::Dict(dict) => {
                let key = super::convert_key(index)?;
                let removed = dict.borrow_mut().shift_remove(&key);
                removed.map(|_| ()).ok_or_else(|| E::Missing { key: self.repr(&key.value()) }.into())
            }
            other => Err(E::NoItemDeletion { type_name: other.type_name() }.into()),
        }
    }

    /// An index value as the items that index an array.
    pub(super) fn items_of_index(&mut self, index: &Value) -> Result<Items> {
        let parts: Vec<Value> = match index {
            Value::Tuple(parts) => parts.to_vec(),
            other => vec![other.clone()],
        };
        let mut items = Items::new();
        for part in &parts {
            items.push(item(self, part)?);
        }
        Ok(items)
    }

    /// The value as an array, objects included.
    pub fn as_array(&mut self, value: &Value) -> Result<Array> {
        if let Value::Object(object) = value
            && let Some(array) = Rc::clone(object).as_array(self)?
        {
            return self.array(&array);
        }
        self.array(value)
    }

    /// Calls a value.
    pub fn call(&mut self, callee: &Value, given: Given) -> Result<Value> {
        match callee {
            Value::Function(row) => (row.row().run)(self, Args::bind(*row, None, given)?),
            Value::Method(bound) => self.call_method(bound.0.clone(), bound.1, given),
            Value::Lambda(lambda) => {
                let lambda = lambda.clone();
                self.call_lambda(&lambda, given)
            }
            Value::Type(class) => super::builtins::construct(self, *class, given),
            Value::Object(object) => {
                let object = std::rc::Rc::clone(object);
                match object.call(self, &given)? {
                    Some(value) => Ok(value),
                    None => Err(CallError::NotCallable { type_name: callee.type_name() }.into()),
                }
            }
            other => Err(CallError::NotCallable { type_name: other.type_name() }.into()),
        }
    }

    /// Calls a method of a value; a NumPy scalar is a 0-d array for the length of the call.
    pub(super) fn call_method(&mut self, object: Value, row: RowId, given: Given) -> Result<Value> {
        if self.depth > MAX_DEPTH {
            return Err(E::Recursion {}.into());
        }
        if let Value::Scalar(scalar) = &object
            && ![super::builtins::SCALAR, Home::Special].contains(&row.row().home)
        {
            let this = Value::Array(Array::from_scalar(&self.memory, scalar, "scalar")?);
            // NumPy gives back scalars where a 0-d array came of it.
            return Ok(match (row.row().run)(self, Args::bind(row, Some(this), given)?)? {
                Value::Array(a) if a.ndim() == 0 => Value::Scalar(first(&a)),
                other => other,
            });
        }
        (row.row().run)(self, Args::bind(row, Some(object), given)?)
    }
}

fn range_item(range: &Range, index: &Value) -> Result<Value> {
    if let Value::Slice(parts) = index {
        let (start, stop, step) = slice_bounds(parts, range.count())?;
        let place = |i: i128| range.start.saturating_add(i.saturating_mul(range.step));
        return Ok(Value::Range(Rc::new(Range {
            start: place(start),
            stop: place(stop),
            step: range.step.saturating_mul(step),
        })));
    }
    let Some(i) = place(index)? else { return Err(no_index(index, "range")) };
    let i = i128::from(i);
    let n = range.len() as i128;
    let i = if i < 0 { i + n } else { i };
    if !(0..n).contains(&i) {
        return Err(E::Range { what: "range object" }.into());
    }
    Ok(range.get(i as usize))
}

/// The integer of an index into a list, a tuple or a string; `None` if it is none.
fn place(index: &Value) -> Result<Option<i64>> {
    try_index_int(index).map_err(|error| match error.downcast_ref() {
        Some(E::IntToLong {}) => {
            let message = format!("cannot fit '{}' into an index-sized integer", index.type_name());
            E::Index { message }.into()
        }
        _ => error,
    })
}

/// What Python says of an index that is no integer; of an array the array says it, by its `__index__`.
fn no_index(index: &Value, what: &'static str) -> crate::error::Error {
    match index {
        Value::Array(_) => E::ArrayNoIndex {}.into(),
        _ if what == "string" => E::StrIndexType { type_name: index.type_name() }.into(),
        _ => E::IndexType { what, type_name: index.type_name() }.into(),
    }
}

fn sequence_item(memory: &Memory, items: &[Value], index: &Value, what: &'static str) -> Result<Found> {
    if let Value::Slice(parts) = index {
        let (start, step, n) = slice_of(parts, items.len())?;
        let patience = Patience::new(memory);
        let mut many = Kept::from(crate::memory::with_room(n));
        for i in 0..n as i64 {
            patience.spend(1)?;
            many.push(items[(start + i * step) as usize].clone());
        }
        return Ok(Found::Many(many.take()));
    }
    let Some(i) = place(index)? else {
        return Err(no_index(index, what));
    };
    let n = items.len() as i64;
    let at = if i < 0 { i + n } else { i };
    if !(0..n).contains(&at) {
        return Err(E::Range { what }.into());
    }
    Ok(Found::One(items[at as usize].clone()))
}

/// The error of a write whose value does not fit, unless the array or the index has one, which comes first.
fn earlier(array: &Array, items: &Items, error: crate::error::Error) -> crate::error::Error {
    index::target(array, items).err().unwrap_or(error)
}

enum Found {
    One(Value),
    Many(Vec<Value>),
}

/// What indexing an array gave, as a value.
#[allow(clippy::unnecessary_wraps)]
fn indexed(indexed: Indexed) -> Result<Value> {
    Ok(match indexed {
        Indexed::Scalar(scalar) => Value::Scalar(scalar),
        Indexed::View(array) | Indexed::Copy(array) => Value::Array(array),
    })
}

/// A bound of a slice; ints beyond 64 bits count as the largest.
fn slice_bound(value: &Value) -> Result<Option<i64>> {
    let fitting = |n: i128| n.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
    Ok(wide_bound(value)?.map(fitting))
}

/// A bound of a slice; ints beyond 128 bits count as the largest.
fn wide_bound(value: &Value) -> Result<Option<i128>> {
    match value {
        Value::None => Ok(None),
        Value::BigInt(n) => {
            let largest = if n.sign() == num_bigint::Sign::Minus { i128::MIN } else { i128::MAX };
            Ok(Some(n.to_i128().unwrap_or(largest)))
        }
        // Of the integers of NumPy only uint64 has some beyond.
        Value::Scalar(s) if s.dtype().is_integer() => {
            Ok(Some(super::convert::scalar_int(s).unwrap_or(i64::MAX).into()))
        }
        other => match try_index_int(other)? {
            Some(n) => Ok(Some(n.into())),
            None if matches!(other, Value::Array(_)) => Err(E::ArrayNoIndex {}.into()),
            None => {
                let message = "slice indices must be integers or None or have an __index__ method";
                Err(E::Type { message: message.into() }.into())
            }
        },
    }
}

/// One item of an index. What cannot index an array is marked as such: the operation decides in which order it complains.
fn item(interp: &mut Interp, value: &Value) -> Result<IndexItem> {
    Ok(match value {
        Value::Int(n) => IndexItem::Int(*n),
        Value::BigInt(n) if n.bits() <= 64 && n.sign() == num_bigint::Sign::Plus => IndexItem::HugeInt,
        Value::None => IndexItem::NewAxis,
        Value::Ellipsis => IndexItem::Ellipsis,
        Value::Bool(b) => IndexItem::Bool(*b),
        Value::Scalar(s) if s.dtype().is_integer() => {
            IndexItem::Int(super::convert::scalar_int(s).ok_or(E::IntToLong {})?)
        }
        Value::Scalar(s) if s.dtype() == crate::memory::DType::Bool => {
            IndexItem::Bool(s.get::<crate::memory::Bool>().get())
        }
        Value::Slice(parts) => {
            let (start, stop, step) =
                (slice_bound(&parts[0])?, slice_bound(&parts[1])?, slice_bound(&parts[2])?);
            IndexItem::Slice(Slice { start, stop, step })
        }
        Value::Array(array) => IndexItem::Array(array.clone()),
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            // An empty sequence indexes with integers, not with floats.
            let empty = interp.items(value)?.is_empty();
            match interp.array_as(value, empty.then_some(crate::memory::DType::Int64)) {
                // A sequence of anything else is no index at all; an array of it is one of the wrong type.
                Ok(array) if array.dtype().is_inexact() && array.size() > 0 => IndexItem::Invalid,
                Ok(array) if array.dtype().is_inexact() => {
                    IndexItem::Array(interp.array_as(value, Some(crate::memory::DType::Int64))?)
                }
                Ok(array) => IndexItem::Array(array),
                Err(error) if matches!(error.downcast_ref::<E>(), Some(E::NoDType { .. })) => {
                    IndexItem::Invalid
                }
                Err(error) => return Err(error),
            }
        }
        Value::Object(_) => IndexItem::Array(interp.as_array(value)?),
        _ => IndexItem::Invalid,
    })
}

/// Simple items as the value that was written.
fn items_value(items: &Items) -> Value {
    let one = |item: &IndexItem| match item {
        IndexItem::Int(n) => Value::Int(*n),
        IndexItem::NewAxis => Value::None,
        IndexItem::Ellipsis => Value::Ellipsis,
        IndexItem::Bool(b) => Value::Bool(*b),
        IndexItem::Slice(slice) => {
            let bound = |b: Option<i64>| b.map_or(Value::None, Value::Int);
            Value::Slice(super::nest::Shared::new([bound(slice.start), bound(slice.stop), bound(slice.step)]))
        }
        IndexItem::Array(array) => Value::Array(array.clone()),
        IndexItem::HugeInt | IndexItem::Invalid => Value::None,
    };
    match items.as_slice() {
        [single] => one(single),
        several => Value::tuple(several.iter().map(one).collect()),
    }
}

/// A Python slice of a sequence of `n` items: first place, step, count.
pub(super) fn slice_of(parts: &[Value; 3], n: usize) -> Result<(i64, i64, usize)> {
    let (start, stop, step) = slice_bounds(parts, n as i128)?;
    // Counted from the first place on, so that no step is too long.
    let count = match step > 0 {
        true if stop > start => (stop - start - 1) / step + 1,
        false if stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    };
    // A step that leads past 64 bits is never taken.
    let step = step.clamp((-i64::MAX).into(), i64::MAX.into());
    Ok((start as i64, step as i64, count as usize))
}

/// A Python slice of a sequence of `n` items: `slice(…).indices(n)`.
fn slice_bounds(parts: &[Value; 3], n: i128) -> Result<(i128, i128, i128)> {
    // The smallest step has no opposite.
    let step = wide_bound(&parts[2])?.unwrap_or(1).max(-i128::MAX);
    if step == 0 {
        return Err(E::Value { message: "slice step cannot be zero".into() }.into());
    }
    let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let clamp = |bound: Option<i128>, default: i128| {
        bound.map_or(default, |b| (if b < 0 { b.saturating_add(n) } else { b }).clamp(low, high))
    };
    let (first, last) = if step > 0 { (low, high) } else { (high, low) };
    let (start, stop) = (wide_bound(&parts[0])?, wide_bound(&parts[1])?);
    Ok((clamp(start, first), clamp(stop, last), step))
}

/// The class of a scalar as a value; used by `type(x)`.
pub(super) fn class_of(value: &Value) -> Value {
    Value::Type(match value.type_of() {
        Type::BuiltinMethod => Type::BuiltinFunction,
        other => other,
    })
}

/// The one element of an array with one element.
pub(super) fn only(array: &Array) -> Option<Scalar> {
    (array.size() == 1).then(|| first(array))
}
