//! `int | str`: one of several classes, as `isinstance` and annotations take it.

use std::any::Any;

use crate::error::Result;

use super::super::interp::Interp;
use super::super::object::Object;
use super::super::value::{Type, Value};

/// One of several classes.
#[derive(Debug)]
pub(in super::super) struct Union(Vec<Value>);

/// The classes of a union.
pub(in super::super) fn union_parts(value: &Value) -> Option<Value> {
    let Value::Object(object) = value else { return None };
    let union = object.as_any().downcast_ref::<Union>()?;
    let class = |part: &Value| match part {
        Value::None => Value::Type(Type::NoneType),
        other => other.clone(),
    };
    Some(Value::tuple(union.0.iter().map(class).collect()))
}

/// `left | right` of classes; `None` if they are none.
pub(in super::super) fn union_of(left: &Value, right: &Value) -> Option<Value> {
    let is_class =
        |value: &Value| matches!(value, Value::Type(_) | Value::Class(_)) || union_parts(value).is_some();
    let may_be = |value: &Value| matches!(value, Value::None) || is_class(value);
    if !(is_class(left) && may_be(right) || may_be(left) && is_class(right)) {
        return None;
    }
    let mut parts: Vec<Value> = Vec::new();
    for side in [left, right] {
        let own = match side {
            Value::Object(object) => object.as_any().downcast_ref::<Union>().map(|union| union.0.clone()),
            _ => None,
        };
        for part in own.unwrap_or_else(|| vec![side.clone()]) {
            if !parts.iter().any(|other| same(other, &part)) {
                parts.push(part);
            }
        }
    }
    if parts.len() == 1 {
        return parts.pop();
    }
    Some(Value::object(Union(parts)))
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Type(a), Value::Type(b)) => a == b,
        (a, b) => a.is(b),
    }
}

impl Object for Union {
    fn type_name(&self) -> &'static str {
        "types.UnionType"
    }

    fn repr(&self, interp: &Interp) -> String {
        let name = |part: &Value| match part {
            Value::Type(class) => class.qualified(),
            Value::Class(class) => match &*class.module {
                "" => class.name().to_string(),
                module => format!("{module}.{}", interp.class_qualname(class)),
            },
            other => interp.repr(other),
        };
        self.0.iter().map(name).collect::<Vec<_>>().join(" | ")
    }

    fn attribute(&self, _interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok((name == "__args__").then(|| union_parts(&Value::object(Self(self.0.clone())))).flatten())
    }

    fn equals(&self, _interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        let Value::Object(other) = other else { return Ok(None) };
        let Some(other) = other.as_any().downcast_ref::<Self>() else { return Ok(None) };
        let within = |a: &[Value], b: &[Value]| a.iter().all(|x| b.iter().any(|y| same(x, y)));
        Ok(Some(within(&self.0, &other.0) && within(&other.0, &self.0)))
    }

    fn parts(&self) -> Vec<Value> {
        self.0.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
