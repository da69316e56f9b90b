//! What names there are: `dir`, `vars`, `globals`, and modules by name.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;

use super::super::access::member_names;
use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::modules;
use super::super::nest::Shared;
use super::super::program::Class;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Key, Module, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Bare, parameters, run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["dir"],
        "object=None, /",
        dir,
        "The names that a value has, in alphabetical order; without one, those that are bound.",
        "'__name__' in dir(np)",
    ),
    row(
        &["vars"],
        "object=None, /",
        vars,
        "The attributes of a value as a dict.",
        "class A: pass\na = A(); a.x = 1; vars(a)",
    ),
    row(
        &["globals"],
        "",
        |interp, _| Ok(globals(interp)),
        "The names of the module that runs.",
        "type(globals())",
    ),
    row(
        &["__import__"],
        "name, globals=None, locals=None, fromlist=(), level=0",
        |interp, args| {
            let name = interp.str(args.value("name"));
            let module = interp.import_path(&name, true)?;
            let wanted = match args.get("fromlist") {
                Some(names) => interp.is_true(&names.clone())?,
                None => false,
            };
            let top = name.split('.').next().unwrap_or(&name);
            Ok(if wanted { module } else { interp.imports.find(top).unwrap_or(module) })
        },
        "What `import` does.",
        "__import__('math').pi",
    ),
];

/// The members of a module of arr's own as a dict.
pub(in super::super) fn members_of_module(interp: &mut Interp, module: Module) -> Value {
    let names: Vec<&'static str> = modules::member_names(module).collect();
    let named =
        names.into_iter().filter_map(|name| Some((Key::Str(name.into()), interp.member_of(module, name)?)));
    let named = named.collect();
    Value::Dict(Shared::new(RefCell::new(named)))
}

/// The names that are bound in the module that runs, as a dict.
fn globals(interp: &Interp) -> Value {
    if let Some(module) = interp.current_module() {
        return interp.module_dict(&module);
    }
    main_globals(interp)
}

/// The names that are bound at the top level, as a dict.
pub(super) fn main_globals(interp: &Interp) -> Value {
    let named = [("__name__", Value::str("__main__"))]
        .into_iter()
        .chain(["__doc__", "__file__"].into_iter().filter_map(|name| Some((name, interp.of_script(name)?))));
    let mut dict: super::super::entries::Entries =
        named.map(|(name, value)| (Key::Str(name.into()), value)).collect();
    dict.extend(interp.bound().map(|(name, value)| (Key::Str(name.into()), value.clone())));
    Value::Dict(Shared::new(RefCell::new(dict)))
}

fn vars(interp: &mut Interp, args: Args) -> Result<Value> {
    let object = args.value("object").clone();
    if args.get("object").is_none() {
        return Ok(globals(interp));
    }
    let has = match &object {
        Value::Instance(instance) => {
            instance.payload.borrow().is_none() || !interp.field_names(instance).is_empty()
        }
        Value::Class(_) | Value::Def(_) | Value::Module(_) | Value::Loaded(_) => true,
        _ => false,
    };
    if !has {
        return Err(E::Type { message: "vars() argument must have __dict__ attribute".into() }.into());
    }
    interp.attribute(&object, "__dict__")
}

fn dir(interp: &mut Interp, args: Args) -> Result<Value> {
    let object = args.value("object").clone();
    let mut names: Vec<Rc<str>> = if args.get("object").is_none() {
        match globals(interp) {
            Value::Dict(dict) => dict.borrow().keys().filter_map(text).collect(),
            _ => Vec::new(),
        }
    } else {
        let hook = interp.interner.intern("__dir__");
        if let Some(method) = interp.special(&object, hook) {
            let given = interp.call(&method, super::super::call::Given::default())?;
            interp.items_of(&given)?.iter().map(|name| interp.str(name).into()).collect()
        } else {
            names_of(interp, &object)
        }
    };
    names.sort();
    names.dedup();
    Ok(Value::list(names.into_iter().map(|name| Value::Str(name.into())).collect()))
}

fn text(key: &Key) -> Option<Rc<str>> {
    match key {
        Key::Str(name) => Some(name.into()),
        _ => None,
    }
}

fn names_of(interp: &mut Interp, object: &Value) -> Vec<Rc<str>> {
    let of_class = |interp: &Interp, class: &Class| -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = super::super::known::names("object");
        for class in class.mro.borrow().iter() {
            match class {
                Value::Class(class) => {
                    let members = class.members.borrow();
                    names.extend(members.keys().map(|name| Rc::clone(interp.interner.name(*name))));
                }
                Value::Type(class) => names.extend(super::super::known::names(&class.qualified())),
                _ => {}
            }
        }
        names
    };
    match object {
        Value::Loaded(module) => interp.names_of(module),
        Value::Module(module) => {
            let own = ["__name__", "__doc__"].into_iter().map(Rc::from);
            own.chain(modules::member_names(*module).map(Rc::from)).collect()
        }
        Value::Instance(instance) => {
            let mut names = of_class(interp, &instance.class());
            names.extend(["__dict__", "__module__", "__weakref__"].map(Rc::from));
            names.extend(interp.field_names(instance));
            names
        }
        Value::Class(class) => {
            let mut names = of_class(interp, class);
            names.extend(["__dict__", "__module__", "__weakref__"].map(Rc::from));
            names
        }
        Value::Type(class) => super::super::known::names(&class.qualified()),
        other => {
            let mut names = super::super::known::names(&other.type_name());
            if names.is_empty() {
                names.extend(member_names(other).into_iter().map(Rc::from));
            }
            names
        }
    }
}
