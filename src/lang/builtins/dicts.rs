//! Methods of dicts that change them.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;

use super::super::call::Args;
use super::super::entries::Entries;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::{Shared, copied};
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Dict, Key, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Dict, parameters, run, returns, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["get"],
        "key, default=None, /",
        |interp, args| {
            let key = interp.key_of(args.value("key"))?;
            Ok(this(&args).borrow().get(&key).cloned().unwrap_or_else(|| args.value("default").clone()))
        },
        Returns::Other,
        "The value of a key, or a default.",
        "{'a': 1}.get('b', 0)",
    ),
    row(
        &["pop"],
        "key, default=<no value>, /",
        |interp, args| {
            let key = interp.key_of(args.value("key"))?;
            let taken = this(&args).borrow_mut().remove(&key);
            match (taken, args.get("default")) {
                (Some(value), _) => Ok(value),
                (None, Some(default)) => Ok(default.clone()),
                (None, None) => Err(interp.missing_key(args.value("key"))),
            }
        },
        Returns::Other,
        "Takes an entry out, and gives its value.",
        "d = {'a': 1}; d.pop('a')",
    ),
    row(
        &["popitem"],
        "",
        |interp, args| {
            let taken = this(&args).borrow_mut().pop();
            match taken {
                Some((key, value)) => Ok(Value::tuple(vec![key.value(), value])),
                None => Err(interp.missing_key(&Value::str("popitem(): dictionary is empty"))),
            }
        },
        Returns::Other,
        "Takes the last entry out, and gives it as a pair.",
        "d = {'a': 1}; d.popitem()",
    ),
    row(
        &["fromkeys"],
        "iterable, value=None, /",
        |interp, args| {
            let mut entries = Entries::new();
            let mut keys = interp.iter(args.value("iterable"))?;
            while let Some(key) = keys.next(interp)? {
                interp.memory.check_interrupt()?;
                entries.insert(interp.key_of(&key)?, args.value("value").clone());
            }
            Ok(Value::Dict(Shared::new(RefCell::new(entries))))
        },
        Returns::Other,
        "A dict of keys that all have one value.",
        "dict.fromkeys('ab', 0)",
    ),
    row(
        &["setdefault"],
        "key, default=None, /",
        |interp, args| {
            let key = interp.key_of(args.value("key"))?;
            let default = args.value("default").clone();
            Ok(this(&args).borrow_mut().or_insert(key, default).clone())
        },
        Returns::Other,
        "The value of a key, which is put in if it is missing.",
        "d = {}; d.setdefault('a', 1)",
    ),
    row(
        &["update"],
        "other=<no value>, /, **kwargs",
        |interp, args| {
            if let Some(other) = args.get("other") {
                let entries = pairs_of(interp, other)?;
                this(&args).borrow_mut().extend(entries);
            }
            this(&args).borrow_mut().extend(
                args.extra.iter().map(|(name, value)| (Key::Str(Rc::clone(name).into()), value.clone())),
            );
            Ok(Value::None)
        },
        Returns::Nothing,
        "Takes over the entries of another dict, of pairs, and of named arguments.",
        "d = {'a': 1}; d.update({'b': 2}, c=3); d",
    ),
    row(
        &["clear"],
        "",
        |_, args| {
            // What is in it may hold the dict itself: it goes when the dict is no longer borrowed.
            let entries = std::mem::take(&mut *this(&args).borrow_mut());
            drop(entries);
            Ok(Value::None)
        },
        Returns::Nothing,
        "Takes all entries out.",
        "d = {'a': 1}; d.clear(); d",
    ),
    row(
        &["copy"],
        "",
        |interp, args| {
            let entries = copied(&interp.memory, &this(&args).borrow())?;
            Ok(Value::Dict(Shared::new(RefCell::new(entries))))
        },
        Returns::Other,
        "Another dict with the same entries.",
        "{'a': 1}.copy()",
    ),
];

/// The dict whose method is called.
fn this(args: &Args) -> Dict {
    match args.this() {
        Value::Dict(dict) => dict.clone(),
        _ => Shared::new(RefCell::new(Entries::new())),
    }
}

/// The entries of a dict, of what has keys and items as a dict has, or of pairs.
pub(in super::super) fn pairs_of(interp: &mut Interp, source: &Value) -> Result<Entries> {
    if let Value::Dict(other) = source {
        return copied(&interp.memory, &other.borrow());
    }
    if let Some(pairs) = interp.mapping_items(source)? {
        return Ok(pairs.into_iter().collect());
    }
    let mut entries = Entries::new();
    let mut walk = interp.iter(source)?;
    for i in 0.. {
        interp.memory.check_interrupt()?;
        let Some(pair) = walk.next(interp)? else { break };
        let pair = interp.items(&pair).map_err(|error| match error.downcast_ref::<E>() {
            Some(E::NotIterable { .. }) => {
                let message = format!("cannot convert dictionary update sequence element #{i} to a sequence");
                E::Type { message }.into()
            }
            _ => error,
        })?;
        let [key, value] = pair.as_slice() else {
            let message =
                format!("dictionary update sequence element #{i} has length {}; 2 is required", pair.len());
            return Err(E::Value { message }.into());
        };
        entries.insert(interp.key_of(key)?, value.clone());
    }
    Ok(entries)
}
