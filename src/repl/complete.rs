//! Candidates for the word at the cursor: from the names of the user and the one table of builtins.

use crate::lang::{self, ATTRIBUTES, Home, Interp, Module, Returns, RowId, Table, Type, Value};

use super::command;
use super::half::{Half, Object};

/// What an expression is known to be without evaluating it.
#[derive(Clone)]
pub(super) enum Known {
    /// The value itself.
    Value(Value),
    /// Some array, or NumPy scalar.
    Array,
    /// A function or method of the table, of something unknown.
    Row(RowId),
    /// Something with the methods of this home.
    Of(Home),
}

/// The candidates that begin with `prefix`, sorted, parameters first.
pub(super) fn complete(interp: &mut Interp, half: &Half<'_>, prefix: &str) -> Vec<String> {
    let mut parameters = Vec::new();
    let mut names: Vec<String> = match half {
        Half::Command { .. } => command::names().map(|name| format!("%{name}")).collect(),
        Half::Choice { words, .. } => words.iter().map(|word| (*word).to_owned()).collect(),
        Half::Name { call, .. } => {
            if let Some((object, given)) = call {
                parameters = parameters_of(interp, object, given);
                parameters.retain(|name| name.starts_with(prefix));
            }
            let own = interp.bound().map(|(name, _)| name.to_owned());
            // In a call, where nothing is typed yet, the table would bury what is looked for.
            if prefix.is_empty() && !parameters.is_empty() {
                own.collect()
            } else {
                own.chain(lang::bare_names().map(str::to_owned)).collect()
            }
        }
        Half::Member { object, .. } => members(interp, object),
        Half::Module { .. } => Module::ALL.iter().map(|module| module.name().to_owned()).collect(),
        Half::Imported { module, .. } => lang::by_name(module)
            .map_or_else(Vec::new, |module| lang::member_names(module).map(str::to_owned).collect()),
        Half::File { .. } | Half::Nothing => Vec::new(),
    };
    names.retain(|name| name.starts_with(prefix) && (prefix.starts_with('_') || !name.starts_with('_')));
    names.sort_unstable();
    names.dedup();
    parameters.extend(names);
    parameters
}

fn parameters_of(interp: &mut Interp, object: &Object<'_>, given: &[&str]) -> Vec<String> {
    let Some(row) = known(interp, object).and_then(|known| row_of(&known)) else { return Vec::new() };
    let by_name = row.signature().parameters().iter().filter(|p| p.by_name && !given.contains(&p.name));
    by_name.map(|p| format!("{}=", p.name)).collect()
}

fn members(interp: &mut Interp, object: &Object<'_>) -> Vec<String> {
    let table = Table::get();
    let names: Vec<&'static str> = match known(interp, object) {
        Some(Known::Value(value)) => lang::members_of(&value),
        Some(Known::Array) => table.names(Home::Array).chain(table.array_attributes()).collect(),
        Some(Known::Of(home)) => table.names(home).collect(),
        Some(Known::Row(row)) if row.is_ufunc() => table.names(Home::Ufunc).collect(),
        Some(Known::Row(_)) | None => Vec::new(),
    };
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    if let Object::Name(path) = object
        && names.is_empty()
    {
        // `import numpy.` goes on with modules.
        let within = format!("{path}.");
        names.extend(Module::ALL.iter().filter_map(|m| m.name().strip_prefix(&within)).map(str::to_owned));
    }
    names
}

/// The row of a function or method of the table.
pub(super) fn row_of(known: &Known) -> Option<RowId> {
    match known {
        Known::Value(Value::Function(row)) | Known::Row(row) => Some(*row),
        Known::Value(Value::Method(method)) => Some(method.1),
        _ => None,
    }
}

/// What is known of an expression. Nothing is called; only attributes are read.
pub(super) fn known(interp: &mut Interp, object: &Object<'_>) -> Option<Known> {
    match object {
        Object::Name(name) => {
            let own = interp.interner.get(name).and_then(|symbol| interp.global(symbol).cloned());
            own.or_else(|| lang::bare(name)).map(Known::Value)
        }
        Object::Member(of, name) => match known(interp, of)? {
            Known::Value(value) => interp.attribute(&value, name).ok().map(Known::Value),
            Known::Array => match ATTRIBUTES.iter().find(|row| row.name == *name) {
                Some(row) => gives(row.returns),
                None => Table::get().find(Home::Array, name).map(Known::Row),
            },
            Known::Of(home) => Table::get().find(home, name).map(Known::Row),
            Known::Row(_) => None,
        },
        Object::Call(of) => match known(interp, of)? {
            Known::Value(Value::Type(Type::Scalar(_) | Type::Ndarray)) => Some(Known::Array),
            callee => gives(row_of(&callee)?.row().returns),
        },
        Object::Item(of) => match known(interp, of)? {
            Known::Value(Value::Array(_)) | Known::Array => Some(Known::Array),
            _ => None,
        },
        Object::Group => Some(Known::Array),
        Object::List => Some(Known::Of(Home::List)),
        Object::Str => Some(Known::Of(Home::Str)),
    }
}

/// What a function that returns this gives, as far as its members go.
fn gives(returns: Returns) -> Option<Known> {
    match returns {
        Returns::Alias
        | Returns::AliasOrCopy
        | Returns::AliasOrView
        | Returns::View
        | Returns::ViewOrCopy
        | Returns::Copy
        | Returns::New => Some(Known::Array),
        Returns::Scalar | Returns::Nothing | Returns::Other => None,
    }
}
