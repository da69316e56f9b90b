//! Calls: parameters as a `def` would write them, and arguments bound to them by Python's rules.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::error::Result;
use crate::memory::Array;

use super::errors::CallError;
use super::table::{Home, RowId};
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

    fn place(&self, name: &str) -> Option<usize> {
        self.parameters.iter().position(|p| p.name == name)
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
    /// What `*args` took.
    pub rest: SmallVec<[Value; 4]>,
    /// What `**kwargs` took.
    pub extra: Vec<(Rc<str>, Value)>,
}

impl Args {
    /// Binds what a call gives to the parameters of a row, for a method with its object.
    pub fn bind(row: RowId, this: Option<Value>, given: Given) -> Result<Self> {
        let signature = row.signature();
        let mut values: SmallVec<[Option<Value>; 6]> = SmallVec::new();
        let mut rest: SmallVec<[Value; 4]> = SmallVec::new();
        let count = given.places.len();
        for value in given.places {
            if values.len() < signature.by_place {
                values.push(Some(value));
            } else {
                rest.push(value);
            }
        }
        if !rest.is_empty() && !signature.rest {
            return Err(too_many(row, signature, count, this.is_some()));
        }
        values.resize(signature.parameters.len(), None);
        let (mut extra, mut misplaced) = (Vec::new(), Vec::new());
        for (name, value) in given.names {
            match signature.place(&name) {
                Some(i) if signature.parameters[i].by_name => {
                    if values[i].is_some() {
                        return Err(
                            CallError::Multiple { function: row.name(), name: name.to_string() }.into()
                        );
                    }
                    values[i] = Some(value);
                }
                _ if signature.extra => extra.push((name, value)),
                Some(_) if row.row().home == Home::Numpy => misplaced.push(name.to_string()),
                _ => {
                    return Err(
                        CallError::Unexpected { function: called(row), name: name.to_string() }.into()
                    );
                }
            }
        }
        if !misplaced.is_empty() {
            let names = misplaced.join(", ");
            return Err(CallError::PositionalOnly { function: called(row), names }.into());
        }
        let missing: SmallVec<[&'static str; 4]> = signature
            .parameters
            .iter()
            .zip(&values)
            .filter(|(p, v)| p.default.is_none() && v.is_none())
            .map(|(p, _)| p.name)
            .collect();
        if !missing.is_empty() {
            return Err(CallError::Missing { function: row.name(), names: Names(missing.to_vec()) }.into());
        }
        Ok(Self { row, this, values, rest, extra })
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

fn too_many(row: RowId, signature: &Signature, given: usize, method: bool) -> crate::error::Error {
    // NumPy's own methods are written in C and do not count their array; those that it passes on to Python do.
    let function = called(row);
    let this = usize::from(method && (row.row().home != Home::Array || function.starts_with('_')));
    let most = signature.by_place + this;
    let least =
        signature.parameters[..signature.by_place].iter().filter(|p| p.default.is_none()).count() + this;
    CallError::TooMany { function, least, most, given: given + this }.into()
}

/// The name that an error about a call gives: some methods of arrays are Python functions under names of their own.
fn called(row: RowId) -> String {
    match (row.row().home, row.name()) {
        (Home::Array, name @ ("max" | "min")) => format!("_a{name}"),
        (Home::Array, name @ ("sum" | "prod" | "any" | "all" | "mean" | "std" | "var" | "clip")) => {
            format!("_{name}")
        }
        (_, name) => name.to_owned(),
    }
}

/// Names as Python lists them: `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`.
#[derive(Debug, Clone, PartialEq)]
pub struct Names(pub Vec<&'static str>);

impl std::fmt::Display for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let n = self.0.len();
        for (i, name) in self.0.iter().enumerate() {
            let before = match i {
                0 => "",
                _ if n == 2 => " and ",
                _ if i + 1 == n => ", and ",
                _ => ", ",
            };
            write!(f, "{before}'{name}'")?;
        }
        Ok(())
    }
}

/// The words of "takes … positional arguments but … given".
pub(super) struct TooMany(pub usize, pub usize, pub usize);

impl std::fmt::Display for TooMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(least, most, given) = *self;
        if least == most {
            write!(f, "takes {most} positional argument{}", if most == 1 { "" } else { "s" })?;
        } else {
            write!(f, "takes from {least} to {most} positional arguments")?;
        }
        write!(f, " but {given} {} given", if given == 1 { "was" } else { "were" })
    }
}
