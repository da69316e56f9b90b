//! Access: attributes, items, iteration, calls of values.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::{Array, Scalar};
use crate::ops::index::{self, IndexItem, Indexed, Slice};
use crate::syntax::{Expr, ExprKind, Number};

use super::attributes;
use super::call::{Args, Given};
use super::containers::{self, slice_bound};
use super::convert::first;
use super::errors::{CallError, Hint, NameError, ValueKindError as E};
use super::interp::{Interp, MAX_DEPTH};
use super::known;
use super::modules;
use super::table::{Home, RowId, Table};
use super::value::{Type, Value};

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
        Value::Set(_) => Home::Set,
        Value::Range(_) => Home::Range,
        Value::Slice(_) => Home::Slice,
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
    if matches!(value, Value::Set(_)) && !known::has(&value.type_name(), name) {
        return None;
    }
    if let Value::Object(object) = value {
        let own = super::builtins::class_and_bases(object.type_name())
            .find_map(|class| table.find(Home::Object(class), name));
        // What bytes can do, bytearrays can.
        return own.or_else(|| {
            let is_bytes = object.type_name() == super::builtins::BYTEARRAY;
            is_bytes.then(|| table.find(Home::Bytes, name)).flatten()
        });
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
        Value::Object(object) => super::builtins::class_and_bases(object.type_name())
            .flat_map(|class| table.names(Home::Object(class)))
            .collect(),
        other => home(other).map_or_else(Vec::new, |home| table.names(home).collect()),
    }
}

