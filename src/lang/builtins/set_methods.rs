//! Methods of sets and frozensets.

use crate::error::Result;

use super::super::call::Args;
use super::super::interp::Interp;
use super::super::nest::Shared;
use super::super::set::{SetObject, SetTable};
use super::super::set_operators::{difference, intersection, symmetric_difference, toggle};
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Key, Value};

const fn row(
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    returns: Returns,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, Home::Set, parameters, run, returns, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        &["add"],
        "item, /",
        |interp, args| {
            interp.set_add(args.this(), args.value("item").clone())?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Adds an item, if it is not there.",
        "s = {1}; s.add(2); s",
    ),
    row(
        &["discard"],
        "item, /",
        |interp, args| {
            let key = interp.sought_key(args.value("item"))?;
            remove(&args, &key);
            Ok(Value::None)
        },
        Returns::Nothing,
        "Removes an item, if it is there.",
        "s = {1, 2}; s.discard(3); s",
    ),
    row(
        &["remove"],
        "item, /",
        |interp, args| {
            let item = args.value("item");
            let key = interp.sought_key(item)?;
            if remove(&args, &key) { Ok(Value::None) } else { Err(interp.missing_key(item)) }
        },
        Returns::Nothing,
        "Removes an item, which has to be there.",
        "s = {1, 2}; s.remove(2); s",
    ),
    row(
        &["pop"],
        "",
        |interp, args| {
            let taken = this(&args).and_then(|set| set.items.borrow_mut().pop());
            match taken {
                Some(key) => Ok(key.value()),
                None => Err(interp.missing_key(&Value::str("pop from an empty set"))),
            }
        },
        Returns::Other,
        "Takes an item out, and gives it.",
        "s = {1}; s.pop()",
    ),
    row(
        &["clear"],
        "",
        |_, args| {
            // What is in it may hold the set itself: it goes when the set is no longer borrowed.
            let old = this(&args).map(|set| set.items.take());
            drop(old);
            Ok(Value::None)
        },
        Returns::Nothing,
        "Removes every item.",
        "s = {1, 2}; s.clear(); s",
    ),
    row(
        &["copy"],
        "",
        |_, args| match this(&args) {
            Some(set) if !set.frozen => Ok(Interp::set_value(set.items.borrow().copied(), false)),
            _ => Ok(args.this().clone()),
        },
        Returns::Other,
        "Another set with the same items.",
        "{1, 2}.copy()",
    ),
    row(
        &["update"],
        "*others",
        |interp, args| {
            for other in &args.rest {
                add_items(interp, &args, other)?;
            }
            Ok(Value::None)
        },
        Returns::Nothing,
        "Adds the items of others.",
        "s = {1}; s.update([2, 3], {4}); s",
    ),
    row(
        &["union"],
        "*others",
        |interp, args| {
            let mut table = this(&args).map(|set| set.items.borrow().copied()).unwrap_or_default();
            for other in &args.rest {
                interp.merge_items(&mut table, other)?;
            }
            made(&args, table)
        },
        Returns::Other,
        "The items of this and of others.",
        "{1}.union([2], {3})",
    ),
    row(
        &["intersection"],
        "*others",
        |interp, args| {
            let table = all_in_common(interp, &args)?;
            made(&args, table)
        },
        Returns::Other,
        "The items that are in this and in all others.",
        "{1, 2, 3}.intersection([2, 3], {3})",
    ),
    row(
        &["intersection_update"],
        "*others",
        |interp, args| {
            let table = all_in_common(interp, &args)?;
            let old = this(&args).map(|set| set.items.replace(table));
            drop(old);
            Ok(Value::None)
        },
        Returns::Nothing,
        "Keeps the items that are in all others too.",
        "s = {1, 2}; s.intersection_update([2]); s",
    ),
    row(
        &["difference"],
        "*others",
        |interp, args| {
            let Some(set) = this(&args) else { return Ok(Value::None) };
            let mut table: Option<SetTable> = None;
            for other in &args.rest {
                with_keys(interp, other, |keys| match &mut table {
                    Some(table) => table.subtract(keys.iter()),
                    None if matches!(other, Value::Set(_) | Value::Dict(_)) => {
                        table = Some(difference(&set.items.borrow(), keys));
                    }
                    None => {
                        let mut copy = set.items.borrow().copied();
                        copy.subtract(keys.iter());
                        table = Some(copy);
                    }
                })?;
            }
            made(&args, table.unwrap_or_else(|| set.items.borrow().copied()))
        },
        Returns::Other,
        "The items that are in none of the others.",
        "{1, 2, 3}.difference([2], {3})",
    ),
    row(
        &["difference_update"],
        "*others",
        |interp, args| {
            for other in &args.rest {
                if args.this().is(other) {
                    let old = this(&args).map(|set| set.items.take());
                    drop(old);
                    continue;
                }
                with_keys(interp, other, |keys| {
                    if let Some(set) = this(&args) {
                        set.items.borrow_mut().subtract(keys.iter());
                    }
                })?;
            }
            Ok(Value::None)
        },
        Returns::Nothing,
        "Removes the items of others.",
        "s = {1, 2}; s.difference_update([2]); s",
    ),
    row(
        &["symmetric_difference"],
        "other, /",
        |interp, args| {
            let table = with_keys(interp, args.value("other"), |keys| {
                this(&args).map(|set| symmetric_difference(&set.items.borrow(), keys))
            })?;
            made(&args, table.unwrap_or_default())
        },
        Returns::Other,
        "The items that are in one of both only.",
        "{1, 2}.symmetric_difference([2, 3])",
    ),
    row(
        &["symmetric_difference_update"],
        "other, /",
        |interp, args| {
            if args.this().is(args.value("other")) {
                let old = this(&args).map(|set| set.items.take());
                drop(old);
                return Ok(Value::None);
            }
            with_keys(interp, args.value("other"), |keys| {
                if let Some(set) = this(&args) {
                    toggle(&mut set.items.borrow_mut(), keys.iter());
                }
            })?;
            Ok(Value::None)
        },
        Returns::Nothing,
        "Removes the items that the other has too, and adds those that only it has.",
        "s = {1, 2}; s.symmetric_difference_update([2, 3]); s",
    ),
    row(
        &["isdisjoint"],
        "other, /",
        |interp, args| {
            let other = args.value("other");
            if let (Some(a), Value::Set(b)) = (this(&args), other) {
                let (a, b) = (a.items.borrow(), b.items.borrow());
                let (walked, asked) = if b.len() > a.len() { (a, b) } else { (b, a) };
                return Ok(Value::Bool(!walked.iter().any(|key| asked.contains(key))));
            }
            Ok(Value::Bool(!any_item(interp, other, |key| has(&args, key))?))
        },
        Returns::Scalar,
        "Whether they have no item in common.",
        "{1, 2}.isdisjoint([3])",
    ),
    row(
        &["issubset"],
        "other, /",
        |interp, args| {
            let all = with_keys(interp, args.value("other"), |keys| {
                this(&args).is_none_or(|set| {
                    let own = set.items.borrow();
                    own.len() <= keys.len() && own.iter().all(|key| keys.contains(key))
                })
            })?;
            Ok(Value::Bool(all))
        },
        Returns::Scalar,
        "Whether the other has every item of this.",
        "{1, 2}.issubset([1, 2, 3])",
    ),
    row(
        &["issuperset"],
        "other, /",
        |interp, args| Ok(Value::Bool(!any_item(interp, args.value("other"), |key| !has(&args, key))?)),
        Returns::Scalar,
        "Whether this has every item of the other.",
        "{1, 2}.issuperset([1])",
    ),
];

