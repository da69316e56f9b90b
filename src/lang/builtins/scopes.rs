//! Builtins that look at the names of values.

use crate::error::{Exception, Result};

use super::super::call::Args;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::known;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Type, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Bare, parameters, run, Returns::Scalar, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["ascii"],
        "obj, /",
        |interp, args| {
            let text = interp.text_of(args.value("obj"), true)?;
            Ok(super::super::builtins::to_ascii(&text).into())
        },
        "The text that an echo shows, with everything beyond ASCII escaped.",
        "ascii('é')",
    ),
    row(
        &["delattr"],
        "obj, name, /",
        |interp, args| {
            let name = super::python::attribute_name(args.value("name"))?;
            let symbol = interp.interner.intern(&name);
            interp.delete_attribute(&args.value("obj").clone(), symbol)?;
            Ok(Value::None)
        },
        "Deletes an attribute by its name.",
        "class A: pass\na = A(); a.x = 1; delattr(a, 'x'); hasattr(a, 'x')",
    ),
    row(
        &["vars"],
        "object=<no value>, /",
        |interp, args| {
            let Some(object) = args.get("object").cloned() else {
                let mut names = super::super::entries::Entries::new();
                for (name, value) in interp.bound() {
                    names.insert(super::super::value::Key::Str(name.into()), value.clone());
                }
                return Ok(Value::Dict(super::super::nest::Shared::new(std::cell::RefCell::new(names))));
            };
            match interp.attribute(&object, "__dict__") {
                Err(error) if error.exception() == Exception::AttributeError => {
                    let message = "vars() argument must have __dict__ attribute".into();
                    Err(E::Type { message }.into())
                }
                found => found,
            }
        },
        "The attributes of an object, as a dict.",
        "class A: pass\na = A(); a.x = 1; vars(a)",
    ),
    row(
        &["dir"],
        "object=<no value>, /",
        |interp, args| {
            let mut names = match args.get("object").cloned() {
                None => interp.bound().map(|(name, _)| name.to_owned()).collect(),
                Some(object) => names_of(interp, &object)?,
            };
            names.sort();
            names.dedup();
            Ok(Value::list(names.into_iter().map(Value::from).collect()))
        },
        "The names of a value's attributes, in order.",
        "dir((1, 2))[-2:]",
    ),
];

fn names_of(interp: &mut Interp, object: &Value) -> Result<Vec<String>> {
    let special = interp.interner.intern("__dir__");
    if let Value::Instance(_) = object
        && let Some(method) = interp.special(object, special)
    {
        let listed = interp.call(&method, super::super::call::Given::default())?;
        let items = interp.items(&listed)?;
        return Ok(items.iter().map(|item| interp.str(item)).collect());
    }
    let class = match object {
        Value::Instance(instance) => Some(instance.class()),
        Value::Class(class) => Some(class.clone()),
        _ => None,
    };
    let owner = match (object, &class) {
        (_, Some(class)) => class.native.map_or_else(|| "object".to_owned(), Type::qualified),
        (Value::Type(class), _) => class.qualified(),
        (Value::Module(module), _) => module.name().to_owned(),
        _ => known::owner(object),
    };
    let mut names: Vec<String> = known::names(&owner).map(str::to_owned).collect();
    if let Some(class) = class {
        names.extend(["__dict__", "__module__", "__weakref__"].map(str::to_owned));
        for class in class.mro.borrow().iter() {
            if let Value::Class(class) = class {
                let members = class.members.borrow();
                names.extend(members.keys().map(|name| interp.interner.name(*name).to_string()));
            }
        }
    }
    if let Value::Instance(instance) = object {
        names
            .extend(instance.fields.borrow().iter().map(|(name, _)| interp.interner.name(*name).to_string()));
    }
    Ok(names)
}
