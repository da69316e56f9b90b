//! Modules, and what a bare name means.

use crate::memory::{DType, Scalar};

use super::table::{Home, Table};
use super::value::{Abstract, Module, Type, Value};

/// What a name that nobody bound means: as after `import numpy as np` and `from numpy import *`, except that Python's own classes
/// keep their names.
pub fn bare(name: &str) -> Option<Value> {
    if let Some(class) = python_type(name) {
        return Some(Value::Type(class));
    }
    match name {
        "np" => return Some(Value::Module(Module::Numpy)),
        "Ellipsis" => return Some(Value::Ellipsis),
        "NotImplemented" => return Some(Value::NotImplemented),
        "__name__" => return Some(Value::str("__main__")),
        _ => {}
    }
    member(Module::Numpy, name).or_else(|| Table::get().find(Home::Bare, name).map(Value::Function))
}

/// The names that [`bare`] knows.
pub fn bare_names() -> impl Iterator<Item = &'static str> {
    let table = Table::get();
    PYTHON_TYPES
        .iter()
        .map(|(name, _)| *name)
        .chain(["np", "Ellipsis", "NotImplemented"])
        .chain(member_names(Module::Numpy))
        .chain(table.names(Home::Bare))
}

const PYTHON_TYPES: [(&str, Type); 18] = [
    ("object", Type::Object),
    ("set", Type::Set),
    ("frozenset", Type::FrozenSet),
    ("bool", Type::Bool),
    ("int", Type::Int),
    ("float", Type::Float),
    ("complex", Type::Complex),
    ("str", Type::Str),
    ("bytes", Type::Bytes),
    ("list", Type::List),
    ("tuple", Type::Tuple),
    ("dict", Type::Dict),
    ("slice", Type::Slice),
    ("range", Type::Range),
    ("type", Type::Type),
    ("bytearray", Type::Other(super::builtins::BYTEARRAY)),
    ("memoryview", Type::Other("memoryview")),
    ("ndarray", Type::Ndarray),
];

/// Python's own class of this name.
pub fn python_type(name: &str) -> Option<Type> {
    PYTHON_TYPES.iter().find(|(n, _)| *n == name).map(|(_, class)| *class)
}

/// Names of NumPy's scalar classes beside the dtypes' own.
const SCALAR_ALIASES: [(&str, DType); 20] = [
    ("bool_", DType::Bool),
    ("byte", DType::Int8),
    ("ubyte", DType::UInt8),
    ("short", DType::Int16),
    ("ushort", DType::UInt16),
    ("intc", DType::Int32),
    ("uintc", DType::UInt32),
    ("int_", DType::Int64),
    ("uint", DType::UInt64),
    ("intp", DType::Int64),
    ("uintp", DType::UInt64),
    ("long", DType::Int64),
    ("ulong", DType::UInt64),
    ("longlong", DType::Int64),
    ("ulonglong", DType::UInt64),
    ("half", DType::Float16),
    ("single", DType::Float32),
    ("double", DType::Float64),
    ("csingle", DType::Complex64),
    ("cdouble", DType::Complex128),
];

const CONSTANTS: [(&str, Value); 8] = [
    ("pi", Value::Float(std::f64::consts::PI)),
    ("e", Value::Float(std::f64::consts::E)),
    ("euler_gamma", Value::Float(0.577_215_664_901_532_9)),
    ("inf", Value::Float(f64::INFINITY)),
    ("nan", Value::Float(f64::NAN)),
    ("newaxis", Value::None),
    ("little_endian", Value::Bool(cfg!(target_endian = "little"))),
    ("linalg", Value::Module(Module::Linalg)),
];

/// What `module.name` means.
pub fn member(module: Module, name: &str) -> Option<Value> {
    let table = Table::get();
    if module == Module::Numpy {
        if let Some(row) = table.find(Home::Numpy, name) {
            return Some(Value::Function(row));
        }
        if let Some(dtype) = DType::ALL.into_iter().find(|d| d.name() == name) {
            return Some(Value::Type(Type::Scalar(dtype)));
        }
        if let Some((_, dtype)) = SCALAR_ALIASES.iter().find(|(n, _)| *n == name) {
            return Some(Value::Type(Type::Scalar(*dtype)));
        }
        if let Some((_, class)) = Abstract::ALL.iter().find(|(n, _)| *n == name) {
            return Some(Value::Type(Type::Abstract(*class)));
        }
        if let Some((_, value)) = CONSTANTS.iter().find(|(n, _)| *n == name) {
            return Some(value.clone());
        }
        return Some(match name {
            "ndarray" => Value::Type(Type::Ndarray),
            "dtype" => Value::Type(Type::DType),
            "ufunc" => Value::Type(Type::Ufunc),
            "True_" => Value::Scalar(Scalar::new(crate::memory::Bool::from(true))),
            "False_" => Value::Scalar(Scalar::new(crate::memory::Bool::from(false))),
            "lib" => Value::Module(Module::Lib),
            "exceptions" => Value::Module(Module::Exceptions),
            "__version__" => Value::str("2.4.6"),
            _ => return super::builtins::special_member(name),
        });
    }
    if let Some(value) = super::builtins::module_member(module, name) {
        return Some(value);
    }
    if let Some(row) = table.find(Home::In(module), name) {
        return Some(Value::Function(row));
    }
    match (module, name) {
        (Module::Support, _) => super::builtins::support_member(name),
        (Module::Lib, "stride_tricks") => Some(Value::Module(Module::StrideTricks)),
        (Module::Lib, "array_utils") => Some(Value::Module(Module::ArrayUtils)),
        (Module::Math, "pi" | "e" | "inf" | "nan") => {
            CONSTANTS.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone())
        }
        _ => None,
    }
}

/// The names that [`member`] knows, for completion and suggestions.
pub fn member_names(module: Module) -> Box<dyn Iterator<Item = &'static str>> {
    let table = Table::get();
    match module {
        Module::Numpy => Box::new(
            table
                .names(Home::Numpy)
                .chain(DType::ALL.into_iter().map(DType::name))
                .chain(SCALAR_ALIASES.iter().map(|(n, _)| *n))
                .chain(Abstract::ALL.iter().map(|(n, _)| *n))
                .chain(CONSTANTS.iter().map(|(n, _)| *n))
                .chain(super::builtins::BRACKETED)
                .chain(["ndarray", "dtype", "ufunc", "True_", "False_", "lib", "exceptions"]),
        ),
        other => Box::new(table.names(Home::In(other)).chain(super::builtins::module_constants(other))),
    }
}

/// The module of a dotted name, if there is one.
pub fn by_name(name: &str) -> Option<Module> {
    Module::ALL.into_iter().find(|m| m.name() == name)
}
