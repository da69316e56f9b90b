//! The manner in which NumPy takes arguments, which shows in the order and in the words of its errors.
//!
//! A function written in Python looks at names first, then at places, then at what is missing; ufuncs count their operands before
//! anything else; functions written in C have their arguments read by NumPy's parser, by Python's, or take them by place only.

use crate::error::Error;

use super::call::{Given, Signature};
use super::errors::CallError;
use super::table::{Home, RowId};
use super::value::{Module, Value};

/// How arguments are taken.
enum Manner {
    /// By a function that is written in Python.
    Python,
    /// By a ufunc of so many operands and outputs.
    Ufunc(usize, usize),
    /// By NumPy's parser of arguments in C.
    Numpy,
    /// By Python's parser of arguments in C.
    Parser,
    /// By place only, in C.
    Places,
    /// By Python's parser of arguments in C, or by place only, in a module of its own.
    Native(&'static str),
    /// By place only, through the wrapper around what an operator asks.
    Wrapper,
    /// By a function of Python's own in C: by place only if no parameter has a name.
    Own,
}

impl Manner {
    fn of(row: RowId, this: Option<&Value>) -> Self {
        let (home, name) = (row.row().home, row.name());
        if let (Home::Numpy, Some(ufunc)) = (home, row.ufunc()) {
            return Self::Ufunc(ufunc.nin(), ufunc.nout());
        }
        match (home, name) {
            (Home::Special, "__array__" | "__array_namespace__") => Self::Numpy,
            (Home::Special, "__format__") if !matches!(this, Some(Value::Array(_) | Value::Scalar(_))) => {
                Self::Own
            }
            (Home::Special, "__trunc__" | "__floor__" | "__ceil__" | "__complex__" | "__reversed__") => {
                Self::Own
            }
            (Home::Special, "__getitem__") if matches!(this, Some(Value::List(_) | Value::Dict(_))) => {
                Self::Own
            }
            (Home::Special, "__contains__") if matches!(this, Some(Value::Set(_) | Value::Dict(_))) => {
                Self::Own
            }
            (Home::Special, "__copy__" | "__deepcopy__" | "__format__") => Self::Places,
            (Home::Special, _) => Self::Wrapper,
            (
                Home::Numpy,
                "array" | "asarray" | "asanyarray" | "ascontiguousarray" | "asfortranarray" | "empty"
                | "zeros" | "arange",
            )
            | (Home::Ufunc, "reduce" | "accumulate" | "reduceat") => Self::Numpy,
            (Home::Numpy, "frombuffer" | "fromiter" | "fromstring" | "fromfile") => Self::Parser,
            (Home::Ufunc, "at") => Self::Places,
            (Home::Bare, "property" | "staticmethod" | "classmethod" | "super") => Self::Python,
            (Home::Array, _) if called(row).starts_with('_') => Self::Python,
            (
                Home::Array,
                "byteswap" | "compress" | "cumprod" | "cumsum" | "diagonal" | "put" | "repeat" | "round"
                | "setflags" | "tobytes",
            ) => Self::Parser,
            (Home::Array, "conj" | "fill" | "item" | "nonzero" | "swapaxes" | "tolist" | "transpose") => {
                Self::Places
            }
            (Home::Array, _) => Self::Numpy,
            (Home::Bare, "open") => Self::Native(""),
            (Home::In(Module::Io), "open") => Self::Native(""),
            (Home::In(module), _) if let Some(native) = super::builtins::native_module(module, name) => {
                Self::Native(native)
            }
            (
                Home::Str
                | Home::Bytes
                | Home::List
                | Home::Tuple
                | Home::Dict
                | Home::Set
                | Home::Range
                | Home::Slice
                | Home::Number
                | Home::Bare
                | Home::In(Module::Builtins)
                | Home::Object("bytearray" | "int" | "bytes" | "float" | "str" | "dict_keys" | "dict_items"),
                _,
            ) => Self::Own,
            _ => Self::Python,
        }
    }
}

/// The error of a call whose arguments cannot be bound.
#[cold]
pub(super) fn refusal(row: RowId, signature: &Signature, this: Option<&Value>, given: &Given) -> Error {
    let function = called(row);
    let (count, names) = (given.places.len(), given.names.len());
    let most = signature.most_by_place().unwrap_or(usize::MAX);
    let required = signature.parameters().iter().take(most).filter(|p| p.default.is_none()).count();
    let unexpected = given.names.iter().map(|(name, _)| name).find(|name| signature.is_unexpected(name));
    let twice = signature.given_twice(given);
    let name = |i: usize| signature.parameters()[i].name;
    let error = match Manner::of(row, this) {
        Manner::Ufunc(inputs, outputs) => {
            let most = inputs + outputs;
            match unexpected {
                _ if count < inputs || count > most => {
                    CallError::TooMany { function, least: inputs, most, given: count }
                }
                Some(name) => CallError::Unexpected { function, name: name.to_string() },
                None => CallError::OutTwice {},
            }
        }
        Manner::Numpy => {
            if count > most {
                CallError::TooMany { function, least: required, most, given: count }
            } else if let Some(name) = unexpected {
                CallError::Unexpected { function, name: name.to_string() }
            } else if let Some(i) = twice {
                CallError::ByBoth { function, name: name(i), place: i + 1 }
            } else {
                let i = signature.missing(given).next().unwrap_or_default();
                CallError::MissingAt { function, name: name(i), place: i }
            }
        }
        Manner::Parser => {
            let most = signature.parameters().len();
            if count + names > most {
                CallError::AtMost { function, most, given: count + names }
            } else if let Some(i) = signature.missing(given).next() {
                CallError::MissingAt { function, name: name(i), place: i + 1 }
            } else if let Some(i) = twice {
                CallError::ByBoth { function, name: name(i), place: i + 1 }
            } else {
                let name = unexpected.map_or_else(String::new, ToString::to_string);
                CallError::Invalid { function, name }
            }
        }
        Manner::Places => {
            if names > 0 {
                let class = if row.row().home == Home::Ufunc { "ufunc" } else { "ndarray" };
                CallError::NoNames { class, function }
            } else if required == most {
                let function = if most == 0 { "function".to_owned() } else { format!("{function}()") };
                CallError::Exactly { function, most, given: count }
            } else if count < required {
                CallError::AtLeast { function, least: required, given: count }
            } else {
                CallError::AtMost { function, most, given: count }
            }
        }
        Manner::Native(module) => native_refusal(row.name(), module, signature, given),
        Manner::Own => return own_refusal(row, signature, this, given),
        Manner::Wrapper => {
            if names > 0 {
                CallError::NoNamesForWrapper { function }
            } else if required == most {
                CallError::Expected { most, given: count }
            } else if count < required {
                CallError::ExpectedAtLeast { least: required, given: count }
            } else {
                CallError::ExpectedAtMost { most, given: count }
            }
        }
        Manner::Python => {
            if let Some(unexpected) = unexpected {
                let is_misplaced = |n: &&str| signature.place(n).is_some() && signature.named(n).is_none();
                let misplaced: Vec<&str> =
                    given.names.iter().map(|(n, _)| &**n).filter(is_misplaced).collect();
                if row.row().home == Home::Numpy && !misplaced.is_empty() {
                    CallError::PositionalOnly { function, names: misplaced.join(", ") }
                } else {
                    CallError::Unexpected { function, name: unexpected.to_string() }
                }
            } else if let Some(i) = twice {
                CallError::Multiple { function: row.name(), name: name(i).to_owned() }
            } else if count > most {
                // A function in Python counts the object whose method it is.
                let this = usize::from(this.is_some());
                CallError::TooMany {
                    function,
                    least: required + this,
                    most: most + this,
                    given: count + this,
                }
            } else {
                let names = Names(signature.missing(given).map(name).collect());
                CallError::Missing { function: row.name(), names }
            }
        }
    };
    error.into()
}

/// The error of a call to a function of one of Python's modules in C.
fn native_refusal(function: &str, module: &str, signature: &Signature, given: &Given) -> CallError {
    let (count, names) = (given.places.len(), given.names.len());
    let parameters = signature.parameters();
    let most = signature.most_by_place().unwrap_or(usize::MAX);
    let required = parameters.iter().take(most).filter(|p| p.default.is_none()).count();
    if (module, function) == ("math", "log") {
        return if names > 0 {
            CallError::NoNamesOf { function: function.to_owned() }
        } else {
            CallError::Requires { function: format!("{module}.{function}"), least: 1, most: 2 }
        };
    }
    if names > 0 && !parameters.iter().any(|p| p.by_name) {
        if module == "itertools" {
            return CallError::NoNamesOf { function: function.to_owned() };
        }
        return CallError::NoNamesIn { module: module.to_owned(), function: function.to_owned() };
    }
    if !parameters.iter().any(|p| p.by_name) {
        let function = function.to_owned();
        return if most == 0 {
            CallError::NoArguments { module: module.to_owned(), function, given: count }
        } else if required == 1 && most == 1 && module != "itertools" {
            CallError::ExactlyOne { module: module.to_owned(), function, given: count }
        } else if required == most {
            CallError::NativeExactly { function, most, given: count }
        } else if count < required {
            CallError::NativeAtLeast { function, least: required, given: count }
        } else {
            CallError::NativeAtMost { function, most, given: count }
        };
    }
    let function = function.to_owned();
    let unexpected = given.names.iter().map(|(name, _)| name).find(|name| signature.is_unexpected(name));
    if signature.most_by_place().is_some() && count + names > parameters.len() {
        CallError::AtMost { function, most: parameters.len(), given: count + names }
    } else if signature.most_by_place().is_some_and(|most| count > most) {
        if required == most {
            CallError::ExactlyPlaces { function, most, given: count }
        } else {
            CallError::AtMostPlaces { function, most, given: count }
        }
    } else if let Some(i) = signature.missing(given).next() {
        CallError::MissingAt { function, name: parameters[i].name, place: i + 1 }
    } else if let Some(i) = signature.given_twice(given) {
        CallError::ByBoth { function, name: parameters[i].name, place: i + 1 }
    } else {
        CallError::Invalid { function, name: unexpected.map_or_else(String::new, ToString::to_string) }
    }
}

/// The error of a call of a function of Python's own, in the words of the way in which it takes its arguments.
fn own_refusal(row: RowId, signature: &Signature, this: Option<&Value>, given: &Given) -> Error {
    let name = row.name();
    let whole = match this {
        Some(this) => format!("{}.{name}", this.type_name()),
        None => name.to_owned(),
    };
    let (count, names) = (given.places.len(), given.names.len());
    let most = signature.most_by_place();
    let required = signature.parameters().iter().take(most.unwrap_or(usize::MAX));
    let required = required.filter(|p| p.default.is_none() && most.is_some()).count();
    let total = signature.parameters().len();
    let by_place_only = signature.parameters().iter().all(|p| !p.by_name);
    let s = |n: usize| if n == 1 { "" } else { "s" };
    // These read their arguments by a format, which words a wrong number in a way of its own.
    let by_format = matches!(
        (row.row().home, name),
        (
            Home::Str | Home::Bytes,
            "find" | "rfind" | "index" | "rindex" | "count" | "startswith" | "endswith"
        )
    );
    let message = if by_place_only {
        match most {
            _ if names > 0 => format!("{whole}() takes no keyword arguments"),
            Some(0) => format!("{whole}() takes no arguments ({count} given)"),
            Some(1) if required == 1 => format!("{whole}() takes exactly one argument ({count} given)"),
            Some(_) if by_format && count < required => {
                format!("{name}() takes at least {required} argument{} ({count} given)", s(required))
            }
            Some(most) if by_format => {
                format!("{name}() takes at most {most} argument{} ({count} given)", s(most))
            }
            Some(most) if required == most => {
                format!("{name} expected {most} argument{}, got {count}", s(most))
            }
            Some(most) if count > most => {
                format!("{name} expected at most {most} argument{}, got {count}", s(most))
            }
            _ => format!("{name} expected at least {required} argument{}, got {count}", s(required)),
        }
    } else if let Some(most) = most
        && count + names > total
    {
        match most {
            0 if count > 0 => format!("{name}() takes no positional arguments"),
            _ if names == 0 && most < total && required < most => {
                format!("{name}() takes at most {most} positional argument{} ({count} given)", s(most))
            }
            _ if names == 0 && most < total && most == required => {
                format!("{name} expected {most} argument{}, got {count}", s(most))
            }
            _ => {
                let (exactly, kind) = (
                    if required == total { "exactly" } else { "at most" },
                    if count == 0 { "keyword " } else { "" },
                );
                format!(
                    "{name}() takes {exactly} {total} {kind}argument{} ({} given)",
                    s(total),
                    count + names
                )
            }
        }
    } else if let Some(most) = most
        && count > most
    {
        match most {
            0 => format!("{name}() takes no positional arguments"),
            _ if required == most => format!("{name} expected {most} argument{}, got {count}", s(most)),
            _ => format!("{name}() takes at most {most} positional argument{} ({count} given)", s(most)),
        }
    } else if let Some(i) = signature.missing(given).next() {
        let parameter = &signature.parameters()[i];
        if parameter.by_name {
            format!("{name}() missing required argument '{}' (pos {})", parameter.name, i + 1)
        } else if required == total || most == Some(required) {
            format!("{name} expected {required} argument{}, got {count}", s(required))
        } else {
            format!("{name}() takes at least {required} positional argument{} ({count} given)", s(required))
        }
    } else if let Some(i) = signature.given_twice(given) {
        let name_of = signature.parameters()[i].name;
        format!("argument for {name}() given by name ('{name_of}') and position ({})", i + 1)
    } else {
        let unexpected = given.names.iter().map(|(name, _)| name).find(|name| signature.is_unexpected(name));
        format!("'{}' is an invalid keyword argument for {name}()", unexpected.map_or("", |name| name))
    };
    super::errors::ValueKindError::Type { message }.into()
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
