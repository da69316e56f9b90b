//! `d.keys()`, `d.values()`, `d.items()`: the dict itself, seen from one side.

use std::any::Any;
use std::rc::Rc;

use crate::error::Result;
use crate::syntax::BinaryOp;

use super::super::call::Args;
use super::super::interp::Interp;
use super::super::iter::{Iter, Part};
use super::super::object::Object;
use super::super::table::{Builtin, Home, Returns};
use super::super::value::{Dict, Value};

/// The class of `d.keys()`.
const KEYS: &str = "dict_keys";
/// The class of `d.values()`.
const VALUES: &str = "dict_values";
/// The class of `d.items()`.
const ITEMS: &str = "dict_items";

const fn row(
    home: Home,
    names: &'static [&'static str],
    parameters: &'static str,
    run: fn(&mut Interp, Args) -> Result<Value>,
    help: &'static str,
    example: &'static str,
) -> Builtin {
    Builtin::new(names, home, parameters, run, Returns::Other, help, example)
}

pub(in super::super) const ROWS: &[Builtin] = &[
    row(
        Home::Dict,
        &["keys"],
        "",
        |_, args| Ok(view(&args, Part::Keys)),
        "The keys, as they are whenever they are looked at.",
        "{'a': 1}.keys()",
    ),
    row(
        Home::Dict,
        &["values"],
        "",
        |_, args| Ok(view(&args, Part::Values)),
        "The values, as they are whenever they are looked at.",
        "{'a': 1}.values()",
    ),
    row(
        Home::Dict,
        &["items"],
        "",
        |_, args| Ok(view(&args, Part::Items)),
        "Pairs of key and value, as they are whenever they are looked at.",
        "{'a': 1}.items()",
    ),
    row(
        Home::Object(KEYS),
        &["isdisjoint"],
        "other, /",
        disjoint,
        "Whether no key is among other items.",
        "{'a': 1}.keys().isdisjoint(['b'])",
    ),
    row(
        Home::Object(ITEMS),
        &["isdisjoint"],
        "other, /",
        disjoint,
        "Whether no pair is among other items.",
        "{'a': 1}.items().isdisjoint([('a', 2)])",
    ),
];

fn view(args: &Args, part: Part) -> Value {
    match args.this() {
        Value::Dict(dict) => Value::object(View { dict: dict.clone(), part }),
        _ => Value::None,
    }
}

fn disjoint(interp: &mut Interp, args: Args) -> Result<Value> {
    let this = args.this().clone();
    let mut others = interp.iter(args.value("other"))?;
    while let Some(item) = others.next(interp)? {
        interp.memory.check_interrupt()?;
        if interp.contains(&this, &item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// A part of each entry of a dict.
#[derive(Debug)]
struct View {
    dict: Dict,
    part: Part,
}

impl Object for View {
    fn type_name(&self) -> &'static str {
        match self.part {
            Part::Keys => KEYS,
            Part::Values => VALUES,
            Part::Items => ITEMS,
        }
    }

    fn shown_as(&self) -> Option<Value> {
        Some(Value::list(self.dict.borrow().iter().map(|(key, value)| self.part.of(key, value)).collect()))
    }

    fn iter(self: Rc<Self>, _: &mut Interp) -> Result<Option<Iter>> {
        Ok(Some(Iter::dict(&self.dict, self.part, false)))
    }

    fn reversed(self: Rc<Self>, _: &mut Interp) -> Result<Option<Iter>> {
        Ok(Some(Iter::dict(&self.dict, self.part, true)))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Result<Option<bool>> {
        match (self.part, item) {
            (Part::Keys, key) => {
                let key = interp.key_of(key)?;
                Ok(Some(self.dict.borrow().contains_key(&key)))
            }
            (Part::Values, _) => Ok(None),
            (Part::Items, Value::Tuple(pair)) if pair.len() == 2 => {
                let key = interp.key_of(&pair[0])?;
                let value = self.dict.borrow().get(&key).cloned();
                match value {
                    Some(value) => Ok(Some(value.is(&pair[1]) || interp.equal(&value, &pair[1], 0)?)),
                    None => Ok(Some(false)),
                }
            }
            (Part::Items, _) => Ok(Some(false)),
        }
    }

    fn len(&self) -> Option<usize> {
        Some(self.dict.borrow().len())
    }

    /// Keys and items have the operators of sets, with anything that has items.
    fn binary(
        &self,
        interp: &mut Interp,
        op: BinaryOp,
        left: &Value,
        right: &Value,
    ) -> Result<Option<Value>> {
        let known = matches!(op, BinaryOp::BitOr | BinaryOp::BitAnd | BinaryOp::Subtract | BinaryOp::BitXor);
        if self.part == Part::Values || !known {
            return Ok(None);
        }
        let left = interp.items_of(left)?;
        let left = interp.set_of(left)?;
        let right = interp.items_of(right)?;
        let right = interp.set_of(right)?;
        Interp::set_binary(op, &left, &right)
    }

    /// Keys and items are equal as sets are.
    fn equals(&self, interp: &mut Interp, other: &Value) -> Result<Option<bool>> {
        if let (Value::Set(set), true) = (other, self.part != Part::Values) {
            let items = self.dict.borrow().iter().map(|(key, value)| self.part.of(key, value)).collect();
            let own = interp.set_of(items)?;
            let Value::Set(own) = own else { return Ok(None) };
            let (own, other) = (own.items.borrow(), set.items.borrow());
            return Ok(Some(own.len() == other.len() && own.iter().all(|key| other.contains(key))));
        }
        let Value::Object(object) = other else { return Ok(None) };
        let Some(view) = object.as_any().downcast_ref::<Self>() else { return Ok(None) };
        if self.part == Part::Values || view.part == Part::Values {
            return Ok(None);
        }
        if self.dict.borrow().len() != view.dict.borrow().len() {
            return Ok(Some(false));
        }
        let mut items = Iter::dict(&self.dict, self.part, false);
        while let Some(item) = items.next(interp)? {
            if !interp.contains(other, &item)? {
                return Ok(Some(false));
            }
        }
        Ok(Some(true))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