impl Interp {
    /// `object.name`
    pub fn attribute(&mut self, object: &Value, name: &str) -> Result<Value> {
        match object {
            Value::Module(module) => {
                if let Some(value) = self.member_of(*module, name) {
                    return Ok(value);
                }
                if name == "__dict__" {
                    return Ok(super::builtins::members_of_module(self, *module));
                }
                let hint = super::suggest::nearest(name, modules::member_names(*module));
                let (warning, error) = known::no_member(*module, name, Hint(hint));
                if let Some(warning) = warning {
                    self.memory.warn(warning);
                }
                return Err(error.into());
            }
            Value::Loaded(module) => {
                let module = Rc::clone(module);
                return self.loaded_attribute(&module, name);
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
            Value::Instance(instance) => return self.instance_attribute(&instance.clone(), name),
            Value::Class(class) => {
                let class = class.clone();
                let symbol = self.interner.intern(name);
                return match self.class_attribute(&class, symbol, name)? {
                    Some(value) => Ok(value),
                    None => Err(NameError::TypeAttribute {
                        type_name: class.name().to_string(),
                        name: name.to_owned(),
                    }
                    .into()),
                };
            }
            Value::Def(_) | Value::Bound(_) | Value::Generator(_) => {
                if let Some(value) = self.function_attribute(object, name)? {
                    return Ok(value);
                }
            }
            other => {
                if let Some(value) = attributes::of_value(self, other, name)? {
                    return Ok(value);
                }
            }
        }
        if let Value::Type(class) = object
            && let Some(method) = type_method(*class, name)
        {
            return Ok(method);
        }
        if let Some(value) = attributes::of_anything(object, name) {
            return Ok(value);
        }
        // What makes a value of a class is reached through its values too.
        if let "fromhex" | "maketrans" | "from_bytes" | "fromkeys" = name
            && let Some(method) = type_method(object.type_of(), name)
        {
            return Ok(method);
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
            Value::Module(module) if self.set_module_value(*module, name, value) => return Ok(()),
            Value::Instance(instance) => {
                let symbol = self.interner.intern(name);
                return self.set_instance_attribute(&instance.clone(), symbol, value.clone());
            }
            Value::Loaded(module) => {
                let symbol = self.interner.intern(name);
                drop(module.set(symbol, Some(value.clone())));
                return Ok(());
            }
            Value::Class(_) | Value::Def(_) => {
                let symbol = self.interner.intern(name);
                return self.set_attribute_symbol(object, symbol, value.clone());
            }
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
            // Of what is no array, a tuple of one is another index than what is in it.
            ExprKind::Tuple(parts) if parts.len() != 1 => parts.as_slice(),
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
        if let Some(item) = containers::plain_item(container, index) {
            return Ok(item);
        }
        if let Value::Instance(_) | Value::Class(_) = container {
            return self.instance_item(container, index);
        }
        if let Value::Instance(_) = index
            && let Some(index) = self.whole_of(container, index)?
        {
            return self.get_item_value(container, &index);
        }
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
            Value::Object(object) => match Rc::clone(object).index(self, index)? {
                Some(value) => Ok(value),
                None => Err(E::NotSubscriptable { type_name: container.type_name() }.into()),
            },
            other => self.container_item(other, index),
        }
    }

    /// The int that an instance stands for as an index of a sequence; `None` where it is a key, or stands for none.
    fn whole_of(&mut self, container: &Value, index: &Value) -> Result<Option<Value>> {
        if matches!(container, Value::Dict(_)) {
            return Ok(None);
        }
        let name = self.names.index;
        if let Some(method) = self.special(index, name) {
            return self.call(&method, Given::default()).map(Some);
        }
        Ok(Self::payload(index).filter(|payload| matches!(payload, Value::Int(_) | Value::Tuple(_))))
    }

    /// Warns if an augmented assignment names an element more than once: each is read once and written once.
    pub(super) fn warn_of_repeats(
        &mut self,
        array: &Array,
        index: &Index,
        object: &Expr,
        index_expr: &Expr,
    ) -> Result<()> {
        if self.is_repeated(array, index)? {
            let spans = (!self.in_lambda).then_some((object.span, index_expr.span));
            self.repeats.push(spans);
        }
        Ok(())
    }

    /// Whether an index names an element of an array more than once.
    pub(super) fn is_repeated(&mut self, array: &Array, index: &Index) -> Result<bool> {
        let Index::Value(value) = index else { return Ok(false) };
        let items = self.items_of_index(value)?;
        let may = |item: &IndexItem| matches!(item, IndexItem::Array(a) if a.dtype() != crate::memory::DType::Bool && a.size() > 1);
        Ok(items.iter().any(may) && index::names_twice(array, &items)?)
    }

    pub(super) fn set_item(&mut self, container: &Value, index: &Index, value: &Value) -> Result<()> {
        if let Value::Instance(_) = container {
            let names = self.names;
            let index = Self::whole_index(index);
            if let Some(method) = self.special(container, names.setitem) {
                return self.call(&method, Given::places([index, value.clone()])).map(drop);
            }
            return match Self::payload(container) {
                Some(payload) => self.set_item(&payload, &Index::Value(index), value),
                None => Err(E::NoItemAssignment { type_name: container.type_name() }.into()),
            };
        }
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
            other => match index {
                Index::Value(index) => self.set_container_item(other, index, value),
                Index::Items(items) => self.set_container_item(other, &items_value(items), value),
            },
        }
    }

    /// `KeyError` for a key.
    pub(super) fn missing_key(&mut self, key: &Value) -> crate::error::Error {
        self.exception_error(crate::error::Exception::KeyError, vec![key.clone()])
    }

