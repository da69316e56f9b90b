//! What annotations say of types: `list[int]`, `int | None`.

use std::any::Any;
use std::rc::Rc;

use crate::error::Result;

use super::super::call::Given;
use super::super::interp::Interp;
use super::super::object::Object;
use super::super::value::{Type, Value};

/// `list[int]`
#[derive(Debug)]
struct Alias {
    origin: Value,
    args: Vec<Value>,
}

/// `int | None`
#[derive(Debug)]
struct Union(Vec<Value>);

/// Whether values of a class hold others, of which an index may say more.
fn is_generic(class: &Value) -> bool {
    match class {
        Value::Type(class) => matches!(
            class,
            Type::List
                | Type::Tuple
                | Type::Dict
                | Type::Set
                | Type::FrozenSet
                | Type::Type
                | Type::Ndarray
                | Type::DType
                | Type::Other(_)
        ),
        Value::Function(row) => matches!(row.name(), "enumerate" | "zip" | "map" | "filter" | "reversed"),
        _ => false,
    }
}

/// `class[index]`, if the class is generic.
pub(in super::super) fn alias_of(class: &Value, index: &Value) -> Option<Value> {
    let args = match index {
        Value::Tuple(items) => items.to_vec(),
        one => vec![one.clone()],
    };
    is_generic(class).then(|| Value::object(Alias { origin: class.clone(), args }))
}

/// The class that `class[index]` is of.
pub(in super::super) fn origin_of(object: &dyn Object) -> Option<Value> {
    object.as_any().downcast_ref::<Alias>().map(|alias| alias.origin.clone())
}

/// The classes of a union.
pub(in super::super) fn union_parts(value: &Value) -> Option<Vec<Value>> {
    let Value::Object(object) = value else { return None };
    let parts = &object.as_any().downcast_ref::<Union>()?.0;
    let class = |part: &Value| match part {
        Value::None => Value::Type(Type::NoneType),
        other => other.clone(),
    };
    Some(parts.iter().map(class).collect())
}

/// `left | right` of classes.
pub(in super::super) fn union_of(left: &Value, right: &Value) -> Option<Value> {
    let is_class = |value: &Value| match value {
        Value::Type(_) | Value::Class(_) => true,
        Value::Object(object) => object.as_any().is::<Alias>() || object.as_any().is::<Union>(),
        _ => false,
    };
    let fits = |value: &Value| is_class(value) || matches!(value, Value::None);
    if !(is_class(left) || is_class(right)) || !fits(left) || !fits(right) {
        return None;
    }
    let mut parts: Vec<Value> = Vec::new();
    for side in [left, right] {
        let own = match side {
            Value::Object(object) => object.as_any().downcast_ref::<Union>().map(|union| union.0.clone()),
            _ => None,
        };
        for part in own.unwrap_or_else(|| vec![side.clone()]) {
            let part = if matches!(part, Value::Type(Type::NoneType)) { Value::None } else { part };
            if !parts.iter().any(|other| other.is(&part)) {
                parts.push(part);
            }
        }
    }
    if let [only] = parts.as_slice() {
        return Some(only.clone());
    }
    Some(Value::object(Union(parts)))
}

/// A class as annotations are shown.
fn shown(interp: &Interp, part: &Value) -> String {
    match part {
        Value::Ellipsis => "...".to_owned(),
        Value::Type(class) => class.qualified(),
        Value::Class(class) => {
            let name = interp.class_qualname(class);
            if class.module.is_empty() { name } else { format!("{}.{name}", class.module) }
        }
        Value::List(list) => {
            let items: Vec<String> = list.items().iter().map(|item| shown(interp, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Function(row) => row.name().to_owned(),
        other => interp.repr(other),
    }
}

impl Object for Alias {
    fn type_name(&self) -> &'static str {
        "types.GenericAlias"
    }

    fn repr(&self, interp: &Interp) -> String {
        let args: Vec<String> = self.args.iter().map(|arg| shown(interp, arg)).collect();
        let args = if args.is_empty() { "()".to_owned() } else { args.join(", ") };
        format!("{}[{args}]", shown(interp, &self.origin))
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        match name {
            "__origin__" => Ok(Some(self.origin.clone())),
            "__args__" => Ok(Some(Value::tuple(self.args.clone()))),
            "__parameters__" => Ok(Some(Value::tuple(Vec::new()))),
            "__class__" => Ok(None),
            _ => interp.attribute(&self.origin, name).map(Some),
        }
    }

    fn index(&self, _interp: &mut Interp, _index: &Value) -> Result<Option<Value>> {
        Ok(Some(Value::object(Self { origin: self.origin.clone(), args: self.args.clone() })))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, given: &Given) -> Result<Option<Value>> {
        let given = Given { places: given.places.clone(), names: given.names.clone() };
        interp.call(&self.origin, given).map(Some)
    }

    fn parts(&self) -> Vec<Value> {
        self.args.clone()
    }

    fn equals(&self, interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(Some(false)) };
        let Some(other) = other.as_any().downcast_ref::<Self>() else { return Ok(Some(false)) };
        if !self.origin.is(&other.origin) || self.args.len() != other.args.len() {
            return Ok(Some(false));
        }
        for (a, b) in self.args.iter().zip(&other.args) {
            if !interp.equal(a, b, 0)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Object for Union {
    fn type_name(&self) -> &'static str {
        "types.UnionType"
    }

    fn repr(&self, interp: &Interp) -> String {
        let parts: Vec<String> = self.0.iter().map(|part| shown(interp, part)).collect();
        parts.join(" | ")
    }

    fn attribute(&self, _interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__args__" => union_parts(&Value::object(Self(self.0.clone()))).map(Value::tuple),
            "__parameters__" => Some(Value::tuple(Vec::new())),
            _ => None,
        })
    }

    fn parts(&self) -> Vec<Value> {
        self.0.clone()
    }

    fn equals(&self, _interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(Some(false)) };
        let Some(other) = other.as_any().downcast_ref::<Self>() else { return Ok(Some(false)) };
        let within = |a: &Self, b: &Self| a.0.iter().all(|part| b.0.iter().any(|o| Self::same(part, o)));
        Ok(Some(within(self, other) && within(other, self)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Union {
    fn same(a: &Value, b: &Value) -> bool {
        match (a, b) {
            (Value::Object(a), Value::Object(b)) => Rc::ptr_eq(a, b),
            _ => a.is(b),
        }
    }
}