/// The set whose method is called.
fn this(args: &Args) -> Option<&Shared<SetObject>> {
    match args.this() {
        Value::Set(set) => Some(set),
        _ => None,
    }
}

/// A set of the class of the one whose method is called.
#[allow(clippy::unnecessary_wraps)]
fn made(args: &Args, table: SetTable) -> Result<Value> {
    Ok(Interp::set_value(table, this(args).is_some_and(|set| set.frozen)))
}

fn remove(args: &Args, key: &Key) -> bool {
    this(args).is_some_and(|set| set.items.borrow_mut().remove(key))
}

/// Whether an item is in the set whose method is called.
fn has(args: &Args, key: &Key) -> bool {
    this(args).is_some_and(|set| set.items.borrow().contains(key))
}

/// Whether a property holds of the key of one of the items of a value. The first ends the search.
fn any_item(interp: &mut Interp, source: &Value, holds: impl Fn(&Key) -> bool) -> Result<bool> {
    let mut items = interp.iter(source)?;
    while let Some(item) = items.next(interp)? {
        interp.memory.check_interrupt()?;
        if holds(&interp.key_of(&item)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds the items of a value to the set whose method is called.
fn add_items(interp: &mut Interp, args: &Args, other: &Value) -> Result<()> {
    let Some(set) = this(args) else { return Ok(()) };
    match other {
        Value::Set(same) if set.ptr_eq(same) => Ok(()),
        Value::Set(_) | Value::Dict(_) => interp.merge_items(&mut set.items.borrow_mut(), other),
        _ => {
            let mut items = interp.iter(other)?;
            while let Some(item) = items.next(interp)? {
                interp.memory.check_interrupt()?;
                let key = interp.key_of(&item)?;
                set.items.borrow_mut().insert(key);
            }
            Ok(())
        }
    }
}

/// What is made of the items of another value, as those of a set.
fn with_keys<T>(interp: &mut Interp, other: &Value, make: impl FnOnce(&SetTable) -> T) -> Result<T> {
    if let Value::Set(set) = other {
        return Ok(make(&set.items.borrow()));
    }
    let mut table = SetTable::default();
    interp.merge_items(&mut table, other)?;
    Ok(make(&table))
}

/// The items that are in the set and in all others.
fn all_in_common(interp: &mut Interp, args: &Args) -> Result<SetTable> {
    let Some(set) = this(args) else { return Ok(SetTable::default()) };
    let mut so_far: Option<SetTable> = None;
    for other in &args.rest {
        if let Value::Set(other) = other {
            so_far = Some(match &so_far {
                Some(table) => intersection(table, &other.items.borrow()),
                None => intersection(&set.items.borrow(), &other.items.borrow()),
            });
            continue;
        }
        let mut common = SetTable::default();
        let mut items = interp.iter(other)?;
        while let Some(item) = items.next(interp)? {
            interp.memory.check_interrupt()?;
            let key = interp.key_of(&item)?;
            let found = match &so_far {
                Some(table) => table.contains(&key),
                None => has(args, &key),
            };
            if found {
                common.insert(key);
            }
        }
        so_far = Some(common);
    }
    Ok(so_far.unwrap_or_else(|| set.items.borrow().copied()))
}