    /// `instance[index]`, and `Class[…]`.
    fn instance_item(&mut self, container: &Value, index: &Value) -> Result<Value> {
        let names = self.names;
        if let Value::Class(class) = container {
            let class = class.clone();
            if let Some(method) = self.special(container, names.getitem) {
                return self.call(&method, Given::places([index.clone()]));
            }
            if let Some(method) = class.find(names.class_getitem) {
                let method = super::builtins::unwrap_classmethod(&method);
                return self.call(&method, Given::places([container.clone(), index.clone()]));
            }
            return Err(E::Type { message: format!("type '{}' is not subscriptable", class.name()) }.into());
        }
        if let Some(method) = self.special(container, names.getitem) {
            return self.call(&method, Given::places([index.clone()]));
        }
        let Some(payload) = Self::payload(container) else {
            return Err(E::NotSubscriptable { type_name: container.type_name() }.into());
        };
        if let Value::Dict(dict) = &payload {
            let key = self.key_of(index)?;
            let found = dict.borrow().get(&key).cloned();
            if let Some(found) = found {
                return Ok(found);
            }
            if let Some(method) = self.special(container, names.missing) {
                return self.call(&method, Given::places([index.clone()]));
            }
            return Err(self.missing_key(index));
        }
        self.get_item_value(&payload, index)
    }

    /// An index as a value.
    fn whole_index(index: &Index) -> Value {
        match index {
            Index::Items(items) => items_value(items),
            Index::Value(value) => value.clone(),
        }
    }

