//! Methods of dicts that change them.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;

use super::super::call::Args;
use super::super::convert_key;
use super::super::errors::ValueKindError as E;
use super::super::interp::Interp;
use super::super::nest::{Shared, copied};
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Dict, Entries, Key, Value};

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
        &["pop"],
        "key, default=<no value>, /",
        |interp, args| {
            let key = convert_key(args.value("key"))?;
            match (this(&args).borrow_mut().shift_remove(&key), args.get("default")) {
                (Some(value), _) => Ok(value),
                (None, Some(default)) => Ok(default.clone()),
                (None, None) => Err(E::Missing { key: interp.repr(&key.value()) }.into()),
            }
        },
        Returns::Other,
        "Takes an entry out, and gives its value.",
        "d = {'a': 1}; d.pop('a')",
    ),
    row(
        &["setdefault"],
        "key, default=None, /",
        |_, args| {
            let key = convert_key(args.value("key"))?;
            let default = args.value("default").clone();
            Ok(this(&args).borrow_mut().entry(key).or_insert(default).clone())
        },
        Returns::Other,
        "The value of a key, which is put in if it is missing.",
        "d = {}; d.setdefault('a', 1)",
    ),
    row(
        &["update"],
        "other=None, /, **kwargs",
        |interp, args| {
            let other = match args.some("other").cloned() {
                Some(instance @ Value::Instance(_)) => Some(interp.mapping_of(&instance)?),
                other => other,
            };
            let mut entries = match other {
                None => Entries::new(),
                Some(Value::Dict(other)) => copied(&interp.memory, &other.borrow())?,
                Some(pairs) => {
                    let mut entries = Entries::new();
                    let mut walk = interp.iter(&pairs)?;
                    for i in 0.. {
                        interp.memory.check_interrupt()?;
                        let Some(pair) = walk.next(interp)? else { break };
                        let pair = interp.items(&pair)?;
                        let [key, value] = pair.as_slice() else {
                            let message = format!(
                                "dictionary update sequence element #{i} has length {}; 2 is required",
                                pair.len()
                            );
                            return Err(E::Value { message }.into());
                        };
                        entries.insert(convert_key(key)?, value.clone());
                    }
                    entries
                }
            };
            entries.extend(
                args.extra.iter().map(|(name, value)| (Key::Str(Rc::clone(name).into()), value.clone())),
            );
            this(&args).borrow_mut().extend(entries);
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
