//! Python's modules that are native code: a file a module, and the classes in them.

pub(super) mod arguments;
mod calendar;
pub(super) mod clock;
pub(super) mod cmath;

pub(super) mod files;
pub(super) mod itertools;
pub(super) mod json;
pub(super) mod math;
pub(super) mod os;
pub(super) mod paths;
pub(super) mod random;
pub(super) mod re;
mod real;
pub(super) mod sys;
pub(super) mod timeit;

use crate::error::{Exception, Result};

use super::super::call::{Args, Given};
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::table::{Home, Table};
use super::super::value::{Module, Type, Value};

/// A class of such a module.
#[derive(Clone, Copy)]
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
    class(files::BASE, Module::Io, None),
    class(files::TEXT, Module::Io, Some(files::BASE)),
    class(files::READER, Module::Io, Some(files::BASE)),
    class(files::WRITER, Module::Io, Some(files::BASE)),
    class(files::RANDOM, Module::Io, Some(files::BASE)),
    class(files::STRING_IO, Module::Io, Some(files::BASE)),
    class(files::BYTES_IO, Module::Io, Some(files::BASE)),
    class(os::ENTRY, Module::Os, None),
    class(re::PATTERN, Module::Re, None),
    class(re::MATCH, Module::Re, None),
    class(timeit::TIMER, Module::Timeit, None),
    class("time.struct_time", Module::Time, None),
];

/// Exceptions that such a module names.
const EXCEPTIONS: &[(Module, &str, Exception)] = &[
    (Module::Os, "error", Exception::OSError),
    (Module::Io, "UnsupportedOperation", Exception::UnsupportedOperation),
    (Module::Re, "error", Exception::RegexError),
    (Module::Json, "JSONDecodeError", Exception::JSONDecodeError),
    (Module::Io, "BlockingIOError", Exception::BlockingIOError),
];

/// The module in C, under its own name, that holds such a function; nothing for one that is written in Python.
pub(in super::super) fn native_module(module: Module, function: &str) -> Option<&'static str> {
    match (module, function) {
        (Module::Math | Module::Cmath | Module::Itertools | Module::Time | Module::Sys, _) => {
            Some(module.name())
        }
        (Module::Os, "getenv" | "makedirs" | "walk") => None,
        (Module::Os, _) => Some("posix"),
        _ => None,
    }
}

fn short(name: &'static str) -> &'static str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Every class.
fn classes() -> impl Iterator<Item = NativeClass> {
    let iterators = itertools::CLASSES.into_iter().map(|name| class(name, Module::Itertools, None));
    CLASSES.iter().copied().chain(iterators)
}

fn find(name: &str) -> Option<NativeClass> {
    classes().find(|class| class.name == name)
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
    let class = classes().find(|class| class.module == module && short(class.name) == name);
    if let Some(class) = class {
        return Some(Value::Type(Type::Other(class.name)));
    }
    match module {
        Module::Math => math::constant(name),
        Module::Cmath => cmath::constant(name),
        Module::Os => os::constant(name),
        Module::OsPath => os::constant(name).filter(|_| os::PATH_CONSTANTS.contains(&name)),
        Module::Time => clock::constant(name),
        Module::Re => re::constant(name),
        Module::Io if name == "SEEK_SET" => Some(Value::Int(0)),
        Module::Io if name == "SEEK_CUR" => Some(Value::Int(1)),
        Module::Io if name == "SEEK_END" => Some(Value::Int(2)),
        _ => None,
    }
}

/// The names of the constants and of the classes that have no row.
pub(in super::super) fn module_constants(module: Module) -> Vec<&'static str> {
    let constants: &[&str] = match module {
        Module::Math => math::CONSTANTS,
        Module::Cmath => cmath::CONSTANTS,
        Module::Os => os::CONSTANTS,
        Module::OsPath => os::PATH_CONSTANTS,
        Module::Sys => sys::CONSTANTS,
        Module::Time => clock::CONSTANTS,
        Module::Re => re::CONSTANTS,
        _ => &[],
    };
    let table = Table::get();
    let classes = classes().filter(move |class| class.module == module).map(|class| short(class.name));
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
    /// The standard streams, once they were asked for, or what a program put in their place.
    streams: [Option<Value>; 3],
    /// Whether a program put something else in the place of a standard stream.
    redirected: bool,
    /// The patterns of `re` that were read.
    patterns: re::Patterns,
    /// `os.environ`
    environ: Option<Value>,
    /// When the clock for measuring began.
    started: Option<std::time::Instant>,
    /// What `sys.setrecursionlimit` said.
    recursion_limit: Option<i64>,
}

impl Interp {
    /// `module.name` where that is an exception, a stream or something else that the interpreter keeps.
    pub(in super::super) fn module_value(&mut self, module: Module, name: &str) -> Option<Value> {
        match module {
            Module::Sys => return sys::member(self, name),
            Module::Os if name == "environ" => return Some(os::environ(self)),
            _ => {}
        }
        let (.., exception) = EXCEPTIONS.iter().find(|(home, own, _)| *home == module && *own == name)?;
        Some(Value::Class(self.builtin_exception(*exception)))
    }

    /// `module.name = value`; false if the name cannot be set.
    pub(in super::super) fn set_module_value(&mut self, module: Module, name: &str, value: &Value) -> bool {
        module == Module::Sys && sys::set_member(self, name, value)
    }
}