    /// An attribute of a function, of a bound method, of a generator.
    fn function_attribute(&mut self, object: &Value, name: &str) -> Result<Option<Value>> {
        let names = self.names;
        let symbol = self.interner.intern(name);
        match object {
            Value::Def(function) => {
                if let Some(value) = function.members.borrow().get(&symbol) {
                    return Ok(Some(value.clone()));
                }
                let code = &function.code;
                Ok(Some(match () {
                    () if symbol == names.name => Value::Str(Rc::clone(&code.name).into()),
                    () if symbol == names.qualname => Value::Str(Rc::clone(&code.qualname).into()),
                    () if symbol == names.doc => {
                        code.doc.clone().map_or(Value::None, |doc| Value::Str(doc.into()))
                    }
                    () if symbol == names.module => Value::from(self.name_of_module(function.module)),
                    () if symbol == names.class => Value::Type(Type::Function),
                    () if symbol == names.dict => {
                        Value::Dict(super::nest::Shared::new(std::cell::RefCell::default()))
                    }
                    () if symbol == names.annotations => {
                        Value::Dict(super::nest::Shared::new(std::cell::RefCell::default()))
                    }
                    () if symbol == names.defaults => {
                        let defaults = function.defaults.borrow();
                        if defaults.is_empty() { Value::None } else { Value::tuple(defaults.to_vec()) }
                    }
                    () if symbol == names.kwdefaults => {
                        let defaults = function.keyword_defaults.borrow();
                        if defaults.is_empty() {
                            Value::None
                        } else {
                            let dict = defaults
                                .iter()
                                .map(|(k, v)| (super::value::Key::Str(Rc::clone(k).into()), v.clone()));
                            Value::Dict(super::nest::Shared::new(std::cell::RefCell::new(dict.collect())))
                        }
                    }
                    () if symbol == names.call => object.clone(),
                    () => return Ok(None),
                }))
            }
            Value::Bound(bound) => Ok(Some(match () {
                () if symbol == names.this => bound.this.clone(),
                () if symbol == names.func => bound.function.clone(),
                () => {
                    let function = bound.function.clone();
                    return self.attribute(&function, name).map(Some);
                }
            })),
            Value::Generator(generator) => match name {
                "send" | "throw" | "close" | "__next__" => {
                    let method = super::vm::GeneratorMethod::new(generator.clone(), name);
                    Ok(Some(Value::object(method)))
                }
                "__iter__" => Ok(Some(super::builtins::constant_function(object.clone()))),
                "__name__" => Ok(Some(Value::Str(Rc::clone(&generator.function.code.name).into()))),
                "gi_running" => Ok(Some(Value::Bool(matches!(
                    &*generator.state.borrow(),
                    super::program::GeneratorState::Running
                )))),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    pub(super) fn delete_item(&mut self, container: &Value, index: &Value) -> Result<()> {
        if let Value::Instance(_) = container {
            let names = self.names;
            if let Some(method) = self.special(container, names.delitem) {
                return self.call(&method, Given::places([index.clone()])).map(drop);
            }
            return match Self::payload(container) {
                Some(payload) => self.delete_item(&payload, index),
                None => Err(E::NoItemDeletion { type_name: container.type_name(), by_place: false }.into()),
            };
        }
        self.delete_container_item(container, index)
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
        let name = self.names.array;
        if let Some(method) = self.special(value, name) {
            let array = self.call(&method, Given::default())?;
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
            Value::Def(function) => {
                let function = function.clone();
                self.call_any_function(&function, given)
            }
            Value::Bound(bound) => {
                let bound = bound.clone();
                self.call_bound(&bound, given)
            }
            Value::Class(class) => {
                let class = class.clone();
                self.call_class(&class, given)
            }
            Value::Instance(_) => {
                let name = self.names.call;
                match self.special(callee, name) {
                    Some(method) => self.call(&method, given),
                    None => Err(CallError::NotCallable { type_name: callee.type_name() }.into()),
                }
            }
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

/// The error of a write whose value does not fit, unless the array or the index has one, which comes first.
fn earlier(array: &Array, items: &Items, error: crate::error::Error) -> crate::error::Error {
    index::target(array, items).err().unwrap_or(error)
}

/// What indexing an array gave, as a value.
#[allow(clippy::unnecessary_wraps)]
fn indexed(indexed: Indexed) -> Result<Value> {
    Ok(match indexed {
        Indexed::Scalar(scalar) => Value::Scalar(scalar),
        Indexed::View(array) | Indexed::Copy(array) => Value::Array(array),
    })
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

/// A method of one of Python's own classes, reached through the class.
fn type_method(class: Type, name: &str) -> Option<Value> {
    if name == "__hash__" && matches!(class, Type::List | Type::Dict | Type::Set | Type::Ndarray) {
        return Some(Value::None);
    }
    let table = Table::get();
    let home = match class {
        Type::Object => return super::builtins::method_of_object(name),
        Type::Type => return super::builtins::method_of_type(name),
        Type::Str => Home::Str,
        Type::Bytes => Home::Bytes,
        Type::Other(name) if name == super::builtins::BYTEARRAY => Home::Bytes,
        Type::Other(class) => return super::builtins::class_member(class, name),
        Type::List => Home::List,
        Type::Tuple => Home::Tuple,
        Type::Dict => Home::Dict,
        Type::Set | Type::FrozenSet => Home::Set,
        Type::Range => Home::Range,
        Type::Slice => Home::Slice,
        Type::Int | Type::Float | Type::Complex | Type::Bool => Home::Number,
        _ if known::has("object", name) => return super::builtins::method_of_object(name),
        _ => return None,
    };
    if !known::has(class.name(), name) {
        return None;
    }
    // What makes a value of the class, and needs none.
    if let "fromhex" | "maketrans" | "from_bytes" | "fromkeys" = name {
        let own = table.find(Home::Object(class.name()), name);
        return own.or_else(|| table.find(home, name)).map(Value::Function);
    }
    let special = name.starts_with("__") && table.find(Home::Special, name).is_some();
    let own = table.find(home, name).or_else(|| table.find(Home::Object(class.name()), name));
    if own.is_some() || special && !matches!(name, "__new__" | "__init__") {
        Some(super::builtins::unbound_method(class, name))
    } else {
        super::builtins::method_of_object(name)
    }
}

/// The class of a scalar as a value; used by `type(x)`.
pub(super) fn class_of(value: &Value) -> Value {
    match value {
        Value::Instance(instance) => return Value::Class(instance.class()),
        Value::Class(class) => return class.metaclass.clone().unwrap_or(Value::Type(Type::Type)),
        _ => {}
    }
    Value::Type(match value.type_of() {
        Type::BuiltinMethod => Type::BuiltinFunction,
        other => other,
    })
}

/// The one element of an array with one element.
pub(super) fn only(array: &Array) -> Option<Scalar> {
    (array.size() == 1).then(|| first(array))
}
