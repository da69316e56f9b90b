//! Calls: parameters as a `def` would write them, and arguments bound to them by Python's rules.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::Array;

use super::errors::CallError;
use super::manner::{self, Names};
use super::table::RowId;
use super::value::Value;

/// The parameters of a function.
#[derive(Debug)]
pub struct Signature {
    parameters: Vec<Parameter>,
    /// How many may be given by place.
    by_place: usize,
    /// The place of `*args`, if there is one.
    rest: bool,
    /// Whether there is a `**kwargs`.
    extra: bool,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its default, as written; `None` if it must be given.
    pub default: Option<&'static str>,
    /// Whether it may be given by name.
    pub by_name: bool,
}

impl Signature {
    /// Reads parameters as a `def` writes them: `a, /, axis=0, *, out=None`. `*name` takes the remaining places.
    pub fn parse(text: &'static str) -> Self {
        let mut signature = Self { parameters: Vec::new(), by_place: 0, rest: false, extra: false };
        let mut by_place = true;
        for part in split_top(text) {
            match part {
                "" => {}
                "/" => signature.parameters.iter_mut().for_each(|p| p.by_name = false),
                "*" => by_place = false,
                _ if part.starts_with("**") => signature.extra = true,
                _ if part.starts_with('*') => {
                    signature.rest = true;
                    by_place = false;
                }
                _ => {
                    let (name, default) = match part.split_once('=') {
                        Some((name, default)) => (name.trim(), Some(default.trim())),
                        None => (part, None),
                    };
                    signature.parameters.push(Parameter { name, default, by_name: true });
                    signature.by_place += usize::from(by_place);
                }
            }
        }
        signature
    }

    /// The named parameters.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The place of a parameter.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|p| p.name == name)
    }

    /// The place of a parameter that may be given by name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.place(name).filter(|&i| self.parameters[i].by_name)
    }

    /// How many may be given by place; `None` if there is no limit.
    pub fn most_by_place(&self) -> Option<usize> {
        (!self.rest).then_some(self.by_place)
    }

    /// The places of the parameters that must be given and are not.
    pub fn missing(&self, given: &Given) -> impl Iterator<Item = usize> {
        let by_place = given.places.len().min(self.by_place);
        (by_place..self.parameters.len()).filter(move |&i| {
            let parameter = &self.parameters[i];
            parameter.default.is_none()
                && !(parameter.by_name && given.names.iter().any(|(name, _)| **name == *parameter.name))
        })
    }

    /// Whether a parameter is given by place and by name, or by name twice: its place.
    pub fn given_twice(&self, given: &Given) -> Option<usize> {
        let by_place = given.places.len().min(self.by_place);
        given.names.iter().enumerate().find_map(|(n, (name, _))| {
            let twice = |i: usize| i < by_place || given.names[..n].iter().any(|(other, _)| other == name);
            self.named(name).filter(|&i| twice(i))
        })
    }

    /// Whether a name that is given is no parameter, and there is nothing that takes such.
    pub fn is_unexpected(&self, name: &str) -> bool {
        !self.extra && self.named(name).is_none()
    }

    /// Whether arguments can be bound.
    fn fits(&self, given: &Given) -> bool {
        self.most_by_place().is_none_or(|most| given.places.len() <= most)
            && !given.names.iter().any(|(name, _)| self.is_unexpected(name))
            && self.given_twice(given).is_none()
            && self.missing(given).next().is_none()
    }
}

/// The parts of a parameter list, split at commas outside of brackets and quotes.
fn split_top(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut depth = 0;
    let mut quoted = false;
    text.split(move |c: char| {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0 && !quoted
    })
    .map(str::trim)
}

/// Arguments as a call gives them.
#[derive(Debug, Default)]
pub struct Given {
    /// By place.
    pub places: SmallVec<[Value; 4]>,
    /// By name.
    pub names: Vec<(Rc<str>, Value)>,
}

impl Given {
    /// Arguments by place only.
    pub fn places(places: impl IntoIterator<Item = Value>) -> Self {
        Self { places: places.into_iter().collect(), names: Vec::new() }
    }
}

/// Arguments bound to the parameters of a row.
#[derive(Debug)]
pub struct Args {
    row: RowId,
    this: Option<Value>,
    values: SmallVec<[Option<Value>; 6]>,
    /// How many were given by place.
    pub by_place: usize,
    /// What `*args` took.
    pub rest: SmallVec<[Value; 4]>,
    /// What `**kwargs` took.
    pub extra: Vec<(Rc<str>, Value)>,
}

impl Args {
    /// Binds what a call gives to the parameters of a row, for a method with its object.
    pub fn bind(row: RowId, this: Option<Value>, given: Given) -> Result<Self> {
        let signature = row.signature();
        if !signature.fits(&given) {
            return Err(manner::refusal(row, signature, this.as_ref(), &given));
        }
        let by_place = given.places.len();
        let mut places = given.places.into_iter();
        let mut values: SmallVec<[Option<Value>; 6]> =
            places.by_ref().take(signature.by_place).map(Some).collect();
        values.resize(signature.parameters.len(), None);
        let mut extra = Vec::new();
        for (name, value) in given.names {
            match signature.named(&name) {
                Some(i) => values[i] = Some(value),
                None => extra.push((name, value)),
            }
        }
        Ok(Self { row, this, values, by_place, rest: places.collect(), extra })
    }

    /// The row that is called.
    pub fn row(&self) -> RowId {
        self.row
    }

    /// The name of what is called.
    pub fn function(&self) -> &'static str {
        self.row.name()
    }

    /// The object whose method it is.
    pub fn this(&self) -> &Value {
        self.this.as_ref().unwrap_or(&Value::None)
    }

    /// The array whose method it is.
    pub fn this_array(&self) -> Result<Array> {
        match &self.this {
            Some(Value::Array(array)) => Ok(array.clone()),
            _ => Err(CallError::Missing { function: self.function(), names: Names(vec!["self"]) }.into()),
        }
    }

    /// The argument of a parameter; `None` if it was not given. `None` given by the caller comes as `Value::None`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let place = self.row.signature().place(name);
        debug_assert!(place.is_some(), "{} has no parameter {name}", self.function());
        self.values[place?].as_ref()
    }

    /// The argument of a parameter, unless it was not given or is `None`.
    pub fn some(&self, name: &str) -> Option<&Value> {
        self.get(name).filter(|value| !matches!(value, Value::None))
    }

    /// The argument of a parameter that must be given (or `None` where its default is meant).
    pub fn value(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(&Value::None)
    }

    /// Whether the argument is given and true; for parameters that are switches.
    pub fn flag(&self, name: &str, default: bool) -> bool {
        self.get(name).map_or(default, super::convert::simple_truth)
    }
}
