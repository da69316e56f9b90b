//! Python's modules that are native code: a file a module, and the classes in them.

pub(super) mod arguments;
pub(super) mod cmath;
mod error_function;
pub(super) mod math;
pub(super) mod random;
mod real;

use crate::error::{Exception, Result};

use super::super::call::{Args, Given};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Home, Table};
use super::super::value::{Module, Type, Value};

/// A class of such a module.
struct NativeClass {
    /// The name, with its module.
    name: &'static str,
    /// The module that it is reached in.
    module: Module,
    /// What it inherits from, if that is not `object`.
    parent: Option<&'static str>,
}

const fn class(name: &'static str, module: Module, parent: Option<&'static str>) -> NativeClass {
    NativeClass { name, module, parent }
}

/// The classes.
const CLASSES: &[NativeClass] = &[
    class(random::RANDOM, Module::Random, None),
    class(random::SYSTEM, Module::Random, Some(random::RANDOM)),
];

/// Exceptions that such a module names.
const EXCEPTIONS: &[(Module, &str, Exception)] = &[];

/// The modules whose functions take their arguments as code in C does.
pub(in super::super) fn is_native(module: Module) -> bool {
    matches!(module, Module::Math | Module::Cmath | Module::Itertools | Module::Time | Module::Sys)
}

fn short(name: &'static str) -> &'static str {
    name.rsplit('.').next().unwrap_or(name)
}

fn find(name: &str) -> Option<&'static NativeClass> {
    CLASSES.iter().find(|class| class.name == name)
}

/// A class and all that it inherits from.
pub(in super::super) fn class_and_bases(name: &'static str) -> impl Iterator<Item = &'static str> {
    std::iter::successors(Some(name), |name| find(name).and_then(|class| class.parent))
}

/// The name of a class in errors: one that is written in Python goes without its module.
pub(in super::super) fn name_in_errors(name: &'static str) -> &'static str {
    let in_python = ["random.", "pathlib.", "timeit.", "tempfile."];
    if in_python.iter().any(|module| name.starts_with(module)) { short(name) } else { name }
}

/// `module.name` where that is a class or a constant.
pub(in super::super) fn module_member(module: Module, name: &str) -> Option<Value> {
    let class = CLASSES.iter().find(|class| class.module == module && short(class.name) == name);
    if let Some(class) = class {
        return Some(Value::Type(Type::Other(class.name)));
    }
    match module {
        Module::Math => math::constant(name),
        Module::Cmath => cmath::constant(name),
        _ => None,
    }
}

/// The names of the constants and of the classes that have no row.
pub(in super::super) fn module_constants(module: Module) -> Vec<&'static str> {
    let constants: &[&str] = match module {
        Module::Math => math::CONSTANTS,
        Module::Cmath => cmath::CONSTANTS,
        _ => &[],
    };
    let table = Table::get();
    let classes = CLASSES.iter().filter(|class| class.module == module).map(|class| short(class.name));
    constants
        .iter()
        .copied()
        .chain(classes.filter(|name| table.find(Home::In(module), name).is_none()))
        .collect()
}

/// `class(…)` of such a class.
pub(super) fn construct(interp: &mut Interp, name: &'static str, given: Given) -> Result<Value> {
    let row = find(name).and_then(|class| Table::get().find(Home::In(class.module), short(name)));
    match row {
        Some(row) => (row.row().run)(interp, Args::bind(row, None, given)?),
        None => Err(E::Type { message: format!("cannot create '{name}' instances") }.into()),
    }
}

/// `class.name`: a function of the class itself, a method not bound to an object, a constant.
pub(in super::super) fn class_member(class: &'static str, name: &str) -> Option<Value> {
    let table = Table::get();
    for base in class_and_bases(class) {
        if let Some(row) = table.find(Home::Class(base), name) {
            return Some(Value::Function(row));
        }
        if table.find(Home::Object(base), name).is_some() {
            return Some(super::unbound_method(Type::Other(class), name));
        }
    }
    None
}

crate::error_kinds! {
    /// What a module warns of.
    pub(super) enum DeprecationWarning {
        /// `random.randrange(3.0)`
        DeprecationWarning Words { message: String } = "{message}";
    }
}

/// What the modules keep for an interpreter.
#[derive(Debug, Default)]
pub(in super::super) struct ModuleState {
    /// The generator that the functions of `random` share.
    random: Option<std::rc::Rc<random::Generator>>,
}

impl Interp {
    /// `module.name` where that is an exception, which the interpreter keeps.
    pub(in super::super) fn module_value(&mut self, module: Module, name: &str) -> Option<Value> {
        let (.., exception) = EXCEPTIONS.iter().find(|(home, own, _)| *home == module && *own == name)?;
        Some(Value::Class(self.builtin_exception(*exception)))
    }
}
